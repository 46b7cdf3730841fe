"""A project: what a converted lead becomes, from design to a commissioned installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from solartui.domain.contacts import ContactRef
from solartui.domain.custom_fields import Value
from solartui.domain.leads import Address
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import GridConnection, LeadType, ProjectStage


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is stored.

    Attributes:
        lead_id: the lead it came from, None where it was started for a known contact.
        regulation: key of the rules profile chosen by its place.
        capacity_kwp: nameplate DC power at standard test conditions, kWp.
        battery_kwh: storage, kWh.
        price_net: minor units of `currency`, with `price_gross`.
        done: how many of its `total` tasks are done.
        workflow: id and version of the workflow that it began with.
        outcome_reason: what somebody said when they ended it.
        wishes: what its lead asked for: panel, battery, heat_pump.
        custom: what it says in the fields of the desk's own, by their keys.
    """

    id: int
    name: str
    stage: ProjectStage
    outcome: str | None
    lead_id: int | None
    lead_name: str | None
    contacts: tuple[ContactRef, ...]
    assignees: tuple[Assignee, ...]
    type: LeadType
    grid_connection: GridConnection
    address: Address
    latitude: float | None
    longitude: float | None
    regulation: str
    phases: int | None
    metering_point: str | None
    monthly_kwh: float | None
    capacity_kwp: float | None
    battery_kwh: float | None
    price_net: int | None
    price_gross: int | None
    currency: str
    created_at: datetime
    updated_at: datetime
    version: int
    done: int = 0
    total: int = 0
    workflow: tuple[str, int] | None = None
    outcome_reason: str | None = None
    wishes: tuple[str, ...] = ()
    custom: Mapping[str, Value] = field(default_factory=dict)
