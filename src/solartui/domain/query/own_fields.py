"""The fields that a desk defined for itself, as the filter language sees them: ``custom.roof:tile``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from solartui.domain.query.ast import (
    Answer,
    Choice,
    Condition,
    Date,
    DateRange,
    Empty,
    Number,
    NumberRange,
    Query,
    Text,
    Value,
)
from solartui.domain.query.dates import DaySpan, days_between, days_compared
from solartui.domain.query.document import begin, tokens
from solartui.domain.query.fields import Catalogue, Field, Kind, compact, own_name
from solartui.domain.vocabulary import OWN

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.domain.custom_fields import Value as Held

# By the kind of a field how it is asked about, and an example. Lists begin without the rules of these fields.
_KINDS = {
    "text": (Kind.TEXT, "abc"),
    "number": (Kind.NUMBER, "10"),
    "date": (Kind.DAY, "7d"),
    "choice": (Kind.CHOICE, ""),
    "yes_no": (Kind.ANSWER, "yes"),
}


def own_field(field: CustomField) -> Field:
    """A field of the desk's own in the catalogue of the filter language."""
    kind, example = _KINDS[field.kind]
    choices = {choice: (compact(choice),) for choice in field.choices}
    example = example or next(iter(field.choices), "abc")
    return Field(OWN + field.key, kind, field.label, example, choices=choices, own=field.id)


def with_own(catalogue: Catalogue, fields: Iterable[CustomField]) -> Catalogue:
    """A catalogue with these fields besides.

    Each goes by ``custom.`` and its key; by its key or label alone where nothing else is called so.
    """
    entries = {field: own_field(field) for field in fields}
    if not entries:
        return catalogue
    names = {own_name(entry.name): entry for entry in entries.values()}
    keys = [(compact(field.key), entry) for field, entry in entries.items()]
    labels = [(compact(field.label), entry) for field, entry in entries.items()]
    for called in (keys, labels):
        counts = Counter(name for name, _ in called)
        for name, entry in called:
            if name and counts[name] == 1 and name not in catalogue.by_name:
                names.setdefault(name, entry)
    used = tuple(entry for field, entry in entries.items() if field.active)
    return replace(catalogue, own=used, by_own_name=names)


def days_asked(value: Date | DateRange, query: Query) -> DaySpan:
    """The days that a condition on a day means: the first one, and the one behind the last."""
    today = query.now.astimezone(query.zone)
    if isinstance(value, DateRange):
        return days_between(value.first, value.last, today)
    return days_compared(value.operator, value.when, today)


def own_holds(condition: Condition, held: Held | None, query: Query) -> bool:
    """Whether what a record says in a field, None for nothing, is one of the values of a condition on it."""
    return any(_holds(value, held, query) for value in condition.values)


def _holds(value: Value, held: Held | None, query: Query) -> bool:
    match value:
        case Empty():
            return held is None
        case Answer(yes=yes):
            return held is yes
        case Choice(key=key):
            return held == key
        case Text(words=words):
            return isinstance(held, str) and begin(words, tokens(held))
        case Number() | NumberRange():
            return value.holds(held if isinstance(held, int | float) else None)
        case Date() | DateRange():
            first, after = days_asked(value, query)
            day = held if isinstance(held, str) else ""
            return bool(day) and (not first or day >= first) and (not after or day < after)
    raise LookupError(type(value).__name__)
