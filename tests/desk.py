"""The desk that tests work at: its people, and short ways to put something on it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from solartui.domain.drafts import ContactDraft, LeadDraft
from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.domain.vocabulary import Role
from solartui.services.container import Services
from solartui.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.domain.contacts import Contact
    from solartui.domain.leads import Lead

# Users by login: number of the operating system, name, role. The first one is whoever runs the tests.
ADMIN, MANAGER, SALES, SECOND, VIEWER = 1, 2, 3, 4, 5
BRANCH, TEAM, PARTNER = 2, 3, 4
_PEOPLE = (
    ("ewa", os.getuid(), "Ewa Admin", "admin"),
    ("marek", 70_001, "Marek Manager", "manager"),
    ("anna", 70_002, "Anna Nowak", "sales"),
    ("piotr", 70_003, "Piotr Żak", "sales"),
    ("wanda", 70_004, "Wanda Widz", "viewer"),
)
_ENTITIES = (("company", "Słońce sp. z o.o."), ("branch", "Kraków"), ("team", "North"), ("partner", "Dach i Spółka"))


def make_template(path: Path) -> None:
    """Write a database of the present schema with the people above."""
    from solartui.domain.text import sort_key

    store = Store(str(path), clock=lambda: datetime(2026, 1, 5, 8, tzinfo=UTC))
    with store.begin(Actor(None, None, "system", Role.ADMIN)) as work:
        stamp = "2026-01-05T08:00:00.000000Z"
        for kind, name in _ENTITIES:
            work.raw.execute(
                "INSERT INTO entity (kind, name, name_key, active, created_at, updated_at, version) "
                "VALUES (?, ?, ?, 1, ?, ?, 1)",
                (kind, name, sort_key(name), stamp, stamp),
            )
        for login, uid, name, role in _PEOPLE:
            work.raw.execute(
                "INSERT INTO user_account (uid, login, name, name_key, role, active, entity_id, created_at, "
                "updated_at, version) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, 1)",
                (uid, login, name, sort_key(name), role, TEAM if role == "sales" else None, stamp, stamp),
            )
    store.close()


def actor(user_id: int) -> Actor:
    """One of the people of the desk, as services know them."""
    _login, uid, name, role = _PEOPLE[user_id - 1]
    return Actor(user_id, uid, name, Role(role), TEAM if role == "sales" else None)


def at_desk(services: Services, user_id: int) -> Services:
    """The services of another person at the same database."""
    return Services(services.store, actor(user_id))


def lead_draft(contact: str = "Jan Kowalski", **fields: Any) -> LeadDraft:
    """A lead with a new contact, unless `contact_id` is among the fields."""
    if "contact_id" not in fields and "new_contact" not in fields:
        points = {key: fields.pop(key) for key in ("emails", "phones") if key in fields}
        fields["new_contact"] = ContactDraft(name=contact, **points)
    return LeadDraft(**fields)


def add_lead(services: Services, contact: str = "Jan Kowalski", **fields: Any) -> Lead:
    """Store a lead."""
    return services.leads.create(lead_draft(contact, **fields)).value


def add_contact(services: Services, name: str = "Jan Kowalski", **fields: Any) -> Contact:
    """Store a contact."""
    return services.contacts.create(ContactDraft(name=name, **fields)).value


def kinds(services: Services, kind: str, number: int) -> list[str]:
    """The kinds of the activities of a record, the oldest first."""
    return [activity.kind for activity in services.activity.of(Subject(kind, number))]
