"""What can be typed next in a filter: names of fields, then the values of a field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from solartui.domain.query import fields
from solartui.domain.query.ast import Condition, quoted
from solartui.domain.query.fields import Catalogue, Field, Kind
from solartui.domain.query.lexer import MAX_LENGTH, QueryError, spans
from solartui.domain.query.parser import QueryContext, parse
from solartui.domain.query.spoken import value_words
from solartui.domain.text import fold
from solartui.domain.vocabulary import label
from solartui.i18n import language, tr

MOST = 40
LEAST_LETTERS = 2
"""Letters of a name of a field before it is offered: most words are only looked for."""

_BARE = re.compile(r'[^\s",]+')
_REST_OF_VALUE = re.compile(r'[^\s,"]*')
_REST_OF_NAME = re.compile(r'[^\s"]*')
_PAST = ("today", "yesterday", "7d", "30d", "this-week", "last-week", "this-month", "last-month", "this-year", ">30d")
_COMING = ("late", "today", "tomorrow", "7d", "this-week", "next-week", "open")
_DAYS = (
    "today", "tomorrow", "this-week", "next-week", "this-month", "next-month", "7d", "30d", "last-month", "this-year",
)  # fmt: skip
_COMPARED = frozenset({*_PAST, *_COMING, *_DAYS}) - {"late", "open", ">30d"}
_DATA = {"location": "city", "near": "city"}
_DISTANCES = ("5km", "10km", "25km", "50km", "100km")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can stand in the place of what was typed; `title` is what a person reads, `remark` explains it."""

    text: str
    title: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What can stand from `start` to `stop` of a text.

    Attributes:
        field: whose values they are; empty for names of fields.
        needs: the field whose values have to be read first, empty where nothing is missing.
    """

    start: int
    stop: int
    field: str
    candidates: tuple[Candidate, ...] = ()
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk has.

    Attributes:
        users: their names; None before they were read.
        entities: names of teams, branches and partners.
        values: folded and as they are written, for each field that was read: towns, regions, channels, countries.
    """

    users: Sequence[str] | None = None
    entities: Sequence[str] = ()
    values: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


PEOPLE = "people"
READ = frozenset({"city", "region", "channel", "country"})


def folded(values: Iterable[str]) -> list[tuple[str, str]]:
    """Values as `Known` has them."""
    return [(fold(value), value) for value in values]


def complete(text: str, cursor: int, known: Known, context: QueryContext, *, asked: bool = False) -> Completion | None:
    """What can be typed at the cursor; None where nothing is to be offered.

    Args:
        text: the whole filter.
        cursor: how many of its characters are before the cursor.
        known: what the desk has.
        context: what a filter needs to be understood.
        asked: whether a person asked for it; otherwise a word needs some letters first.
    """
    if len(text) > MAX_LENGTH or not unicodedata.is_normalized("NFC", text):
        return None
    place = _place(text[:cursor])
    entry = context.catalogue.named(place.field) if place and place.field else None
    if place is None or (place.field and entry is None):
        return None
    typed, start = place.typed, place.start
    rest = (_REST_OF_VALUE if entry else _REST_OF_NAME).match(text, cursor)
    stop = rest.end() if rest else cursor
    if entry is None:
        enough = asked or len(typed) >= LEAST_LETTERS
        return Completion(start, stop, "", tuple(_names(typed, context.catalogue))) if enough else None
    needs = _missing(entry, known)
    offers: Iterable[Candidate] = () if needs else _values(entry, typed, known, context)
    if entry.kind is Kind.PLACE and text[start - 1 : start] == ",":
        offers = (Candidate(distance, distance) for distance in _DISTANCES)
    found = [one for one in offers if _fits(typed, one) and not (place.compared and one.text not in _COMPARED)]
    # What is written out already needs no completion.
    exact = len(found) == 1 and found[0].text == text[start:stop]
    return Completion(start, stop, entry.name, () if exact else tuple(found[:MOST]), needs)


@dataclass(frozen=True, slots=True)
class _Place:
    """Field, what was typed of a name or value, where that begins, and whether it is compared."""

    field: str
    typed: str
    start: int
    compared: bool = False


def _place(before: str) -> _Place | None:
    """What stands at the end of a text; None within quotes that belong to no field."""
    found = list(spans(before))
    if not found or found[-1][2] < len(before):
        return _Place("", "", len(before))
    piece, start, _ = found[-1]
    if not piece.field:
        quoted_text = piece.values[0].quoted
        return None if quoted_text else _Place("", piece.values[0].text, start + piece.negated)
    if before.endswith(",") and not piece.values[-1].quoted:
        return _Place(piece.field, "", len(before))
    value = piece.values[-1]
    # A comparison stands before its number.
    bare = value.text.lstrip("<>=")
    signs = len(value.text) - len(bare)
    return _Place(piece.field, bare, value.column - 1 + signs, bool(signs) or piece.operator != ":")


