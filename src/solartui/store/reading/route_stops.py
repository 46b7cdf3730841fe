"""Leads and jobs of projects as stops of a route."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from solartui.domain.places import Spot
from solartui.domain.route import Unplaced, Visit
from solartui.domain.text import fold
from solartui.store.list_shape import Selection
from solartui.store.times import maybe_from_text

_BETWEEN = re.compile(r"[,;/&+]")


def visits_among(connection: Connection, meant: Selection, limit: int) -> list[Visit | Unplaced]:
    """The leads that are meant, as visits."""
    query = (
        "SELECT l.id, l.name, l.street, l.postcode, l.city, l.latitude, l.longitude, c.name, "
        "(SELECT number FROM contact_phone p WHERE p.contact_id = c.id ORDER BY position LIMIT 1), "
        "l.next_follow_up, l.follow_up_note FROM lead l JOIN contact c ON c.id = l.contact_id "
        f"WHERE l.deleted_at IS NULL AND ({meant.where}) ORDER BY l.due_key, l.id LIMIT ?"
    )
    found: list[Visit | Unplaced] = []
    for row in connection.execute(query, (*meant.params, limit)).fetchall():
        lead_id, name, street, postcode, city, latitude, longitude, contact, phone, planned, note = row
        if latitude is None:
            found.append(Unplaced("lead", lead_id, name))
            continue
        address, when = _address(street, postcode, city), maybe_from_text(planned)
        spot = Spot(latitude, longitude)
        found.append(Visit(lead_id, name, address, spot, contact, phone or "", when, note or ""))
    return found


def _address(street: str | None, postcode: str | None, city: str | None) -> str:
    town = " ".join(part for part in (postcode, city) if part)
    return ", ".join(part for part in (street, town) if part)


_JOBS = """
SELECT p.id, p.name, p.street, p.postcode, p.city, p.latitude, p.longitude, c.name,
  (SELECT number FROM contact_phone t WHERE t.contact_id = c.id ORDER BY t.position, t.id LIMIT 1),
  j.starts_at, j.team, j.note, j.kind,
  EXISTS (SELECT 1 FROM project_assignee a WHERE a.project_id = p.id AND (a.user_id = :me OR a.entity_id = :entity)),
  EXISTS (SELECT 1 FROM project_assignee a WHERE a.project_id = p.id),
  p.created_by_id = :me OR coalesce(l.owner_id = :me OR l.assignee_user_id = :me, 0)
FROM project_job j JOIN project p ON p.id = j.project_id
LEFT JOIN lead l ON l.id = p.lead_id
LEFT JOIN contact c ON c.id = (
  SELECT pc.contact_id FROM project_contact pc WHERE pc.project_id = p.id ORDER BY pc.position, pc.id LIMIT 1)
WHERE j.starts_at >= :first AND j.starts_at < :last AND p.deleted_at IS NULL AND p.outcome IS NULL
  AND j.status IN ('assigned', 'accepted', 'scheduled', 'prepared', 'rescheduled')
ORDER BY j.starts_at, p.id, j.kind
"""


def _plain(name: str) -> str:
    return fold(" ".join(name.split()))


def jobs_of(connection: Connection, user_id: int | None, span: tuple[str, str], limit: int) -> list[Visit | Unplaced]:
    """The jobs of projects that somebody goes to from a time on, before another one, and that are not done yet.

    Args:
        connection: to read with.
        user_id: who goes.
        span: both times, as they are stored.
        limit: how many at most.
    """
    row = connection.execute("SELECT login, name, entity_id FROM user_account WHERE id = ?", (user_id,)).fetchone()
    login, name, entity = row or (None, None, None)
    names = connection.execute("SELECT name FROM entity WHERE id = ?", (entity,)).fetchone() or ()
    mine = {_plain(one) for one in (login, name, *names) if one}
    others = "SELECT login FROM user_account UNION SELECT name FROM user_account UNION SELECT name FROM entity"
    known = {_plain(one) for (one,) in connection.execute(others)}
    params = {"me": user_id, "entity": entity, "first": span[0], "last": span[1]}
    found: list[Visit | Unplaced] = []
    for *place, contact, phone, starts, team, note, job, assigned, carried, made in connection.execute(_JOBS, params):
        named = {_plain(part) for part in _BETWEEN.split(team or "")} & known
        goes = bool(named & mine) if named else bool(assigned if carried else made)
        if goes and len(found) < limit:
            about = " · ".join(part for part in (team, note) if part)
            found.append(_job(place, (contact or "", phone or ""), maybe_from_text(starts), about, job))
    return found


def _job(place: Sequence[Any], whom: tuple[str, str], when: datetime | None, about: str, job: str) -> Visit | Unplaced:
    number, name, street, postcode, city, latitude, longitude = place
    if latitude is None:
        return Unplaced("project", number, name)
    spot = Spot(latitude, longitude)
    return Visit(None, name, _address(street, postcode, city), spot, *whom, when, about, number, job)
