"""From the pieces of a filter text to its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from solartui.domain.query import dates, fields
from solartui.domain.query.ast import (
    Answer,
    Choice,
    Condition,
    Date,
    DateRange,
    Digits,
    Empty,
    Me,
    Number,
    NumberRange,
    Query,
    Term,
    Text,
    Value,
    Words,
)
from solartui.domain.query.document import plain_words
from solartui.domain.query.fields import Field, Kind
from solartui.domain.query.lexer import Piece, QueryError, RawValue, digits_of, is_phone, lex, shortened
from solartui.domain.stages import Stage
from solartui.domain.text import clean, fold
from solartui.domain.typed_numbers import plain_number
from solartui.i18n import tr

MAX_WORDS = 200
MAX_WORD = 100

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,6})?")
_DIGITS = re.compile(r"[0-9]+")
_PHONE_SIGNS = re.compile(r"[0-9\s+()./–-]*")
_MAX_DIGITS = 20


@dataclass(frozen=True, slots=True)
class QueryContext:
    """What a filter text needs to be understood.

    Attributes:
        stages: the desk's stages, whose names in both languages are known.
        now: an aware time; ages and days count from it.
        zone: whose midnight begins a day.
        me: id of the current user.
        catalogue: the fields that can be asked about.
    """

    stages: tuple[Stage, ...]
    now: datetime
    zone: tzinfo
    me: int | None
    catalogue: fields.Catalogue = fields.LEAD_FIELDS


def parse(text: str, context: QueryContext) -> Query:
    """The meaning of a filter text.

    Raises:
        QueryError: an `Invalid` that names the column; the only error, whatever the text.
    """
    terms: dict[Term, None] = {}
    size = 0
    for piece in lex(text):
        found = _condition(piece, context) if piece.field else _free(piece, context)
        size += sum(_weight(term) for term in found)
        if size > MAX_WORDS:
            raise QueryError(tr("a filter has at most {limit} words and values", limit=MAX_WORDS), piece.column)
        terms.update(dict.fromkeys(found))
    return Query(tuple(terms), context.now, context.zone, context.me)


def _weight(term: Term) -> int:
    """What a term adds to the depth of an expression; plain numbers stand side by side in a list."""
    if isinstance(term, Words):
        return len(term.words)
    weights = (len(value.words) if isinstance(value, Text) else 1 for value in term.values if not _listed(value))
    return sum(weights)


def _listed(value: Value) -> bool:
    return isinstance(value, Number) and value.operator == "="


def _free(piece: Piece, context: QueryContext) -> list[Term]:
    value = piece.values[0]
    flag = None if value.quoted else context.catalogue.bare_flags.get(fold(clean(value.text)))
    if flag:
        return [Condition(flag, (Answer(not piece.negated),), about=context.catalogue.by_name[flag])]
    words = _words(value)
    if piece.negated:
        return [Words(words, negated=True)] if words else []
    return [Words((word,)) for word in words]


def _words(value: RawValue) -> tuple[str, ...]:
    words = plain_words(clean(value.text))
    if all(map(_DIGITS.fullmatch, words)) and is_phone(digits := "".join(words)):
        words = plain_words(digits)  # a phone number, however its digits were parted
    for word in words:
        if len(word) > MAX_WORD:
            raise QueryError(
                tr("“{word}” is too long to search for", word=shortened(word)), value.column, len(value.text)
            )
    return tuple(words)


def _condition(piece: Piece, context: QueryContext) -> list[Term]:
    entry = context.catalogue.named(piece.field)
    if entry is None:
        raise _unknown_field(piece, context)
    if entry.kind is Kind.PLACE:
        return [Condition(entry.name, (_near(entry, piece),), piece.negated, entry)]
    compares = piece.operator in {"<", "<=", ">", ">="}
    if compares and entry.kind not in {Kind.NUMBER, Kind.DATE, Kind.DAY}:
        message = tr("“{field}” cannot be compared. Write {field}:{example}", field=entry.name, example=entry.example)
        raise QueryError(message, piece.column, len(piece.field))
    raw_values = (_joined(piece.values),) if compares else piece.values
    values: list[Value] = []
    for raw in raw_values:
        if not clean(raw.text):
            message = tr("“{field}” needs a value, such as {example}", field=entry.name, example=entry.example)
            raise QueryError(message, raw.column)
        values += _READERS[entry.kind](entry, piece.operator if compares else "=", raw, context)
    condition = Condition(entry.name, tuple(dict.fromkeys(values)), piece.negated, entry)
    return [_positive_flag(condition, piece) if entry.kind is Kind.FLAG else condition]


def _near(entry: Field, piece: Piece) -> Value:
    from solartui.domain.query.nearness import read_near

    if piece.operator not in {":", "="}:
        message = tr("“{field}” cannot be compared. Write {field}:{example}", field=entry.name, example=entry.example)
        raise QueryError(message, piece.column, len(piece.field))
    return read_near(piece.values)


def _unknown_field(piece: Piece, context: QueryContext) -> QueryError:
    name, meant = shortened(piece.field), context.catalogue.similar(piece.field)
    if meant:
        message = tr("there is no field “{field}”. Did you mean {meant}?", field=name, meant=meant)
    else:
        message = tr("there is no field “{field}”. Quotes make it text to search for.", field=name)
    return QueryError(message, piece.column, len(piece.field))


def _joined(values: Sequence[RawValue]) -> RawValue:
    """The one value of a comparison: its comma is a decimal comma."""
    return RawValue(",".join(value.text for value in values), values[0].quoted, values[0].column)


def _positive_flag(condition: Condition, piece: Piece) -> Condition:
    answers = {value.yes for value in condition.values if isinstance(value, Answer)}
    if condition.negated:
        answers = {True, False} - answers
        if not answers:
            message = tr("nothing is left of “{field}” without any", field=condition.field)
            raise QueryError(message, piece.column, len(piece.field))
    values = tuple(Answer(yes) for yes in sorted(answers, reverse=True))
    return Condition(condition.field, values, about=condition.about)


def _is_word(raw: RawValue, known: Iterable[str]) -> bool:
    return not raw.quoted and fields.compact(raw.text) in known


def _read_text(entry: Field, _operator: str, raw: RawValue, _context: QueryContext) -> list[Value]:
    if entry.optional and _is_word(raw, fields.NONE):
        return [Empty()]
    if not _words(raw):
        message = tr("there is nothing to search for in “{value}”", value=shortened(raw.text))
        raise QueryError(message, raw.column, len(raw.text))
    return [Text(clean(raw.text))]


def _read_choice(entry: Field, _operator: str, raw: RawValue, context: QueryContext) -> list[Value]:
    if entry.optional and _is_word(raw, fields.NONE):
        return [Empty()]
    keys = fields.keys_of(entry, clean(raw.text), context.stages)
    if not keys:
        message = tr(
            "“{value}” is no {field}. Known: {known}",
            value=shortened(raw.text),
            field=entry.name,
            known=fields.known_values(entry, context.stages),
        )
        raise QueryError(message, raw.column, len(raw.text))
    return [Choice(key) for key in keys]


def _read_person(entry: Field, operator: str, raw: RawValue, context: QueryContext) -> list[Value]:
    if _is_word(raw, fields.NOBODY) or (entry.name == "createdby" and _is_word(raw, {"system"})):
        return [Empty()]
    if _is_word(raw, fields.ME):
        if context.me is None:
            raise QueryError(tr("there is no current user for “me”"), raw.column, len(raw.text))
        return [Me()]
    return _read_text(entry, operator, RawValue(raw.text, True, raw.column), context)


def _read_phone(_entry: Field, _operator: str, raw: RawValue, _context: QueryContext) -> list[Value]:
    if _is_word(raw, fields.NONE):
        return [Empty()]
    digits = digits_of(raw.text)
    if not digits or len(digits) > _MAX_DIGITS or not _PHONE_SIGNS.fullmatch(raw.text):
        message = tr("“{value}” is no phone number", value=shortened(raw.text))
        raise QueryError(message, raw.column, len(raw.text))
    return [Digits(plain_words(digits)[0])]


def _read_flag(entry: Field, _operator: str, raw: RawValue, _context: QueryContext) -> list[Value]:
    word = fields.compact(raw.text)
    if word in fields.ANY:
        return [Answer(True), Answer(False)]
    if word in fields.YES or word in fields.NO:
        return [Answer(word in fields.YES)]
    message = tr(
        "“{value}” does not answer “{field}”. Known: {known}",
        value=shortened(raw.text),
        field=entry.name,
        known="yes, no, any",
    )
    raise QueryError(message, raw.column, len(raw.text))


def _read_answer(entry: Field, operator: str, raw: RawValue, context: QueryContext) -> list[Value]:
    """Yes or no, or nothing said."""
    if _is_word(raw, fields.NONE):
        return [Empty()]
    word = fields.compact(raw.text)
    if word in fields.YES or word in fields.NO:
        return _read_flag(entry, operator, raw, context)
    message = tr(
        "“{value}” does not answer “{field}”. Known: {known}",
        value=shortened(raw.text),
        field=entry.name,
        known="yes, no, none",
    )
    raise QueryError(message, raw.column, len(raw.text))


def _with_operator(operator: str, text: str) -> tuple[str, str]:
    """A comparison may also stand behind the colon: ``kwh:>400``."""
    found = re.match(r"<=|>=|[<>=]", text)
    return (found.group(), text[found.end() :].strip()) if operator == "=" and found else (operator, text)


def _read_number(entry: Field, operator: str, raw: RawValue, _context: QueryContext) -> list[Value]:
    if operator == "=" and entry.optional and _is_word(raw, fields.NONE):
        return [Empty()]
    operator, text = _with_operator(operator, clean(raw.text))
    low, dots, high = text.partition("..")
    if operator == "=" and dots and (low or high):
        return [NumberRange(_number(entry, low, raw), _number(entry, high, raw))]
    number = _number(entry, text, raw)
    if number is None:
        raise _no_number(entry, raw)
    return [Number(operator, number)]


def _number(entry: Field, text: str, raw: RawValue) -> float | None:
    if not text.strip():
        return None
    try:
        bare = plain_number(text)
    except ValueError:
        raise _no_number(entry, raw) from None
    if not _NUMBER.fullmatch(bare):
        raise _no_number(entry, raw)
    number = float(bare)
    return int(number) if number.is_integer() else number


def _no_number(entry: Field, raw: RawValue) -> QueryError:
    message = tr("“{value}” is no number for “{field}”", value=shortened(raw.text), field=entry.name)
    return QueryError(message, raw.column, len(raw.text))


def _read_date(entry: Field, operator: str, raw: RawValue, _context: QueryContext) -> list[Value]:
    if operator == "=" and entry.optional and _is_word(raw, fields.NEVER):
        return [Empty()]
    operator, text = _with_operator(operator, clean(raw.text))
    low, dots, high = text.partition("..")
    if operator == "=" and dots and (low or high):
        ends = [dates.literal(end) if end else "" for end in (low, high)]
        if any(end is None or (end and not dates.is_period(end)) for end in ends):
            raise _no_date(raw)
        return [DateRange(ends[0] or "", ends[1] or "")]
    when = dates.literal(text)
    if when is None or (when in dates.STANDING and (operator != "=" or not entry.future)):
        raise _no_date(raw)
    return [Date(operator, when)]


def _no_date(raw: RawValue) -> QueryError:
    message = tr(
        "“{value}” is no date. Write 7d, today, this-month, 2026-11-22 or 2026-11-01..2026-11-30",
        value=shortened(raw.text),
    )
    return QueryError(message, raw.column, len(raw.text))


_READERS: dict[Kind, Callable[[Field, str, RawValue, QueryContext], list[Value]]] = {
    Kind.TEXT: _read_text,
    Kind.CHOICE: _read_choice,
    Kind.STAGE: _read_choice,
    Kind.COUNTRY: _read_choice,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.DAY: _read_date,
    Kind.FLAG: _read_flag,
    Kind.ANSWER: _read_answer,
    Kind.PERSON: _read_person,
    Kind.ENTITY: _read_text,
    Kind.PHONE: _read_phone,
}
