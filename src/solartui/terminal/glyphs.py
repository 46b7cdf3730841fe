"""Which decoration a terminal can show.

Widgets write the full set. A filter on the way to the terminal replaces, cell by cell, what a lesser terminal lacks:
in our own widgets, in Textual's borders and scroll bars, and in stage glyphs out of the database alike. Letters and
digits are never touched.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

GlyphSet = Literal["full", "basic", "ascii"]
VARIABLE = "SOLARTUI_GLYPHS"

# Glyphs of the full set, and what stands for each of them in the basic set (the characters of code page 437, which
# every console font has) and in ASCII.
_STAND_INS = (
    ("○◯◦", "○", "o"),
    ("●⬤", "•", "@"),
    ("◔", "c", "c"),
    ("◑◐", "a", "a"),
    ("◕", "v", "v"),
    ("◌", "-", "-"),
    ("✓✔", "√", "+"),
    ("✗✘✕×", "x", "x"),
    ("▸▶▹▷❯›", "►", ">"),
    ("◂◀◃◁❮‹", "◄", "<"),
    ("▾▼▿▽", "▼", "v"),
    ("▴▲▵△", "▲", "^"),
    ("→⟶➜⇢", "→", ">"),
    ("←⟵⇠↩", "←", "<"),
    ("↑⇡", "↑", "^"),
    ("↓⇣", "↓", "v"),
    ("↔⇄⇆", "↔", "="),
    ("↕⇅", "↕", "|"),
    ("⏎↵", "◄", "<"),
    ("»", "»", ">"),
    ("«", "«", "<"),
    ("•∙⋅·", "·", "."),
    ("…⋯", ".", "."),
    ("◆◇❖", "♦", "*"),
    ("■▪◼", "■", "#"),
    ("□▫◻☐", "○", "o"),
    ("☑", "√", "+"),
    ("☒", "x", "x"),
    ("≡", "≡", "="),
    ("≤", "≤", "<"),
    ("≥", "≥", ">"),
    ("≈", "≈", "~"),
    ("≠", "!", "!"),
    ("∞", "∞", "8"),
    ("☎✆", "t", "t"),
    ("✉", "@", "@"),
    ("✎✐", "~", "~"),
    ("⌂", "^", "^"),
    ("◷◴", "○", "o"),
    ("⟳↻↺", "○", "o"),
    ("⚠⚑⚐", "!", "!"),
    ("ℹ", "i", "i"),
    ("★☆✦✧☀☼✶", "☼", "*"),
    ("–—−‒―‐‑", "-", "-"),
    ("’‘‚′", "'", "'"),
    ("“”„″", '"', '"'),
    ("█▉▊▇▆", "█", "#"),
    ("▋▌▍", "▌", "|"),
    ("▎▏", "│", "|"),
    ("▐▕", "▐", "|"),
    ("▀▔", "▀", "-"),
    ("▄▅", "▄", "="),
    ("▃", "▄", "-"),
    ("▂▁", "_", "_"),
    ("░", "░", "."),
    ("▒", "▒", ":"),
    ("▓", "▓", "%"),
)
_BOX = range(0x2500, 0x2580)
_BRAILLE = range(0x2801, 0x2900)
_BLANK_BRAILLE = 0x2800
_LATIN_1_END = 0x100
# Currency signs, and what takes no cell: other filters see to it.
_KEPT = ("Sc", "Cc", "Cf", "Cs")
# Sides that a box-drawing character reaches, as up, down, left, right.
_SIDES = {"VERTICAL": "UD", "HORIZONTAL": "LR", "UP": "U", "DOWN": "D", "LEFT": "L", "RIGHT": "R"}
_LIGHT = {
    "LR": "─", "L": "─", "R": "─", "DU": "│", "D": "│", "U": "│", "DR": "┌", "DL": "┐", "RU": "└", "LU": "┘",
    "DRU": "├", "DLU": "┤", "DLR": "┬", "LRU": "┴", "DLRU": "┼",
}  # fmt: skip
# Consoles with a font of 256 or 512 glyphs, and terminals that are older than Unicode.
_CONSOLES = ("linux", "putty", "rxvt", "teraterm", "cygwin")
_ANCIENT = ("vt", "ansi", "cons25", "sun", "wy", "pcansi", "hp")


def choose(environment: Mapping[str, str]) -> GlyphSet:
    """The glyph set that the environment allows: as ``SOLARTUI_GLYPHS`` says, else by locale and TERM."""
    match environment.get(VARIABLE, "").lower():
        case "full":
            return "full"
        case "basic":
            return "basic"
        case "ascii":
            return "ascii"
    term = environment.get("TERM", "")
    if not speaks_utf8(environment) or term.startswith(_ANCIENT):
        return "ascii"
    return "basic" if term in _CONSOLES or term.startswith("linux") else "full"


def locale_name(environment: Mapping[str, str]) -> str:
    """The locale that counts for characters, by the order that the C library keeps."""
    return next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := environment.get(name))), "")


def speaks_utf8(environment: Mapping[str, str]) -> bool:
    """Whether the locale promises that the terminal reads UTF-8."""
    return "utf8" in locale_name(environment).lower().replace("-", "")


class GlyphTable(dict[int, str]):
    """A table for `str.translate`; what it lacks is decided once, when it is first met."""

    def __init__(self, glyphs: GlyphSet) -> None:
        column = 1 if glyphs == "basic" else 2
        super().__init__({ord(glyph): row[column] for row in _STAND_INS for glyph in row[0]})
        self._basic = glyphs == "basic"
        if self._basic:
            self.update({ord(glyph): glyph for row in _STAND_INS for glyph in row[1]})

    def __missing__(self, code: int) -> str:
        self[code] = shown = self._stand_in(code)
        return shown

    def _stand_in(self, code: int) -> str:
        glyph = chr(code)
        if code in _BOX:
            return self._box(glyph)
        if code in _BRAILLE:
            return ":"
        if code == _BLANK_BRAILLE:
            return " "
        category = unicodedata.category(glyph)
        if code < _LATIN_1_END or category[0] in "LMNZ" or category in _KEPT:
            return glyph
        from rich.cells import cell_len

        return "?" * cell_len(glyph)

    def _box(self, glyph: str) -> str:
        words = unicodedata.name(glyph).split()
        if "DIAGONAL" in words:
            return "X" if "CROSS" in words else "/" if words[-1] == "LEFT" else "\\"
        light = _LIGHT["".join(sorted({side for word in words for side in _SIDES.get(word, "")}))]
        if self._basic:
            return glyph if "DOUBLE" in words and "DASH" not in words else light
        return {"─": "-", "│": "|"}.get(light, "+")
