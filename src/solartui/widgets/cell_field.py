"""A field that stands on a cell of a table, with a line below it that says what it is and what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size

from solartui.commands import FooterEntry
from solartui.widgets.cells import cell_text
from solartui.widgets.form.text_field import TextField
from solartui.widgets.painted import Drawn, clip, key_parts
from solartui.widgets.parts import Part, fit_parts, parts_width


class CellField(TextField):
    """Takes every key that writes or moves in its text; the list below gets none of them.

    Args:
        label: what is being changed.
        text: what stands there at first; the first letter replaces it.
        keys: what the line below says while nothing is wrong.
        above: whether that line stands above the field, because it is the last one of the window.
    """

    SURFACE: ClassVar[str] = "raised"

    def __init__(self, label: str, text: str, keys: Sequence[FooterEntry], *, above: bool = False) -> None:
        super().__init__("cell", label)
        self.remove_class("form-field")
        self.put(text)
        self.line.select_all()
        self._keys = keys
        self._above = above
        self._meaning = ""

    def mean(self, meaning: str) -> None:
        """Say how the text is understood."""
        self._meaning = meaning
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The field and its line."""
        field = [("▌", "accent"), *fit_parts(self._typing(width - 2), width - 1)]
        lines = [Drawn(tuple(field), "raised"), Drawn(tuple(fit_parts(self._note(width - 1), width)), "panel")]
        return lines[::-1] if self._above else lines

    def _note(self, room: int) -> list[Part]:
        if self.problem:
            return [(" ", "err"), (clip(cell_text(self.problem), room), "err")]
        parts: list[Part] = [(f" {self.label}", "soft"), (f" {self._meaning}" if self._meaning else "", "accent")]
        for entry in self._keys:
            more = key_parts(entry.key, entry.title)
            if parts_width(parts) + 2 + parts_width(more) <= room + 2:
                parts += [("  ", "soft"), *more[:2]]
        return parts

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Two lines."""
        return 2

    def on_key(self, event: events.Key) -> None:
        """Write, move, erase; other keys are commands."""
        sign = event.character if event.is_printable and event.character else ""
        if self.press(event.key, sign) or event.key in {"up", "down"}:
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Write what was pasted."""
        event.stop()
        self.paste(event.text)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is."""
        self.line.go_to_cell(max(0, event.x - 1), event.shift)
        self.repaint()
