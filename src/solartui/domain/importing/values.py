"""From a cell to the value of its field, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from typing import TypeAlias, TypeVar

from solartui.domain.contact_points import (
    email_key,
    is_one_float,
    normalise_email,
    parse_phone,
    plain_email,
    plain_phone,
    split_points,
)
from solartui.domain.contacts import Phone
from solartui.domain.custom_fields import CustomField, FieldKind
from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import (
    LONGEST_LINE,
    Cell,
    as_text,
    bare,
    block,
    line,
    no_date,
    refuse_errors,
    says_nothing,
)
from solartui.domain.importing.choices import choice, source, stage, yes_no
from solartui.domain.importing.countries import country
from solartui.domain.importing.fields import CONSUMPTION, Kind, kind_of
from solartui.domain.importing.moments import birthday, moment, month_first
from solartui.domain.importing.numbers import NumberStyle, degrees, detect_style, kwh, proven_sign, whole
from solartui.domain.importing.own import own_cell
from solartui.domain.importing.places import coordinates, on_one_line
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.text import clean, fold

T = TypeVar("T")
Reader: TypeAlias = Callable[[Cell], object]
"""Takes a cell, gives its value or None, raises `Invalid` with the reason."""

_LARGEST_ID = 2**53
_ANY_NUMBER = NumberStyle()
_WORDS = frozenset({"type", "grid_connection", "contact_kind", "gender"})
_DEGREES = frozenset({"latitude", "longitude"})
# Of 5/7 and 12/2025 Excel makes days.
_WITH_STROKES = ("street", "house_number", "flat_number", "external_id")
_REMEMBERED = 2_000
_ADDRESS = re.compile(r"[^\s,;|/<>()]+@[^\s,;|/<>()]+")
_AROUND_ADDRESS = re.compile(r"(?:\b(?:e-?)?mail\b[\s.:]*)?[<(]?[^\s,;|/<>()]+@[^\s,;|/<>()]+[)>]?", re.IGNORECASE)
# Forms of advertisements and links write this before a number.
# What forms and other programs write where nobody is named, and nobody is called.
_NOBODY = frozenset({"n/d", "n/a", "b/d", "brak danych", "nie podano", "nie dotyczy"})
_NAMES = ("contact_name", "first_name", "last_name", "company")
_CALLED = re.compile(r"^\s*(?:p|tel|phone):\s*(?=\+?\d)", re.IGNORECASE)
# Exports of address books write ":::" between them.
_BETWEEN_POINTS = re.compile(r"[,;\r\n]+|\s:::\s")


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """How the cells of one column are written.

    Attributes:
        number: how its numbers are.
        month_first: whether its dates are like 12/31/2024.
        megawatts: whether its heading says that its numbers are MWh.
    """

    number: NumberStyle = _ANY_NUMBER
    month_first: bool = False
    megawatts: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What cells are read against.

    Attributes:
        stages: the stages that there are.
        country: two-letter code of the country that is meant where a row names none.
        zone: where local times are; None is the zone of this machine.
        since_1904: whether the sheet counts its days from 1904.
        own: the fields of the desk's own by their keys; None for one that is still to be made.
        words: by field, what people mean by words that are none of ours: folded word to the word to read instead, or
            to nothing where it is to be left out.
    """

    stages: tuple[Stage, ...] = SEEDED
    country: str = "PL"
    zone: tzinfo | None = field(default=None, compare=False)
    since_1904: bool = False
    own: Mapping[str, CustomField | None] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def styles_of(
    fields: Mapping[int, str], rows: Sequence[Sequence[object]], own: Mapping[str, CustomField] | None = None
) -> dict[int, ColumnStyle]:  # fmt: skip
    """The style of each column of numbers and dates, from a sample of its cells.

    A column of numbers that can all be read in two ways goes by the other columns, where they agree on a decimal sign.

    Args:
        fields: what the columns carry, by index.
        rows: the sample.
        own: the fields of the desk's own.
    """
    columns = {i: [row[i] for row in rows if i < len(row)] for i in fields}
    kinds = {key: each.kind for key, each in (own or {}).items()}
    numbers = [
        i
        for i, key in fields.items()
        if kind_of(key) in {Kind.NUMBER, Kind.INTEGER} or kinds.get(key) == FieldKind.NUMBER
    ]
    dates = columns_of_dates(fields, own or {})
    signs = {proven_sign(columns[i]) for i in numbers if fields[i] not in _DEGREES} - {""}
    elsewhere = signs.pop() if len(signs) == 1 else ""
    found = {i: ColumnStyle(detect_style(columns[i], elsewhere)) for i in numbers}
    return found | {i: ColumnStyle(month_first=month_first(columns[i])) for i in dates}


def columns_of_dates(fields: Mapping[int, str], own: Mapping[str, CustomField]) -> frozenset[int]:
    """The columns that hold dates, among what columns carry by index."""
    days = {key for key, each in own.items() if each.kind == FieldKind.DATE} | {"birth_date"}
    return frozenset(i for i, key in fields.items() if key in days or kind_of(key) is Kind.DATETIME)


def reader_of(key: str, style: ColumnStyle, desk: Desk) -> Reader:
    """What reads the cells of a column that carries the field `key`."""
    read = _reader_of(key, style, desk)
    words = desk.words.get(key)
    return _translating(read, words) if words else read


def _translating(read: Reader, words: Mapping[str, str]) -> Reader:
    """A reader that takes some words for others."""

    def translated(cell: Cell) -> object:
        said = words.get(fold(clean(as_text(cell)))) if isinstance(cell, str | int | float) else None
        return read(cell) if said is None else read(said) if said else None

    return translated


