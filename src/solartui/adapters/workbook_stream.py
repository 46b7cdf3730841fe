"""Rows of an .xlsx sheet, one at a time: for sheets that are too large, or too sparse, to be held whole.

Runs in the child process of the reader. Slower than calamine, but it needs no more memory for a million rows than for
ten, and takes a cell in the last row and column for what it is: one cell.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import IO
from xml.parsers import expat

from solartui.adapters.workbook_faults import UNCOMPUTED
from solartui.adapters.workbook_kinds import MOST_COLUMNS, MOST_ROWS, Unreadable, main_part

LARGE = 90_000_000
"""So many bytes of a sheet and its texts, unpacked, are read here and not by calamine."""
_CHUNK = 1 << 18
LONGEST_TEXT = 4 << 20
_DIGITS = "0123456789"
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - local time of the sheet
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - local time of the sheet
_DAY_60 = 60
_TEXTS = frozenset({"str", "inlineStr"})
_LAST_DAY, _LAST_DAY_1904 = 2_958_466, 2_957_004
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_ELAPSED = frozenset({46})
# What of the form of a number is text, colour or condition, and not a sign for a part of a date.
_NOT_FORM = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)

_LONGEST_FORM = 255

Tags = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True)
class SheetPart:
    """A sheet of a workbook: its name, the part that holds it, and whether it can be seen."""

    name: str
    part: str
    visible: bool


class StreamedBook:
    """An .xlsx file whose sheets are read a piece at a time.

    Raises:
        Unreadable: it is damaged, or says things that no spreadsheet says.
    """

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._names = {name.replace("\\", "/").lower().lstrip("/"): name for name in self._archive.namelist()}
        self.since_1904 = False
        # A few programs have it where others do not look for it.
        self.elsewhere = "xl/workbook.xml" not in self._names
        main = main_part(self._archive) if self.elsewhere else "xl/workbook.xml"
        self._home, self._main = posixpath.split(main)
        self._shared, self._styles = self._part("sharedStrings.xml"), self._part("styles.xml")
        self.sheets = tuple(self._find_sheets())
        self._dates = self._find_dates()
        self._texts: _Texts | None = None

    def size_of(self, sheet: SheetPart) -> int:
        """How many bytes a sheet has unpacked, with the texts of the workbook."""
        parts = (self._names.get(sheet.part.lower()), self._names.get(self._shared.lower()))
        return sum(self._archive.getinfo(part).file_size for part in parts if part)

    def rows(self, sheet: SheetPart) -> Iterator[tuple[int, list[object]]]:
        """The rows of a sheet that hold anything, with their numbers."""
        if self._texts is None:
            self._texts = self._read_texts()
        reader = _SheetReader(self._texts, self._dates, since_1904=self.since_1904)
        with self._open(sheet.part) as part:
            for _ in parsed(part, reader.start, reader.end, reader.text):
                while reader.rows:
                    yield reader.rows.popleft()

    def _part(self, target: str) -> str:
        """The part that a name means which is said in the part with the sheets."""
        return posixpath.normpath(posixpath.join("/", self._home, target)).lstrip("/")

    def _open(self, part: str) -> IO[bytes]:
        name = self._names.get(part.lower())
        if name is None:
            raise Unreadable("damaged")
        return self._archive.open(name)

    def _find_sheets(self) -> Iterator[SheetPart]:
        relations: dict[str, tuple[str, str]] = {}
        found: list[tuple[str, str, str]] = []

        def relation(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship":
                target, kind = attributes.get("Target", ""), attributes.get("Type", "")
                relations[attributes.get("Id", "")] = (target, kind)
                if target and kind.endswith("/sharedStrings"):
                    self._shared = self._part(target)
                elif target and kind.endswith("/styles"):
                    self._styles = self._part(target)

        def sheet(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                by_id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                found.append((attributes.get("name", ""), by_id, attributes.get("state", "visible")))
            elif name == "workbookPr":
                self.since_1904 = attributes.get("date1904", "0").lower() in {"1", "true", "on"}

        self._scan(self._part(f"_rels/{self._main}.rels"), relation)
        self._scan(self._part(self._main), sheet)
        for name, by_id, state in found:
            target, kind = relations.get(by_id, ("", ""))
            if target and kind.endswith("/worksheet"):
                yield SheetPart(name, self._part(target), state == "visible")

    def _find_dates(self) -> dict[str, bool]:
        """The numbers of cell styles that mean a date or time; True where hours are counted beyond a day."""
        forms: dict[str, str] = {}
        cells: list[str] = []
        inside = [""]

        def style(name: str, attributes: dict[str, str]) -> None:
            if name in {"cellXfs", "cellStyleXfs", "dxfs"}:
                inside[0] = name
            elif name == "numFmt" and inside[0] != "dxfs":
                forms[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "xf" and inside[0] == "cellXfs":
                cells.append(attributes.get("numFmtId", "0"))

        if self._styles.lower() in self._names:
            self._scan(self._styles, style)
        found = {str(i): _date_kind(number, forms.get(number)) for i, number in enumerate(cells)}
        return {i: kind for i, kind in found.items() if kind is not None}

    def _scan(self, part: str, start: Tags) -> None:
        with self._open(part) as file:
            for _ in parsed(file, start, None, None):
                pass

    def _read_texts(self) -> _Texts:
        texts = _Texts()
        if self._shared.lower() in self._names:
            with self._open(self._shared) as file:
                for _ in parsed(file, texts.start, texts.end, texts.text):
                    pass
        return texts


def _date_kind(number: str, form: str | None) -> bool | None:
    """Whether a form of numbers shows a date (False) or a length of time (True); None where neither."""
    if form is None:
        built_in = int(number) if number.isdecimal() else 0
        return built_in in _ELAPSED if built_in in _DATES else None
    bare = _NOT_FORM.sub("", form[:_LONGEST_FORM].partition(";")[0]).lower()
    if "general" in bare:
        return None
    return "[" in bare if any(sign in bare for sign in "dmyhs") else None


def parsed(
    part: IO[bytes],
    start: Tags,
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> Iterator[None]:
    """Parse a part of a workbook, a piece at a time.

    Raises:
        Unreadable: it is no XML, or has a document type, by which entities grow without end.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable("damaged")

    def plain_start(name: str, attributes: dict[str, str]) -> None:
        start(name.rpartition(":")[2], attributes)

    def plain_end(name: str) -> None:
        if end is not None:
            end(name.rpartition(":")[2])

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = plain_start
    if end is not None:
        parser.EndElementHandler = plain_end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        while piece := part.read(_CHUNK):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise Unreadable("damaged") from error


