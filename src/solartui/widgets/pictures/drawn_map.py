"""A map drawn with what the program knows by itself: towns, leads of the desk, distances; it needs no network.

Where towns are built up the ground is lighter, rings tell how far something is, leads are the signs of their stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, sin
from typing import NamedTuple

from solartui.domain.map_view import MapView, reach_of_town
from solartui.domain.mercator import round_length
from solartui.domain.places import Spot, Town
from solartui.i18n import tr
from solartui.widgets.cells import cell_text, number, width_of
from solartui.widgets.parts import Part

LAND, BUILT = "surface", "raised"
_EVEN = ((False, False), (True, True))
_MOST_RINGS = 6
_CITY, _SMALL = 100_000, 20_000
_LONGEST_NAME = 18
_CELLS_PER_NAME = 64


class Mark(NamedTuple):
    """A sign at a place."""

    spot: tuple[float, float]
    glyph: str
    token: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What a map shows.

    Attributes:
        site: the place that it is about, where there is one.
        plain: whether only signs of simple terminals may be used.
        rings: whether distances from the middle are drawn.
        credit: whom the towns come from.
    """

    view: MapView
    marks: Sequence[Mark] = ()
    towns: Sequence[Town] = ()
    site: Spot | None = None
    plain: bool = False
    rings: bool = True
    credit: str = ""


@dataclass
class _Canvas:
    width: int
    height: int
    signs: list[list[str]] = field(init=False)
    tokens: list[list[str]] = field(init=False)
    ground: list[list[tuple[bool, bool]]] = field(init=False)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.signs = [[" "] * self.width for _ in range(self.height)]
        self.tokens = [["mute"] * self.width for _ in range(self.height)]
        self.ground = [[(False, False)] * self.width for _ in range(self.height)]

    def inside(self, x: int, y: int) -> bool:
        return 0 <= x < self.width and 0 <= y < self.height

    def put(self, x: int, y: int, text: str, token: str) -> None:
        for at, sign in enumerate(text):
            if self.inside(x + at, y):
                self.signs[y][x + at], self.tokens[y][x + at] = sign, token
                self.taken.add((x + at, y))

    def free(self, x: int, y: int, width: int) -> bool:
        """Whether some cells are on the map, with air at both ends, and nothing stands there."""
        if not (self.inside(x, y) and x + width <= self.width):
            return False
        return not any((at, y) in self.taken for at in range(x - 1, x + width + 1))

    def line(self, y: int) -> list[Part]:
        parts: list[Part] = []
        for x in range(self.width):
            upper, lower = self.ground[y][x]
            sign, token = self.signs[y][x], self.tokens[y][x]
            if sign == " " and upper != lower:
                sign, token = "▀", f"{BUILT}@{LAND}" if upper else f"{LAND}@{BUILT}"
            else:
                token = f"{token}@{BUILT if upper or lower else LAND}"
            if parts and (parts[-1][1] == token or (sign == " " and parts[-1][1].endswith(token[token.index("@") :]))):
                parts[-1] = parts[-1][0] + sign, parts[-1][1]
            else:
                parts.append((sign, token))
        return parts


def draw(scene: Scene) -> list[list[Part]]:
    """The lines of the map; where little room is left, the least important is left out."""
    view = scene.view
    canvas = _Canvas(view.width, view.height)
    _build(canvas, scene)
    if scene.rings:
        _rings(canvas, scene)
    if scene.site is not None:
        x, y = _cell(view, scene.site)
        canvas.put(x, y, "◆", "bold accent")
    _frame(canvas, scene)
    _leads(canvas, scene)
    _names(canvas, scene)
    return [canvas.line(y) for y in range(view.height)]


