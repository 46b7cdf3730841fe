"""Rows of a text file whose cells are parted by a sign. Runs in the child process of the reader.

Encoding and sign are found out. Quotes that are never closed do not swallow the rest of the file: the line on which
such a quote opens is taken as it stands.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from solartui.adapters.cell_text import unescaped
from solartui.adapters.workbook_kinds import MOST_COLUMNS, Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The Polish letters that Windows and ISO keep in different places.
_WINDOWS = b"\xb9\x9c\x9f\xa5\x8c\x8f"
_ISO = b"\xb1\xb6\xbc\xa1\xa6\xac"
_NOT_WINDOWS = b"\x81\x83\x88\x90\x98"
# The small Polish letters of DOS, of which two stand for nothing in Windows, and those of Windows.
_NOT_POLISH = b"\x81\x83\x90"
_DOS = "ąćęłńóśźż".encode("cp852")
_SMALL = "ąćęłńóśźż".encode("cp1250")
_MIXED = "solartui.mixed"
_LETTERS = frozenset("ĄĆĘŁŃÓŚŹŻąćęłńóśźżÄÖÜäöüßéá–—„”’…°§€\u00a0")
# Two capital Polish letters of Windows, as in SPÓŁKA, are one letter in UTF-8 that nobody writes.
_NOBODYS = re.compile("[\u0180-\u02af\u04c0-\u04ff]")
_CHUNK = 1 << 20
_SAMPLE_LINES = 200
_LONGEST_LINE = 4 << 20
_LONGEST_FIELD = 1 << 20
_MOST_REPAIRS = 50
_DELIMITERS = ";\t|,"


def rows_of(path: Path) -> Iterator[tuple[int, list[object]]]:
    """The rows that hold anything, with their numbers as a spreadsheet would count them.

    Raises:
        Unreadable: there are too many columns, or a line has no end.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    codecs.register_error(_MIXED, _as_windows)
    with path.open(encoding=encoding_of(path), errors=_MIXED, newline="") as file:
        head: list[str] = []
        for line in _lines(file):
            head.append(line)
            if len(head) == _SAMPLE_LINES:
                break
        delimiter, width = delimiter_of(head)
        signs = _Signs(delimiter, blanks=_has_blanks_before_quotes(head, delimiter))
        width = signs.evenness(head)[1] if signs.blanks else width
        skipped = 1 if head and _declared(head[0]) else 0
        records = _Records(head[skipped:], _lines(file), signs, width)
        for number, record in enumerate(records, 1):
            row = [_plain(cell) for cell in record]
            while row and row[-1] is None:
                row.pop()
            if len(row) > MOST_COLUMNS:
                raise Unreadable("too_wide")
            if row:
                yield number, row


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 in a file that else is: somebody has put two files together, one of them of Windows."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end].decode("cp1250", "replace")
    return "".join(c if c in _LETTERS and error.encoding == "utf-8" else "\ufffd" for c in wrong), error.end


def _plain(cell: str) -> object:
    if not cell:
        return None
    return unescaped(cell) if cell[0] == "'" else cell


def _lines(file: io.TextIOBase) -> Iterator[str]:
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise Unreadable("no_lines")
        yield line.replace("\0", "")


def encoding_of(path: Path) -> str:
    """The encoding of a text file: by its first bytes, by being UTF-8, by its Polish letters; at last Latin 1."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        for bom, name in _BOMS:
            if head.startswith(bom):
                return name
        if head.count(0) * 5 > len(head):
            return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"
        file.seek(0)
        if _is_utf8(file):
            return "utf-8"
        file.seek(0)
        return _eastern(file)


def _is_utf8(file: io.BufferedIOBase) -> bool:
    """Whether a file is UTF-8, but for some bytes that were damaged or come from elsewhere."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        if not text.isascii():
            wrong = text.count("\ufffd") + len(_NOBODYS.findall(text))
            bad += wrong
            good += len(text) - len(text.encode("ascii", "ignore")) - wrong
    bad += decoder.decode(b"", final=True).count("\ufffd")
    return bad <= good


def _eastern(file: io.BufferedIOBase) -> str:
    windows = iso = dos = 0
    western = False
    while chunk := file.read(_CHUNK):
        dos += _count(chunk, _DOS) - _count(chunk, _SMALL) - 100 * _count(chunk, _NOT_POLISH)
        windows += _count(chunk, _WINDOWS)
        iso += _count(chunk, _ISO)
        western = western or _count(chunk, _NOT_WINDOWS) > 0
    if western and dos > 0:
        return "cp852"
    if iso > windows:
        return "iso8859-2"
    return "latin-1" if western else "cp1250"


def _count(chunk: bytes, codes: bytes) -> int:
    return sum(chunk.count(code) for code in codes)


