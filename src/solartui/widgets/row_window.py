"""A window on rows that live elsewhere: which are here, which are wanted, and where the cursor stands.

Nothing here knows of pixels or of the database. Rows come in their own time and are told apart by a generation: every
reload begins a new one, and what was asked for before it is ignored when it arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

KEEP = 1024
"""Rows kept in memory."""


@dataclass(slots=True)
class Viewport:
    """A cursor in a list of `total` rows (None while unknown) of which `height` are visible from `top`."""

    cursor: int = 0
    top: int = 0
    height: int = 1
    total: int | None = None
    _stood: tuple[int, int, int | None] = 0, 0, None

    def note(self) -> None:
        """This is a place to return to, unless the list is on its way still."""
        if self.total is not None:
            self._stood = self.cursor, self.top, self.total

    def go_back(self) -> None:
        """Return to the place that was noted."""
        cursor, top, self.total = self._stood
        self.go(cursor, top)

    def go(self, index: int, top: int | None = None) -> bool:
        """Put the cursor on a row and keep it visible; says whether anything moved."""
        before = self.cursor, self.top
        last = max(0, self.total - 1) if self.total is not None else max(0, index)
        self.cursor = max(0, min(last, index))
        self.top = self._bounded(self.top if top is None else top)
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self.height:
            self.top = self.cursor - self.height + 1
        return (self.cursor, self.top) != before

    def page(self, by: int) -> bool:
        """One page on or back; the cursor keeps its line."""
        return self.go(self.cursor + by * self.height, self.top + by * self.height)

    def scroll(self, by: int) -> bool:
        """Move the visible part; the cursor stays, or goes with the edge."""
        top = self._bounded(self.top + by)
        cursor = max(top, min(top + self.height - 1, self.cursor))
        return self.go(cursor, top)

    def resize(self, height: int) -> bool:
        """Another height; keeps the cursor visible."""
        self.height = max(1, height)
        return self.go(self.cursor)

    def bottom(self) -> int:
        """One past the last visible row."""
        end = self.top + self.height
        return end if self.total is None else min(end, self.total)

    def thumb(self, height: int) -> tuple[int, int]:
        """First line and length of the scroll thumb on a bar; a length of 0 where everything is visible."""
        total = self.total or 0
        if total <= self.height or height < 1:
            return 0, 0
        length = max(1, round(height * self.height / total))
        return round((height - length) * self.top / (total - self.height)), length

    def _bounded(self, top: int) -> int:
        return max(0, top if self.total is None else min(top, self.total - self.height))


class RowWindow(Generic[Row]):
    """The rows at hand, by index.

    Args:
        id_of: the id of a row.
    """

    def __init__(self, id_of: Callable[[Row], int]) -> None:
        self.id_of = id_of
        self.generation = 0
        self.end: int | None = None
        self.rows: dict[int, Row] = {}
        self._asked: list[tuple[int, int]] = []
        self._before: tuple[dict[int, Row], int | None] = {}, None

    def begin(self) -> int:
        """Forget everything and begin a new generation, whose number is returned."""
        self.generation += 1
        if self.rows:
            self._before = self.rows, self.end
        self.end = None
        self.rows = {}
        self._asked = []
        return self.generation

    def supply(self, generation: int, start: int, rows: Sequence[Row]) -> bool:
        """Take rows from `start` on; False where they belong to a generation that is over.

        Fewer rows than were asked for mean that the list ends there (`end`).
        """
        if generation != self.generation:
            return False
        self._before = {}, None
        answered = [span for span in self._asked if span[0] <= start < span[1]]
        self._asked = [span for span in self._asked if span not in answered]
        if any(start + len(rows) < stop for _, stop in answered):
            self.end = start + len(rows)
        self.rows.update(enumerate(rows, start))
        if len(self.rows) > KEEP:
            self._forget_far_from(start + len(rows) // 2)
        return True

    def bring_back(self, generation: int) -> bool:
        """The rows of a generation do not come: have those before it again; False where it has rows, or is over."""
        if generation != self.generation or self.rows or not self._before[0]:
            return False
        (self.rows, self.end), self._before = self._before, ({}, None)
        return True

    def take_out(self, index: int) -> Row:
        """A record is not in this list any more: those behind it move up. What was asked for before does not count."""
        row = self._begin_with(self.rows)[index]
        self.rows = {at - (at > index): one for at, one in self.rows.items() if at != index}
        self.end = None if self.end is None else self.end - 1
        return row

    def put_in(self, index: int, row: Row) -> None:
        """A record is in this list now: those from its place on move down. What was asked for before does not count."""
        rows = self._begin_with(self.rows)
        self.rows = {at + (at >= index): one for at, one in rows.items()} | {index: row}
        self.end = None if self.end is None else self.end + 1

    def _begin_with(self, rows: dict[int, Row]) -> dict[int, Row]:
        end = self.end
        self.begin()
        self.rows, self.end = rows, end
        return rows

    def has(self, start: int, stop: int) -> bool:
        """Whether all rows of a span are here."""
        rows = self.rows
        return all(index in rows for index in range(start, stop))

    def wanted(self, start: int, stop: int) -> tuple[int, int] | None:
        """The part of a span that is neither here nor asked for; asking is noted."""
        missing = [i for i in range(start, stop) if i not in self.rows and not self._is_asked(i)]
        if not missing:
            return None
        span = missing[0], missing[-1] + 1
        self._asked.append(span)
        return span

    def lacking(self, view: Viewport) -> tuple[int, int] | None:
        """What to ask for, so that the visible rows and their neighbours are here before they are needed."""
        height, end = view.height, view.total
        near = view.bottom() + height // 2
        far = view.bottom() + 2 * height
        if self.has(max(0, view.top - height // 2), near if end is None else min(near, end)):
            return None
        return self.wanted(max(0, view.top - 2 * height), far if end is None else min(far, end))

    def index_of(self, record_id: int) -> int | None:
        """Where a record is, if its row is here."""
        return next((index for index, row in self.rows.items() if self.id_of(row) == record_id), None)

    def id_at(self, index: int) -> int | None:
        """The id of the record at an index, if its row is here."""
        row = self.rows.get(index)
        return None if row is None else self.id_of(row)

    def _is_asked(self, index: int) -> bool:
        return any(start <= index < stop for start, stop in self._asked)

    def _forget_far_from(self, middle: int) -> None:
        near = sorted(self.rows, key=lambda index: abs(index - middle))[: KEEP // 2]
        self.rows = {index: self.rows[index] for index in sorted(near)}
