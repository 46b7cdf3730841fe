"""The flat map that tiles are cut from: degrees to tiles and back, and how many metres a dot of a picture is wide."""

from __future__ import annotations

from math import asinh, atan, cos, degrees, log2, pi, radians, sinh, tan

from solartui.domain.places import Spot

TILE = 256
"""Pixels of one side of a tile."""
NORTHERNMOST = 85.0511
"""Degrees beyond which the flat map ends, in the north and in the south."""
_EQUATOR = 40_075_016.686


def tile_of(spot: tuple[float, float], zoom: float) -> tuple[float, float]:
    """Column and row of the tile that holds a place; what follows the decimal point is where in it."""
    side = 2.0**zoom
    latitude = radians(min(NORTHERNMOST, max(-NORTHERNMOST, spot[0])))
    return (spot[1] + 180) / 360 * side, (1 - asinh(tan(latitude)) / pi) / 2 * side


def spot_of(column: float, row: float, zoom: float) -> Spot:
    """The place at a point of the flat map; what lies beyond its edge in the west begins anew in the east."""
    side = 2.0**zoom
    return Spot(degrees(atan(sinh(pi * (1 - 2 * row / side)))), column / side * 360 % 360 - 180)


def metres_per_pixel(latitude: float, zoom: float) -> float:
    """How many metres one pixel of a tile is wide."""
    return float(_EQUATOR * cos(radians(latitude)) / (TILE * 2.0**zoom))


def zoom_for(latitude: float, metres: float) -> float:
    """The zoom, with fractions, in which a pixel is some metres wide."""
    latitude = min(NORTHERNMOST, max(-NORTHERNMOST, latitude))
    return log2(_EQUATOR * cos(radians(latitude)) / (TILE * metres))


def round_length(most: float) -> float:
    """The longest length of 1, 2 or 5 times a power of ten that is not longer than `most` metres."""
    best = step = 1.0
    while step <= most:
        best = max([best, *(step * one for one in (1, 2, 5) if step * one <= most)])
        step *= 10
    return best
