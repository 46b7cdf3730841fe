"""Rows of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) by calamine. Runs in the child process of the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, count
from pathlib import Path
from typing import TypeAlias

import python_calamine as calamine  # noqa: TID253 - only the child imports this module

from solartui.adapters.binary_faults import faults_of_binary, faults_of_old
from solartui.adapters.document_stream import StreamedDocument, has_errors
from solartui.adapters.workbook_faults import Faults, Unplaced, faults_of
from solartui.adapters.workbook_kinds import MOST_COLUMNS, MOST_ROWS, Unreadable
from solartui.adapters.workbook_stream import LARGE, SheetPart, StreamedBook

LONGEST_CELL = 200_000
Row: TypeAlias = tuple[int, list[object]]


@dataclass(frozen=True)
class Sheet:
    """A sheet that was chosen and read: its name, the names of all sheets, its rows, and from when it counts days."""

    name: str
    names: tuple[str, ...]
    rows: Iterator[Row]
    since_1904: bool = False


def open_sheet(path: Path, kind: str, wanted: str | None, *, streamed: bool = False) -> Sheet:
    """Open a sheet: the one that is asked for, or the first visible one with content.

    Args:
        path: the file.
        kind: what `workbook_kinds.kind_of` found.
        wanted: the name of the sheet.
        streamed: whether an .xlsx or .ods file is read a piece at a time, whatever its size.

    Raises:
        Unreadable: the workbook is damaged or locked, or has no such sheet, or no content, or too much.
    """
    if kind == "ods" and (streamed or has_errors(path)):
        return _open_streamed(StreamedDocument(path), wanted)
    if kind != "xlsx":
        return _open_whole(path, wanted, kind)
    try:
        book = StreamedBook(path)
        large = any(book.size_of(sheet) > LARGE for sheet in book.sheets)
    except (Unreadable, KeyError):
        if streamed:
            raise Unreadable("damaged") from None
        return _open_whole(path, wanted, kind)
    if streamed or large or book.elsewhere:
        return _open_streamed(book, wanted)
    try:
        return replace(_open_whole(path, wanted, kind), since_1904=book.since_1904)
    except Unplaced:
        return _open_streamed(book, wanted)


def _open_streamed(book: StreamedBook | StreamedDocument, wanted: str | None) -> Sheet:
    names = tuple(sheet.name for sheet in book.sheets)
    if not names:
        raise Unreadable("no_sheets")
    if wanted is not None:
        name = _named(names, wanted)
        sheet = next(sheet for sheet in book.sheets if sheet.name == name)
        return Sheet(name, names, book.rows(sheet), book.since_1904)
    for sheet in sorted(book.sheets, key=lambda sheet: not sheet.visible):
        rows = book.rows(sheet)
        if (first := next(rows, None)) is not None:
            further = (book.rows(next_one) for next_one in _following(book.sheets, sheet.name))
            return Sheet(sheet.name, names, joined(chain([first], rows), further), book.since_1904)
    raise Unreadable("no_rows")


def _following(sheets: tuple[SheetPart, ...], name: str) -> Iterator[SheetPart]:
    """The sheets that our export, and others, call ``Leads 2``, ``Leads 3`` where one sheet could not hold all rows."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for number in count(2):
        if (found := by_name.get(f"{name} {number}")) is None:
            return
        yield found


def joined(rows: Iterable[Row], further: Iterable[Iterator[Row]], most: int = MOST_ROWS) -> Iterator[Row]:
    """The rows of a sheet, and where it is full those of the sheets that go on under the same headings.

    Args:
        rows: of the first sheet.
        further: the rows of each of the others.
        most: how many rows a sheet can hold; rows of the second sheet are counted on from there.
    """
    headings: list[object] = []
    number = 0
    for number, cells in rows:
        headings = headings or cells
        yield number, cells
    full = number == most
    for sheet, others in enumerate(further, 1):
        first = next(others, None) if full else None
        if first is None or first[1] != headings:
            return
        number = 0
        for number, cells in others:
            yield number + sheet * most, cells
        full = number == most


def _open_whole(path: Path, wanted: str | None, kind: str) -> Sheet:
    try:
        with path.open("rb") as file:
            book = calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError as error:
        raise Unreadable("password") from error
    except calamine.CalamineError as error:
        raise Unreadable("damaged") from error
    names = tuple(meta.name for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet)
    name, sheet = _chosen(book, names, wanted)
    if sheet.end is not None and (sheet.end[0] >= MOST_ROWS or sheet.end[1] >= MOST_COLUMNS):
        raise Unreadable("too_wide" if sheet.end[1] >= MOST_COLUMNS else "too_many_rows")
    place = [meta.name for meta in book.sheets_metadata].index(name)
    rows = _rows(sheet, _faults(path, kind, name, place))
    return Sheet(name, names, without_zeros(rows) if kind == "old" else rows)


def without_zeros(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of an old workbook: of some, calamine gives a zero behind every letter."""
    for number, cells in rows:
        yield number, [cell.replace("\0", "") if isinstance(cell, str) and "\0" in cell else cell for cell in cells]


def _faults(path: Path, kind: str, name: str, place: int) -> Faults:
    """The cells of a sheet that calamine gives as blank although something stands in them."""
    if kind == "xlsx":
        return faults_of(path, name)
    return faults_of_old(path, place) if kind == "old" else faults_of_binary(path, place) if kind == "binary" else {}


def _named(names: tuple[str, ...], wanted: str) -> str:
    known = {name.strip().casefold(): name for name in reversed(names)}
    name = wanted if wanted in names else known.get(wanted.strip().casefold())
    if name is None:
        raise Unreadable("no_such_sheet", sheet=wanted, sheets=list(names))
    return name


def _chosen(
    book: calamine.CalamineWorkbook, names: tuple[str, ...], wanted: str | None
) -> tuple[str, calamine.CalamineSheet]:
    if not names:
        raise Unreadable("no_sheets")
    if wanted is not None:
        name = _named(names, wanted)
        return name, book.get_sheet_by_name(name)
    visible = {meta.name for meta in book.sheets_metadata if meta.visible == calamine.SheetVisibleEnum.Visible}
    for name in sorted(names, key=lambda name: name not in visible):
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return name, sheet
    raise Unreadable("no_rows")


def _rows(sheet: calamine.CalamineSheet, faults: Faults) -> Iterator[tuple[int, list[object]]]:
    """The rows that hold anything, with their numbers; cells as plain values."""
    if sheet.start is None:
        return
    left: list[object] = [None] * sheet.start[1]
    for number, cells in enumerate(sheet.iter_rows(), 1):
        # What no column takes is refused later, with its row; megabytes of it need not come so far.
        row = [*left, *[
            (cell[:LONGEST_CELL] if len(cell) > LONGEST_CELL else cell or None) if type(cell) is str
            else str(cell) if type(cell) is timedelta else cell
            for cell in cells
        ]]  # fmt: skip
        if number in faults:
            for column, error in faults[number].items():
                row.extend([None] * (column + 1 - len(row)))
                row[column] = error
        while row and row[-1] is None:
            row.pop()
        if row:
            yield number, row
