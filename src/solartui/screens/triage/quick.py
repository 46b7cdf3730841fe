"""Decisions of triage that ask nothing, or only for one of a few reasons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.moments import parse_moment
from solartui.domain.text import clean
from solartui.domain.vocabulary import StageKind
from solartui.i18n import mark, tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.lead_commands import LeadPage
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from datetime import datetime

    from solartui.domain.selection import Chosen
    from solartui.services.result import Changed, Outcome
    from solartui.widgets.lead_snapshot import LeadSnapshot

REASONS = (
    mark("too expensive"),
    mark("no answer after several tries"),
    mark("bought elsewhere"),
    mark("roof or site does not suit"),
    mark("no interest any more"),
    mark("no financing"),
    mark("wrong or missing contact"),
    mark("outside our area"),
)
_OTHER = "other"


class QuickDecisions(LeadPage):
    """The capital letters do what the small ones ask about: reached, mine, tomorrow; and next week, and lost."""

    data: LeadSnapshot | None
    _last_reason: str = ""

    @staticmethod
    def _remark_here(data: LeadSnapshot) -> str:
        return clip(cell_text(data.lead.name), 30)

    async def action_reached(self) -> None:
        """Somebody called and spoke to the customer."""
        await self.act(self.session.services.triage.reach)

    async def action_mine(self) -> None:
        """The person at the desk carries it."""
        actions = self.session.services.lead_actions
        await self.act(lambda those: actions.assign(those, "me"))

    async def action_tomorrow(self) -> None:
        """Come back to it tomorrow morning."""
        await self.act(partial(self._snooze, parse_moment("tomorrow", self.now)))

    async def action_next_week(self) -> None:
        """Come back to it on Monday morning."""
        await self.act(partial(self._snooze, parse_moment("mon", self.now)))

    def _snooze(self, when: datetime, those: Chosen) -> Changed[Outcome]:
        """The follow-up keeps what it is about."""
        services = self.session.services
        note = services.leads.get(those.only).follow_up_note if those.only else None
        return services.lead_actions.follow_up(those, when, note)

    async def action_lost(self) -> None:
        """It is lost, for one of the usual reasons or for another one."""
        stages = await self.load(self.session.services.people.stages)
        lost = next((stage for stage in stages if stage.kind is StageKind.LOST and stage.active), None)
        reason = await self._reason()
        if lost is not None and reason:
            self._last_reason = reason
            actions = self.session.services.lead_actions
            await self.act(lambda those: actions.move(those, lost.key, reason))

    async def _reason(self) -> str | None:
        texts = [tr(reason) for reason in REASONS]
        if self._last_reason and self._last_reason not in texts:
            texts.insert(0, self._last_reason)
        items = [PickItem(text, ((cell_text(text), "text"),)) for text in texts]
        items.append(PickItem(_OTHER, ((tr("another reason…"), "soft"),)))
        remark = self._remark_here(self.data) if self.data else ""
        chosen = await self.ask(ChooseDialog(tr("Why was it lost?"), items, self._last_reason or None, remark))
        if chosen != _OTHER:
            return chosen
        typed = await self.ask(AskDialog(tr("Why was it lost?"), placeholder=tr("too dear, no roof, bought elsewhere")))
        return clean(typed) if typed else None
