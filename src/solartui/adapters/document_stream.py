"""Rows of an .ods sheet, one at a time: for those that are too large, or too sparse, to be held whole.

Runs in the child process of the reader. A row or a cell that says that it stands there a million times takes no room
where it is blank, and is refused where it would fill more than a sheet can hold.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from solartui.adapters.workbook_kinds import MOST_COLUMNS, MOST_ROWS, Unreadable
from solartui.adapters.workbook_stream import LONGEST_TEXT, SheetPart, iso_cell, parsed

_CONTENT = "content.xml"
_ERROR = b'value-type="error"'
_PIECE = 1 << 20
_NUMBERS = frozenset({"float", "percentage", "currency"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_DURATION = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_MOST_SPACES = 1_000


class StreamedDocument:
    """An .ods file whose sheets are read a piece at a time.

    Raises:
        Unreadable: it is damaged.
    """

    since_1904 = False

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self.sheets = tuple(self._find_sheets())

    def rows(self, sheet: SheetPart) -> Iterator[tuple[int, list[object]]]:
        """The rows of a sheet that hold anything, with their numbers."""
        reader = _TableReader(int(sheet.part))
        with self._archive.open(_CONTENT) as part:
            for _ in parsed(part, reader.start, reader.end, reader.text):
                yield from reader.taken()
                if reader.ended:
                    return

    def _find_sheets(self) -> Iterator[SheetPart]:
        names: list[tuple[str, str]] = []
        hidden: set[str] = set()
        style, depth = "", 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal style, depth
            if name == "style":
                style = attributes.get("style:name", "")
            elif name == "table-properties" and attributes.get("table:display") == "false":
                hidden.add(style)
            elif name == "table":
                if depth == 0:
                    names.append((attributes.get("table:name", ""), attributes.get("table:style-name", "")))
                depth += 1

        def end(name: str) -> None:
            nonlocal depth
            depth -= name == "table"

        with self._archive.open(_CONTENT) as part:
            for _ in parsed(part, start, end, None):
                pass
        for place, (name, styled) in enumerate(names):
            yield SheetPart(name, str(place), styled not in hidden)


def has_errors(path: Path) -> bool:
    """Whether a document has cells with errors in them: calamine gives these as blank ones."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as part:
            kept = b""
            while piece := part.read(_PIECE):
                if _ERROR in kept[-len(_ERROR) :] + piece:
                    return True
                kept = piece
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, RuntimeError, NotImplementedError):
        return False
    return False


class _TableReader:
    """Makes rows of the elements of one table among those of a document."""

    def __init__(self, wanted: int) -> None:
        self.ended = False
        self._rows: deque[tuple[int, int, list[object]]] = deque()
        self._wanted = wanted
        self._place = -1
        self._depth = 0
        self._number = 0
        self._again = 1
        self._row: list[object] = []
        self._width = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._length = 0
        self._aside = 0
        self._paragraphs = 0
        self._inside = False

    def taken(self) -> Iterator[tuple[int, list[object]]]:
        """The rows that are complete, each as often as it stands there."""
        while self._rows:
            number, again, row = self._rows.popleft()
            for place in range(number, number + again):
                yield place, list(row)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "table":
            self._place += self._depth == 0
            self._depth += 1
        elif self._place != self._wanted or self._depth != 1:
            return
        elif name == "table-row":
            self._again = _count(attributes.get("table:number-rows-repeated"))
            self._row, self._width = [], 0
        elif name in _CELLS:
            self._cell = attributes
            self._text.clear()
            self._length = self._paragraphs = 0
        elif name == "annotation":
            self._aside += 1
        elif self._cell is not None and not self._aside:
            self._start_text(name, attributes)

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self._add("\n" if self._paragraphs else "")
            self._paragraphs += 1
            self._inside = True
        elif name == "s":
            self._add(" " * min(_count(attributes.get("text:c")), _MOST_SPACES))
        elif name == "tab":
            self._add("\t")
        elif name == "line-break":
            self._add("\n")

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "table":
            self._depth -= 1
            self.ended = self.ended or (self._depth == 0 and self._place == self._wanted)
        elif self._place != self._wanted or self._depth != 1:
            return
        elif name == "annotation":
            self._aside -= 1
        elif name == "p":
            self._inside = self._inside and bool(self._aside)
        elif name in _CELLS and self._cell is not None:
            self._put(_value(self._cell, "".join(self._text)), _count(self._cell.get("table:number-columns-repeated")))
            self._cell = None
        elif name == "table-row":
            self._end_row()

    def text(self, data: str) -> None:
        """Text of an element."""
        if self._cell is not None and self._inside and not self._aside:
            self._add(data)

    def _add(self, data: str) -> None:
        self._length += len(data)
        if self._length > LONGEST_TEXT:
            raise Unreadable("too_large")
        self._text.append(data)

    def _put(self, value: object, again: int) -> None:
        if value is not None:
            if self._width + again > MOST_COLUMNS:
                raise Unreadable("too_wide")
            self._row.extend([None] * (self._width - len(self._row)))
            self._row.extend([value] * again)
        self._width += again

    def _end_row(self) -> None:
        first, self._number = self._number + 1, self._number + self._again
        if self._row:
            if self._number > MOST_ROWS:
                raise Unreadable("too_many_rows")
            self._rows.append((first, self._again, self._row))
            self._row = []


def _count(text: str | None) -> int:
    """How often something stands there; once where it does not say so."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 9 else 1


def _value(cell: dict[str, str], text: str) -> object:
    """What a cell holds, as a plain value; None where it is blank."""
    kind = cell.get("office:value-type", "")
    if kind in _NUMBERS:
        try:
            return float(cell.get("office:value", ""))
        except ValueError:
            return text or None
    if kind == "date":
        return iso_cell(cell.get("office:date-value", text)) or None
    if kind == "time":
        return _time(cell.get("office:time-value", text)) or None
    if kind == "boolean":
        return cell.get("office:boolean-value", "") == "true"
    return cell.get("office:string-value") or text or None


def _time(text: str) -> str:
    """A length of time, as spreadsheets show it."""
    found = _DURATION.fullmatch(text)
    if not found:
        return text
    try:
        days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return text
    return str(-span if found[1] else span)
