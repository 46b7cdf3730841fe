"""The board of the lead page: made when it is first shown, grouped by stage or by who carries the leads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from solartui.domain.board import Grouping
from solartui.domain.vocabulary import AssigneeKind
from solartui.i18n import tr

if TYPE_CHECKING:
    from textual.widget import Widget

    from solartui.domain.listing import LeadLine, Sort
    from solartui.domain.people import Assignee
    from solartui.domain.stages import Stage
    from solartui.screens.list_screen import ListScreen
    from solartui.screens.lists.board_feed import BoardFeed
    from solartui.widgets.board.board import Board
    from solartui.widgets.board.column import ColumnKind
    from solartui.widgets.cards.faces import LeadWords

_FOLDED = "board.folded"
_BY = "board.by"
_SIGNS = {AssigneeKind.USER: "●", AssigneeKind.TEAM: "◆", AssigneeKind.BRANCH: "■", AssigneeKind.PARTNER: "▲"}


class BoardView:
    """What the board shows and how.

    Args:
        page: the page with the list.
        stages: by key, filled when the database is open.

    Attributes:
        by: what the columns stand for.
        board: None until it is first shown.
        feed: what supplies it.
    """

    def __init__(self, page: ListScreen[LeadLine], stages: Mapping[str, Stage]) -> None:
        self.by = Grouping.STAGE
        self.board: Board | None = None
        self.feed: BoardFeed | None = None
        self._page = page
        self._stages = stages
        self._carriers: Mapping[str, Assignee | None] = {}
        self._folded: object = None
        self._outdated = True
        self._carried = 0
        self._text, self._sort = "", page.SORT

    # ---- what is shown

    async def restore(self) -> None:
        """Learn how the board looked the last time."""
        load, get = self._page.load, self._page.session.services.preferences.get
        self._folded = await load(get, _FOLDED)
        if await load(get, _BY) == Grouping.ASSIGNEE:
            await self._group_by(Grouping.ASSIGNEE)

    def made(self) -> Board:
        """The board."""
        if self.board is None:
            from solartui.screens.lists.board_feed import BoardFeed
            from solartui.widgets.board.board import Board
            from solartui.widgets.cards.faces import BoardFace

            table = self._page.table
            feed = BoardFeed(self._page, self.by, self._page.show_count)
            face = BoardFace(self.words(), by_stage=self.by is Grouping.STAGE)
            kinds = self._kinds()
            board = feed.board = Board(kinds, face, table.marks, feed, self._folded_at_first(kinds))
            board.set_empty([(tr("nothing here"), "mute")])
            self.board, self.feed, self._outdated = board, feed, True
            cast("Widget", table.parent).mount(board, after=table)
        return self.board

    def words(self) -> LeadWords:
        """The words for the facts of a lead."""
        from solartui.widgets.cards.faces import LeadWords

        return LeadWords(lambda: self._page.now, self._stages)

    def appear(self, cursor_id: int | None) -> None:
        """Show the board with the cursor on a lead; what is known already is not read again."""
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
        """Read the columns, from their tops or with the cursor on a lead."""
        if self.feed is not None and not self._carried:
            self._outdated = False
            self.feed.show(self._text, self._sort, keep_id, top=top)

    # ---- cards on their way

    async def carry(self, lead: LeadLine, key: str, write: Callable[[], Awaitable[bool]]) -> bool:
        """Show a card in another column at once, and write it; it comes back where that is refused.

        Args:
            lead: the card.
            key: the column.
            write: writes it, says why it cannot be, and tells whether it was.

        Returns:
            what `write` said.
        """
        from solartui.widgets.board.carrying import carry

        if self.board is None or not carry(self.board, lead, key, self._sort):
            return await write()
        # What is read before the last card has arrived would show it where it was.
        self._carried += 1
        try:
            done = await write()
        finally:
            self._carried -= 1
        if not done:
            self.read(lead.id, top=False)
        return done

    # ---- columns

    def _kinds(self) -> Sequence[ColumnKind]:
        from solartui.widgets.board.column import ColumnKind

        if self.by is Grouping.STAGE:
            stages = (stage for stage in self._stages.values() if stage.active)
            return [ColumnKind(one.key, one.label, one.glyph, f"hue.{one.hue}", one.finished) for one in stages]
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
            self._page.start(self.keep(_FOLDED, keys), group="view", newest_only=False)

    async def regroup(self) -> None:
        """Columns by who carries the leads, or by stage again."""
        keep = None if self.board is None else self.board.cursor_id
        await self._group_by(Grouping.STAGE if self.by is Grouping.ASSIGNEE else Grouping.ASSIGNEE)
        if self.board is not None:
            old, self.board = self.board, None
            await old.remove()
            self.appear(keep)
            self.made().focus()
        await self.keep(_BY, self.by.value)

    async def _group_by(self, by: Grouping) -> None:
        if by is Grouping.ASSIGNEE:
            services, load = self._page.session.services, self._page.load
            carried = await load(services.board.totals, self._text, by)
            known = {_key(who): who for who in await load(services.people.assignees)}
            self._carriers = {"": None} | {key: who for key, who in known.items() if key in carried}
        self.by = by

    async def keep(self, key: str, value: object) -> None:
        """Keep a setting of the person."""
        await self._page.session.runner.write(self._page.session.services.preferences.set, key, value)


def _key(who: Assignee) -> str:
    return f"{'user' if who.kind is AssigneeKind.USER else 'entity'}:{who.id}"
