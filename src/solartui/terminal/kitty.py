"""Pictures by kitty's protocol: sent once, then placed by cells of text that every program can move, cover and cut."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import cycle

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from solartui.domain.raster import Raster

_PLACEHOLDER = "\U0010eeee"
_CHUNK = 4096
# The marks that count rows and columns, in the order that the protocol gives them.
_MARKS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357\u035b\u0363"
    "\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f\u0483\u0484\u0485\u0486\u0487\u0592"
    "\u0593\u0594\u0595\u0597\u0598\u0599\u059c\u059d\u059e\u059f\u05a0\u05a1\u05a8\u05a9\u05ab\u05ac\u05af\u05c4"
    "\u0610\u0611\u0612\u0613\u0614\u0615\u0616\u0617\u0657\u0658\u0659\u065a\u065b\u065d\u065e\u06d6\u06d7\u06d8"
)
# The number of a picture is the colour of its cells; the first sixteen look different to every person.
_numbers = cycle(range(16, 256))


def next_number() -> int:
    """A number for a picture; the oldest one is used again."""
    return next(_numbers)


def transmission(number: int, picture: Raster, columns: int, rows: int) -> str:
    """What sends a picture for so many cells, without showing it yet."""
    head = f"a=T,U=1,i={number},f=24,o=z,s={picture.width},v={picture.height},c={columns},r={rows},q=2"
    data = base64.standard_b64encode(zlib.compress(picture.data)).decode()
    pieces = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)] or [""]
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\" + "".join(_pieces(head, pieces))


def _pieces(head: str, pieces: list[str]) -> Iterator[str]:
    for at, piece in enumerate(pieces):
        more = int(at < len(pieces) - 1)
        control = f"{head},m={more}" if at == 0 else f"m={more},q=2"
        yield f"\x1b_G{control};{piece}\x1b\\"


def cells(number: int, columns: int, rows: int) -> list[list[Segment]]:
    """The cells that stand for a picture; as many rows as there are marks to count them."""
    style = _style(number)
    return [
        [Segment("".join(_cell(row, column) for column in range(columns)), style)]
        for row in range(min(rows, len(_MARKS)))
    ]


def _cell(row: int, column: int) -> str:
    # Beyond the marks a cell goes on from the one at its left.
    return _PLACEHOLDER + (_MARKS[row] + _MARKS[column] if column < len(_MARKS) else "")


@lru_cache(256)
def _style(number: int) -> Style:
    return Style(color=Color.from_ansi(number))
