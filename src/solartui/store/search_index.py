"""Keeping the search text and the sort keys of leads in step with leads and contacts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from solartui.domain.contacts import Phone
from solartui.store.keys import NO_FOLLOW_UP
from solartui.store.reading.leads import emails_of

__all__ = ["NO_FOLLOW_UP", "lead_document", "reindex_contacts", "reindex_leads"]


def lead_document(connection: sqlite3.Connection, lead_id: int) -> str | None:
    """The search text of a lead as it is stored now; None when there is no such lead."""
    # Only writing needs it, and the filter language comes with it.
    from solartui.domain.query.document import search_text

    row = connection.execute(
        "SELECT l.name, c.name, l.street, l.postcode, l.city, l.region, l.channel, l.contact_id "
        "FROM lead l JOIN contact c ON c.id = l.contact_id WHERE l.id = ?",
        (lead_id,),
    ).fetchone()
    if row is None:
        return None
    name, contact, street, postcode, city, region, channel, contact_id = row
    numbers = connection.execute("SELECT number, e164 FROM contact_phone WHERE contact_id = ?", (contact_id,))
    return search_text(
        name=name,
        contact=contact,
        street=street,
        postcode=postcode,
        city=city,
        region=region,
        channel=channel,
        emails=emails_of(connection, contact_id),
        phones=[Phone(number, e164) for number, e164 in numbers],
        lead_id=lead_id,
    )


def reindex_leads(connection: sqlite3.Connection, lead_ids: Iterable[int]) -> None:
    """Write the search text of leads anew; leads that are gone leave the index."""
    for lead_id in lead_ids:
        connection.execute("DELETE FROM lead_search WHERE rowid = ?", (lead_id,))
        text = lead_document(connection, lead_id)
        if text is not None:
            connection.execute("INSERT INTO lead_search (rowid, text) VALUES (?, ?)", (lead_id, text))


def reindex_contacts(connection: sqlite3.Connection, contact_ids: Iterable[int]) -> None:
    """Carry a contact's new name and addresses to the sort keys and search texts of its leads."""
    for contact_id in contact_ids:
        row = connection.execute("SELECT name_key FROM contact WHERE id = ?", (contact_id,)).fetchone()
        if row is None:
            continue
        leads: list[tuple[Any, ...]] = connection.execute(
            "SELECT id FROM lead WHERE contact_id = ?", (contact_id,)
        ).fetchall()
        connection.execute("UPDATE lead SET contact_key = ? WHERE contact_id = ?", (row[0], contact_id))
        reindex_leads(connection, (row[0] for row in leads))
