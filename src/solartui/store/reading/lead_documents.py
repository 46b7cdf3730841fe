"""Leads as the documents that the command line and exports hand out, many at a time.

The shape is a promise to other programs: keys are added, never renamed. Nothing heavy is imported and no records are
built on the way, so that a hundred thousand leads take seconds.
"""

from __future__ import annotations

from itertools import islice

from solartui.store.reading.custom import values as custom_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from typing import Any

CHUNK = 500
_MORE = ("follow_up_note", "lost_reason", "stage_since", "first_contacted", "respond_by", "external_id")

_LEADS = """
SELECT l.id, l.name, l.type, l.grid_connection, l.stage, l.source, l.channel,
  l.contact_id, c.kind, c.name, l.street, l.postcode, l.city, l.region, l.country, l.latitude, l.longitude,
  l.assignee_user_id, au.name, l.assignee_entity_id, ae.kind, ae.name, l.owner_id, ou.name,
  coalesce(cu.name, 'system'), ce.name, l.monthly_kwh, l.consumption, l.panel, l.battery, l.heat_pump, l.score,
  l.last_contacted, l.next_follow_up, l.converted_at IS NOT NULL, l.archived_at IS NOT NULL,
  l.created_at, l.updated_at, l.version, o.name, l.follow_up_note, l.lost_reason, l.stage_since,
  l.first_contacted_at, l.respond_by, l.external_id, l.partner_id, pe.name, l.location_id, le.name
FROM lead l JOIN contact c ON c.id = l.contact_id LEFT JOIN contact o ON o.id = c.company_id
LEFT JOIN user_account au ON au.id = l.assignee_user_id LEFT JOIN entity ae ON ae.id = l.assignee_entity_id
LEFT JOIN user_account ou ON ou.id = l.owner_id LEFT JOIN user_account cu ON cu.id = l.created_by_id
LEFT JOIN entity ce ON ce.id = l.created_entity_id
LEFT JOIN entity pe ON pe.id = l.partner_id LEFT JOIN entity le ON le.id = l.location_id
WHERE l.id IN (SELECT value FROM json_each(?)) AND l.deleted_at IS NULL
"""
_EMAILS = """
SELECT contact_id, address FROM contact_email WHERE contact_id IN (SELECT value FROM json_each(?))
ORDER BY contact_id, position, id
"""
_PHONES = """
SELECT contact_id, number FROM contact_phone WHERE contact_id IN (SELECT value FROM json_each(?))
ORDER BY contact_id, position, id
"""
_PROJECTS = """
SELECT lead_id, id, name, stage FROM project
WHERE lead_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL ORDER BY lead_id, id
"""
_LATEST_NOTES = """
SELECT lead_id, body FROM note WHERE id IN (
  SELECT max(id) FROM note WHERE lead_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL GROUP BY lead_id
)
"""


def lead_documents(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """The documents of leads in the order of their ids; a lead that is gone is left out.

    Every chunk is one short read, so that whoever takes the documents slowly keeps nobody from writing.

    Args:
        connection: where they are read.
        ids: which leads; taken a chunk at a time.
    """
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK)):
        found = {row[0]: row for row in connection.execute(_LEADS, (_listed(chunk),)).fetchall()}
        contacts = _listed({row[7] for row in found.values()})
        emails = _grouped(connection, _EMAILS, contacts)
        phones = _grouped(connection, _PHONES, contacts)
        projects = _grouped(connection, _PROJECTS, _listed(found))
        own = custom_values(connection, "lead", found)
        for lead_id in chunk:
            if row := found.get(lead_id):
                contact = row[7]
                document = _document(
                    row[:-4], emails.get(contact, []), phones.get(contact, []), projects.get(lead_id, [])
                )
                yield document | _listed_entities(*row[-4:]) | {"custom": own.get(lead_id, {})}


def latest_notes(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """The newest note of each of these leads that has one."""
    return dict(connection.execute(_LATEST_NOTES, (_listed(ids),)).fetchall())


def _listed(ids: Iterable[int]) -> str:
    return f"[{','.join(map(str, ids))}]"


def _grouped(connection: sqlite3.Connection, query: str, ids: str) -> dict[int, list[tuple[Any, ...]]]:
    groups: dict[int, list[tuple[Any, ...]]] = {}
    for key, *values in connection.execute(query, (ids,)).fetchall():
        groups.setdefault(key, []).append(tuple(values))
    return groups


def _document(
    row: tuple[Any, ...],
    emails: list[tuple[Any, ...]],
    phones: list[tuple[Any, ...]],
    projects: list[tuple[Any, ...]],
) -> dict[str, Any]:
    (
        lead_id, name, kind, grid, stage, source, channel,
        contact_id, contact_kind, contact_name, street, postcode, city, region, country, latitude, longitude,
        user_id, user_name, entity_id, entity_kind, entity_name, owner_id, owner_name,
        created_by, created_entity, monthly_kwh, consumption, panel, battery, heat_pump, score,
        last_contacted, next_follow_up, converted, archived,
        created_at, updated_at, version, company, *more,
    ) = row  # fmt: skip
    return {
        "id": lead_id,
        "name": name,
        "type": kind,
        "grid_connection": grid,
        "stage": stage,
        "source": source,
        "channel": channel,
        "contact": _contact(contact_id, contact_kind, contact_name, emails, phones) | {"company": company},
        "address": _address(street, postcode, city, region, country),
        "latitude": latitude,
        "longitude": longitude,
        "assignee": _who("user", user_id, user_name) or _who(entity_kind, entity_id, entity_name),
        "owner": _who("user", owner_id, owner_name),
        "created_by": created_by,
        "created_entity": created_entity,
        "monthly_kwh": monthly_kwh,
        "consumption": _months(consumption) if consumption else None,
        "panel": bool(panel),
        "battery": bool(battery),
        "heat_pump": bool(heat_pump),
        "score": score,
        "last_contacted": last_contacted,
        "next_follow_up": next_follow_up,
        "converted": bool(converted),
        "archived": bool(archived),
        "created_at": created_at,
        "updated_at": updated_at,
        "version": version,
        "projects": [{"id": number, "name": title, "stage": at} for number, title, at in projects],
        **dict(zip(_MORE, more, strict=True)),
    }


def _listed_entities(
    partner_id: int | None, partner: str | None, location_id: int | None, location: str | None
) -> dict[str, Any]:
    return {
        "partner": None if partner_id is None else {"id": partner_id, "name": partner},
        "service_location": None if location_id is None else {"id": location_id, "name": location},
    }


def _months(stored: str) -> Any:
    from json import loads

    return loads(stored)


def _who(kind: str, number: int | None, name: str | None) -> dict[str, Any] | None:
    return None if number is None else {"kind": kind, "id": number, "name": name}


def _contact(
    number: int, kind: str, name: str, emails: list[tuple[Any, ...]], phones: list[tuple[Any, ...]]
) -> dict[str, Any]:
    return {
        "id": number,
        "kind": kind,
        "name": name,
        "emails": [address for (address,) in emails],
        "phones": [number for (number,) in phones],
    }


def _address(
    street: str | None, postcode: str | None, city: str | None, region: str | None, country: str | None
) -> dict[str, str | None]:
    town = f"{postcode} {city}" if postcode and city else postcode or city
    return {
        "street": street,
        "postcode": postcode,
        "city": city,
        "region": region,
        "country": country,
        "text": ", ".join(part for part in (street, town, region, country) if part),
    }
