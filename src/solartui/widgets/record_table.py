"""The table of records: a Line-API widget over a window on a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from textual import events, on
from textual.geometry import Region
from textual.strip import Strip

from solartui.commands.bindings import bindings_for
from solartui.domain.column_choice import ColumnChoice
from solartui.domain.listing import Sort
from solartui.widgets import table_messages
from solartui.widgets.column_view import ColumnView
from solartui.widgets.columns import Column
from solartui.widgets.row_painter import RowPainter, Surroundings, lines_of, said_lines
from solartui.widgets.row_parts import GUTTER, HEAD, Line
from solartui.widgets.rows_view import RowsView
from solartui.widgets.table_frame import TableFrame

Row = TypeVar("Row")


class RecordTable(RowsView[Row]):
    """Rows of records below headings.

    Args:
        columns: what to show, the most useful first; those that do not fit are left out.
        id_of: the id of a row.

    Attributes:
        has_cells: whether the cursor can stand on one cell, to change it.
        cell: the column of the cell under the cursor; None while the cursor stands on the whole row.
    """

    BINDINGS = bindings_for("cells")
    CellMoved: TypeAlias = table_messages.CellMoved
    ColumnsChanged: TypeAlias = table_messages.ColumnsChanged

    def __init__(self, columns: Sequence[Column[Row]], id_of: Callable[[Row], int]) -> None:
        super().__init__(id_of)
        self.frame: TableFrame[Row] = TableFrame(RowPainter(columns))
        self.has_cells = False
        self.cell: str | None = None
        self._edge: tuple[str, int] | None = None
        self._dragged: str | None = None

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns."""
        self.columns.offer(columns)
        self._sidestepped()

    def add_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Have these columns besides, instead of those that were added before."""
        if self.columns.add(columns):
            if self.cell not in {column.key for column in self.columns.columns}:
                self.leave_cells()
            self._sidestepped()

    def choose_columns(self, choice: ColumnChoice) -> None:
        """Show the columns that a person chose."""
        self.columns.choose(choice)
        if self.cell not in {column.key for column in self.columns.columns}:
            self.leave_cells()
        self._sidestepped()

    def lend_columns(self, keys: frozenset[str]) -> None:
        """Have columns that say something only for a while."""
        if self.columns.lend(keys):
            if self.cell not in {column.key for column in self.columns.columns}:
                self.leave_cells()
            self._sidestepped()

    def set_sort(self, sort: Sort) -> None:
        """Say in the headings how the rows are ordered."""
        self.frame.painter.parts.sort = sort.keys
        self.refresh(self.frame.head_changed())

    # ---- from column to column

    @property
    def columns(self) -> ColumnView[Row]:
        """The columns, and which of them are in sight."""
        return self.frame.painter.columns

    def action_sideways(self, by: int) -> None:
        """To the next cell of the row, or the one before; without cells, move the columns that are in sight."""
        if not self.has_cells:
            self.sideways(by)
            return
        keys = [column.key for column in self.columns.columns]
        at = by + (keys.index(self.cell) if self.cell is not None else 0)
        if at < 0:
            self.leave_cells()
        elif at < len(keys):
            self.go_to_cell(keys[at])

    def go_to_cell(self, key: str) -> None:
        """Put the cursor on one cell of its row; columns move so that it is in sight."""
        self.cell = key
        self.show_column(key)
        self._show()
        self.post_message(self.CellMoved(key))

    def leave_cells(self) -> bool:
        """The cursor stands on the whole row again; says whether it stood on a cell."""
        was_there, self.cell = self.cell is not None, None
        if was_there:
            self._show()
            self.post_message(self.CellMoved(None))
        return was_there

    def sideways(self, by: int) -> None:
        """Move the columns that are in sight."""
        if self.columns.scroll(by):
            self._sidestepped()

    def place_of_cell(self, key: str) -> Region | None:
        """Where a cell of the row under the cursor stands on the screen; None where it is out of sight."""
        placed = next((placed for placed in self.columns.placed if placed.column.key == key), None)
        if placed is None or not self.view.top <= self.view.cursor < self.view.bottom():
            return None
        x, y = self.region.offset
        return Region(x + GUTTER + placed.x, y + HEAD + self.view.cursor - self.view.top, placed.width, 1)

    def place_of_row(self) -> Region | None:
        """Where the row under the cursor stands on the screen; None where it is out of sight."""
        first = self.columns.placed[:1]
        return self.place_of_cell(first[0].column.key) if first else None

    def show_column(self, key: str) -> None:
        """Move the columns so that one is in sight."""
        if self.columns.reveal(key):
            self._sidestepped()

    def _sidestepped(self) -> None:
        if self.is_mounted:
            self.frame.forget()
            self.refresh()

    @on(events.MouseScrollLeft)
    @on(events.MouseScrollRight)
    def _wheel_sideways(self, event: events.MouseEvent) -> None:
        event.stop()
        self.sideways(1 if isinstance(event, events.MouseScrollRight) else -1)

    # ---- mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The edge of a heading can be dragged."""
        edge = self.frame.painter.edge_at(event.x) if event.y == 0 else None
        self._dragged = None
        if edge is not None:
            self._edge = edge.column.key, event.screen_x - edge.width
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The column follows the mouse."""
        if self._edge is not None:
            key, start = self._edge
            self._dragged = key
            self.columns.widen(key, event.screen_x - start)
            self._sidestepped()

    def on_mouse_up(self) -> None:
        """The column stays as wide as it is now."""
        if self._edge is not None:
            self._edge = None
            self.release_mouse()
            if self._dragged is not None:
                self.post_message(self.ColumnsChanged())

    def on_click(self, event: events.Click) -> None:
        """A heading sorts, the bar jumps, a row takes the cursor and a second click opens it."""
        line = event.y - HEAD
        if self._dragged is not None:
            self._dragged = None
        elif event.y == 0 and (column := self.frame.painter.column_at(event.x)):
            self.post_message(self.SortRequested(column, more=event.ctrl or event.shift))
        elif line >= 0 and event.x >= self.size.width - 1 and self.view.total:
            self.go(round(line / max(1, self.view.height - 1) * (self.view.total - 1)))
        elif 0 <= line < self.view.bottom() - self.view.top:
            self.go(self.view.top + line)
            if self.cell is not None and (key := self.frame.painter.key_at(event.x)):
                self.go_to_cell(key)
            if event.chain == 2:
                self.open()

    # ---- painting

    def fit(self) -> None:
        """All lines below the headings are for rows."""
        self.view.resize(self.size.height - HEAD)

    def strip(self, y: int) -> Strip:
        """A line of the table."""
        return self.frame.strip(y)

    def surround(self, around: Surroundings) -> None:
        """Other colours, or another width."""
        self.frame.surround(around)

    def picture(self) -> Sequence[Region]:
        """The rows, or the words of an empty list."""
        view = self.view
        if view.total == 0:
            lines = said_lines(self._empty, view.height)
        else:
            lines = lines_of(view, self.window, self.marks, self.cell, lit=self.has_keys)
        return self.frame.show(lines, view.thumb(view.height))

    def expect(self) -> None:
        """Paint the rows of the page below and of the page above, as far as they are here."""
        view, rows = self.view, self.window.rows
        near = (*range(view.bottom(), view.bottom() + view.height), *range(max(0, view.top - view.height), view.top))
        marks = self.marks
        found = (rows[index] for index in near if index in rows)
        self.frame.expect([Line(row, marked=bool(marks) and marks.has(self.window.id_of(row))) for row in found])
