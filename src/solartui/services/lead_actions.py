"""What is done with leads from any list, with one or with all marked: move, assign, follow up, archive, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from solartui.domain import lifecycle
from solartui.domain.errors import Invalid
from solartui.domain.leads import Lead
from solartui.domain.people import Assignee
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen
from solartui.domain.text import clean, clean_block
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr
from solartui.services.choosing import chosen_of, few_of, stages_among
from solartui.services.desk import Desk
from solartui.services.each import copy_before, each
from solartui.services.lead_columns import assignee_columns, follow_up_columns, lead_columns
from solartui.services.lead_rules import (
    TOPICS,
    check_happened,
    find_stage,
    get_lead,
    get_name,
    in_utc,
    limited,
    log_assigned,
    move_lead,
    stale_lead,
    stamp,
    stored_text,
)
from solartui.services.result import Changed, Outcome
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from solartui.store.bulk_change import BulkAct
    from solartui.store.work import Work

Act = Callable[["Work", Lead], bool]
InSql = Callable[["Work"], "BulkAct"]
Leads: TypeAlias = Sequence[int] | Chosen

SETTABLE = (
    "type", "grid_connection", "channel", "score", "owner", "panel", "battery", "heat_pump", "region", "country",
)  # fmt: skip
"""Fields that several leads can be given at once."""

_LONGEST_LINE = 500
_LONGEST_TEXT = 20_000


def _in_sql() -> ModuleType:
    from solartui.store import lead_acts

    return lead_acts


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with leads: to one of them, and the same in SQL for very many.

    Attributes:
        capability: what the person must be allowed to do.
        kind: what the change is called.
        act: does it to one lead.
        in_sql: says it in SQL, inside a unit of work; None where each lead is gone through, however many there are.
        adds: whether it only adds to what is known, so that it is right whatever somebody else saved before.
    """

    capability: str
    kind: str
    act: Act
    in_sql: InSql | None
    adds: bool = False


