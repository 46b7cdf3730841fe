"""Writing down where leads are: one act on all of them, in SQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from solartui.domain.geocoding import Found
from solartui.domain.leads import Address
from solartui.i18n import tr
from solartui.store.bulk_change import BulkAct, Line, Sql
from solartui.store.list_shape import Selection
from solartui.store.work import Work

# Two addresses are the same where these are; a sign that no address has stands between the parts.
_PARTS = ("street", "postcode", "city", "region", "country")
_ADDRESS = " || char(31) || ".join(f"coalesce(l.{part}, '')" for part in _PARTS)
_OF_LEAD = "(SELECT f.{column} FROM found_place f WHERE f.id = l.id)"


def addresses_of(connection: Connection, ids: Sequence[int]) -> list[tuple[int, Address, bool]]:
    """The addresses of leads, and whether their places are known, in the order of their ids."""
    query = (
        "SELECT l.id, l.street, l.postcode, l.city, l.region, l.country, l.latitude IS NOT NULL FROM lead l "
        "WHERE l.id IN (SELECT value FROM json_each(?)) AND l.deleted_at IS NULL ORDER BY l.id"
    )
    rows = connection.execute(query, (json.dumps(list(ids)),)).fetchall()
    return [(row[0], Address(*row[1:6]), bool(row[6])) for row in rows]


class Placed(NamedTuple):
    """A lead, the address that was looked up, and where that is."""

    lead_id: int
    address: Address
    found: Found


def address_key(address: Address) -> str:
    """The address as `_ADDRESS` puts it together."""
    parts = (address.street, address.postcode, address.city, address.region, address.country)
    return "\x1f".join(part or "" for part in parts)


def locate_leads(work: Work, placed: Iterable[Placed], *, over: bool) -> tuple[Selection, BulkAct]:
    """The act that gives leads their places, and which leads it means.

    Args:
        work: the unit of work.
        placed: the leads with their places.
        over: whether coordinates that are known are replaced.
    """
    raw = work.raw
    raw.execute(
        "CREATE TEMP TABLE IF NOT EXISTS found_place (id INTEGER PRIMARY KEY, address TEXT, latitude REAL, "
        "longitude REAL, place TEXT, precision TEXT, source TEXT)"
    )
    raw.execute("DELETE FROM found_place")
    rows = (
        (p.lead_id, address_key(p.address), *p.found.spot, p.found.text, p.found.precision.value, p.found.source)
        for p in placed
    )
    raw.executemany("INSERT INTO found_place VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    moved = f"{_ADDRESS} <> {_OF_LEAD.format(column='address')}"
    refusals = [(Sql(moved), tr("Somebody changed the address meanwhile."))]
    if not over:
        refusals.append((Sql("l.latitude IS NOT NULL"), tr("Somebody found the place meanwhile.")))
    columns = {name: Sql(_OF_LEAD.format(column=name)) for name in ("latitude", "longitude")}
    same = " AND ".join(f"l.{name} IS {sql.text}" for name, sql in columns.items())
    said = ", ".join(f"'{name}', {_OF_LEAD.format(column=name)}" for name in ("place", "precision", "source"))
    lines = [Line("located", Sql(f"json_object({said})"))]
    return Selection("l.id IN (SELECT id FROM found_place)"), BulkAct(Sql(same), refusals, columns, lines)
