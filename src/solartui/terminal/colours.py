"""The nearest colours of a terminal that has few of them, by how alike they look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from rich.color import Color
from rich.style import Style

Lab = tuple[float, float, float]
Nearest = Callable[[int, int, int], Color]


def nearest_styles(count: int) -> Callable[[Style], Style]:
    """What maps a style to the terminal's own colours, so that dark surfaces stay apart.

    Args:
        count: 256 for the xterm palette (its 240 fixed entries), or 16.
    """
    nearest = lru_cache(4096)(_nearest_of_256 if count == 256 else _nearest_of_16)
    return lru_cache(16384)(partial(_mapped_style, nearest))


def _mapped_style(nearest: Nearest, style: Style) -> Style:
    text, surface = (_mapped_colour(nearest, colour) for colour in (style.color, style.bgcolor))
    return style if text is None and surface is None else style + Style(color=text, bgcolor=surface)


def _mapped_colour(nearest: Nearest, colour: Color | None) -> Color | None:
    return None if colour is None or colour.triplet is None else nearest(*colour.triplet)


def _nearest_of_256(red: int, green: int, blue: int) -> Color:
    return _closest((red, green, blue), _cube_near(red, green, blue) | _greys_near(red, green, blue))


def _nearest_of_16(red: int, green: int, blue: int) -> Color:
    return _closest((red, green, blue), range(16))


_CUBE = (0, 95, 135, 175, 215, 255)
_CUBE_FIRST = 16
_GREY_FIRST, _GREY_LAST = 232, 255


def _cube_near(*channels: int) -> set[int]:
    """The corners of the cell of the colour cube that holds a colour."""
    indices = {0}
    for channel in channels:
        above = next(place for place, level in enumerate(_CUBE) if level >= channel)
        indices = {index * 6 + level for index in indices for level in (max(0, above - 1), above)}
    return {_CUBE_FIRST + index for index in indices}


def _greys_near(red: int, green: int, blue: int) -> set[int]:
    """The greys about as light as a colour, by the weights of Rec. 709."""
    step = int((0.2126 * red + 0.7152 * green + 0.0722 * blue - 8) // 10)
    return {min(max(_GREY_FIRST + step + near, _GREY_FIRST), _GREY_LAST) for near in (-1, 0, 1, 2)}


def _closest(colour: tuple[int, int, int], entries: Iterable[int]) -> Color:
    wanted = lab(*colour)
    return Color.from_ansi(min(entries, key=lambda entry: distance(wanted, _palette_lab(entry))))


@lru_cache(256)
def _palette_lab(entry: int) -> Lab:
    return lab(*Color.from_ansi(entry).get_truecolor())


def distance(one: Lab, other: Lab) -> float:
    """How far two colours are apart; lightness counts double, for it is what keeps surfaces and text apart."""
    return 2 * (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2


def lab(red: int, green: int, blue: int) -> Lab:
    """CIE L*a*b* (D65) of an sRGB colour given as 0 to 255."""
    r, g, b = (_linear(channel / 255) for channel in (red, green, blue))
    x = _lab_root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = _lab_root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = _lab_root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _lab_root(part: float) -> float:
    return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
