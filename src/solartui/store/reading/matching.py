"""Whom and what a row of a spreadsheet may mean: known contacts and leads, looked up many at a time."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

DETAILS = ("middle_name", "gender", "birth_date")
"""What of a person a list of contacts brings."""
_NOTHING: dict[str, Any] = {}


class KnownContact(NamedTuple):
    """A stored contact as far as rows are compared with it.

    Attributes:
        external: what another program calls it.
        emails: keys of its addresses.
        digits: digits of its numbers, with the code of their country where it is known.
        typed: digits of its numbers as they were typed, in their order.
        own: what it says in the fields of the desk's own, as ``custom.key``.
        details: what of `DETAILS` is known.
    """

    id: int
    name: str
    name_fold: str
    kind: str
    company: str | None
    external: str | None = None
    emails: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    own: Mapping[str, Any] = _NOTHING
    details: Mapping[str, str] = _NOTHING


@dataclass(slots=True)
class KnownLead:
    """A stored lead: its columns, the texts of its notes, and what it says in the fields of the desk's own."""

    columns: dict[str, Any]
    notes: set[str] = field(default_factory=set)
    own: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.columns["id"])

    @property
    def contact_id(self) -> int:
        """The number of its contact."""
        return int(self.columns["contact_id"])


def many(connection: sqlite3.Connection, query: str, values: Collection[Any]) -> list[tuple[Any, ...]]:
    """The rows of a query whose one parameter is a list; ``{list}`` stands for it."""
    if not values:
        return []
    return connection.execute(
        query.format(list="(SELECT value FROM json_each(?))"), (json.dumps(list(values)),)
    ).fetchall()


def owners_of_emails(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, int]:
    """The contact of each known address, by its key."""
    rows = many(connection, "SELECT address_key, contact_id FROM contact_email WHERE address_key IN {list}", keys)
    return {key: int(contact) for key, contact in rows}


def owners_of_digits(connection: sqlite3.Connection, digits: Collection[str]) -> dict[str, list[int]]:
    """The contacts of each known number, by its digits."""
    found: dict[str, list[int]] = defaultdict(list)
    query = (
        "SELECT p.digits, p.contact_id FROM contact_phone p JOIN contact c ON c.id = p.contact_id "
        "WHERE c.deleted_at IS NULL AND p.digits IN {list} ORDER BY p.contact_id"
    )
    for number, contact in many(connection, query, digits):
        found[number].append(int(contact))
    return dict(found)


def named_so(connection: sqlite3.Connection, folds: Collection[str]) -> dict[str, list[int]]:
    """The contacts of each folded name."""
    found: dict[str, list[int]] = defaultdict(list)
    query = "SELECT name_fold, id FROM contact WHERE deleted_at IS NULL AND name_fold IN {list} ORDER BY id"
    for name, contact in many(connection, query, folds):
        found[name].append(int(contact))
    return dict(found)


def contacts_external(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, int]:
    """The contact, the oldest of several, of each name that another program has for one."""
    query = "SELECT external_id, id FROM contact WHERE deleted_at IS NULL AND external_id IN {list} ORDER BY id DESC"
    return {key: int(contact) for key, contact in many(connection, query, keys)}


def contacts(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, KnownContact]:
    """Contacts with the keys of their addresses and numbers."""
    query = (
        "SELECT c.id, c.name, c.name_fold, c.kind, o.name, c.external_id, c.middle_name, c.gender, c.birth_date "
        "FROM contact c "
        "LEFT JOIN contact o ON o.id = c.company_id "
        "WHERE c.deleted_at IS NULL AND c.id IN {list}"
    )
    found = {}
    for row in many(connection, query, ids):
        details = {key: value for key, value in zip(DETAILS, row[6:], strict=True) if value is not None}
        found[row[0]] = KnownContact(*row[:6])._replace(details=details)
    emails = "SELECT contact_id, address_key FROM contact_email WHERE contact_id IN {list}"
    for contact, rows in _grouped(many(connection, emails, found)):
        found[contact] = found[contact]._replace(emails=tuple(key for _, key in rows))
    phones = "SELECT contact_id, digits, number FROM contact_phone WHERE contact_id IN {list} ORDER BY position, id"
    for contact, rows in _grouped(many(connection, phones, found)):
        typed = tuple("".join(c for c in number if c.isdecimal()) for _, _, number in rows)
        found[contact] = found[contact]._replace(digits=tuple(digits for _, digits, _ in rows), typed=typed)
    return found


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[int, list[tuple[Any, ...]]]]:
    """Rows by what stands first in them, in their order."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found.items()


_LEAD = """
SELECT l.*, au.name AS assignee_user, ae.name AS assignee_entity, ou.name AS owner_name,
pe.name AS partner_name, le.name AS service_location_name FROM lead l
LEFT JOIN entity pe ON pe.id = l.partner_id LEFT JOIN entity le ON le.id = l.location_id
LEFT JOIN user_account au ON au.id = l.assignee_user_id LEFT JOIN entity ae ON ae.id = l.assignee_entity_id
LEFT JOIN user_account ou ON ou.id = l.owner_id
WHERE l.deleted_at IS NULL AND l.{column} IN (SELECT value FROM json_each(?)) ORDER BY l.id
"""


def leads_by(connection: sqlite3.Connection, column: str, ids: Collection[int | str]) -> list[KnownLead]:
    """Leads by their own ids, by those of their contacts or by what others call them.

    Args:
        connection: where they are read.
        column: ``id``, ``contact_id`` or ``external_id``.
        ids: its values.
    """
    if not ids:
        return []
    cursor = connection.execute(_LEAD.format(column=column), (json.dumps(list(ids)),))
    names = [part[0] for part in cursor.description]
    # All of it at once: an open cursor would keep whoever writes from finishing.
    found = [KnownLead(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    by_id = {lead.id: lead for lead in found}
    notes = "SELECT lead_id, body FROM note WHERE deleted_at IS NULL AND lead_id IN {list}"
    for lead, body in many(connection, notes, by_id):
        by_id[lead].notes.add(body)
    return found
