"""The bar at the top, the keys at the bottom, and the filter between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import on

from solartui.app import SolarApp
from solartui.commands import FooterEntry
from solartui.theme import DUSK
from solartui.widgets.filter_bar import Chip, FilterBar
from tests.ui.support import (
    FakeServices,
    ListPage,
    lines,
    list_page,
    made_app,
    other_page,
    session,
    settle,
    shown,
    tokens_at,
)

if TYPE_CHECKING:
    from textual.message import Message


async def test_the_top_bar_shows_the_pages_that_exist_and_what_is_due() -> None:
    app = made_app()
    async with app.run_test(size=(120, 30)) as pilot:
        page = list_page(app)
        assert page.top_bar is not None
        page.top_bar.show(late=1, today=2)
        await settle(pilot, lambda: "team db" in lines(app)[0])
        top = lines(app)[0]
        assert top.startswith(" ☀ SolarTUI   1 Leads  2 Board  4 Contacts ")
        assert top.rstrip().endswith("● 1 late  ● 2 today  ⇅ team db  Piotr Żak")
        assert tokens_at(page.top_bar, 0, "1 Leads") == (DUSK.bg, DUSK.accent, True)


async def test_a_narrow_top_bar_keeps_the_numbers() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        page = list_page(app)
        assert page.top_bar is not None
        page.top_bar.show(late=13, today=0)
        await settle(pilot)
        assert lines(app)[0].rstrip().endswith("● 13")
        page.top_bar.show(late=0, database="[/]\x1b", user="x" * 300)
        await pilot.resize_terminal(120, 24)
        await settle(pilot)
        assert "[/]" in lines(app)[0]
        assert "\x1b" not in lines(app)[0]


async def test_the_top_bar_tells_how_many_leads_should_have_been_answered() -> None:
    app = made_app()
    async with app.run_test(size=(120, 30)) as pilot:
        page = list_page(app)
        assert page.top_bar is not None
        page.top_bar.show(late=1, unanswered=7)
        await settle(pilot, lambda: "⚑ 7 to answer  ● 1 late" in lines(app)[0])
        page.top_bar.show(unanswered=1000)
        await settle(pilot, lambda: "⚑ 999+ to answer" in lines(app)[0])
        await pilot.resize_terminal(80, 24)
        await settle(pilot, lambda: "⚑ 999+  ● 1" in lines(app)[0])


async def test_what_has_no_room_in_the_top_bar_gives_way_and_the_rest_stays() -> None:
    app = made_app()
    async with app.run_test(size=(120, 24)) as pilot:
        top = list_page(app).top_bar
        assert top is not None
        top.show(late=28_102, today=6371, unanswered=5000, database="team db", user="Piotr Żak")
        await settle(pilot)
        assert lines(app)[0].rstrip().endswith("⇅ team db  Piotr Żak")
        top.show_waiting(waiting=True)
        for width, end in (
            (120, "◷ waiting for the database  ⚑ 999+ to answer  ● 28\xa0102 late  ● 6371 today"),
            (110, "◷ waiting  ⚑ 999+  ● 28102  ● 6371"),
            (64, "◷ waiting"),
        ):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
            assert lines(app)[0].rstrip().endswith(end), (width, lines(app)[0])
        top.show_waiting(waiting=False)
        await pilot.resize_terminal(120, 24)
        await settle(pilot)
        assert lines(app)[0].rstrip().endswith("6371 today  ⇅ team db  Piotr Żak")


async def test_a_click_on_a_page_shows_it() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(offset=(lines(app)[0].index("Contacts"), 0))
        await settle(pilot, lambda: not isinstance(app.screen, ListPage))
        assert other_page(app).PLACE == "contacts"


async def test_the_footer_is_cut_from_the_right_and_pins_the_way_to_the_rest() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        foot = lines(app)[-1]
        assert foot.startswith(" enter open  e edit  s stage  x mark  / search   ")
        assert foot.rstrip().endswith("ctrl+p palette  ? help")
        page = list_page(app)
        page.footer.show([FooterEntry(letter, "does something long", "undo") for letter in "abcdefgh"])
        await settle(pilot)
        foot = lines(app)[-1]
        assert len(foot) == 80
        assert foot.rstrip().endswith("ctrl+p palette  ? help")


async def test_while_marking_the_footer_says_how_many_and_what_the_keys_do() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("x", "x")
        await settle(pilot)
        assert lines(app)[-1].startswith("  2 marked   e edit  s stage  x mark")
        page = list_page(app)
        page.table.clear_marks()
        await settle(pilot)
        assert "marked" not in lines(app)[-1]


async def test_a_click_on_a_key_presses_it() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(offset=(lines(app)[-1].index("edit"), 23))
        await settle(pilot, lambda: "edited" in list_page(app).heard)


class SearchPage(ListPage):
    """A list that writes down what is searched."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Message] = []

    @on(FilterBar.Changed)
    @on(FilterBar.Left)
    def _tell(self, event: Message) -> None:
        self.told.append(event)
        if isinstance(event, FilterBar.Left):
            self.table.focus()

    def texts(self) -> list[tuple[str, str]]:
        told = [event for event in self.told if isinstance(event, FilterBar.Changed | FilterBar.Left)]
        return [(type(event).__name__, event.text) for event in told]


