"""One project with its contacts and assignees."""

from __future__ import annotations

import sqlite3

from solartui.domain.people import Assignee
from solartui.domain.projects import Project
from solartui.domain.vocabulary import AssigneeKind, GridConnection, LeadType, ProjectStage
from solartui.store.reading.contacts import contact_ref
from solartui.store.reading.custom import values_of
from solartui.store.reading.leads import address_of, as_dict
from solartui.store.times import from_text


def _assignees(connection: sqlite3.Connection, project_id: int) -> tuple[Assignee, ...]:
    rows = connection.execute(
        "SELECT a.user_id, u.name, a.entity_id, e.kind, e.name FROM project_assignee a "
        "LEFT JOIN user_account u ON u.id = a.user_id LEFT JOIN entity e ON e.id = a.entity_id "
        "WHERE a.project_id = ? ORDER BY a.id",
        (project_id,),
    )
    return tuple(
        Assignee(AssigneeKind.USER, user_id, user_name)
        if user_id is not None
        else Assignee(AssigneeKind(kind), entity_id, name)
        for user_id, user_name, entity_id, kind, name in rows
    )


def project(connection: sqlite3.Connection, project_id: int) -> Project | None:
    """The project with this id, unless it was deleted."""
    row = as_dict(
        connection.execute(
            "SELECT p.*, l.name AS lead_name, l.panel, l.battery, l.heat_pump, "
            "w.key AS workflow_key, w.version AS workflow_version "
            "FROM project p LEFT JOIN lead l ON l.id = p.lead_id LEFT JOIN workflow w ON w.id = p.workflow_id "
            "WHERE p.id = ? AND p.deleted_at IS NULL",
            (project_id,),
        )
    )
    if row is None:
        return None
    contacts = connection.execute(
        "SELECT contact_id FROM project_contact WHERE project_id = ? ORDER BY position, id", (project_id,)
    ).fetchall()
    return Project(
        id=row["id"],
        name=row["name"],
        stage=ProjectStage(row["stage"]),
        outcome=row["outcome"],
        lead_id=row["lead_id"],
        lead_name=row["lead_name"],
        contacts=tuple(ref for (i,) in contacts if (ref := contact_ref(connection, i)) is not None),
        assignees=_assignees(connection, project_id),
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
        custom=values_of(connection, "project", project_id),
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
