"""Paints the lines of a table, and remembers those that it painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from solartui.theme import DUSK, Palette
from solartui.widgets.columns import Column, Placed
from solartui.widgets.marks import Marks
from solartui.widgets.parts import Part, fit_parts
from solartui.widgets.row_parts import GUTTER, Line, RowParts, Said
from solartui.widgets.row_window import RowWindow, Viewport
from solartui.widgets.strips import BarredStrip, merged, segments_of, strip_of

Row = TypeVar("Row")

_CACHED = 512


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that the looks of a line depend on besides its row."""

    width: int = 0
    palette: Palette = DUSK
    filters: tuple[LineFilter, ...] = ()
    dim: bool = False


class RowPainter(Generic[Row]):
    """Paints the lines of a table and remembers those that it painted.

    Args:
        columns: what to show, the most useful first.
    """

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        self.parts = RowParts(columns)
        self.columns = self.parts.columns
        self._around = Surroundings()
        self._strips: dict[tuple[Line, str | None], Strip] = {}
        self._bars: dict[str | None, Segment] = {}

    def surround(self, around: Surroundings) -> None:
        """Begin anew with other columns, colours or another width."""
        self._around = around
        self.parts.surround(around.width, around.palette, dim=around.dim)
        self.forget()

    def forget(self) -> None:
        """Paint every line anew: other columns are in sight."""
        self._strips, self._bars = {}, {}

    def column_at(self, x: int) -> str | None:
        """The sortable column whose heading stands at `x`."""
        key = self.key_at(x)
        sortable = {column.key for column in self.columns.all if column.sortable}
        return key if key in sortable else None

    def key_at(self, x: int) -> str | None:
        """The column that stands at `x`."""
        for column, start, width, gap in self.columns.placed:
            if start <= x - GUTTER < start + width + gap:
                return column.key
        return None

    def edge_at(self, x: int) -> Placed | None:
        """The column whose right edge, the gap to the next one, stands at `x`."""
        return next((one for one in self.columns.placed if 0 <= x - GUTTER - one.x - one.width < one.gap), None)

    def head(self, y: int) -> Strip:
        """The headings (line 0) or the hair line below them (line 1)."""
        return self._strip(self.parts.hair_line() if y else self.parts.headings(), "bg", self._around.width)

    def line(self, line: Line, bar: str | None) -> Strip:
        """A line with its piece of scroll bar: the token of its colour, None for no bar."""
        strip = self._strips.get((line, bar))
        if strip is None:
            if len(self._strips) > _CACHED:
                self._strips.clear()
            strip = self._strips[line, bar] = BarredStrip(self._painted(line), self._bar(bar))
        return strip

    def _bar(self, bar: str | None) -> Segment:
        if bar not in self._bars:
            around = self._around
            piece = Segment("▐" if bar else " ", around.palette.style(bar or "text"))
            self._bars[bar] = next(iter(strip_of([piece], 1, around.filters, Color.parse(around.palette.bg))))
        return self._bars[bar]

    def _painted(self, line: Line) -> Strip:
        parts, surface = self.parts.line(line)
        return self._strip(parts, surface, self._around.width - 1)

    def _strip(self, parts: Sequence[Part], surface: str, cells: int) -> Strip:
        around = self._around
        segments = merged(segments_of(fit_parts(parts, cells), around.palette, surface))
        return strip_of(segments, cells, around.filters, Color.parse(around.palette.bg))


def lines_of(
    view: Viewport, window: RowWindow[Row], marks: Marks, cell: str | None = None, *, lit: bool = False
) -> list[Line]:
    """The lines that a view shows; all of its rows must be here. Below the last row there are empty ones.

    Args:
        view: which rows.
        window: where they are.
        marks: which of them are marked.
        cell: the column of the cell under the cursor.
        lit: whether the keys are here, which the line under the cursor tells.
    """
    lines = []
    for index in range(view.top, view.bottom()):
        row = window.rows[index]
        here = index == view.cursor
        marked = bool(marks) and marks.has(window.id_of(row))
        lines.append(Line(row, here, marked, cell if here else None, here and lit))
    return lines + [Line(None)] * (view.height - len(lines))


def said_lines(words: Sequence[Sequence[Part]], height: int) -> list[Line]:
    """Words in the upper third of an empty list."""
    above = max(0, (height - len(words)) // 3)
    lines = [Line(None)] * above + [Line(Said(tuple(parts))) for parts in words]
    return (lines + [Line(None)] * height)[:height]
