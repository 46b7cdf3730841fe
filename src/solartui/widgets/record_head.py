"""What the heads of pages have in common: lines with something at each end, of which parts can be clicked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.message import Message

from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.painted import Drawn, Run, clip

Data = TypeVar("Data")

INDENT = 2
APART = "   "


class RecordHead(Block, Generic[Data]):
    """Base of heads: blank lines until there is something to show.

    Attributes:
        HEIGHT: lines that the head takes.
    """

    HEIGHT: ClassVar[int]

    class Pressed(Message):
        """A part that means something was clicked: a command id, ``copy:`` and a text, or ``open:`` and a record."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self) -> None:
        super().__init__()
        self._data: Data | None = None

    def show(self, data: Data) -> None:
        """Show a record."""
        self._data = data
        self.reshow()

    def lines(self, width: int) -> Sequence[Drawn]:
        """The lines."""
        self.zones = []
        return [Drawn(())] * self.HEIGHT if self._data is None else self.told(self._data, width)

    def told(self, data: Data, width: int) -> Sequence[Drawn]:
        """The lines about a record."""
        raise NotImplementedError

    def hit(self, zone: str) -> None:
        """A part was clicked."""
        self.post_message(self.Pressed(zone))

    def ends(self, y: int, left: Run, right: Run, width: int) -> Drawn:
        """Something at each end of a line; the left end gives way."""
        room = room_beside(right, width)
        kept = Run(y)
        for text, token in left.parts:
            kept.add((clip(text, max(0, room - kept.width)), token))
        self.zones += [zone for zone in left.zones if zone.start < room]
        line = kept.then(right, width - right.width)
        self.zones += line.zones
        return Drawn(tuple(line.parts))


def room_beside(right: Run, width: int) -> int:
    """Cells for the left end of a line."""
    return width - right.width - (2 if right.width else 0)


def titled(name: str, number: int, kind: str, room: int) -> Run:
    """The way back, the name, the number and what it is, unless the name needs its place; then a name gives way."""
    tail, text = f"  #{number}", cell_text(name)
    run = Run(0).add(("‹ ", "mute"), zone="back")
    if run.width + width_of(text) + width_of(f"{tail}  {kind}") <= room:
        tail = f"{tail}  {kind}"
    run.add((clip(text, max(8, room - run.width - width_of(tail))), "bold text"))
    return run.add((tail, "mute"))


def points(run: Run, texts: Iterable[str]) -> Run:
    """Numbers and addresses that a click copies."""
    for text in texts:
        if run.width > INDENT:
            run.add((APART, "text"))
        run.add((cell_text(text), "info"), zone=f"copy:{text}")
    return run
