"""Two people look at one lead: the second one is told what the first one saved, and sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.projects.page import ProjectScreen
from tests.desk import SALES, add_lead, at_desk
from tests.ui.desk_app import desk_app

if TYPE_CHECKING:
    from solartui.services.container import Services

PAGES = {"lead": LeadScreen, "project": ProjectScreen}


@pytest.mark.feature("B-52", "B-74")
async def test_a_stage_is_not_moved_on_from_where_somebody_else_has_put_the_lead(services: Services) -> None:
    lead = add_lead(services, "Jan Kot", city="Gdynia")
    colleague = at_desk(services, SALES)
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("lead", lead.id)
        await desk.see("Jan Kot", "○ Open")
        colleague.lead_actions.move([lead.id], "contacted")
        await desk.press("greater_than_sign")
        await desk.hear("Anna Nowak changed Jan Kot – Gdynia meanwhile. Now: Contacted, nobody. Not done: Assigned.")
        await desk.see("◔ Contacted")
        assert services.leads.get(lead.id).version == lead.version + 1
        await desk.press("greater_than_sign", "greater_than_sign")
        await desk.see("◕ Site visit")
        colleague.lead_actions.move([lead.id], "assigned")
        await desk.press("s")
        await desk.see("type to narrow")
        colleague.lead_actions.assign([lead.id], "me")
        await desk.press("up", "enter")
        await desk.hear("Now: Assigned, Anna Nowak. Not done: ")


@pytest.mark.feature("B-158")
async def test_the_gate_shows_what_was_saved_while_it_was_open(services: Services) -> None:
    lead = add_lead(services, "Jan Kot", street="Polna 1", city="Gdynia", country="PL")
    async with desk_app(services, records=PAGES) as desk:
        desk.app.open_record("lead", lead.id)
        await desk.see("Jan Kot", "○ Open")
        await desk.press("c")
        await desk.see("Convert to a project", "Polna 1")
        at_desk(services, SALES).leads.edit(lead.id, {"street": "Leśna 9"})
        await desk.press("enter")
        await desk.hear("Anna Nowak changed Jan Kot")
        await desk.see("Convert to a project", "Leśna 9")
        assert services.projects.of_lead(lead.id) == ()
        await desk.press("enter")
        await desk.on(ProjectScreen)
        assert services.projects.get(1).address.street == "Leśna 9"


async def test_the_list_says_what_the_row_under_the_cursor_showed(services: Services) -> None:
    lead = add_lead(services, "Jan Kot", city="Gdynia")
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("Gdynia", "Created")
        at_desk(services, SALES).lead_actions.move([lead.id], "site_visit")
        await desk.press("less_than_sign")
        await desk.hear("Now: Site visit, nobody.")
        await desk.see("◕ Site visit")
        await desk.press("less_than_sign", "less_than_sign")
        await desk.see("◔ Contacted")
