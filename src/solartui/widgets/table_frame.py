"""What a table shows just now, line by line, and what has to be painted when it shows something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.geometry import Region
from textual.strip import Strip

from solartui.widgets.row_painter import RowPainter, Surroundings
from solartui.widgets.row_parts import HEAD, Line

Row = TypeVar("Row")


class TableFrame(Generic[Row]):
    """The lines on the screen with their pieces of scroll bar.

    Args:
        painter: turns lines into strips.
    """

    def __init__(self, painter: RowPainter[Row]) -> None:
        self.painter = painter
        self._width = 0
        self._lines: list[Line] = []
        self._bars: list[str | None] = []
        self._strips: dict[int, Strip] = {}

    def surround(self, around: Surroundings) -> None:
        """Show the same in other colours or another width; all of it has to be painted again."""
        self._width = around.width
        self._strips = {}
        self.painter.surround(around)

    def show(self, lines: Sequence[Line], thumb: tuple[int, int]) -> list[Region]:
        """Show these lines and return the regions that look different now."""
        start, length = thumb
        bars: list[str | None] = [None] * len(lines)
        if length:
            bars = ["line_hi" if start <= at < start + length else "panel" for at in range(len(lines))]
        same = len(lines) == len(self._lines)
        regions = []
        for at, (line, bar) in enumerate(zip(lines, bars, strict=True)):
            bar_same = same and bar == self._bars[at]
            if same and bar_same and line == self._lines[at]:
                continue
            self._strips.pop(at + HEAD, None)
            regions.append(Region(0, at + HEAD, self._width - bar_same, 1))
        self._lines, self._bars = list(lines), bars
        return regions

    def expect(self, lines: Sequence[Line]) -> None:
        """Paint lines that may be shown next, while nobody waits."""
        for line in lines:
            self.painter.line(line, "panel")

    def forget(self) -> None:
        """Other columns are in sight: all lines have to be painted again."""
        self._strips = {}
        self.painter.forget()

    def head_changed(self) -> Region:
        """The headings say something else now."""
        self._strips.pop(0, None)
        return Region(0, 0, self._width, 1)

    def strip(self, y: int) -> Strip:
        """The line at `y` of the table, headings included."""
        strip = self._strips.get(y)
        if strip is None:
            at = y - HEAD
            if at < 0:
                strip = self.painter.head(y)
            elif at < len(self._lines):
                strip = self.painter.line(self._lines[at], self._bars[at])
            else:
                strip = self.painter.line(Line(None), None)
            self._strips[y] = strip
        return strip
