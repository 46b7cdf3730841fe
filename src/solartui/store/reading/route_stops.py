"""Visits to sites, in the order of their dates."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from solartui.store.times import from_text, to_text


class Visit(NamedTuple):
    """One visit to one site, with whom to call."""

    project_id: int
    project: str
    job: str
    status: str
    when: datetime
    team: str | None
    note: str | None
    street: str | None
    city: str | None
    contact: str | None
    phone: str | None


_VISITS = """
SELECT j.project_id, p.name, j.kind, j.status, j.starts_at, j.team, j.note, p.street, p.city, c.name,
  (SELECT number FROM contact_phone t WHERE t.contact_id = c.id ORDER BY t.position, t.id LIMIT 1)
FROM project_job j JOIN project p ON p.id = j.project_id
LEFT JOIN contact c ON c.id = (
  SELECT pc.contact_id FROM project_contact pc WHERE pc.project_id = p.id ORDER BY pc.position, pc.id LIMIT 1)
WHERE j.starts_at >= ? AND j.starts_at < ? AND p.deleted_at IS NULL AND coalesce(p.outcome, 'completed') = 'completed'
ORDER BY j.starts_at, j.project_id
"""


def visits(connection: sqlite3.Connection, since: datetime, until: datetime) -> list[Visit]:
    """The visits from a time on, before another one."""
    rows = connection.execute(_VISITS, (to_text(since), to_text(until)))
    return [Visit._make((*row[:4], from_text(row[4]), *row[5:])) for row in rows]
