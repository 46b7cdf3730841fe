"""The one exit of record text to a cell: clean, on one line, and exactly as wide as it says.

Sequences of emoji, flags and keycaps have another width in nearly every terminal; in a table one of them would shift
the rest of the row. They are replaced by their base sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, set_cell_size

from solartui.domain.text import clean
from solartui.i18n import with_comma

Align = Literal["left", "right"]

WIDEST = 200
"""No cell is wider than this, whatever is stored."""

# What follows a base sign in a sequence: selectors, skin tones, keycap and tag signs, and joined further signs.
_TAIL = re.compile("[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef]+")
_JOINED = re.compile("\u200d[\u2190-\u2bff\U0001f000-\U0001faff]")
_JOINERS = re.compile("[\u200c\u200d]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
# A number as `number` writes it.
_NUMBER = re.compile(r"-?[0-9]+(?: [0-9]{3})*(?:[.,][0-9]+)?")
_UNITS = ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "k"))
_RARE = re.compile("[\u200c-\u200d\u20e3\ufe00-\ufe0f\U0001f1e6-\U000e01ef]")


def cell_text(value: object) -> str:
    """Any value as the text of one cell; nothing for None."""
    if value is None:
        return ""
    text = value if value.__class__ is str else str(value)
    if text.isascii() and text.isprintable():
        return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
    return _cell_text(text[: WIDEST * 8])


@lru_cache(2048)
def _cell_text(text: str) -> str:
    text = clean(text)
    if _RARE.search(text):
        text = _JOINED.sub("", _TAIL.sub("", text))
        text = _JOINERS.sub("", _FLAG.sub(lambda flag: chr(ord(flag[0]) - 0x1F1E6 + ord("A")), text))
    return text if cell_len(text) <= WIDEST else fit(text, WIDEST)


def fit(text: str, width: int, align: Align = "left") -> str:
    """`text` in exactly `width` cells: cut with an ellipsis, or filled up with blanks."""
    if width <= 0:
        return ""
    plain = text.isascii() or max(text) < "\u0300"
    room = width - (len(text) if plain else cell_len(text))
    if room < 0:
        cut = text[: width - 1] if plain else set_cell_size(text, width - 1)
        return cut + "…"
    return " " * room + text if align == "right" else text + " " * room


def fit_number(text: str, width: int) -> str:
    """A number in exactly `width` cells at their end: without its blanks, or rounded, before anything is cut off."""
    text = text.strip()
    if len(text) > width and _NUMBER.fullmatch(text):
        text = next((one for one in _shorter(text.replace(" ", "")) if len(one) <= width), text)
    return fit(text, width, "right")


def _shorter(digits: str) -> Iterator[str]:
    """Ever shorter ways to write a number."""
    yield digits
    value = float(digits.replace(",", "."))
    yield f"{value:.0f}"
    for size, unit in _UNITS:
        if abs(value) >= size:
            yield with_comma(f"{value / size:.1f}{unit}")
            yield f"{value / size:.0f}{unit}"


def width_of(text: str) -> int:
    """How many cells a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def number(value: float | None, decimals: int = 0) -> str:
    """A number in groups of three, with a comma before the decimals in Polish; nothing for None."""
    if value is None:
        return ""
    return with_comma(f"{value:,.{decimals}f}".replace(",", " "))
