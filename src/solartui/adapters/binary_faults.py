"""Cells of an .xls or .xlsb sheet whose value is an error, and whether an .xls is locked.

The workbook parser gives such cells as blank ones, and in an .xls also formulas whose result is yes or no: a person
must hear of them instead of losing a value silently.
Runs in the child process of the reader. What is not understood is passed over: the parser has read the file before.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from solartui.adapters.workbook_faults import UNCOMPUTED, Faults

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
# Where neither kind of faulty cell stands, the records need not be gone through.
_SUSPECT = re.compile(
    rb"\x05\x02\x08\x00|\x01.[\x00\x01].{3}\xff\xff|\x02.[\x00\x07\x0f\x17\x1d\x24\x2a\x2b].{3}\xff\xff|\x03.{5}\xff\xff",
    re.DOTALL,
)
_NAMES = frozenset(name.encode("utf-16-le") for name in ("Workbook", "WORKBOOK", "Book", "BOOK"))
# In a formula, a text without letters.
_NO_TEXT = b"\x17\x00"
_STRANGE = (struct.error, ValueError, IndexError, OSError)
_LARGEST = 256 << 20
_LARGEST_PART = 128 << 20
_LAST_SECTOR = 0xFFFFFFFA
_BEGIN, _END, _LOCKED, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085
_ERROR_OR_FLAG, _FORMULAS = 0x0205, frozenset({0x0006, 0x0206, 0x0406})
_BIN_SHEET, _BIN_ROW, _BIN_ERRORS = 156, 0, frozenset({3, 11})


def is_locked(path: Path) -> bool:
    """Whether an .xls is locked by a password."""
    try:
        records = _records(_workbook(path), 0)
        return any(kind == _LOCKED for kind, _ in records)
    except _STRANGE:
        return False


def faults_of_old(path: Path, sheet: int) -> Faults:
    """The cells with errors of a sheet of an .xls.

    Args:
        path: the file.
        sheet: which sheet, 0 for the first.
    """
    found: Faults = {}
    try:
        content = _workbook(path)
        if not _SUSPECT.search(content):
            return found
        places = [struct.unpack_from("<I", data)[0] for kind, data in _records(content, 0) if kind == _SHEET]
        blank: list[bytes] = []
        computed = False
        for kind, data in _records(content, places[sheet]):
            if error := _error_in(kind, data):
                _note(found, data, error)
            if kind in _FORMULAS:
                is_blank = data[12:14] == b"\xff\xff" and data[6] == 3
                blank += [data] if is_blank and _NO_TEXT not in data[22:] else []
                computed = computed or not is_blank
        # Programs that cannot count leave all results blank; a formula that means to says so.
        for data in [] if computed else blank:
            _note(found, data, UNCOMPUTED)
    except _STRANGE:
        return found
    return found


def _note(found: Faults, data: bytes, fault: str) -> None:
    row, column = struct.unpack_from("<HH", data)
    found.setdefault(row + 1, {})[column] = fault


def _error_in(kind: int, data: bytes) -> str | None:
    if kind == _ERROR_OR_FLAG:
        return _ERRORS.get(data[6]) if data[7] == 1 else None
    if kind in _FORMULAS and data[12:14] == b"\xff\xff":
        return _ERRORS.get(data[8]) if data[6] == 2 else str(bool(data[8])).upper() if data[6] == 1 else None
    return None


def _records(content: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of what begins there; charts within a sheet have their own beginning."""
    depth = 0
    while place + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, place)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, content[place + 4 : place + 4 + size]
        place += 4 + size


