"""The fields of the desk's own, and what records say in them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from solartui.domain.custom_fields import CustomField, Value

_FIELDS = "SELECT id, record, key, label, kind, choices, required, position, active, version FROM custom_field"
_SUBJECTS = ("contact", "lead", "project")


def fields(
    connection: sqlite3.Connection, record: str | None = None, *, every: bool = False
) -> tuple[CustomField, ...]:
    """The fields of a kind of record, in their order; those out of use only where all are asked for."""
    rows = connection.execute(
        f"{_FIELDS} WHERE (?1 IS NULL OR record = ?1) AND (?2 OR active = 1) ORDER BY record, position, id",
        (record, every),
    ).fetchall()
    if not rows:
        return ()
    # Lists of leads on the command line ask for values only, and begin without all this.
    import json

    from solartui.domain.custom_fields import CustomField

    return tuple(
        CustomField(number, kind_of, key, label, kind, tuple(json.loads(choices or "[]")), bool(required), position,
                    bool(active), version)
        for number, kind_of, key, label, kind, choices, required, position, active, version in rows
    )  # fmt: skip


def values(connection: sqlite3.Connection, record: str, ids: Iterable[int]) -> dict[int, dict[str, Value]]:
    """What records say in their fields, by record and key; records that say nothing are left out."""
    if record not in _SUBJECTS:
        raise ValueError(record)
    rows = connection.execute(
        f"SELECT v.{record}_id, f.key, f.kind, coalesce(v.text, v.day), v.number, v.flag FROM custom_value v "
        f"JOIN custom_field f ON f.id = v.field_id WHERE v.{record}_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY v." + record + "_id, f.position, f.id",
        (f"[{','.join(map(str, ids))}]",),
    )
    found: dict[int, dict[str, Value]] = {}
    for owner, key, kind, text, number, flag in rows:
        value: Value = bool(flag) if kind == "yes_no" else number if kind == "number" else text
        found.setdefault(owner, {})[key] = value
    return found


def values_of(connection: sqlite3.Connection, record: str, number: int) -> dict[str, Value]:
    """What one record says in its fields, by their keys."""
    return values(connection, record, [number]).get(number, {})


def row_of(connection: sqlite3.Connection, record: str, number: int, field_id: int) -> int:
    """The row in which a record says something in a field; it must be there."""
    if record not in _SUBJECTS:
        raise ValueError(record)
    query = f"SELECT id FROM custom_value WHERE {record}_id = ? AND field_id = ?"
    return int(connection.execute(query, (number, field_id)).fetchone()[0])
