"""What a filter means: frozen, hashable, and printable as the text that means the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import datetime, tzinfo
from operator import eq, ge, gt, le, lt
from typing import TypeAlias

from solartui.domain.query import fields
from solartui.domain.query.document import plain_words

_COMPARED = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}


@dataclass(frozen=True, slots=True)
class Empty:
    """The field has no value."""


@dataclass(frozen=True, slots=True)
class Me:
    """The user who asks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the keys that the field knows."""

    key: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Text:
    """Every word of `text` begins a word of the field."""

    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for."""
        return tuple(plain_words(self.text))


@dataclass(frozen=True, slots=True)
class Digits:
    """The beginning of a phone number, with or without its country code."""

    digits: str


@dataclass(frozen=True, slots=True)
class Number:
    """A comparison with a number; `operator` is one of ``= < <= > >=``."""

    operator: str
    number: float

    def holds(self, number: float | None) -> bool:
        """Whether it is true of a number; it is not of none."""
        return number is not None and _COMPARED[self.operator](number, self.number)


@dataclass(frozen=True, slots=True)
class NumberRange:
    """From `low` to `high`, both included; None leaves a side open."""

    low: float | None
    high: float | None

    def holds(self, number: float | None) -> bool:
        """Whether a number lies inside; none lies nowhere."""
        if number is None:
            return False
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(frozen=True, slots=True)
class Date:
    """A comparison with a day, a period, an age (``7d``) or ``late``, in the form of `dates.literal`.

    It stays relative, so that a saved filter means the same tomorrow.
    """

    operator: str
    when: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the beginning of `first` to the end of `last`; an empty text leaves a side open."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Near:
    """Within `km` of a place: a postcode, a town, ``#123`` for a lead, or ``50.06,19.94``."""

    place: str
    km: float


Value: TypeAlias = Empty | Me | Choice | Answer | Text | Digits | Number | NumberRange | Date | DateRange | Near


@dataclass(frozen=True, slots=True)
class Words:
    """Free text: each word begins a word of the lead. Negated: not all of them do."""

    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One of `values` holds for `field`. Negated: none does.

    Attributes:
        field: the name of a field; one of leads where `about` does not say whose it is.
        values: what is asked for.
        negated: whether none of them may hold.
        about: the field itself.
    """

    field: str
    values: tuple[Value, ...]
    negated: bool = False
    about: fields.Field | None = attribute(default=None, compare=False, repr=False)

    @property
    def entry(self) -> fields.Field:
        """The field that it asks about."""
        return self.about or fields.FIELDS[self.field]


Term: TypeAlias = Words | Condition


@dataclass(frozen=True, slots=True)
class Query:
    """All of `terms` hold, as seen by the user `me` at `now` in `zone`.

    Archived leads are left out unless a term asks about them.
    """

    terms: tuple[Term, ...]
    now: datetime
    zone: tzinfo
    me: int | None

    @property
    def asks_archived(self) -> bool:
        """Whether a term says which leads are wanted, archived or not."""
        return any(True for _ in self.conditions("archived"))

    def conditions(self, field: str) -> Iterator[Condition]:
        """The terms about one field."""
        return (term for term in self.terms if isinstance(term, Condition) and term.field == field)

    def without(self, *gone: Term) -> Query:
        """The query less some of its terms."""
        return replace(self, terms=tuple(term for term in self.terms if term not in gone))

    def replacing(self, field: str, condition: Condition | None) -> Query:
        """The query with one condition, or none, in place of all that it asks about `field`."""
        kept: list[Term] = []
        pending = condition
        for term in self.terms:
            if not (isinstance(term, Condition) and term.field == field):
                kept.append(term)
            elif pending:
                kept.append(pending)
                pending = None
        return replace(self, terms=(*kept, *((pending,) if pending else ())))

    def at(self, now: datetime) -> Query:
        """The same question asked at another time."""
        return replace(self, now=now)


def to_text(query: Query) -> str:
    """The canonical text of a query: parsing it gives the query again."""
    return terms_text(query.terms)


def terms_text(terms: Iterable[Term]) -> str:
    """The canonical text of some terms."""
    out: list[str] = []
    for term in terms:
        shown = term_text(term)
        # Two bare numbers side by side would read as one.
        if out and shown.isdecimal() and out[-1].isdecimal():
            shown = f'"{shown}"'
        out.append(shown)
    return " ".join(out)


def term_text(term: Term) -> str:
    """The canonical text of one term, as the chips show it."""
    minus = "-" if term.negated else ""
    if isinstance(term, Words):
        text = " ".join(term.words)
        return minus + (quoted(text) if " " in text or text in fields.BARE_FLAGS else text)
    if term.field == "archived" and len(term.values) == 1 and isinstance(term.values[0], Answer):
        return "archived" if term.values[0].yes else "-archived"
    if len(term.values) == 1 and isinstance(value := term.values[0], Number | Date) and value.operator != "=":
        return f"{minus}{term.field}{value_text(term, value)}"
    if len(term.values) > 1 and term.entry.kind is fields.Kind.FLAG:
        return f"{minus}{term.field}:any"
    return f"{minus}{term.field}:" + ",".join(value_text(term, value) for value in term.values)


def value_text(term: Condition, value: Value) -> str:
    """One value of a condition, as it stands in a list of values."""
    match value:
        case Empty():
            return "never" if term.field == "contacted" else "none"
        case Me():
            return "me"
        case Choice(key=text):
            plain = _BARE.fullmatch(text) and not (term.entry.own and fields.reserved(text))
            return text if plain else quoted(text)
        case Text(text=text):
            return text if _BARE.fullmatch(text) and not fields.reserved(text) else quoted(text)
        case Answer(yes=yes):
            return "yes" if yes else "no"
        case Digits(digits=digits):
            return digits
        case Number(operator=operator, number=number):
            return _operator(operator) + number_text(number)
        case Date(operator=operator, when=when):
            return _operator(operator) + when
        case NumberRange(low=low, high=high):
            return "..".join("" if n is None else number_text(n) for n in (low, high))
        case DateRange(first=first, last=last):
            return f"{first}..{last}"
        case Near(place=place, km=km):
            return f"{place if _PLACE.fullmatch(place) else quoted(place)},{number_text(km)}km"


_PLACE = re.compile(r'[^\s",;]+|-?[0-9.]+,-?[0-9.]+')
_BARE = re.compile(r'[^\s",][^\s,]*')


def _operator(operator: str) -> str:
    return "" if operator == "=" else operator


def number_text(number: float) -> str:
    """A number with no more decimals than it has."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def quoted(text: str) -> str:
    """A text that means itself, whatever it holds."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
