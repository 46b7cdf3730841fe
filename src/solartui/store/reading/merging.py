"""Contacts that may be one, and what hangs on them."""

from __future__ import annotations

import sqlite3

# A number that more contacts share than this is a switchboard, not a person.
_MOST = 8

_BY_PHONE = """
SELECT group_concat(id) FROM (
  SELECT DISTINCT p.digits AS digits, c.id AS id FROM contact_phone p JOIN contact c ON c.id = p.contact_id
  WHERE c.deleted_at IS NULL AND p.digits <> '' ORDER BY c.id)
GROUP BY digits HAVING count(*) BETWEEN 2 AND ? ORDER BY count(*) DESC, min(id) LIMIT ?
"""
_BY_NAME = """
SELECT group_concat(id) FROM (
  SELECT DISTINCT c.name_fold AS name, l.city_key AS city, c.id AS id FROM contact c
  JOIN lead l ON l.contact_id = c.id AND l.deleted_at IS NULL AND l.city_key <> ''
  WHERE c.deleted_at IS NULL ORDER BY c.id)
GROUP BY name, city HAVING count(*) BETWEEN 2 AND ? ORDER BY count(*) DESC, min(id) LIMIT ?
"""


def groups(connection: sqlite3.Connection, limit: int) -> list[tuple[str, list[int]]]:
    """Ids of contacts that share a number (``phone``), or a name and the town of a lead (``name``)."""
    found: dict[tuple[int, ...], str] = {}
    for why, query in (("phone", _BY_PHONE), ("name", _BY_NAME)):
        for (ids,) in connection.execute(query, (_MOST, limit)):
            found.setdefault(tuple(sorted(map(int, ids.split(",")))), why)
    return [(why, list(ids)) for ids, why in found.items()][:limit]


def rows_of(connection: sqlite3.Connection, table: str, contact_id: int, column: str = "contact_id") -> list[int]:
    """The ids of the rows of a table that refer to a contact; `table` and `column` are ours, never a person's."""
    query = f"SELECT id FROM {table} WHERE {column} = ? ORDER BY id"
    return [row[0] for row in connection.execute(query, (contact_id,)).fetchall()]
