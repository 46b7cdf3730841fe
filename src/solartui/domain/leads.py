"""A lead: a possible sale, from the first inquiry to its conversion, loss or closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from solartui.domain.contacts import ContactRef, LinkedProject
from solartui.domain.custom_fields import Value
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import GridConnection, LeadType, Source


@dataclass(frozen=True, slots=True)
class Address:
    """Where the site is. `country` is an ISO 3166 two-letter code."""

    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None

    @property
    def text(self) -> str:
        """The address on one line, in the order of an envelope."""
        town = " ".join(part for part in (self.postcode, self.city) if part)
        return ", ".join(part for part in (self.street, town, self.region, self.country) if part)


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """An entry of a list that the admin keeps, such as a partner or a service location."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead as it is stored, with the names of what it refers to.

    Attributes:
        stage: key of a lead stage.
        monthly_kwh: average use a month, kWh.
        consumption: twelve values, January first, kWh, None where unknown; empty where none is known.
        score: 0 to 100, given by hand.
        latitude: degrees north, with `longitude` in degrees east (WGS 84).
        version: counts the changes; a save names the version it began with.
        partner: the partner that brought it or works on it, by number and name.
        location: the service location that it belongs to, which is not the place of the site.
        custom: what it says in the fields of the desk's own, by their keys.
        first_contacted_at: when somebody first spoke to the customer.
        respond_by: until when that has to happen; None where nothing is to be answered any more.
        external_id: what another program calls it.
    """

    id: int
    name: str
    type: LeadType
    grid_connection: GridConnection
    stage: str
    source: Source
    channel: str | None
    contact: ContactRef
    address: Address
    latitude: float | None
    longitude: float | None
    assignee: Assignee | None
    owner: Assignee | None
    created_by: Assignee | None
    created_entity: str | None
    monthly_kwh: float | None
    consumption: tuple[float | None, ...]
    panel: bool
    battery: bool
    heat_pump: bool
    score: int | None
    last_contacted: datetime | None
    next_follow_up: datetime | None
    follow_up_note: str | None
    lost_reason: str | None
    converted: bool
    archived: bool
    stage_since: datetime
    created_at: datetime
    updated_at: datetime
    version: int
    projects: tuple[LinkedProject, ...] = ()
    first_contacted_at: datetime | None = None
    respond_by: datetime | None = None
    external_id: str | None = None

    partner: ListedEntity | None = None
    location: ListedEntity | None = None
    custom: Mapping[str, Value] = field(default_factory=dict)

    @property
    def has_location(self) -> bool:
        """Whether rules can be chosen by place: coordinates, or a town or postcode."""
        located = self.latitude is not None and self.longitude is not None
        return located or bool(self.address.city or self.address.postcode)


def proposed_name(contact: str, city: str | None) -> str:
    """The name that a new lead gets unless a person types one."""
    return f"{contact} – {city}" if city else contact
