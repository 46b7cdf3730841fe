"""A contact: one person or company, for ever, whom many leads and projects refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from solartui.domain.contact_details import ContactDetails
from solartui.domain.custom_fields import Value
from solartui.domain.vocabulary import ContactKind, ContactOrigin


@dataclass(frozen=True, slots=True)
class ContactRef:
    """What a lead shows of its contact."""

    id: int
    kind: ContactKind
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Email:
    """A stored address. It is never changed; one that is wrong is marked `unusable`."""

    address: str
    unusable: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was typed and, where it is a valid one, in E.164 form."""

    number: str
    e164: str | None = None

    def __reduce__(self) -> tuple[type[Phone], tuple[str, str | None]]:
        """Very many of them go from one process to another."""
        return Phone, (self.number, self.e164)


@dataclass(frozen=True, slots=True)
class LinkedLead:
    """A lead of a contact, in brief."""

    id: int
    name: str
    stage: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LinkedProject:
    """A project of a contact or of a lead, in brief; prices are minor units of `currency`."""

    id: int
    name: str
    stage: str
    outcome: str | None
    capacity_kwp: float | None
    battery_kwh: float | None
    created_at: datetime
    price_net: int | None = None
    price_gross: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or a company with everything that is linked to it.

    Attributes:
        custom: what it says in the fields of the desk's own, by their keys.
        erased: whether the person was erased on request; nothing of them is left.
    """

    id: int
    kind: ContactKind
    name: str
    company_id: int | None
    company_name: str | None
    origin: ContactOrigin
    emails: tuple[Email, ...]
    phones: tuple[Phone, ...]
    created_at: datetime
    updated_at: datetime
    version: int
    leads: tuple[LinkedLead, ...] = ()
    projects: tuple[LinkedProject, ...] = ()
    people: tuple[ContactRef, ...] = ()
    details: ContactDetails = field(default_factory=ContactDetails)
    custom: Mapping[str, Value] = field(default_factory=dict)
    erased: bool = False

    @property
    def ref(self) -> ContactRef:
        """The contact as a lead shows it."""
        return ContactRef(
            self.id, self.kind, self.name, tuple(e.address for e in self.emails), tuple(p.number for p in self.phones)
        )
