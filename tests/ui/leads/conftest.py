"""A desk with six leads, and the list of leads as a session begins with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from solartui.screens.leads.list_screen import LeadListScreen
from solartui.widgets.board.board import Board
from tests.desk import add_lead
from tests.ui.desk_app import desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.domain.listing import LeadLine
    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish
    from tests.ui.desk_app import DeskApp

ZOLC, ANNA, JAN, EWA, PIOTR, MARIA = 1, 2, 3, 4, 5, 6


@pytest.fixture
def at_list() -> Callable[..., AbstractAsyncContextManager[DeskApp]]:
    """Opens the app on the lead list."""
    return partial(desk_app, start=LeadListScreen)


def six_leads(services: Services, clock: Clock) -> None:
    """Six leads, the newest last: late, due today and without follow-up, in several stages and places."""
    clock.now = datetime(2026, 11, 16, 9, tzinfo=UTC)
    people: tuple[tuple[str, dict[str, object]], ...] = (
        ("Zbigniew Żółć", {"city": "Łódź", "phones": ("+48 601 234 567",), "emails": ("zolc@poczta.example",)}),
        ("Anna Wiśniewska", {"city": "Wieliczka", "monthly_kwh": 420, "assignee": "me", "battery": True}),
        ("Jan Kowalski", {"city": "Kraków", "monthly_kwh": 1200, "type": "commercial"}),
        ("Ewa Lis", {"type": "agricultural", "grid_connection": "off_grid", "monthly_kwh": 90}),
        ("Piotr Zając", {"city": "Tarnów", "street": "ul. Krakowska 5"}),
        ("Maria Dudek", {"city": "Perth", "country": "AU", "assignee": "me"}),
    )
    for name, fields in people:
        add_lead(services, name, **fields)
        clock.forward(hours=1)
    actions = services.lead_actions
    actions.follow_up([ANNA], clock.now + timedelta(days=2), "Ask about the roof")
    actions.follow_up([MARIA], datetime(2026, 11, 23, 15, tzinfo=UTC), "Send the leaflet")
    actions.assign([JAN], "Anna Nowak")
    actions.move([ANNA], "contacted")
    actions.move([PIOTR], "lost", "bought elsewhere")
    clock.now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    services.views.used(services.views.get("all"))


@pytest.fixture
def furnish(request: pytest.FixtureRequest) -> Furnish | None:
    """The desk is made once, and copied for each test that asks for it."""
    return six_leads if "desk" in request.fixturenames else None


@pytest.fixture
def desk(services: Services) -> Services:
    """Six leads: see `six_leads`."""
    return services


async def to_board(app: DeskApp) -> Board[LeadLine]:
    """Show the board, and wait for its totals."""
    await app.press("2")
    await settle(app.pilot, lambda: isinstance(app.screen.shown, Board) and "Open  3" in app.text)
    board = app.screen.shown
    assert isinstance(board, Board)
    return board
