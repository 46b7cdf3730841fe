"""A cursor in a list of items of different heights, of which a part is seen; no height is asked for but near there."""

from __future__ import annotations

from collections.abc import Callable, Iterator


class Roll:
    """Where the cursor is, and where the visible part begins: at a line of an item.

    Args:
        height_of: lines of an item, at least one.

    Attributes:
        count: how many items there are.
        height: lines that are seen.
        cursor: index of the item with the cursor.
        top: index of the first item that is seen, of which `skip` lines are above the visible part.
    """

    def __init__(self, height_of: Callable[[int], int]) -> None:
        self._height_of = height_of
        self.count = 0
        self.height = 1
        self.cursor = 0
        self.top = 0
        self.skip = 0

    def visible(self) -> Iterator[tuple[int, int]]:
        """The items that are seen, each with the first of its lines that is."""
        left, skip = self.height, self.skip
        for index in range(self.top, self.count):
            if left <= 0:
                return
            yield index, skip
            left -= self._height_of(index) - skip
            skip = 0

    def go(self, index: int) -> None:
        """Put the cursor on an item, and show it."""
        self.cursor = max(0, min(self.count - 1, index))
        self.show()

    def move(self, by: int) -> None:
        """Some items on or back; through an item that is taller than the visible part line by line."""
        if abs(by) == 1 and self._more_of_cursor(by):
            self.scroll(by)
        else:
            self.go(self.cursor + by)

    def page(self, by: int) -> None:
        """A page on or back."""
        self.scroll(by * max(1, self.height - 1))
        seen = [index for index, _ in self.visible()]
        if seen:
            self.cursor = seen[-1] if by > 0 else seen[0]
            self.show()

    def scroll(self, by: int) -> None:
        """Move the visible part by some lines; the cursor stays within it."""
        if by > 0:
            self._down(by)
        else:
            self._up(-by)
        self._settle()
        seen = [index for index, _ in self.visible()]
        if seen:
            self.cursor = max(seen[0], min(seen[-1], self.cursor))

    def show(self) -> None:
        """Scroll as little as needed to see the whole item with the cursor, or the beginning of a tall one."""
        if not self.count:
            self.top = self.skip = self.cursor = 0
        elif self.cursor < self.top or (self.cursor == self.top and self.skip):
            self.top, self.skip = self.cursor, 0
        elif self._lines_to_end_of_cursor() > self.height:
            self._end_at_cursor()
        self._settle()

    def resize(self, height: int) -> None:
        """Another height; the cursor stays in sight."""
        self.height = max(1, height)
        self.show()

    def item_at(self, y: int) -> int | None:
        """The item that is seen at a line."""
        line = 0
        for index, skip in self.visible():
            line += self._height_of(index) - skip
            if y < line:
                return index
        return None

    def share(self) -> tuple[float, float]:
        """Where the visible part begins and how large it is, 0 to 1, counted in items; (0, 1) where all is seen."""
        seen = list(self.visible())
        if not seen or (len(seen) == self.count and not self.skip and self._fits()):
            return 0.0, 1.0
        size = min(0.95, len(seen) / self.count)
        at_end = seen[-1][0] == self.count - 1 and self._lines_from_top(self.count) <= self.height
        first = self.top + self.skip / self._height_of(self.top)
        return (1 - size if at_end else min(1 - size, first / self.count)), size

    # ---- lines

    def _fits(self) -> bool:
        return self._lines_from_top(self.count) <= self.height

    def _lines_from_top(self, stop: int) -> int:
        """Lines from the beginning of the visible part to an item; counts no further than that they do not fit."""
        lines = -self.skip
        for index in range(self.top, stop):
            lines += self._height_of(index)
            if lines > self.height:
                break
        return lines

    def _lines_to_end_of_cursor(self) -> int:
        if self.cursor - self.top > self.height + self.skip:
            return self.height + 1
        return self._lines_from_top(self.cursor + 1)

    def _end_at_cursor(self) -> None:
        """Let the last line of the item with the cursor be the last one that is seen."""
        lines = self._height_of(self.cursor)
        self.top, self.skip = self.cursor, 0
        while lines < self.height and self.top > 0:
            self.top -= 1
            lines += self._height_of(self.top)
        self.skip = lines - self.height if lines > self.height and self.top != self.cursor else 0

    def _more_of_cursor(self, by: int) -> bool:
        if not self.count or self._height_of(self.cursor) <= self.height:
            return False
        if by > 0:
            return self._lines_to_end_of_cursor() > self.height
        return self.cursor == self.top and self.skip > 0

    def _down(self, by: int) -> None:
        self.skip += by
        while self.top < self.count - 1 and self.skip >= self._height_of(self.top):
            self.skip -= self._height_of(self.top)
            self.top += 1

    def _up(self, by: int) -> None:
        self.skip -= by
        while self.skip < 0 and self.top > 0:
            self.top -= 1
            self.skip += self._height_of(self.top)
        self.skip = max(0, self.skip)

    def _settle(self) -> None:
        """Leave no blank lines below the last item while there is something above."""
        if not self.count:
            return
        self.top = max(0, min(self.count - 1, self.top))
        self.skip = min(self.skip, self._height_of(self.top) - 1)
        blank = self.height - self._lines_from_top(self.count)
        if blank > 0:
            self._up(blank)
