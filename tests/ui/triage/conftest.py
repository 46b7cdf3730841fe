"""A desk with eight leads, and triage of them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.triage.screen import TriageScreen
from tests.desk import add_lead
from tests.ui.desk_app import desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish
    from tests.ui.desk_app import DeskApp

NAMES = ("Anna", "Bartek", "Celina", "Darek", "Ewa", "Filip", "Gosia", "Hubert")
ANNA, BARTEK, CELINA, DAREK, EWA, FILIP, GOSIA, HUBERT = range(1, 9)
MONTHS = [880, 810, 780, 640, 540, 510, 500, 530, 570, 680, 800, 890]


def eight_leads(services: Services, clock: Clock) -> None:
    """Leads by name; Anna, the first one, has everything that a lead can have."""
    clock.forward(days=-3)
    add_lead(
        services, "Anna", phones=("601 234 567",), emails=("anna@poczta.example",), street="ul. Lipowa 8",
        postcode="32-020", city="Wieliczka", consumption=MONTHS, battery=True, channel="fair", score=80,
    )  # fmt: skip
    services.notes.add(Subject("lead", ANNA), "Bills are 310 zł a month.")
    services.lead_actions.follow_up([ANNA], clock.forward(days=2), "Send the leaflet")
    clock.forward(days=1)
    for name in NAMES[1:]:
        add_lead(services, name, city="Kraków")
    services.preferences.set("leads.sort", "name")
    services.views.used(services.views.get("all"))


@pytest.fixture
def furnish(request: pytest.FixtureRequest) -> Furnish | None:
    """The desk is made once, and copied for each test that asks for it."""
    return eight_leads if "desk" in request.fixturenames else None


@pytest.fixture
def desk(services: Services) -> Services:
    """Eight leads: see `eight_leads`."""
    return services


@asynccontextmanager
async def in_triage(desk: Services, size: tuple[int, int] = (120, 36), toasts: bool = False) -> AsyncIterator[DeskApp]:
    """The app on the page of triage, with all leads of the list."""
    async with desk_app(desk, size=size, start=LeadListScreen, records={"lead": LeadScreen}, toasts=toasts) as app:
        await app.see("Hubert")
        await app.press("T")
        await app.on(TriageScreen)
        await settle(app.pilot, lambda: "of 8" in app.text)
        yield app
