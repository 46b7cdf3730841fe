"""Twelve numbers, one for each month, entered as in a spreadsheet; their shape over the year above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual import events

from solartui.i18n import tr, with_comma
from solartui.widgets import bars, moments
from solartui.widgets.cells import fit
from solartui.widgets.form.field import LABEL, Field
from solartui.widgets.parts import Part

MONTHS = 12
_LONGEST = 7
_MONTH = 3 + _LONGEST
_STEPS = {"left": -1, "right": 1, "home": -MONTHS, "ctrl+left": -MONTHS, "end": MONTHS, "ctrl+right": MONTHS}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class MonthsField(Field):
    """The entry is a list of twelve texts, empty where a month is not known."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(key, label)
        self._cells = [""] * MONTHS
        self._at = 0
        self._fresh = True

    @property
    def entry(self) -> object:
        """The twelve texts; an empty list where nothing is known."""
        return [*self._cells] if any(self._cells) else []

    def put(self, entry: object) -> None:
        """Show an entry."""
        given = [cell if isinstance(cell, str) else "" for cell in entry] if isinstance(entry, list) else []
        self._cells = [*given, *[""] * MONTHS][:MONTHS]
        self.reshape()

    @property
    def words(self) -> str:
        """The numbers in a row."""
        return "  ".join(cell or "–" for cell in self._cells) if any(self._cells) else ""

    @property
    def values(self) -> list[float | None]:
        """The numbers, None where there is none."""
        return [_number(cell) for cell in self._cells]

    @property
    def average(self) -> float | None:
        """The mean of the year, where every month is known."""
        known = [value for value in self.values if value is not None]
        return sum(known) / MONTHS if len(known) == MONTHS else None

    # ---- drawing

    def value_parts(self, room: int) -> Sequence[Part]:
        """The shape of the year."""
        values = self.values
        if not any(values):
            return [(tr("optional"), "mute")]
        known = [value for value in values if value is not None]
        # A little lower than the line, so that it does not touch the one above.
        (line,) = bars.columns(values, 1, max(known) * 8 / 7)
        shape = bars.widened(line, 1, 1 if room >= 2 * MONTHS else 0)
        missing = tr("{count} of 12", count=len(known)) if len(known) < MONTHS else ""
        return [(shape, "use"), ("  ", "text"), (missing, "mute")]

    def more_lines(self, room: int) -> Sequence[Sequence[Part]]:
        """The months, as many side by side as fit."""
        each = self._each(room)
        rows = [range(start, min(MONTHS, start + each)) for start in range(0, MONTHS, each)]
        return [[part for month in row for part in self._month(month)] for row in rows]

    @staticmethod
    def _each(room: int) -> int:
        # A line that is too wide for the room beside the label begins below the label.
        return next((each for each in (6, 4) if each * _MONTH <= room + (0 if each == 6 else LABEL - 2)), 3)

    def _month(self, month: int) -> list[Part]:
        here = self.has_focus and month == self._at
        value = self._cells[month]
        name = (fit(moments.month(month + 1), 3), "text" if here else "mute")
        if here and self._fresh:
            cell = [(fit(value, _LONGEST - 1, "right"), "text@accent_bg"), (" ", "bg@accent")]
        elif here:
            cell = [(fit(value, _LONGEST - 1, "right"), "text"), (" ", "bg@accent")]
        else:
            cell = [(fit(value or "·", _LONGEST - 1, "right"), "text" if value else "mute"), (" ", "text")]
        return [name, *cell]

    # ---- keys and mouse

    def arrive(self) -> None:
        """The first digit replaces the number."""
        self._fresh = True

    def press(self, key: str, sign: str) -> bool:
        """Type a digit; a blank or semicolon goes on to the next month."""
        if key in _STEPS or sign in {" ", ";"}:
            self.step(_STEPS.get(key, 1))
        elif key == "backspace":
            self._enter("" if self._fresh else self._cells[self._at][:-1])
        elif key in {"delete", "ctrl+u"}:
            self._enter("")
        elif sign:
            self._type(sign)
        else:
            return False
        return True

    def _type(self, sign: str) -> None:
        before = "" if self._fresh else self._cells[self._at]
        if (sign.isdecimal() or sign in ",.") and len(before) < _LONGEST - 1:
            self._enter(before + (sign if sign.isdecimal() else with_comma(".")))

    def paste(self, text: str) -> None:
        """Spread pasted numbers over the months, from this one on."""
        given = numbers_in(text)
        for offset, piece in enumerate(given[: MONTHS - self._at]):
            self._cells[self._at + offset] = piece
        if given:
            self._at = min(MONTHS - 1, self._at + len(given) - 1)
            self._enter(self._cells[self._at])

    def _enter(self, text: str) -> None:
        self._cells[self._at], self._fresh = text, False
        self.edited()

    def step(self, by: int) -> None:
        """To another month."""
        self._at, self._fresh = max(0, min(MONTHS - 1, self._at + by)), True
        self.repaint()

    def go_on(self, way: str) -> bool:
        """To the month that a key leads to; behind the last and before the first one the field ends."""
        row = self._each(self.size.width - LABEL - 1)
        to = self._at + {"enter": 1, "down": row, "up": -row}.get(way, MONTHS)
        if not 0 <= to < MONTHS:
            return False
        self.step(to - self._at)
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """To the month under the mouse."""
        each = self._each(self.size.width - LABEL - 1)
        start = min(LABEL, max(2, self.size.width - 1 - each * _MONTH))
        column = (event.x - start) // _MONTH
        month = (event.y - 1) * each + column
        if event.y and 0 <= column < each and month < MONTHS:
            self.call_later(self.step, month - self._at)


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def numbers_in(text: str) -> list[str]:
    """The numbers of a pasted row or column; only between tabs or lines may a number have blanks in it."""
    lines = re.split(r"[\t\r\n;]+", text.strip())
    if len(lines) == 1:
        between = r",\s+" if re.search(r",\s", text) else r"\s+" if re.search(r"\S\s+\S", text) else ","
        lines = re.split(between, text.strip()) if between != "," or text.count(",") > 1 else lines
    pieces = [re.sub(r"\s", "", line) for line in lines]
    return [_short(piece) for piece in pieces if _NUMBER.fullmatch(piece)]


def _short(text: str) -> str:
    return text if len(text) < _LONGEST else f"{float(text.replace(',', '.')):.0f}"[: _LONGEST - 1]
