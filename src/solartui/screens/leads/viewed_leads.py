"""The list of leads in three views: its filters and views, its board, and a key that moves cards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from solartui.domain import lifecycle
from solartui.domain.board import Grouping
from solartui.domain.listing import LeadLine
from solartui.screens.lead_commands import Act, LeadPage
from solartui.screens.leads.board import LeadBoards
from solartui.screens.lists.viewed_screen import ViewedScreen
from solartui.screens.outcome import LEADS, act_at_once

if TYPE_CHECKING:
    from solartui.domain.query import QueryContext
    from solartui.domain.selection import Chosen
    from solartui.domain.stages import Stage
    from solartui.screens.lists.criteria import Criteria
    from solartui.services.filters import FilterService
    from solartui.services.views import ViewService
    from solartui.widgets.columns import Column
    from solartui.widgets.pane import Pane


class ViewedLeads(ViewedScreen[LeadLine], LeadPage):
    """Leads as table, cards or board.

    Args:
        columns: of the table.
        pane: the preview.
        placeholder: what the empty search says.
        stages: by key; filled when the database is open.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "list", "record", "lead")
    FIRST_ON_BOARD = ("list.open", "lead.stage_back")

    def __init__(
        self, columns: Sequence[Column[LeadLine]], pane: Pane, placeholder: str, stages: dict[str, Stage]
    ) -> None:
        self._stages = stages
        boards = LeadBoards(lambda: self.session.services.board, stages, lambda: self.now)
        super().__init__(columns, pane, placeholder, boards)

    # ---- search

    def filter_service(self) -> FilterService:
        """Filters of leads."""
        return self.session.services.filters

    def view_service(self) -> ViewService:
        """Views of leads."""
        return self.session.services.views

    def criteria(self, context: QueryContext) -> Criteria:
        """The fields of the filter panel."""
        from solartui.screens.leads.filter_fields import LeadCriteria

        return LeadCriteria(context)

    # ---- from view to view

    def view_changed(self) -> None:
        """The board has a place of its own in the top bar."""
        super().view_changed()
        if self.top_bar is not None:
            self.top_bar.show(active="board" if self.views.name == "board" else "leads")

    def asked_for(self, place: str) -> None:
        """The board is a view of this page."""
        if place == "board":
            self.views.show("board")
        else:
            self.views.show_list()

    async def put_on_board(self, key: str, whom: Chosen) -> None:
        """Move leads to a stage, or give them to whom the column stands for."""
        board = self.views.board_view
        if board.by is Grouping.STAGE:
            target = self._stages[key]
            if await self._carry(whom, target, partial(self.put_into, target, whom, at_once=True)) is None:
                await self.put_into(target, whom)
        else:
            assign, who = self.session.services.lead_actions.assign, board.carrier(key)
            await self.act(lambda those: assign(those, who), whom)

    async def step(self, by: int) -> bool:
        """Move the chosen leads some stages on; cards of the board are in their new column at once."""
        board, whom = self.views.board_view, self.chosen()
        cards = board.cards(whom) if self.views.name == "board" and board.by is Grouping.STAGE else None
        here = {card.stage for card in cards or ()}
        target = lifecycle.neighbour(tuple(self._stages.values()), here.pop(), by) if len(here) == 1 else None
        if target is not None:
            move, again = partial(self._move, target.key, None), partial(self._step, by)
            done = await self._carry(whom, target, lambda: self._act_at_once(move, whom, target, again))
            if done is not None:
                return done
        return await super().step(by)

    async def _carry(self, whom: Chosen, target: Stage, write: Callable[[], Awaitable[bool]]) -> bool | None:
        """Show cards in a column and write it; None where they cannot be shown there."""
        board = self.views.board_view
        cards = board.cards(whom)
        return None if cards is None else await board.carry(cards, target.key, write)

    async def move_to(self, target: Stage, reason: str | None, leads: Chosen, *, at_once: bool) -> bool:
        """Move leads; of cards that stand there already it is said at once."""
        if not at_once:
            return await super().move_to(target, reason, leads, at_once=False)
        move = partial(self._move, target.key, reason)
        return await self._act_at_once(move, leads, target, move)

    async def _act_at_once(self, act: Act, leads: Chosen, target: Stage, again: Act) -> bool:
        from solartui.domain.activity import Names, change_sentence_of

        cards = self.views.board_view.cards(leads)
        name = cards[0].name if cards else ""
        moved = {"count": leads.count, "name": name, "stage": target.key}
        said = change_sentence_of("lead.moved", moved, Names(tuple(self._stages.values())))
        self.remember(again)
        return await act_at_once(self, act, leads, LEADS, said)
