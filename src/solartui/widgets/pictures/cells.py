"""A picture as signs of a terminal: half blocks, or quadrants, which show twice as much from left to right.

A cell has two colours. In a quadrant cell the four dots are split into two groups so that as little as possible is
lost; in a half block the upper dot is the sign and the lower one its ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from solartui.domain.raster import Dot, Raster

Mode = Literal["quadrants", "halves"]

# The sign whose drawn dots are: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
_SIGNS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
_SPLITS = tuple(range(1, 8))  # the others are the same with both colours exchanged


def dots_for(width: int, height: int, mode: Mode) -> tuple[int, int]:
    """How many dots so many cells show."""
    return (width * 2, height * 2) if mode == "quadrants" else (width, height * 2)


def rows_of(raster: Raster, mode: Mode) -> list[list[Segment]]:
    """The lines of a picture; its size has to be that of `dots_for`."""
    rows = []
    for y in range(0, raster.height - 1, 2):
        upper, lower = raster.row(y), raster.row(y + 1)
        rows.append(_joined(_quadrants(upper, lower) if mode == "quadrants" else _halves(upper, lower)))
    return rows


def _halves(upper: Sequence[Dot], lower: Sequence[Dot]) -> list[Segment]:
    return [Segment("▀" if a != b else " ", _style(a, b)) for a, b in zip(upper, lower, strict=True)]


def _quadrants(upper: Sequence[Dot], lower: Sequence[Dot]) -> list[Segment]:
    cells = []
    for x in range(0, len(upper) - 1, 2):
        sign, colour, ground = _cell((upper[x], upper[x + 1], lower[x], lower[x + 1]))
        cells.append(Segment(sign, _style(colour, ground)))
    return cells


@lru_cache(8192)
def _cell(dots: tuple[Dot, Dot, Dot, Dot]) -> tuple[str, Dot, Dot]:
    """The sign and the two colours that come closest to four dots."""
    if dots[0] == dots[1] == dots[2] == dots[3]:
        return " ", dots[0], dots[0]
    best, chosen = -1, 1
    for split in _SPLITS:
        # The farther the means of both groups are apart, the less is lost within them.
        inside = [0, 0, 0]
        whole = [0, 0, 0]
        count = 0
        for at, dot in enumerate(dots):
            member = split >> at & 1
            count += member
            for channel in range(3):
                whole[channel] += dot[channel]
                inside[channel] += dot[channel] * member
        other = 4 - count
        apart = sum((inside[c] * other - (whole[c] - inside[c]) * count) ** 2 for c in range(3)) // (count * other)
        if apart > best:
            best, chosen = apart, split
    drawn = [dot for at, dot in enumerate(dots) if chosen >> at & 1]
    rest = [dot for at, dot in enumerate(dots) if not chosen >> at & 1]
    return _SIGNS[chosen], _typical(drawn), _typical(rest)


def _typical(dots: Sequence[Dot]) -> Dot:
    """The dot that is nearest to the mean, so that a picture of few colours stays one."""
    count = len(dots)
    mean = tuple(sum(dot[channel] for dot in dots) / count for channel in range(3))
    return min(dots, key=lambda dot: sum((one - other) ** 2 for one, other in zip(dot, mean, strict=True)))


@lru_cache(4096)
def _style(colour: Dot, ground: Dot) -> Style:
    return Style(color=Color.from_rgb(*colour), bgcolor=Color.from_rgb(*ground))


def _joined(cells: Sequence[Segment]) -> list[Segment]:
    """Neighbours of one look as one segment."""
    joined: list[Segment] = []
    for cell in cells:
        if joined and joined[-1].style is cell.style:
            joined[-1] = Segment(joined[-1].text + cell.text, cell.style)
        else:
            joined.append(cell)
    return joined
