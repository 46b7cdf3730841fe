"""From the fields of a draft to the columns of the lead table, with the keys that lists are sorted and searched by."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from solartui.domain.people import Actor, Assignee
from solartui.domain.text import sort_key
from solartui.domain.vocabulary import AssigneeKind, EntityKind
from solartui.store.keys import NO_FOLLOW_UP
from solartui.store.times import to_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.drafts import LeadFields

# Columns that are not a field of their own in the history of a lead.
DERIVED = frozenset(
    {"name_key", "contact_key", "city_key", "due_key", "stage_since", "first_contacted_at", "respond_by", "respond_key"}
)


def assignee_columns(who: Assignee | None) -> dict[str, Any]:
    """The columns that say who carries a lead; a user who carries it owns it, too."""
    if who is None:
        return {"assignee_user_id": None, "assignee_entity_id": None}
    if who.kind is AssigneeKind.USER:
        return {"assignee_user_id": who.id, "assignee_entity_id": None, "owner_id": who.id}
    return {"assignee_user_id": None, "assignee_entity_id": who.id}


def follow_up_columns(moment: Any) -> dict[str, Any]:
    """The follow-up date with its sort key."""
    return {"next_follow_up": moment, "due_key": NO_FOLLOW_UP if moment is None else to_text(moment)}


def lead_columns(connection: Connection, fields: LeadFields, actor: Actor) -> dict[str, Any]:
    """The columns for the fields that were given.

    Args:
        connection: where users and entities are looked up.
        fields: a validated draft.
        actor: who ``me`` is.
    """
    from solartui.services.people import named_entity, resolve_assignee

    given = fields.model_fields_set - {"new_contact", "stage", "source", "custom"}
    columns: dict[str, Any] = {}
    for field in given - {"assignee", "owner", "next_follow_up", "partner", "location"}:
        value = getattr(fields, field)
        columns[field] = value.value if isinstance(value, StrEnum) else value
    if "name" in columns:
        columns["name_key"] = sort_key(columns["name"] or "")
    if "city" in columns:
        columns["city_key"] = sort_key(columns["city"] or "")
    months = columns.get("consumption")
    if months and not columns.get("monthly_kwh") and None not in months:
        columns["monthly_kwh"] = round(sum(months) / len(months), 2)
    if "next_follow_up" in given:
        columns |= follow_up_columns(fields.next_follow_up)
    if "owner" in given:
        owner = resolve_assignee(connection, f"user:{fields.owner}" if fields.owner else None, actor)
        columns["owner_id"] = owner.id if owner else None
    for kind in (EntityKind.PARTNER, EntityKind.LOCATION):
        if kind.value in given:
            columns[f"{kind.value}_id"] = named_entity(connection, kind, getattr(fields, kind.value))
    if "assignee" in given:
        columns |= assignee_columns(resolve_assignee(connection, fields.assignee, actor))
    return columns
