"""Records that tests of rules begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from solartui.domain.contacts import ContactRef
from solartui.domain.leads import Address, Lead
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import AssigneeKind, ContactKind, GridConnection, LeadType, Source

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

LEAD = Lead(
    id=123,
    name="Żółć – dach wschód",
    type=LeadType.RESIDENTIAL,
    grid_connection=GridConnection.ON_GRID,
    stage="open",
    source=Source.MANUAL_ENTITIES,
    channel="Targi Energia",
    contact=ContactRef(5, ContactKind.PERSON, "Zofia Kowalska-Nowak", ("zofia@poczta.example.com",), ("601 234 567",)),
    address=Address("Długa 12a", "30-001", "Nowy Sącz", "małopolskie", "PL"),
    latitude=None,
    longitude=None,
    assignee=Assignee(AssigneeKind.TEAM, 7, "Ekipa Południe"),
    owner=Assignee(AssigneeKind.USER, 7, "Ja Sama"),
    created_by=None,
    created_entity="Partner Solar",
    monthly_kwh=400.5,
    consumption=(),
    panel=True,
    battery=False,
    heat_pump=True,
    score=50,
    last_contacted=None,
    next_follow_up=NOW - timedelta(days=1),
    follow_up_note=None,
    lost_reason=None,
    converted=False,
    archived=False,
    stage_since=NOW,
    created_at=NOW - timedelta(days=7),
    updated_at=NOW,
    version=1,
)
