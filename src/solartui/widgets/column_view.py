"""Which columns of a table stand where: as many as fit, or, of those that a person chose, a window that can be moved.

Without a choice the most useful columns are shown, as many as there is room for. Going to the right leads to the
others. The column that names the record stays where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from solartui.domain.column_choice import NARROWEST, WIDEST, ColumnChoice
from solartui.widgets.columns import Column, Placed, gap_after, place, placed_at, widened

Row = TypeVar("Row")

_SCRAP = 4
"""Cells from which on a part of a column is worth showing."""


class ColumnView(Generic[Row]):
    """Columns, and the window on them.

    Args:
        columns: all there are, the most useful first.

    Attributes:
        placed: those that are in sight, with their places.
        before: whether some are out of sight to the left.
        behind: whether some are out of sight to the right.
        lent: the columns that are there for a while.
    """

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        self.all = tuple(columns)
        self._given = self.all
        self.choice = ColumnChoice()
        self.placed: list[Placed] = []
        self.before = self.behind = False
        self.lent: frozenset[str] = frozenset()
        self._first = 0
        self._room = 0

    @property
    def columns(self) -> Sequence[Column[Row]]:
        """The columns that can be reached, in their order: those that were chosen, else all."""
        if not self.choice.keys:
            return self._usual
        known = {column.key: column for column in self.all}
        return [known[key] for key in self.choice.keys]

    @property
    def _usual(self) -> Sequence[Column[Row]]:
        """All columns, those that are lent behind the one that names the record."""
        lent = [column for column in self.all if column.key in self.lent]
        others = [column for column in self.all if not column.sometimes]
        return [*others[:1], *lent, *others[1:]] if lent else others

    def has(self, key: str) -> bool:
        """Whether a column has something to say now."""
        return any(column.key == key and (not column.sometimes or key in self.lent) for column in self.all)

    def lend(self, keys: frozenset[str]) -> bool:
        """Have these columns as long as nothing else is said; says whether that changes anything."""
        changed, self.lent = keys != self.lent, keys
        if changed:
            self.fit(self._room)
        return changed

    @property
    def keys(self) -> list[str]:
        """The names of the columns that a person has before them: those chosen, else those in sight."""
        return list(self.choice.keys) or [placed.column.key for placed in self._automatic()]

    def offer(self, columns: Sequence[Column[Row]]) -> None:
        """Have other columns."""
        self.all = self._given = tuple(columns)
        self.choose(ColumnChoice())

    def add(self, columns: Sequence[Column[Row]]) -> bool:
        """Have these columns besides, and none that were added before; says whether that changes anything."""
        before, self.all = self.all, (*self._given, *columns)
        told = [[(one.key, one.title, one.width, one.align) for one in some] for some in (before, self.all)]
        if told[0] != told[1]:
            self.choose(self.choice)
        return told[0] != told[1]

    def choose(self, choice: ColumnChoice) -> None:
        """Show what was chosen; columns that do not exist are left out, and the one that names the record leads."""
        choice = choice.among(column.key for column in self.all)
        for column in self.all:
            if column.lead:
                choice = choice.led_by(column.key)
        self.choice, self._first = choice, 0
        self.fit(self._room)

    def widen(self, key: str, width: int) -> None:
        """Give a column a width; what is to the left of it stays as it is in sight."""
        first, keys = self._first, self.keys
        at = next((at for at, placed in enumerate(self.placed) if placed.column.key == key), 0)
        left = {placed.column.key: placed.width for placed in self.placed[:at]}
        widths = {**self.choice.widths, **left, key: max(NARROWEST, min(WIDEST, width))}
        self.choose(ColumnChoice.of((one, widths.get(one)) for one in (*keys, *({key} - set(keys)))))
        self._first = first
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Find the places in so many cells."""
        self._room = room
        self._first = max(0, min(self._first, self._last_first()))
        if self._first == 0 and not self.choice.keys:
            self.placed = self._automatic()
        else:
            self.placed = self._window()
        self.before = self._first > 0
        self.behind = bool(self.placed) and self._cut()

    def scroll(self, by: int) -> bool:
        """Move the window by some columns; says whether it could."""
        before = self._first
        self._first += by
        self.fit(self._room)
        return self._first != before

    def reveal(self, key: str) -> bool:
        """Move the window so far that a column is whole in sight; says whether it had to."""
        before = self._first
        at = [column.key for column in self._moving()].index(key) if key not in self._frozen_keys() else None
        if at is None:
            return False
        self._first = min(self._first, at)
        self.fit(self._room)
        while self._first < at and not self._is_whole(key):
            self._first += 1
            self.fit(self._room)
        return self._first != before

    # ---- places

    def _frozen(self) -> list[Column[Row]]:
        first = self.columns[:1]
        return [column for column in first if column.lead]

    def _frozen_keys(self) -> list[str]:
        return [column.key for column in self._frozen()]

    def _moving(self) -> Sequence[Column[Row]]:
        return self.columns[len(self._frozen()) :]

    def _width(self, column: Column[Row]) -> int:
        width = self.choice.widths.get(column.key, column.width)
        # What stays in its place must leave room for the others.
        return min(width, max(1, self._room if not column.lead else self._room * 2 // 3))

    def _automatic(self) -> list[Placed]:
        return place(self._usual, self._room)

    def _window(self) -> list[Placed]:
        """The frozen column and as many of the others as fit; the last one may be cut."""
        shown = [*self._frozen(), *self._moving()[self._first :]]
        widths, used = [], 0
        for at, column in enumerate(shown):
            start = used + (gap_after(shown[at - 1]) if at else 0)
            width = min(self._width(column), self._room - start)
            if at and width < min(_SCRAP, self._width(column)):
                break
            widths.append(width)
            used = start + width
        fixed = self.choice.widths
        if len(widths) == len(shown):
            widest = [0 if column.key in fixed else column.widest for column in shown]
            widths = widened(widths, widest, self._room - used)
        return placed_at(shown[: len(widths)], widths)

    def _is_whole(self, key: str) -> bool:
        found = next((placed for placed in self.placed if placed.column.key == key), None)
        return found is not None and found.width >= self._width(found.column)  # type: ignore[arg-type]

    def _cut(self) -> bool:
        last = self.placed[-1]
        return last.column.key != self.columns[-1].key or not self._is_whole(last.column.key)

    def _last_first(self) -> int:
        """How far the window can be moved: until the last column is in sight."""
        columns = self._moving()
        room = self._room - sum(self._width(column) + gap_after(column) for column in self._frozen())
        at = len(columns)
        while at > 0 and (room := room - self._width(columns[at - 1])) >= 0:
            at -= 1
            room -= gap_after(columns[at - 1]) if at else 0
        return min(at, max(0, len(columns) - 1))
