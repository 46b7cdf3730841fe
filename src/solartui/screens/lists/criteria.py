"""Criteria of a filter panel: what they offer, and the way from a field to the condition that it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from solartui.domain.query import Condition, QueryContext
from solartui.domain.query.ast import quoted
from solartui.domain.query.panel import criterion, typed, typed_criterion, value_texts
from solartui.domain.query.parser import parse
from solartui.domain.query.spoken import value_words
from solartui.domain.vocabulary import label
from solartui.i18n import mark, tr
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.several_field import MarksField, SeveralField

if TYPE_CHECKING:
    from solartui.services.filters import Choices
    from solartui.widgets.form.text_field import TextField

ANY = ""
PAST = ("today", "yesterday", "7d", "30d", "this-week", "last-week", "this-month", "last-month", "this-year")
_FROM_TO = mark("7d · this month · 2026-11-01..2026-11-30")


class Criteria(Protocol):
    """The criteria of one kind of record; the keys of their fields are the names of the filter language.

    Attributes:
        shown: the names of those that every desk has, in the order in which their conditions are written.
        values: the fields whose values are read before they can be offered.
        words: the field with the words that are looked for.
        also: the field with what no other one can show.
    """

    @property
    def shown(self) -> tuple[str, ...]:
        """See above."""

    @property
    def values(self) -> tuple[str, ...]:
        """See above."""

    words: TextField
    also: TextField

    def sections(self) -> Iterator[tuple[str, tuple[Field, ...]]]:
        """The sections with their fields, in the order in which enter goes through them."""

    def offer(self, choices: Choices, values: Mapping[str, Sequence[str]]) -> None:
        """Offer what the desk has."""

    def remark(self, count: int, total: int) -> str:
        """How many records the filter leaves."""


def people_of(choices: Choices) -> tuple[list[Option], list[Option]]:
    """The users of the desk, and the parts of its organisation."""
    users = [Option(quoted(user.name), user.name, tr("User")) for user in choices.users]
    return users, [Option(quoted(one.name), one.name, str(label(one.kind))) for one in choices.entities]


def words_of(kind: type[StrEnum]) -> list[Option]:
    """The values of a vocabulary in words."""
    return [Option(value, label(value)) for value in kind]


def some_people() -> list[Option]:
    """Whom every desk has: oneself, and nobody."""
    return [Option("me", tr("me")), Option("none", tr("none"))]


def yes_no(key: str, title: str) -> SegmentField:
    """A criterion that holds or does not."""
    return SegmentField(key, title, [Option(ANY, tr("any")), Option("yes", tr("yes")), Option("no", tr("no"))])


def date_field(key: str, title: str, often: Iterable[str], context: QueryContext) -> ChoiceField:
    """A criterion of days, with the days and spans that are often meant."""
    return ChoiceField(key, title, day_options(key, often, context), free=True, placeholder=tr(_FROM_TO))


def day_options(name: str, texts: Iterable[str], context: QueryContext) -> list[Option]:
    """Days and spans in words."""
    options = []
    for text in texts:
        condition = parse(f"{name}:{text}", context).terms[0]
        assert isinstance(condition, Condition)
        words = value_words(condition, condition.values[0], context.stages)
        options.append(Option(text, words, text if text != words else ""))
    return options


def entry_of(field: Field, condition: Condition | None) -> object:
    """What a field shows of a condition."""
    if isinstance(field, MarksField | SeveralField):
        return [] if condition is None else list(value_texts(condition))
    if isinstance(field, SegmentField):
        texts = () if condition is None else value_texts(condition)
        return ANY if not texts else "any" if len(texts) > 1 else texts[0]
    return "" if condition is None else typed(condition)


def condition_of(field: Field, context: QueryContext) -> Condition | None:
    """What a field asks for.

    Raises:
        QueryError: nothing that can be asked for.
    """
    entry = field.entry
    if isinstance(entry, list):
        return criterion(field.key, entry, context)
    if isinstance(field, SegmentField):
        return criterion(field.key, [entry] if isinstance(entry, str) and entry else [], context)
    return typed_criterion(field.key, entry, context) if isinstance(entry, str) else None
