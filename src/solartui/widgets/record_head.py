"""What the heads of pages have in common: lines with something at each end, of which parts can be clicked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.message import Message

from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.painted import Drawn, Run, clip

INDENT = 2
APART = "   "


class RecordHead(Block):
    """Base of heads."""

    class Pressed(Message):
        """A part that means something was clicked: a command id, ``copy:`` and a text, or ``open:`` and a record."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

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
    """The way back, the name, the number and what it is; a long name gives way."""
    tail = f"  #{number}  {kind}"
    run = Run(0).add(("‹ ", "mute"), zone="back")
    run.add((clip(cell_text(name), max(8, room - run.width - width_of(tail))), "bold text"))
    return run.add((tail, "mute"))


def points(run: Run, texts: Iterable[str]) -> Run:
    """Numbers and addresses that a click copies."""
    for text in texts:
        if run.width > INDENT:
            run.add((APART, "text"))
        run.add((cell_text(text), "info"), zone=f"copy:{text}")
    return run
