"""A desk with three leads, and the page of a lead, opened by itself or from the list."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from tests.desk import add_lead
from tests.ui.desk_app import desk_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish
    from tests.ui.desk_app import DeskApp

FIRST, SECOND, THIRD = 1, 2, 3
HOUSE = Subject("lead", FIRST)


@pytest.fixture
def at_list() -> Callable[..., AbstractAsyncContextManager[DeskApp]]:
    """Opens the app on the lead list, from which the pages of leads open."""
    return partial(desk_app, start=LeadListScreen, records={"lead": LeadScreen})


def three_leads(services: Services, clock: Clock) -> None:
    """Anna's house with a history; Jan's shop after it, Ewa's field without anything after that."""
    clock.forward(days=-6)
    add_lead(
        services,
        "Anna Wiśniewska",
        emails=("anna@poczta.example",),
        phones=("601 234 567",),
        street="ul. Lipowa 8",
        postcode="32-020",
        city="Wieliczka",
        region="małopolskie",
        country="PL",
        latitude=49.98738,
        longitude=20.06473,
        battery=True,
        consumption=[880, 810, 780, 640, 540, 510, 500, 530, 570, 680, 800, 890],
        assignee="me",
        score=80,
    )
    clock.forward(hours=2)
    add_lead(services, "Jan Kowalski", city="Kraków", type="commercial")
    clock.forward(hours=2)
    add_lead(services, "Ewa Lis")
    actions = services.lead_actions
    clock.forward(days=1)
    actions.log_contact([FIRST], "call", "Wants a battery, too")
    actions.follow_up([FIRST], clock.now + timedelta(days=5, hours=3), "Call about the offer")
    services.notes.add(HOUSE, "Roof of tiles, chimney in the middle.\n\nDog in the garden.")
    clock.forward(days=1)
    services.notes.add(HOUSE, "Bills are 310 zł a month.")
    clock.forward(days=4)


@pytest.fixture
def furnish(request: pytest.FixtureRequest) -> Furnish | None:
    """The desk is made once, and copied for each test that asks for it."""
    return three_leads if "desk" in request.fixturenames else None


@pytest.fixture
def desk(services: Services) -> Services:
    """Three leads: see `three_leads`."""
    return services