def search_app() -> tuple[SearchPage, SolarApp]:
    page = SearchPage()
    return page, SolarApp(lambda: session(FakeServices()), {"leads": lambda: page})


async def test_filters_in_force_are_chips_and_the_count_stands_right() -> None:
    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        page = list_page(app)
        await settle(pilot)
        assert lines(app)[2].strip() == "/ search or filter"
        page.filters.show([Chip("stage", "open"), Chip("", "krak[/]")], "38 of 128", ["412 kWp"])
        await settle(pilot)
        assert lines(app)[2].rstrip().endswith("38 of 128")
        assert " stage open " in lines(app)[2]
        assert " krak[/] " in lines(app)[2]
        page.filters.show([Chip("filter", "x" * 20)] * 5, "38 of 128")
        await settle(pilot)
        assert "+4" in lines(app)[2]
        await pilot.resize_terminal(120, 24)
        page.filters.show([], "38 of 128", ["412 kWp"])
        await settle(pilot)
        assert lines(app)[2].rstrip().endswith("38 of 128   412 kWp")


async def test_typing_narrows_with_every_letter_and_leaves_with_enter() -> None:
    page, app = search_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", "k", "r", "1", "enter")
        await settle(pilot)
        assert page.texts() == [("Changed", "k"), ("Changed", "kr"), ("Changed", "kr1"), ("Left", "kr1")]
        assert page.focused is page.table
        assert page.filters.text == "kr1"
        assert "kr1" not in shown(app)


@pytest.mark.parametrize("key", ["down", "pagedown"])
async def test_arrows_lead_from_the_field_to_the_list(key: str) -> None:
    page, app = search_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", "k", key)
        await settle(pilot)
        assert page.texts()[-1] == ("Left", "k")
        assert page.table.cursor_id == 1000


async def test_escape_takes_the_typing_back() -> None:
    page, app = search_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        page.filters.set_text("stage:open")
        await settle(pilot)
        assert page.texts() == []
        await pilot.press("slash", "x", "escape")
        await settle(pilot)
        assert page.texts()[-2:] == [("Changed", "stage:open"), ("Left", "stage:open")]


async def test_a_click_on_the_filters_begins_to_type_and_one_on_the_list_ends_it() -> None:
    page, app = search_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(offset=(4, 2))
        await settle(pilot, lambda: page.filters.has_class("-typing"))
        await pilot.click(offset=(10, 10))
        await settle(pilot, lambda: not page.filters.has_class("-typing"))
        assert page.focused is page.table
