"""Keys that come before the first rows act on them, in their order, and none is lost."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from solartui.app import SolarApp
from solartui.domain.errors import Unavailable
from solartui.screens import list_screen
from solartui.screens.contacts.list_screen import ContactsScreen
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.projects.list_screen import ProjectsScreen
from solartui.screens.session import Session
from solartui.services.runner import Runner
from solartui.terminal import key_order
from tests.ui.desk_app import DeskApp, OpenedContact, OpenedLead
from tests.ui.leads.conftest import EWA, JAN, MARIA, PIOTR
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from solartui.services.container import Services

PAGES = {"leads": LeadListScreen, "projects": ProjectsScreen, "contacts": ContactsScreen}


class Early(SolarApp):
    """The app while its database is still being opened; keys come by packets."""

    def __init__(self, services: Services, opened: threading.Event) -> None:
        session = Session(services, Runner(services.store), "desk.db", services.actor.name)

        def open_session() -> Session:
            opened.wait(10)
            return session

        super().__init__(open_session, PAGES, records={"lead": OpenedLead, "contact": OpenedContact})

    def send(self, *keys: str) -> None:
        """Keys of one packet."""
        for key in keys:
            sign = key if len(key) == 1 else {"slash": "/", "enter": "\r"}.get(key)
            self.post_message(events.Key(key, sign))


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else this machine does, the rows come in time."""
    monkeypatch.setattr(list_screen, "_FIRST_ROWS", 30.0)
    monkeypatch.setattr(key_order, "PATIENCE", 30.0)


@asynccontextmanager
async def early(services: Services) -> AsyncIterator[tuple[DeskApp, Early, threading.Event]]:
    """The app before it has a database, and what opens that."""
    opened = threading.Event()
    app = Early(services, opened)
    async with app.run_test(size=(100, 30)) as pilot:
        yield DeskApp(pilot), app, opened
        opened.set()
        await settle(pilot, lambda: app.session is not None)
        if app.session is not None:
            app.session.runner.close()


async def test_keys_pressed_before_the_database_is_open_act_on_its_rows(desk: Services) -> None:
    async with early(desk) as (shown, app, opened):
        app.send("x", "j", "x", "j", "enter")
        await settle(shown.pilot)
        assert shown.said == []
        opened.set()
        await shown.on(OpenedLead)
        assert shown.record == ("lead", EWA - 2)
        page: Any = app.screen_stack[0]
        assert page.marks.ids == {MARIA, EWA}
        assert shown.said == []


async def test_keys_behind_one_that_leads_to_another_page_act_on_its_rows(desk: Services) -> None:
    async with early(desk) as (shown, app, opened):
        opened.set()
        await shown.see("Żółć")
        app.send("4", "j", "enter")
        await shown.on(OpenedContact)
        assert shown.said == []


async def test_a_search_typed_at_once_finds(desk: Services) -> None:
    async with early(desk) as (shown, app, opened):
        app.send("slash", *"zaj", "enter", "x")
        opened.set()
        page: Any = app.screen_stack[0]
        await settle(shown.pilot, lambda: page.marks.ids == {PIOTR})
        assert shown.text.count("Kowalski") == 0
        assert shown.said == []


async def test_the_view_chosen_at_once_is_shown_with_the_keys_behind_it(desk: Services) -> None:
    async with early(desk) as (shown, app, opened):
        app.send("v", "j", "j", "j", "enter")
        opened.set()
        await shown.on(OpenedLead)
        assert shown.record[1] in {MARIA, PIOTR, EWA, JAN, 2, 1}
        page: Any = app.screen_stack[0]
        assert page.views.name == "cards"


async def test_a_page_without_rows_lets_keys_go_on(services: Services) -> None:
    async with early(services) as (shown, app, opened):
        app.send("4", "enter")
        opened.set()
        await shown.hear("There is nothing here yet.")
        assert app.current_mode == "contacts"


async def test_a_database_out_of_reach_does_not_keep_the_keyboard(
    desk: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_screen, "_FIRST_ROWS", 0.01)
    async with early(desk) as (shown, app, _):
        app.send("question_mark")
        await settle(shown.pilot, lambda: len(app.screen_stack) == 2)


async def test_a_list_that_cannot_be_read_lets_keys_go_on(desk: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Unavailable("The database is locked.")

    monkeypatch.setattr(desk.people, "stages", refuse)
    monkeypatch.setattr(list_screen, "_FIRST_ROWS", 60)
    async with early(desk) as (shown, app, opened):
        opened.set()
        await shown.hear("locked")
        app.send("question_mark")
        await settle(shown.pilot, lambda: len(app.screen_stack) == 2)


async def test_a_search_that_fails_and_one_on_the_board_let_keys_go_on_at_once(
    desk: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with early(desk) as (shown, app, opened):
        opened.set()
        await shown.see("Żółć")
        monkeypatch.setattr(key_order, "PATIENCE", 60)
        page: Any = app.screen_stack[0]
        app.send("2", "slash", *"zaj", "enter", "1")
        await settle(shown.pilot, lambda: page.filtering.text == "zaj" and page.views.name == "table")

        def refuse(*_: object) -> None:
            raise Unavailable("The database is locked.")

        monkeypatch.setattr(desk.lead_lists, "ranked", refuse)
        app.send("slash", *"now", "enter", "question_mark")
        await settle(shown.pilot, lambda: len(app.screen_stack) == 2)
        assert "The database is locked." in shown.said
