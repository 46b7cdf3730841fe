"""``near:30-001,25km``: within some kilometres of a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from solartui.domain.places import FARTHEST_KM, Spot, distance_km, on_earth, typed_spot
from solartui.domain.query import fields
from solartui.domain.query.ast import Near
from solartui.domain.query.lexer import UNITS, QueryError, RawValue, lex, shortened
from solartui.domain.text import clean
from solartui.i18n import tr

DEFAULT_KM = 25
LONGEST_PLACE = 120

Places: TypeAlias = Callable[[str], Spot]
"""Where a place of a filter is; raises `Invalid` where that is not known."""

_NUMBER = r"[0-9]{1,5}(?:\.[0-9]{1,3})?"
_BARE = re.compile(_NUMBER, re.ASCII)
_WITH_UNIT = re.compile(rf"(?P<number>{_NUMBER})\s*{UNITS}", re.IGNORECASE)
_DECIMALS = re.compile(rf"(?P<decimals>[0-9]{{1,3}})\s*(?:{UNITS})?", re.IGNORECASE)
_MILE, _METRE = 1.609344, 0.001
# What was meant for a distance, and is none: below zero, or in a unit that nobody knows here.
_NO_DISTANCE = re.compile(r"-[0-9.]+|[-+]?[0-9]+(?:\.[0-9]+)?\s*[^\W\d]+\W*|\d.*(?:km|mi|miles?)\b.*", re.IGNORECASE)
_WITH_COMMAS = re.compile(
    r"([-+]?[0-9]{1,3}),([0-9]{1,15})\s*;\s*([-+]?[0-9]{1,3}),([0-9]{1,15})(?:[,;](.*))?", re.ASCII
)
# Place and distance inside one pair of quotes, or with no more than a semicolon between them.
_APART = re.compile(
    rf"(?P<place>.+?)(?:\s*;\s*|(?<![,;])\s+)(?P<number>[0-9]{{1,5}}(?:[.,][0-9]{{1,3}})?)\s*{UNITS}", re.IGNORECASE
)
_WHOLE = re.compile(r"[0-9]{1,5}", re.ASCII)
_DEGREES = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]+)?", re.ASCII)


def read_near(values: Sequence[RawValue]) -> Near:
    """The place and the distance that some values with commas between them mean.

    Raises:
        QueryError: there is no place, or the distance is none.
    """
    texts = [clean(value.text) for value in values]
    parts, km = _distance(_parts(_split(texts[0]) if len(texts) == 1 else texts))
    if not parts:
        message = tr("“{field}” needs a value, such as {example}", field="near", example=f"30-001,{DEFAULT_KM}km")
        raise QueryError(message, values[0].column)
    if not 0 < km <= FARTHEST_KM:
        message = tr("“{value}” is no distance. Write it like 25km", value=shortened(values[-1].text))
        raise QueryError(message, values[-1].column, len(values[-1].text))
    place = ", ".join(parts)
    if (
        len(parts) > 1
        and _NO_DISTANCE.fullmatch(parts[-1])
        and typed_spot(place) is None
        and not _coordinates(parts[-2:])
    ):
        message = tr("“{value}” is no distance. Write it like 25km", value=shortened(parts[-1]))
        raise QueryError(message, values[-1].column, len(values[-1].text))
    if len(place) > LONGEST_PLACE:
        raise QueryError(tr("“{word}” is too long to search for", word=shortened(place)), values[0].column, len(place))
    spot = typed_spot(place)
    if spot is None and _coordinates(parts):
        message = tr("“{value}” is no place on earth", value=shortened(place))
        raise QueryError(message, values[0].column, len(place))
    return Near(spot.text if spot else place, km)


def _parts(texts: list[str]) -> list[str]:
    """The values that say something; of two numbers with decimal commas, each in one piece."""
    if pair := _WITH_COMMAS.fullmatch(",".join(texts)):
        texts = [f"{pair[1]}.{pair[2]}", f"{pair[3]}.{pair[4]}", *(pair[5] or "").split(",")]
    return [text for text in map(str.strip, texts) if text]


def _split(text: str) -> list[str]:
    """The parts of a value that holds place and distance."""
    if found := _APART.fullmatch(text):
        place = ", ".join(filter(None, (part.strip(" ;") for part in found["place"].split(","))))
        return [place, found["number"].replace(",", ".") + found["unit"]]
    return text.split(",")


def _distance(parts: list[str]) -> tuple[list[str], float]:
    """The parts without the distance at their end, and the distance in kilometres."""
    if not parts:
        return parts, DEFAULT_KM
    last = parts[-1]
    if (decimals := _DECIMALS.fullmatch(last)) and _WHOLE.fullmatch("".join(parts[-2:-1])) and not _one(parts[:-2]):
        return parts[:-2], _km(f"{parts[-2]}.{decimals['decimals']}", decimals["unit"])  # 2,5km
    if found := _WITH_UNIT.fullmatch(last):
        return parts[:-1], _km(found["number"], found["unit"])
    if (bare := _BARE.fullmatch(last)) and len(parts) > 1 and not _coordinates(parts):
        return parts[:-1], float(bare[0])
    return parts, DEFAULT_KM


def _km(number: str, unit: str | None) -> float:
    unit = (unit or "km").lower()
    factor = _METRE if unit == "m" else _MILE if unit.startswith("mi") else 1.0
    return round(float(number) * factor, 3)


def _one(parts: Sequence[str]) -> bool:
    """Whether the parts are nothing, or half of a pair of coordinates."""
    return not parts or (len(parts) == 1 and _DEGREES.fullmatch(parts[0]) is not None)


def _coordinates(parts: Sequence[str]) -> bool:
    return len(parts) == 2 and all(map(_DEGREES.fullmatch, parts))


def is_near(near: Near, latitude: float | None, longitude: float | None, places: Places) -> bool:
    """Whether a place lies within the distance; what has no coordinates does not.

    Raises:
        Invalid: the place of the filter is not known.
    """
    centre = places(near.place)
    if latitude is None or longitude is None or not on_earth(latitude, longitude):
        return False
    return distance_km(centre, (latitude, longitude)) <= near.km


def place_in(text: str, place: str) -> tuple[int, int]:
    """Where in a filter text a place is asked for: column, counted from 1, and length."""
    for piece in lex(text):
        entry = fields.field_named(piece.field) if piece.field else None
        if entry is not None and entry.kind is fields.Kind.PLACE and read_near(piece.values).place == place:
            first = piece.values[0]
            return first.column, max(1, len(first.text) + 2 * first.quoted)
    return 1, max(1, len(text))