class LeadActions:
    """Acts on one lead or on many. One refused lead raises; of many, the refused ones are listed in the outcome.

    Attributes:
        few: so many leads are gone through one by one; above that, SQL does it for all of them.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.few = 50

    def stages_of(self, leads: Leads) -> set[str]:
        """The keys of the stages that leads are in."""
        return stages_among(self._desk, chosen_of(leads))

    def move(
        self,
        ids: Leads,
        stage: str,
        reason: str | None = None,
        versions: Mapping[int, int] | None = None,
    ) -> Changed[Outcome]:
        """Move leads to a stage by hand.

        Args:
            ids: which leads.
            stage: key or name of the stage.
            reason: why a lead is lost.
            versions: by lead, the version that the person saw; a newer one is not moved.

        Raises:
            NotFound: the stage does not exist, or the only lead.
            Refused: the only lead may not move there; of several, those are listed in the outcome.
            Stale: somebody saved a newer version of the only lead.
        """
        with self._desk.reading() as connection:
            target = find_stage(connection, stage)
        why = limited(clean(reason or ""), _LONGEST_LINE, "lost_reason") or None
        deed = Deed(
            "leads.move",
            "lead.moved",
            lambda work, lead: move_lead(work, lead, target, why),
            lambda work: _in_sql().move(people_reading.stages(work.raw), target, why, work.now),
        )
        return self._each(deed, ids, versions, stage=target.key)

    def assign(
        self, ids: Leads, who: str | Assignee | None, versions: Mapping[int, int] | None = None
    ) -> Changed[Outcome]:
        """Give leads to a user, team, branch or partner, or to nobody; an open lead becomes Assigned.

        Args:
            ids: which leads.
            who: as `solartui.services.people.resolve_assignee` takes it.
            versions: by lead, the version that the person saw; a newer one is not assigned.

        Raises:
            NotFound: nobody is called so.
            Stale: somebody saved a newer version of the only lead.
        """
        from solartui.services.people import resolve_assignee

        with self._desk.reading() as connection:
            to = resolve_assignee(connection, who, self._desk.actor)
        name = to.name if to else None
        deed = Deed(
            "leads.assign",
            "lead.assigned",
            lambda work, lead: self._assign(work, lead, to),
            lambda work: _in_sql().assign(people_reading.stages(work.raw), to, work.now),
        )
        return self._each(deed, ids, versions, to=name)

    def _assign(self, work: Work, lead: Lead, to: Assignee | None) -> bool:
        changed = work.update("lead", lead.id, assignee_columns(to))
        if not changed:
            return False
        log_assigned(work, lead, to)
        target = lifecycle.stage_when_assigned(people_reading.stages(work.raw), lead.stage) if to else None
        # An archived lead stays where it is until it is brought back; whose it is can still be put right.
        if target is not None and not lead.archived:
            move_lead(work, lead, target, None)
        return True

    def follow_up(self, ids: Leads, when: datetime | None, note: str | None = None) -> Changed[Outcome]:
        """Set when leads are to be looked at again; None marks the follow-up as done."""
        text = limited(clean(note or ""), _LONGEST_LINE, "note") or None
        when = in_utc(when, "when") if when else None

        def act(work: Work, lead: Lead) -> bool:
            columns = follow_up_columns(when) | {"follow_up_note": text}
            if not work.update("lead", lead.id, columns):
                return False
            kind = "follow_up_set" if when else "follow_up_done"
            data = {
                "at": when.isoformat() if when else stored_text(lead.next_follow_up),
                "note": text or lead.follow_up_note,
            }
            work.activity(kind, Subject("lead", lead.id), data, contact_id=lead.contact.id)
            return True

        kind = "lead.follow_up_set" if when else "lead.follow_up_done"
        return self._each(Deed("leads.edit", kind, act, lambda _work: _in_sql().follow_up(when, text)), ids)

    def log_contact(self, ids: Leads, kind: str, text: str = "", at: datetime | None = None) -> Changed[Outcome]:
        """Write down that a customer was contacted.

        Args:
            ids: which leads.
            kind: ``call``, ``mail`` or ``visit``.
            text: what was said.
            at: when, now where it is not given.

        Raises:
            Invalid: it has not happened yet, or the text is too long.
        """
        if kind not in {"call", "mail", "visit"}:
            raise Invalid(tr("{kind} is none of: call, mail, visit", kind=clean(kind)[:40]), "kind")
        said = limited(clean_block(text), _LONGEST_TEXT, "text")
        at = in_utc(at, "at") if at else None
        check_happened(at, self._desk.store.clock(), "at")

        def act(work: Work, lead: Lead) -> bool:
            moment = at or work.now
            # A call that is only now written down does not hide a later one.
            if lead.last_contacted is None or lead.last_contacted < moment:
                work.update("lead", lead.id, {"last_contacted": moment})
            elif lead.first_contacted_at is None or moment < lead.first_contacted_at:
                work.update("lead", lead.id, {"first_contacted_at": moment})
            data = {"text": said, "at": moment.isoformat()}
            work.activity(kind, Subject("lead", lead.id), data, contact_id=lead.contact.id)
            return True

        in_sql: InSql = lambda work: _in_sql().log_contact(kind, said, at or work.now)  # noqa: E731
        return self._each(Deed("leads.edit", f"lead.{kind}", act, in_sql, adds=True), ids)

    def set_field(self, ids: Leads, field: str, value: object) -> Changed[Outcome]:
        """Give a field of leads the same value everywhere.

        Args:
            ids: which leads.
            field: one of `SETTABLE`, or ``custom.`` and the key of a field of the desk's own.
            value: as `LeadService.edit` takes it; None empties the field.

        Raises:
            Invalid: the field cannot be set for several leads, or not to this value.
            Refused: it cannot be empty.
        """
        from solartui.domain.drafts import LeadFields, validated
        from solartui.services.lead_edit import check_whole, edit_lead

        if field.startswith(OWN):
            return self._set_own(ids, field.removeprefix(OWN), value)
        if field not in SETTABLE:
            known = ", ".join(SETTABLE)
            message = tr("{field} cannot be set for several leads. Fields: {known}", field=clean(field), known=known)
            raise Invalid(message, field)
        draft = validated(LeadFields, {field: value})
        with self._desk.reading() as connection:
            columns = lead_columns(connection, draft, self._desk.actor)
        check_whole(columns, {})
        deed = Deed(
            "leads.edit",
            "lead.edited",
            lambda work, lead: edit_lead(work, lead, draft),
            lambda _work: _in_sql().set_columns(columns),
        )
        return self._each(deed, ids, field=field)

    def _set_own(self, ids: Leads, key: str, value: object) -> Changed[Outcome]:
        from solartui.domain.drafts import LeadFields
        from solartui.services.custom_values import field_for_many
        from solartui.services.lead_edit import edit_lead

        with self._desk.reading() as connection:
            field = field_for_many(connection, "lead", key, value)
        draft = LeadFields(custom={key: value})
        deed = Deed("leads.edit", "lead.edited", lambda work, lead: edit_lead(work, lead, draft), None)
        return self._each(deed, ids, field=field.label)

    def archive(self, ids: Leads) -> Changed[Outcome]:
        """Put leads out of the way; nothing of them is lost."""
        return self._stamp("leads.archive", ids, "archived")

    def unarchive(self, ids: Leads) -> Changed[Outcome]:
        """Bring archived leads back into the lists."""
        return self._stamp("leads.archive", ids, "unarchived")

    def delete(self, ids: Leads) -> Changed[Outcome]:
        """Take leads away; undo brings them back. A lead with projects stays."""
        return self._stamp("leads.delete", ids, "deleted")

    def _stamp(self, capability: str, ids: Leads, what: str) -> Changed[Outcome]:
        deed = Deed(
            capability,
            f"lead.{what}",
            lambda work, lead: stamp(work, lead, what),
            lambda work: _in_sql().stamp_all(what, work.now),
        )
        return self._each(deed, ids)

    def _each(self, deed: Deed, ids: Leads, versions: Mapping[int, int] | None = None, **data: Any) -> Changed[Outcome]:
        """Do the same with several leads as one change; of several, a refused one does not stop the others."""
        chosen, change = chosen_of(ids), None
        copy_before(self._desk, deed.capability, chosen.count)
        with self._desk.writing(deed.capability) as work:
            few = few_of(self._desk, work.raw, chosen, None if versions or deed.in_sql is None else self.few)
            if few is None and deed.in_sql is not None:
                from solartui.services.bulk import act_on_all

                outcome = act_on_all(self._desk, work, chosen, deed.in_sql(work))
            else:
                seen = 0 if deed.adds else chosen.version
                outcome = self._one_by_one(work, few or (), deed.act, (versions or {}, seen), data)
            if first := next(iter(outcome.changed), None):
                name = get_name(work.raw, first)
                work.describe(deed.kind, count=len(outcome.changed), name=name, lead=first, **data)
            if outcome.changed:
                change = work.change_id
        return Changed(outcome, TOPICS if outcome.changed else frozenset(), change)

    def _one_by_one(
        self, work: Work, wanted: Sequence[int], act: Act, seen: tuple[Mapping[int, int], int], data: Mapping[str, Any]
    ) -> Outcome:
        versions, shown = seen

        def one(lead_id: int) -> bool:
            lead = get_lead(work.raw, lead_id)
            if versions.get(lead_id, lead.version) != lead.version:
                raise stale_lead(work.raw, lead, data)
            if shown and shown != lead.version:
                from solartui.services.clashes import refuse_clash

                refuse_clash(work.raw, self._desk.actor, lead, shown, data)
            return act(work, lead)

        return each(work, wanted, one)
