"""Cells of an .xlsx sheet whose value is an error, or a formula without a stored result.

The workbook parser gives both as blank cells; a person must hear of them instead of losing a value silently.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TypeAlias

Faults: TypeAlias = dict[int, dict[int, str]]
"""By number of row, by index of column: the error's name, or `UNCOMPUTED`."""

UNCOMPUTED = "#FORMULA?"
_CHUNK = 1 << 20
_LONGEST_ROW = 16 << 20
_MOST_FAULTS = 100_000
# Programs made with Microsoft's own library put the name of the name space before every tag: <x:c>.
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?(?:/>|>([^<]*)</(?:\w+:)?v>)")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_TEXT = re.compile(rb"""\bt=["']str["']""")
_INLINE = re.compile(rb"<(?:\w+:)?is[\s>]")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ROW_ENDS = (b"</row>", b":row>")
# Where none of these stands there is neither an error nor a formula. One letter is looked for much faster than two.
_MARKS = (b'"e"', b"'e'", b"<f", b":f")


class Unplaced(Exception):
    """A faulty cell does not say where it is."""


def faults_of(path: Path, sheet: str) -> Faults:
    """The faulty cells of a sheet; none where the workbook is put together in a way that is not understood.

    Raises:
        Unplaced: cells have no place of their own, only one after the other.
    """
    found: Faults = {}
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            for rows in _pieces(archive, part) if part else ():
                if any(mark in rows for mark in _MARKS if mark[:1] in rows) and not _note(rows, found):
                    break
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        return found
    return found


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the part that holds a sheet."""
    names = {_attribute(tag, "name"): _attribute(tag, r"\w+:id") for tag in _tags(archive, "xl/workbook.xml", _SHEET)}
    relation = names.get(sheet)
    for tag in _tags(archive, "xl/_rels/workbook.xml.rels", _RELATION):
        if relation and _attribute(tag, "Id") == relation:
            return posixpath.normpath(posixpath.join("xl", _attribute(tag, "Target"))).removeprefix("/")
    return None


def _tags(archive: zipfile.ZipFile, part: str, form: re.Pattern[str]) -> list[str]:
    with archive.open(part) as file:
        return form.findall(file.read(_LONGEST_ROW).decode("utf-8", "replace"))


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}=(["'])(.*?)\1""", tag)
    return unescape(found[2]) if found else ""


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text of a sheet in pieces that end with a row; a row too long to keep ends the search."""
    kept = b""
    with archive.open(part) as file:
        while piece := file.read(_CHUNK):
            kept += piece
            end = next((place for mark in _ROW_ENDS if (place := kept.rfind(mark)) >= 0), -1)
            if end >= 0:
                yield kept[:end]
                kept = kept[end:]
            elif len(kept) > _LONGEST_ROW:
                return
    yield kept


def _note(rows: bytes, found: Faults) -> bool:
    """Note the faulty cells of some rows; False when there are too many to go on."""
    for attributes, content in _CELL.findall(rows):
        value = _VALUE.search(content)
        error = _ERROR.search(attributes) is not None
        # The result of a formula may well be a text of no letters.
        known = value and (value[1] or _TEXT.search(attributes))
        if not error and (known or not _FORMULA.search(content) or _INLINE.search(content)):
            continue
        place = _PLACE.search(b" " + attributes)
        if place is None:
            raise Unplaced
        text = (value[1] or b"").decode("utf-8", "replace") if error and value else UNCOMPUTED
        found.setdefault(int(place[2]), {})[_index(place[1])] = text or UNCOMPUTED
    return len(found) <= _MOST_FAULTS


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
