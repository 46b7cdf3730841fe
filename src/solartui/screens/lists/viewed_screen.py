"""A list in three views: which one is shown, what it means by "here", what is marked, and what only one view has."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on

from solartui.commands import FooterEntry, command
from solartui.domain.listing import Listed
from solartui.domain.selection import Chosen
from solartui.i18n import tr
from solartui.screens.lists.filtered_screen import FilteredScreen
from solartui.screens.lists.views import ListViews
from solartui.screens.lists.walk import Walk
from solartui.widgets.board import messages as board_messages
from solartui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.timer import Timer

    from solartui.screens.lists.board_view import Boards
    from solartui.widgets.card_grid import CardGrid
    from solartui.widgets.columns import Column
    from solartui.widgets.list_view import ListView
    from solartui.widgets.pane import Pane

Line = TypeVar("Line", bound=Listed)

_REST = 1.0
"""Seconds without a card moved, after which the lists are read again."""


class ViewedScreen(FilteredScreen[Line]):
    """Records as table, cards or board; keys mean the record under the cursor of the view that is shown, or all marked.

    Args:
        columns: of the table.
        pane: the preview.
        placeholder: what the empty search says.
        boards: what the records say about cards and board.

    Attributes:
        FIRST_ON_BOARD: commands that the footer of the board begins with.
        marks: what is marked, in all views.
        views: which of them is shown.
    """

    FIRST_ON_BOARD: ClassVar[tuple[str, ...]] = ("list.open",)

    def __init__(self, columns: Sequence[Column[Line]], pane: Pane, placeholder: str, boards: Boards[Line]) -> None:
        super().__init__(columns, pane, placeholder)
        self.marks = self.table.marks
        self.views = ListViews(self, self._feed, boards, self.view_changed)
        self._walk: Walk | None = None
        self._resting: Timer | None = None
        self._preview_waits = False

    async def restore(self) -> None:
        """Show the view of the last time."""
        await self.views.restore()

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; the cursor stays on its record, or goes to the one that was shown last."""
        shown_last = self.returned_to()
        self.views.refresh(self.here() if shown_last is None else shown_last)
        self._renew_preview()

    def caught_up(self) -> None:
        """Cards stand where they were brought; all else is read again once the person rests."""
        super().caught_up()
        self._renew_preview()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, lambda: self.views.refresh(self.here()))

    @property
    def shown(self) -> ListView:
        """The view that is shown."""
        return self.views.shown

    def seen(self) -> int:
        """The version of the record under the cursor that is shown; 0 where it is not here."""
        row = self.shown.cursor_row
        return row.version if isinstance(row, Listed) else 0

    def chosen(self) -> Chosen:
        """All marked records, else the one under the cursor."""
        if self.marks:
            return self.marks.chosen()
        here = self.here()
        return Chosen() if here is None else Chosen.of((here,)).seen_at(self.seen())

    # ---- pages of records

    @on(RecordTable.Opened)
    def _opened(self, event: RecordTable.Opened) -> None:
        event.prevent_default()
        if self.views.records is not None and self.is_active:
            self._walk = Walk(self.views.records, event.record_id, self.views.place)
            self.host.open_record(self.KIND, event.record_id, self._walk)

    def returned_to(self) -> int | None:
        """The record that was shown last on the pages above."""
        walk, self._walk = self._walk, None
        return walk.record_id if walk else None

    # ---- from view to view

    def _renew_preview(self) -> None:
        """Read the preview again, once it is to be seen."""
        self._preview_waits = not self.previewing
        self._show_preview()

    def view_changed(self) -> None:
        """Another view is shown."""
        self._show_pane()
        board = self.views.board_view.board
        if self._preview_waits and self.previewing and board is not None:
            self._preview_waits = False
            self.start(self.read_preview(board.cursor_id), group="preview")
        self.show_keys(self.marks.count)

    def _show_pane(self) -> None:
        # By its own style: a class would have all rules applied anew, on the way to the first picture of a view.
        self.pane.styles.display = "none" if self.views.hides_preview else None

    def action_view(self) -> None:
        """Show the next view."""
        self.views.next()

    # ---- the board

    def action_fold(self) -> None:
        """Fold the column of the board, or unfold it."""
        self.views.board_view.fold()

    async def action_group(self) -> None:
        """Columns of the board by who carries the records, or by stage again."""
        await self.views.regroup()

    @on(board_messages.Folded)
    def _columns_folded(self, event: board_messages.Folded) -> None:
        self.views.board_view.keep_folded(sorted(event.keys))

    @on(board_messages.Dropped)
    def _card_dropped(self, event: board_messages.Dropped) -> None:
        record = event.record
        whom = self.chosen() if self.marks.has(record.id) else Chosen.of((record.id,)).seen_at(record.version)
        self.start(self.put_on_board(event.key, whom), group="command", newest_only=False)

    async def put_on_board(self, key: str, whom: Chosen) -> None:
        """Cards were brought to a column of the board."""
        raise NotImplementedError

    # ---- what depends on the view

    def key_entries(self, *, marking: bool) -> list[FooterEntry]:
        """What the footer offers; on the board first of all what a board is for."""
        entries = super().key_entries(marking=marking)
        if self.views.name != "board":
            return entries
        fold = [] if marking else [FooterEntry(self.key_of("list.fold"), tr(command("list.fold").title), "list.fold")]
        first = [one for one in entries if one.command_id in self.FIRST_ON_BOARD]
        return first + fold + [one for one in entries if one not in first]

    def action_preview(self) -> None:
        """Show the preview, or hide it; beside the board it is hidden at first."""
        if self.views.name == "board":
            self.views.beside_board = not self.views.beside_board
            self._show_pane()
        else:
            self.toggle_class("-no-preview")
        self._show_preview()

    @property
    def previewing(self) -> bool:
        """Whether the preview is to be seen."""
        return super().previewing and not self.views.hides_preview

    def why_disabled(self, command_id: str) -> str | None:
        """What only one of the views has, and what needs a record."""
        return self.views.why_disabled(command_id) or super().why_disabled(command_id)

    @property
    def needs_record(self) -> frozenset[str]:
        """Commands that need a record; a folded column can be opened, too."""
        return super().needs_record - {"list.open"} if self.views.on_rail else super().needs_record

    def on_card_grid_pictures_wanted(self, event: CardGrid.PicturesWanted) -> None:
        """Cards are shown: fill their pictures beside everything else."""
        from solartui.screens.lists.card_pictures import fill_cards

        self.start(fill_cards(self, event.grid, event.wanted), group="cards", newest_only=False)

    # ---- marks

    @on(RecordTable.MarksChanged)
    def _marks_changed(self, event: RecordTable.MarksChanged) -> None:
        self.show_keys(event.count)

    @on(RecordTable.RangeWanted)
    def _range_wanted(self, event: RecordTable.RangeWanted) -> None:
        self.start(self._mark_rows(event.first, event.last + 1), group="marks")

    async def _mark_rows(self, start: int, stop: int) -> None:
        if self._feed.records is not None:
            self._feed.table.mark(line.id for line in await self.load(self._feed.records.rows, start, stop))

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away."""
        self.shown.toggle_mark()

    def action_mark_range(self) -> None:
        """Mark everything from the last mark to the cursor."""
        self.shown.mark_range()

    def action_mark_all(self) -> Coroutine[Any, Any, None]:
        """Mark everything that the filter lets through."""
        from solartui.screens.lists.marking import mark_all

        return mark_all(self, self.marks, self.filtering.text, self._feed)

    def action_back(self) -> None:
        """Take the marks away; then show everything again; then go back."""
        if self.marks:
            self.shown.clear_marks()
        else:
            super().action_back()
