"""From a line of text to its pieces: words, and fields with their values, each with its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from solartui.domain.errors import Invalid
from solartui.domain.query.fields import Kind, field_named
from solartui.domain.text import clean, cut
from solartui.i18n import tr

MAX_LENGTH = 10_000

# A dot stands only in the names of the desk's own fields, in either language: 12.5 and www.example.com are words.
_FIELD = re.compile(r"((?:(?i:custom|wlasne|własne)\.[\w.-]*)|[^\W\d_][\w-]*)(<=|>=|[:<>=])")
_NUMBER_SIGN = re.compile(r"#([0-9]{1,18})(?=\s|$)")
# Digits that blanks and phone punctuation part, to the next blank; a blank before a minus begins a new piece.
_PHONE = re.compile(r"[+(]{0,2}[0-9](?:(?:(?!\s-[0-9])[\s()./–-])*[0-9])*\)?(?=\s|$)")
_PHONE_DIGITS = range(5, 16)
# So many digits are no number; told without looking at all that follow.
_TOO_MANY = re.compile(r"[+(]{0,2}[0-9](?:(?:(?!\s-[0-9])[\s()./–-])*[0-9]){15}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.?)*)"?', re.DOTALL)
UNITS = r"(?P<unit>km|kilomet(?:er|re)s?|kilometr(?:y|ów|ow)?|mi|miles?|mil[ae]?|m)\.?"
# A place and how far from it, with blanks as people write them: near:30-001, 25 km  near:nowy sącz 2,5km
_PLACE = r'(?:"(?:[^"\\]|\\.)*"|[^\s"]\S{0,120}?)(?:\s+[^\s":<>=#+-][^\s:<>=]{0,60}?){0,3}?'
_FAR = re.compile(
    rf"(?P<place>{_PLACE})(?:(?P<apart>\s*;\s*|(?<![,;])\s+)|\s*,\s*)"
    rf"(?P<number>(?:0|[1-9][0-9]{{0,4}})(?:[.,][0-9]{{1,3}})?)\s*{UNITS}(?=\s|$)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r'\\(["\\])')
_SHOWN = 40


class QueryError(Invalid):
    """A filter text that says nothing, or nothing that is known.

    Attributes:
        column: where the trouble begins, counted from 1.
        length: how many characters it takes up.
        why: the sentence without the place.
    """

    def __init__(self, message: str, column: int, length: int = 1) -> None:
        super().__init__(tr("Column {column}: {why}", column=column, why=message), "query")
        self.why = message
        self.column = column
        self.length = length


@dataclass(frozen=True, slots=True)
class RawValue:
    """A value as it was typed, without its quotes."""

    text: str
    quoted: bool
    column: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One term of a filter text; `field` is empty for free text."""

    field: str
    operator: str
    values: tuple[RawValue, ...]
    negated: bool
    column: int


def shortened(text: str) -> str:
    """A piece of somebody's text as an error may show it."""
    return cut(clean(text), _SHOWN)


def digits_of(text: str) -> str:
    """The ASCII digits of a text."""
    return "".join(c for c in text if "0" <= c <= "9")


def is_phone(digits: str) -> bool:
    """Whether so many digits are read as one number."""
    return len(digits) in _PHONE_DIGITS


def lex(text: str) -> Iterator[Piece]:
    """The pieces of a filter text.

    Raises:
        QueryError: for a text that is too long.
    """
    return (piece for piece, _, _ in spans(text))


def spans(text: str) -> Iterator[tuple[Piece, int, int]]:
    """The pieces of a filter text, each with where it begins, its sign included, and where it ends.

    Raises:
        QueryError: for a text that is too long.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) > MAX_LENGTH:
        raise QueryError(tr("a filter has at most {limit} characters", limit=MAX_LENGTH), MAX_LENGTH + 1)
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        start = place
        piece, place = _piece(text, place)
        yield piece, start, place


def without(text: str, column: int) -> str:
    """The text less the piece in which a column lies."""
    text = unicodedata.normalize("NFC", text)
    start, end = [(start, end) for _, start, end in spans(text) if start < column][-1]
    return f"{text[:start]}{text[end:].lstrip()}".strip()


def last_words(text: str) -> int:
    """Where the plain words begin that end a text; its length where it ends with something else."""
    if len(text) > MAX_LENGTH or not unicodedata.is_normalized("NFC", text):
        return len(text)
    begin = len(text)
    for piece, start, _ in reversed(list(spans(text))):
        if piece.field or piece.negated:
            break
        begin = start
    return begin


def _piece(text: str, start: int) -> tuple[Piece, int]:
    phone = None if _TOO_MANY.match(text, start) else _PHONE.match(text, start)
    if phone and is_phone(digits_of(phone.group())):
        return _free(phone.group(), False, False, start), phone.end()
    negated = text[start] == "-"
    place = start + negated
    if text.startswith('"', place):
        value, end = _value(text, place, "")
        return _free(value.text, True, negated, start), end
    if number := _NUMBER_SIGN.match(text, place):
        value = RawValue(number.group(1), False, place + 2)
        return Piece("id", ":", (value,), negated, start + 1), number.end()
    if field := _FIELD.match(text, place):
        values, end = _near(text, field.end()) if _asks_near(field.group(1)) else _values(text, field.end())
        return Piece(field.group(1), field.group(2), values, negated, place + 1), end
    end = _next_blank(text, place)
    return _free(text[place:end], False, negated, start), end


def _free(text: str, quoted: bool, negated: bool, start: int) -> Piece:
    return Piece("", "", (RawValue(text, quoted, start + 1),), negated, start + 1)


def _next_blank(text: str, place: int) -> int:
    while place < len(text) and not text[place].isspace():
        place += 1
    return place


def _asks_near(name: str) -> bool:
    entry = field_named(name)
    return entry is not None and entry.kind is Kind.PLACE


def _near(text: str, place: int) -> tuple[tuple[RawValue, ...], int]:
    """The values of a place and a distance, whose words and numbers may have blanks between them."""
    found = _FAR.match(text, place)
    if not found:
        return _values(text, place)
    if not found["apart"]:
        return _values(text, place, found.end())
    values, _ = _values(text[: found.end("place")], place, found.end("place"))
    distance = found["number"].replace(",", ".") + found["unit"]
    return (*values, RawValue(distance, False, found.start("number") + 1)), found.end()


def _values(text: str, place: int, whole: int = 0) -> tuple[tuple[RawValue, ...], int]:
    """The values that begin at a place; as far as `whole`, blanks belong to them."""
    found: list[RawValue] = []
    while True:
        while place < whole and text[place].isspace():
            place += 1
        value, place = _value(text, place, ",", whole)
        found.append(value)
        if not text.startswith(",", place):
            break
        place += 1
    # A comma at the very end belongs to a value that is still being typed.
    if place == len(text) and len(found) > 1 and not found[-1].text and not found[-1].quoted:
        found.pop()
    return tuple(found), place


def _value(text: str, start: int, stops: str, whole: int = 0) -> tuple[RawValue, int]:
    place, content = start, ""
    # A quote that is never closed lasts to the end: somebody is still typing.
    quoted = _QUOTED.match(text, start)
    if quoted:
        content = _ESCAPED.sub(r"\1", quoted.group(1))
        place = quoted.end()
    end = place
    while end < len(text) and text[end] not in stops and (end < whole or not text[end].isspace()):
        end += 1
    return RawValue(content + text[place:end].rstrip(), quoted is not None, start + 1), end
