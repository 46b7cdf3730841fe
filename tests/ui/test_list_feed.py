"""A table that is supplied from a list: what is read when, and what becomes of answers that come too late."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on

from solartui.app import SolarApp
from solartui.domain.errors import Invalid, Unavailable
from solartui.domain.listing import Sort
from solartui.screens.base import BaseScreen
from solartui.screens.list_feed import ListFeed
from solartui.screens.session import Session
from solartui.services.runner import Runner
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.record_table import RecordTable
from tests.ui.support import COLUMNS, Row, settle, shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot

    from solartui.services.container import Services
    from solartui.store.record_list import RecordList

BY_NAME = Sort("name")


class Rows:
    """A list of rows; it can be slow, or fail."""

    def __init__(self, names: list[str], gate: threading.Event | None = None, fails: bool = False) -> None:
        self.all = [Row(1000 + at, name, at) for at, name in enumerate(names)]
        self.gate = gate
        self.fails = fails
        self.asked: list[tuple[int, int]] = []

    def rows(self, start: int, stop: int) -> list[Row]:
        if self.gate is not None:
            self.gate.wait(10)
        if self.fails:
            raise Unavailable("The database is locked.")
        self.asked.append((start, stop))
        return self.all[start:stop]

    def at_hand(self, start: int, stop: int) -> list[Row] | None:
        return None

    def count(self) -> int:
        return len(self.all)

    def total(self) -> int:
        return 999

    def position(self, record_id: int) -> int | None:
        return next((at for at, row in enumerate(self.all) if row.id == record_id), None)


class Page(BaseScreen):
    """A table with a feed; lists by the text that is looked for."""

    PLACE: ClassVar[str | None] = "leads"

    def __init__(self) -> None:
        super().__init__()
        self.table: RecordTable[Row] = RecordTable(COLUMNS, lambda row: row.id)
        self.lists: dict[str, Rows] = {"": Rows([f"Kowalski {at:04}" for at in range(2000)])}
        self.opened: list[str] = []
        self.counts: list[tuple[int, int]] = []
        self.feed: ListFeed[Row] = ListFeed(self, self.table, self.opener, lambda *counts: self.counts.append(counts))

    def compose_body(self) -> ComposeResult:
        with Backdrop(id="body"):
            yield self.table

    def opener(self) -> Any:
        return self.open_list

    def open_list(self, text: str, _sort: Sort) -> RecordList[Row]:
        self.opened.append(text)
        if text not in self.lists:
            raise Invalid("Column 1: nothing is called like that")
        return cast("RecordList[Row]", self.lists[text])

    async def ready(self) -> None:
        self.table.focus()
        self.feed.show("", BY_NAME)

    @on(RecordTable.RowsWanted)
    def _rows_wanted(self, event: RecordTable.RowsWanted) -> None:
        self.feed.supply(event)


@asynccontextmanager
async def page(services: Services) -> AsyncIterator[tuple[Pilot[Any], Page]]:
    """The app with the page open and its rows there."""
    session = Session(services, Runner(services.store), "desk.db", "Ewa")
    app = SolarApp(lambda: session, {"leads": Page})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot, lambda: "Kowalski 0000" in shown(app))
        assert isinstance(app.screen, Page)
        yield pilot, app.screen
    session.runner.close()


async def test_users_ask_23_rows_are_counted_once_and_read_in_parts(services: Services) -> None:
    async with page(services) as (pilot, screen):
        await settle(pilot, lambda: screen.counts == [(2000, 999)])
        assert all(stop - start < 200 for start, stop in screen.lists[""].asked)
        await pilot.press("end")
        await settle(pilot, lambda: "Kowalski 1999" in shown(pilot.app))
        assert screen.counts == [(2000, 999)]


async def test_a_refresh_keeps_the_record_wherever_it_is_now(services: Services) -> None:
    async with page(services) as (pilot, screen):
        await pilot.press("down", "down", "down")
        rows = screen.lists[""]
        # Many records came before it meanwhile: it is far outside of what is asked for first.
        rows.all = [Row(5000 + at, f"Adamski {at}", at) for at in range(700)] + rows.all
        screen.feed.refresh()
        await settle(pilot, lambda: screen.table.view.cursor == 703)
        await settle(pilot, lambda: "Kowalski 0003" in shown(pilot.app))
        assert screen.table.cursor_id == 1003
        await pilot.press("home")
        await settle(pilot, lambda: "Adamski 0 " in shown(pilot.app))
        await pilot.press("end")
        await settle(pilot, lambda: "Kowalski 1999" in shown(pilot.app))


async def test_a_refresh_without_the_record_stays_where_it_was(services: Services) -> None:
    async with page(services) as (pilot, screen):
        await pilot.press(*["down"] * 5)
        screen.lists[""].all.pop(5)
        screen.feed.refresh()
        await settle(pilot, lambda: screen.table.cursor_id == 1006)
        assert screen.table.view.cursor == 5


async def test_a_named_record_gets_the_cursor(services: Services) -> None:
    async with page(services) as (pilot, screen):
        screen.feed.refresh(1500)
        await settle(pilot, lambda: screen.table.cursor_id == 1500)
        await settle(pilot, lambda: "Kowalski 0500" in shown(pilot.app))


async def test_another_list_begins_at_its_top_and_shows_its_order(services: Services) -> None:
    async with page(services) as (pilot, screen):
        screen.lists["nowak"] = Rows(["Nowak 1", "Nowak 2"])
        await pilot.press("end")
        screen.feed.show("nowak", Sort("kwh", descending=True))
        await settle(pilot, lambda: "Nowak 2" in shown(pilot.app))
        assert screen.table.view.cursor == 0
        assert "kWh ↓" in shown(pilot.app)
        assert screen.counts[-1] == (2, 999)
        assert "Kowalski" not in shown(pilot.app)


async def test_what_comes_too_late_is_not_shown(services: Services) -> None:
    gate = threading.Event()
    async with page(services) as (pilot, screen):
        screen.lists["slow"] = Rows(["Slow 1"], gate)
        screen.lists["fast"] = Rows(["Fast 1"])
        screen.feed.show("slow", BY_NAME)
        await settle(pilot, lambda: "slow" in screen.opened)
        screen.feed.show("fast", BY_NAME)
        await settle(pilot, lambda: "Fast 1" in shown(pilot.app))
        gate.set()
        await settle(pilot)
        assert "Slow" not in shown(pilot.app)
        assert screen.counts[-1] == (1, 999)


async def test_old_rows_stay_and_keys_answer_while_new_ones_are_on_their_way(services: Services) -> None:
    gate = threading.Event()
    async with page(services) as (pilot, screen):
        screen.lists["slow"] = Rows(["Slow 1"], gate)
        screen.feed.show("slow", BY_NAME)
        await settle(pilot, lambda: "slow" in screen.opened)
        assert "Kowalski 0000" in shown(pilot.app)
        await pilot.press("question_mark")
        await settle(pilot, lambda: "search the keys" in shown(pilot.app))
        await pilot.press("escape")
        gate.set()
        await settle(pilot, lambda: "Slow 1" in shown(pilot.app))


async def test_a_list_that_cannot_be_read_says_why_and_leaves_the_old_one(services: Services) -> None:
    async with page(services) as (pilot, screen):
        screen.feed.show("unknown:", BY_NAME)
        await settle(pilot, lambda: bool(pilot.app._notifications))
        assert "Kowalski 0000" in shown(pilot.app)
        await pilot.press("down")
        await settle(pilot, lambda: screen.table.cursor_id == 1001)
        screen.lists["broken"] = Rows(["Never"], fails=True)
        screen.feed.show("broken", BY_NAME)
        await settle(pilot, lambda: len(pilot.app._notifications) == 2)
        screen.feed.show("", BY_NAME)
        await settle(pilot, lambda: screen.table.cursor_id == 1000)
        said = [note.message for note in pilot.app._notifications]
        assert said == ["Column 1: nothing is called like that", "The database is locked."]


async def test_rows_out_of_reach_leave_the_old_ones_with_their_cursor_until_they_can_be_read(
    services: Services,
) -> None:
    async with page(services) as (pilot, here):
        await pilot.press("down", "down")
        await settle(pilot, lambda: here.table.cursor_id == 1002)
        here.lists["new"] = Rows(["Nowak", "Nowicki"], fails=True)
        here.feed.show("new", BY_NAME)
        await settle(pilot, lambda: here.feed.behind and here.table.cursor_id == 1002)
        assert not here.feed.waits
        assert "Kowalski 0002" in shown(pilot.app)
        await pilot.press("down")
        await settle(pilot, lambda: here.table.cursor_id == 1003)
        here.lists["new"].fails = False
        here.feed.refresh()
        await settle(pilot, lambda: "Nowicki" in shown(pilot.app))
        assert (here.feed.text, here.feed.behind) == ("new", False)


async def test_keys_ask_again_for_rows_that_were_out_of_reach(services: Services) -> None:
    async with page(services) as (pilot, here):
        here.lists["new"] = Rows(["Nowak", "Nowicki"], fails=True)
        here.feed.show("new", BY_NAME)
        await settle(pilot, lambda: here.feed.behind and here.table.cursor_id == 1000)
        here.lists["new"].fails = False
        await pilot.press("end")
        await settle(pilot, lambda: "Nowicki" in shown(pilot.app) and "Kowalski" not in shown(pilot.app))


async def test_nothing_is_refreshed_before_there_is_a_list(services: Services) -> None:
    async with page(services) as (_, screen):
        fresh: ListFeed[Row] = ListFeed(screen, screen.table, screen.opener, lambda *_: None)
        before = len(screen.opened)
        fresh.refresh()
        assert len(screen.opened) == before


async def test_users_ask_17_a_refresh_shows_the_list_that_was_asked_for_last(services: Services) -> None:
    async with page(services) as (pilot, here):
        here.lists["new"] = Rows(["Nowak"])
        here.feed.show("new", BY_NAME)
        # A change by somebody else arrives before the new list does.
        here.feed.refresh()
        await settle(pilot, lambda: here.feed.text == "new")
        assert "Nowak" in shown(pilot.app)


async def test_a_refresh_after_a_list_that_cannot_be_read_shows_the_one_before(services: Services) -> None:
    async with page(services) as (pilot, here):
        here.feed.show("no such list", BY_NAME)
        await settle(pilot)
        here.feed.refresh()
        await settle(pilot, lambda: "Kowalski 0001" in shown(pilot.app))
        assert here.feed.text == ""
        assert here.opened[-1] == ""
