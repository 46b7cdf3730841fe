"""One row of a sheet, made into what a lead and its contact are to be, or into reasons why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from solartui.domain.contact_points import email_key
from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import Cell, as_text
from solartui.domain.importing.fields import CONSUMPTION, may_repeat
from solartui.domain.importing.guess import Guess
from solartui.domain.importing.places import place_in, placed, postcode, split_address
from solartui.domain.importing.values import ColumnStyle, Desk, Reader, phone_key, phones, points, reader_of
from solartui.domain.text import clean, cut, fold, words
from solartui.domain.vocabulary import ContactKind, Source
from solartui.i18n import tr

LONGEST_SHOWN = 80
"""Letters of a cell that a problem shows."""
_SOURCES = frozenset(source.value for source in Source)
_PLAIN_STYLE = ColumnStyle()
# A row that gives the number of a lead or of a contact need not say who that is.
_WHO = frozenset({"contact_name", "id", "contact_id"})
_ADDRESS = ("street", "postcode", "city", "region", "country")
_OURS = frozenset({"id", "contact_id"})
_NAMES = ("contact_name", "last_name", "first_name", "company")
_TOTALS = frozenset(
    {"razem", "suma", "lacznie", "ogolem", "total", "totals", "grand total", "suma koncowa", "podsumowanie"}
)
# What stands behind them: "Razem: 12 osób".
_COUNTED = frozenset(
    {"osob", "szt", "klientow", "leadow", "kontaktow", "pozycji", "wierszy", "rows", "records", "leads"}
)
_OF_SOMEBODY = frozenset({"email", "phone", "id", "contact_id", "external_id", "street", "postcode", "city"})
_POINTS = frozenset({"email", "phone"})
# What tells that more than the one of them stands in a cell.
_STRANGE = {"email": "<", "phone": "@"}
_TOWN = frozenset({"postcode", "city"})
_SITE = _TOWN | {"street"}
# What columns stand for that are taken apart, or put together, with others.
_OF_PLACE = frozenset({"coordinates", "latitude", "longitude", "address", "house_number", "flat_number"})
_OF_USE = frozenset({*CONSUMPTION, "annual_kwh"})
_IN_PARTS = frozenset({"first_name", "last_name"})
_NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell, or a whole row, cannot be taken.

    Attributes:
        row: the sheet's number of the row, 1 for the first.
        column: the heading, empty where the row as a whole is meant.
        value: what stands in the cell, cut to a line.
        reason: one translated sentence.
    """

    row: int
    column: str
    value: str
    reason: str


class RowDraft(NamedTuple):
    """What a row says.

    Attributes:
        number: the sheet's number of the row, 1 for the first.
        values: by key of field; only what the row says. Texts are clean; `email` is a tuple of addresses, `phone` a
            tuple of `Phone`, `consumption` twelve numbers or None, moments are in UTC, choices are stable keys,
            `country` is a two-letter code. What a spreadsheet splits or joins (first and last name, house number,
            coordinates, an address on one line, use of a year) has become `contact_name`, `street`, `latitude` and
            `longitude`, the parts of the address and `monthly_kwh`.
        problems: why it cannot be taken; empty where it can.
        columns: indexes of the columns that gave a value.
        named: False where the contact is only called after an address or a number of theirs.
    """

    number: int
    values: Mapping[str, object] = _NOTHING
    problems: tuple[Problem, ...] = ()
    columns: tuple[int, ...] = ()
    named: bool = True

    @property
    def blank(self) -> bool:
        """Whether nothing that is imported stands in the row."""
        return not self.values and not self.problems


