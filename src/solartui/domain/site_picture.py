"""Which tiles a picture of a site is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from solartui.domain.mercator import TILE, metres_per_pixel, tile_of, zoom_for
from solartui.domain.places import Spot

_MOST_TILES = 36


@dataclass(frozen=True, slots=True)
class Frame:
    """What is asked for: a place in the middle, metres from left to right, and the shape.

    Attributes:
        ratio: the height as a part of the width.
    """

    centre: Spot
    metres: float
    ratio: float

    def cut(self, dots: int, deepest: int) -> Cut:
        """The tiles for a picture of so many dots in a row, as near as they are offered."""
        latitude = self.centre.latitude
        zoom = max(0, min(deepest, ceil(zoom_for(latitude, self.metres / dots))))
        found = self._cut(zoom)
        while len(found.columns) * len(found.rows) > _MOST_TILES:
            zoom -= 1
            found = self._cut(zoom)
        return found

    def _cut(self, zoom: int) -> Cut:
        width = self.metres / metres_per_pixel(self.centre.latitude, zoom) / TILE
        height = width * self.ratio
        column, row = tile_of(self.centre, zoom)
        return Cut(zoom, column - width / 2, row - height / 2, width, height)


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the flat map, in tiles.

    Attributes:
        left: column of the tile where it begins; `top` is the row.
        width: how many tiles it is wide; `height` likewise.
    """

    zoom: int
    left: float
    top: float
    width: float
    height: float

    @property
    def columns(self) -> range:
        """The columns that are needed, perhaps beyond the edge of the map."""
        return range(floor(self.left), floor(self.left + self.width) + 1)

    @property
    def rows(self) -> range:
        """The rows that are needed; there are none beyond the poles."""
        return range(max(0, floor(self.top)), min(2**self.zoom - 1, floor(self.top + self.height)) + 1)

    def tiles(self) -> Iterator[tuple[int, int, int, int]]:
        """Column and row in the mosaic, then the tile's own; those in the middle first."""
        first, top = self.columns.start, floor(self.top)
        middle = self.left + self.width / 2 - 0.5, self.top + self.height / 2 - 0.5
        every = [(column, row) for row in self.rows for column in self.columns]
        every.sort(key=lambda at: (at[0] - middle[0]) ** 2 + (at[1] - middle[1]) ** 2)
        for column, row in every:
            yield column - first, row - top, column % 2**self.zoom, row

    @property
    def start(self) -> tuple[float, float]:
        """Where it begins within the mosaic, in tiles."""
        return self.left - floor(self.left), self.top - floor(self.top)
