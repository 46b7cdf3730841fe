"""Who and what a row speaks of, as keys that can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from solartui.domain.contact_points import email_key, phone_digits
from solartui.domain.contacts import Phone
from solartui.domain.importing.rows import RowDraft
from solartui.domain.leads import proposed_name
from solartui.domain.text import ascii_digits, fold
from solartui.domain.vocabulary import ContactKind, EntityKind

T = TypeVar("T")

LONGEST_LINE = 500
PERSON, COMPANY = ContactKind.PERSON.value, ContactKind.COMPANY.value
ENTITY_KINDS = {"partner": EntityKind.PARTNER, "service_location": EntityKind.LOCATION}
"""Fields that name a part of the organisation, and which kind of it."""
Who = int | str
"""A contact: the number of a stored one, or the name under which an import knows one that it makes."""


def folded(name: object) -> str:
    """A name as it is compared."""
    text = str(name)
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.lower().strip()
    return _folded(text)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    # A row asks for its names and places many times, and towns come again in the next one.
    return " ".join(fold(name).split())


def digits_typed(phone: Phone) -> str:
    """The digits of a number as they were typed."""
    text = phone.number
    return ascii_digits(text) if text.isascii() else "".join(c for c in text if c.isdecimal())


class Identity(NamedTuple):
    """What a row says of its contact and its site.

    Attributes:
        name: folded; empty where the contact is not called by a name.
        emails: keys of its addresses.
        digits: of its numbers, with the code of their country where it is known.
        site: street and town; empty unless both are there.
        whereabouts: as much of street and town as there is.
        company: whether the contact is one.
        lead: the name of the lead, folded; empty where it takes that of a contact whom the row does not name.
    """

    name: str
    emails: tuple[str, ...]
    digits: tuple[str, ...]
    site: str
    whereabouts: str
    company: bool
    lead: str

    @classmethod
    def of(cls, draft: RowDraft, lead: str) -> Identity:
        """The identity that a row gives; `lead` is the name of its lead, as far as the row tells it."""
        values = draft.values
        whereabouts = whereabouts_of(values)
        return cls(
            folded(values.get("contact_name", "")) if draft.named else "",
            tuple([email_key(email) for email in values["email"]]) if "email" in values else (),  # type: ignore[attr-defined]
            tuple([phone_digits(phone) for phone in values["phone"]]) if "phone" in values else (),  # type: ignore[attr-defined]
            whereabouts if values.get("street") and values.get("city") else "",
            whereabouts,
            values.get("contact_kind") == COMPANY,
            folded(lead),
        )

    @property
    def reachable(self) -> bool:
        """Whether it gives an address or a number."""
        return bool(self.emails or self.digits)

    @property
    def says_who(self) -> bool:
        """Whether it tells the contact at all."""
        return bool(self.name) or self.reachable


def emails_of(draft: RowDraft) -> Sequence[str]:
    """The addresses of a row."""
    return draft.values.get("email", ())  # type: ignore[return-value]


def phones_of(draft: RowDraft) -> Sequence[Phone]:
    """The numbers of a row."""
    return draft.values.get("phone", ())  # type: ignore[return-value]


def whereabouts_of(values: Mapping[str, Any]) -> str:
    """Street and town as they are compared, as far as they are there."""
    street, city = values.get("street"), values.get("city")
    whereabouts = f"{_folded(street) if street else ''}|{_folded(city) if city else ''}"
    return whereabouts if len(whereabouts) > 1 else ""


def site_of(values: Mapping[str, Any]) -> str:
    """Street and town as they are compared; empty unless both are there."""
    return whereabouts_of(values) if values.get("street") and values.get("city") else ""


def lead_name(draft: RowDraft, contact: str | None = None) -> str:
    """The name that a row gives its lead, or the one that is proposed for it.

    Args:
        draft: the row.
        contact: the name of its contact, where the row does not say it.
    """
    values = draft.values
    if name := values.get("name"):
        return str(name)
    city = values.get("city")
    person = str(values.get("contact_name") or contact or "")
    return proposed_name(person, str(city) if city else None)[:LONGEST_LINE]


class LeadIndex(Generic[T]):
    """The leads of one contact by their name and site.

    A lead is the same one where name and site are the same; where the name is the same and one of the two has no site;
    or where only the site is the same.
    """

    # One small table by three kinds of keys: most contacts have one lead, and a sheet may have very many contacts.
    __slots__ = ("_leads",)

    def __init__(self) -> None:
        self._leads: dict[str | tuple[str, ...], T] = {}

    def add(self, name: str, site: str, lead: T) -> None:
        """Note a lead; of several that are alike the first one counts."""
        self._leads.setdefault((name, site), lead)
        self._leads.setdefault(name, lead)
        if site:
            self._leads.setdefault((site,), lead)

    def find(self, name: str, site: str) -> T | None:
        """The lead of this name and site; either may be empty."""
        leads = self._leads
        if not site:
            return leads.get(name)
        return leads.get((name, site)) or leads.get((name, "")) or leads.get((site,))
