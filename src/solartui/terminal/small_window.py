"""The one line that stands in a window which is too small for the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual._compositor import LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from solartui.i18n import tr
from solartui.terminal import preflight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter

SMALLEST = Size(*preflight.SMALLEST)


def at_least(window: Size) -> Size:
    """The size that the screens are laid out in: never less than the smallest."""
    return Size(max(window.width, SMALLEST.width), max(window.height, SMALLEST.height))


def sentence(width: int) -> str:
    """What to do, in as many words as `width` cells hold."""
    size = f"{SMALLEST.width} x {SMALLEST.height}"
    offers = (
        tr("Please make this window larger: {size} or more", size=size),
        tr("Larger window, please"),
        size,
    )
    return next((offer for offer in offers if len(offer) <= width), "")


def notice(window: Size, style: Style, background: Color, filters: Sequence[LineFilter]) -> LayoutUpdate:
    """What fills `window`: the sentence in its middle and nothing else."""
    words = sentence(window.width).center(window.width)
    lines = [Strip([Segment(words if row == (window.height - 1) // 2 else " " * window.width, style)], window.width)
             for row in range(window.height)]  # fmt: skip
    for line_filter in filters:
        lines = [line.apply_filter(line_filter, background) for line in lines]
    return LayoutUpdate([[line] for line in lines], window.region)
