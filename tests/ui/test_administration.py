"""What the admin keeps, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.base import BaseScreen
from tests.desk import SALES, SECOND, add_lead, at_desk
from tests.ui.desk_app import DeskApp, desk_app
from tests.ui.support import lines

if TYPE_CHECKING:
    from solartui.services.container import Services


async def begin(desk: DeskApp, typed: str) -> None:
    page = desk.app.screen
    assert isinstance(page, BaseScreen)
    page.action_command("administration")
    await desk.see("Administration", "Stages of leads", "Users")
    await desk.press(*typed, "enter")


@pytest.mark.feature("D-21")
async def test_stages_are_added_changed_and_deleted(services: Services) -> None:
    lead = add_lead(services)
    async with desk_app(services, size=(100, 30)) as desk:
        await begin(desk, "stag")
        await desk.see("Open", "1 lead", "Add a stage")
        await desk.press(*"add", "enter")
        await desk.see("its name")
        await desk.press(*"Quote", "enter")
        await desk.see("What it means")
        await desk.press("enter")
        await desk.see("Quote", "Working  0 leads")
        await desk.press(*"quo", "enter")
        await desk.see("Name in English", "Colour", "■ ")
        assert any("Quote" in line and "Stages of leads" in line for line in lines(desk.app))
        await desk.press(*"colo", "enter")
        await desk.see("teal")
        await desk.press(*"rose", "enter")
        await desk.see("Stages of leads")
        services.lead_actions.move([lead.id], "quote")
        await desk.press(*"quo", "enter")
        await desk.press(*"del", "enter")
        await desk.see("Where its 1 lead goes")
        await desk.press(*"site", "enter")
        await desk.see("Site visit", "1 lead")
        await desk.press("escape", "escape")
    assert services.leads.get(lead.id).stage == "site_visit"
    assert [change.kind for change in services.undo.changes(3)] == ["stage.deleted", "lead.moved", "stage.edited"]


@pytest.mark.feature("C-11")
async def test_fields_users_and_places_are_kept(services: Services) -> None:
    async with desk_app(services, size=(80, 24)) as desk:
        await begin(desk, "fiel")
        await desk.press(*"add", "enter")
        await desk.press(*"cont", "enter")
        await desk.press(*"Roof", "enter")
        await desk.press(*"choi", "enter")
        await desk.press(*"Tiles, Metal", "enter")
        await desk.see("Roof", "roof  Choice")
        await desk.press(*"roof", "enter")
        await desk.press(*"must", "enter")
        await desk.see("Roof *")
        await desk.press("escape")
        await desk.see("Administration")
        await desk.press("escape")
        await begin(desk, "user")
        await desk.press(*"piotr", "enter")
        await desk.see("Belongs to")
        assert any(line.split()[-2:] == ["Piotr", "Żak"] for line in lines(desk.app) if "Name" in line)
        await desk.press(*"disa", "enter")
        await desk.see("disabled")
        await desk.press("escape", "escape")
        await begin(desk, "bran")
        await desk.press(*"add", "enter")
        await desk.press(*"serv", "enter")
        await desk.press(*"West", "enter")
        await desk.see("West", "Service location")
    (field,) = services.fields.of("contact")
    assert (field.choices, field.required) == (("Tiles", "Metal"), True)
    assert services.organisation.user("piotr").active is False


async def test_only_an_admin_is_let_in(services: Services) -> None:
    async with desk_app(at_desk(services, SALES), may=lambda capability: capability != "users.admin") as desk:
        page = desk.app.screen
        assert isinstance(page, BaseScreen)
        page.action_command("administration")
        await desk.hear("Your role may not do this.")


@pytest.mark.feature("D-21")
async def test_leads_of_a_user_who_goes_are_handed_over_or_stay(services: Services) -> None:
    for _ in range(2):
        add_lead(services, assignee="anna")
    async with desk_app(services, size=(80, 24)) as desk:
        await begin(desk, "users")
        await desk.see("Anna Nowak")
        await desk.press(*"anna", "enter")
        await desk.press(*"disa", "enter")
        await desk.see("Who gets their 2 open leads", "nobody yet: they stay theirs", "North")
        await desk.press(*"piotr", "enter")
        await desk.see("Anna Nowak", "disabled")
        assert services.organisation.carried_by(SECOND) == 2
        assert services.organisation.user("anna").active is False
        services.undo.undo()
        await desk.press(*"anna", "enter")
        await desk.press(*"disa", "enter")
        await desk.press(*"nobody", "enter")
        await desk.see("disabled")
        assert services.organisation.carried_by(SALES) == 2
        await desk.press(*"wanda", "enter")
        await desk.press(*"disa", "enter")
        await desk.press("escape")
    assert services.organisation.user("wanda").active is False


async def test_names_are_words_and_nothing_else_where_one_is_chosen(services: Services) -> None:
    services.organisation.add_entity("team", "Dach|reversed 👩‍👩‍👧")
    async with desk_app(services, size=(100, 30)) as desk:
        await begin(desk, "user")
        await desk.press(*"piotr", "enter")
        await desk.press(*"belo", "enter")
        await desk.see("Dach|reversed 👩 · Team")
        await desk.press(*"reve", "enter")
        await desk.see("Piotr")
        await desk.press(*"piotr", "enter")
        await desk.see("Belongs to", "Dach|reversed 👩 · Team")
    piotr = services.organisation.user("piotr")
    assert services.organisation.entity("team:Dach|reversed 👩‍👩‍👧").id == piotr.entity_id
