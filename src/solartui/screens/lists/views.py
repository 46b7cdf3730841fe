"""Three views of one list: table, cards and board, with the same filter, order, marks and cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Literal, cast

from solartui.domain.listing import CardLine
from solartui.i18n import tr
from solartui.screens.lists.board_view import Boards, BoardView

if TYPE_CHECKING:
    from textual.widget import Widget

    from solartui.domain.listing import Sort
    from solartui.screens.list_feed import ListFeed
    from solartui.screens.list_screen import ListScreen
    from solartui.store.record_list import RecordList
    from solartui.widgets.board.board import Board
    from solartui.widgets.list_view import ListView
    from solartui.widgets.rows_view import RowsView

ViewName = Literal["table", "cards", "board"]
_ROUND: tuple[ViewName, ...] = ("table", "cards", "board")


class ListViews(Generic[CardLine]):
    """Which view of its list a page shows. Cards and board are made when they are first shown.

    Args:
        page: the page with the list.
        feed: what supplies table and cards.
        boards: what its records say about cards and board.
        changed: is told that another view is shown.

    Attributes:
        name: the view that is shown.
        beside_board: whether the preview stands beside the board, too.
        board_view: the board, made or not.
    """

    def __init__(
        self,
        page: ListScreen[CardLine],
        feed: ListFeed[CardLine],
        boards: Boards[CardLine],
        changed: Callable[[], None],
    ) -> None:
        self.name: ViewName = "table"
        self.beside_board = False
        self._page = page
        self._boards = boards
        self._kept = f"{page.KIND}s.view"
        self._feed = feed
        feed.followed_by = self._follow
        self._changed = changed
        self._list: RowsView[CardLine] = page.table
        self._asked: ViewName | None = None
        self._ready = self._stays = False
        self.board_view = BoardView(page, boards)

    @property
    def shown(self) -> ListView:
        """The view that is shown."""
        return self._board_shown or self._list

    @property
    def _board_shown(self) -> Board[CardLine] | None:
        return self.board_view.board if self.name == "board" else None

    @property
    def records(self) -> RecordList[CardLine] | None:
        """The list in which the cursor stands."""
        if self.name == "board" and self.board_view.feed is not None:
            return self.board_view.feed.records
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
        """How many records the filter lets through, as far as that is known."""
        return self._page.found

    def why_disabled(self, command_id: str) -> str | None:
        """What only one of the views has."""
        if command_id in {"list.fold", "list.group"} and self.name != "board":
            return tr("Only the board has such columns.")
        if command_id == "list.columns" and self.name != "table":
            return tr("Only the table has columns to choose.")
        return None

    @property
    def hides_preview(self) -> bool:
        """Whether the view leaves no room for the preview."""
        return self.name == "board" and not self.beside_board

    # ---- from one to the next

    async def restore(self) -> None:
        """Show the view of the last time, unless another one was asked for meanwhile."""
        kept = await self._page.load(self._page.session.services.preferences.get, self._kept)
        await self.board_view.restore()
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
        leaves_board, cursor_id = self.name == "board", self.shown.cursor_id
        self.name = name
        if name == "board":
            self._list.display = False
            self.board_view.appear(cursor_id)
        else:
            self._to_list(name, cursor_id if leaves_board else None)
        self._changed()
        self.shown.focus()
        self._page.rearrange()
        if keep:
            self._page.start(self.board_view.keep(self._kept, name), group="view", newest_only=False)

    def _to_list(self, name: ViewName, cursor_id: int | None) -> None:
        view: RowsView[CardLine] = self._page.table if name == "table" else self._grid()
        if self.board_view.board is not None:
            self.board_view.board.display = False
        if view is not self._list:
            view.continue_from(self._list)
            view.set_sort(self._page.sort)
            self._list.display = False
            self._list = self._feed.table = view
        view.display = True
        view.show_marks()
        if cursor_id is not None:
            place = view.window.index_of(cursor_id)
            if place is None:
                self._feed.refresh(cursor_id)
            else:
                view.go(place)

    def _grid(self) -> RowsView[CardLine]:
        from solartui.widgets.card_grid import CardGrid

        found = [view for view in self._body.children if isinstance(view, CardGrid)]
        if found:
            return found[0]
        grid = CardGrid(self._boards.grid_face(), self._page.table.marks)
        self._body.mount(grid, after=self._page.table)
        return grid

    # ---- the board

    def refresh(self, keep_id: int | None) -> None:
        """Read again, with the cursor on a record; in an empty column of the board it stays there."""
        self._stays = keep_id is None
        self._feed.refresh(keep_id)

    def _follow(self, text: str, sort: Sort, keep_id: int | None, top: bool) -> None:
        stays, self._stays = self._stays, False
        self.board_view.follow(text, sort)
        if self.name == "board":
            self.board_view.read(None if stays else keep_id, top=top)

    async def regroup(self) -> None:
        """Columns by who carries the records, or by stage again."""
        await self.board_view.regroup()
        self._changed()
