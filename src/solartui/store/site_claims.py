"""One sales project under way for a site: each holds its site by keys of which every one is there once.

A site is known by the lead that it came from, and for each customer by its metering point, its address and its
coordinates. What tells who lives where is kept as a fingerprint only.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from solartui.domain.errors import Refused
from solartui.domain.text import fold
from solartui.i18n import tr

_SITE = "SELECT lead_id, metering_point, street, city_fold, latitude, longitude FROM project WHERE id = ?"
_HOLDERS = """
SELECT p.id, p.name FROM site_claim s JOIN project p ON p.id = s.project_id
WHERE s.key = ? AND s.project_id <> ?
"""
_PLACES = 4  # decimals of a degree: about eleven metres


def site_keys(raw: sqlite3.Connection, project_id: int) -> tuple[str, ...]:
    """By what the site of a project is known."""
    return tuple(dict.fromkeys(_keys(raw, project_id)))


def _keys(raw: sqlite3.Connection, project_id: int) -> Iterator[str]:
    lead_id, meter, street, city, latitude, longitude = raw.execute(_SITE, (project_id,)).fetchone()
    if lead_id is not None:
        yield f"lead:{lead_id}"
    query = "SELECT contact_id FROM project_contact WHERE project_id = ? ORDER BY contact_id"
    for (contact_id,) in raw.execute(query, (project_id,)).fetchall():
        if meter:
            yield _fingerprint(contact_id, "meter", meter)
        if street:
            yield _fingerprint(contact_id, "address", fold(street), city)
        if latitude is not None:
            spot = (f"{round(degrees, _PLACES) + 0.0:.{_PLACES}f}" for degrees in (latitude, longitude))
            yield _fingerprint(contact_id, "spot", *spot)


def _fingerprint(*parts: object) -> str:
    return "site:" + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


def other_holder(raw: sqlite3.Connection, project_id: int) -> tuple[int, str] | None:
    """Another project that holds the site of one; its id and name."""
    for key in site_keys(raw, project_id):
        row = raw.execute(_HOLDERS, (key, project_id)).fetchone()
        if row is not None:
            return int(row[0]), str(row[1])
    return None


def hold_site(raw: sqlite3.Connection, project_id: int, selling: bool) -> None:
    """Bring in step what a project holds.

    A project that holds its site already goes on, even where contacts that were merged since make two sites one.

    Args:
        raw: the connection of the unit of work.
        project_id: which project.
        selling: whether it is a sales project under way.

    Raises:
        Refused: it begins to be one, and another project holds the site.
    """
    query = "SELECT key FROM site_claim WHERE project_id = ? ORDER BY id"
    held = tuple(row[0] for row in raw.execute(query, (project_id,)))
    wanted = site_keys(raw, project_id) if selling else ()
    if held == wanted:
        return
    if not held and (other := other_holder(raw, project_id)) is not None:
        shown = f"#{other[0]} {other[1]}"
        raise Refused(tr("This site has a sales project under way: {project}. Close it first.", project=shown))
    raw.execute("DELETE FROM site_claim WHERE project_id = ?", (project_id,))
    keep = "INSERT INTO site_claim (project_id, key) VALUES (?, ?) ON CONFLICT (key) DO NOTHING"
    raw.executemany(keep, [(project_id, key) for key in wanted])
