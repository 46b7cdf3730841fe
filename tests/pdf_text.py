"""The text of a PDF as a reader can copy it: by the fonts' own tables from glyphs to letters, in the order of the page.

Enough for the papers that this program makes: plain objects, Flate streams, Type 0 fonts of two bytes a glyph.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\s*endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_TOKEN = re.compile(rb"/[^\s/<>\[\]()]+|<[0-9A-Fa-f\s]*>|\(|\)|[A-Za-z*'\"]+|[-+.\d]+|\\.", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page; runs stand in lines of their own."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    (tree,) = (body for body in objects.values() if b"/Type/Pages" in body)
    numbers = re.findall(rb"(\d+) 0 R", re.search(rb"/Kids\[([^\]]*)\]", tree)[1])  # type: ignore[index]
    return ["\n".join(_page(objects, objects[int(number)])) for number in numbers]


def _linked(body: bytes, name: bytes) -> int:
    found = re.search(b"/" + name + rb" (\d+) 0 R", body)
    assert found, (name, body[:80])
    return int(found[1])


def _content(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found
    return zlib.decompress(found[1]) if b"/FlateDecode" in body[: found.start()] else found[1]


def _page(objects: dict[int, bytes], page: bytes) -> Iterator[str]:
    resources = objects[_linked(page, b"Resources")]
    yield from _runs(objects, resources, _content(objects[_linked(page, b"Contents")]))


def _runs(objects: dict[int, bytes], resources: bytes, content: bytes) -> Iterator[str]:
    fonts = re.search(rb"/Font<<(.*?)>>", resources)
    named = re.findall(rb"(/\S+) (\d+) 0 R", fonts[1]) if fonts else []
    tables = {name: _letters(objects, int(number)) for name, number in named}
    forms = dict(re.findall(rb"(/x\d+) (\d+) 0 R", resources))
    table: dict[int, str] = {}
    run, name = "", b""
    for token, shown in _tokens(content):
        if shown:
            run += _said(token, table)
        elif token.startswith(b"/"):
            name = token
        elif token == b"Tf":
            table = tables[name]
        elif token == b"Do" and name in forms:
            form = objects[int(forms[name])]
            own = re.search(rb"/Resources (\d+) 0 R", form)
            yield from _runs(objects, objects[int(own[1])] if own else form, _content(form))
        elif token == b"ET" and run:
            yield run
            run = ""


def _tokens(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """Names, operators and strings of a page; strings as their bytes, and marked as such."""
    place = 0
    while (found := _TOKEN.search(content, place)) is not None:
        place = found.end()
        if found[0] == b"(":
            end = _closing(content, place)
            yield _ESCAPE.sub(_unescaped, content[place:end]), True
            place = end + 1
        elif found[0].startswith(b"<"):
            yield bytes.fromhex(found[0][1:-1].decode()), True
        else:
            yield found[0], False


def _closing(content: bytes, place: int) -> int:
    """Where a string ends; brackets that belong together may stand in it."""
    depth = 1
    while depth:
        sign = content[place : place + 1]
        place += 2 if sign == b"\\" else 1
        depth += {b"(": 1, b")": -1}.get(sign, 0)
    return place - 1


def _said(glyphs: bytes, table: dict[int, str]) -> str:
    codes = (int.from_bytes(glyphs[place : place + 2], "big") for place in range(0, len(glyphs), 2))
    return "".join(table.get(code, "\N{REPLACEMENT CHARACTER}") for code in codes)


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _LETTERS.get(sign, sign)


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """From glyphs to letters."""
    table = _content(objects[_linked(objects[font], b"ToUnicode")])
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        ends = [bytes.fromhex(one.decode()) for one in _HEX.findall(block)]
        for glyph, letters in zip(ends[::2], ends[1::2], strict=True):
            found[int.from_bytes(glyph, "big")] = letters.decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        ends = [bytes.fromhex(one.decode()) for one in _HEX.findall(block)]
        for first, last, letters in zip(ends[::3], ends[1::3], ends[2::3], strict=True):
            base = ord(letters.decode("utf-16-be"))
            for place in range(int.from_bytes(last, "big") - int.from_bytes(first, "big") + 1):
                found[int.from_bytes(first, "big") + place] = chr(base + place)
    return found