def delimiter_of(lines: list[str]) -> tuple[str, int]:
    """The sign that parts the cells, and how many cells most rows have: the one that does so most evenly."""
    if lines and (declared := _declared(lines[0])):
        return declared, _Signs(declared).evenness(lines[1:])[1]
    found = {sign: _Signs(sign).evenness(lines) for sign in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda sign: found[sign][0])
    if found[best][0] > 0:
        return best, found[best][1]
    text = "".join(lines)
    return next((sign for sign in _DELIMITERS if sign not in text), ";"), 1


def _declared(line: str) -> str:
    """The sign that a first line such as ``sep=;`` names for Excel."""
    found = re.fullmatch(r'"?sep=([,;|\t])"?\s*', line, re.IGNORECASE)
    return found[1] if found else ""


def _has_blanks_before_quotes(lines: list[str], sign: str) -> bool:
    """Whether the cells of most lines are quoted behind a blank: ``"Anna" , "Nowy, Sącz"``."""
    form = re.compile(rf'{re.escape(sign)} +"[^"]*" *(?:{re.escape(sign)}|$)')
    return sum(form.search(line.rstrip("\r\n")) is not None for line in lines) * 2 > len(lines)


@dataclass(frozen=True)
class _Signs:
    """What parts cells, and whether blanks behind it belong to none of them."""

    delimiter: str
    blanks: bool = False

    def records(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Lines as records."""
        return csv.reader(lines, delimiter=self.delimiter, skipinitialspace=self.blanks, strict=strict)

    def evenness(self, lines: list[str]) -> tuple[float, int]:
        """How evenly they part lines (0 where they part none), and into how many cells."""
        try:
            widths = Counter(len(row) for row in self.records(lines) if row)
        except csv.Error:
            return 0.0, 1
        parted = {width: count for width, count in widths.items() if width > 1}
        if not parted:
            return 0.0, 1
        width, count = max(parted.items(), key=lambda one: (one[1], one[0]))
        share = count / widths.total()
        return share * share * width, width


class _Records:
    """The records of a file, each a list of cells; repairs quotes that are not closed."""

    def __init__(self, head: list[str], rest: Iterator[str], signs: _Signs, width: int) -> None:
        self._signs = signs
        self._delimiter = signs.delimiter
        self._width = width
        self._again = deque(head)
        self._rest = rest
        self._taken: list[str] = []
        self._ended = False
        self._repairs = 0

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._rest, None)
            if line is None:
                self._ended = True
                return
            self._taken.append(line)
            yield line

    def __iter__(self) -> Iterator[list[str]]:
        reader = self._signs.records(self._feed())
        while True:
            self._taken.clear()
            try:
                record = next(reader, None)
            except csv.Error:
                record = []
                open_ended = True
            else:
                open_ended = record is not None and len(self._taken) > 1 and self._swallowed(record)
            if record is None:
                return
            if open_ended:
                yield self._repaired()
                reader = self._signs.records(self._feed())
                if self._repairs > _MOST_REPAIRS:
                    yield from self._line_by_line()
                    return
            else:
                yield record

    def _swallowed(self, record: list[str]) -> bool:
        """Whether a record of several lines holds lines that are rows themselves."""
        fault = _fault(self._taken, self._signs)
        if self._ended and "unexpected end" in fault:
            return True
        if self._width == 1:
            return False
        if fault and all(line.count(self._delimiter) == self._width - 1 for line in self._taken):
            return True
        return len(record) != self._width and any(len(self._split(line)) == self._width for line in self._taken[1:])

    def _repaired(self) -> list[str]:
        """The first line that was taken, as it stands; the others are read again."""
        self._repairs += 1
        self._again.extendleft(reversed(self._taken[1:]))
        self._ended = False
        return self._literal(self._taken[0])

    def _line_by_line(self) -> Iterator[list[str]]:
        """The rest of a file that has too many open quotes to look ahead at each of them."""
        for line in self._feed():
            self._taken.clear()
            yield self._split(line) if line.count('"') % 2 == 0 else self._literal(line)

    def _split(self, line: str) -> list[str]:
        try:
            return next(self._signs.records([line]), [])
        except csv.Error:
            return self._literal(line)

    def _literal(self, line: str) -> list[str]:
        return [_unquoted(cell) for cell in line.rstrip("\r\n").split(self._delimiter)]


def _fault(lines: list[str], signs: _Signs) -> str:
    """What a strict reader would object to in the quotes of some lines; empty where it would not."""
    try:
        for _ in signs.records(lines, strict=True):
            pass
    except csv.Error as error:
        return str(error)
    return ""


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1]
    elif cell[:1] == '"':
        cell = cell[1:]
    return cell.replace('""', '"')
