"""What happened to a record, one line each; the one under the cursor is told in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, fit, width_of
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.moments import month, weekday
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part
from solartui.widgets.wrapping import wrap

_WIDE = 90
_LONGEST_NAME = 20
_NARROW_NAME = 9

COMMANDS = frozenset({"tab.copy", "tab.reverse", "tab.filter"})
"""What acts on a row here."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        at: when, in the zone of the person.
        who: the name of who did it.
        kind: the word for its kind.
        colour: token of its glyph.
        text: the sentence.
        more: what was said in full, where the sentence is only the beginning of it.
    """

    id: int
    at: datetime
    who: str
    kind: str
    glyph: str
    colour: str
    text: str
    more: str = ""


class Timeline(ItemList[Event]):
    """Events by time. The years are shown where there is more than one, seconds where there is room."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def show(self, items: Sequence[Event]) -> None:
        """Show other events, the oldest first."""
        self._years = len({event.at.year for event in items}) > 1
        self._who = max((width_of(cell_text(event.who)) for event in items), default=0)
        super().show(items)

    def id_of(self, item: Event) -> int:
        """The number of the activity."""
        return item.id

    def lay_out(self, item: Event, width: int, *, here: bool) -> list[Drawn]:
        """When, who, what; under the cursor to the last word, with the second."""
        left = self._left(item, width, here=here)
        indent = sum(width_of(text) for text, _ in left)
        room = max(8, width - indent)
        if not here:
            return [Drawn((*left, (clip(cell_text(item.text), room), "soft")))]
        surface = "raised" if self.has_focus else "bg"
        words = wrap(item.more or item.text, room)
        pad = ("▌" if self.has_focus else " ", "accent"), (" " * (indent - 1), "text")
        lines = [Drawn((*left, (words[0], "bold text")), surface)]
        lines += [Drawn((*pad, (word, "text")), surface) for word in words[1:]]
        exact = f"{weekday(item.at)} {item.at.day} {month(item.at.month)} {item.at:%Y %H:%M:%S}"
        return [*lines, Drawn((*pad, (clip(cell_text(f"{exact} · {item.who} · {item.kind}"), room), "mute")), surface)]

    def _left(self, item: Event, width: int, *, here: bool) -> list[Part]:
        wide = width >= _WIDE
        day = f"{item.at.day} {month(item.at.month)}"
        cells = 6
        if self._years:
            day, cells = f"{day} {item.at.year}", 11
        names = min(self._who, _LONGEST_NAME if wide else _NARROW_NAME)
        mark = "▌" if here and self.has_focus else " "
        return [
            (mark, "accent"),
            (f"{item.glyph} ", item.colour),
            (fit(day, cells, "right"), "soft" if here else "mute"),
            (f"  {item.at:%H:%M:%S}" if wide else f" {item.at:%H:%M}", "soft" if here else "mute"),
            (f"  {fit(cell_text(item.who), names)}  ", "text" if here else "soft"),
        ]


def nothing_happened() -> tuple[Part, ...]:
    """What an empty timeline says."""
    return ((tr("Nothing of this kind has happened."), "soft"),)
