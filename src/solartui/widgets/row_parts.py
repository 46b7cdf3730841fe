"""The lines of a table as parts: one raised row with an amber bar, marked rows tinted, no grid.

Nothing here needs Textual: the first rows are painted before it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from solartui.domain.listing import Sort
from solartui.theme import DUSK, Palette
from solartui.widgets.column_view import ColumnView
from solartui.widgets.columns import Column, heading
from solartui.widgets.parts import Part, fit_parts, keep_end

Row = TypeVar("Row")

GUTTER = 3
HEAD = 2


class Line(NamedTuple):
    """What one line shows; two equal ones look alike, so only lines that differ are painted again."""

    row: object | None
    cursor: bool = False
    marked: bool = False
    cell: str | None = None
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A line of words in place of rows, for an empty list."""

    parts: tuple[Part, ...]


class RowParts(Generic[Row]):
    """What the lines of a table say, and in which colours.

    Args:
        columns: what to show, the most useful first.

    Attributes:
        width: of the table in cells, the last one of them for the scroll bar.
        dim: whether the table is behind something else.
    """

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        self.columns = ColumnView(columns)
        self.sort: Sequence[Sort] = ()
        self.width = 0
        self.dim = False
        self._palette = DUSK

    def surround(self, width: int, palette: Palette, *, dim: bool = False) -> None:
        """Say it in other colours or another width."""
        self.width, self._palette, self.dim = width, palette, dim
        # The gutter, a blank and the scroll bar are no room for columns.
        self.columns.fit(width - GUTTER - 2)

    def headings(self) -> list[Part]:
        """The line above the rows."""
        parts: list[Part] = [(" " * GUTTER, "mute")]
        for placed in self.columns.placed:
            parts += [*heading(placed, self.sort), (" " * placed.gap, "mute")]
        return parts

    def hair_line(self) -> list[Part]:
        """The line below the headings; its ends tell that there are more columns that way."""
        width = self.width - 1
        left, right = ("‹" if self.columns.before else ""), ("›" if self.columns.behind else "")
        return [(left, "accent"), ("─" * (width - len(left + right)), "line"), (right, "accent"), (" ", "line")]

    def line(self, line: Line) -> tuple[list[Part], str]:
        """What a line says, and the surface that it stands on."""
        width = self.width - 1
        if line.row is None:
            return [(" " * width, "text")], "bg"
        if isinstance(line.row, Said):
            room = max(0, width - sum(len(text) for text, _ in line.row.parts))
            return [(" " * (room // 2), "text"), *line.row.parts], "bg"
        return self._row(line), "raised" if line.cursor else "tint" if line.marked else "bg"

    def _row(self, line: Line) -> list[Part]:
        parts = self._gutter(line)
        for column, _, cells, gap in self.columns.placed:
            said = column.render(line.row, self._palette)
            cell = fit_parts(keep_end(said, cells) if column.end else said, cells, column.align)
            if column.key == line.cell:
                cell = [(text, "bold text@accent_bg") for text, _ in cell]
            else:
                cell = self._emphasised(cell, line.cursor and column.lead)
            parts += cell
            parts.append((" " * gap, "text" if column.key == line.cell else parts[-1][1]))
        return parts

    def _gutter(self, line: Line) -> list[Part]:
        # A blank takes the colour of the sign behind it: one piece of text instead of two.
        bar = "accent" if line.lit or not line.cursor else "mute"
        return [("▌" if line.cursor else " ", bar), ("✓ " if line.marked else "  ", "accent")]

    def _emphasised(self, cell: Iterable[Part], bold: bool) -> list[Part]:
        if self.dim:
            return [(text, "mute") for text, _ in cell]
        return [(text, f"bold {token}" if bold else token) for text, token in cell]
