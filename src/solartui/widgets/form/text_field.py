"""Fields that are typed: text, and numbers with their unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from solartui.domain.text import clean
from solartui.i18n import language
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.form.field import LABEL, Field, key_pressed
from solartui.widgets.form.line_edit import LineEdit, Way
from solartui.widgets.painted import clip
from solartui.widgets.strips import Part, parts_width


class TextField(Field):
    """A line of text.

    Args:
        placeholder: what an empty field says, such as what is taken if it stays empty.
        cells: how wide the value may be, None for as wide as there is room.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move('left')", show=False),
        Binding("right", "move('right')", show=False),
        Binding("shift+left", "move('left', True)", show=False),
        Binding("shift+right", "move('right', True)", show=False),
        Binding("ctrl+left", "move('word_left')", show=False),
        Binding("ctrl+right", "move('word_right')", show=False),
        Binding("ctrl+shift+left", "move('word_left', True)", show=False),
        Binding("ctrl+shift+right", "move('word_right', True)", show=False),
        Binding("home", "move('home')", show=False),
        Binding("end", "move('end')", show=False),
        Binding("shift+home", "move('home', True)", show=False),
        Binding("shift+end", "move('end', True)", show=False),
        Binding("backspace", "erase('left')", show=False),
        Binding("delete,ctrl+d", "erase('right')", show=False),
        Binding("ctrl+backspace", "erase('word_left')", show=False),
        Binding("ctrl+delete", "erase('word_right')", show=False),
        Binding("ctrl+u", "erase('home')", show=False),
        Binding("ctrl+k", "erase('end')", show=False),
        Binding("ctrl+x", "cut", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+v", "paste", show=False),
    ]

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
        """Every letter is typed; none is a command here."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Type a letter."""
        if sign := key_pressed(event):
            self.write(sign)

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, as one line."""
        event.stop()
        self.write(event.text)

    def write(self, text: str) -> None:
        """Enter text at the cursor."""
        if self.locked:
            return
        if not self.line.insert(text):
            self.app.bell()
        self.edited()

    def on_focus(self) -> None:
        """The first letter replaces what stands there."""
        self.line.select_all()

    def on_blur(self) -> None:
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

    def action_move(self, way: Way, select: bool = False) -> None:
        """Move the cursor."""
        self.line.move(way, select)
        self.repaint()

    def action_erase(self, way: Way) -> None:
        """Take away what is selected, or what lies that way."""
        before = self.line.text
        if not self.locked:
            self.line.erase(way)
        if self.line.text != before:
            self.edited()
        else:
            self.repaint()

    def action_cut(self) -> None:
        """Copy what is selected and take it away."""
        self.action_copy()
        self.action_erase("left")

    def action_copy(self) -> None:
        """Copy what is selected."""
        if not self.line.selected:
            raise SkipAction
        self.app.copy_to_clipboard(self.line.selected)

    def action_paste(self) -> None:
        """Enter what was copied last."""
        self.write(self.app.clipboard)


class NumberField(TextField):
    """A number, in Polish with a decimal comma; both signs are understood when typed."""

    def __init__(self, key: str, label: str, *, unit: str = "") -> None:
        super().__init__(key, label, remark=unit)


def number_text(value: float | None) -> str:
    """A number as it stands in a field: no more decimals than it has, the comma of the language."""
    if value is None:
        return ""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language() == "pl" else text
