"""What the parts of the page of a lead have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.message import Message

from solartui.widgets.block import Block
from solartui.widgets.lead_snapshot import LeadSnapshot
from solartui.widgets.painted import Drawn


class LeadPart(Block):
    """Base of the parts.

    Args:
        keys: the keys of the commands that are shown, by id.
    """

    class Pressed(Message):
        """Something that means something was clicked: a command id, or ``copy:`` and a text."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, keys: Mapping[str, str], classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._keys = keys
        self._data: LeadSnapshot | None = None

    def show(self, data: LeadSnapshot) -> None:
        """Show a lead."""
        self._data = data
        self.reshow()

    def hit(self, zone: str) -> None:
        """Something was clicked."""
        self.post_message(self.Pressed(zone))

    def lines(self, width: int) -> Sequence[Drawn]:
        """The lines; none until there is something to show."""
        self.zones, self.links = [], []
        return [] if self._data is None else list(self.told(self._data, width))

    def told(self, data: LeadSnapshot, width: int) -> Iterable[Drawn]:
        """The lines about a lead."""
        raise NotImplementedError
