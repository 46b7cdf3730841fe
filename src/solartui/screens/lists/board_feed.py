"""Keeps the board supplied: every column has a list of its own, read as far as it is seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Generic

from solartui.domain.board import Grouping
from solartui.domain.listing import CardLine
from solartui.screens.lists.board_look import Asked, BoardReader, Part, Sight, look, place_of
from solartui.widgets.board.board import Board
from solartui.widgets.board.carrying import count_moved
from solartui.widgets.board.column import BoardColumn

if TYPE_CHECKING:
    from solartui.domain.board import Total
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
        self._asked: tuple[str, Sort] | None = None
        self._shown: str | None = None
        self._carried, self._missed = 0, False
        self._stale: set[str] = set()

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
        self._asked = (text, sort)
        if not self._is_held():
            self._screen.start(self._show(text, sort, keep_id, top=top), group="board")

    async def _show(self, text: str, sort: Sort, keep_id: int | None, *, top: bool) -> None:
        board, load, service, here = self.board, self._screen.load, self._service, self.board.cursor_id
        column_here, is_other = board.here, self._shown != text
        open_ = {key: Sight(column.view) for key, column in board.columns.items() if key not in board.folded}
        asked = Asked(text, tuple(board.columns), sort, self._by, keep_id, board.here.kind.key, open_, top)
        seen = await load(look, service, asked)
        if self._is_held():
            return
        before = _in_sight(board) if self._lists else ()
        self._stale.clear()
        self._lists = seen.lists
        self._screen.workers.cancel_group(self._screen, "board rows")
        if seen.place is not None and keep_id is not None:
            count_moved(board, keep_id, seen.place)
        # Whoever has gone on meanwhile is not taken back.
        stays = not top and board.cursor_id != here
        self._put(self._standing(seen.parts) if stays else seen.parts, counted=False)
        if seen.place is not None and not stays:
            board.go_to(seen.place)
        if _in_sight(board) != before:
            self._screen.rearrange()
        for key, column in board.columns.items():
            if key not in seen.parts:
                column.reload(cursor=0 if top else None)
        totals = await load(service.totals, text, self._by)
        if self._is_held():
            return
        board.show_totals(totals)
        self._shown = text
        # An empty column keeps the cursor of whoever went there, not that of a record which is here no more.
        gone = board.here is column_here and board.cursor_id is None and not board.on_rail
        if gone and (is_other or keep_id is not None) and (nearest := _nearest_filled(board, totals)):
            board.go_to(nearest)
        total = await load(next(iter(seen.lists.values())).total)
        self._counted(sum(column.count for column in totals.values()), total)
        await self._look_ahead()

    async def _look_ahead(self) -> None:
        """Read the columns that are out of sight, too: a card that is moved there finds its place at once."""
        board, lists = self.board, self._lists
        span = Sight(board.here.view).around(0)
        for key, column in board.columns.items():
            if not (column.display or key in board.folded):
                rows = await self._screen.load(lists[key].rows, *span)
                if self._carried or lists is not self._lists:
                    return
                if not column.display:  # it may have come into sight meanwhile
                    self._put({key: Part(span, rows, None)})

    def _standing(self, parts: Mapping[str, Part[CardLine]]) -> Mapping[str, Part[CardLine]]:
        """The same rows, with the cursor of each column on the record where it is now."""
        held = {key: self.board.columns[key].cursor_id for key in parts}
        return {key: Part(one.span, one.rows, place_of(held[key], one.rows, one.span[0])) for key, one in parts.items()}

    def _put(self, parts: Mapping[str, Part[CardLine]], *, counted: bool = True) -> None:
        """Show rows; in a column that is counted already there are as many as before."""
        for key, (span, rows, cursor) in parts.items():
            column = self.board.columns[key]
            total = column.view.total
            column.renew(span, rows, cursor=cursor)
            if counted and column.view.total is None and total is not None:
                column.set_total(total)

    # ---- cards on their way

    def _is_held(self) -> bool:
        """Whether what is read now would show cards where they were: it is read again later."""
        self._missed = self._missed or self._carried > 0
        return self._carried > 0

    def hold(self, keys: Iterable[str]) -> None:
        """Cards were shown in other columns before they are written: these columns are not read until `let_go`."""
        self._carried += 1
        self._stale |= set(keys)

    def let_go(self, *, done: bool) -> None:
        """They are written, or all columns are read again; so are those that were held, behind the last of them."""
        self._carried -= 1
        self._missed = self._missed or not done
        if self._carried or self._asked is None:
            return
        missed, self._missed = self._missed, False
        if missed:
            self.show(*self._asked, self.board.cursor_id, top=False)
        else:
            self._screen.start(self._renew(*self._asked), group="board")

    async def _renew(self, text: str, sort: Sort) -> None:
        """Read the columns again that were held; what they have together was told by the cards."""
        board, keys, keep_id = self.board, tuple(self._stale), self.board.cursor_id
        open_ = {key: Sight(board.columns[key].view) for key in keys if key not in board.folded}
        asked = Asked(text, keys, sort, self._by, keep_id, board.here.kind.key, open_, top=False, all=True)
        seen = await self._screen.load(look, self._service, asked)
        if self._carried:
            return
        if keep_id is not None and asked.here in open_ and seen.place is None:
            # The filter does not let it through any more.
            self.show(text, sort, keep_id, top=False)
            return
        self._stale.difference_update(keys)
        self._lists = {**self._lists, **seen.lists}
        self._put(self._standing(seen.parts))

    # ---- what the columns ask for

    def rows_wanted(self, column: BoardColumn[CardLine], event: RowsView.RowsWanted) -> None:
        """Read them."""
        records = self._lists.get(column.kind.key)
        if records is not None and column.kind.key not in self._stale:
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


def _nearest_filled(board: Board[CardLine], totals: Mapping[str, Total]) -> str | None:
    """The open column with records that is nearest to the cursor, where there is one."""
    keys, here = [key for key in board.columns if key not in board.folded], board.here.kind.key
    filled = [place for place, key in enumerate(keys) if key in totals]
    if not filled or here not in keys:
        return None
    return keys[min(filled, key=lambda place: (abs(place - keys.index(here)), -place))]
