"""The board: columns side by side as far as they fit, and the folded ones in a rail."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Generic, Self

from textual import events, on
from textual.app import ComposeResult

from solartui.domain.board import Total
from solartui.domain.listing import CardLine
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.board.column import GAP, BoardColumn, ColumnKind, Source
from solartui.widgets.board.messages import Dropped, Folded
from solartui.widgets.board.rail import Rail
from solartui.widgets.cards.face import ColumnFace
from solartui.widgets.marks import Marks
from solartui.widgets.parts import Part
from solartui.widgets.rows_view import RowsView

NARROWEST = 22
"""A column is never narrower, where there is room for one."""
_RAIL = 4


class Board(Backdrop, Generic[CardLine]):
    """Columns of records, one of which has the cursor.

    Args:
        kinds: what the columns stand for, in their order.
        face: what stands on a card.
        marks: which records are marked.
        source: where records come from.
        folded: keys of the columns that are folded at first.

    Attributes:
        columns: all columns by their keys, folded or not.
    """

    def __init__(
        self,
        kinds: Sequence[ColumnKind],
        face: ColumnFace[CardLine],
        marks: Marks,
        source: Source[CardLine],
        folded: Collection[str],
    ) -> None:
        super().__init__()
        self._face = face
        self.columns = {kind.key: BoardColumn(kind, face, marks, source) for kind in kinds}
        self.rail = Rail()
        self.marks = marks
        self._folded = {key for key in folded if key in self.columns}
        self._totals: Mapping[str, Total] = {}
        self._first = 0
        self._early = self._has_place = False
        self._grabbed: BoardColumn.Grabbed | None = None
        self._here: BoardColumn[CardLine] = next(iter(self._open or self.columns.values()))
        self._here.current = True

    def compose(self) -> ComposeResult:
        """The columns, then the rail; which of them fit is known when the size is."""
        for part in (*self.columns.values(), self.rail):
            part.display = False
            yield part

    # ---- what the page does with it

    @property
    def here(self) -> BoardColumn[CardLine]:
        """The column with the cursor."""
        return self._here

    @property
    def has_keys(self) -> bool:
        """Whether keys come here, and not to the search or elsewhere."""
        # The parts themselves learn of it later.
        focused = self.screen.focused
        return self._early or focused is self.rail or focused in self.columns.values()

    @property
    def on_rail(self) -> bool:
        """Whether the cursor is on a folded column."""
        return self.screen.focused is self.rail

    @property
    def folded(self) -> Collection[str]:
        """Keys of the folded columns."""
        return frozenset(self._folded)

    @property
    def cursor_id(self) -> int | None:
        """The record under the cursor."""
        return None if self.on_rail else self._here.cursor_id

    @property
    def cursor_row(self) -> CardLine | None:
        """Its line, if it is here."""
        return None if self.on_rail else self._here.cursor_row

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the keys to the column with the cursor, as soon as it is there."""
        self._early = not self._has_place
        if self._early:
            return self
        # At once: whatever is read just now may lead to another column, which is asked whether the keys are here.
        if self._here.kind.key not in self._folded:
            self._here.focus(scroll_visible)
        else:
            self.screen.set_focus(self.rail, scroll_visible)
        return self

    def open(self) -> None:
        """Open the record under the cursor, or unfold the column."""
        if self.on_rail:
            self.fold()
        else:
            self._here.open()

    def toggle_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away."""
        if not self.on_rail:
            self._here.toggle_mark()

    def mark_range(self) -> None:
        """Mark everything in the column from the last mark to the cursor."""
        if not self.on_rail:
            self._here.mark_range()

    def clear_marks(self) -> None:
        """Mark nothing."""
        self.marks.clear()
        self.show_marks()

    def show_marks(self) -> None:
        """Show which records are marked now."""
        for column in self.columns.values():
            column.show_marks()

    def set_empty(self, *lines: Sequence[Part]) -> None:
        """What to say in a column without records."""
        for column in self.columns.values():
            column.set_empty(*lines)

    def show_totals(self, totals: Mapping[str, Total]) -> None:
        """How many records each column has."""
        self._totals = {key: totals.get(key, Total(0)) for key in self.columns}
        for key, column in self.columns.items():
            column.show_total(self._totals[key])
        self._show_rail()

    def count(self, moved: Sequence[tuple[CardLine, str]], now: str) -> None:
        """Count records in another column than before, where all of them are counted already."""
        totals = dict(self._totals)
        if {now, *(before for _, before in moved)} <= totals.keys():
            for share, before in ((self._face.share(record), before) for record, before in moved):
                totals[before] -= share
                totals[now] += share
            self.show_totals(totals)

    def go_to(self, key: str) -> None:
        """Put the cursor into a column; a folded one is unfolded."""
        if key in self._folded:
            self._set_folded(self._folded - {key})
        self._go_to(self.columns[key])

    # ---- columns beside each other

    @property
    def _open(self) -> list[BoardColumn[CardLine]]:
        return [column for key, column in self.columns.items() if key not in self._folded]

    def on_resize(self) -> None:
        """Other columns fit; those that were given the keys too early take them."""
        self._has_place = True
        self._arrange()
        if self._early:
            self.focus()

    def _arrange(self) -> None:
        if not self.size.width:
            return
        open_ = self._open
        fit = max(1, (self.size.width - 2 - (_RAIL if self._folded else 0)) // (NARROWEST + GAP))
        if self._here in open_:
            place = open_.index(self._here)
            self._first = max(place - fit + 1, min(self._first, place))
        self._first = max(0, min(self._first, len(open_) - fit))
        seen = open_[self._first : self._first + fit]
        for column in self.columns.values():
            column.display = column in seen
            column.show_beside(seen, open_)
        self.rail.display = bool(self._folded)

    def _show_rail(self) -> None:
        self.rail.show([self.columns[key].kind for key in self.columns if key in self._folded], self._totals)

    @on(BoardColumn.Aside)
    def _aside(self, event: BoardColumn.Aside) -> None:
        event.stop()
        open_ = self._open
        if self.on_rail:
            if open_:
                self._go_to(open_[-1])
            return
        place = open_.index(self._here) + event.by
        if place >= len(open_):
            if self._folded:
                self.rail.focus()
        elif place >= 0:
            line = self._here.view.cursor - self._here.view.top
            self._go_to(open_[place])
            self._here.stand_at(line)

    def _go_to(self, column: BoardColumn[CardLine]) -> None:
        keys = self.has_keys
        self._become_current(column)
        self._arrange()
        if keys:
            self.focus()

    def _become_current(self, column: BoardColumn[CardLine]) -> None:
        if column is not self._here:
            before, self._here = self._here, column
            before.become_current(False)
        column.become_current(True)
        self.post_message(RowsView.CursorMoved(column.cursor_id))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click may have given the keys to another column."""
        if isinstance(event.widget, BoardColumn):
            self._become_current(event.widget)
        elif event.widget is self.rail:
            self._here.become_current(False)

    # ---- cards taken with the mouse

    @on(BoardColumn.Grabbed)
    def _grab(self, event: BoardColumn.Grabbed) -> None:
        event.stop()
        self._grabbed = event

    @on(BoardColumn.Released)
    def _release(self, event: BoardColumn.Released) -> None:
        event.stop()
        grabbed, self._grabbed = self._grabbed, None
        if grabbed is not None and event.key != grabbed.key:
            self.post_message(Dropped(grabbed.record, event.key))

    # ---- folding

    def fold(self) -> None:
        """Fold the column with the cursor into the rail, or unfold the one there."""
        key = self.rail.key if self.on_rail else self._here.kind.key
        if key is None:
            return
        if key in self._folded:
            self._set_folded(self._folded - {key})
            self._go_to(self.columns[key])
        elif len(self._open) > 1:
            open_ = self._open
            place = open_.index(self._here)
            self._set_folded(self._folded | {key})
            self._go_to(open_[place + 1 if place + 1 < len(open_) else place - 1])

    def _set_folded(self, keys: Collection[str]) -> None:
        self._folded = set(keys)
        self._show_rail()
        self._arrange()
        self.post_message(Folded(frozenset(keys)))

    @on(Rail.Unfolded)
    def _unfold(self, event: Rail.Unfolded) -> None:
        event.stop()
        self.go_to(event.key)
