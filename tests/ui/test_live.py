"""What another program changes appears by itself, and takes nothing from whoever is at work."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from solartui import app as app_module
from solartui.app import SolarApp
from solartui.screens import live
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.session import Session
from solartui.services.container import Services
from solartui.services.runner import Runner
from solartui.store.connection import connect
from solartui.store.store import Store
from solartui.store.watch import Watch
from tests.desk import MANAGER, actor, add_lead
from tests.ui.desk_app import DeskApp
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.conftest import Clock


@pytest.fixture
def others(database: Path, clock: Clock) -> Iterator[Services]:
    """Another program at the same database."""
    services = Services(Store(str(database), clock=clock), actor(MANAGER))
    yield services
    services.close()


@asynccontextmanager
async def watching(
    services: Services, monkeypatch: pytest.MonkeyPatch, first: str = "Lead 39"
) -> AsyncIterator[DeskApp]:
    """The leads, on a desk that is watched all the time."""
    monkeypatch.setattr(live, "EVERY", 0.02)
    services.views.used(services.views.get("all"))
    watch = Watch(services.store)
    session = Session(services, Runner(services.store), "desk", "Ewa", watch=watch)
    app = SolarApp(lambda: session, {"leads": LeadListScreen})
    async with app.run_test(size=(120, 36)) as pilot:
        desk = DeskApp(pilot)
        session.runner.open_all()
        await desk.see(first)
        yield desk
    session.runner.close()
    watch.close()


def named(services: Services, name: str) -> int:
    return add_lead(services, f"Contact of {name}", name=name).id


async def test_others_leads_appear_and_cursor_marks_and_words_stay(
    services: Services, others: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [named(services, f"Lead {number:02}") for number in range(40)]
    async with watching(services, monkeypatch) as desk:
        await desk.press("down", "down", "x")
        page, here = desk.screen, ids[36]
        await settle(desk.pilot, lambda: page.table.cursor_id == here)
        for number in range(3):
            named(others, f"New {number}")
        others.leads.edit(ids[35], {"name": "Changed elsewhere"})
        await settle(desk.pilot, lambda: "Changed elsewhere" in desk.text and page.table.view.total == 43)
        assert page.table.cursor_id == here
        assert "✓ Lead 37" in desk.text
        await desk.press(*["up"] * 6, until=lambda: "New 2" in desk.text)
        await desk.press("slash", "L", "e", "a")
        others.lead_actions.archive([ids[34]])
        await desk.miss("Lead 34")
        assert page.filters.text == "Lea"
        assert page.filters.typing
        assert desk.said == []


async def test_a_lost_file_is_told_once_and_what_is_shown_stays(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        named(services, f"Lead {number:02}")
    async with watching(services, monkeypatch) as desk:
        away = database.with_suffix(".away")
        os.rename(database, away)  # noqa: PTH104 - nothing to wait for
        await desk.hear("moved or deleted")
        await desk.press("down", "end")
        await desk.see("Lead 00")
        assert len(desk.said) == 1, desk.said
        os.rename(away, database)  # noqa: PTH104


async def test_what_fails_again_and_again_is_said_once(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    named(services, "Lead 39")
    async with watching(services, monkeypatch) as desk:
        for _ in range(3):
            desk.screen.toast("The database is busy. Try again.", bad=True)
        desk.screen.toast("Saved")
        desk.screen.toast("Saved")
        await settle(desk.pilot, lambda: desk.said == ["The database is busy. Try again.", "Saved", "Saved"])


async def test_what_new_records_need_is_loaded_once_when_somebody_is_about_to_make_one(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes to what is there need nothing; what waited until somebody writes is done soon after any of both."""
    monkeypatch.setattr(app_module, "_PATIENCE", 0.05)
    named(services, "Lead 39")
    loaded: list[str] = []
    session = Session(services, Runner(services.store), "desk", "Ewa")
    app = SolarApp(
        lambda: session,
        {"leads": LeadListScreen},
        prepare=lambda: loaded.append("soon"),
        prepare_writing=lambda: loaded.append("writing"),
        catch_up=lambda: loaded.append("catch up"),
    )
    async with app.run_test(size=(120, 36)) as pilot:
        desk = DeskApp(pilot)
        await desk.see("Lead 39")
        await settle(pilot, lambda: loaded == ["soon"])
        await desk.press("down", "question_mark", "escape")
        assert loaded == ["soon"]
        await desk.press("s", "escape", "w", "escape")
        await settle(pilot, lambda: loaded == ["soon", "catch up"])
        await desk.press("n", "escape", "n", "escape")
        await settle(pilot, lambda: loaded == ["soon", "catch up", "writing"])
    session.runner.close()


async def test_a_locked_database_is_said_once_and_the_list_heals_when_it_is_free(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(300):
        named(services, f"Lead {number:03}")
    services.store.patience = 0.05
    async with watching(services, monkeypatch, "Lead 299") as desk:
        holder = connect(database, writable=True)
        holder.execute("BEGIN EXCLUSIVE")
        await desk.hear("busy")
        await desk.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        await settle(desk.pilot, lambda: all("busy" in said for said in desk.said))
        assert len(desk.said) <= 2
        holder.execute("ROLLBACK")
        holder.close()
        await desk.press("end", until=lambda: "Lead 000" in desk.text)


@pytest.mark.parametrize("view", ["1", "2"])
async def test_a_filter_that_could_not_be_read_is_in_force_once_the_database_is_free(
    services: Services, database: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    for number in range(30):
        named(services, f"Lead {number:03}")
    services.store.patience = 0.05
    async with watching(services, monkeypatch, "Lead 029") as desk:
        await desk.press(view, until=lambda: "Lead 029" in desk.text)
        holder = connect(database, writable=True)
        holder.execute("BEGIN EXCLUSIVE")
        await desk.press("slash", *"name:007", "enter", until=lambda: "looking …" in desk.text)
        await desk.hear("busy")
        assert "007 ×" in desk.text
        assert "Lead 029" in desk.text
        holder.execute("ROLLBACK")
        holder.close()
        await settle(desk.pilot, lambda: "1 of 30" in desk.text and "Lead 029" not in desk.text)
        assert "Lead 007" in desk.text
