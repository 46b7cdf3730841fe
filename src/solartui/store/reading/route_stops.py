"""Leads as stops of a route."""

from __future__ import annotations

from sqlite3 import Connection

from solartui.domain.places import Spot
from solartui.domain.route import Visit
from solartui.store.list_shape import Selection
from solartui.store.times import maybe_from_text


def visits_among(connection: Connection, meant: Selection, limit: int) -> list[Visit | tuple[int, str]]:
    """The leads that are meant, as visits; number and name where nobody knows the place."""
    query = (
        "SELECT l.id, l.name, l.street, l.postcode, l.city, l.latitude, l.longitude, c.name, "
        "(SELECT number FROM contact_phone p WHERE p.contact_id = c.id ORDER BY position LIMIT 1), "
        "l.next_follow_up, l.follow_up_note FROM lead l JOIN contact c ON c.id = l.contact_id "
        f"WHERE l.deleted_at IS NULL AND ({meant.where}) ORDER BY l.due_key, l.id LIMIT ?"
    )
    found: list[Visit | tuple[int, str]] = []
    for row in connection.execute(query, (*meant.params, limit)).fetchall():
        lead_id, name, street, postcode, city, latitude, longitude, contact, phone, planned, note = row
        if latitude is None:
            found.append((lead_id, name))
            continue
        town = " ".join(part for part in (postcode, city) if part)
        address = ", ".join(part for part in (street, town) if part)
        when = maybe_from_text(planned)
        spot = Spot(latitude, longitude)
        found.append(Visit(lead_id, name, address, spot, contact, phone or "", when, note or ""))
    return found
