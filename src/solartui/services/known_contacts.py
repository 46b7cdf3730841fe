"""Contacts that may be the one that is being entered, and what says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from solartui.domain.contacts import ContactRef
from solartui.i18n import mark
from solartui.store.keys import folded
from solartui.store.reading import contacts as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.leads import Address

_MOST, _MOST_SITES = 5, 200


class Why(StrEnum):
    """What two contacts have in common, the surest first; a place is that of a lead."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    TOWN = "town"
    NAME = "name"


WORDS = {
    Why.EMAIL: mark("same e-mail"),
    Why.PHONE: mark("same number"),
    Why.ADDRESS: mark("same name and address"),
    Why.TOWN: mark("same name and town"),
    Why.NAME: mark("same name"),
}
WARNED = frozenset({Why.PHONE, Why.ADDRESS})
"""What is worth a word after somebody entered a contact without looking."""


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A contact, and the surest thing that makes it look like the same one."""

    ref: ContactRef
    why: Why


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of the one that is being entered.

    Attributes:
        emails: keys of addresses.
        digits: of phone numbers.
        place: of the site.
    """

    name: str
    emails: Iterable[str]
    digits: Iterable[str]
    place: Address | None = None


def known_contacts(connection: Connection, traits: Traits) -> list[KnownContact]:
    """Contacts that have something of this, each once, the surest first."""
    found: dict[int, Why] = {}
    for number, why in (*_by_points(connection, traits), *_by_name(connection, traits)):
        found.setdefault(number, why)
    refs = ((reading.contact_ref(connection, number), why) for number, why in found.items())
    known = [KnownContact(ref, why) for ref, why in refs if ref is not None]
    return sorted(known, key=lambda one: list(Why).index(one.why))


def _by_points(connection: Connection, traits: Traits) -> Iterator[tuple[int, Why]]:
    for key in traits.emails:
        owner = reading.contact_by_email(connection, key)
        if owner is not None:
            yield owner, Why.EMAIL
    for digits in traits.digits:
        for (number,) in connection.execute("SELECT contact_id FROM contact_phone WHERE digits = ?", (digits,)):
            yield number, Why.PHONE


def _by_name(connection: Connection, traits: Traits) -> Iterator[tuple[int, Why]]:
    """By the very same name, its words in either order: Król Piotr is Piotr Król."""
    name = folded(traits.name)
    if not name:
        return
    turned = " ".join(reversed(name.split())) if name.count(" ") == 1 else name
    query = "SELECT id FROM contact WHERE name_fold IN (?, ?) AND deleted_at IS NULL ORDER BY id LIMIT ?"
    for (number,) in connection.execute(query, (name, turned, _MOST)).fetchall():
        yield number, _place(connection, number, traits.place)


def _place(connection: Connection, contact_id: int, place: Address | None) -> Why:
    town = folded(place.city or "") if place else ""
    if place is None or not town:
        return Why.NAME
    query = "SELECT city, street FROM lead WHERE contact_id = ? AND deleted_at IS NULL LIMIT ?"
    sites = connection.execute(query, (contact_id, _MOST_SITES)).fetchall()
    streets = {folded(street or "") for city, street in sites if folded(city or "") == town}
    if not streets:
        return Why.NAME
    return Why.ADDRESS if folded(place.street or "") in streets - {""} else Why.TOWN
