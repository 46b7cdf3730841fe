"""The narrow rail at the end of the board, with the columns that are folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.message import Message

from solartui.commands.bindings import bindings_for
from solartui.domain.board import Total
from solartui.widgets.board.column import BoardColumn, ColumnKind
from solartui.widgets.painted import Drawn, Painted, Zone

WIDTH = 4
_FIXED = 3
_KILO = 1000


class Rail(Painted, can_focus=True):
    """Folded columns below each other: glyph, rule and count, and their words downwards where all have room.

    Attributes:
        at: which of them the cursor is on.
    """

    BINDINGS = bindings_for("table", "cells")

    class Unfolded(Message):
        """A column is to be unfolded."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self._kinds: Sequence[ColumnKind] = ()
        self._totals: Mapping[str, Total] = {}

    @property
    def key(self) -> str | None:
        """The column under the cursor."""
        return self._kinds[self.at].key if self.at < len(self._kinds) else None

    def show(self, kinds: Sequence[ColumnKind], totals: Mapping[str, Total]) -> None:
        """Show these columns."""
        self._kinds, self._totals = kinds, totals
        self.at = max(0, min(self.at, len(kinds) - 1))
        self.repaint()

    def action_cursor(self, by: int) -> None:
        """To the one above or below."""
        self._go(self.at + by)

    def action_page(self, by: int) -> None:
        """To the first or the last."""
        self.action_edge(by)

    def action_edge(self, by: int) -> None:
        """To the first or the last."""
        self._go(len(self._kinds) - 1 if by > 0 else 0)

    def _go(self, at: int) -> None:
        self.at = max(0, min(at, len(self._kinds) - 1))
        self.repaint()

    def action_sideways(self, by: int) -> None:
        """Back to the columns."""
        if by < 0:
            self.post_message(BoardColumn.Aside(by))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Perhaps a card was brought here."""
        key = next((zone.name for zone in self.zones if zone.y == event.y), None)
        if key is not None:
            self.post_message(BoardColumn.Released(key))

    def hit(self, zone: str) -> None:
        """A click unfolds."""
        self.post_message(self.Unfolded(zone))

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The folded columns."""
        lines: list[Drawn] = []
        self.zones = []
        spelled = sum(_FIXED + len(kind.label) + 1 for kind in self._kinds) <= height + 1
        for number, kind in enumerate(self._kinds):
            entry = self._entry(kind, spelled=spelled, here=self.has_focus and number == self.at)
            self.zones += [Zone(len(lines) + y, 0, width, kind.key) for y in range(len(entry))]
            lines += [*entry, Drawn(())]
        return lines[:height]

    def _entry(self, kind: ColumnKind, *, spelled: bool, here: bool) -> list[Drawn]:
        surface = "raised" if here else "bg"
        total = self._totals.get(kind.key)
        count = "" if total is None else short_count(total.count)
        lines = [
            Drawn(((f" {kind.glyph} ", f"bold {'accent' if here else kind.hue}"),), surface),
            Drawn((("━" * WIDTH, "accent" if here else kind.hue),), surface),
            Drawn(((f"{count:^{WIDTH}}", "soft"),), surface),
        ]
        token = "text" if here else "mute"
        return lines + [Drawn(((f" {letter} ", token),), surface) for letter in (kind.label if spelled else "")]


def short_count(count: int) -> str:
    """A number in four cells: ``912``, ``250k``, ``1M``."""
    if count < _KILO:
        return str(count)
    return f"{count // _KILO}k" if count < _KILO * _KILO else f"{count // (_KILO * _KILO)}M"
