"""One project with its contacts and assignees."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from solartui.domain.people import Assignee
from solartui.domain.projects import Project
from solartui.domain.vocabulary import AssigneeKind, GridConnection, LeadType, ProjectStage
from solartui.store.reading.contacts import contact_refs
from solartui.store.reading.custom import values
from solartui.store.reading.leads import address_of
from solartui.store.reading.matching import many
from solartui.store.times import from_text

if TYPE_CHECKING:
    from solartui.domain.contacts import ContactRef
    from solartui.domain.custom_fields import Value


_PROJECTS = (
    "SELECT p.*, l.name AS lead_name, l.panel, l.battery, l.heat_pump, w.key AS workflow_key, "
    "w.version AS workflow_version FROM project p LEFT JOIN lead l ON l.id = p.lead_id "
    "LEFT JOIN workflow w ON w.id = p.workflow_id "
    "WHERE p.deleted_at IS NULL AND p.id IN (SELECT value FROM json_each(?))"
)
_ASSIGNEES = (
    "SELECT a.project_id, a.user_id, u.name, a.entity_id, e.kind, e.name FROM project_assignee a "
    "LEFT JOIN user_account u ON u.id = a.user_id LEFT JOIN entity e ON e.id = a.entity_id "
    "WHERE a.project_id IN {list} ORDER BY a.id"
)
_CONTACTS = "SELECT project_id, contact_id FROM project_contact WHERE project_id IN {list} ORDER BY position, id"


def projects(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Project]:
    """The projects with these ids, in their order, but for those that were deleted; read together."""
    cursor = connection.execute(_PROJECTS, (json.dumps(list(ids)),))
    names = [part[0] for part in cursor.description]
    rows = {row["id"]: row for found in cursor.fetchall() if (row := dict(zip(names, found, strict=True)))}
    assignees: dict[int, list[Assignee]] = {}
    for project_id, *who in many(connection, _ASSIGNEES, rows):
        assignees.setdefault(project_id, []).append(_assignee(*who))
    linked = many(connection, _CONTACTS, rows)
    known = contact_refs(connection, {contact_id for _, contact_id in linked})
    contacts: dict[int, list[ContactRef]] = {}
    for project_id, contact_id in linked:
        if contact_id in known:
            contacts.setdefault(project_id, []).append(known[contact_id])
    said = values(connection, "project", rows)
    return [
        _project(rows[one], tuple(contacts.get(one, ())), tuple(assignees.get(one, ())), said.get(one, {}))
        for one in ids
        if one in rows
    ]


def project(connection: sqlite3.Connection, project_id: int) -> Project | None:
    """The project with this id, unless it was deleted."""
    return next(iter(projects(connection, [project_id])), None)


def _assignee(user: int | None, user_name: str, entity: int, kind: str, name: str) -> Assignee:
    if user is not None:
        return Assignee(AssigneeKind.USER, user, user_name)
    return Assignee(AssigneeKind(kind), entity, name)


def _project(
    row: Mapping[str, Any], contacts: tuple[ContactRef, ...], assignees: tuple[Assignee, ...], custom: dict[str, Value]
) -> Project:
    return Project(
        id=row["id"],
        name=row["name"],
        stage=ProjectStage(row["stage"]),
        outcome=row["outcome"],
        lead_id=row["lead_id"],
        lead_name=row["lead_name"],
        contacts=contacts,
        assignees=assignees,
        type=LeadType(row["type"]),
        grid_connection=GridConnection(row["grid_connection"]),
        address=address_of(row),
        latitude=row["latitude"],
        longitude=row["longitude"],
        regulation=row["regulation"],
        phases=row["phases"],
        metering_point=row["metering_point"],
        monthly_kwh=row["monthly_kwh"],
        capacity_kwp=row["capacity_kwp"],
        battery_kwh=row["battery_kwh"],
        price_net=row["price_net"],
        price_gross=row["price_gross"],
        currency=row["currency"],
        created_at=from_text(row["created_at"]),
        updated_at=from_text(row["updated_at"]),
        version=row["version"],
        done=row["tasks_done"],
        total=row["tasks_total"],
        workflow=(row["workflow_key"], row["workflow_version"]) if row["workflow_key"] else None,
        outcome_reason=row["outcome_reason"],
        wishes=tuple(wish for wish in ("panel", "battery", "heat_pump") if row[wish]),
        custom=custom,
    )


def assignee_row(connection: sqlite3.Connection, project_id: int, who: Assignee) -> int | None:
    """The id of the row that puts somebody on a project; None where they are not on it."""
    column = "user_id" if who.kind is AssigneeKind.USER else "entity_id"
    query = f"SELECT id FROM project_assignee WHERE project_id = ? AND {column} = ?"
    row = connection.execute(query, (project_id, who.id)).fetchone()
    return int(row[0]) if row else None


def next_position(connection: sqlite3.Connection, project_id: int) -> int:
    """The place behind the last contact of a project."""
    query = "SELECT coalesce(max(position) + 1, 0) FROM project_contact WHERE project_id = ?"
    return int(connection.execute(query, (project_id,)).fetchone()[0])


def place_of(connection: sqlite3.Connection, project_id: int, contact_id: int) -> int:
    """The id of the row that puts a contact on a project."""
    query = "SELECT id FROM project_contact WHERE project_id = ? AND contact_id = ?"
    return int(connection.execute(query, (project_id, contact_id)).fetchone()[0])
