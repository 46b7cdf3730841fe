"""What going through leads one by one needs: the leads of a list a page at a time, and several things in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr
from solartui.services.choosing import chosen_of, condition
from solartui.services.clashes import refuse_clash
from solartui.services.desk import Desk
from solartui.services.lead_rules import TOPICS, get_lead, move_lead
from solartui.services.leads import LeadList, LeadService
from solartui.services.result import Changed, Outcome
from solartui.store.lists import LEADS
from solartui.store.reading import people as people_reading
from solartui.store.record_list import RecordList

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.domain.listing import Sort
    from solartui.store.work import Work

PAGE = 128


class TriageService:
    """Leads for going through them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open_list(self, query: str, sort: Sort, chosen: Chosen | None = None) -> LeadList:
        """What is gone through: the leads of a list in its order, or only the chosen ones.

        Raises:
            Invalid: the query cannot be read.
        """
        if not chosen:
            return LeadService(self._desk).open_list(query, sort)
        if (unknown := sort.unknown_in(LEADS.sorts)) is not None:
            raise Invalid(tr("Leads cannot be sorted by {column}.", column=unknown), "sort")
        return RecordList(self._desk.store, LEADS, condition(self._desk, chosen), sort)

    @staticmethod
    def take(leads: LeadList, taken: Sequence[int]) -> list[int]:
        """The leads of a list that follow those that were taken; none at its end.

        Decisions take leads out of the list, or to other places in it: the next ones are those behind the last one
        that still stands there.
        """
        known = set(taken)
        start = _behind(leads, taken)
        while True:
            found = [line.id for line in leads.rows(start, start + PAGE)]
            new = [lead_id for lead_id in found if lead_id not in known]
            if new or len(found) < PAGE:
                return new
            start += PAGE

    def reach(self, leads: Sequence[int] | Chosen, text: str = "") -> Changed[Outcome]:
        """Somebody called and spoke to the customer: one change logs the call and moves an open lead to Contacted.

        Raises:
            NotFound: the lead is gone.
            Refused: it is archived.
            Stale: somebody else saved it since the person looked at it.
        """
        chosen = chosen_of(leads)
        ids = tuple(chosen.ids)
        with self._desk.writing("leads.move") as work:
            found = [get_lead(work.raw, lead_id) for lead_id in ids]
            if chosen.version and found[0].version != chosen.version:
                refuse_clash(work.raw, work.actor, found[0], chosen.version, {"stage": "contacted"})
            moved = [self._reach(work, lead, text) for lead in found]
            about: dict[str, Any] = {"count": len(ids), "name": get_lead(work.raw, ids[0]).name, "lead": ids[0]}
            if any(moved):
                work.describe("lead.moved", **about, stage="contacted")
            else:
                work.describe("lead.call", **about)
            change = work.change_id
        return Changed(Outcome(ids, ()), TOPICS, change)

    @staticmethod
    def _reach(work: Work, lead: Lead, text: str) -> bool:
        """Log the call, and say whether the lead was moved."""
        work.update("lead", lead.id, {"last_contacted": work.now})
        data = {"text": text, "at": work.now.isoformat()}
        work.activity("call", Subject("lead", lead.id), data, contact_id=lead.contact.id)
        stages = {stage.key: stage for stage in people_reading.stages(work.raw)}
        here, target = stages[lead.stage], stages.get("contacted")
        if target is None or not target.active or here.kind is not StageKind.OPEN:
            return False
        return move_lead(work, lead, target, None)


def _behind(leads: LeadList, taken: Sequence[int]) -> int:
    """The place behind the last of some leads that is still in the list."""
    if not taken:
        return 0
    leads.refresh()
    for lead_id in reversed(taken):
        place = leads.position(lead_id)
        if place is not None:
            return place + 1
    return 0
