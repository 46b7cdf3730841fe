"""The filter as a panel of criteria shows it, and the way from there back to the text.

Each criterion is one positive condition; what a panel cannot show (negations, a second condition on one field) stays
beside them, so that nothing of a filter is lost on the way there and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solartui.domain.query import fields
from solartui.domain.query.ast import (
    Answer,
    Condition,
    Empty,
    Near,
    Query,
    Term,
    Text,
    Value,
    Words,
    number_text,
    quoted,
    terms_text,
    value_text,
)
from solartui.domain.query.fields import Field, Kind
from solartui.domain.query.parser import QueryContext, parse
from solartui.domain.text import clean
from solartui.domain.typed_numbers import plain_number

SHOWN: tuple[str, ...] = (
    "stage", "assignee", "owner", "location", "near", "country", "type", "grid", "source", "channel",
    "createdby", "entity", "created", "updated", "contacted", "due", "response", "kwh", "score",
    "battery", "heatpump", "converted", "archived",
)  # fmt: skip
"""The fields that have a criterion, in the order in which their conditions are written."""

_PART = re.compile(r'\s*(?:("(?:[^"\\]|\\.?)*"?)|([^,]*))\s*(?:,|$)', re.DOTALL)
_BETWEEN_NUMBERS = re.compile(r"(?<![0-9]),|,(?![0-9])")
# A value that means the same in a list of values when it stands there as it is.
_PLAIN = re.compile(r'[^",]+')


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel shows.

    Attributes:
        criteria: at most one condition for each of `SHOWN`, in their order.
        words: the words that are looked for.
        also: what else is in force.
    """

    criteria: tuple[Condition, ...] = ()
    words: tuple[Words, ...] = ()
    also: tuple[Term, ...] = ()

    def criterion(self, field: str) -> Condition | None:
        """What is asked about a field."""
        return next((condition for condition in self.criteria if condition.field == field), None)

    @property
    def text(self) -> str:
        """The filter in the filter language."""
        return terms_text((*self.criteria, *self.words, *self.also))


def panel_of(query: Query, shown: Sequence[str] = SHOWN) -> Panel:
    """A filter as a panel shows it that has a criterion for each of some fields."""
    criteria: dict[str, Condition] = {}
    words: list[Words] = []
    also: list[Term] = []
    for term in query.terms:
        if isinstance(term, Words):
            (also if term.negated else words).append(term)
        elif term.field not in criteria and term.field in shown and _showable(term):
            criteria[term.field] = term
        else:
            also.append(term)
    return Panel(_in_order(criteria.values(), shown), tuple(words), tuple(also))


def panel_from(criteria: Iterable[Condition], rest: str, context: QueryContext, shown: Sequence[str] = SHOWN) -> Panel:
    """A panel with these criteria and what was typed beside them.

    Raises:
        QueryError: what was typed cannot be read.
    """
    beside = parse(rest, context).terms
    terms = tuple(dict.fromkeys((*_in_order(criteria, shown), *beside)))
    return panel_of(Query(terms, context.now, context.zone, context.me), shown)


def _in_order(criteria: Iterable[Condition], shown: Sequence[str]) -> tuple[Condition, ...]:
    return tuple(sorted(criteria, key=lambda condition: shown.index(condition.field)))


def _showable(condition: Condition) -> bool:
    if condition.negated:
        return False
    if condition.entry.kind is Kind.ANSWER:
        return len(condition.values) == 1
    if condition.entry.kind is not Kind.FLAG:
        return True
    answers = [value.yes for value in condition.values if isinstance(value, Answer)]
    # Archived leads are hidden unless they are asked for; of other things "yes or no" says nothing.
    return answers in ([True], [True, False]) if condition.field == "archived" else len(answers) == 1


# ---- criteria as people enter them


def criterion(field: str, values: Sequence[str], context: QueryContext) -> Condition | None:
    """The condition that one of some values holds, each as `value_text` writes it; None without any.

    Raises:
        QueryError: one of them is no value of the field.
    """
    if not values:
        return None
    found = parse(f"{field}:{','.join(values)}", context).terms
    return found[0] if found and isinstance(found[0], Condition) else None


def typed_criterion(field: str, typed: str, context: QueryContext) -> Condition | None:
    """The condition that is meant by values with commas between them, which need no quotes for their blanks.

    Among numbers a comma between two digits stands before decimals, as wherever numbers are typed.

    Raises:
        QueryError: one of them is no value of the field.
    """
    entry = context.catalogue.named(field)
    if entry is None:
        return None
    if entry.kind is Kind.PLACE and typed.strip(" ,") and not typed.lstrip().startswith('"'):
        return criterion(field, [quoted(typed.strip())], context)
    parts = _numbers(typed) if entry.kind is Kind.NUMBER else _parts(typed)
    return criterion(field, [_as_value(entry, part) for part in parts], context)


def typed(condition: Condition) -> str:
    """The values of a condition as `typed_criterion` reads them."""
    return ", ".join(_as_typed(value, condition) for value in condition.values)


def value_texts(condition: Condition) -> tuple[str, ...]:
    """The values of a condition, each as the filter language writes it."""
    return tuple(value_text(condition, value) for value in condition.values)


def _parts(text: str) -> list[str]:
    return [found.group(1) or found.group(2).strip() for found in _PART.finditer(text) if found.group().strip(" ,")]


def _numbers(text: str) -> list[str]:
    return [part for found in _BETWEEN_NUMBERS.split(text) for part in _one_number(found.strip())]


def _one_number(text: str) -> list[str]:
    """A number or a range of numbers as it is; what is none may still be a list of them."""
    try:
        for end in text.lstrip("<>= ").split(".."):
            plain_number(end)
    except ValueError:
        return _parts(text)
    return [text] if text else []


def _as_value(entry: Field, part: str) -> str:
    if part.startswith('"'):
        return part
    kind = entry.kind
    if kind is Kind.NUMBER and "," in part:
        return quoted(part)
    if kind in {Kind.TEXT, Kind.CHOICE} and not (entry.optional and fields.compact(part) in fields.NONE):
        return quoted(part)
    if kind is Kind.PLACE:
        return quoted(part) if re.search(r"[^\W\d_]\s", part) else re.sub(r"\s+", "", part)
    # Only text may hold blanks that mean something.
    return quoted(part) if re.search(r"\s", part) and kind in {Kind.PERSON, Kind.ENTITY} else re.sub(r"\s+", "", part)


def _as_typed(value: Value, condition: Condition) -> str:
    if isinstance(value, Near) and '"' not in value.place:
        return f"{value.place}, {number_text(value.km)} km"
    if isinstance(value, Empty) or not isinstance(value, Text):
        return value_text(condition, value)
    plain = _PLAIN.fullmatch(value.text) and clean(value.text) == value.text and not fields.reserved(value.text)
    return value.text if plain else quoted(value.text)
