"""Lists of records: the order a person asked for, and the lines that a list shows."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: the stable name of a column, and whether the largest comes first.

    Attributes:
        then: what decides between rows that are alike in the column; each of them orders by one column.
    """

    column: str
    descending: bool = False
    then: tuple[Sort, ...] = ()

    @property
    def keys(self) -> tuple[Sort, ...]:
        """The columns by which it orders, the first one first, each as an order by itself."""
        return (Sort(self.column, self.descending), *self.then)

    @property
    def columns(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(key.column for key in self.keys)

    @property
    def text(self) -> str:
        """As options and saved views write it: ``stage,-created_at``."""
        return ",".join(f"-{key.column}" if key.descending else key.column for key in self.keys)

    @classmethod
    def parse(cls, text: str) -> Sort:
        """The order that `text` names; the inverse of `text`. A column counts where it stands first."""
        keys: dict[str, Sort] = {}
        for part in text.split(","):
            name = part.strip()
            column = name.removeprefix("-")
            if column:
                keys.setdefault(column, cls(column, name.startswith("-")))
        return cls.of(tuple(keys.values())) if keys else cls("")

    @classmethod
    def of(cls, keys: Sequence[Sort]) -> Sort:
        """The order by one column or several."""
        first, *then = keys
        return cls(first.column, first.descending, tuple(then))

    def unknown_in(self, columns: Container[str]) -> str | None:
        """The first of its columns that is not among those given; None where all are."""
        return next((column for column in self.columns if column not in columns), None)


NEWEST_FIRST = Sort("created_at", descending=True)
MOST_KEYS = 3
"""So many columns can order a list."""
# Hardly two rows are alike in these: what came after them would decide nothing.
_SINGULAR = frozenset({"id", "created_at", "updated_at"})


def joined(keys: Sequence[Sort], key: Sort) -> list[Sort] | None:
    """An order with one more column, before those in which hardly two rows are alike; None where there is no room.

    One of those gives way where there are columns enough without it.
    """
    place = len(keys)
    while place and keys[place - 1].column in _SINGULAR and key.column not in _SINGULAR:
        place -= 1
    found = [*keys[:place], key, *keys[place:]]
    return found[:MOST_KEYS] if len(found) <= MOST_KEYS or place < len(keys) else None


class LeadSpot(NamedTuple):
    """A lead on a map."""

    id: int
    latitude: float
    longitude: float
    stage: str


class LeadLine(NamedTuple):
    """One line of the lead list. Times are ISO 8601 texts in UTC, as stored.

    `own` is JSON: what it says in the fields of the desk's own, by their numbers.
    """

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
    latitude: float | None
    longitude: float | None
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
    respond_by: str | None = None
    own: str | None = None
    distance: float | None = None

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
    own: str | None = None


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
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    done: int = 0
    total: int = 0
    own: str | None = None


Listed: TypeAlias = LeadLine | ProjectLine
"""A line that can be shown as a card, too."""
CardLine = TypeVar("CardLine", bound=Listed)