def _workbook(path: Path) -> bytes:
    """The stream of a compound file that holds the workbook; empty where it is not found."""
    with path.open("rb") as file:
        content = file.read(_LARGEST)
    shift, small = struct.unpack_from("<H", content, 0x1E)[0], struct.unpack_from("<I", content, 0x38)[0]
    if shift not in {9, 12}:
        return b""
    size = 1 << shift
    tables = _tables(content, size)
    chain = _Chain(content, size, tables)
    folder = chain.read(struct.unpack_from("<I", content, 0x30)[0])
    for start in range(0, len(folder) - 127, 128):
        length = struct.unpack_from("<H", folder, start + 64)[0]
        if folder[start : start + max(0, length - 2)] in _NAMES:
            first, whole = struct.unpack_from("<II", folder, start + 116)
            return (chain if whole >= small else _small(content, chain, folder)).read(first)[:whole]
    return b""


def _small(content: bytes, chain: _Chain, folder: bytes) -> _Chain:
    """The chain of small streams, which stand together in one of the usual size."""
    table = chain.read(struct.unpack_from("<I", content, 0x3C)[0])
    kept = chain.read(struct.unpack_from("<I", folder, 116)[0])
    return _Chain(b"\0" * 64 + kept, 64, [], list(struct.unpack(f"<{len(table) // 4}I", table)))


def _tables(content: bytes, size: int) -> list[int]:
    """Which sectors say how all sectors are chained."""
    count, first = struct.unpack_from("<I", content, 0x2C)[0], struct.unpack_from("<I", content, 0x44)[0]
    found = list(struct.unpack_from("<109I", content, 0x4C))
    each = size // 4 - 1
    while first < _LAST_SECTOR and len(found) < len(content) // size + 109:
        *more, first = struct.unpack_from(f"<{each + 1}I", content, (first + 1) * size)
        found.extend(more)
    return [sector for sector in found if sector < _LAST_SECTOR][:count]


class _Chain:
    """Streams of a compound file, whose sectors are chained."""

    def __init__(self, content: bytes, size: int, tables: list[int], chained: list[int] | None = None) -> None:
        self._content = content
        self._size = size
        self._next = chained or []
        for sector in tables[: len(content) * 4 // size // size + 1]:
            self._next.extend(struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size))

    def read(self, sector: int) -> bytes:
        """What stands in a sector and those that follow it."""
        found: list[bytes] = []
        while sector < len(self._next) and len(found) <= len(self._next):
            found.append(self._content[(sector + 1) * self._size : (sector + 2) * self._size])
            sector = self._next[sector]
        return b"".join(found)


def faults_of_binary(path: Path, sheet: int) -> Faults:
    """The cells with errors of a sheet of an .xlsb; see `faults_of_old`."""
    found: Faults = {}
    try:
        with zipfile.ZipFile(path) as archive:
            row = 0
            for kind, data in _binary_records(_part(archive, _sheet_part(archive, sheet))):
                if kind == _BIN_ROW:
                    row = struct.unpack_from("<I", data)[0]
                elif kind in _BIN_ERRORS and (error := _ERRORS.get(data[8])):
                    found.setdefault(row + 1, {})[struct.unpack_from("<I", data)[0]] = error
    except (*_STRANGE, zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, EOFError, RuntimeError):
        return found
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise ValueError(name)
    with archive.open(name) as file:
        return file.read(_LARGEST_PART)


def _sheet_part(archive: zipfile.ZipFile, sheet: int) -> str:
    targets: dict[str, str] = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        targets[attributes.get("Id", "")] = attributes.get("Target", "")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(_part(archive, "xl/_rels/workbook.bin.rels"), True)
    books = [data for kind, data in _binary_records(_part(archive, "xl/workbook.bin")) if kind == _BIN_SHEET]
    length = struct.unpack_from("<I", books[sheet], 8)[0]
    target = targets[books[sheet][12 : 12 + 2 * length].decode("utf-16-le")]
    return target.lstrip("/") if target.startswith("/xl/") else f"xl/{target}"


def _refuse(*_: object) -> None:
    raise ValueError


def _binary_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    place, end = 0, len(content)
    while place + 2 <= end:
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            more = content[place]
            place += 1
            size |= (more & 0x7F) << shift
            shift += 7
            if more < 0x80 or shift > 21:
                break
        yield kind, content[place : place + size]
        place += size
