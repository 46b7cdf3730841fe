"""A line of a form that shows further fields, or hides them again."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from solartui.i18n import tr
from solartui.widgets.form.line_field import LineField
from solartui.widgets.parts import Part


class MoreField(LineField):
    """Says how many of the further fields have something in them.

    Attributes:
        shown: whether the further fields are shown.
    """

    class Toggled(Message):
        """The person wants to see more, or less."""

        def __init__(self, field: MoreField) -> None:
            super().__init__()
            self.field = field

    def __init__(self, key: str) -> None:
        super().__init__(key, "")
        self.shown = False
        self._filled = 0

    def count(self, filled: int) -> None:
        """Say how many fields have something in them."""
        if filled != self._filled:
            self._filled = filled
            self.repaint()

    def show(self, *, shown: bool) -> None:
        """The further fields are shown now, or not."""
        self.shown = shown
        self.repaint()

    def value_parts(self, room: int) -> Sequence[Part]:
        """A sign, what the line does, and how much is hidden."""
        token = "bold accent" if self.has_focus else "soft"
        if self.shown:
            return [("▾ ", "accent"), (tr("Fewer details"), token)]
        filled = f"  {tr('{count} filled', count=self._filled)}" if self._filled else ""
        return [("▸ ", "accent"), (tr("More details"), token), (filled, "mute")]

    def press(self, key: str, sign: str) -> bool:
        """Enter, space and the arrows to the sides open and close."""
        wanted = {"enter": not self.shown, "space": not self.shown, "right": True, "left": False}.get(key)
        if wanted is not None and wanted != self.shown:
            self.post_message(self.Toggled(self))
        return wanted is not None or bool(sign)

    def on_click(self, event: events.Click) -> None:
        """As enter."""
        event.stop()
        self.post_message(self.Toggled(self))
