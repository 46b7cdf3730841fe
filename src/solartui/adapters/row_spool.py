"""The file in which a sheet that was read waits: one row to a line, as the child of the reader writes them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

Cell: TypeAlias = str | int | float | bool | datetime | date | time | None
Row: TypeAlias = tuple[int, tuple[Cell, ...]]

BLOCK = 1 << 18
_AT_ONCE = 32
_MOST_BYTES = 4_000_000
_CELL = 64


class Place(NamedTuple):
    """Where rows stand: the offset of the first one, and the number of them."""

    start: int
    rows: int


def rows_in(handle: int, place: Place) -> Iterator[Row]:
    """The rows of an open file."""
    walk = islice(lines(handle, place.start), place.rows)
    while found := b",".join(islice(walk, _AT_ONCE)):
        for number, cells in _decode(f"[{found.decode()}]"):
            yield number, tuple(cells)


def lightest(rows: Iterator[Row], count: int) -> Iterator[Row]:
    """The next rows: so many, or fewer where these are so wide or long that together they would take much memory."""
    left = _MOST_BYTES
    for row in islice(rows, count):
        yield row
        left -= _CELL * len(row[1])
        for cell in row[1]:
            if cell.__class__ is str:
                left -= len(cell)
        if left < 0:
            return


def lines(handle: int, offset: int) -> Iterator[bytes]:
    """The lines of a file from a place on, with an offset of their own, so that many can be read at once."""
    kept = b""
    while block := os.pread(handle, BLOCK, offset):
        offset += len(block)
        *whole, kept = (kept + block).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if kept:
        yield kept


def number_in(line: bytes) -> int:
    """The number of a row, without the cost of reading its cells."""
    return int(line[1 : line.index(b",")])


def row_in(line: bytes) -> Row:
    """The row of a line: its number, 1 for the first one of the sheet, and its cells."""
    number, cells = _decode(line.decode())
    return number, tuple(cells)


def _decoded(cell: dict[str, str]) -> object:
    """A cell that JSON has no word for."""
    if "time" in cell:
        return time.fromisoformat(cell["time"])
    text = cell["date"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_decode: Callable[[str], Any] = json.JSONDecoder(object_hook=_decoded).decode
