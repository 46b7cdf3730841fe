"""Places of leads found from the list, and the route of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.selection import Chosen
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.leads.list_screen import LeadListScreen
from tests.adapters.place_server import serving
from tests.desk import add_lead
from tests.ui.desk_app import OpenedProject
from tests.ui.leads.conftest import ANNA, EWA, JAN, MARIA
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


async def run(app: DeskApp, command: str) -> None:
    """Choose a command of the menu of a lead."""
    await app.press("full_stop")
    await app.on(MenuDialog)
    await app.write(command)
    await app.press("enter")


async def test_places_of_all_marked_leads_are_found_at_once(desk: Services, at_list: AtList) -> None:
    for name in ("Adam Dom", "Ola Dom"):
        add_lead(desk, name, city="Jabłonna", country="PL")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Adam")
        await app.press("ctrl+x")
        await run(app, "find place")
        await app.on(ChooseDialog)
        await app.see("Several places are meant", " places")
        assert any("5 leads found on the map" in words for words in app.said)
        await app.press("enter")
        await app.see("Which place is it?", "GeoNames CC BY 4.0", "Jabłonna, mazowieckie, PL")
        await app.press("down", "enter")
        await app.see("Several places are meant")
        await app.press("escape")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: desk.leads.get(7).latitude is not None)
        assert desk.leads.get(ANNA).longitude == 20.0647
        assert desk.leads.get(EWA).latitude is None
        await app.press("escape", "u")
        await settle(app.pilot, lambda: desk.leads.get(7).latitude is None)
        assert desk.leads.get(ANNA).longitude == 20.0647


async def test_escape_stops_a_service_that_does_not_answer(desk: Services, at_list: AtList) -> None:
    with serving() as server:
        desk.settings.set("places.provider", "nominatim")
        desk.settings.set("places.url", server.url)
        server.behaviour.mode = "silent"
        async with at_list(desk, size=(80, 24)) as app:
            await app.see("Maria")
            await app.press("ctrl+x")
            await run(app, "find place")
            await app.see("Finding places")
            await app.press("escape")
            await app.on(LeadListScreen)
            await app.hear("Stopped. Nothing was changed.")
    assert desk.leads.get(ANNA).latitude is None


async def test_todays_visits_stand_in_the_order_of_the_road(
    desk: Services, at_list: AtList, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    opened: list[str] = []

    async def follow(_page: object, link: str, _environment: object) -> None:
        opened.append(unquote(link))

    monkeypatch.setattr("solartui.screens.leads.route.follow_link", follow)
    desk.geocoding.locate(Chosen(query=""))
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("R")
        await app.see("Route", "2026-11-23 · 1 visit", "Maria Dudek")
        await app.press("escape")
        app.screen.marks.add([ANNA, JAN, EWA, MARIA])
        await app.press("R")
        await app.see("3 visits", "no place", "Google Maps")
        await app.write("from")
        await app.press("enter")
        await app.see("From where?")
        await app.write("nowheresville")
        await app.press("enter")
        await app.see("There is no place nowheresville")
        await app.press("ctrl+u")
        await app.write("wieliczka")
        await app.press("enter")
        await app.see("1  Anna", "2  Jan", "3  Maria", "wieliczka")
        await app.write("google")
        await app.press("enter")
        await settle(app.pilot, lambda: bool(opened))
        assert opened[0].startswith("https://www.google.com/maps/dir/?api=1&origin=49.98740,20.06470&destination=-31.9")
        await app.on(MenuDialog)
        await app.write("save")
        await app.press("enter")
        await app.see("Save to")
        await app.press("enter")
        await settle(app.pilot, lambda: (folder / "route-route.txt").exists())
        saved = folder / "route-route.txt"
        assert "1. Anna" in saved.read_text(encoding="utf-8")
        saved.write_text("mine")
        for answer in ("escape", "y"):
            assert saved.read_text(encoding="utf-8") == "mine"
            await app.on(MenuDialog)
            await app.write("save")
            await app.press("enter")
            await app.see("Save to")
            await app.press("enter")
            await app.see("It will be replaced.")
            await app.press(answer)
        await settle(app.pilot, lambda: "1. Anna" in saved.read_text(encoding="utf-8"))


async def test_a_job_of_today_stands_in_the_route_and_opens_its_project(desk: Services, at_list: AtList) -> None:
    site: dict[str, Any] = {"city": "Kraków", "street": "Długa 1", "latitude": 50.06, "longitude": 19.94}
    project = desk.projects.create(ProjectDraft(contact_id=1, name="Dach [/] Nowaków", **site)).value
    desk.progress.move(project.id, "inspection", "signed on paper")
    desk.tasks.do(project.id, "start_inspection_job")
    desk.tasks.do(project.id, "schedule_inspection_job", {"when": "today 14:30", "team": "Iga"})
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("R")
        await app.see("Route", "1 visit", "Dach [/] Nowaków", "Inspection 14:30")
        await app.write("dach")
        await app.press("enter")
        await app.on(OpenedProject)
