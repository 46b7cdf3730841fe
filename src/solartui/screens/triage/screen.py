"""The page of triage: a lead, one key that decides about it, and the next lead by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult

from solartui.domain.activity import Names, change_sentence
from solartui.domain.errors import NotFound
from solartui.domain.records import Subject
from solartui.domain.triage import Decision, Round, decision_in
from solartui.i18n import mark, tr
from solartui.screens.lead.actions import convert_lead, copy_text
from solartui.screens.lead_commands import Act, LeadPage
from solartui.screens.radar import show_due
from solartui.screens.triage.quick import QuickDecisions
from solartui.screens.triage.supply import Supply
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.triage.card import Standing, TriageCard
from solartui.widgets.triage.summary import Outcome as Told
from solartui.widgets.triage.summary import TriageSummary

if TYPE_CHECKING:
    from textual.worker import Worker

    from solartui.domain.records import Change
    from solartui.domain.selection import Chosen
    from solartui.services.container import Services
    from solartui.services.leads import LeadList
    from solartui.widgets.lead_snapshot import LeadSnapshot

_LATEST = 5


class TriageScreen(QuickDecisions, LeadPage):
    """Leads of a list one by one.

    Args:
        leads: what is gone through. Only the leads that are needed next are taken from it.

    Attributes:
        round: the queue, and what was decided.
        data: the lead that is shown.
        shown_last: the number of the lead that was shown last.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "triage", "record", "lead")
    PLACE: ClassVar[str | None] = "leads"
    PURPOSE: ClassVar[str] = mark("One lead after the other: a key decides, and the next one comes.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"leads", "contacts", "notes", "projects", "users"})

    def __init__(self, leads: LeadList) -> None:
        super().__init__()
        self.round = Round()
        self.data: LeadSnapshot | None = None
        self.card = TriageCard(id="triage-card")
        self.summary = TriageSummary(id="triage-summary")
        self._supply = Supply(self, leads, self.round.queue)
        self._total: int | None = None
        self._ended = False
        self._begun_at = 0
        self._done = ""
        self._since = 0.0
        self.shown_last: int | None = None
        self._turn = asyncio.Lock()
        self._missed = False

    # ---- layout

    def compose_body(self) -> ComposeResult:
        """The lead, and in the end what came of it all."""
        with Backdrop(id="triage"):
            yield self.card
            yield self.summary

    def start(self, work: Coroutine[Any, Any, None], group: str, **how: bool) -> Worker[None]:
        """As everywhere; but a key that comes while a decision is being stored is meant for the next lead."""
        return super().start(self._in_turn(work) if group == "command" else work, group, **how)

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        async with self._turn:
            await work
        if self._missed and not self._ended:
            self._missed = False
            await self._show_here()

    # ---- which lead

    def here(self) -> int | None:
        """The lead that is shown."""
        return None if self._ended else self.round.queue.current

    def seen(self) -> int:
        """The version of the lead that is shown."""
        return self.data.lead.version if self.data is not None and self.data.lead.id == self.here() else 0

    def why_disabled(self, command_id: str) -> str | None:
        """Nothing can be decided at the end."""
        if self._ended and command_id.startswith("triage.") and command_id not in {"triage.previous", "triage.open"}:
            return tr("There is no lead here.")
        return super().why_disabled(command_id)

    def footer_scopes(self) -> Iterable[str]:
        """At the end no lead is there to be decided about."""
        return ("global",) if self._ended else self.SCOPES

    # ---- reading

    async def ready(self) -> None:
        """Take the first leads, and show one."""
        last = await self.load(self.session.services.undo.last)
        self._begun_at = last.id if last else 0
        await self._supply.take()
        await self._show_here()
        self.start(self._count(), group="count")

    async def _count(self) -> None:
        self._total = await self._supply.count()
        self._paint()

    async def changed(self, topics: frozenset[str]) -> None:
        """Show the lead as it is now; what was read ahead is read again before it counts."""
        self._supply.outdated()
        self._missed = self._turn.locked()
        if not (self._missed or self._ended):
            await self._show_here()

    async def _show_here(self) -> None:
        """Show the lead at this place, at once where it was read ahead; what vanished meanwhile is passed over."""
        queue, supply = self.round.queue, self._supply
        while (lead_id := queue.current) is not None:
            if (known := supply.known(lead_id)) is not None:
                self._display(known)
            if supply.fresh(lead_id):
                break
            try:
                read = await supply.read(lead_id)
            except NotFound as gone:
                self.toast(tr("{gone} It is passed over.", gone=gone.message), bad=True)
                queue.drop(lead_id)
                queue.step(1)
                continue
            if queue.current == lead_id:
                self._display(read)
                break
        if queue.current is None:
            self._end()
        self.start(self._look_ahead(), group="ahead")

    async def _look_ahead(self) -> None:
        await self._supply.look_ahead()
        await show_due(self)

    # ---- showing

    def _display(self, data: LeadSnapshot) -> None:
        self.data = data
        self.round.look(data.lead.id)
        if self.shown_last != data.lead.id:
            self.shown_last, self._since = data.lead.id, time.monotonic()
        self._face(ended=False)
        self._paint()

    def _paint(self) -> None:
        current, queue = self.round.queue.current, self.round.queue
        here = current is not None and self.round.decided_about(current)
        undo = self.key_of("undo")
        self.card.show(self.data, Standing(queue.number, self._total, self.round.decided, self._done, undo, here))

    def _end(self) -> None:
        """Show what came of it."""
        self._face(ended=True)
        keys = {name: self.key_of(name) for name in ("undo", "triage.previous", "triage.open")}
        stages = self.data.stages if self.data else ()
        last = self._done if self.round.last else ""
        self.summary.show(Told(self.round.summary(), stages, last, keys))

    def _face(self, *, ended: bool) -> None:
        if self._ended != ended or self.summary.display is not ended:
            self._ended = ended
            self.card.display, self.summary.display = not ended, ended
            self.show_keys()

    # ---- deciding

    async def act(self, act: Act, chosen: Chosen | None = None) -> bool:
        """Decide about the lead, and go on to the next one; what was refused, or is so already, stays here."""
        self._again = act
        leads = self.chosen() if chosen is None else chosen
        written = await self.do(act, leads)
        if written is None:
            return False
        if written.change_id is None or leads.only is None:
            self.toast(tr("It is so already; nothing was changed."))
        else:
            await self._decided(written.change_id, leads.only)
        return True

    async def _decided(self, change_id: int, lead_id: int) -> None:
        change, sentence = await self.load(_change_made, self.session.services, change_id)
        self._done = sentence
        decision = decision_in(change, lead_id, time.monotonic() - self._since) if change else None
        if decision is not None:
            self.round.decide(decision)
            self.round.queue.step(1)
        await self._show_here()

    async def action_convert(self) -> None:
        """Make a project of the lead; one goes on with the next lead instead of opening the project."""
        if (here := self.here()) is not None:
            change_id = await convert_lead(self, here, self.now.date(), stay=True)
            if change_id is not None:
                await self._decided(change_id, here)

    # ---- looking around

    async def action_next_lead(self) -> None:
        """The next lead, without a decision; behind the last one, what came of it."""
        if self.round.queue.step(1):
            await self._show_here()

    async def action_previous_lead(self) -> None:
        """The lead before it; from the end, the lead that was shown last."""
        ended, queue = self._ended, self.round.queue
        if (ended and queue.current is not None) or queue.step(-1):
            await self._show_here()
        else:
            self.toast(tr("This is the first lead."))

    async def action_open_lead_page(self) -> None:
        """Open the page of the lead; at the end go back to the list."""
        if self._ended:
            self.dismiss()
        elif (here := self.here()) is not None:
            self.host.open_record("lead", here)

    async def action_new_note(self) -> None:
        """Write a note about the lead."""
        from solartui.screens.note_actions import write_note

        if self.data is not None and (here := self.here()) is not None:
            await write_note(self, Subject("lead", here), self._remark_here(self.data))

    def action_back(self) -> None:
        """End: first what came of it, then the list."""
        if self._ended or not self.round.last:
            self.dismiss()
        else:
            self._end()

    @on(TriageCard.Pressed)
    def _part_clicked(self, event: TriageCard.Pressed) -> None:
        verb, _, rest = event.what.partition(":")
        if verb == "copy":
            copy_text(self, rest)
        else:
            self.action_command(event.what)

    # ---- taking back

    async def action_undo(self) -> None:
        """Take back the last thing that was done here, and go back to its lead."""
        undo = self.session.services.undo
        change = await self.load(undo.last)
        if change is None or change.id <= self._begun_at:
            self.toast(tr("Nothing was changed here yet."))
        elif await self.do(undo.undo, change.id) is not None:
            await self._back_to(change, self.round.take_back(change.id), tr("Taken back: {what}"))

    async def action_redo(self) -> None:
        """Do again what was taken back, and go to its lead."""
        undo = self.session.services.undo
        change = await self.load(undo.last_undone)
        if change is None or change.id <= self._begun_at:
            self.toast(tr("There is nothing to do again."))
        elif await self.do(undo.redo) is not None:
            await self._back_to(change, self.round.again(change.id), tr("Done again: {what}"))

    async def _back_to(self, change: Change, decision: Decision | None, words: str) -> None:
        what = change_sentence(change, Names(tuple(self.data.stages) if self.data else ()))
        self._done = ""
        self.toast(words.replace("{what}", what))
        lead = decision.lead_id if decision else change.data.get("lead")
        if isinstance(lead, int):
            self.round.queue.go(lead)
            self.shown_last = None
        await self._show_here()


def _change_made(services: Services, change_id: int) -> tuple[Change | None, str]:
    """A change with its sentence; called in a reader thread."""
    change = next((one for one in services.undo.changes(_LATEST) if one.id == change_id), None)
    return change, change_sentence(change, Names(services.people.stages())) if change else tr("Done.")
