"""One line of text with a cursor and a selection; no pixels, no keys."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

from solartui.widgets.cells import width_of

Way = Literal["left", "right", "word_left", "word_right", "home", "end"]
LONGEST = 4000
"""Signs that a line can hold; far more than any field takes, so that nobody's paste is cut without a word."""

_FLAGS = range(0x1F1E6, 0x1F200)
_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0000, 0xE0080)
_SELECTORS = range(0xFE00, 0xFE10)


@lru_cache(2048)
def _typed(sign: str) -> str:
    """What is kept of one sign: line ends and tabs as blanks, nothing of what is invisible or commands a terminal."""
    code = ord(sign)
    if code in _FLAGS:
        return chr(code - _FLAGS.start + ord("A"))
    if code in _TONES or code in _TAGS or code in _SELECTORS or sign == "\u20e3":
        return ""
    if sign.isspace():
        return " "
    return sign if sign.isprintable() else ""


def one_line(text: str) -> str:
    """Text as it may stand in a line while it is being typed; blanks at its ends stay."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(map(_typed, text.replace("\r\n", "\n"))))


class LineEdit:
    """The text, the cursor as an index into it, and where a selection began (None where there is none)."""

    def __init__(self, text: str = "") -> None:
        self.text = one_line(text)[:LONGEST]
        self.cursor = len(self.text)
        self.anchor: int | None = None
        self._first = 0

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected; both at the cursor where nothing is."""
        anchor = self.cursor if self.anchor is None else self.anchor
        return min(anchor, self.cursor), max(anchor, self.cursor)

    @property
    def selected(self) -> str:
        """The selected text."""
        start, end = self.selection
        return self.text[start:end]

    def select_all(self) -> None:
        """Select everything, so that the next letter replaces it."""
        self.anchor, self.cursor = (0 if self.text else None), len(self.text)

    def insert(self, text: str) -> bool:
        """Put text in the place of the selection; says whether there was room for all of it."""
        start, end = self.selection
        new = one_line(text)
        room = max(0, LONGEST - len(self.text) + (end - start))
        kept = new[:room]
        self.text = self.text[:start] + kept + self.text[end:]
        self.cursor, self.anchor = start + len(kept), None
        return len(kept) == len(new)

    def erase(self, way: Way) -> None:
        """Take away the selection; without one, what lies between the cursor and where it would go."""
        if self.anchor in {None, self.cursor}:
            self.anchor = self._target(way)
        start, end = self.selection
        self.text = self.text[:start] + self.text[end:]
        self.cursor, self.anchor = start, None

    def move(self, way: Way, select: bool = False) -> None:
        """Move the cursor; with `select` the text it passes is selected."""
        start, end = self.selection
        if not select and start != end and way in {"left", "right"}:
            self.cursor = start if way == "left" else end
        else:
            if select and self.anchor is None:
                self.anchor = self.cursor
            self.cursor = self._target(way)
        if not select:
            self.anchor = None

    def go_to_cell(self, cell: int, select: bool = False) -> None:
        """Put the cursor on the sign that stands in a visible cell, as a click does."""
        self.anchor = (self.cursor if self.anchor is None else self.anchor) if select else None
        at, used = self._first, 0
        while at < len(self.text) and used + width_of(self.text[at]) <= cell:
            used += width_of(self.text[at])
            at += 1
        self.cursor = at

    def _target(self, way: Way) -> int:
        match way:
            case "home":
                return 0
            case "end":
                return len(self.text)
            case "left" | "right":
                return self._step(-1 if way == "left" else 1)
            case "word_left":
                before = self.text[: self.cursor].rstrip()
                return before.rfind(" ") + 1
            case "word_right":
                blank = self.text.find(" ", self.cursor)
                rest = self.text[blank:].lstrip(" ") if blank >= 0 else ""
                return len(self.text) - len(rest)

    def _step(self, by: int) -> int:
        """The next place for the cursor; it never comes to stand within a sign and its marks."""
        at = self.cursor + by
        while 0 < at < len(self.text) and unicodedata.combining(self.text[at]):
            at += by
        return max(0, min(len(self.text), at))

    def window(self, width: int) -> tuple[str, str, str, str, str]:
        """What is visible in `width` cells, the cursor always: before, selected, cursor, selected, after.

        The cursor stands on a blank where it is behind the text.
        """
        self._keep_visible(width)
        text, start, end, cursor = self.text, *self.selection, self.cursor
        last, used = self._first, 0
        while last < len(text) and used + width_of(text[last]) <= width:
            used += width_of(text[last])
            last += 1
        under = text[cursor] if cursor < last else " "
        behind = cursor + 1
        return (
            text[self._first : max(self._first, start)],
            text[max(self._first, start) : cursor] if start < cursor else "",
            under,
            text[behind : max(behind, min(end, last))],
            text[max(behind, end) : last],
        )

    def _keep_visible(self, width: int) -> None:
        under = width_of(self.text[self.cursor]) if self.cursor < len(self.text) else 1
        # Not further right than the cursor, nor so far that room stays empty behind the text.
        least = self._back_from(self.cursor, width - under)
        most = min(self.cursor, self._back_from(len(self.text), width - 1))
        self._first = max(least, min(self._first, most))

    def _back_from(self, at: int, room: int) -> int:
        """The first sign of those before `at` that fit into `room` cells."""
        while at and room >= (cells := width_of(self.text[at - 1])):
            room -= cells
            at -= 1
        return at
