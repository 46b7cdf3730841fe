"""Which records of a table are marked."""

from __future__ import annotations

from collections.abc import Iterable


class Marks:
    """A set of record ids that stays the same wherever their rows go, and the row where the last mark was made."""

    def __init__(self) -> None:
        self.ids: set[int] = set()
        self._anchor: int | None = None

    def toggle(self, record_id: int, index: int) -> set[int]:
        """The ids with that one added, or taken away; the next range begins at its row."""
        self._anchor = index
        return self.ids ^ {record_id}

    def range_to(self, index: int) -> tuple[int, int]:
        """First and last row of the range from the last mark to a row, where the next range begins."""
        start = index if self._anchor is None else self._anchor
        self._anchor = index
        return min(start, index), max(start, index)

    def with_more(self, ids: Iterable[int]) -> set[int]:
        """The ids and more."""
        return self.ids.union(ids)

    def forget_row(self) -> None:
        """Rows have moved: the next range begins where it ends."""
        self._anchor = None
