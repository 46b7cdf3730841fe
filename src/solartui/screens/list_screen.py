"""What the lists of contacts and projects have in common: search, order, rows, and the preview beside them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from solartui.domain.listing import Sort
from solartui.i18n import tr
from solartui.screens.base import BaseScreen
from solartui.screens.list_feed import ListFeed
from solartui.screens.list_settings import ListSettings, clicked
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.cells import number
from solartui.widgets.columns import Column
from solartui.widgets.filter_bar import Chip, FilterBar
from solartui.widgets.pane import Pane
from solartui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from solartui.store.record_list import RecordList
    from solartui.widgets.list_view import ListView
    from solartui.widgets.parts import Part

Line = TypeVar("Line", bound=tuple[Any, ...])

_FIRST_ROWS = 2.0
"""Seconds that keys wait for the first rows: a database that is out of reach must not keep the keyboard."""


class ListScreen(BaseScreen, Generic[Line]):
    """A subclass says what is listed (`open_list`), and shows one record in the preview (`read_preview`).

    Attributes:
        KIND: what is listed: ``contact`` or ``project``.
        SORT: the order at first.
        LARGEST_FIRST: columns whose largest value is wanted first.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "list", "record")
    KIND: ClassVar[str]
    SORT: ClassVar[Sort]
    LARGEST_FIRST: ClassVar[frozenset[str]] = frozenset({"created_at"})

    def __init__(self, columns: Sequence[Column[Line]], pane: Pane, placeholder: str, hint: str = "") -> None:
        super().__init__()
        self.filters = FilterBar(placeholder, hint)
        self.table: RecordTable[Line] = RecordTable(columns, lambda line: int(line[0]))
        self.pane = pane
        self.sort = self.SORT
        self.found, self._counted = 0, ""
        self.settings = ListSettings(self, self.table, f"{self.KIND}s", self.SORT)
        self._feed = ListFeed(self, self.table, self.opener, self.show_count)
        self._feed.came, self._feed.slow = self._rows_came, self._take_long
        self._awaited = object()

    # ---- for subclasses

    def open_list(self, text: str, sort: Sort) -> RecordList[Line]:
        """The list that a search leaves, in an order."""
        raise NotImplementedError

    def opener(self) -> Callable[[str, Sort], RecordList[Line]]:
        """What opens such a list; called in a reader thread."""
        return self.open_list

    async def read_preview(self, record_id: int | None) -> None:
        """Show a record in the preview, or nothing."""
        raise NotImplementedError

    def nothing_yet(self) -> Sequence[Part]:
        """One sentence, with keys, for a list that is empty without any search."""
        raise NotImplementedError

    @property
    def now(self) -> datetime:
        """The time in the person's zone."""
        return self.session.services.store.clock().astimezone()

    @property
    def shown(self) -> ListView:
        """The view of the list that is shown."""
        return self.table

    # ---- layout and reading

    def compose_body(self) -> ComposeResult:
        """The search above, the rows below it, the preview beside them."""
        yield self.filters
        with Backdrop(id="body"):
            yield self.table
            yield self.pane

    async def ready(self) -> None:
        """Read the list."""
        self.shown.focus()
        self._say_when_empty()
        self.sort = await self.first_order()
        self._feed.show(self.filters.text, self.sort)

    def on_mount(self) -> None:
        """Keys that come before the first rows are meant for them."""
        self._hold_keys(self._awaited, _FIRST_ROWS)

    async def begin(self) -> None:
        """Read for the first time; whatever comes of it, keys go on then."""
        try:
            await super().begin()
        finally:
            if not self._feed.waits:
                self._rows_came()

    def _take_long(self) -> None:
        """Say what is being done, where the number of rows stands."""
        words = tr("looking …") if self.sort == self._feed.sort else self.settings.sorting(self.sort)
        self.filters.show(self.chips(), words)

    def _rows_came(self) -> None:
        self.host.paint_over()
        self.filters.show(self.chips(), tr("looking …") if self._feed.behind else self._counted)
        self._leading.discard(self._awaited)
        self._let_keys_go(self._awaited)

    async def first_order(self) -> Sort:
        """The order to begin with; the columns of the last time are shown, too."""
        return await self.settings.restore()

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; the cursor stays on its record."""
        self._feed.refresh(self.returned_to())
        self._show_preview()

    def show_count(self, count: int, total: int) -> None:
        """Say how many records the search leaves, and how many there are."""
        shown = number(total) if count == total else tr("{count} of {total}", count=number(count), total=number(total))
        self.found, self._counted = count, shown
        self.filters.show(self.chips(), shown)
        self._say_when_empty()

    def chips(self) -> Sequence[Chip]:
        """The search as chips."""
        text = self.filters.text.strip()
        return [Chip("", text)] if text else []

    def _say_when_empty(self) -> None:
        if self.filters.text.strip():
            words: Sequence[Part] = (
                (tr("Nothing fits the search.") + "  ", "soft"),
                (self.key_of("back"), "bold accent"),
                (" " + tr("shows everything again"), "soft"),
            )
        else:
            words = self.nothing_yet()
        self._feed.table.set_empty(words)

    @on(RecordTable.RowsWanted)
    def _rows_wanted(self, event: RecordTable.RowsWanted) -> None:
        self._feed.supply(event)

    # ---- the preview

    @property
    def previewing(self) -> bool:
        """Whether the preview is to be seen."""
        return not (self.has_class("-narrow") or self.has_class("-no-preview"))

    @on(RecordTable.CursorMoved)
    def _cursor_moved(self) -> None:
        self._show_preview()

    def on_resize(self) -> None:
        """The preview may have appeared."""
        self._show_preview()

    def _show_preview(self) -> None:
        if self.previewing and self.host.session is not None:
            self.start(self.read_preview(self.shown.cursor_id), group="preview")

    def action_preview(self) -> None:
        """Show the preview, or hide it."""
        self.toggle_class("-no-preview")
        self._show_preview()

    # ---- commands

    def help_scopes(self) -> Sequence[str]:
        """How to move belongs to a list."""
        return (*self.SCOPES, "table", "cells")

    def why_disabled(self, command_id: str) -> str | None:
        """What needs a record, and what needs room."""
        if command_id == "list.preview" and self.has_class("-narrow"):
            return tr("The preview needs a window of 100 columns.")
        if command_id in self.needs_record and self.shown.cursor_id is None:
            return tr("There is nothing here yet.")
        return super().why_disabled(command_id)

    @property
    def needs_record(self) -> frozenset[str]:
        """Commands that work on the record under the cursor."""
        return frozenset({"list.open", "list.triage", "record.edit"})

    def action_open(self) -> Coroutine[Any, Any, None] | None:
        """Open the record under the cursor."""
        self.shown.open()
        return None

    def returned_to(self) -> int | None:
        """The record that the page above showed last, where it was not the one under the cursor."""
        return None

    def on_screen_resume(self) -> None:
        """The cursor goes to what was shown last."""
        if not self._outdated and (record_id := self.returned_to()) is not None and record_id != self.shown.cursor_id:
            self.reveal(record_id)

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        if self.is_active:
            self.host.open_record(self.KIND, event.record_id)

    # ---- search and order

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A field takes the key of the search as a letter."""
        if parameters == ("list.search",) and isinstance(self.focused, Input):
            return False
        return super().check_action(action, parameters)

    def action_search(self) -> None:
        """Type what to look for."""
        self.filters.begin()

    @on(FilterBar.Changed)
    def _typed(self, event: FilterBar.Changed) -> None:
        self._feed.show(event.text, self.sort)

    @on(FilterBar.HintsWanted)
    def _hints_wanted(self) -> None:
        self.action_next_pane()

    @on(FilterBar.Left)
    def _searched(self) -> None:
        self.shown.focus()
        if self.awaits_rows:
            self._hold_keys(self._awaited)  # what is pressed behind a search is meant for what it finds

    @property
    def awaits_rows(self) -> bool:
        """Whether another list is on its way."""
        return self._feed.waits

    def action_back(self) -> None:
        """Show everything again; then go back."""
        if self.filters.text:
            self.filters.set_text("")
            self._feed.show("", self.sort, self.table.cursor_id)
        else:
            super().action_back()

    async def action_sort(self) -> None:
        """Choose the order: by one column, or by several."""
        chosen = await self.settings.choose_order(self.sort, self.LARGEST_FIRST)
        if chosen is not None:
            self.show_sort(chosen)

    async def action_columns(self) -> None:
        """Choose the columns, their order and their widths."""
        await self.settings.choose_columns()

    @on(RecordTable.ColumnsChanged)
    def _columns_dragged(self) -> None:
        self.settings.keep_columns()

    @on(RecordTable.SortRequested)
    def _heading_clicked(self, event: RecordTable.SortRequested) -> None:
        self.show_sort(clicked(self.sort, event.column, self.LARGEST_FIRST, more=event.more))

    def show_sort(self, sort: Sort, *, keep: bool = True) -> None:
        """Put an order in force; one by a column that no longer exists gives way to the usual one.

        Args:
            sort: the order.
            keep: whether the list begins with it the next time.
        """
        self.sort = self.settings.possible(sort)
        self._feed.show(self.filters.text, self.sort)
        if keep:
            self.settings.keep_order(self.sort)

    def reveal(self, record_id: int) -> None:
        """Put the cursor on a record that was just made."""
        self._feed.refresh(record_id)
