"""Roughly where the land of a country lies, to say in which part of it a place is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Bounds(NamedTuple):
    """A box of degrees."""

    south: float
    west: float
    north: float
    east: float


COUNTRIES: Mapping[str, Bounds] = {
    "AT": Bounds(46.3, 9.5, 49.1, 17.2),
    "AU": Bounds(-43.7, 113.1, -10.6, 153.7),
    "BE": Bounds(49.5, 2.5, 51.5, 6.4),
    "CH": Bounds(45.8, 5.9, 47.9, 10.5),
    "CZ": Bounds(48.5, 12.0, 51.1, 18.9),
    "DE": Bounds(47.2, 5.8, 55.1, 15.1),
    "DK": Bounds(54.5, 8.0, 57.8, 12.7),
    "ES": Bounds(36.0, -9.3, 43.8, 3.4),
    "FR": Bounds(42.3, -4.8, 51.1, 8.3),
    "GB": Bounds(49.9, -8.2, 59.4, 1.8),
    "HU": Bounds(45.7, 16.1, 48.6, 22.9),
    "IE": Bounds(51.4, -10.5, 55.4, -6.0),
    "IT": Bounds(36.6, 6.6, 47.1, 18.6),
    "LT": Bounds(53.9, 20.9, 56.5, 26.9),
    "NL": Bounds(50.7, 3.3, 53.6, 7.3),
    "NZ": Bounds(-47.3, 166.4, -34.4, 178.6),
    "PL": Bounds(49.0, 14.1, 54.9, 24.2),
    "PT": Bounds(36.9, -9.6, 42.2, -6.1),
    "RO": Bounds(43.6, 20.2, 48.3, 29.7),
    "SE": Bounds(55.3, 11.0, 69.1, 24.2),
    "SI": Bounds(45.4, 13.3, 46.9, 16.6),
    "SK": Bounds(47.7, 16.8, 49.7, 22.6),
    "UA": Bounds(44.3, 22.1, 52.4, 40.3),
    "US": Bounds(24.5, -124.8, 49.4, -66.9),
    "ZA": Bounds(-34.9, 16.4, -22.1, 32.9),
}


def place_in_country(
    country: str | None, latitude: float | None, longitude: float | None
) -> tuple[float, float] | None:
    """How far east and how far south in its country a place is, both 0 to 1.

    Returns:
        None where the coordinates are not known, or are not in a country whose bounds are.
    """
    box = COUNTRIES.get((country or "").upper())
    if box is None or latitude is None or longitude is None:
        return None
    east = (longitude - box.west) / (box.east - box.west)
    south = (box.north - latitude) / (box.north - box.south)
    return (east, south) if 0 <= east <= 1 and 0 <= south <= 1 else None
