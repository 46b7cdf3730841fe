"""Fields that are typed: text, and numbers with their unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from textual import events

from solartui.domain.text import clean
from solartui.domain.typed_numbers import plain_number
from solartui.i18n import with_comma
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.form.field import LABEL, Field
from solartui.widgets.form.line_edit import LineEdit, Way
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part, parts_width

_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)
_MOVES: Mapping[str, tuple[Way, bool]] = {
    "left": ("left", False), "right": ("right", False), "home": ("home", False), "end": ("end", False),
    "ctrl+left": ("word_left", False), "ctrl+right": ("word_right", False),
    "shift+left": ("left", True), "shift+right": ("right", True), "shift+home": ("home", True),
    "shift+end": ("end", True), "ctrl+shift+left": ("word_left", True), "ctrl+shift+right": ("word_right", True),
}  # fmt: skip
_ERASES: Mapping[str, Way] = {
    "backspace": "left", "delete": "right", "ctrl+d": "right", "ctrl+backspace": "word_left",
    "ctrl+delete": "word_right", "ctrl+u": "home", "ctrl+k": "end",
}  # fmt: skip


class TextField(Field):
    """A line of text.

    Args:
        placeholder: what an empty field says, such as what is taken if it stays empty.
        cells: how wide the value may be, None for as wide as there is room.
    """

    def __init__(
        self,
        key: str,
        label: str,
        *,
        required: bool = False,
        remark: str = "",
        placeholder: str = "",
        cells: int | None = None,
    ) -> None:
        super().__init__(key, label, required=required, remark=remark)
        self.line = LineEdit()
        self._placeholder = placeholder
        self._cells = cells

    @property
    def entry(self) -> object:
        """What was typed, cleaned."""
        return clean(self.line.text)

    def put(self, entry: object) -> None:
        """Show an entry."""
        self.line = LineEdit(entry if isinstance(entry, str) else "")
        if self.has_focus:
            self.line.select_all()
        self.reshape()

    @property
    def words(self) -> str:
        """What was typed."""
        return clean(self.line.text)

    def suggest(self, placeholder: str) -> None:
        """Say something else while the field is empty."""
        if placeholder != self._placeholder:
            self._placeholder = placeholder
            self.repaint()

    # ---- drawing

    def value_parts(self, room: int) -> Sequence[Part]:
        """The text, with the cursor where the field has the focus."""
        cells = min(room, self._cells or room)
        parts = self._typing(cells) if self.has_focus and not self.locked else self._resting(cells)
        if not self._cells:
            return parts
        return [*parts, (" " * max(0, cells - parts_width(parts)), "text")]

    def _typing(self, cells: int) -> list[Part]:
        if not self.line.text:
            # The cursor stands on the first sign of the placeholder.
            shown = clip(cell_text(self._placeholder), cells) or " "
            return [(shown[:1], "bg@accent"), (shown[1:], "mute")]
        before, left, under, right, after = self.line.window(cells)
        return [
            (before, "text"),
            (left, "text@accent_bg"),
            (under, "bg@accent"),
            (right, "text@accent_bg"),
            (after, "text"),
        ]

    def _resting(self, cells: int) -> list[Part]:
        text = cell_text(self.line.text)
        if text:
            return [(clip(text, cells), "soft" if self.locked else "text")]
        return [(clip(cell_text(self._placeholder) or "·", cells), "mute")]

    # ---- keys and mouse

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are text."""
        return character is not None and character.isprintable()

    def press(self, key: str, sign: str) -> bool:
        """Type letters, move, erase, cut, copy."""
        if sign:
            self.write(sign)
        elif key in _MOVES:
            self.line.move(*_MOVES[key])
            self.repaint()
        elif key in _ERASES:
            self.erase(_ERASES[key])
        elif key in {"ctrl+c", "ctrl+x"}:
            self._copy(cut=key == "ctrl+x")
        elif key == "ctrl+v":
            self.write(self.app.clipboard)
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Type what was pasted, as one line."""
        self.write(text)

    def write(self, text: str) -> None:
        """Enter text at the cursor."""
        if self.locked:
            return
        if not self.line.insert(text):
            self.app.bell()
        self.edited()

    def arrive(self) -> None:
        """The first letter replaces what stands there."""
        self.line.select_all()

    def depart(self) -> None:
        """Nothing is selected any more, and the beginning is in sight."""
        self.line.anchor = None
        self.line.cursor = len(self.line.text)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is."""
        if event.y == 0 and event.x >= LABEL:
            # Being focused by this very click selects everything first.
            self.call_later(self._place, event.x - LABEL, event.shift)

    def _place(self, cell: int, select: bool) -> None:
        if cell < width_of(self.line.text) + 2:
            self.line.go_to_cell(cell, select)
            self.repaint()

    def erase(self, way: Way) -> None:
        """Take away what is selected, or what lies that way."""
        before = self.line.text
        if not self.locked:
            self.line.erase(way)
        if self.line.text != before:
            self.edited()
        else:
            self.repaint()

    def _copy(self, *, cut: bool) -> None:
        if self.line.selected:
            self.app.copy_to_clipboard(self.line.selected)
            if cut:
                self.erase("left")


class NumberField(TextField):
    """A number, in Polish with a decimal comma; both signs are understood when typed."""

    def __init__(self, key: str, label: str, *, unit: str = "") -> None:
        super().__init__(key, label, remark=unit)

    @property
    def value(self) -> float | None:
        """The number, None where nothing or no number was typed."""
        try:
            text = plain_number(clean(self.line.text))
        except ValueError:
            return None
        return float(text) if _NUMBER.fullmatch(text) else None


def number_text(value: float | None) -> str:
    """A number as it stands in a field: no more decimals than it has, the comma of the language."""
    if value is None:
        return ""
    return with_comma(f"{value:.10f}".rstrip("0").rstrip("."))
