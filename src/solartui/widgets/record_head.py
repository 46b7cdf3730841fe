"""What the heads of pages have in common: lines with something at each end, of which parts can be clicked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.message import Message

from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text
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
        room = width - right.width - (2 if right.width else 0)
        kept = Run(y)
        for text, token in left.parts:
            kept.add((clip(text, max(0, room - kept.width)), token))
        self.zones += [zone for zone in left.zones if zone.start < room]
        line = kept.then(right, width - right.width)
        self.zones += line.zones
        return Drawn(tuple(line.parts))


def titled(y: int, name: str, number: int, kind: str) -> Run:
    """The way back, the name, the number and what it is."""
    run = Run(y).add(("‹ ", "mute"), zone="back").add((cell_text(name), "bold text"))
    return run.add((f"  #{number}", "mute"), (f"  {kind}", "mute"))


def points(run: Run, texts: Iterable[str]) -> Run:
    """Numbers and addresses that a click copies."""
    for text in texts:
        if run.width > INDENT:
            run.add((APART, "text"))
        run.add((cell_text(text), "info"), zone=f"copy:{text}")
    return run
