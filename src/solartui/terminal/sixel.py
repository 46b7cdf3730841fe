"""Pictures as sixels: six rows of dots in a sign, one colour after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

_FIRST = 63
_REPEATED = 4


def encode(numbers: bytes, colours: Sequence[tuple[int, int, int]], width: int) -> str:
    """A picture as the terminal takes it.

    Args:
        numbers: the number of the colour of every dot, row by row.
        colours: red, green and blue by number.
        width: dots of a row.
    """
    height = len(numbers) // width
    written = [f'\x1bP0;1;0q"1;1;{width};{height}']
    used = sorted(set(numbers))
    for number in used:
        red, green, blue = (round(channel * 100 / 255) for channel in colours[number])
        written.append(f"#{number};2;{red};{green};{blue}")
    for top in range(0, height, 6):
        rows = [numbers[y * width : (y + 1) * width] for y in range(top, min(top + 6, height))]
        bands = [f"#{number}{_band(rows, number, width)}" for number in sorted(set(b"".join(rows)))]
        written.append("$".join(bands))
        written.append("-")
    written.append("\x1b\\")
    return "".join(written)


def _band(rows: Sequence[bytes], number: int, width: int) -> str:
    masks = bytearray(width)
    for bit, row in enumerate(rows):
        at = row.find(number)
        while at >= 0:
            masks[at] |= 1 << bit
            at = row.find(number, at + 1)
    return "".join(_run(mask, len(list(same))) for mask, same in groupby(masks)).rstrip("?")


def _run(mask: int, count: int) -> str:
    sign = chr(_FIRST + mask)
    return f"!{count}{sign}" if count >= _REPEATED else sign * count
