"""What can be done with leads on every page that shows some: the same keys for one lead and for all marked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from solartui.commands import command
from solartui.domain import lifecycle
from solartui.domain.errors import Invalid, Refused
from solartui.domain.selection import Chosen
from solartui.domain.text import clean
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr
from solartui.screens.base import BaseScreen
from solartui.screens.outcome import LEADS, act_on
from solartui.widgets.painted import clip

if TYPE_CHECKING:
    from datetime import datetime

    from textual.screen import Screen

    from solartui.domain.leads import Lead
    from solartui.domain.stages import Stage
    from solartui.services.result import Changed, Outcome

Act = Callable[[Chosen], "Changed[Outcome]"]
_MENU = ("record", "lead")


class LeadPage(BaseScreen):
    """A page with leads. A subclass says which of them a key means."""

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "record", "lead")
    _again: Act | None = None

    # ---- for subclasses

    def chosen(self) -> Chosen:
        """The leads that a key acts on: all marked, else the one under the cursor."""
        here = self.here()
        return Chosen() if here is None else Chosen.of((here,)).seen_at(self.seen())

    def seen(self) -> int:
        """The version of the lead under the cursor that is shown; 0 where that is not known."""
        return 0

    def here(self) -> int | None:
        """Id of the lead under the cursor."""
        raise NotImplementedError

    # ---- how it is done

    @property
    def now(self) -> datetime:
        """The time in the person's zone."""
        return self.session.services.store.clock().astimezone()

    def why_disabled(self, command_id: str) -> str | None:
        """Nothing can be done with a lead where there is none."""
        if command(command_id).scope in _MENU and not self.chosen():
            return tr("There is no lead here.")
        if command_id == "lead.repeat" and self._again is None:
            return tr("Nothing was changed here yet.")
        return super().why_disabled(command_id)

    async def act(self, act: Act, chosen: Chosen | None = None) -> bool:
        """Do something with leads as one change, and say what became of it.

        Args:
            act: the service call; `repeat` makes it again.
            chosen: which leads; the chosen ones where they are not given.

        Returns:
            whether it was done; why not has been said.
        """
        self.remember(act)
        return await act_on(self, act, self.chosen() if chosen is None else chosen, LEADS) is not None

    def remember(self, act: Act | None) -> None:
        """This was done last, and `repeat` does it again; None where it cannot be done again."""
        self._again = act

    async def _first(self, chosen: Chosen) -> Lead:
        """One of the chosen leads: the only one, else the one under the cursor where that is here."""
        first = chosen.only or self.here() or next(iter(chosen.ids), None)
        if first is None:
            # Marked by the filter, while its rows are still on their way.
            found = await self.load(self.session.services.leads.open_list, chosen.query or "")
            first = next((line.id for line in await self.load(found.rows, 0, 1)), 0)
        return await self.load(self.session.services.leads.get, first)

    def _remark(self, lead: Lead, chosen: Chosen) -> str:
        return clip(lead.name, 24) if chosen.only else LEADS.said(chosen.count)

    # ---- stages

    async def action_stage(self) -> None:
        """Choose the stage; a lost lead is asked for its reason."""
        from solartui.screens import lead_choices
        from solartui.screens.dialogs.choose import ChooseDialog

        leads = self.chosen()
        lead = await self._first(leads)
        stages = await self.load(self.session.services.people.stages)
        items = lead_choices.stage_items(stages, lead if leads.only else None, self.key_of("lead.convert"))
        leads = leads.seen_at(lead.version)
        chosen = await self.ask(ChooseDialog(tr("Stage"), items, lead.stage, self._remark(lead, leads)))
        target = next((stage for stage in stages if stage.key == chosen), None)
        if target is not None:
            await self.put_into(target, leads)

    async def put_into(self, target: Stage, leads: Chosen, *, at_once: bool = False) -> bool:
        """Move leads to a stage; for a lost one the reason is asked. Says whether they were."""
        reason = None
        if target.kind is StageKind.LOST and (reason := await self.ask(_why_lost())) is None:
            return False
        return await self.move_to(target, reason, leads, at_once=at_once)

    async def move_to(self, target: Stage, reason: str | None, leads: Chosen, *, at_once: bool) -> bool:
        """Move leads, which the page may show there already (`at_once`)."""
        return await self.act(partial(self._move, target.key, reason), leads)

    def _move(self, stage: str, reason: str | None, leads: Chosen) -> Changed[Outcome]:
        return self.session.services.lead_actions.move(leads, stage, reason)

    async def action_stage_back(self) -> None:
        """One stage back."""
        await self.step(-1)

    async def action_stage_on(self) -> None:
        """One stage on."""
        await self.step(1)

    async def step(self, by: int) -> bool:
        """Move the chosen leads some stages on; whether that was done."""
        return await self.act(partial(self._step, by))

    def _step(self, by: int, leads: Chosen) -> Changed[Outcome]:
        """Move leads that are all in the same stage to the one beside it."""
        services = self.session.services
        stages = services.people.stages()
        here, *others = services.lead_actions.stages_of(leads) or {services.leads.get(leads.only or 0).stage}
        if others:
            raise Refused(
                tr("The marked leads are in different stages. Choose one with {key}.", key=self.key_of("lead.stage"))
            )
        target = lifecycle.neighbour(stages, here, by)
        if target is None:
            raise Refused(self._no_way(by))
        return services.lead_actions.move(leads, target.key)

    def _no_way(self, by: int) -> str:
        if by < 0:
            return tr("There is no stage before this one.")
        convert, choose = self.key_of("lead.convert"), self.key_of("lead.stage")
        return tr("From here {convert} converts it, or {choose} chooses how it ended.", convert=convert, choose=choose)

    # ---- people, contacts made, follow-ups

    async def action_assign(self) -> None:
        """Choose who carries the leads."""
        from solartui.screens import lead_choices
        from solartui.screens.dialogs.choose import ChooseDialog

        leads = self.chosen()
        people = self.session.services.people
        lead, among = await self._first(leads), await self.load(people.assignees)
        items = lead_choices.assignee_items(among, people.current)
        current = lead_choices.assignee_id(lead.assignee)
        chosen = await self.ask(ChooseDialog(tr("Assign to"), items, current, self._remark(lead, leads)))
        if chosen is not None:
            who = lead_choices.assignee_chosen(chosen, among)
            assign = self.session.services.lead_actions.assign
            await self.act(lambda those: assign(those, who), leads.seen_at(lead.version))

    async def action_log(self) -> None:
        """Note down a call, a mail or a visit."""
        leads = self.chosen()
        from solartui.screens.dialogs.log import LogDialog

        lead = await self._first(leads)
        drafts, key = self.session.services.drafts, f"log:lead:{lead.id}"
        logged = await self.ask(LogDialog(drafts, key, self._remark(lead, leads)))
        if logged is not None:
            actions = self.session.services.lead_actions
            if await self.act(lambda those: actions.log_contact(those, logged.kind, logged.text), leads):
                await asyncio.to_thread(drafts.discard, key)

    async def action_follow_up(self) -> None:
        """Ask when to get back to the leads, and what for."""
        leads = self.chosen()
        lead = await self._first(leads)
        note = self.about(lead) if leads.only else ""
        from solartui.screens.dialogs.follow_up import FollowUpDialog

        wanted = await self.ask(FollowUpDialog(self.now, note, self._remark(lead, leads)))
        if wanted is not None:
            actions = self.session.services.lead_actions
            await self.act(lambda those: actions.follow_up(those, wanted.at, wanted.note), leads)

    def about(self, lead: Lead) -> str:
        """What a new follow-up of a lead is proposed to be for."""
        return lead.follow_up_note or ""

    async def action_follow_up_done(self) -> None:
        """The follow-ups are done."""
        actions = self.session.services.lead_actions
        await self.act(lambda those: actions.follow_up(those, None))

    # ---- its fields, and what it becomes

    async def action_edit(self) -> None:
        """Change the lead under the cursor."""
        from solartui.screens.lead.actions import edit_lead

        if (here := self.here()) is not None:
            await edit_lead(self, await self._first(Chosen.of((here,))))

    async def action_convert(self) -> None:
        """Make a project of the lead under the cursor."""
        from solartui.screens.lead.actions import convert_lead

        if (here := self.here()) is not None:
            await convert_lead(self, here, self.now.date())

    async def action_open_contact(self) -> None:
        """Open the contact of the lead under the cursor."""
        if (here := self.here()) is not None:
            self.host.open_record("contact", (await self._first(Chosen.of((here,)))).contact.id)

    # ---- out of the way

    async def action_archive(self) -> None:
        """Put leads away; where the first one is archived already, bring them back."""
        leads = self.chosen()
        actions = self.session.services.lead_actions
        archived = (await self._first(leads)).archived
        await self.act(actions.unarchive if archived else actions.archive, leads)

    async def action_delete(self) -> None:
        """Take leads away; undo brings them back."""
        await self.act(self.session.services.lead_actions.delete)

    async def action_set_field(self) -> None:
        """Give a field of all chosen leads the same value."""
        from solartui.screens.lists.set_field import Settable, check_lead, set_field
        from solartui.services.lead_actions import SETTABLE

        leads = self.chosen()
        services = self.session.services
        own = await self.load(services.fields.of, "lead")
        what = Settable(SETTABLE, own, services.lead_actions.set_field, check_lead, self.act)
        await set_field(self, what, leads, self._remark(await self._first(leads), leads))

    async def action_locate(self) -> None:
        """Find the places of leads by their addresses."""
        from solartui.screens.lead.locating import find_places

        await find_places(self, self.chosen())

    async def action_repeat(self) -> None:
        """Do the last change once more, with the leads that are chosen now."""
        if self._again is not None:
            await self.act(self._again)

    # ---- out of the program

    async def action_copy(self) -> None:
        """Choose what to copy of the lead under the cursor."""
        from solartui.screens.lead.actions import copy_from

        if (here := self.here()) is not None:
            await copy_from(self, await self._first(Chosen.of((here,))))

    async def action_map(self) -> None:
        """Open the way to the site, or show and copy its address."""
        from solartui.screens.lead.actions import open_map

        if (here := self.here()) is not None:
            await open_map(self, await self._first(Chosen.of((here,))))

    # ---- everything at once

    async def action_actions(self) -> None:
        """Show everything that can be done with the chosen leads."""
        from solartui.screens.dialogs.choose import MenuDialog
        from solartui.screens.lead.menu import menu_items

        items = menu_items(self, several=self.chosen().count > 1)
        chosen = await self.ask(MenuDialog(tr("What to do"), items, None, self._menu_remark()))
        if chosen is not None:
            self.action_command(chosen)

    def _menu_remark(self) -> str:
        leads = self.chosen()
        return f"#{leads.only}" if leads.only else LEADS.said(leads.count)


def _some_reason(typed: str) -> None:
    if not clean(typed):
        raise Invalid(tr("A lost lead needs a reason."))


def _why_lost() -> Screen[str]:
    from solartui.screens.dialogs.ask import AskDialog

    hint = tr("too dear, no roof, bought elsewhere")
    return AskDialog(tr("Why was it lost?"), placeholder=hint, check=_some_reason)
