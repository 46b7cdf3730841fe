"""The records of the demonstration desk: plain tuples, numbered from 1 in each kind, ready for a bulk insert.

Times are ISO 8601 texts in UTC of one fixed form (``2026-11-22T09:30:00.000000Z``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class DemoEntity(NamedTuple):
    """A company, branch, team or partner."""

    id: int
    kind: str
    name: str
    parent_id: int | None


class DemoUser(NamedTuple):
    """A person with a login; the first one runs the desk."""

    id: int
    login: str
    name: str
    role: str
    entity_id: int


class DemoPhone(NamedTuple):
    """A number as it was typed, and in E.164 form."""

    number: str
    e164: str


class DemoContact(NamedTuple):
    """A person or a company. `company_id` refers to an earlier contact of the same lead."""

    id: int
    kind: str
    name: str
    company_id: int | None
    origin: str
    emails: tuple[str, ...]
    phones: tuple[DemoPhone, ...]
    created_by_id: int | None
    created_at: str
    updated_at: str


class DemoFields(NamedTuple):
    """The columns of a lead."""

    id: int
    name: str
    type: str
    grid_connection: str
    stage: str
    source: str
    channel: str
    contact_id: int
    street: str
    postcode: str
    city: str
    region: str
    country: str
    latitude: float | None
    longitude: float | None
    assignee_user_id: int | None
    assignee_entity_id: int | None
    owner_id: int | None
    created_by_id: int | None
    created_entity_id: int
    monthly_kwh: float | None
    consumption: tuple[float, ...] | None
    panel: bool
    battery: bool
    heat_pump: bool
    score: int | None
    last_contacted: str | None
    next_follow_up: str | None
    follow_up_note: str | None
    lost_reason: str | None
    converted_at: str | None
    archived_at: str | None
    stage_since: str
    created_at: str
    updated_at: str
    version: int


class DemoNote(NamedTuple):
    """A note on a lead; without an author it is what a customer wrote in the web form."""

    id: int
    lead_id: int
    body: str
    author_id: int | None
    created_at: str


class DemoActivity(NamedTuple):
    """One line of history; without a user it was the program."""

    id: int
    at: str
    user_id: int | None
    kind: str
    subject_kind: str
    subject_id: int
    lead_id: int | None
    contact_id: int | None
    project_id: int | None
    data: Mapping[str, object]


class DemoProject(NamedTuple):
    """A project; prices are minor units of `currency`. The site is that of its lead."""

    id: int
    lead_id: int
    name: str
    stage: str
    outcome: str | None
    contact_ids: tuple[int, ...]
    assignee_user_id: int | None
    assignee_entity_id: int | None
    phases: int | None
    metering_point: str | None
    capacity_kwp: float
    battery_kwh: float | None
    price_net: int | None
    price_gross: int | None
    currency: str
    created_by_id: int
    created_at: str
    updated_at: str


class DemoLead(NamedTuple):
    """A lead with everything that came with it. `contacts` are the new ones: none where a known customer came back."""

    contact_name: str
    contacts: tuple[DemoContact, ...]
    fields: DemoFields
    notes: tuple[DemoNote, ...]
    activities: tuple[DemoActivity, ...]
    projects: tuple[DemoProject, ...]
