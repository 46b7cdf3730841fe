"""The table of records: a Line-API widget over a window on a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from solartui.widgets.columns import Column
from solartui.widgets.row_painter import HEAD, RowPainter, Surroundings, lines_of, said_lines
from solartui.widgets.rows_view import RowsView
from solartui.widgets.table_frame import TableFrame

Row = TypeVar("Row")


class RecordTable(RowsView[Row]):
    """Rows of records below headings.

    Args:
        columns: what to show, the most useful first; those that do not fit are left out.
        id_of: the id of a row.
        id: the widget's id.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        id_of: Callable[[Row], int],
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(id_of, id)
        self.frame: TableFrame[Row] = TableFrame(RowPainter(columns))

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns."""
        self.frame.painter.columns = tuple(columns)
        if self.is_mounted:
            self._restyle()

    def set_sort(self, column: str, descending: bool) -> None:
        """Say in the headings how the rows are ordered."""
        self.frame.painter.sort = column, descending
        self.refresh(self.frame.head_changed())

    # ---- mouse

    def on_click(self, event: events.Click) -> None:
        """A heading sorts, the bar jumps, a row takes the cursor and a second click opens it."""
        line = event.y - HEAD
        if event.y == 0 and (column := self.frame.painter.column_at(event.x)):
            self.post_message(self.SortRequested(column))
        elif line >= 0 and event.x >= self.size.width - 1 and self.view.total:
            self.go(round(line / max(1, self.view.height - 1) * (self.view.total - 1)))
        elif 0 <= line < self.view.bottom() - self.view.top:
            self.go(self.view.top + line)
            if event.chain == 2:
                self.open()

    # ---- painting

    def on_resize(self) -> None:
        """Other widths, perhaps more rows."""
        self.view.resize(self.size.height - HEAD)
        self._restyle()
        self._show()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the table."""
        strips = [self.frame.strip(y) for y in range(crop.y, crop.bottom)]
        if crop.column_span != (0, self.size.width):
            return [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def surround(self, around: Surroundings) -> None:
        """Other colours, or another width."""
        self.frame.surround(around)

    def picture(self) -> Sequence[Region]:
        """The rows, or the words of an empty list."""
        view = self.view
        if view.total == 0:
            lines = said_lines(self._empty, view.height)
        else:
            lines = lines_of(view, self.window, self._marks.ids)
        return self.frame.show(lines, view.thumb(view.height))
