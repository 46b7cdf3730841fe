"""Changing the fields of one lead inside a unit of work, with its history, keys and search text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain import lifecycle
from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.leads import Lead
from solartui.domain.records import Subject
from solartui.domain.stages import Stage
from solartui.domain.text import sort_key
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr
from solartui.services.custom_values import write_values
from solartui.services.lead_columns import DERIVED, lead_columns
from solartui.services.lead_rules import check_happened, find_stage, get_lead, log_assigned, move_lead, stored_text
from solartui.store.reading import contacts as contact_reading
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from solartui.domain.drafts import LeadFields
    from solartui.store.work import Work


def edit_lead(work: Work, lead: Lead, draft: LeadFields, stage_name: object = None) -> bool:
    """Change the given fields of a lead, and its stage where one is named; False when nothing differs.

    Raises:
        Refused: a rule says no, as for the source of a lead.
        NotFound: the contact, the stage or the assignee does not exist.
    """
    named = find_stage(work.raw, str(stage_name)) if stage_name else None
    changed = _edit_fields(work, lead, draft, moves=named is not None and named.key != lead.stage)
    stage = named or _stage_when_assigned(work, lead, draft)
    if stage is not None:
        changed = move_lead(work, lead, stage, draft.lost_reason) or changed
    return changed


def _stage_when_assigned(work: Work, lead: Lead, draft: LeadFields) -> Stage | None:
    """The stage of an open lead that was given to somebody by the edit."""
    if draft.assignee and not lead.archived and get_lead(work.raw, lead.id).assignee not in {None, lead.assignee}:
        return lifecycle.stage_when_assigned(people_reading.stages(work.raw), lead.stage)
    return None


def _edit_fields(work: Work, lead: Lead, draft: LeadFields, *, moves: bool) -> bool:
    from solartui.store.search_index import reindex_leads

    given = draft.model_fields_set
    if "source" in given and draft.source is not lead.source:
        raise Refused(tr("The source of a lead tells how it was made and cannot be changed."))
    current = work.load("lead", lead.id) or {}
    columns = lead_columns(work.raw, draft, work.actor)
    if (contacted := columns.get("last_contacted")) != lead.last_contacted:
        check_happened(contacted, work.now, "last_contacted")
    if moves:
        # The reason belongs to the move, which checks and stores it.
        columns.pop("lost_reason", None)
    elif "lost_reason" in columns:
        _check_reason(work, lead, columns["lost_reason"])
    check_whole(columns, current)
    if "contact_id" in columns:
        contact = contact_reading.contact_ref(work.raw, columns["contact_id"] or 0)
        if contact is None:
            raise NotFound(tr("There is no contact {id}.", id=columns["contact_id"]))
        columns["contact_key"] = sort_key(contact.name)
    changed = work.update("lead", lead.id, columns)
    own = write_values(work, Subject("lead", lead.id), draft.custom)
    if not changed and not own:
        return False
    if not changed:
        work.touch("lead", lead.id)
    reindex_leads(work.raw, [lead.id])
    _log_edit(work, lead, changed, own)
    return True


def _log_edit(work: Work, lead: Lead, changed: Mapping[str, tuple[Any, Any]], own: list[list[Any]]) -> None:
    subject = Subject("lead", lead.id)
    if {"assignee_user_id", "assignee_entity_id"} & changed.keys():
        after = get_lead(work.raw, lead.id).assignee
        log_assigned(work, lead, after)
    plain = [
        [name, stored_text(before), stored_text(after)]
        for name, (before, after) in changed.items()
        if name not in DERIVED and not name.startswith("assignee_")
    ]
    plain += own
    if plain:
        work.activity("edited", subject, {"changes": plain}, contact_id=lead.contact.id)


def _check_reason(work: Work, lead: Lead, reason: str | None) -> None:
    lost = find_stage(work.raw, lead.stage).kind is StageKind.LOST
    if lost and not reason:
        raise Invalid(tr("A lost lead needs a reason."), "lost_reason")
    if reason and not lost:
        raise Invalid(tr("Only a lost lead has a reason for it."), "lost_reason")


def check_whole(columns: Mapping[str, Any], current: Mapping[str, Any]) -> None:
    """What a lead cannot be without, after the change."""
    for field in ("name", "type", "grid_connection"):
        if field in columns and not columns[field]:
            raise Invalid(tr("{field} cannot be empty.", field=field), field)
    if "contact_id" in columns and columns["contact_id"] is None:
        raise Refused(tr("A lead needs a contact. Choose one or add a new one."), missing=("contact",))
    for field in ("panel", "battery", "heat_pump"):
        if field in columns and columns[field] is None:
            raise Invalid(tr("{field} is yes or no.", field=field), field)
    latitude = columns.get("latitude", current.get("latitude"))
    longitude = columns.get("longitude", current.get("longitude"))
    if (latitude is None) != (longitude is None):
        raise Invalid(tr("Coordinates need both a latitude and a longitude."), "latitude")
