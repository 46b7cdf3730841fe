"""The flat map that tiles are cut from: degrees to tiles and back, and how many metres a picture cell is wide."""

from __future__ import annotations

from math import asinh, atan, cos, degrees, isfinite, log2, pi, radians, sinh, tan
from typing import NamedTuple

TILE = 256
"""Pixels of one side of a tile."""
NORTHERNMOST = 85.0511
"""Degrees beyond which the flat map ends, in the north and in the south."""
FARTHEST, NEAREST = 0, 20
"""The zooms that tiles are offered in."""
_EQUATOR = 40_075_016.686
_DEGREE = 111_195.0  # metres of one degree of latitude on a sphere of 6,371 km


class Place(NamedTuple):
    """A place on earth."""

    latitude: float
    longitude: float

    @property
    def real(self) -> bool:
        """Whether there is such a place."""
        return (
            isfinite(self.latitude)
            and isfinite(self.longitude)
            and abs(self.latitude) <= 90
            and abs(self.longitude) <= 180
        )

    def text(self, decimals: int = 5) -> str:
        """As other programs take it: ``49.98738, 20.06473``."""
        return f"{self.latitude:.{decimals}f}, {self.longitude:.{decimals}f}"

    def moved(self, east: float, north: float) -> Place:
        """A place some metres away; it stays on the flat map."""
        latitude = min(NORTHERNMOST, max(-NORTHERNMOST, self.latitude + north / _DEGREE))
        longitude = self.longitude + east / (_DEGREE * max(0.05, cos(radians(self.latitude))))
        return Place(latitude, (longitude + 180) % 360 - 180)


def tile_of(place: Place, zoom: int) -> tuple[float, float]:
    """Column and row of the tile that holds a place; what follows the decimal point is where in it."""
    side = 2.0**zoom
    latitude = radians(min(NORTHERNMOST, max(-NORTHERNMOST, place.latitude)))
    return (place.longitude + 180) / 360 * side, (1 - asinh(tan(latitude)) / pi) / 2 * side


def place_of(column: float, row: float, zoom: int) -> Place:
    """The place at a point of the flat map."""
    side = 2.0**zoom
    return Place(degrees(atan(sinh(pi * (1 - 2 * row / side)))), column / side * 360 % 360 - 180)


def metres_per_pixel(latitude: float, zoom: float) -> float:
    """How many metres one pixel of a tile is wide."""
    return float(_EQUATOR * cos(radians(latitude)) / (TILE * 2.0**zoom))


def zoom_for(latitude: float, metres: float) -> float:
    """The zoom, with fractions, in which a pixel is some metres wide."""
    return log2(_EQUATOR * cos(radians(latitude)) / (TILE * metres))


def offset(origin: Place, other: Place) -> tuple[float, float]:
    """How many metres east and north of `origin` another place is, near enough for a map of some hundred kilometres."""
    east = (other.longitude - origin.longitude + 180) % 360 - 180
    return east * _DEGREE * cos(radians(origin.latitude)), (other.latitude - origin.latitude) * _DEGREE


class Box(NamedTuple):
    """A box of degrees; it does not cross the date line."""

    south: float
    west: float
    north: float
    east: float


def box_around(centre: Place, east: float, north: float) -> Box:
    """The box that reaches some metres to every side of a place."""
    tall = north / _DEGREE
    wide = east / (_DEGREE * max(0.05, cos(radians(centre.latitude))))
    return Box(
        max(-90.0, centre.latitude - tall),
        max(-180.0, centre.longitude - wide),
        min(90.0, centre.latitude + tall),
        min(180.0, centre.longitude + wide),
    )


def length_words(metres: float) -> tuple[float, str]:
    """A length as a number and its unit: ``(500, "m")``, ``(2.5, "km")``."""
    return (round(metres, 1), "m") if metres < 1000 else (round(metres / 1000, 1), "km")


def round_length(most: float) -> float:
    """The longest length of 1, 2 or 5 times a power of ten that is not longer than `most` metres."""
    best = step = 1.0
    while step <= most:
        best = max([best, *(step * one for one in (1, 2, 5) if step * one <= most)])
        step *= 10
    return best
