"""Spreadsheets made for tests: good ones of every kind, and bad ones of many."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from solartui.adapters.workbook_reader import Begun, Table

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read_table(path: Path, sheet: str | None = None, cancelled: Callable[[], bool] | None = None) -> Table:
    """The rows of one sheet of a file."""
    with Begun(path, sheet) as begun:
        return begun.table(cancelled)


def workbook(path: Path, rows: Iterable[Sequence[object]], *, mac: bool = False) -> Path:
    """A workbook of one sheet, made by openpyxl."""
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def raw_workbook(path: Path, sheet: str, *, more: dict[str, bytes] | None = None) -> Path:
    """A workbook whose only sheet is the given XML, without what a well-behaved program would write."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}"/>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            '<sheets><sheet name="Leady" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>')
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return path


def open_document(path: Path, rows: Iterable[Sequence[str]], *, encrypted: bool = False) -> Path:
    """An .ods of texts."""
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    secret = "<manifest:encryption-data/>" if encrypted else ""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{names}:manifest:1.0">{secret}</m:manifest>')
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
            f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Arkusz1">'
            f"{table}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path


def compound_file(path: Path, name: str, content: bytes) -> Path:
    """The kind of file that Office wrote before 2007, with one stream."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    numbers = (0x3E, 3, 0xFFFE, 9, 6, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header = struct.pack("<8s16xHHHHH10xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", *numbers)
    header += struct.pack("<108I", *([free] * 108))
    fat = [table, end, *range(3, 2 + sectors), end]

    def entry(title: str, kind: int, first: int, size: int, child: int) -> bytes:
        text = title.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII36xIQ", text, len(text) + 2 if text else 0, kind, 1, free, free, child, first, size
        )

    root = entry("Root Entry", 5, end, 0, 1) + entry(name, 2, 2, len(content), free) + entry("", 0, 0, 0, free) * 2
    path.write_bytes(header[:512] + struct.pack("<128I", *(fat + [free] * (128 - len(fat)))) + root + content)
    return path


@dataclass(frozen=True)
class Fault:
    """A cell of a binary workbook with an error in it, typed or as the result of a formula; of kind 1 yes or no."""

    code: int
    formula: bool = False
    kind: int = 2


def old_workbook(path: Path, rows: Sequence[Sequence[str | float | Fault]], *, locked: bool = False) -> Path:
    """An Excel 97 workbook."""

    def record(code: int, content: bytes) -> bytes:
        return struct.pack("<HH", code, len(content)) + content

    cells = b""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                cells += record(0x0204, struct.pack("<HHHHB", r, c, 0, len(cell), 1) + text)
            elif isinstance(cell, Fault) and cell.formula:
                cells += record(0x0006, struct.pack("<HHHB1xB3xHHIH", r, c, 0, cell.kind, cell.code, 0xFFFF, 0, 0, 0))
            elif isinstance(cell, Fault):
                cells += record(0x0205, struct.pack("<HHHBB", r, c, 0, cell.code, 1))
            else:
                cells += record(0x0203, struct.pack("<HHHd", r, c, 0, cell))
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += record(0x002F, b"\1\0" + b"x" * 52) if locked else b""
    name = "Leady"
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name.encode("latin-1")
    first = len(start) + len(record(0x0085, bound)) + len(record(0x000A, b""))
    bound = struct.pack("<I", first) + bound[4:]
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + record(0x000A, b"")
    return compound_file(path, "Workbook", start + record(0x0085, bound) + record(0x000A, b"") + sheet)


def binary_workbook(path: Path, rows: Sequence[Sequence[str | float | Fault]]) -> Path:
    """An .xlsb of one sheet."""

    def record(code: int, content: bytes = b"") -> bytes:
        kind = bytes([code]) if code < 128 else bytes([code & 0x7F | 0x80, code >> 7])
        size = len(content)
        return kind + (bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])) + content

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    cells = b""
    for r, row in enumerate(rows):
        cells += record(0, struct.pack("<IIHBB", r, 0, 300, 0, 0) + bytes(5))
        for c, cell in enumerate(row):
            place = struct.pack("<II", c, 0)
            if isinstance(cell, str):
                cells += record(6, place + text(cell))
            elif isinstance(cell, Fault):
                cells += record(
                    11 if cell.formula else 3, place + bytes([cell.code]) + (bytes(10) if cell.formula else b"")
                )
            else:
                cells += record(5, place + struct.pack("<d", cell))
    dimension = record(148, struct.pack("<IIII", 0, max(0, len(rows) - 1), 0, max(map(len, rows), default=1) - 1))
    sheet = record(129) + dimension + record(145) + cells + record(146) + record(130)
    sheets = record(143) + record(156, struct.pack("<II", 0, 1) + text("r1") + text("Leady")) + record(144)
    raw_workbook(path, "")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rels = parts["xl/_rels/workbook.xml.rels"].replace(b"sheet1.xml", b"sheet1.bin")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", parts["[Content_Types].xml"])
        archive.writestr("_rels/.rels", parts["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin"))
        archive.writestr("xl/workbook.bin", record(131) + sheets + record(132))
        archive.writestr("xl/_rels/workbook.bin.rels", rels)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