class RowReader:
    """Reads the rows of one sheet.

    Args:
        guess: what the columns mean.
        styles: how they are written, from `values.styles_of`.
        desk: what cells are read against.
    """

    def __init__(self, guess: Guess, styles: Mapping[int, ColumnStyle], desk: Desk) -> None:
        self._headings = guess.headings
        self._desk = desk
        self._countries: list[_Column] = []
        self._by_region: list[tuple[int, str]] = []
        self._in_region: dict[str, list[_Column]] = {}
        self._plain: list[_Column] = []
        self._filled: dict[tuple[int, ...], tuple[int, ...]] = {}
        for i, key in guess.imported.items():
            if key in _BY_REGION:
                self._by_region.append((i, key))
                continue
            column = (i, key, reader_of(key, styles.get(i, _PLAIN_STYLE), desk))
            (self._countries if key == "country" else self._plain).append(column)
        self._column_of = {key: i for i, key in reversed(guess.imported.items())}
        keys = self._column_of.keys()
        self._places = frozenset(key for key in keys if key in _ADDRESS)
        self._imported = tuple(guess.imported)
        self._first = self._imported[0] if self._imported else 0
        self._has_place, self._has_use = not keys.isdisjoint(_OF_PLACE), not keys.isdisjoint(_OF_USE)

    def read(self, number: int, cells: Sequence[Cell]) -> RowDraft:
        """What a row says.

        Args:
            number: the sheet's number of the row.
            cells: its cells; the row may be shorter than the headings.
        """
        row = _Row(number, cells, self._headings)
        if row.cell(self._first) == self._headings[self._first] and self._are_headings(cells):
            row.refuse(self._first, tr("These are the headings again, not somebody's data."))
            return RowDraft(number, problems=tuple(row.problems))
        row.take(self._countries, self._desk.country)
        region = str(row.values.get("country", self._desk.country))
        row.take(self._in_region.get(region) or self._columns_in(region), region)
        if not row.values and not row.problems and not any(isinstance(cell, str) and clean(cell) for cell in cells):
            return RowDraft(number)
        named = self._settle(row)
        row.columns.sort()
        columns = tuple(row.columns)
        # Nearly all rows have the same ones: one tuple for all of them goes faster to another process.
        return RowDraft(number, row.values, tuple(row.problems), self._filled.setdefault(columns, columns), named)

    def _are_headings(self, cells: Sequence[Cell]) -> bool:
        """Whether a row only repeats the headings, as every page of a printed list does."""
        pairs = [(cells[i], self._headings[i]) for i in self._imported if i < len(cells) and cells[i] is not None]
        return len(pairs) >= min(2, len(self._imported)) and all(
            isinstance(cell, str) and fold(clean(cell)) in fold(heading) for cell, heading in pairs
        )

    def _columns_in(self, region: str) -> list[_Column]:
        """What reads the columns, of which some depend on the country of the row."""
        made = [(i, key, _in_region(_BY_REGION[key], region)) for i, key in self._by_region]
        self._in_region[region] = [*made, *self._plain]
        return self._in_region[region]

    def _settle(self, row: _Row) -> bool:
        """Join what spreadsheets split and split what they join; tell whether the contact has a name of its own."""
        values = row.values
        if self._has_use:
            _join_use(values)
        if self._has_place:
            self._settle_place(row)
        _settle_source(values)
        named = _settle_contact(values)
        if _is_total(values):
            row.refuse(self._total_column(row), tr("This is a row of totals, not somebody's name."))
        if not row.problems and not _WHO & values.keys():
            reason = tr("Nobody is named: a name, company, e-mail or phone is needed.")
            row.problems.append(Problem(row.number, "", "", reason))
        return named

    def _total_column(self, row: _Row) -> int:
        columns = [i for i in map(self._column_of.get, _NAMES) if i is not None]
        return next((i for i in columns if _is_word_of_total(row.cell(i))), columns[0])

    def _settle_place(self, row: _Row) -> None:
        values = row.values
        pair = values.pop("coordinates", None)
        if pair is None and (pair := place_in(str(values.get("address", "")))):
            del values["address"]
        if isinstance(pair, tuple) and "latitude" not in values and "longitude" not in values:
            values["latitude"], values["longitude"] = pair
        try:
            placed(_number(values.get("latitude")), _number(values.get("longitude")))
        except Invalid as error:
            key = "latitude" if "latitude" in values else "longitude"
            row.refuse(self._column_of.get(key, 0), error.message)
        if not _settle_address(values, self._places):
            row.columns.remove(self._column_of["address"])


_Column = tuple[int, str, Reader]
_BY_REGION: dict[str, Callable[[Cell, str], object]] = {"phone": phones, "postcode": postcode}


def _in_region(read: Callable[[Cell, str], object], region: str) -> Reader:
    return lambda cell: read(cell, region)


class _Row:
    """A row while it is read."""

    def __init__(self, number: int, cells: Sequence[Cell], headings: Sequence[str]) -> None:
        self.number = number
        self.values: dict[str, object] = {}
        self.problems: list[Problem] = []
        self.columns: list[int] = []
        self._cells = cells
        self._headings = headings

    def take(self, columns: Sequence[_Column], region: str) -> None:
        """Read the cells of columns into the values, or into the problems; `region` is the country of the row."""
        cells, values, width, filled = self._cells, self.values, len(self._cells), self.columns
        for i, key, read in columns:
            if i >= width or (cell := cells[i]) is None or cell == "":
                continue
            if key in _POINTS and isinstance(cell, str) and _STRANGE[key] in cell and self._take_both(i, region):
                continue
            try:
                value = read(cell)
            except Invalid as error:
                if key not in _POINTS or not self._take_both(i, region):
                    self.refuse(i, error.message)
                continue
            if value is not None:
                filled.append(i)
                values[key] = _joined(key, values[key], value) if key in values else value

    def _take_both(self, i: int, region: str) -> bool:
        """Take addresses and numbers that stand in one cell."""
        both = points(self.cell(i), region)
        for key, value in both.items():
            self.values[key] = _joined(key, self.values[key], value) if key in self.values else value
        self.columns += [i] if both else []
        return bool(both)

    def cell(self, i: int) -> Cell:
        """What stands in a column."""
        return self._cells[i] if i < len(self._cells) else None

    def refuse(self, i: int, reason: str) -> None:
        """Note why the cell of a column cannot be taken."""
        shown = cut(clean(as_text(self.cell(i))), LONGEST_SHOWN)
        self.problems.append(Problem(self.number, self._headings[i], shown, reason))


