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

    def crossed(self, colour: Dot) -> Raster:
        """The same with a cross in its middle."""
        data = bytearray(self.data)
        reach = max(3, min(self.width, self.height) // 20)
        middle_x, middle_y = self.width // 2, self.height // 2
        for step in range(-reach, reach + 1):
            for x, y in ((middle_x + step, middle_y), (middle_x, middle_y + step)):
                if abs(step) > 1 and 0 <= x < self.width and 0 <= y < self.height:
                    data[(y * self.width + x) * 3 : (y * self.width + x) * 3 + 3] = bytes(colour)
        return Raster(self.width, self.height, bytes(data))
