"""A piece of the flat map on a screen of cells that are twice as high as wide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import pi, sqrt

from solartui.domain.bounds import Bounds
from solartui.domain.mercator import NORTHERNMOST, TILE, spot_of, tile_of, zoom_for
from solartui.domain.places import Spot

SCALES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0, 20_000.0, 50_000.0)
"""Metres that a cell can be wide."""
_DENSITY = 2_500  # people of a square kilometre of town


@dataclass(frozen=True, slots=True)
class MapView:
    """What is shown.

    Attributes:
        centre: the place in the middle.
        metres: how wide a cell is.
        width: in cells; `height` likewise.
    """

    centre: Spot
    metres: float
    width: int
    height: int

    @property
    def _zoom(self) -> float:
        return zoom_for(self.centre.latitude, self.metres)

    def cell_of(self, spot: tuple[float, float]) -> tuple[float, float]:
        """Where a place is, in cells from the upper left corner; perhaps outside."""
        column, row = tile_of(spot, self._zoom)
        middle = tile_of(self.centre, self._zoom)
        around = 2.0**self._zoom
        # The short way, where the date line lies between both.
        east = (column - middle[0] + around / 2) % around - around / 2
        return self.width / 2 + east * TILE, self.height / 2 + (row - middle[1]) * TILE / 2

    def spot_at(self, x: float, y: float) -> Spot:
        """The place at a point of the screen, never beyond the end of the map."""
        column, row = tile_of(self.centre, self._zoom)
        column += (x - self.width / 2) / TILE
        row += (y - self.height / 2) * 2 / TILE
        return spot_of(column, min(2.0**self._zoom, max(0.0, row)), self._zoom)

    def bounds(self) -> Bounds:
        """The box of degrees; up to the date line where it would cross it."""
        north_west, south_east = self.spot_at(0, 0), self.spot_at(self.width, self.height)
        west, east = north_west.longitude, south_east.longitude
        if self.width >= TILE * 2.0**self._zoom:
            west, east = -180.0, 180.0
        elif west > east or self.width * self.metres > 30_000_000:
            west, east = (west, 180.0) if self.centre.longitude > 0 else (-180.0, east)
        return Bounds(south_east.latitude, west, north_west.latitude, east)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is on the screen."""
        return 0 <= x < self.width and 0 <= y < self.height

    def at(self, centre: Spot) -> MapView:
        """The same around another place."""
        latitude = min(NORTHERNMOST, max(-NORTHERNMOST, centre.latitude))
        return replace(self, centre=Spot(latitude, centre.longitude))

    def nearer(self, by: int) -> MapView:
        """Some steps nearer, or farther away (`by` < 0)."""
        at = min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - self.metres))
        return replace(self, metres=SCALES[max(0, min(len(SCALES) - 1, at - by))])


def scale_for(kilometres: float, width: int, height: int) -> float:
    """Metres of a cell so that everything within some kilometres of the middle is on the screen, and little more."""
    half = max(1.0, min(width, height * 2) / 2 - 1)
    return min(SCALES[-1], max(SCALES[0], kilometres * 1000 / half))


def reach_of_town(people: int) -> float:
    """Roughly how many metres a town of so many people reaches from its middle."""
    return sqrt(max(people, 200) / _DENSITY / pi) * 1000
