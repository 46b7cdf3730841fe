"""Which records of a list are marked, whichever of its views shows them."""

from __future__ import annotations

from collections.abc import Iterable

from solartui.domain.selection import Chosen, IdSet


class Marks:
    """Marks of one list; the page owns them and all of its views look at them.

    A record stays marked wherever its row goes. Everything that a filter lets through is marked at once by the filter
    alone; once its ids are read, `settle` holds on to just those records, whatever becomes of them.
    """

    def __init__(self) -> None:
        self._ids: set[int] = set()
        self._without: set[int] = set()
        self._query: str | None = None
        self._total = 0
        self._settled = IdSet()
        self._anchor: int | None = None

    @property
    def count(self) -> int:
        """How many records are marked."""
        return self._total - len(self._without) + len(self._ids)

    @property
    def ids(self) -> frozenset[int]:
        """The ids of all marked records, where they are known one by one."""
        return frozenset(self._ids) | (frozenset(self._settled) - self._without)

    def __bool__(self) -> bool:
        return self.count > 0

    def has(self, record_id: int) -> bool:
        """Whether a record is marked."""
        if record_id in self._ids:
            return True
        return (self._query is not None or record_id in self._settled) and record_id not in self._without

    def toggle(self, record_id: int, index: int) -> None:
        """Mark a record, or take its mark away; the next range begins at its row."""
        self._anchor = index
        if not self.has(record_id):
            self.add((record_id,))
        elif record_id in self._ids:
            self._ids.discard(record_id)
        else:
            self._without.add(record_id)

    def add(self, ids: Iterable[int]) -> None:
        """Mark more records."""
        for record_id in ids:
            self._without.discard(record_id)
            if not self.has(record_id):
                self._ids.add(record_id)

    def take_all(self, query: str, total: int) -> None:
        """Mark everything that a filter lets through, besides what is marked already.

        Args:
            query: the filter; all rows on screen belong to it.
            total: how many it lets through.
        """
        self._settled = self._settled.changed(self._ids, self._without)
        self._total = total + len(self._settled)
        self._query, self._ids, self._without = query, set(), set()

    def counted(self, query: str, total: int) -> None:
        """Say how many it was that `take_all` has marked, where that was not known."""
        if self._query == query:
            self._total = total + len(self._settled)

    def settle(self, query: str, ids: Iterable[int]) -> None:
        """Hold on to the records that `take_all` has marked; nothing where something else is marked by now.

        Args:
            query: the filter that was taken.
            ids: what it let through.
        """
        if self._query == query:
            self._query = None
            self._settled = self._settled.union(ids if isinstance(ids, IdSet) else IdSet(ids))
            self._total = len(self._settled)
            self._without = {record_id for record_id in self._without if record_id in self._settled}

    def clear(self) -> None:
        """Mark nothing."""
        self._ids, self._without, self._settled = set(), set(), IdSet()
        self._query, self._total, self._anchor = None, 0, None

    def range_to(self, index: int) -> tuple[int, int]:
        """First and last row of the range from the last mark to a row, where the next range begins."""
        start = index if self._anchor is None else self._anchor
        self._anchor = index
        return min(start, index), max(start, index)

    def forget_row(self) -> None:
        """Rows have moved: the next range begins where it ends."""
        self._anchor = None

    def chosen(self) -> Chosen:
        """What is marked, for services."""
        if self._query is not None:
            return Chosen(self._settled, self._query, frozenset(self._without), self.count)
        if not self._settled:
            return Chosen(tuple(sorted(self._ids)), count=self.count)
        return Chosen(self._settled.changed(self._ids, self._without), count=self.count)
