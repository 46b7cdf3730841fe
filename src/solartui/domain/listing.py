"""Lists of records: the order a person asked for, and the lines that a list shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: the stable name of a column, and whether the largest comes first."""

    column: str
    descending: bool = False

    @property
    def text(self) -> str:
        """As options and saved views write it: ``-created_at``."""
        return f"-{self.column}" if self.descending else self.column

    @classmethod
    def parse(cls, text: str) -> Sort:
        """The order that `text` names; the inverse of `text`."""
        return cls(text.removeprefix("-"), text.startswith("-"))


NEWEST_FIRST = Sort("created_at", descending=True)


class LeadLine(NamedTuple):
    """One line of the lead list. Times are ISO 8601 texts in UTC, as stored."""

    id: int
    name: str
    stage: str
    type: str
    grid_connection: str
    source: str
    channel: str | None
    contact_id: int
    contact: str
    phone: str | None
    email: str | None
    street: str | None
    postcode: str | None
    city: str | None
    region: str | None
    country: str | None
    assignee: str | None
    owner: str | None
    created_by: str | None
    created_entity: str | None
    monthly_kwh: float | None
    score: int | None
    last_contacted: str | None
    next_follow_up: str | None
    follow_up_note: str | None
    created_at: str
    updated_at: str
    archived: int
    converted: int
    version: int

    @property
    def address(self) -> str:
        """The address on one line."""
        town = " ".join(part for part in (self.postcode, self.city) if part)
        return ", ".join(part for part in (self.street, town, self.region, self.country) if part)


class ContactLine(NamedTuple):
    """One line of the contact list."""

    id: int
    kind: str
    name: str
    company: str | None
    email: str | None
    phone: str | None
    origin: str
    leads: int
    projects: str | None
    created_at: str
    updated_at: str
    version: int


class ProjectLine(NamedTuple):
    """One line of the project list. Prices are minor units of `currency`."""

    id: int
    name: str
    stage: str
    outcome: str | None
    contact: str | None
    city: str | None
    type: str
    grid_connection: str
    lead_id: int | None
    capacity_kwp: float | None
    battery_kwh: float | None
    price_net: int | None
    price_gross: int | None
    currency: str
    assignee: str | None
    created_at: str
    updated_at: str
    version: int
