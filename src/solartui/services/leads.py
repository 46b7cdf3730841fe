"""Leads: listed, made, changed, moved, assigned, followed up, archived and deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from solartui.adapters.local_zone import local_zone
from solartui.domain import lifecycle
from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.leads import Lead, proposed_name
from solartui.domain.records import Subject
from solartui.domain.stages import Stage
from solartui.domain.text import sort_key
from solartui.domain.vocabulary import GridConnection, LeadType, Source, StageKind
from solartui.i18n import tr
from solartui.services.contacts import add_contact, refuse_origin
from solartui.services.custom_values import check_required, with_custom, write_values
from solartui.services.lead_columns import lead_columns
from solartui.services.lead_edit import edit_lead
from solartui.services.lead_lists import LeadList, LeadLists
from solartui.services.lead_rules import TOPICS, check_happened, find_stage, get_lead, log_assigned, stale_lead
from solartui.services.result import Changed
from solartui.store.reading import contacts as contact_reading
from solartui.store.reading import people as people_reading
from solartui.store.reading.lead_documents import lead_documents
from solartui.store.reading.leads import answers_late, follow_ups_due
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.domain.drafts import LeadDraft
    from solartui.store.work import Work

__all__ = ["LeadList", "LeadService"]


class LeadService(LeadLists):
    """Lists of leads, and leads one by one: found, made and edited."""

    def due(self) -> tuple[int, int]:
        """How many follow-ups of the person's own leads are late, and how many are still to come today."""
        now = self._desk.store.clock().astimezone(local_zone())
        tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        with self._desk.reading() as connection:
            return follow_ups_due(connection, self._desk.actor.user_id, to_text(now), to_text(tomorrow))

    def unanswered(self) -> int:
        """How many leads of the person, or of nobody, should have had their first answer by now; not above 1000."""
        now = self._desk.store.clock()
        with self._desk.reading() as connection:
            return answers_late(connection, self._desk.actor.user_id, to_text(now))

    def get(self, lead_id: int) -> Lead:
        """The lead with this id."""
        with self._desk.reading() as connection:
            return get_lead(connection, lead_id)

    def documents(self, ids: Iterable[int]) -> Iterator[dict[str, Any]]:
        """Leads as they are handed to other programs, in the order of their ids; those that are gone are left out."""
        with self._desk.reading() as connection:
            yield from lead_documents(connection, ids)

    @staticmethod
    def propose_name(contact_name: str, city: str | None) -> str:
        """The name that a new lead gets unless a person types one."""
        return proposed_name(contact_name, city)

    def create(self, draft: LeadDraft) -> Changed[Lead]:
        """Store a new lead with its contact, known or new.

        Raises:
            Refused: it has no contact, its contact's e-mail belongs to somebody else, or its stage is not for hands.
            NotFound: the contact, the stage or the assignee does not exist.
        """
        with self._desk.writing("leads.create") as work:
            if draft.source not in {None, Source.MANUAL_ENTITIES}:
                raise Refused(tr("Only the Lead Generator makes leads with this source."))
            if draft.new_contact is not None:
                refuse_origin(draft.new_contact)
            check_required(work.raw, "lead", draft.custom or {})
            if draft.new_contact is not None:
                check_required(work.raw, "contact", draft.new_contact.custom or {})
            lead_id = self.insert(work, draft, Source.MANUAL_ENTITIES)
            lead = get_lead(work.raw, lead_id)
            work.describe("lead.created", name=lead.name, lead=lead_id)
            change = work.change_id
        return Changed(lead, TOPICS | {"contacts"}, change)

    def insert(self, work: Work, draft: LeadDraft, source: Source) -> int:
        """Store a new lead inside a unit of work, and return its number.

        Raises:
            Refused: as for `create`.
            NotFound: as for `create`.
        """
        from solartui.domain.drafts import LINE_LENGTH
        from solartui.store.response import clock_columns
        from solartui.store.search_index import reindex_leads
        from solartui.store.tables import LeadRow

        contact_id = self._contact_for(work, draft)
        contact = contact_reading.contact_ref(work.raw, contact_id)
        if contact is None:
            raise NotFound(tr("There is no contact {id}.", id=contact_id))
        contact_reading.refuse_erased(work.raw, contact_id)
        stage = self._first_stage(work.raw, draft)
        self._check_reason(stage, draft)
        columns: dict[str, Any] = {"panel": True, "battery": False, "heat_pump": False, "owner_id": work.actor.user_id}
        given = {k: v for k, v in lead_columns(work.raw, draft, work.actor).items() if v is not None}
        columns |= given
        check_happened(columns.get("last_contacted"), work.now, "last_contacted")
        name = columns.get("name") or self.propose_name(contact.name, draft.city)[:LINE_LENGTH]
        known = {"stage": stage.key, "source": source.value, "created_at": work.now}
        unknown = {"last_contacted": None, "archived_at": None, "converted_at": None}
        columns |= clock_columns(work.raw, unknown | columns | known)
        row = LeadRow.model_validate(
            columns
            | {
                "name": name,
                "name_key": sort_key(name),
                "type": columns.get("type") or LeadType.RESIDENTIAL.value,
                "grid_connection": columns.get("grid_connection") or GridConnection.ON_GRID.value,
                "stage": stage.key,
                "stage_since": work.now,
                "source": source.value,
                "contact_id": contact_id,
                "contact_key": sort_key(contact.name),
                "created_by_id": work.actor.user_id,
                "created_entity_id": work.actor.entity_id,
                "created_at": work.now,
                "updated_at": work.now,
            }
        )
        lead_id = work.add(row)
        write_values(work, Subject("lead", lead_id), draft.custom)
        reindex_leads(work.raw, [lead_id])
        work.activity("created", Subject("lead", lead_id), {"name": name}, contact_id=contact_id)
        lead = get_lead(work.raw, lead_id)
        if lead.assignee is not None:
            log_assigned(work, replace(lead, assignee=None), lead.assignee)
        return lead_id

    @staticmethod
    def _contact_for(work: Work, draft: LeadDraft) -> int:
        if draft.contact_id is not None and draft.new_contact is not None:
            raise Invalid(tr("A lead has one contact: a known one or a new one."), "contact_id")
        if draft.contact_id is not None:
            return draft.contact_id
        if draft.new_contact is None:
            raise Refused(tr("A lead needs a contact. Choose one or add a new one."), missing=("contact",))
        return add_contact(work, draft.new_contact)

    @staticmethod
    def _first_stage(connection: Connection, draft: LeadDraft) -> Stage:
        if not draft.stage:
            return next(s for s in people_reading.stages(connection) if s.kind is StageKind.OPEN and s.active)
        stage = find_stage(connection, draft.stage)
        lifecycle.check_target(stage, draft.lost_reason)
        return stage

    @staticmethod
    def _check_reason(stage: Stage, draft: LeadDraft) -> None:
        if draft.lost_reason and stage.kind is not StageKind.LOST:
            raise Invalid(tr("Only a lost lead has a reason for it."), "lost_reason")

    def edit(self, lead_id: int, values: Mapping[str, Any], version: int | None = None) -> Changed[Lead]:
        """Change fields of a lead.

        Args:
            lead_id: which lead.
            values: fields by their names as in `LeadFields`, and ``stage``.
            version: the version that the person saw; a newer one is not overwritten.

        Raises:
            Invalid: a value cannot be what its field needs.
            Refused: a rule says no, as for the source of a lead.
            Stale: somebody saved a newer version; it is in the error, beside `values`.
        """
        from solartui.domain.drafts import LeadFields, validated

        fields = with_custom(self._desk, "lead", values, {**LeadFields.model_fields, "stage": None})
        stage_name = fields.pop("stage", None)
        draft = validated(LeadFields, fields)
        with self._desk.writing("leads.edit") as work:
            lead = get_lead(work.raw, lead_id)
            if version is not None and lead.version != version:
                raise stale_lead(work.raw, lead, values)
            if not edit_lead(work, lead, draft, stage_name):
                return Changed(lead, frozenset())
            after = get_lead(work.raw, lead_id)
            work.describe("lead.edited", name=after.name, lead=lead_id)
            change = work.change_id
        return Changed(after, TOPICS, change)
