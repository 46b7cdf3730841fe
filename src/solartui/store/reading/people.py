"""Users, entities and lead stages as records."""

from __future__ import annotations

import sqlite3

from solartui.domain.people import Assignee, Entity, User
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import AssigneeKind, EntityKind, Role, StageKind

# What can refer to an entity, as table and column.
_REFERRING = (
    ("entity", "parent_id"),
    ("user_account", "entity_id"),
    ("lead", "assignee_entity_id"),
    ("lead", "created_entity_id"),
    ("lead", "partner_id"),
    ("lead", "location_id"),
    ("project_assignee", "entity_id"),
)
_OPEN_LEADS = (
    "SELECT id FROM lead WHERE deleted_at IS NULL AND archived_at IS NULL "
    "AND stage IN (SELECT key FROM lead_stage WHERE kind IN ('open', 'working'))"
)
_USER = "SELECT id, uid, login, name, role, active, entity_id, version FROM user_account"


def _user(row: tuple[object, ...]) -> User:
    number, uid, login, name, role, active, entity_id, version = row
    return User(number, uid, login, name, Role(str(role)), bool(active), entity_id, version)  # type: ignore[arg-type]


def users(connection: sqlite3.Connection) -> list[User]:
    """All users, by name."""
    return [_user(row) for row in connection.execute(f"{_USER} ORDER BY name_key, id")]


def user(connection: sqlite3.Connection, user_id: int) -> User | None:
    """One user by id."""
    row = connection.execute(f"{_USER} WHERE id = ?", (user_id,)).fetchone()
    return _user(row) if row else None


def carried(connection: sqlite3.Connection, user_id: int) -> list[int]:
    """The open leads that a user carries, by id."""
    return [row[0] for row in connection.execute(f"{_OPEN_LEADS} AND assignee_user_id = ? ORDER BY id", (user_id,))]


def owned(connection: sqlite3.Connection, user_id: int) -> list[int]:
    """The open leads that a user owns, by id."""
    return [row[0] for row in connection.execute(f"{_OPEN_LEADS} AND owner_id = ? ORDER BY id", (user_id,))]


def user_by_uid(connection: sqlite3.Connection, uid: int) -> User | None:
    """The user who is logged in with this number of the operating system."""
    row = connection.execute(f"{_USER} WHERE uid = ?", (uid,)).fetchone()
    return _user(row) if row else None


def user_without_uid(connection: sqlite3.Connection, login: str) -> User | None:
    """The user of this login whose number is not known yet."""
    row = connection.execute(f"{_USER} WHERE uid IS NULL AND login = ?", (login,)).fetchone()
    return _user(row) if row else None


def anybody(connection: sqlite3.Connection) -> bool:
    """Whether the desk has users at all."""
    return connection.execute("SELECT 1 FROM user_account LIMIT 1").fetchone() is not None


def entities(connection: sqlite3.Connection) -> list[Entity]:
    """All entities, by kind and name."""
    rows = connection.execute(
        "SELECT id, kind, name, parent_id, active, version FROM entity ORDER BY kind, name_key, id"
    )
    return [Entity(i, EntityKind(kind), name, parent, bool(active), v) for i, kind, name, parent, active, v in rows]


def entity_in_use(connection: sqlite3.Connection, entity_id: int) -> bool:
    """Whether anything refers to an entity."""
    return any(
        connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (entity_id,)).fetchone()
        for table, column in _REFERRING
    )


def assignees(connection: sqlite3.Connection, *, every: bool = False) -> list[Assignee]:
    """Everybody that a lead can be assigned to: active users, then teams, branches and partners.

    Args:
        connection: where from.
        every: also those that are active no more, and may still carry something.
    """
    found = [Assignee(AssigneeKind.USER, u.id, u.name) for u in users(connection) if u.active or every]
    there = [entity for entity in entities(connection) if entity.active or every]
    for kind in (AssigneeKind.TEAM, AssigneeKind.BRANCH, AssigneeKind.PARTNER):
        found += [Assignee(kind, entity.id, entity.name) for entity in there if entity.kind.value == kind.value]
    return found


def stages(connection: sqlite3.Connection) -> tuple[Stage, ...]:
    """All lead stages in their order."""
    rows = connection.execute(
        "SELECT key, label_en, label_pl, kind, position, hue, glyph, active FROM lead_stage ORDER BY position, key"
    )
    return tuple(
        Stage(key, en, pl, StageKind(kind), position, hue, glyph, bool(active))
        for key, en, pl, kind, position, hue, glyph, active in rows
    )
