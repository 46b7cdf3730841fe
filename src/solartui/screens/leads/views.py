"""Three views of one list of leads: table, cards and board, with the same filter, order, marks and cursor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, cast

from solartui.domain.board import Grouping
from solartui.i18n import tr

if TYPE_CHECKING:
    from textual.widget import Widget

    from solartui.domain.listing import LeadLine, Sort
    from solartui.domain.stages import Stage
    from solartui.screens.leads.board_feed import BoardFeed
    from solartui.screens.leads.viewed_screen import ViewedScreen
    from solartui.screens.list_feed import ListFeed
    from solartui.store.record_list import RecordList
    from solartui.widgets.cards.faces import LeadWords
    from solartui.widgets.lead_board.board import LeadBoard
    from solartui.widgets.list_view import ListView
    from solartui.widgets.rows_view import RowsView

ViewName = Literal["table", "cards", "board"]
_ROUND: tuple[ViewName, ...] = ("table", "cards", "board")
_KEPT = "leads.view"
_FOLDED = "board.folded"


class LeadViews:
    """Which view of its list the lead page shows. Cards and board are made when they are first shown.

    Args:
        page: the page with the list.
        feed: what supplies table and cards.
        stages: by key, filled when the database is open.

    Attributes:
        name: the view that is shown.
    """

    def __init__(self, page: ViewedScreen, feed: ListFeed[LeadLine], stages: Mapping[str, Stage]) -> None:
        self.name: ViewName = "table"
        self._page = page
        self._feed = feed
        feed.followed_by = self._follow
        self._stages = stages
        self._list: RowsView[LeadLine] = page.table
        self._asked: ViewName | None = None
        self._ready = False
        self._board: LeadBoard | None = None
        self._board_feed: BoardFeed | None = None
        self._outdated = True
        self._folded: object = None
        self._text, self._sort = "", page.SORT

    @property
    def shown(self) -> ListView:
        """The view that is shown."""
        return self._board_shown or self._list

    @property
    def _board_shown(self) -> LeadBoard | None:
        return self._board if self.name == "board" else None

    @property
    def records(self) -> RecordList[LeadLine] | None:
        """The list in which the cursor stands."""
        if self.name == "board" and self._board_feed is not None:
            return self._board_feed.records
        return self._feed.records

    @property
    def place(self) -> int:
        """Where in that list the cursor stands."""
        return self._list.view.cursor if self._board_shown is None else self._board_shown.here.view.cursor

    @property
    def _body(self) -> Widget:
        return cast("Widget", self._page.table.parent)

    @property
    def on_rail(self) -> bool:
        """Whether the cursor is on a folded column of the board."""
        return self._board_shown is not None and self._board_shown.on_rail

    @property
    def total(self) -> int:
        """How many leads the filter lets through, as far as that is known."""
        return self._list.view.total or 0

    def why_disabled(self, command_id: str) -> str | None:
        """What only one of the views has."""
        if command_id == "list.fold" and self.name != "board":
            return tr("Only the board has columns to fold.")
        if command_id == "list.columns" and self.name != "table":
            return tr("Only the table has columns to choose.")
        return None

    def toggle_preview(self) -> None:
        """Show the preview, or hide it; beside the board it is hidden at first."""
        self._page.toggle_class("-board-preview" if self.name == "board" else "-no-preview")

    # ---- from one to the next

    async def restore(self) -> None:
        """Show the view of the last time, unless another one was asked for meanwhile."""
        kept = await self._page.load(self._page.session.services.preferences.get, _KEPT)
        self._folded = await self._page.load(self._page.session.services.preferences.get, _FOLDED)
        self._ready = True
        wanted = self._asked or kept
        if wanted in _ROUND:
            self.show(wanted, keep=False)

    def next(self) -> None:
        """The next view."""
        self.show(_ROUND[(_ROUND.index(self.name) + 1) % len(_ROUND)])

    def show_list(self) -> None:
        """The list as it was before the board: table or cards."""
        if self.name == "board" or not self._ready:
            self.show("table" if self._list is self._page.table else "cards")

    def show(self, name: ViewName, *, keep: bool = True) -> None:
        """Show a view.

        Args:
            name: which one.
            keep: whether the next session begins with it.
        """
        if not self._ready:
            self._asked = name
            return
        if name == self.name:
            return
        self._page.table.leave_cells()
        leaves_board, cursor_id = self.name == "board", self._page.here()
        self.name = name
        if name == "board":
            self._to_board(cursor_id)
        else:
            self._to_list(name, cursor_id if leaves_board else None)
        self._page.view_changed()
        self.shown.focus()
        if keep:
            self._page.start(self._keep(_KEPT, name), group="view", newest_only=False)

    def _to_list(self, name: ViewName, cursor_id: int | None) -> None:
        view: RowsView[LeadLine] = self._page.table if name == "table" else self._grid()
        if self._board is not None:
            self._board.display = False
        if view is not self._list:
            view.continue_from(self._list)
            view.set_sort(self._page.sort)
            self._list.display = False
            self._list = self._feed.table = view
        view.display = True
        if cursor_id is not None:
            place = view.window.index_of(cursor_id)
            if place is None:
                self._feed.refresh(cursor_id)
            else:
                view.go(place)

    def _to_board(self, cursor_id: int | None) -> None:
        board = self._made_board()
        self._list.display = False
        board.display = True
        row = self._list.cursor_row
        column = board.columns.get(row.stage) if row is not None and cursor_id is not None else None
        place = None if column is None or cursor_id is None else column.window.index_of(cursor_id)
        if self._outdated or column is None or place is None:
            self._read_board(cursor_id, top=False)
        else:
            column.go(place)
            board.go_to(column.kind.key)

    def _grid(self) -> RowsView[LeadLine]:
        from solartui.widgets.lead_grid import LeadGrid

        found = [view for view in self._body.children if isinstance(view, LeadGrid)]
        if found:
            return found[0]
        grid = LeadGrid(self._words(), self._page.marks)
        self._body.mount(grid, after=self._page.table)
        return grid

    def _words(self) -> LeadWords:
        from solartui.widgets.cards.faces import LeadWords

        return LeadWords(lambda: self._page.now, self._stages)

    # ---- the board

    def _made_board(self) -> LeadBoard:
        if self._board is None:
            from solartui.screens.leads.board_feed import BoardFeed
            from solartui.widgets.cards.faces import BoardFace
            from solartui.widgets.lead_board.board import LeadBoard
            from solartui.widgets.lead_board.column import ColumnKind

            feed = BoardFeed(self._page, Grouping.STAGE, self._page.show_count)
            active = [stage for stage in self._stages.values() if stage.active]
            kinds = [
                ColumnKind(stage.key, stage.label, stage.glyph, f"hue.{stage.hue}", stage.finished) for stage in active
            ]
            folded = self._folded if isinstance(self._folded, list) else [one.key for one in kinds if one.closed]
            board = feed.board = LeadBoard(kinds, BoardFace(self._words()), self._page.marks, feed, folded)
            board.set_empty([(tr("nothing here"), "mute")])
            self._board, self._board_feed = board, feed
            self._body.mount(board, after=self._page.table)
        return self._board

    def _follow(self, text: str, sort: Sort, keep_id: int | None, top: bool) -> None:
        """The list is another one now, or was read anew: so is the board."""
        self._text, self._sort, self._outdated = text, sort, True
        if self.name == "board":
            self._read_board(keep_id, top=top)

    def _read_board(self, keep_id: int | None, *, top: bool) -> None:
        if self._board_feed is not None:
            self._outdated = False
            self._board_feed.show(self._text, self._sort, keep_id, top=top)

    def fold(self) -> None:
        """Fold the column with the cursor, or unfold it."""
        if self._board is not None and self.name == "board":
            self._board.fold()

    def keep_folded(self, keys: list[str]) -> None:
        """The next session begins with these columns folded."""
        self._folded = keys
        self._page.start(self._keep(_FOLDED, keys), group="view", newest_only=False)

    async def _keep(self, key: str, value: object) -> None:
        await self._page.session.runner.write(self._page.session.services.preferences.set, key, value)
