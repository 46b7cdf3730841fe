"""Keys that come faster than screens: nothing is left twice, and nothing is asked on a page that was left."""

from __future__ import annotations

import asyncio
import gc
import warnings
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.keys import _character_to_key

from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.shown import ShownScreen
from solartui.terminal import key_order
from solartui.widgets.pick_list import PickItem
from tests.desk import add_lead
from tests.ui.desk_app import Opened, OpenedContact, desk_app
from tests.ui.support import list_page, made_app, other_page, settle

if TYPE_CHECKING:
    from solartui.app import SolarApp
    from solartui.services.container import Services

ITEMS = [PickItem("one", (("One", "text"),)), PickItem("two", (("Two", "text"),))]


@pytest.mark.parametrize("keys", [("enter", "enter"), ("escape", "escape")])
async def test_a_dialog_is_left_once_and_the_page_below_stays(services: Services, keys: tuple[str, ...]) -> None:
    contact = add_lead(services, "Jan Kowalski").contact.id
    async with desk_app(services, "contacts") as desk:
        await desk.see("Jan")
        desk.app.open_record("contact", contact)
        page = await desk.on(OpenedContact)
        answers: list[str | None] = []
        dialog = ChooseDialog("Title", ITEMS)
        await desk.app.push_screen(dialog, answers.append)
        for key in keys:
            getattr(dialog, "action_choose" if key == "enter" else "action_cancel")()
        await settle(desk.pilot, lambda: desk.screen is page)
        assert answers == ["one" if keys[0] == "enter" else None]


async def test_two_clicks_on_a_line_choose_once(services: Services) -> None:
    add_lead(services, "Jan Kowalski")
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("Jan")
        await desk.press("s")
        dialog = await desk.on(ChooseDialog)
        await desk.pilot.click(dialog.list, offset=(5, 1), times=2)
        await desk.on(LeadListScreen)
        await desk.hear("moved to Contacted")
        assert len(desk.said) == 1


async def test_enter_twice_opens_once(services: Services) -> None:
    add_lead(services, "Jan Kowalski")
    for place in ("leads", "contacts"):
        async with desk_app(services, place, start=LeadListScreen) as desk:
            await desk.see("Jan")
            for _ in range(3):
                desk.screen.action_command("list.open")
            await desk.on(Opened)
            assert len(desk.app.screen_stack) == 2


async def test_a_key_pressed_twice_asks_once() -> None:
    app = made_app()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: app.session is not None)
        page = list_page(app)
        first, second = ChooseDialog("First", ITEMS), ChooseDialog("Second", ITEMS)
        answers: list[str | None] = []

        async def ask(dialog: ChooseDialog) -> None:
            answer = await page.ask(dialog)
            answers.append(answer)

        for dialog in (first, second):
            page.start(ask(dialog), group="asking", newest_only=False)
        await settle(pilot, lambda: app.screen is first)
        assert answers == [None]
        first.dismiss("one")
        await settle(pilot, lambda: answers == [None, "one"])
        assert app.screen is page


async def test_a_page_that_was_left_while_it_was_reading_does_not_ask() -> None:
    app = made_app()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: app.session is not None)
        page = list_page(app)
        read = asyncio.Event()
        answers: list[str | None] = []

        async def ask() -> None:
            await read.wait()
            answer = await page.ask(ChooseDialog("Title", ITEMS))
            answers.append(answer)

        page.start(ask(), group="asking")
        await pilot.press("4")
        await settle(pilot, lambda: app.current_mode == "contacts")
        read.set()
        await settle(pilot, lambda: answers == [None])
        assert app.screen is other_page(app)


async def test_work_that_is_given_up_before_it_began_is_not_complained_of() -> None:
    app = made_app()
    async with app.run_test() as pilot:
        await settle(pilot, lambda: app.session is not None)
        page: ShownScreen[None] = list_page(app)
        begun: list[int] = []

        async def work(number: int) -> None:
            begun.append(number)

        with warnings.catch_warnings(record=True) as complaints:
            warnings.simplefilter("always")
            for number in range(50):
                page.beside(work(number), group="work", newest_only=True)
            await settle(pilot, lambda: begun == [49])
            gc.collect()
        assert [str(one.message) for one in complaints if "never awaited" in str(one.message)] == []


def send(app: SolarApp, text: str) -> None:
    """Keys that come in one packet: nobody looks between them."""
    for sign in text:
        name = {"\r": "enter", "\x13": "ctrl+s"}.get(sign) or _character_to_key(sign)
        app.post_message(events.Key(name, sign))


@pytest.mark.parametrize(
    ("keys", "becomes"),
    [
        ("sconta\r", "moved to Contacted"),
        ("slost\rno roof\rj", "moved to Lost"),
        ("wnobody\r", "It is so already"),
        ("zfriday\x13", "Follow-up"),
        ("acalled, wants an offer\r", "Call logged"),
        ("jkx>", "moved to Contacted"),
    ],
)
async def test_keys_in_one_packet_act_on_what_those_before_have_brought(
    services: Services, keys: str, becomes: str
) -> None:
    add_lead(services, "Jan Kowalski")
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("Jan")
        send(desk.app, keys)
        await settle(desk.pilot, lambda: any(becomes in said for said in desk.said))
        assert len(desk.app.screen_stack) == 1


async def test_keys_do_not_wait_for_ever(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_order, "PATIENCE", 0.01)
    add_lead(services, "Jan Kowalski")
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("Jan")
        never = asyncio.Event()
        desk.screen.start(never.wait(), "command", keys_wait=True)
        send(desk.app, "?")
        await desk.on(HelpDialog)
        never.set()
