"""The line at the bottom: what is possible here, in order of use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.message import Message

from solartui.commands import FooterEntry
from solartui.widgets.painted import Drawn, Painted, Run, key_parts


class KeyFooter(Painted):
    """Keys with their words, cut from the right; some stay pinned to the right end. All of them can be clicked."""

    SURFACE: ClassVar[str] = "panel"
    INDENT: ClassVar[int] = 1

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[FooterEntry] = ()
        self._pinned: Sequence[FooterEntry] = ()
        self._note = ""

    def show(self, entries: Sequence[FooterEntry], note: str = "", pinned: Sequence[FooterEntry] | None = None) -> None:
        """Show these keys.

        Args:
            entries: what is possible, most useful first.
            note: what stands before them, such as how many records are marked.
            pinned: what stays at the right end; None leaves it as it is.
        """
        self._entries, self._note = entries, note
        self._pinned = self._pinned if pinned is None else pinned
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The line; the lowest one, where there are more."""
        right = Run(height - 1)
        for entry in self._pinned:
            right.add(*key_parts(entry.key, entry.title), zone=entry.command_id)
        left = Run(height - 1).add((" " * self.INDENT, "text"))
        if self._note:
            left.add((f" {self._note} ", "bold accent@accent_bg"), ("  ", "soft"))
        for entry in self._entries:
            parts = key_parts(entry.key, entry.title)
            if left.width + sum(len(text) for text, _ in parts) + right.width > width:
                break
            left.add(*parts, zone=entry.command_id)
        left.then(right, width - right.width)
        self.zones = left.zones
        above = [Drawn((), self.SURFACE)] * (height - 1)
        return [*above, Drawn(tuple(left.parts), self.SURFACE)]

    def hit(self, zone: str) -> None:
        """Do what was clicked."""
        self.post_message(self.Pressed(zone))
