"""The picture on a card: the site from above where that has come, else where in its country the record is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment

from solartui.domain.bounds import place_in_country
from solartui.domain.listing import Listed
from solartui.theme import Palette
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.parts import Part
from solartui.widgets.strips import segments_of

NARROW, WIDE = 4, 10
"""Cells of a picture on a card, by how wide the card is."""
_SIGNS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_QUADRANTS = (("▘", "▝"), ("▖", "▗"))

Shape = frozenset[tuple[int, int]]
"""Dots of a country, two by two in a cell, as column and row."""


class Wanted(NamedTuple):
    """A picture: of which record, where, and in how many cells."""

    record_id: int
    country: str
    latitude: float
    longitude: float
    width: int
    height: int


class CardPictures:
    """Pictures that have come, and the shapes of countries.

    Attributes:
        plain: whether only signs of simple terminals may be used.
        attribution: what has to stand beside the pictures.
    """

    def __init__(self) -> None:
        self.plain = False
        self.attribution = ""
        self._rows: dict[Wanted, Sequence[Sequence[Segment]]] = {}
        self._shapes: dict[tuple[str, int, int], Shape] = {}
        self._asked: set[Wanted] = set()

    def wanted(self, records: Iterable[tuple[Listed, int, int]]) -> list[Wanted]:
        """What has not been asked for yet, of records with the size of their pictures."""
        found = [one for record, width, height in records if (one := _wanted(record, width, height)) not in self._asked]
        known = [one for one in found if one is not None]
        self._asked.update(known)
        return known

    def put(self, one: Wanted, rows: Sequence[Sequence[Segment]]) -> None:
        """A picture has come."""
        self._rows[one] = rows

    def put_shape(self, country: str, width: int, height: int, shape: Shape) -> None:
        """The shape of a country is known."""
        self._shapes[country, width, height] = shape

    def lacks_shape(self, one: Wanted) -> bool:
        """Whether the shape of its country is not known yet."""
        return (one.country, one.width, one.height) not in self._shapes

    def forget(self) -> None:
        """Pictures may be others now."""
        self._rows.clear()
        self._asked.clear()

    def lines(self, record: Listed, width: int, height: int, palette: Palette) -> Sequence[Sequence[Segment]]:
        """The picture of a record in so many cells."""
        one = _wanted(record, width, height)
        if one is not None and one in self._rows:
            return self._rows[one]
        shape = self._shapes.get((one.country, width, height), frozenset()) if one else frozenset()
        drawn = located(record, width, height, frozenset() if self.plain else shape)
        return [segments_of(parts, palette) for parts in drawn]


def _wanted(record: Listed, width: int, height: int) -> Wanted | None:
    if record.latitude is None or record.longitude is None:
        return None
    return Wanted(record.id, (record.country or "").upper(), record.latitude, record.longitude, width, height)


def located(record: Listed, width: int, height: int, shape: Shape = frozenset()) -> Sequence[Sequence[Part]]:
    """A small map with a dot where the record is; initials of the town where that is not known."""
    place = place_in_country(record.country, record.latitude, record.longitude)
    lines = _land(width, height, shape)
    if place is None:
        initials = cell_text(record.city or "")[:2].strip() or "?"
        lines[height // 2] = [(fit(f" {initials}", width), "info@line")]
        return lines
    east, south = place
    x, y = min(2 * width - 1, int(east * 2 * width)), min(2 * height - 1, int(south * 2 * height))
    row = "".join(text for text, _ in lines[y // 2])
    ground = "line_hi" if row[x // 2] == "█" else "line"
    dot = ("●", f"bold accent@{ground}") if shape else (_QUADRANTS[y % 2][x % 2], "info@line")
    parts = [(row[: x // 2], "line_hi@line"), dot, (row[x // 2 + 1 :], "line_hi@line")]
    lines[y // 2] = [part for part in parts if part[0]]
    return lines


def _land(width: int, height: int, shape: Shape) -> list[list[Part]]:
    """The country, four dots in a cell."""
    lines: list[list[Part]] = []
    for y in range(height):
        masks = [
            sum(
                bit
                for bit, dot in zip((1, 2, 4, 8), ((0, 0), (1, 0), (0, 1), (1, 1)), strict=True)
                if (2 * x + dot[0], 2 * y + dot[1]) in shape
            )
            for x in range(width)
        ]
        lines.append([("".join(_SIGNS[mask] for mask in masks), "line_hi@line")])
    return lines


def shape_of(towns: Iterable[tuple[float, float]], width: int, height: int) -> Shape:
    """The dots of a country from where its towns are, as shares of its box from the west and from the north."""
    across, down = 2 * width, 2 * height
    return frozenset((min(across - 1, int(east * across)), min(down - 1, int(south * down))) for east, south in towns)
