"""Rows of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) by calamine. Runs in the child process of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import python_calamine as calamine  # noqa: TID253 - only the child imports this module

from solartui.adapters.workbook_faults import Faults, faults_of
from solartui.adapters.workbook_kinds import MOST_COLUMNS, MOST_ROWS, Unreadable


@dataclass(frozen=True)
class Sheet:
    """A sheet that was chosen and read: its name, the names of all sheets, and its rows."""

    name: str
    names: tuple[str, ...]
    rows: Iterator[tuple[int, list[object]]]


def open_sheet(path: Path, kind: str, wanted: str | None) -> Sheet:
    """Open a sheet: the one that is asked for, or the first visible one with content.

    Raises:
        Unreadable: the workbook is damaged or locked, or has no such sheet, or no content, or too much.
    """
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
    return Sheet(name, names, _rows(sheet, faults_of(path, name) if kind == "xlsx" else {}))


def _chosen(
    book: calamine.CalamineWorkbook, names: tuple[str, ...], wanted: str | None
) -> tuple[str, calamine.CalamineSheet]:
    if not names:
        raise Unreadable("no_sheets")
    if wanted is not None:
        known = {name.strip().casefold(): name for name in reversed(names)}
        name = wanted if wanted in names else known.get(wanted.strip().casefold())
        if name is None:
            raise Unreadable("no_such_sheet", sheet=wanted, sheets=list(names))
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
        row = [*left, *(_plain(cell) for cell in cells)]
        for column, error in faults.get(number, {}).items():
            row.extend([None] * (column + 1 - len(row)))
            row[column] = error
        while row and row[-1] is None:
            row.pop()
        if row:
            yield number, row


def _plain(cell: object) -> object:
    if cell == "":
        return None
    return str(cell) if isinstance(cell, timedelta) else cell
