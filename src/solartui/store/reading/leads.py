"""One lead with everything it refers to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from solartui.domain.contacts import ContactRef, LinkedProject
from solartui.domain.leads import Address, Lead, ListedEntity
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import AssigneeKind, ContactKind, GridConnection, LeadType, Source
from solartui.store.reading.custom import values_of
from solartui.store.times import from_text, maybe_from_text

_LEAD = """
SELECT l.*, c.kind AS contact_kind, c.name AS contact_name,
  au.name AS assignee_user, ae.name AS assignee_entity, ae.kind AS assignee_entity_kind,
  ou.name AS owner_name, cu.name AS creator_name, ce.name AS creator_entity,
  pe.name AS partner_name, le.name AS location_name
FROM lead l JOIN contact c ON c.id = l.contact_id
LEFT JOIN user_account au ON au.id = l.assignee_user_id LEFT JOIN entity ae ON ae.id = l.assignee_entity_id
LEFT JOIN user_account ou ON ou.id = l.owner_id LEFT JOIN user_account cu ON cu.id = l.created_by_id
LEFT JOIN entity ce ON ce.id = l.created_entity_id
LEFT JOIN entity pe ON pe.id = l.partner_id LEFT JOIN entity le ON le.id = l.location_id
WHERE l.id = ? AND l.deleted_at IS NULL
"""


def as_dict(cursor: sqlite3.Cursor) -> dict[str, Any] | None:
    """The first row of a cursor by column name; a later column of the same name does not hide an earlier one."""
    row = cursor.fetchone()
    if row is None:
        return None
    names = [column[0] for column in cursor.description]
    return dict(zip(reversed(names), reversed(row), strict=True))


def emails_of(connection: sqlite3.Connection, contact_id: int) -> tuple[str, ...]:
    """The addresses of a contact, the first one first."""
    query = "SELECT address FROM contact_email WHERE contact_id = ? ORDER BY position, id"
    return tuple(row[0] for row in connection.execute(query, (contact_id,)))


def phones_of(connection: sqlite3.Connection, contact_id: int) -> tuple[str, ...]:
    """The numbers of a contact as typed, the first one first."""
    query = "SELECT number FROM contact_phone WHERE contact_id = ? ORDER BY position, id"
    return tuple(row[0] for row in connection.execute(query, (contact_id,)))


def linked_projects(connection: sqlite3.Connection, where: str, params: tuple[Any, ...]) -> tuple[LinkedProject, ...]:
    """Projects in brief, the oldest first. `where` is our own text."""
    rows = connection.execute(
        "SELECT p.id, p.name, p.stage, p.outcome, p.capacity_kwp, p.battery_kwh, p.created_at, p.price_net, "
        "p.price_gross, p.currency FROM project p "
        f"WHERE p.deleted_at IS NULL AND {where} ORDER BY p.id",
        params,
    )
    return tuple(
        LinkedProject(i, name, stage, outcome, kwp, kwh, from_text(at), net, gross, currency)
        for i, name, stage, outcome, kwp, kwh, at, net, gross, currency in rows
    )


def _assignee(row: dict[str, Any]) -> Assignee | None:
    if row["assignee_user_id"] is not None:
        return Assignee(AssigneeKind.USER, row["assignee_user_id"], row["assignee_user"])
    if row["assignee_entity_id"] is not None:
        return Assignee(AssigneeKind(row["assignee_entity_kind"]), row["assignee_entity_id"], row["assignee_entity"])
    return None


def _user(number: int | None, name: str | None) -> Assignee | None:
    return None if number is None else Assignee(AssigneeKind.USER, number, name or "")


def address_of(row: Mapping[str, Any]) -> Address:
    """The address columns of a lead or project."""
    return Address(row["street"], row["postcode"], row["city"], row["region"], row["country"])


def _listed(row: dict[str, Any], name: str) -> ListedEntity | None:
    number = row[f"{name}_id"]
    return None if number is None else ListedEntity(number, row[f"{name}_name"])


def lead(connection: sqlite3.Connection, lead_id: int) -> Lead | None:
    """The lead with this id, unless it was deleted."""
    row = as_dict(connection.execute(_LEAD, (lead_id,)))
    if row is None:
        return None
    number, name = row["contact_id"], row["contact_name"]
    emails, phones = emails_of(connection, number), phones_of(connection, number)
    contact = ContactRef(number, ContactKind(row["contact_kind"]), name, emails, phones)
    return Lead(
        id=row["id"],
        name=row["name"],
        type=LeadType(row["type"]),
        grid_connection=GridConnection(row["grid_connection"]),
        stage=row["stage"],
        source=Source(row["source"]),
        channel=row["channel"],
        contact=contact,
        address=address_of(row),
        latitude=row["latitude"],
        longitude=row["longitude"],
        assignee=_assignee(row),
        owner=_user(row["owner_id"], row["owner_name"]),
        created_by=_user(row["created_by_id"], row["creator_name"]),
        created_entity=row["creator_entity"],
        monthly_kwh=row["monthly_kwh"],
        consumption=tuple(json.loads(row["consumption"])) if row["consumption"] else (),
        panel=bool(row["panel"]),
        battery=bool(row["battery"]),
        heat_pump=bool(row["heat_pump"]),
        score=row["score"],
        last_contacted=maybe_from_text(row["last_contacted"]),
        next_follow_up=maybe_from_text(row["next_follow_up"]),
        follow_up_note=row["follow_up_note"],
        lost_reason=row["lost_reason"],
        converted=row["converted_at"] is not None,
        archived=row["archived_at"] is not None,
        stage_since=from_text(row["stage_since"]),
        created_at=from_text(row["created_at"]),
        updated_at=from_text(row["updated_at"]),
        version=row["version"],
        projects=linked_projects(connection, "p.lead_id = ?", (lead_id,)),
        first_contacted_at=maybe_from_text(row["first_contacted_at"]),
        respond_by=maybe_from_text(row["respond_by"]),
        partner=_listed(row, "partner"),
        location=_listed(row, "location"),
        custom=values_of(connection, "lead", lead_id),
        external_id=row["external_id"],
    )


def follow_ups_due(connection: sqlite3.Connection, owner_id: int | None, now: str, midnight: str) -> tuple[int, int]:
    """How many follow-ups of an owner's leads lie before `now`, and from then until `midnight`; stored texts."""
    row = connection.execute(
        "SELECT count(*) FILTER (WHERE due_key < ?1), count(*) FILTER (WHERE due_key >= ?1) FROM lead l "
        "WHERE l.deleted_at IS NULL AND l.archived_at IS NULL AND l.due_key < ?2 AND l.owner_id = ?3",
        (now, midnight, owner_id),
    ).fetchone()
    return int(row[0]), int(row[1])


def answers_late(connection: sqlite3.Connection, owner_id: int | None, now: str) -> int:
    """How many leads of an owner, or of nobody, had to be answered before `now` (a stored text); a thousand at most."""
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM lead l WHERE l.deleted_at IS NULL AND l.archived_at IS NULL "
        "AND l.respond_key < ? AND (l.owner_id = ? OR l.owner_id IS NULL) LIMIT 1000)",
        (now, owner_id),
    ).fetchone()
    return int(row[0])
