"""The same picture in fewer bytes: styles are told as what changes, not anew for every piece of text.

Textual sets and resets the whole style around every segment. Neighbours mostly share their surface, so that between
a third and three fifths of the bytes of a frame go; over a slow line that is what a person waits for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_STYLE = re.compile("\x1b\\[([0-9;]*)m")
# What prints nothing and looks the same in every style.
_INVISIBLE = re.compile("(?:\x1b\\[[0-9;]*H|\x1b\\[\\?2026[hl]|\n|\x1b\\]8;[^\x1b\x07]*\x1b\\\\)*\\Z")
# Textual ends a row and then moves to the next one; in a window that just shrank the newline would scroll it.
_NEEDLESS_NEWLINE = re.compile("\n(?=\x1b\\[[0-9]+;[0-9]+H)")
_TRUECOLOUR, _PALETTE = "2", "5"
# Codes that take attributes back.
_OFF = {
    "22": frozenset(("1", "2")),
    "23": frozenset(("3",)),
    "24": frozenset(("4", "21")),
    "25": frozenset(("5", "6")),
    "27": frozenset(("7",)),
    "28": frozenset(("8",)),
    "29": frozenset(("9",)),
}


class _Look(NamedTuple):
    """How text looks: codes of its colour and surface, empty for the terminal's own, and its attributes."""

    colour: str = ""
    surface: str = ""
    attributes: frozenset[str] = frozenset()


_PLAIN = _Look()


def thrifty(data: str) -> str:
    """`data` for a terminal, without style codes that change nothing; begins and ends in the plain style."""
    first, *rest = _STYLE.split(_NEEDLESS_NEWLINE.sub("", data))
    written = [first]
    shown = wanted = _PLAIN
    for codes, text in zip(rest[::2], rest[1::2], strict=True):
        wanted = _after(wanted, codes)
        if text and not (text[0] in "\x1b\n" and _INVISIBLE.match(text)):
            written.append(_change(shown, wanted))
            shown = wanted
        written.append(text)
    written.append(_change(shown, _PLAIN))
    return "".join(written)


@lru_cache(8192)
def _after(look: _Look, codes: str) -> _Look:
    """The look after an SGR sequence."""
    colour, surface, attributes = look
    parts = iter(codes.split(";"))
    for code in parts:
        if code in {"", "0"}:
            colour, surface, attributes = _PLAIN
        elif code in {"38", "48"}:
            kind = next(parts, _PALETTE)
            channels = [next(parts, "0") for _ in range(3 if kind == _TRUECOLOUR else 1)]
            value = ";".join((code, kind, *channels))
            colour, surface = (value, surface) if code == "38" else (colour, value)
        elif code in _OFF:
            attributes -= _OFF[code]
        elif 30 <= int(code) <= 39 or 90 <= int(code) <= 97:
            colour = "" if code == "39" else code
        elif 40 <= int(code) <= 49 or 100 <= int(code) <= 107:
            surface = "" if code == "49" else code
        else:
            attributes |= {code}
    return _Look(colour, surface, attributes)


@lru_cache(8192)
def _change(shown: _Look, wanted: _Look) -> str:
    """The shortest SGR sequence from one look to another."""
    if shown == wanted:
        return ""
    if wanted == _PLAIN:
        return "\x1b[0m"
    anew = ["0", *sorted(wanted.attributes), wanted.colour, wanted.surface]
    ways = [anew]
    if shown.attributes <= wanted.attributes:
        colour = (wanted.colour or "39") if wanted.colour != shown.colour else ""
        surface = (wanted.surface or "49") if wanted.surface != shown.surface else ""
        ways.append([*sorted(wanted.attributes - shown.attributes), colour, surface])
    return f"\x1b[{min((';'.join(filter(None, way)) for way in ways), key=len)}m"
