"""One contact with its leads, projects and people, and the search for a contact by name or e-mail."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Any

from solartui.domain.contact_details import ContactDetails, Secrets, masked
from solartui.domain.contacts import Contact, ContactRef, Email, LinkedLead, Phone
from solartui.domain.errors import Refused
from solartui.domain.text import clean, unique_key
from solartui.domain.vocabulary import ContactKind, ContactOrigin, Gender
from solartui.i18n import tr
from solartui.store.keys import folded
from solartui.store.reading.custom import values_of
from solartui.store.reading.leads import as_dict, linked_projects
from solartui.store.reading.matching import many
from solartui.store.times import from_text

_LAST = "\U0010ffff"  # sorts behind every sign
# Digits from which on a number is looked for without the code of its country.
_LOCAL = 5


def contact_ref(connection: sqlite3.Connection, contact_id: int) -> ContactRef | None:
    """What a lead shows of a contact."""
    return contact_refs(connection, [contact_id]).get(contact_id)


def contact_refs(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, ContactRef]:
    """What is shown of contacts, by their ids; read together, without those that were deleted."""
    known = many(connection, "SELECT id, kind, name FROM contact WHERE deleted_at IS NULL AND id IN {list}", ids)
    points: dict[str, dict[int, list[str]]] = {"contact_email": {}, "contact_phone": {}}
    for (table, found), column in zip(points.items(), ("address", "number"), strict=True):
        query = f"SELECT contact_id, {column} FROM {table} WHERE contact_id IN {{list}} ORDER BY position, id"
        for contact_id, text in many(connection, query, [row[0] for row in known]):
            found.setdefault(contact_id, []).append(text)
    emails, phones = points.values()
    return {
        one: ContactRef(one, ContactKind(kind), name, tuple(emails.get(one, ())), tuple(phones.get(one, ())))
        for one, kind, name in known
    }


def contact(connection: sqlite3.Connection, contact_id: int) -> Contact | None:
    """The contact with this id, unless it was deleted."""
    row = as_dict(
        connection.execute(
            "SELECT c.*, o.name AS company_name FROM contact c LEFT JOIN contact o ON o.id = c.company_id "
            "WHERE c.id = ? AND c.deleted_at IS NULL",
            (contact_id,),
        )
    )
    if row is None:
        return None
    emails = connection.execute(
        "SELECT address, unusable FROM contact_email WHERE contact_id = ? ORDER BY position, id", (contact_id,)
    )
    phones = connection.execute(
        "SELECT number, e164 FROM contact_phone WHERE contact_id = ? ORDER BY position, id", (contact_id,)
    )
    leads = connection.execute(
        "SELECT id, name, stage, created_at FROM lead WHERE contact_id = ? AND deleted_at IS NULL ORDER BY id",
        (contact_id,),
    )
    people = connection.execute(
        "SELECT id FROM contact WHERE company_id = ? AND deleted_at IS NULL ORDER BY name_key, id", (contact_id,)
    ).fetchall()
    on_project = "p.id IN (SELECT project_id FROM project_contact WHERE contact_id = ?)"
    return Contact(
        id=row["id"],
        kind=ContactKind(row["kind"]),
        name=row["name"],
        company_id=row["company_id"],
        company_name=row["company_name"],
        origin=ContactOrigin(row["origin"]),
        emails=tuple(Email(address, bool(unusable)) for address, unusable in emails),
        phones=tuple(Phone(number, e164) for number, e164 in phones),
        created_at=from_text(row["created_at"]),
        updated_at=from_text(row["updated_at"]),
        version=row["version"],
        leads=tuple(LinkedLead(i, name, stage, from_text(at)) for i, name, stage, at in leads),
        projects=linked_projects(connection, on_project, (contact_id,)),
        details=_details(row),
        custom=values_of(connection, "contact", contact_id),
        erased=row["erased_at"] is not None,
        people=tuple(ref for (i,) in people if (ref := contact_ref(connection, i)) is not None),
    )


def _details(row: dict[str, Any]) -> ContactDetails:
    return ContactDetails(
        row["login"],
        row["middle_name"],
        Gender(row["gender"]) if row["gender"] else None,
        row["birth_date"],
        masked(row["passport"]),
        masked(row["licence"]),
    )


def secrets(connection: sqlite3.Connection, contact_id: int) -> Secrets:
    """The numbers of a contact's documents in plain."""
    row = connection.execute("SELECT passport, licence FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return Secrets(*row) if row else Secrets(None, None)


def refuse_erased(connection: sqlite3.Connection, contact_id: int) -> None:
    """Nothing new is kept about somebody who asked to be forgotten.

    Raises:
        Refused: the contact was erased.
    """
    if connection.execute("SELECT 1 FROM contact WHERE id = ? AND erased_at IS NOT NULL", (contact_id,)).fetchone():
        raise Refused(tr("Contact {id} was erased and cannot be changed.", id=contact_id))


def contact_by_email(connection: sqlite3.Connection, address_key: str) -> int | None:
    """The contact that owns an address, by its unique key."""
    row = connection.execute("SELECT contact_id FROM contact_email WHERE address_key = ?", (address_key,)).fetchone()
    return None if row is None else int(row[0])


def find_contacts(connection: sqlite3.Connection, text: str, limit: int) -> list[ContactRef]:
    """Contacts whose name, one of its words, e-mail or phone begins with `text`; the nearest first."""
    text = clean(text)
    name, key = folded(text), unique_key(text)
    digits = "".join(c for c in text if c.isdigit())
    if not name or not key:
        return []
    ids: dict[int, None] = {}
    asked: list[tuple[str, tuple[object, ...]]] = [
        ("SELECT id FROM contact WHERE name_fold >= ? AND name_fold < ?", (name, name + _LAST)),
        (
            "SELECT contact_id FROM contact_email WHERE address_key >= ? AND address_key < ?",
            (key, key + _LAST),
        ),
    ]
    if len(digits) >= 3:
        asked.append(
            ("SELECT contact_id FROM contact_phone WHERE digits >= ? AND digits < ?", (digits, digits + _LAST))
        )
    if len(digits) >= _LOCAL:
        # As numbers are dialled at home: without the code of the country, in some with a zero in front.
        asked.append(("SELECT contact_id FROM contact_phone WHERE instr(digits, ?) > 0", (digits.removeprefix("0"),)))
    asked.append(("SELECT id FROM contact WHERE instr(name_fold, ?) > 0", (" " + name,)))
    for query, params in asked:
        if len(ids) < limit:
            ids.update(dict.fromkeys(row[0] for row in connection.execute(f"{query} LIMIT ?", (*params, limit))))
    refs = (contact_ref(connection, i) for i in ids)
    return [ref for ref in refs if ref is not None][:limit]
