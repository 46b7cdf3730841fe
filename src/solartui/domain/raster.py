"""A picture as rows of dots, before it becomes cells of a terminal."""

from __future__ import annotations

from dataclasses import dataclass

Dot = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Raster:
    """Red, green and blue of every dot, row by row.

    Attributes:
        data: three bytes for each dot.
    """

    width: int
    height: int
    data: bytes

    def row(self, y: int) -> list[Dot]:
        """The dots of a row."""
        start = y * self.width * 3
        row = self.data[start : start + self.width * 3]
        return list(zip(row[::3], row[1::3], row[2::3], strict=True))
