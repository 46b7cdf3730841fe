"""The lead list: what it shows, at once and in every size."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from solartui.app import SolarApp
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.session import Session
from solartui.services.runner import Runner
from solartui.store.record_list import RecordList
from tests.desk import SALES, VIEWER, add_lead, at_desk
from tests.ui.desk_app import OpenedContact, OpenedLead
from tests.ui.leads.conftest import ANNA, MARIA, ZOLC
from tests.ui.support import lines, settle, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.conftest import Clock
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

NEWEST_FIRST = ["Maria Dudek", "Piotr Zając", "Ewa Lis", "Jan Kowalski", "Anna Wiśniewska", "Zbigniew Żółć"]


def names(desk: DeskApp) -> list[str]:
    """The names of the rows, from the top down."""
    return [name for line in lines(desk.app) for name in NEWEST_FIRST if name in line[:30]]


@pytest.mark.feature("B-01", "B-19", "B-20", "B-27", "B-28")
async def test_a_session_begins_with_the_newest_leads(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć", " 6 ")
        assert isinstance(app.screen, LeadListScreen)
        assert names(app) == NEWEST_FIRST
        assert "○ Open" in app.line("Żółć")
        assert "Łódź" in app.line("Żółć")
        assert "✗ Lost" in app.line("Piotr")
        assert "◑ Assigned" in app.line("Jan")
        assert "1 200" in app.line("Jan")
        assert "today 15:00" in app.line("Maria")
        assert "5 d late" in app.line("Anna")
        assert app.line("▌").startswith("▌  Maria Dudek")


@pytest.mark.feature("B-21", "B-22", "B-23", "B-24", "B-25", "B-26", "B-29", "B-30", "B-31")
async def test_a_wide_window_shows_every_column(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(336, 30)) as app:
        await app.see("Żółć")
        await app.press("space")
        await app.miss("Preview")
        headings = (
            "Lead", "Stage", "Town", "kWh", "Follow-up", "Contact", "Answer by", "Type", "Assignee", "Created ↓",
            "Updated", "Grid", "Source", "Created by", "Creating entity", "Score", "Contacted", "No.", "Phone",
            "E-mail",
        )  # fmt: skip
        heading = app.line("Lead  ")
        assert all(word in heading for word in headings)
        row = app.line("Jan Kowalski")
        for words in ("Commercial", "Anna Nowak", "16 Nov", "On-Grid", "Manual", "Ewa Admin", "#3"):
            assert words in row
        assert "+48 601 234 567" in app.line("Zbigniew")
        assert "Off-Grid" in app.line("Ewa Lis")


async def test_the_first_rows_do_not_wait_for_the_count(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_count = threading.Event()
    count = RecordList.count

    def slow(records: RecordList[Any]) -> int:
        may_count.wait(30)
        return count(records)

    monkeypatch.setattr(RecordList, "count", slow)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Maria Dudek", "Zbigniew Żółć")
        await app.press("down")
        assert "▌  Piotr" in app.text
        assert " 6 " not in app.line("search")
        may_count.set()
        await settle(app.pilot, lambda: " 6 " in app.line("search"))


async def test_keys_are_answered_while_the_database_is_being_opened(desk: Services) -> None:
    may_open = threading.Event()
    session = Session(desk, Runner(desk.store), "desk.db", "Ewa Admin")

    def opening() -> Session:
        may_open.wait(30)
        return session

    app = SolarApp(opening, {"leads": LeadListScreen})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, lambda: "1 Leads" in shown(app))
        await pilot.press("s", "j", "n", "x", "space", "slash", "a", "escape", "question_mark")
        await settle(pilot, lambda: "Your leads: find them" in shown(app))
        await pilot.press("escape")
        await settle(pilot, lambda: isinstance(app.screen, LeadListScreen))
        assert any("being opened" in note.message for note in app._notifications)
        may_open.set()
        await settle(pilot, lambda: "Maria Dudek" in shown(app))
    session.runner.close()


async def test_an_empty_desk_says_how_to_begin(services: Services, at_list: AtList) -> None:
    async with at_list(services, size=(80, 24)) as app:
        await app.see("No leads yet.", "n adds one", "I imports a spreadsheet", "n new")
        await settle(app.pilot, lambda: not any(words in app.text for words in ("enter open", "s stage", "x mark")))
        for key in ("enter", "e", "s", "greater_than_sign", "w", "a", "z", "d", "c", "D", "o", "y", "r", "p"):
            await app.press(key)
            await app.hear("There is no")
            app.hush()
        for key in ("x", "X", "ctrl+x", "j", "G", "pagedown", "space", "escape", "u", "S", "escape"):
            await app.press(key)
        assert isinstance(app.screen, LeadListScreen)
        add_lead(services, "Jan Kowalski")
        await app.press("ctrl+r")
        await app.see("Jan Kowalski", "enter open")


@pytest.mark.feature("B-87")
async def test_enter_opens_the_lead_and_escape_leads_back_to_it(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("j", "j", "enter")
        assert (await app.on(OpenedLead)).record == ("lead", 4)
        await app.press("escape")
        await app.on(LeadListScreen)
        assert app.line("▌").startswith("▌  Ewa Lis")
        await app.press("p")
        assert (await app.on(OpenedContact)).record == ("contact", 4)


async def test_the_keys_of_lists_move_the_cursor(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        moves = (
            ("G", "Zbigniew"), ("g", "Maria"), ("end", "Zbigniew"), ("k", "Anna"), ("home", "Maria"), ("j", "Piotr"),
            ("down", "Ewa"), ("up", "Piotr"), ("pagedown", "Zbigniew"), ("pageup", "Maria"),
        )  # fmt: skip
        for key, name in moves:
            await app.press(key)
            assert name in app.line("▌"), key


@pytest.mark.feature("B-02", "B-93")
async def test_the_preview_tells_the_most_about_the_lead_under_the_cursor(desk: Services, at_list: AtList) -> None:
    desk.lead_actions.log_contact([ANNA], "call", "wants a battery")
    async with at_list(desk, size=(100, 30)) as app:
        await app.see("Preview", "Maria Dudek – Perth", "Send the leaflet")
        await app.press("end")
        await app.see("+48 601 234 567", "zolc@poczta.example", "unassigned")
        await app.press("up")
        await app.see("Wieliczka", "420 kWh / month", "panels, battery", "Ask about the roof", "Ewa Admin")
        assert "☎ Call: wants a battery" in app.text
        await app.press("space")
        await app.miss("Preview")
        await app.press("space")
        await app.see("Preview", "420 kWh / month")


async def test_the_preview_needs_a_hundred_columns(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(99, 30)) as app:
        await app.see("Żółć")
        assert "Preview" not in app.text
        await app.press("space")
        await app.hear("100 columns")
        await app.pilot.resize_terminal(100, 30)
        await app.see("Preview", "Maria Dudek – Perth")
        await app.pilot.resize_terminal(80, 24)
        await app.miss("Preview")


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (100, 30), (160, 45)])
async def test_every_size_holds_name_stage_keys_and_count(
    desk: Services, at_list: AtList, size: tuple[int, int]
) -> None:
    async with at_list(desk, size=size) as app:
        await app.see("Żółć", "○ Open", " 6 ", "? help", "enter open", "1 Leads")
        assert all(len(line) <= size[0] for line in lines(app.app))
        assert names(app) == NEWEST_FIRST


async def test_a_window_that_was_too_small_shows_the_list_as_it_was(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("down", "x")
        for size in ((59, 24), (80, 17), (10, 5), (1, 1)):
            await app.pilot.resize_terminal(*size)
            await app.press("j", "D", "q")
        await app.pilot.resize_terminal(60, 18)
        await app.see("✓", "1 marked")
        assert "Ewa" in app.line("▌")
        assert not desk.leads.get(4).archived


async def test_the_bar_counts_what_is_late_and_due_today(desk: Services, at_list: AtList, clock: Clock) -> None:
    async with at_list(desk) as app:
        await app.see("1 late", "1 today", "desk.db", "Ewa Admin")
        await app.press("d")
        await app.hear("Follow-up of Maria Dudek")
        await app.miss("1 today")
        await app.press("u")
        await app.see("1 today")
        clock.forward(hours=8)
        await app.press("ctrl+r")
        await app.see("2 late")
        assert "today" not in app.line("SolarTUI")


async def test_what_another_session_writes_appears_and_the_cursor_keeps_its_lead(
    desk: Services, at_list: AtList
) -> None:
    other = at_desk(desk, SALES)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("down", "x")
        assert "Ewa" in app.line("▌")
        add_lead(other, "Adam Nowy", city="Opole")
        other.lead_actions.move([ZOLC], "contacted")
        await app.press("ctrl+r")
        await app.see("Adam Nowy", " 7 ")
        assert "Ewa" in app.line("▌")
        assert "◔ Contacted" in app.line("Żółć")
        assert "✓" in app.line("Piotr")


async def test_a_lead_that_somebody_deleted_leaves_the_list_and_the_cursor_stays_near(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("end")
        at_desk(desk, SALES).lead_actions.archive([ZOLC])
        await app.press("ctrl+r")
        await app.miss("Żółć")
        assert "Anna" in app.line("▌")
        await app.see(" 5 ")


async def test_a_lead_that_is_gone_is_said_to_be_gone(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        desk.lead_actions.delete([MARIA])
        for key in ("greater_than_sign", "s", "w", "a", "z", "c"):
            await app.press(key)
            await app.hear(f"There is no lead {MARIA}.")
            app.hush()
        await app.press("ctrl+r")
        await app.miss("Maria")


async def test_a_long_list_keeps_its_place(demonstration: Services, at_list: AtList) -> None:
    demonstration.views.used(demonstration.views.get("all"))
    async with at_list(demonstration, size=(80, 24)) as app:
        await app.see("search", "○ Open")
        total = demonstration.leads.open_list("").count()
        assert total > 250
        await app.press("end", until=lambda: app.screen.table.view.cursor == total - 1)
        last = app.screen.table.cursor_id
        await app.press("pageup", "pageup")
        place, here = app.screen.table.view.cursor, app.screen.table.cursor_id
        await app.press("ctrl+r")
        assert (app.screen.table.view.cursor, app.screen.table.cursor_id) == (place, here)
        await app.press("end")
        assert app.screen.table.cursor_id == last


async def test_a_viewer_sees_everything_and_changes_nothing(desk: Services, at_list: AtList) -> None:
    viewer = at_desk(desk, VIEWER)
    async with at_list(viewer, size=(80, 24), may=lambda capability: capability not in {"write", "convert"}) as app:
        await app.see("Żółć")
        for key in ("n", "e", "s", "less_than_sign", "w", "a", "z", "d", "c", "D"):
            await app.press(key)
            await app.hear("Your role may not do this.")
            app.hush()
        await app.press("enter")
        await app.on(OpenedLead)