def _joined(key: str, known: object, value: object) -> object:
    """The points of contact of two columns together, each once."""
    if not (may_repeat(key) and isinstance(known, tuple) and isinstance(value, tuple)):
        return known
    name = phone_key if key == "phone" else email_key
    found: dict[str, object] = {}
    for point in (*known, *value):
        found.setdefault(name(point), point)
    return tuple(found.values())


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None


def _join_use(values: dict[str, object]) -> None:
    """Put twelve months together, and take the use of a year for twelve of them."""
    months = [values.pop(key, None) for key in CONSUMPTION]
    if any(month is not None for month in months):
        values["consumption"] = tuple(_number(month) for month in months)
    yearly = values.pop("annual_kwh", None)
    if isinstance(yearly, float) and "monthly_kwh" not in values:
        values["monthly_kwh"] = round(yearly / 12, 2)


def _settle_source(values: dict[str, object]) -> None:
    """Where people write "Źródło" they mean the fair or the campaign more often than how the lead was made."""
    said = values.get("source")
    if said is not None and said not in _SOURCES:
        both = dict.fromkeys(str(text) for text in (values.pop("source"), values.get("channel")) if text)
        values["channel"] = ", ".join(both)


def _settle_contact(values: dict[str, object]) -> bool:
    name, company = values.get("contact_name"), values.get("company")
    if not _IN_PARTS.isdisjoint(values):
        parts = [str(part) for part in (values.pop("first_name", None), values.pop("last_name", None)) if part]
        name = name or " ".join(parts)
    # Beside our number of somebody whom the sheet does not name, a company may be whom they work for.
    numbered = not name and not _OURS.isdisjoint(values)
    if company:
        namesake = fold(str(name)) == fold(str(company)) and values.get("contact_kind") != ContactKind.PERSON.value
        if not name or namesake:
            name = values.pop("company")
            values["contact_kind"] = ContactKind.COMPANY.value
        else:
            values["contact_kind"] = ContactKind.PERSON.value
    if name and (str(name).isascii() or fold(str(name)).strip()):
        values["contact_name"] = name
        return not numbered
    # A sign that stands for nothing, such as a single accent, is no name.
    values.pop("contact_name", None)
    for key in ("email", "phone"):
        points = values.get(key)
        if isinstance(points, tuple) and points:
            values["contact_name"] = points[0] if key == "email" else points[0].number
            return False
    return True


def _is_total(values: Mapping[str, object]) -> bool:
    """Whether a row only adds up those above."""
    name = values.get("contact_name")
    return _OF_SOMEBODY.isdisjoint(values) and _is_word_of_total(name)


def _is_word_of_total(cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    return " ".join(word for word in words(cell) if not word.isdecimal() and word not in _COUNTED) in _TOTALS


def _settle_address(values: dict[str, object], columns: frozenset[str]) -> bool:
    """Put house and flat number to the street; an address on one line fills in what no column is there for.

    Args:
        values: of the row.
        columns: the parts of an address that columns of the sheet carry.

    Returns:
        Whether the address on one line was of any use, where there is one.
    """
    one_line = values.pop("address", None)
    used = one_line is None or _take_address(values, str(one_line), columns)
    house, flat = values.pop("house_number", None), values.pop("flat_number", None)
    if house or flat:
        number = "/".join(str(part) for part in (house, flat) if part)
        values["street"] = " ".join(str(part) for part in (values.get("street"), number) if part)
    return used


def _take_address(values: dict[str, object], one_line: str, columns: frozenset[str]) -> bool:
    """Take what an address on one line tells beyond the columns, unless it is another place than theirs."""
    parts = split_address(one_line)
    found = {key: part for key in _ADDRESS if (part := getattr(parts, key)) is not None}
    known = {key: str(values[key]) for key in _ADDRESS if key in values}
    if fold(one_line) == fold(known.get("city", "")):
        return True
    if "street" not in columns and known.keys() & _TOWN and not found.keys() & {"street", "postcode"}:
        # Beside a column of towns it is no town.
        found = {"street": one_line}
    if any(fold(known[key]) != fold(part) for key, part in found.items() if key in known):
        return False
    # Where all parts have columns of their own, blank ones are meant to be blank, as in our own exports.
    alone = columns >= _SITE and bool(known.keys() - {"country"}) and not found.keys() & known.keys() >= _TOWN
    new = {key: part for key, part in found.items() if key not in known and not (alone and key in columns)}
    values |= new
    return new.keys() | known.keys() >= found.keys()
