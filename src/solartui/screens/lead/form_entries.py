"""Between a lead and what stands in the fields of its form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from solartui.domain.contacts import ContactRef
from solartui.domain.errors import Invalid
from solartui.domain.importing.countries import code_of
from solartui.domain.importing.places import coordinates
from solartui.domain.leads import Address, Lead
from solartui.domain.people import Actor, Assignee
from solartui.domain.vocabulary import OWN, AssigneeKind, GridConnection, LeadType
from solartui.i18n import tr
from solartui.screens.forms.own_fields import values_of as own_values
from solartui.widgets.form.text_field import number_text

YES, NO = "yes", "no"
_SYSTEMS = ("panel", "battery", "heat_pump")
_DATES = ("next_follow_up", "last_contacted")
Entries = dict[str, object]


def who_id(who: Assignee | None) -> str:
    """How the form names who carries a lead: users by number, all others by name."""
    if who is None:
        return ""
    return f"{who.kind}:{who.id if who.kind is AssigneeKind.USER else who.name}"


def contact_entry(contact: ContactRef | None) -> Entries | None:
    """A known contact as the form holds it."""
    return {"id": str(contact.id), "text": contact.name} if contact is not None else None


def new_entries(contact: ContactRef | None, actor: Actor, stage: str, country: str) -> Entries:
    """What stands in the form of a new lead."""
    owner = f"{AssigneeKind.USER}:{actor.user_id}" if actor.user_id is not None else ""
    return {
        "contact": contact_entry(contact),
        "type": LeadType.RESIDENTIAL.value,
        "grid_connection": GridConnection.ON_GRID.value,
        "stage": stage,
        "country": country,
        "owner": owner,
        "panel": YES,
        "battery": NO,
        "heat_pump": NO,
    }


def entries_of(lead: Lead) -> Entries:
    """What stands in the form of a stored lead."""
    return {
        "contact": contact_entry(lead.contact),
        "name": lead.name,
        "type": lead.type.value,
        "grid_connection": lead.grid_connection.value,
        "stage": lead.stage,
        "lost_reason": lead.lost_reason or "",
        **place_entries(lead.address, lead.latitude, lead.longitude),
        "assignee": who_id(lead.assignee),
        "owner": who_id(lead.owner),
        "channel": lead.channel or "",
        "partner": lead.partner.name if lead.partner else "",
        "location": lead.location.name if lead.location else "",
        "monthly_kwh": number_text(lead.monthly_kwh),
        "consumption": [number_text(value) for value in lead.consumption],
        **{name: YES if getattr(lead, name) else NO for name in _SYSTEMS},
        "score": "" if lead.score is None else str(lead.score),
        **{name: when.isoformat() if (when := getattr(lead, name)) else "" for name in _DATES},
        "follow_up_note": lead.follow_up_note or "",
    }


def place_entries(address: Address, latitude: float | None, longitude: float | None) -> Entries:
    """What stands in the fields of a place."""
    place = ""
    if latitude is not None and longitude is not None:
        place = place_entry(latitude, longitude)
    return {
        "street": address.street or "",
        "postcode": address.postcode or "",
        "city": address.city or "",
        "region": address.region or "",
        "country": address.country or "",
        "coordinates": place,
    }


def place_entry(latitude: float, longitude: float) -> str:
    """A place as it stands in a form."""
    return f"{_degrees(latitude)}, {_degrees(longitude)}"


def _degrees(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def fields_of(entries: Mapping[str, object], keys: Collection[str]) -> dict[str, Any]:
    """The fields of a draft for some of the entries.

    Raises:
        Invalid: an entry cannot be one.
    """
    values: dict[str, Any] = {}
    for key in keys:
        if not key.startswith(OWN):
            values |= _fields_for(key, entries.get(key))
    return values | own_values(entries, keys)


def _fields_for(key: str, entry: object) -> dict[str, Any]:
    text = entry if isinstance(entry, str) else ""
    if key == "contact":
        number = entry.get("id") if isinstance(entry, dict) else None
        return {"contact_id": int(number)} if isinstance(number, str) and number.isdecimal() else {}
    if key == "coordinates":
        place = coordinates(text) or (None, None)
        return {"latitude": place[0], "longitude": place[1]}
    if key == "country":
        return {"country": _country(text)}
    if key == "owner":
        return {"owner": text.partition(":")[2] or None}
    if key in _SYSTEMS:
        return {key: entry == YES}
    if key == "consumption":
        return {key: [cell or None for cell in entry] if isinstance(entry, list) and entry else None}
    if key == "stage":
        return {"stage": text or None}
    if key in _DATES:
        return {key: _moment(text)}
    return {key: text or None}


def _country(text: str) -> str | None:
    code = code_of(text) if text else None
    if text and code is None:
        raise Invalid(tr("{text} is no known country. Write its code of two letters, such as PL.", text=text[:40]))
    return code


def _moment(text: str) -> datetime | str | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return text


def check_entry(key: str, entry: object) -> None:
    """Whether an entry can be what its field needs.

    Raises:
        Invalid: it cannot; the message is for the place below the field.
    """
    from solartui.domain.drafts import LeadFields, validated

    fields = fields_of({key: entry}, [key])
    fields.pop("stage", None)
    try:
        validated(LeadFields, fields)
    except Invalid as problem:
        name = f"{problem.field}: "
        raise Invalid(problem.message.removeprefix(name), key) from problem
