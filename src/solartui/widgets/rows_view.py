"""A window on a list of records with a cursor and marks, whatever it looks like.

It never waits. Where it lacks rows it asks for them (`RowsWanted`) and keeps showing what it has; the screen answers
with `supply`. One key paints the lines that look different after it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Generic, TypeAlias, TypeVar

from textual import events, on
from textual.timer import Timer

from solartui.commands.bindings import bindings_for
from solartui.domain.listing import Sort
from solartui.widgets import table_messages
from solartui.widgets.list_canvas import ListCanvas
from solartui.widgets.marks import Marks
from solartui.widgets.parts import Part
from solartui.widgets.row_window import RowWindow, Viewport

Row = TypeVar("Row")

PATIENCE = 0.15
"""Seconds before old rows are dimmed while new ones are on their way."""


class RowsView(ListCanvas, Generic[Row], can_focus=True):
    """Rows of records with a cursor and marks. A subclass paints them: `surround`, `picture`.

    Args:
        id_of: the id of a row.
        id: the widget's id.
        marks: which records are marked, where other views show the same ones; the view's own otherwise.
    """

    BINDINGS = bindings_for("table")
    ALLOW_SELECT = False

    RowsWanted: TypeAlias = table_messages.RowsWanted
    CursorMoved: TypeAlias = table_messages.CursorMoved
    Opened: TypeAlias = table_messages.Opened
    SortRequested: TypeAlias = table_messages.SortRequested
    MarksChanged: TypeAlias = table_messages.MarksChanged
    RangeWanted: TypeAlias = table_messages.RangeWanted

    def __init__(
        self,
        id_of: Callable[[Row], int],
        id: str | None = None,  # noqa: A002 - Textual's name for it
        marks: Marks | None = None,
    ) -> None:
        super().__init__(id=id)
        self.marks = Marks() if marks is None else marks
        self.view = Viewport()
        self.window: RowWindow[Row] = RowWindow(id_of)
        self._empty: Sequence[Sequence[Part]] = ()
        self._keep_id: int | None = None
        self._kept_at = 0
        self._announced: int | None = None
        self._told_marks = 0
        self._to_end = False
        self._patience: Timer | None = None

    # ---- for subclasses

    def set_sort(self, sort: Sort) -> None:
        """Say how the rows are ordered."""

    def sideways(self, by: int) -> None:
        """Show what is further to the right, or to the left."""

    # ---- what the screen does with it

    @property
    def cursor_id(self) -> int | None:
        """The record under the cursor; None while its row is on its way."""
        return self.window.id_at(self.view.cursor)

    @property
    def cursor_row(self) -> Row | None:
        """The row under the cursor, if it is here."""
        return self.window.rows.get(self.view.cursor)

    def reload(self, keep_id: int | None = None, *, cursor: int | None = None) -> int:
        """Ask for everything anew and keep showing the old rows until the new ones are here.

        Args:
            keep_id: the record on which the cursor is to stay, wherever it is then.
            cursor: else the index to go to.

        Returns:
            the new generation.
        """
        self.view.note()
        generation = self.window.begin()
        self.view.total = None
        # A reload while one is under way keeps what that one was to keep.
        if keep_id is not None or cursor is not None or self._keep_id is None:
            self._keep_id, self._kept_at = keep_id, self.view.cursor
        self.marks.forget_row()
        if cursor is not None:
            self.view.go(cursor, cursor)
        self._show()
        return generation

    def continue_from(self, other: RowsView[Row]) -> None:
        """Show what another view of the same list shows, with the cursor on the same record; they share the rows."""
        self.window, self._empty = other.window, other._empty
        self._keep_id, self._kept_at, self._to_end = other._keep_id, other._kept_at, other._to_end
        self._announced, self._told_marks = other._announced, other._told_marks
        self.view.total = other.view.total
        self.view.go(other.view.cursor, other.view.top)
        self._show()

    def supply(self, generation: int, start: int, rows: Sequence[Row], *, cursor: int | None = None) -> None:
        """Rows that were asked for, from index `start` on; those of an older generation are ignored.

        Args:
            generation: as `RowsWanted` said it.
            start: index of the first row.
            rows: the rows; none at all means that the list ends before `start`.
            cursor: where the record to keep is now.
        """
        if not self.window.supply(generation, start, rows):
            return
        if self._keep_id is not None:
            place = self.window.index_of(self._keep_id) if cursor is None else cursor
            self._keep_id = None
            if place is not None:
                # Keys that were pressed meanwhile count from the record that was kept.
                place += self.view.cursor - self._kept_at
                self.view.go(place, place - (self.view.cursor - self.view.top))
        if self.view.total is None and self.window.end is not None:
            self.set_total(self.window.end)
        self._show()

    def bring_back(self, generation: int) -> bool:
        """What was asked for is out of reach: the rows before it are what there is, and the cursor is where it was."""
        if back := self.window.bring_back(generation):
            self.view.go_back()
            self._show()
        return back

    def renew(self, span: tuple[int, int], rows: Sequence[Row], *, cursor: int | None = None) -> None:
        """Show rows that were read anew, all at once; a list that ends before the end of the span ends there.

        Args:
            span: first index that was asked for, and the one after the last.
            rows: what was found.
            cursor: where the cursor is to stand; it stays where it is if this is not given.
        """
        generation = self.window.begin()
        self._keep_id, self.view.total = None, None
        self.marks.forget_row()
        if cursor is not None:
            self.view.go(cursor, cursor - (self.view.cursor - self.view.top))
        self.window.wanted(*span)
        self.supply(generation, span[0], rows)

    def set_total(self, total: int) -> None:
        """How many rows there are."""
        self.view.total = total
        self.view.go(total - 1 if self._to_end else self.view.cursor)
        self._to_end = False
        self._show()

    def set_empty(self, *lines: Sequence[Part]) -> None:
        """What to say where there is no row."""
        self._empty = lines
        self._show()

    def go(self, index: int) -> None:
        """Put the cursor on a row."""
        if self.view.go(index):
            self._show()

    def open(self) -> None:
        """Ask the screen to open the record under the cursor."""
        if (record_id := self.cursor_id) is not None:
            self.post_message(self.Opened(record_id))

    # ---- marks

    def toggle_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away, and go one down."""
        if (record_id := self.cursor_id) is not None:
            self.marks.toggle(record_id, self.view.cursor)
            self.view.go(self.view.cursor + 1)
            self.show_marks()

    def mark_range(self) -> None:
        """Mark everything from the last mark to the cursor."""
        first, last = self.marks.range_to(self.view.cursor)
        if self.window.has(first, last + 1):
            self.mark(self.window.id_of(self.window.rows[index]) for index in range(first, last + 1))
        else:
            self.post_message(self.RangeWanted(first, last))

    def mark(self, ids: Iterable[int]) -> None:
        """Mark more records."""
        self.marks.add(ids)
        self.show_marks()

    def clear_marks(self) -> None:
        """Mark nothing."""
        self.marks.clear()
        self.show_marks()

    def show_marks(self) -> None:
        """Show which records are marked now, and tell the page when it is another number of them."""
        self._show()
        if self.marks.count != self._told_marks:
            self._told_marks = self.marks.count
            self.post_message(self.MarksChanged(self._told_marks))

    # ---- keys and mouse

    def action_cursor(self, by: int) -> None:
        """Some rows down, or up."""
        self.go(self.view.cursor + by)

    def action_page(self, by: int) -> None:
        """Some pages down, or up."""
        if self.view.page(by):
            self._show()

    def action_edge(self, by: int) -> None:
        """To the last row, or to the first."""
        self._to_end = by > 0 and self.view.total is None
        if not self._to_end and self.view.go((self.view.total or 1) - 1 if by > 0 else 0):
            self._show()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _wheel(self, event: events.MouseEvent) -> None:
        event.stop()
        if event.shift:
            self.sideways(1 if isinstance(event, events.MouseScrollDown) else -1)
        elif self.view.scroll(3 if isinstance(event, events.MouseScrollDown) else -3):
            self._show()

    # ---- painting

    def _show(self) -> None:
        """Show the rows that the view is on; where some are on their way, leave everything as it is."""
        view, window = self.view, self.window
        if not (window.generation and self.size.height and self.display):
            self._missed = bool(window.generation)
            return
        if span := window.lacking(view):
            self.post_message(self.RowsWanted(*span, window.generation, self._keep_id))
        if not window.has(view.top, view.bottom()):
            self._patience = self._patience or self.set_timer(PATIENCE, partial(self._set_dim, dim=True))
            return
        self._set_dim(dim=False)
        if regions := self.picture():
            self.refresh(*regions)
            self.answer()
        if self.cursor_id != self._announced:
            self._announced = self.cursor_id
            self.post_message(self.CursorMoved(self._announced))
        self.call_later(self.expect)

    def _is_here(self) -> bool:
        return self.window.has(self.view.top, self.view.bottom())

    def _set_dim(self, *, dim: bool) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if dim != self._dim:
            self._dim = dim
            self._restyle()
