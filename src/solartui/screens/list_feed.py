"""Keeps a table supplied with rows of a list of the services: another filter or order at any time, never waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from solartui.domain.errors import SolarError, Unavailable
from solartui.domain.listing import Sort

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.store.record_list import RecordList
    from solartui.widgets.record_table import RecordTable
    from solartui.widgets.rows_view import RowsView

Line = TypeVar("Line", bound=tuple[Any, ...])
Follow = Callable[[str, Sort, "int | None", bool], None]
# Seconds that anything else waits for the first rows: they may be long in coming, or the list may not be seen at all.
_PATIENCE = 0.5
# Seconds after which somebody who waits for rows is told what is being done.
_SLOW = 0.3


class ListFeed(Generic[Line]):
    """One list and the table that shows it.

    Args:
        screen: whose runner and workers are used.
        table: what shows the rows; its `RowsWanted` go to `supply`.
        opener: gives what opens the list for a filter in an order, in a reader thread.
        counted: is told how many rows there are, and how many without a filter, once that is known.

    Attributes:
        table: what shows the rows now.
        waits: whether another list was asked for, and none of its rows has come.
        came: is told that the first of its rows have come.
        slow: is told that they are long in coming.
        followed_by: is told which list is shown: filter, order, the record to keep, and whether it begins at its top.
    """

    def __init__(
        self,
        screen: ConnectedScreen,
        table: RecordTable[Line],
        opener: Callable[[], Callable[[str, Sort], RecordList[Line]]],
        counted: Callable[[int, int], None],
    ) -> None:
        self._screen = screen
        self.table: RowsView[Line] = table
        self.followed_by: Follow | None = None
        self.came: Callable[[], None] = lambda: None
        self.slow: Callable[[], None] = lambda: None
        self._opener = opener
        self._told = counted
        self._text = ""
        self._sort: Sort | None = None
        self._asked: tuple[str, Sort] | None = None
        self._counted: RecordList[Line] | None = None
        self.records: RecordList[Line] | None = None
        self._out_of_reach = False
        self._complete = asyncio.Event()
        self._late: asyncio.TimerHandle | None = None
        self.waits = False

    async def complete(self) -> None:
        """Wait for the first rows and their number: nothing else that is read takes their turn. Not for long."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._complete.wait(), _PATIENCE)

    @property
    def sort(self) -> Sort | None:
        """The order in force."""
        return self._sort

    @property
    def text(self) -> str:
        """The filter in force."""
        return self._text

    @property
    def behind(self) -> bool:
        """Whether another list was asked for than the one that is shown."""
        return self._out_of_reach or (self._asked is not None and self._asked != (self._text, self._sort))

    def show(self, text: str, sort: Sort, keep_id: int | None = None) -> None:
        """Show another list, from its top or from a record that is to stay under the cursor."""
        self.waits = True
        if self._late is None:
            self._late = asyncio.get_running_loop().call_later(_SLOW, self.slow)
        self._asked = text, sort
        self._screen.start(self._show(text, sort, keep_id, top=keep_id is None), group="list")

    def refresh(self, keep_id: int | None = None) -> None:
        """Read the list that was asked for last again; the cursor stays on its record, or on one that is named."""
        if self._asked is not None:
            kept = self.table.cursor_id if keep_id is None else keep_id
            self._screen.start(self._show(*self._asked, kept, top=False), group="list")

    async def _show(self, text: str, sort: Sort, keep_id: int | None, *, top: bool) -> None:
        # What was understood before is understood again: whoever follows need not wait for this list.
        again = self.records is not None and (text, sort) == (self._text, self._sort)
        if again:
            self._lead(text, sort, keep_id, top)
        try:
            records = await self._screen.load(self._opener(), text, sort)
        except SolarError as error:
            # What is out of reach now is read once it is there again; what cannot be is not asked for any more.
            if self._asked == (text, sort) and not isinstance(error, Unavailable):
                self._asked = None if self._sort is None else (self._text, self._sort)
            self._have_come()
            raise
        self._text, self._sort, self.records, self._counted = text, sort, records, None
        self._out_of_reach = False
        self._screen.workers.cancel_group(self._screen, "rows")
        self.table.set_sort(sort)
        self.table.reload(keep_id, cursor=0 if top else None)
        if not again:
            self._lead(text, sort, keep_id, top)
        if not self.table.display:
            self._have_come()  # what is hidden asks for none

    def _have_come(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if self.waits:
            self.waits = False
            self.came()

    def _lead(self, text: str, sort: Sort, keep_id: int | None, top: bool) -> None:
        if self.followed_by is not None:
            self.followed_by(text, sort, keep_id, top)

    def supply(self, event: RecordTable.RowsWanted) -> None:
        """Answer a table that lacks rows."""
        if self._out_of_reach:
            self.refresh()
        elif self.records is not None:
            self._screen.start(self._supply_or_keep(event, self.records), group="rows", newest_only=False)

    async def _supply_or_keep(self, event: RecordTable.RowsWanted, records: RecordList[Line]) -> None:
        try:
            await self._supply(event, records)
        except Unavailable:
            if records is self.records and self.table.bring_back(event.generation):
                self._out_of_reach = True
                self._have_come()
            raise

    async def _supply(self, event: RecordTable.RowsWanted, records: RecordList[Line]) -> None:
        load, span = self._screen.load, (event.start, event.end)
        place = None if event.keep_id is None else await load(records.position, event.keep_id)
        if place is not None and not span[0] <= place < span[1]:
            start = max(0, place - self.table.view.height)
            above = await load(records.rows, start, place + 1)
            self.table.supply(event.generation, start, above, cursor=place)
        rows = records.at_hand(*span)
        if rows is None:
            rows = await load(records.rows, *span)
        # Meanwhile another view of the list may be shown.
        self.table.supply(event.generation, span[0], rows, cursor=place)
        if records is self.records:
            self._have_come()
        if self._counted is not records:
            self._counted = records
            count, total = await load(lambda: (records.count(), records.total()))
            if records is self.records:
                self.table.set_total(count)
                self._told(count, total)
                self._screen.host.rows_shown()
                self._complete.set()