def _names(typed: str, catalogue: Catalogue) -> Iterator[Candidate]:
    wanted = fields.compact(typed)
    ranked: list[tuple[int, int, Field]] = []
    for place, entry in enumerate(catalogue.fields):
        title = fields.compact(entry.title)
        ways = (
            fields.compact(entry.name).startswith(wanted),
            title.startswith(wanted),
            any(a.startswith(wanted) for a in entry.aliases),
        )
        if any(ways):
            ranked.append((ways.index(True), place, entry))
    for way, _, entry in sorted(ranked, key=lambda found: found[:2]):
        remark = tr("{field}, such as {example}", field=entry.title, example=entry.example)
        name = entry.name if way == 0 and wanted else _own_name(entry)
        yield Candidate(f"{name}:", f"{name}:", remark)


def _own_name(entry: Field) -> str:
    """The name of a field in the language in use, where that is one of its names."""
    own = fields.compact(entry.title)
    return own if language() == "pl" and own in entry.aliases else entry.name


def _missing(entry: Field, known: Known) -> str:
    if entry.kind in {Kind.PERSON, Kind.ENTITY}:
        return PEOPLE if known.users is None else ""
    if entry.own:
        return ""
    name = _DATA.get(entry.name, entry.name)
    return name if name in READ and name not in known.values else ""


def _values(entry: Field, typed: str, known: Known, context: QueryContext) -> Iterator[Candidate]:
    match entry.kind:
        case Kind.STAGE:
            yield from (Candidate(stage.key, stage.label, "") for stage in context.stages)
        case Kind.CHOICE:
            yield from (Candidate(str(value), label(value)) for value in entry.labels)
            if not entry.labels:
                yield from (Candidate(_written(value), value) for value in entry.choices)
        case Kind.ANSWER:
            yield from (Candidate("yes", tr("yes")), Candidate("no", tr("no")))
        case Kind.FLAG:
            yield from (Candidate("yes", tr("yes")), Candidate("no", tr("no")), Candidate("any", tr("yes or no")))
        case Kind.PERSON | Kind.ENTITY:
            yield from _people(entry, known)
        case Kind.DATE | Kind.DAY:
            yield from _dates(entry, context)
        case Kind.NUMBER:
            low = entry.example
            yield from (Candidate(f"{sign}{low}", f"{sign}{low}") for sign in (">", "<"))
            yield Candidate(f"{low}..", f"{low}..", tr("{low} or more", low=low))
        case Kind.PLACE:
            read = known.values.get("city", ())
            towns = ((_written(value), value) for value in _beginning(fold(typed).strip(), read))
            yield from (Candidate(f"{text},25km", value, "25 km") for text, value in towns)
        case _:
            read = known.values.get(_DATA.get(entry.name, entry.name), ())
            yield from (Candidate(_written(value), value) for value in _beginning(fold(typed).strip(), read))
    if entry.optional and entry.kind is not Kind.PERSON:
        yield Candidate("never" if entry.name == "contacted" else "none", tr("none"))


def _beginning(wanted: str, values: Sequence[tuple[str, str]]) -> Iterator[str]:
    """At most `MOST` of many values: those that begin so, then those with a word that does."""
    first = (value for key, value in values if key.startswith(wanted))
    later = (value for key, value in values if f" {wanted}" in key)
    return islice(chain(first, later), MOST)


def _people(entry: Field, known: Known) -> Iterator[Candidate]:
    if entry.kind is Kind.PERSON:
        yield Candidate("me", tr("me"))
        yield Candidate("none", tr("unassigned") if entry.name == "assignee" else tr("none"))
        yield from (Candidate(quoted(name), name, tr("User")) for name in known.users or ())
    if entry.kind is Kind.ENTITY or entry.name == "assignee":
        yield from (Candidate(quoted(name), name) for name in known.entities)


def _dates(entry: Field, context: QueryContext) -> Iterator[Candidate]:
    for text in _DAYS if entry.kind is Kind.DAY else _COMING if entry.future else _PAST:
        try:
            condition = parse(f"{entry.name}:{text}", context).terms[0]
        except QueryError:
            continue
        if isinstance(condition, Condition):
            words = value_words(condition, condition.values[0], context.stages)
            yield Candidate(text, text, "" if words == text else words)


def _written(value: str) -> str:
    return value if _BARE.fullmatch(value) and not fields.reserved(value) else quoted(value)


def _fits(typed: str, one: Candidate) -> bool:
    wanted = fold(typed).strip()
    if not wanted:
        return True
    return f" {wanted}" in f" {fold(one.title)} {fold(one.remark)}" or fold(one.text).startswith(wanted)
