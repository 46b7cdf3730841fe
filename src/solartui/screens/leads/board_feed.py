"""Keeps the board supplied: every column has a list of its own, read as far as it is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from solartui.domain.board import Grouping
from solartui.widgets.lead_board.board import LeadBoard
from solartui.widgets.lead_board.column import BoardColumn

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine, Sort
    from solartui.screens.connected import ConnectedScreen
    from solartui.store.record_list import RecordList
    from solartui.widgets.rows_view import RowsView


class BoardFeed:
    """The lists of a board.

    Args:
        screen: whose runner and workers are used.
        by: what the columns stand for.
        counted: is told how many leads the filter lets through, and how many there are.

    Attributes:
        board: set before anything is shown.
    """

    board: LeadBoard

    def __init__(self, screen: ConnectedScreen, by: Grouping, counted: Callable[[int, int], None]) -> None:
        self._screen = screen
        self._counted = counted
        self._by = by
        self._lists: Mapping[str, RecordList[LeadLine]] = {}

    @property
    def records(self) -> RecordList[LeadLine] | None:
        """The list of the column with the cursor."""
        return self._lists.get(self.board.here.kind.key)

    def show(self, text: str, sort: Sort, keep_id: int | None, *, top: bool) -> None:
        """Show another list.

        Args:
            text: the filter.
            sort: the order in every column.
            keep_id: the lead that is to have the cursor, in whichever column it is now.
            top: whether every column begins anew at its top.
        """
        self._screen.start(self._show(text, sort, keep_id, top=top), group="board")

    async def _show(self, text: str, sort: Sort, keep_id: int | None, *, top: bool) -> None:
        board, load, service = self.board, self._screen.load, self._screen.session.services.board
        lists = await load(service.columns, text, tuple(board.columns), sort, self._by)
        place = None if keep_id is None else await load(service.column_of, keep_id, self._by)
        if place is not None and (place in board.folded or not await self._lists_it(lists.get(place), keep_id, text)):
            place = None
        self._lists = lists
        self._screen.workers.cancel_group(self._screen, "board rows")
        for key, column in board.columns.items():
            column.reload(keep_id if key == place else None, cursor=0 if top else None)
        if place in board.columns:
            board.go_to(place)
        totals = await load(service.totals, text, self._by)
        board.show_totals(totals)
        total = await load(next(iter(lists.values())).total)
        self._counted(sum(column.count for column in totals.values()), total)

    async def _lists_it(self, records: RecordList[LeadLine] | None, lead_id: int | None, text: str) -> bool:
        """Whether the filter lets a lead through, now that it stands in that column."""
        if records is None or lead_id is None:
            return False
        return not text or await self._screen.load(records.position, lead_id) is not None

    # ---- what the columns ask for

    def rows_wanted(self, column: BoardColumn, event: RowsView.RowsWanted) -> None:
        """Read them."""
        records = self._lists.get(column.kind.key)
        if records is not None:
            self._screen.start(self._supply(column, event, records), group="board rows", newest_only=False)

    async def _supply(self, column: BoardColumn, event: RowsView.RowsWanted, records: RecordList[LeadLine]) -> None:
        load, keep = self._screen.load, event.keep_id
        rows = await load(records.rows, event.start, event.end)
        place = None
        if keep is not None:
            place = next((event.start + at for at, line in enumerate(rows) if line.id == keep), None)
            if place is None and (place := await load(records.position, keep)) is not None:
                start = max(0, place - column.view.height)
                column.supply(event.generation, start, await load(records.rows, start, place + 1), cursor=place)
        column.supply(event.generation, event.start, rows, cursor=place)

    def range_wanted(self, column: BoardColumn, event: RowsView.RangeWanted) -> None:
        """Mark a range of a column."""
        self._screen.start(self._mark(column, event.first, event.last + 1), group="marks")

    async def _mark(self, column: BoardColumn, start: int, stop: int) -> None:
        records = self._lists.get(column.kind.key)
        if records is not None:
            column.mark([line.id for line in await self._screen.load(records.rows, start, stop)])
