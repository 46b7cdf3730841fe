"""Keeps the board supplied: every column has a list of its own, read as far as it is seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Generic

from solartui.domain.board import Grouping
from solartui.domain.listing import CardLine
from solartui.screens.lists.board_look import Asked, BoardReader, Sight, look, place_of
from solartui.widgets.board.board import Board
from solartui.widgets.board.column import BoardColumn

if TYPE_CHECKING:
    from solartui.domain.listing import Sort
    from solartui.screens.connected import ConnectedScreen
    from solartui.store.record_list import RecordList
    from solartui.widgets.rows_view import RowsView


class BoardFeed(Generic[CardLine]):
    """The lists of a board.

    Args:
        screen: whose runner and workers are used.
        service: what is read from.
        by: what the columns stand for.
        counted: is told how many records the filter lets through, and how many there are.

    Attributes:
        board: set before anything is shown.
    """

    board: Board[CardLine]

    def __init__(
        self,
        screen: ConnectedScreen,
        service: BoardReader[CardLine],
        by: Grouping,
        counted: Callable[[int, int], None],
    ) -> None:
        self._screen = screen
        self._service = service
        self._counted = counted
        self._by = by
        self._lists: Mapping[str, RecordList[CardLine]] = {}

    @property
    def records(self) -> RecordList[CardLine] | None:
        """The list of the column with the cursor."""
        return self._lists.get(self.board.here.kind.key)

    def show(self, text: str, sort: Sort, keep_id: int | None, *, top: bool) -> None:
        """Show another list.

        Args:
            text: the filter.
            sort: the order in every column.
            keep_id: the record that is to have the cursor, in whichever column it is now.
            top: whether every column begins anew at its top.
        """
        self._screen.start(self._show(text, sort, keep_id, top=top), group="board")

    async def _show(self, text: str, sort: Sort, keep_id: int | None, *, top: bool) -> None:
        board, load, service = self.board, self._screen.load, self._service
        open_ = {key: Sight(column.view) for key, column in board.columns.items() if key not in board.folded}
        asked = Asked(text, tuple(board.columns), sort, self._by, keep_id, board.here.kind.key, open_, top)
        seen = await load(look, service, asked)
        before = _in_sight(board) if self._lists else ()
        self._lists = seen.lists
        self._screen.workers.cancel_group(self._screen, "board rows")
        if seen.place is not None and keep_id is not None:
            board.count_moved(keep_id, seen.place)
        for key, (span, rows, cursor) in seen.parts.items():
            board.columns[key].renew(span, rows, cursor=cursor)
        if seen.place is not None:
            board.go_to(seen.place)
        if _in_sight(board) != before:
            self._screen.rearrange()
        for key, column in board.columns.items():
            if key not in seen.parts:
                column.reload(cursor=0 if top else None)
        totals = await load(service.totals, text, self._by)
        board.show_totals(totals)
        total = await load(next(iter(seen.lists.values())).total)
        self._counted(sum(column.count for column in totals.values()), total)

    # ---- what the columns ask for

    def rows_wanted(self, column: BoardColumn[CardLine], event: RowsView.RowsWanted) -> None:
        """Read them."""
        records = self._lists.get(column.kind.key)
        if records is not None:
            self._screen.start(self._supply(column, event, records), group="board rows", newest_only=False)

    async def _supply(
        self, column: BoardColumn[CardLine], event: RowsView.RowsWanted, records: RecordList[CardLine]
    ) -> None:
        load, keep = self._screen.load, event.keep_id
        rows = await load(records.rows, event.start, event.end)
        place = None
        if keep is not None:
            place = place_of(keep, rows, event.start)
            if place is None and (place := await load(records.position, keep)) is not None:
                start = max(0, place - column.view.height)
                column.supply(event.generation, start, await load(records.rows, start, place + 1), cursor=place)
        column.supply(event.generation, event.start, rows, cursor=place)

    def range_wanted(self, column: BoardColumn[CardLine], event: RowsView.RangeWanted) -> None:
        """Mark a range of a column."""
        self._screen.start(self._mark(column, event.first, event.last + 1), group="marks")

    async def _mark(self, column: BoardColumn[CardLine], start: int, stop: int) -> None:
        records = self._lists.get(column.kind.key)
        if records is not None:
            column.mark([line.id for line in await self._screen.load(records.rows, start, stop)])


def _in_sight(board: Board[CardLine]) -> Collection[str]:
    """Keys of the columns that are shown beside each other."""
    return frozenset(key for key, column in board.columns.items() if column.display)
