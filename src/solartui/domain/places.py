"""Places on earth: coordinates as people type them, distances, towns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import asin, atan2, cos, degrees, isfinite, radians, sin, sqrt
from typing import NamedTuple

from solartui.domain.bounds import Bounds
from solartui.domain.text import words

EARTH_KM = 6371.0
FARTHEST_KM = 20_040.0
"""Half way round: no two places are farther apart."""

_PAIR = re.compile(
    r"\s*(?P<lat>[-+]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*(?P<ns>[NSns])?\s*(?P<between>[,;]|\s)\s*"
    r"(?P<lon>[-+]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*(?P<ew>[EWew])?\s*",
    re.ASCII,
)
# Degrees with minutes and seconds, as maps and telephones show them: 50°03'41.2"N
_ANGLE = re.compile(
    r"(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*°\s*(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['’′])?\s*"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”]|''|’’))?\s*(?P<side>[NSEW])",
    re.ASCII | re.IGNORECASE,
)
_DECIMAL_COMMAS = re.compile(r"\s*([-+]?\d{1,3}),(\d{1,15})\s*[;\s]\s*([-+]?\d{1,3}),(\d{1,15})\s*", re.ASCII)


class Spot(NamedTuple):
    """A point on earth, in degrees."""

    latitude: float
    longitude: float

    @property
    def text(self) -> str:
        """As people write it and as it can be typed again: ``50.06143,19.93658``."""
        return f"{_plain(self.latitude)},{_plain(self.longitude)}"


class Town(NamedTuple):
    """A town of the gazetteer.

    Attributes:
        name: as it is called where it lies.
        country: two letters.
        region: the first administrative level, empty where its name is not known.
        people: roughly how many live there, 0 where nobody counted.
        by: the other name under which it was found, empty otherwise.
    """

    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    people: int
    by: str = ""

    @property
    def spot(self) -> Spot:
        """Where its centre is."""
        return Spot(self.latitude, self.longitude)

    @property
    def text(self) -> str:
        """The town so that a person knows which one is meant: ``Kraków, małopolskie, PL``."""
        return ", ".join(part for part in (self.name, self.region, self.country) if part)


def place_key(text: str) -> str:
    """The key under which spellings of the name of a place are one: ``Bielsko Biała`` and ``bielsko-biala``."""
    return " ".join(words(text))


def on_earth(latitude: float, longitude: float) -> bool:
    """Whether two numbers are a place; 0, 0 is what failed look-ups leave behind and is none."""
    whole = isfinite(latitude) and isfinite(longitude)
    return whole and abs(latitude) <= 90 and abs(longitude) <= 180 and not (latitude == 0 and longitude == 0)


def typed_spot(text: str) -> Spot | None:
    """The place that a person means by two numbers (``50.06, 19.94``, ``50,06; 19,94``, ``33.9 S 151.2 E``), or angles.

    Returns:
        None where the text is no pair of coordinates, or one of no place on earth.
    """
    pair = _typed_pair(text)
    return pair if pair and on_earth(*pair) else None


def off_earth(text: str) -> bool:
    """Whether a text is a pair of coordinates that are no place: ``91, 0``."""
    pair = _typed_pair(text)
    return pair is not None and not on_earth(*pair)


def _typed_pair(text: str) -> Spot | None:
    commas = _DECIMAL_COMMAS.fullmatch(text)
    if commas:
        return Spot(float(f"{commas[1]}.{commas[2]}"), float(f"{commas[3]}.{commas[4]}"))
    found = _PAIR.fullmatch(text)
    # Two whole numbers with a blank between them are a postcode: 054 01.
    if found and (found["between"] in ",;" or "." in found["lat"] + found["lon"] or found["ns"]):
        return Spot(sided(float(found["lat"]), found["ns"]), sided(float(found["lon"]), found["ew"]))
    return None if _ANGLE.sub("", text).strip(" ,;/") else spot_of_angles(text)


def spot_of_angles(text: str) -> Spot | None:
    """The place of which a text says how far north or south and how far east or west; None where it says none, or more.

    In either order: some write the east first.
    """
    found = {"NS" if angle["side"] in "NSns" else "EW": angle for angle in _ANGLE.finditer(text)}
    if len(found) != 2 or len(_ANGLE.findall(text)) != 2:
        return None
    return Spot(_degrees(found["NS"]), _degrees(found["EW"]))


def _degrees(angle: re.Match[str]) -> float:
    whole, minutes, seconds = (
        float((angle[part] or "0").replace(",", ".")) for part in ("degrees", "minutes", "seconds")
    )
    return sided(round(whole + minutes / 60 + seconds / 3600, 7), angle["side"])


def sided(number: float, side: str | None) -> float:
    """A number of degrees on its side of the equator or of Greenwich."""
    # Some write both: -33.9 S is no place in the north.
    return -abs(number) if side and side in "SsWw" else number


def _plain(number: float) -> str:
    return f"{round(number, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two places along the great circle."""
    north_a, east_a, north_b, east_b = radians(a[0]), radians(a[1]), radians(b[0]), radians(b[1])
    half = sin((north_b - north_a) / 2) ** 2 + cos(north_a) * cos(north_b) * sin((east_b - east_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def bearing(start: tuple[float, float], end: tuple[float, float]) -> float:
    """The way from one place to another, in degrees clockwise from north."""
    north_a, north_b, east = radians(start[0]), radians(end[0]), radians(end[1] - start[1])
    x = sin(east) * cos(north_b)
    y = cos(north_a) * sin(north_b) - sin(north_a) * cos(north_b) * cos(east)
    return degrees(atan2(x, y)) % 360


def boxes_around(spot: tuple[float, float], km: float) -> tuple[Bounds, ...]:
    """One box of degrees that holds all within `km` of a place; two where it crosses the date line."""
    latitude, longitude = spot
    reach = degrees(km / EARTH_KM) * 1.000001 + 1e-9
    south, north = max(-90.0, latitude - reach), min(90.0, latitude + reach)
    if south <= -90 or north >= 90:
        return (Bounds(south, -180.0, north, 180.0),)
    # The widest part of a circle on a sphere lies a little towards the pole.
    wide = degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(latitude))))) * 1.000001 + 1e-9
    west, east = longitude - wide, longitude + wide
    if wide >= 180:
        return (Bounds(south, -180.0, north, 180.0),)
    if west < -180:
        return (Bounds(south, west + 360, north, 180.0), Bounds(south, -180.0, north, east))
    if east > 180:
        return (Bounds(south, west, north, 180.0), Bounds(south, -180.0, north, east - 360))
    return (Bounds(south, west, north, east),)


def middle(spots: Iterable[tuple[float, float]]) -> Spot | None:
    """The middle of places that lie near each other; None of none."""
    known = list(spots)
    if not known:
        return None
    first = known[0][1]
    # The short way from the first one, where the date line lies between them.
    east = sum((spot[1] - first + 180) % 360 - 180 for spot in known) / len(known)
    longitude = round((first + east + 180) % 360 - 180, 6)
    return Spot(round(sum(spot[0] for spot in known) / len(known), 6), longitude)
