"""The board of a list page: made when it is first shown, grouped by stage or by who carries the records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, cast

from solartui.domain.board import Grouping
from solartui.domain.listing import CardLine
from solartui.domain.vocabulary import AssigneeKind
from solartui.i18n import tr

if TYPE_CHECKING:
    from textual.widget import Widget

    from solartui.domain.listing import Sort
    from solartui.domain.people import Assignee
    from solartui.domain.selection import Chosen
    from solartui.screens.list_screen import ListScreen
    from solartui.screens.lists.board_feed import BoardFeed
    from solartui.screens.lists.board_look import BoardReader
    from solartui.widgets.board.board import Board
    from solartui.widgets.board.column import ColumnKind
    from solartui.widgets.cards.face import ColumnFace, GridFace

_MOST = 50
"""Cards that are shown in their new column before they are written there."""
_SIGNS = {AssigneeKind.USER: "●", AssigneeKind.TEAM: "◆", AssigneeKind.BRANCH: "■", AssigneeKind.PARTNER: "▲"}


class Boards(Protocol[CardLine]):
    """What one kind of record says about its cards and its board.

    Attributes:
        settings: what the names of the settings of its board begin with.
    """

    settings: str

    def service(self) -> BoardReader[CardLine]:
        """What is read from."""

    def stages(self) -> Sequence[ColumnKind]:
        """The columns by stage."""

    def column_face(self, by: Grouping) -> ColumnFace[CardLine]:
        """What stands on the cards of the board."""

    def grid_face(self) -> GridFace[CardLine]:
        """What stands on the cards of the list."""


class BoardView(Generic[CardLine]):
    """What the board shows and how.

    Args:
        page: the page with the list.
        boards: what its records say about it.

    Attributes:
        by: what the columns stand for.
        board: None until it is first shown.
        feed: what supplies it.
    """

    def __init__(self, page: ListScreen[CardLine], boards: Boards[CardLine]) -> None:
        self.by = Grouping.STAGE
        self.board: Board[CardLine] | None = None
        self.feed: BoardFeed[CardLine] | None = None
        self._page = page
        self._boards = boards
        self._carriers: Mapping[str, Assignee | None] = {"": None}
        self._folded: object = None
        self._outdated = True
        self._home: dict[int, str] = {}
        self._text, self._sort = "", page.SORT

    # ---- what is shown

    async def restore(self) -> None:
        """Learn how the board looked the last time."""
        load, get = self._page.load, self._page.session.services.preferences.get
        self._folded = await load(get, f"{self._boards.settings}.folded")
        if await load(get, f"{self._boards.settings}.by") == Grouping.ASSIGNEE:
            self.by = Grouping.ASSIGNEE

    def made(self) -> Board[CardLine]:
        """The board."""
        if self.board is None:
            from solartui.screens.lists.board_feed import BoardFeed
            from solartui.widgets.board.board import Board

            table = self._page.table
            feed = BoardFeed(self._page, self._boards.service(), self.by, self._page.show_count)
            face, kinds = self._boards.column_face(self.by), self._kinds()
            board = feed.board = Board(kinds, face, table.marks, feed, self._folded_at_first(kinds))
            board.set_empty([(tr("nothing here"), "mute")])
            self.board, self.feed, self._outdated = board, feed, True
            cast("Widget", table.parent).mount(board, after=table)
        return self.board

    def appear(self, cursor_id: int | None) -> None:
        """Show the board with the cursor on a record; what is known already is not read again."""
        board = self.made()
        board.display = True
        found = [column for column in board.columns.values() if column.window.index_of(cursor_id or 0) is not None]
        if self._outdated or not found or found[0].kind.key in board.folded:
            self.read(cursor_id, top=False)
        else:
            found[0].go(found[0].window.index_of(cursor_id or 0) or 0)
            board.go_to(found[0].kind.key)

    def follow(self, text: str, sort: Sort) -> None:
        """The list is another one now, or was read anew."""
        self._text, self._sort, self._outdated = text, sort, True

    def read(self, keep_id: int | None, *, top: bool) -> None:
        """Read the columns, from their tops or with the cursor on a record."""
        if self.feed is None:
            return
        self._outdated = False
        if self.by is Grouping.STAGE:
            self.feed.show(self._text, self._sort, keep_id, top=top)
        else:
            self._page.start(self._read_carried(keep_id, top=top), group="carriers")

    async def _read_carried(self, keep_id: int | None, *, top: bool) -> None:
        """Somebody else may carry what is listed now."""
        carriers = await self._carried()
        if self.by is Grouping.STAGE or self.board is None or self.feed is None:
            return
        self._carriers = carriers
        if [*self.board.columns] != [*carriers]:
            self._stand_anew()
        self.feed.show(self._text, self._sort, keep_id, top=top)

    # ---- cards on their way

    def card(self, record_id: int | None) -> CardLine | None:
        """A card that is here."""
        from solartui.widgets.board.carrying import place_of

        found = None if self.board is None or record_id is None else place_of(self.board, record_id)
        return None if found is None else found[0].window.rows[found[1]]

    def cards(self, chosen: Chosen) -> Sequence[CardLine] | None:
        """The cards of the chosen records; None where they are many, or not all of them here."""
        if chosen.query is not None or not 0 < chosen.count <= _MOST:
            return None
        found = [card for record_id in chosen.ids if (card := self.card(record_id)) is not None]
        return found if len(found) == chosen.count else None

    async def carry(self, cards: Sequence[CardLine], key: str, write: Callable[[], Awaitable[bool]]) -> bool | None:
        """Show cards in another column at once, and write it; they come back where that is refused.

        Args:
            cards: the cards.
            key: the column.
            write: writes it, says why it cannot be, and tells whether all of it was.

        Returns:
            what `write` said; None where they could not be shown there, and nothing was written.
        """
        from solartui.widgets.board.carrying import carry, place_of

        board, feed = self.board, self.feed
        if board is None or feed is None:
            return None
        stood = {card.id: found[0].kind.key for card in cards if (found := place_of(board, card.id))}
        if not carry(board, cards, key, self._sort):
            return None
        self._home = stood | self._home
        # What is read before the last card has arrived would show it where it was.
        feed.hold({key, *stood.values()})
        done = False
        try:
            done = await write()
        finally:
            self._arrive(cards, key, done=done)
            feed.let_go(done=done)
        return done

    def _arrive(self, cards: Sequence[CardLine], key: str, *, done: bool) -> None:
        """Cards stay in a column; or they go back to where they were last, even where nothing can be read now."""
        from solartui.widgets.board.carrying import carry, place_of

        for card in cards:
            found = None if self.board is None else place_of(self.board, card.id)
            home = self._home.pop(card.id, key)
            if found is None or self.board is None:
                continue
            if found[0].kind.key != key:
                # It was moved on meanwhile.
                self._home[card.id] = key if done else home
            elif not done:
                carry(self.board, [card], home, self._sort)

    # ---- columns

    def _kinds(self) -> Sequence[ColumnKind]:
        from solartui.widgets.board.column import ColumnKind

        if self.by is Grouping.STAGE:
            return self._boards.stages()
        return [
            ColumnKind(key, who.name, _SIGNS[who.kind], "hue.steel") if who else ColumnKind(key, tr("unassigned"), "○")
            for key, who in self._carriers.items()
        ]

    def _folded_at_first(self, kinds: Sequence[ColumnKind]) -> Sequence[str]:
        if self.by is Grouping.STAGE and not isinstance(self._folded, list):
            return [kind.key for kind in kinds if kind.closed]
        return self._folded if self.by is Grouping.STAGE and isinstance(self._folded, list) else ()

    def carrier(self, key: str) -> Assignee | None:
        """Whom a column stands for."""
        return self._carriers[key]

    def fold(self) -> None:
        """Fold the column with the cursor, or unfold it."""
        if self.board is not None:
            self.board.fold()

    def keep_folded(self, keys: list[str]) -> None:
        """The next session begins with these columns folded."""
        if self.by is Grouping.STAGE:
            self._folded = keys
            self._page.start(self.keep(f"{self._boards.settings}.folded", keys), group="view", newest_only=False)

    async def regroup(self) -> None:
        """Columns by who carries the records, or by stage again."""
        keep = None if self.board is None else self.board.cursor_id
        by = Grouping.STAGE if self.by is Grouping.ASSIGNEE else Grouping.ASSIGNEE
        if by is Grouping.ASSIGNEE:
            self._carriers = await self._carried()
        self.by = by
        self._stand_anew()
        if self.feed is not None:
            self._outdated = False
            self.feed.show(self._text, self._sort, keep, top=False)
        await self.keep(f"{self._boards.settings}.by", by.value)

    async def _carried(self) -> Mapping[str, Assignee | None]:
        """Those who carry something of what is listed, and nobody first."""
        load = self._page.load
        carried = await load(self._boards.service().totals, self._text, Grouping.ASSIGNEE)
        known = await load(partial(self._page.session.services.people.assignees, every=True))
        return {"": None} | {key: who for who in known if (key := _key(who)) in carried}

    def _stand_anew(self) -> None:
        """Another board in the place of the one that is shown, with the columns of now."""
        old, self.board = self.board, None
        if old is None:
            return
        shown, has_keys, here = old.display, old.has_keys, old.here.kind.key
        # Never both beside each other.
        old.display = False
        board = self.made()
        board.display = shown
        if here in board.columns:
            board.go_to(here)
        if has_keys:
            board.focus()
        old.remove()

    async def keep(self, key: str, value: object) -> None:
        """Keep a setting of the person."""
        await self._page.session.runner.write(self._page.session.services.preferences.set, key, value)


def _key(who: Assignee) -> str:
    return f"{'user' if who.kind is AssigneeKind.USER else 'entity'}:{who.id}"