def _reader_of(key: str, style: ColumnStyle, desk: Desk) -> Reader:
    if key in _WORDS:
        return _remembering(partial(choice, key))
    special: dict[str, Reader] = {
        "id": lambda cell: whole(cell, style.number, 1, _LARGEST_ID),
        "contact_id": lambda cell: whole(cell, style.number, 1, _LARGEST_ID),
        "score": lambda cell: whole(cell, style.number, 0, 100),
        "monthly_kwh": lambda cell: kwh(cell, style.number, 1, megawatts=style.megawatts),
        "annual_kwh": lambda cell: kwh(cell, style.number, 12, megawatts=style.megawatts),
        "latitude": lambda cell: degrees(cell, 90),
        "longitude": lambda cell: degrees(cell, 180),
        "coordinates": coordinates,
        "source": _remembering(source),
        "stage": _remembering(lambda cell: stage(cell, desk.stages)),
        "country": _remembering(country),
        "email": emails,
        "birth_date": lambda cell: birthday(cell, us=style.month_first, since_1904=desk.since_1904),
        "note": block,
        "address": _remembering(lambda cell: line(on_one_line(cell))),
    }
    special |= dict.fromkeys(CONSUMPTION, special["monthly_kwh"])
    special |= dict.fromkeys(_WITH_STROKES, lambda cell: line(no_date(cell)))
    special |= dict.fromkeys(_NAMES, _name)
    if key in special:
        return special[key]
    if key in desk.own:
        return lambda cell: own_cell(
            desk.own[key], cell, style.number, month_first=style.month_first, since_1904=desk.since_1904
        )
    if kind_of(key) is Kind.YES_NO:
        return _remembering(yes_no)
    if kind_of(key) is Kind.DATETIME:
        return lambda cell: moment(cell, us=style.month_first, zone=desk.zone, since_1904=desk.since_1904)
    return _remembering(line)


def _name(cell: Cell) -> str | None:
    found = line(cell)
    return None if found is not None and found.lower() in _NOBODY else found


def _remembering(read: Reader) -> Reader:
    """A reader for columns of few different words: each is looked up once."""
    known: dict[str, object] = {}

    def remembered(cell: Cell) -> object:
        if not isinstance(cell, str):
            return read(cell)
        value = known.get(cell)
        if value is not None:
            return value
        value = read(cell)
        if len(known) < _REMEMBERED:
            known[cell] = value
        return value

    return remembered


def emails(cell: Cell) -> tuple[str, ...] | None:
    """The addresses in a cell, each once, in their order.

    Raises:
        Invalid: one of them is no address.
    """
    cell = bare(cell)
    if type(cell) is str and (plain := plain_email(cell)) is not None:
        return (plain,)
    return _each_once(_addresses(cell), email_key)


def _addresses(cell: Cell) -> Iterable[str]:
    if not says_nothing(cell):
        refuse_errors(cell)
        for part in _BETWEEN_POINTS.split(as_text(cell)):
            if not says_nothing(part):
                yield from _addresses_in(part)


def _addresses_in(part: str) -> Iterable[str]:
    """A stroke may part two addresses, and may belong to one."""
    try:
        yield normalise_email(part)[0]
    except Invalid:
        for piece in split_points(part):
            yield normalise_email(piece)[0]


def phones(cell: Cell, region: str) -> tuple[Phone, ...] | None:
    """The numbers in a cell, each once, in their order.

    Args:
        cell: text, or a number that a spreadsheet made of a telephone number.
        region: two-letter code of the country of numbers without a country code.

    Raises:
        Invalid: one of them is no number.
    """
    cell = bare(cell)
    if type(cell) is str and (plain := plain_phone(cell, region)) is not None:
        return (plain,)
    if says_nothing(cell):
        return None
    refuse_errors(cell)
    text = as_text(no_date(cell))
    parts = [text] if is_one_float(text) else [_CALLED.sub("", part) for part in _BETWEEN_POINTS.split(text)]
    found = (phone for part in parts if not says_nothing(part) for phone in _phones_in(part, region))
    return _each_once(found, phone_key)


def points(cell: Cell, region: str) -> dict[str, tuple[object, ...]]:
    """Addresses and numbers that stand in one cell, by ``email`` and ``phone``; nothing unless both do.

    ``tel. 601 234 567, e-mail: anna@x.pl`` is what people write under "Kontakt".
    """
    if not isinstance(cell, str) or "@" not in cell or len(cell) > LONGEST_LINE:
        return {}
    found = _ADDRESS.findall(cell)
    with suppress(Invalid):
        addresses, numbers = emails(", ".join(found)), phones(_AROUND_ADDRESS.sub(",", cell), region)
        if addresses and numbers:
            return {"email": addresses, "phone": numbers}
    return {}


def _phones_in(part: str, region: str) -> list[Phone]:
    """``601 or 602 333 444`` is no two numbers; as a whole it may have been taken for one before."""
    try:
        return [parse_phone(piece, region) for piece in split_points(part)]
    except Invalid:
        with suppress(Invalid):
            return [parse_phone(part, region)]
        raise


def phone_key(phone: Phone) -> str:
    """What two notations of one number have in common."""
    return phone.e164 or "".join(c for c in phone.number if c.isdecimal())


def _each_once(values: Iterable[T], key: Callable[[T], str]) -> tuple[T, ...] | None:
    found: dict[str, T] = {}
    for value in values:
        found.setdefault(key(value), value)
    return tuple(found.values()) or None
