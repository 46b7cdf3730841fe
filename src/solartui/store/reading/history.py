"""Notes, documents, activities and changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from solartui.domain.records import Activity, Change, Document, Note, Subject
from solartui.store.times import from_text

_DOCUMENT = """
SELECT d.id, d.lead_id, d.contact_id, d.project_id, d.note_id, d.name, d.category, d.size, d.sha256,
  coalesce(u.name, 'system'), d.created_at, d.version
FROM document d LEFT JOIN user_account u ON u.id = d.uploaded_by_id WHERE d.deleted_at IS NULL
"""

_KINDS = ("lead", "contact", "project")


def _subject(lead_id: int | None, contact_id: int | None, project_id: int | None) -> Subject:
    for kind, number in (("lead", lead_id), ("contact", contact_id), ("project", project_id)):
        if number is not None:
            return Subject(kind, number)
    raise ValueError("a row without a subject")


def _scope(connection: sqlite3.Connection, subject: Subject) -> tuple[str, tuple[int, ...]]:
    """The condition that selects what hangs on a record; a project shows what hangs on its lead too."""
    if subject.kind == "project":
        row = connection.execute("SELECT lead_id FROM project WHERE id = ?", (subject.id,)).fetchone()
        if row is not None and row[0] is not None:
            return "({t}.project_id = ? OR {t}.lead_id = ?)", (subject.id, row[0])
    if subject.kind not in _KINDS:
        raise ValueError(subject.kind)
    if subject.kind == "contact" and (others := _merged_into(connection, subject.id)):
        return f"{{t}}.contact_id IN ({', '.join('?' * (1 + len(others)))})", (subject.id, *others)
    return f"{{t}}.{subject.kind}_id = ?", (subject.id,)


def _merged_into(connection: sqlite3.Connection, contact_id: int) -> list[int]:
    """The contacts that went into one, and into those."""
    query = (
        "WITH RECURSIVE gone(id) AS (SELECT id FROM contact WHERE merged_into_id = ? AND deleted_at IS NOT NULL UNION "
        "SELECT c.id FROM contact c JOIN gone ON c.merged_into_id = gone.id WHERE c.deleted_at IS NOT NULL) "
        "SELECT id FROM gone"
    )
    return [row[0] for row in connection.execute(query, (contact_id,))]


def _document(row: tuple[Any, ...]) -> Document:
    return Document(
        row[0], _subject(*row[1:4]), row[4], row[5], row[6], row[7], row[8], row[9], from_text(row[10]), row[11]
    )


def documents(connection: sqlite3.Connection, subject: Subject) -> list[Document]:
    """The files of a record, the oldest first."""
    where, params = _scope(connection, subject)
    rows = connection.execute(f"{_DOCUMENT} AND {where.format(t='d')} ORDER BY d.created_at, d.id", params)
    return [_document(row) for row in rows]


def notes(connection: sqlite3.Connection, subject: Subject) -> list[Note]:
    """The notes of a record, the oldest first, each with its file."""
    where, params = _scope(connection, subject)
    rows = connection.execute(
        "SELECT n.id, n.lead_id, n.contact_id, n.project_id, n.body, n.author_id, coalesce(u.name, 'system'), "
        "n.created_at, n.updated_at, n.version FROM note n LEFT JOIN user_account u ON u.id = n.author_id "
        f"WHERE n.deleted_at IS NULL AND {where.format(t='n')} ORDER BY n.created_at, n.id",
        params,
    ).fetchall()
    files = {document.note_id: document for document in documents(connection, subject)}
    lost = dict(
        connection.execute(
            "SELECT d.note_id, d.name FROM document d WHERE d.deleted_at IS NOT NULL AND d.note_id IS NOT NULL AND "
            f"{where.format(t='d')} ORDER BY d.id",
            params,
        ).fetchall()
    )
    return [
        Note(
            number,
            _subject(lead_id, contact_id, project_id),
            body,
            author_id,
            author,
            from_text(created),
            from_text(updated),
            version,
            files.get(number),
            "" if number in files else lost.get(number, ""),
        )
        for number, lead_id, contact_id, project_id, body, author_id, author, created, updated, version in rows
    ]


def activities(
    connection: sqlite3.Connection, subject: Subject, kinds: Collection[str] | None = None
) -> list[Activity]:
    """The history of a record, the oldest first."""
    where, numbers = _scope(connection, subject)
    params: tuple[int | str, ...] = numbers
    query = (
        "SELECT a.id, a.at, a.actor, a.kind, a.subject_kind, a.subject_id, a.contact_id, a.lead_id, a.project_id, "
        f"a.data FROM activity a WHERE {where.format(t='a')}"
    )
    if kinds is not None:
        query += " AND a.kind IN (SELECT value FROM json_each(?))"
        params = (*params, json.dumps(sorted(kinds)))
    rows = connection.execute(f"{query} ORDER BY a.at, a.id", params)
    return [
        Activity(i, from_text(at), actor, kind, Subject(s_kind, s_id), contact, lead, project, json.loads(data))
        for i, at, actor, kind, s_kind, s_id, contact, lead, project, data in rows
    ]


def counts(connection: sqlite3.Connection, subject: Subject) -> dict[str, int]:
    """How many notes, documents and activities a record has."""
    where, params = _scope(connection, subject)
    found = {}
    for table, alive in (
        ("note", "t.deleted_at IS NULL AND "),
        ("document", "t.deleted_at IS NULL AND "),
        ("activity", ""),
    ):
        query = f"SELECT count(*) FROM {table} t WHERE {alive}{where.format(t='t')}"
        found[table] = int(connection.execute(query, params).fetchone()[0])
    return found


_CHANGE = "SELECT id, at, user_id, actor, kind, data, rows, undone FROM change"


def _change(row: tuple[Any, ...]) -> Change:
    number, at, user_id, actor, kind, data, rows, undone = row
    return Change(number, from_text(at), user_id, actor, kind, json.loads(data), rows, bool(undone))


def change(connection: sqlite3.Connection, change_id: int) -> Change | None:
    """One change by its number."""
    row = connection.execute(f"{_CHANGE} WHERE id = ?", (change_id,)).fetchone()
    return _change(row) if row else None


def changes(connection: sqlite3.Connection, user_id: int | None, limit: int) -> list[Change]:
    """What a user can take back, the newest first."""
    query = f"{_CHANGE} WHERE user_id IS ? AND undoable = 1 AND undone = 0 ORDER BY id DESC LIMIT ?"
    return [_change(row) for row in connection.execute(query, (user_id, limit))]


def all_changes(connection: sqlite3.Connection, limit: int) -> list[Change]:
    """What anybody can take back, the newest first."""
    query = f"{_CHANGE} WHERE undoable = 1 AND undone = 0 ORDER BY id DESC LIMIT ?"
    return [_change(row) for row in connection.execute(query, (limit,))]


def last_undoing(connection: sqlite3.Connection, user_id: int | None) -> Change | None:
    """The undoing that a user can take back in turn: the last one, unless they did something new since."""
    query = (
        f"{_CHANGE} WHERE user_id IS ? AND kind = 'undone' AND undone = 0 AND id > coalesce((SELECT max(id) "
        "FROM change WHERE user_id IS ? AND kind NOT IN ('undone', 'redone')), 0) ORDER BY id DESC LIMIT 1"
    )
    row = connection.execute(query, (user_id, user_id)).fetchone()
    return _change(row) if row else None


def last_editor(connection: sqlite3.Connection, subject: Subject) -> str:
    """Who last changed the record itself, by its history; not who wrote something on it."""
    row = connection.execute(
        f"SELECT actor FROM activity WHERE {subject.kind}_id = ? AND subject_kind = ? AND subject_id = ? "
        "AND kind NOT LIKE 'note%' AND kind NOT LIKE 'document%' ORDER BY id DESC LIMIT 1",
        (subject.id, subject.kind, subject.id),
    ).fetchone()
    return str(row[0]) if row else "?"


def exists(connection: sqlite3.Connection, subject: Subject) -> bool:
    """Whether the lead, contact or project is there."""
    if subject.kind not in _KINDS:
        return False
    query = f"SELECT 1 FROM {subject.kind} WHERE id = ? AND deleted_at IS NULL"
    return connection.execute(query, (subject.id,)).fetchone() is not None


def related(connection: sqlite3.Connection, subject: Subject) -> dict[str, int | None]:
    """The contact and, for a project, the lead whose history shows what happens to `subject`, too."""
    if subject.kind == "lead":
        row = connection.execute("SELECT contact_id FROM lead WHERE id = ?", (subject.id,)).fetchone()
        return {"contact_id": row[0] if row else None}
    if subject.kind == "project":
        row = connection.execute(
            "SELECT p.lead_id, (SELECT contact_id FROM project_contact c WHERE c.project_id = p.id "
            "ORDER BY position LIMIT 1) FROM project p WHERE p.id = ?",
            (subject.id,),
        ).fetchone()
        return {"lead_id": row[0], "contact_id": row[1]} if row else {}
    return {}


def subject_of(connection: sqlite3.Connection, table: str, number: int) -> Subject | None:
    """The record that a row of `table`, ``note`` or ``document``, hangs on; None where there is no such row."""
    query = f"SELECT lead_id, contact_id, project_id FROM {table} WHERE id = ? AND deleted_at IS NULL"
    row = connection.execute(query, (number,)).fetchone()
    return None if row is None else _subject(*row)


def content(connection: sqlite3.Connection, document_id: int) -> tuple[str, bytes] | None:
    """The digest and the bytes of a document."""
    row = connection.execute(
        "SELECT d.sha256, c.content FROM document d JOIN document_content c ON c.sha256 = d.sha256 "
        "WHERE d.id = ? AND d.deleted_at IS NULL",
        (document_id,),
    ).fetchone()
    return None if row is None else (str(row[0]), bytes(row[1]))


def may_undo(connection: sqlite3.Connection, change_id: int) -> bool:
    """Whether a change is of a kind that can be taken back at all."""
    row = connection.execute("SELECT undoable FROM change WHERE id = ?", (change_id,)).fetchone()
    return bool(row and row[0])
