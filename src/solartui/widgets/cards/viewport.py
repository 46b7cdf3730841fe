"""Where the cursor stands among cards, and which of them are visible."""

from __future__ import annotations

from dataclasses import dataclass

from solartui.widgets.row_window import Viewport

CARD = 3
"""Lines of a card."""
GAP = 1
"""Lines between two cards."""
GROWN = 2
"""Lines by which the card under the cursor is taller."""


@dataclass(slots=True)
class CardViewport(Viewport):
    """A viewport on cards, `across` of them side by side; `height` counts cards, whole rows of them."""

    across: int = 1

    def arrange(self, lines: int, across: int, *, grown: bool) -> bool:
        """Another size; keeps the cursor visible.

        Args:
            lines: lines for cards.
            across: how many cards stand side by side.
            grown: whether the card under the cursor is taller.
        """
        self.across = max(1, across)
        rows = max(1, (lines + GAP - (GROWN if grown else 0)) // (CARD + GAP))
        self.height = rows * self.across
        return self.go(self.cursor, self.top - self.top % self.across)

    def go(self, index: int, top: int | None = None) -> bool:
        """Put the cursor on a card and keep it visible; says whether anything moved."""
        before = self.cursor, self.top
        last = max(0, self.total - 1) if self.total is not None else max(0, index)
        self.cursor = max(0, min(last, index))
        self.top = self._bounded(self.top if top is None else top)
        row = self.cursor - self.cursor % self.across
        if row < self.top:
            self.top = row
        elif row >= self.top + self.height:
            self.top = row - self.height + self.across
        return (self.cursor, self.top) != before

    def scroll(self, by: int) -> bool:
        """Move the visible part by one row of cards; the cursor stays, or goes with the edge."""
        step = self.across if by > 0 else -self.across
        top = self._bounded(self.top + step)
        place, last = self.cursor % self.across, top + self.height - self.across
        cursor = max(top + place, min(last + place, self.cursor))
        return self.go(cursor, top)

    def step(self, columns: int, rows: int) -> bool:
        """Some cards aside, or some rows of them down; not round a corner, and not beyond the last card."""
        if columns:
            place = self.cursor % self.across + columns
            return self.go(self.cursor + columns) if 0 <= place < self.across else False
        wanted = self.cursor + rows * self.across
        if wanted < 0:
            return False
        if self.total is not None and wanted >= self.total:
            # Below the last whole row there may be a shorter one.
            last = max(0, self.total - 1)
            return self.go(last) if last - last % self.across > self.cursor else False
        return self.go(wanted)

    def _bounded(self, top: int) -> int:
        top = max(0, top - top % self.across)
        if self.total is None:
            return top
        rows = -(-self.total // self.across) * self.across
        return max(0, min(top, rows - self.height))