class _Texts:
    """The texts that cells of a workbook share, one after the other in little room."""

    def __init__(self) -> None:
        self._blob = bytearray()
        self._ends = array("Q")
        self._kept: list[str] = []
        self._open = self._phonetic = False

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends):
            raise Unreadable("damaged")
        begin = self._ends[index - 1] if index else 0
        return _decoded(self._blob[begin : self._ends[index]].decode("utf-8", "replace"))

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self._phonetic = self._phonetic or name == "rPh"
        self._open = name == "t" and not self._phonetic

    def end(self, name: str) -> None:
        """An element ends."""
        self._open = False
        if name == "rPh":
            self._phonetic = False
        elif name == "si":
            self._blob += "".join(self._kept).encode("utf-8", "replace")
            self._ends.append(len(self._blob))
            self._kept.clear()

    def text(self, data: str) -> None:
        """Text of an element."""
        if self._open:
            self._kept.append(data)


def _decoded(text: str) -> str:
    """A text whose controls are written as ``_x000D_``."""
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _SheetReader:
    """Makes rows of the elements of a sheet."""

    def __init__(self, texts: _Texts, dates: dict[str, bool], *, since_1904: bool) -> None:
        self.rows: deque[tuple[int, list[object]]] = deque()
        self._texts = texts
        self._dates = dates
        self._since_1904 = since_1904
        self._columns: dict[str, int] = {}
        self._number = 0
        self._row: list[object] = []
        self._column = -1
        self._kind = self._style = ""
        self._formula = False
        self._value: list[str] = []
        self._taking = self._phonetic = False
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._column = self._place(attributes.get("r"))
            self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
            self._formula = False
            self._length = 0
        elif name == "v" or (name == "t" and not self._phonetic):
            self._taking = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() and len(number) < 9 else self._number + 1
            if not 0 < self._number <= MOST_ROWS:
                raise Unreadable("too_many_rows")
            self._row, self._column = [], -1

    def end(self, name: str) -> None:
        """An element ends."""
        if name in {"v", "t"}:
            self._taking = False
        elif name == "c":
            value = self._cell("".join(self._value)) if self._value or self._formula else None
            self._value.clear()
            if value is not None:
                self._put(value)
        elif name == "row":
            if self._row:
                self.rows.append((self._number, self._row))
                self._row = []
        elif name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        """Text of an element."""
        if self._taking:
            self._length += len(data)
            if self._length > LONGEST_TEXT:
                raise Unreadable("too_large")
            self._value.append(data)

    def _place(self, reference: str | None) -> int:
        """The index of the column that a reference such as ``B7`` names; without one, the next."""
        if not reference:
            return self._column + 1
        letters = reference.rstrip(_DIGITS)
        found = self._columns.get(letters)
        if found is None:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise Unreadable("damaged")
            found = -1
            for letter in letters.upper():
                found = (found + 1) * 26 + ord(letter) - 65
            self._columns[letters] = found
        return found

    def _put(self, value: object) -> None:
        if self._column >= MOST_COLUMNS:
            raise Unreadable("too_wide")
        row = self._row
        if self._column < len(row):
            row[self._column] = value
            return
        row.extend([None] * (self._column - len(row)))
        row.append(value)

    def _cell(self, text: str) -> object:
        kind = self._kind
        if kind == "s":
            return self._texts[int(text)] or None if text.isdecimal() and len(text) < 10 else None
        if kind == "e":
            return text or UNCOMPUTED
        if not text:
            return UNCOMPUTED if self._formula and kind not in _TEXTS else None
        if kind in _TEXTS:
            return _decoded(text)
        if kind == "b":
            return text.strip() not in {"0", "false"}
        if kind == "d":
            return iso_cell(text)
        return self._number_of(text)

    def _number_of(self, text: str) -> object:
        try:
            number = float(text)
        except ValueError:
            return text
        elapsed = self._dates.get(self._style)
        if elapsed is None or not isfinite(number):
            return number
        return str(timedelta(days=number)) if elapsed and 0 <= number < _LAST_DAY else self._moment(number)

    def _moment(self, serial: float) -> object:
        """The date, the time or both of a day counted by Excel; the number itself where it counts no day."""
        if not 0 <= serial < (_LAST_DAY_1904 if self._since_1904 else _LAST_DAY):
            return serial
        days, rest = divmod(round(serial * 86_400_000), 86_400_000)
        clock = timedelta(milliseconds=rest)
        if days == 0:
            return (_EPOCH + clock).time()
        if self._since_1904:
            moment = _EPOCH_1904 + timedelta(days=days) + clock
        else:
            # Excel counts a 29 February 1900 that never was.
            moment = _EPOCH + timedelta(days=days + (1 if days < _DAY_60 else 0)) + clock
        return moment if rest else moment.date()


def iso_cell(text: str) -> object:
    """A date, a time or both as they are written by the standard; the text itself where it is none of them."""
    for read in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            return read(text.strip())
        except ValueError:
            continue
    return text
