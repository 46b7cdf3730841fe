"""What a file really is, whatever its name says, and whether it may be opened at all.

Runs in the child process of the reader, before any parser sees a byte.
"""

from __future__ import annotations

import codecs
import mmap
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from solartui.adapters.binary_faults import is_locked

MOST_ROWS = 1_048_576
MOST_COLUMNS = 1_000
_MOST_UNPACKED = 1_500_000_000
_SUSPICIOUS = 64_000_000
_MOST_RATIO = 250
_MOST_PARTS = 10_000
_HEAD = 65_536

_WORKBOOK_ENDINGS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_FOREIGN = (
    b"%PDF",
    b"{\\rtf",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite f",
    b"BZh",
)
_PAGE = (b"<!doctype html", b"<html", b"<table", b"<body", b"<head", b"<meta", b"<style")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# No spreadsheet has one; with it, entities grow without end.
_DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_MAIN = re.compile(rb"""/officeDocument["']""")
_TARGET = re.compile(rb"""\sTarget=["']([^"']+\.xml)["']""")
_BLANKS = b" \t\r\n\xef\xbb\xbf"


class Unreadable(Exception):
    """Why a file cannot be read: a code that the reader has words for, and what fills them."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def kind_of(path: Path) -> str:
    """``xlsx``, ``ods``, ``old`` (.xls), ``binary`` (.xlsb) or ``text``.

    Raises:
        Unreadable: it is something else, locked by a password, damaged, or far larger inside than outside.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\0" + _BLANKS):
        raise Unreadable("empty")
    if head[:2] == b"PK":
        return _kind_of_archive(path)
    if head[:8] == _OLE:
        return _kind_of_compound(path)
    if head[:4] in _OLD_EXCEL:
        raise Unreadable("too_old")
    if head.startswith(_FOREIGN):
        raise Unreadable("foreign")
    return _kind_of_text(path, head)


def _kind_of_text(path: Path, head: bytes) -> str:
    start = head.lstrip(_BLANKS)[:400].lower()
    if start.startswith(_PAGE) or (start.startswith(b"<?xml") and b"<html" in start):
        raise Unreadable("web_page")
    if start.startswith(b"<?xml") or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Unreadable("xml")
    if path.suffix.lower() == ".json" and start[:1] in {b"{", b"["}:
        raise Unreadable("json")
    if _is_binary(head):
        raise Unreadable("foreign")
    if path.suffix.lower() in _WORKBOOK_ENDINGS:
        raise Unreadable("plain_text", ending=path.suffix.lower())
    return "text"


def _is_binary(head: bytes) -> bool:
    """Whether there are too many controls, or in UTF-16 too few European letters, for a text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head.count(0) * 5 > len(head):
        text = head.decode(_wide(head), "replace").lstrip("\ufeff")
        return sum(c < "\u0530" and (c >= " " or c in "\t\r\n") for c in text) < 0.7 * len(text)
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 26), *range(28, 32), 127))
    return controls * 50 > len(head)


def _wide(head: bytes) -> str:
    """The encoding of text that has several bytes for each letter."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    big = head.startswith(codecs.BOM_UTF16_BE) or head[::2].count(0) > head[1::2].count(0)
    return "utf-16-be" if big else "utf-16-le"


def _kind_of_compound(path: Path) -> str:
    """An Excel 97 workbook, or the wrapping that Office puts around an encrypted one."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        names = ("EncryptedPackage", "Workbook", "Book", "WORKBOOK", "BOOK")
        held = [name for name in names if content.find(name.encode("utf-16-le")) >= 0]
    if "EncryptedPackage" in held:
        raise Unreadable("password")
    if not held:
        raise Unreadable("foreign")
    if is_locked(path):
        raise Unreadable("password")
    return "old"


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive, path.stat().st_size)
            return _kind_of_parts(archive)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        KeyError,
        EOFError,
        OverflowError,
        RuntimeError,
    ) as error:
        raise Unreadable("damaged") from error


def _check_size(archive: zipfile.ZipFile, packed: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    bomb = unpacked > _SUSPICIOUS and unpacked > _MOST_RATIO * max(packed, 1)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or bomb:
        raise Unreadable("too_large")


def _kind_of_parts(archive: zipfile.ZipFile) -> str:
    names = {name.replace("\\", "/").lower().lstrip("/") for name in archive.namelist()}
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Unreadable("password")
    if any(_DOCUMENT_TYPE.search(_beginning(archive, part)) for part in _sheets_in(archive)):
        raise Unreadable("damaged")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "binary"
    if "content.xml" in names and "mimetype" in names:
        if _beginning(archive, "mimetype").strip() != _ODS:
            raise Unreadable("foreign")
        if "meta-inf/manifest.xml" in names and b"encryption-data" in _beginning(archive, "META-INF/manifest.xml"):
            raise Unreadable("password")
        return "ods"
    if main_part(archive) in names:
        return "xlsx"
    raise Unreadable("foreign" if names else "damaged")


def main_part(archive: zipfile.ZipFile) -> str:
    """The part of an .xlsx that tells its sheets, in small letters; a few programs have it where no other has it."""
    if "_rels/.rels" in archive.namelist():
        for relation in _RELATION.findall(_beginning(archive, "_rels/.rels")):
            if _MAIN.search(relation) and (target := _TARGET.search(relation)):
                return str(target[1].decode("utf-8", "replace")).lower().lstrip("/")
    return "xl/workbook.xml"


def _sheets_in(archive: zipfile.ZipFile) -> Iterator[str]:
    """The parts that hold what people typed."""
    for name in archive.namelist():
        plain = name.replace("\\", "/").lower().lstrip("/")
        if plain.endswith(".xml") and plain.startswith(
            ("xl/worksheets/", "xl/sharedstrings", "xl/workbook", "content")
        ):
            yield name


def _beginning(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as file:
        return file.read(_HEAD)
