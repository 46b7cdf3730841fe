"""Parts as the lines of widgets that draw themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from solartui.theme import Palette
from solartui.widgets.parts import Part


class BarredStrip(Strip):
    """A row with its piece of scroll bar; cut off the bar, it is the row itself with all that it has cached."""

    __slots__ = ("_row",)

    def __init__(self, row: Strip, bar: Segment) -> None:
        super().__init__([*row, bar], row.cell_length + 1)
        self._row = row

    def crop(self, start: int, end: int | None = None) -> Strip:
        """A part of the strip, in cells."""
        if start == 0 and end == self._row.cell_length:
            return self._row
        return super().crop(start, end)


def segments_of(parts: Iterable[Part], palette: Palette, surface: str = "bg") -> list[Segment]:
    """Parts as segments on a surface."""
    return [Segment(text, palette.style(token, surface)) for text, token in parts if text]


def merged(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours of the same style as one segment; a blank takes any colour, so it joins the one before it."""
    joined: list[Segment] = []
    for segment in segments:
        if joined and (joined[-1].style == segment.style or _same_blank(joined[-1], segment)):
            joined[-1] = Segment(joined[-1].text + segment.text, joined[-1].style)
        else:
            joined.append(segment)
    return joined


def _same_blank(before: Segment, blank: Segment) -> bool:
    surfaces = [segment.style.bgcolor if segment.style else None for segment in (before, blank)]
    return surfaces[0] == surfaces[1] and not blank.text.strip(" ")


def strip_of(
    segments: list[Segment], width: int, filters: Sequence[LineFilter] = (), background: Color | None = None
) -> Strip:
    """Segments as a strip of known width, after the filters of the app (no colour, 256 colours, control characters)."""
    for line_filter in filters:
        segments = line_filter.apply(segments, background or _BLACK)
    return Strip(segments, width)


_BLACK = Color(0, 0, 0)