def _cell(view: MapView, spot: tuple[float, float]) -> tuple[int, int]:
    x, y = view.cell_of(spot)
    return int(x // 1), int(y // 1)


def _build(canvas: _Canvas, scene: Scene) -> None:
    """Lighter ground where people live."""
    view = scene.view
    for town in scene.towns:
        reach = reach_of_town(town.people) / view.metres
        if reach < 0.7:
            continue
        left, top = view.cell_of(town.spot)
        seed = sum(map(ord, town.name)) % 97
        for y in range(max(0, int(top - reach / 2 * 1.3)), min(view.height, int(top + reach / 2 * 1.3) + 1)):
            for x in range(max(0, int(left - reach * 1.3)), min(view.width, int(left + reach * 1.3) + 1)):
                upper, lower = canvas.ground[y][x]
                canvas.ground[y][x] = (
                    upper or _lies_in(x + 0.5 - left, (y + 0.25 - top) * 2, reach, seed),
                    lower or _lies_in(x + 0.5 - left, (y + 0.75 - top) * 2, reach, seed),
                )
    if scene.plain:
        canvas.ground = [[(upper or lower,) * 2 for upper, lower in row] for row in canvas.ground]


def _lies_in(east: float, south: float, reach: float, seed: int) -> bool:
    """No town is round."""
    angle = atan2(south, east)
    return hypot(east, south) < reach * (1 + 0.16 * sin(3 * angle + seed) + 0.1 * cos(5 * angle + seed * 2))


def _rings(canvas: _Canvas, scene: Scene) -> None:
    """Circles of dots, the innermost one with its distance."""
    view = scene.view
    left, top = view.cell_of(scene.site or view.centre)
    metres = round_length(view.height * view.metres * 0.62)
    for ring in range(1, _MOST_RINGS + 1):
        reach = metres * ring / view.metres
        steps = max(24, int(reach * 2 * pi))
        for step in range(steps):
            angle = 2 * pi * step / steps
            x, y = int((left + reach * cos(angle)) // 1), int((top + reach / 2 * sin(angle)) // 1)
            if canvas.inside(x, y) and canvas.ground[y][x] in _EVEN:
                canvas.signs[y][x], canvas.tokens[y][x] = "·", "line_hi"
    words = f" {length(metres)} "
    x, y = int(left - width_of(words) / 2), int((top - metres / view.metres / 2) // 1)
    if canvas.free(x, y, len(words)):
        canvas.put(x, y, words, "mute")


def length(metres: float) -> str:
    """A length in words: ``500 m``, ``2.5 km``."""
    if metres < 1000:
        return tr("{n} m", n=number(metres))
    return tr("{n} km", n=number(metres / 1000, 1 if metres % 1000 and metres < 10_000 else 0))


def _frame(canvas: _Canvas, scene: Scene) -> None:
    """North, the scale, and whom the towns come from."""
    view = scene.view
    canvas.put(view.width - 4, 0, f" {tr('N')}↑ ", "soft")
    metres = round_length(view.width * view.metres * 0.3)
    cells = max(2, round(metres / view.metres))
    words = f" ├{'─' * (cells - 2)}┤ {length(metres)} "
    canvas.put(0, view.height - 1, words, "mute")
    for credit in (f" {scene.credit} ", f" {scene.credit.partition(' ')[0]} ") if scene.credit else ():
        if canvas.free(view.width - len(credit), view.height - 1, len(credit)):
            canvas.put(view.width - len(credit), view.height - 1, credit, "mute")
            break


def _leads(canvas: _Canvas, scene: Scene) -> None:
    """One sign for each lead, a number where several share a cell."""
    counts: dict[tuple[int, int], int] = {}
    first: dict[tuple[int, int], Mark] = {}
    for mark in scene.marks:
        cell = _cell(scene.view, mark.spot)
        if canvas.inside(*cell) and (cell in first or cell not in canvas.taken):
            counts[cell] = counts.get(cell, 0) + 1
            first.setdefault(cell, mark)
            canvas.taken.add(cell)
    for (x, y), mark in first.items():
        several = counts[x, y]
        canvas.put(x, y, mark.glyph if several == 1 else "+" if several > 9 else str(several), mark.token)


def _names(canvas: _Canvas, scene: Scene) -> None:
    """Names of towns, the largest first, where there is room for them; the others are dots."""
    left = canvas.width * canvas.height // _CELLS_PER_NAME
    for town in _by_weight(scene):
        x, y = _cell(scene.view, town.spot)
        if not canvas.inside(x, y):
            continue
        name = cell_text(town.name)
        name = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        if width_of(name) != len(name):
            continue
        large = town.people >= _CITY
        dotted = (x, y) not in canvas.taken
        if dotted and left <= 0:
            canvas.put(x, y, "▪" if town.people >= _SMALL else "·", "mute")
        for at, down in _places(x, y, len(name)) if left > 0 else ():
            if canvas.free(at, down, len(name)) and not (down == y and at <= x < at + len(name)):
                canvas.put(at, down, name, "bold text" if large else "soft")
                if dotted:
                    canvas.put(x, y, "■" if large else "▪", "soft" if large else "mute")
                left -= 1
                break


def _by_weight(scene: Scene) -> list[Town]:
    """The town of the site first, then the largest."""
    if scene.site is None or not scene.towns:
        return list(scene.towns)
    x, y = scene.view.cell_of(scene.site)

    def far(town: Town) -> float:
        at, down = scene.view.cell_of(town.spot)
        return hypot(at - x, (down - y) * 2)

    own = min(scene.towns, key=far)
    return [own, *(town for town in scene.towns if town != own)]


def _places(x: int, y: int, width: int) -> Iterator[tuple[int, int]]:
    """Where a name may stand beside its town."""
    yield x + 2, y
    yield x - width - 1, y
    yield x - width // 2, y - 1
    yield x - width // 2, y + 1
    yield x + 1, y - 1
    yield x + 1, y + 1
