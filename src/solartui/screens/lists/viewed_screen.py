"""The list of leads in three views: which one is shown, what it means by "here", and what only one of them has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from solartui.commands import FooterEntry, command
from solartui.domain import lifecycle
from solartui.domain.board import Grouping
from solartui.domain.listing import LeadLine
from solartui.domain.selection import Chosen
from solartui.domain.stages import Stage
from solartui.i18n import tr
from solartui.screens.lead_commands import LeadPage
from solartui.screens.list_screen import ListScreen
from solartui.screens.lists.views import ListViews
from solartui.widgets.board import messages as board_messages

if TYPE_CHECKING:
    from solartui.widgets.columns import Column
    from solartui.widgets.list_view import ListView
    from solartui.widgets.pane import Pane

_FIRST_ON_BOARD = ("list.open", "lead.stage_back")


class ViewedScreen(ListScreen[LeadLine], LeadPage):
    """Leads as table, cards or board; keys mean the lead under the cursor of the view that is shown.

    Args:
        columns: of the table.
        pane: the preview.
        placeholder: what the empty search says.
        stages: by key; filled when the database is open.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "list", "record", "lead")

    def __init__(
        self, columns: Sequence[Column[LeadLine]], pane: Pane, placeholder: str, stages: Mapping[str, Stage]
    ) -> None:
        super().__init__(columns, pane, placeholder)
        self._stages = stages
        self.marks = self.table.marks
        self.views = ListViews(self, self._feed, stages, self.view_changed)

    @property
    def shown(self) -> ListView:
        """The view that is shown."""
        return self.views.shown

    def here(self) -> int | None:
        """The lead under the cursor."""
        return self.shown.cursor_id

    def seen(self) -> int:
        """The version of the lead under the cursor that is shown; 0 where it is not here."""
        row = self.shown.cursor_row
        return row.version if isinstance(row, LeadLine) else 0

    def chosen(self) -> Chosen:
        """All marked leads, else the one under the cursor."""
        return self.marks.chosen() if self.marks else super().chosen()

    # ---- from view to view

    def view_changed(self) -> None:
        """Another view is shown."""
        self.pane.set_class(self.views.hides_preview, "-away")
        if self.top_bar is not None:
            self.top_bar.show(active="board" if self.views.name == "board" else "leads")
        self.show_keys(self.marks.count)

    def asked_for(self, place: str) -> None:
        """The board is a view of this page."""
        if place == "board":
            self.views.show("board")
        else:
            self.views.show_list()

    def action_view(self) -> None:
        """Show the next view."""
        self.views.next()

    # ---- the board

    def action_fold(self) -> None:
        """Fold the column of the board, or unfold it."""
        self.views.board_view.fold()

    async def action_group(self) -> None:
        """Columns of the board by who carries the leads, or by stage again."""
        await self.views.regroup()

    @on(board_messages.Folded)
    def _columns_folded(self, event: board_messages.Folded) -> None:
        self.views.board_view.keep_folded(sorted(event.keys))

    @on(board_messages.Dropped)
    def _card_dropped(self, event: board_messages.Dropped) -> None:
        lead = event.lead
        leads = self.chosen() if self.marks.has(lead.id) else Chosen.of((lead.id,)).seen_at(lead.version)
        self.start(self._put(event.key, leads), group="command", newest_only=False)

    async def _put(self, key: str, leads: Chosen) -> None:
        board = self.views.board_view
        if board.by is Grouping.STAGE:
            await self.put_into(self._stages[key], leads)
        else:
            assign, who = self.session.services.lead_actions.assign, board.carrier(key)
            await self.act(lambda those: assign(those, who), leads)

    async def step(self, by: int) -> bool:
        """Move the chosen leads some stages on; a card of the board is in its new column at once."""
        board, lead, write = self.views.board_view, self.shown.cursor_row, partial(super().step, by)
        by_stage = self.views.name == "board" and board.by is Grouping.STAGE and not self.marks
        if by_stage and isinstance(lead, LeadLine):
            target = lifecycle.neighbour(tuple(self._stages.values()), lead.stage, by)
            if target is not None:
                return await board.carry(lead, target.key, write)
        return await write()

    # ---- what depends on the view

    def key_entries(self, *, marking: bool) -> list[FooterEntry]:
        """What the footer offers; on the board first of all what a board is for."""
        entries = super().key_entries(marking=marking)
        if self.views.name != "board":
            return entries
        fold = [] if marking else [FooterEntry(self.key_of("list.fold"), tr(command("list.fold").title), "list.fold")]
        first = [one for one in entries if one.command_id in _FIRST_ON_BOARD]
        return first + fold + [one for one in entries if one not in first]

    def action_preview(self) -> None:
        """Show the preview, or hide it; beside the board it is hidden at first."""
        if self.views.name == "board":
            self.views.beside_board = not self.views.beside_board
            self.pane.set_class(self.views.hides_preview, "-away")
        else:
            self.toggle_class("-no-preview")
        self._show_preview()

    @property
    def previewing(self) -> bool:
        """Whether the preview is to be seen."""
        return super().previewing and not self.views.hides_preview

    def why_disabled(self, command_id: str) -> str | None:
        """What only one of the views has, and what needs a lead."""
        return self.views.why_disabled(command_id) or super().why_disabled(command_id)

    @property
    def needs_record(self) -> frozenset[str]:
        """Commands that need a lead; a folded column can be opened, too."""
        return super().needs_record - {"list.open"} if self.views.on_rail else super().needs_record
