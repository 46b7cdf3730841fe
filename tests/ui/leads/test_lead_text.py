"""Hostile names and the mouse in the lead list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown

from solartui.screens.conversion import ConversionDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.leads.list_screen import LeadListScreen
from tests.desk import add_lead
from tests.hostile_desk import CONTROLS, TEXTS, spoil
from tests.ui.desk_app import OpenedLead
from tests.ui.leads.conftest import ANNA, EWA, JAN, MARIA
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


def assert_plain(app: DeskApp) -> None:
    """No control sign reaches the terminal, and no line is wider than the window."""
    for line in lines(app.app):
        assert not CONTROLS.search(line), repr(line)
        assert cell_len(line) == app.app.size.width, repr(line)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (300, 40)])
async def test_hostile_text_in_every_field_is_only_text(desk: Services, at_list: AtList, size: tuple[int, int]) -> None:
    for number in range(len(TEXTS) - 6):
        add_lead(desk, f"Jan {number}", city="Opole")
    spoil(desk)
    async with at_list(desk, size=size, toasts=True) as app:
        await app.see("search")
        await settle(app.pilot, lambda: app.screen.table.cursor_id is not None)
        # Each lead has its turn in the preview; where there is none, each page is enough.
        previewed = app.screen.previewing and size[0] < 200
        for _ in range(app.screen.table.view.total if previewed else 2):
            assert_plain(app)
            await app.press("j" if previewed else "pagedown")
        for key in ("s", "w", "a", "z", "c", "e", "y", "full_stop", "n"):
            await app.press(key)
            assert_plain(app)
            while not isinstance(app.screen, LeadListScreen):
                await app.press("escape")
        assert "[/]" in app.text
        assert app.app.return_code is None


async def test_what_was_done_to_a_hostile_lead_is_said_as_text(desk: Services, at_list: AtList) -> None:
    name = "[/] [@click=app.quit]x[/] [bold]"
    lead = add_lead(desk, name)
    async with at_list(desk, size=(80, 24), toasts=True) as app:
        await app.see("[/]")
        await app.press("greater_than_sign")
        await app.hear("[@click=app.quit]x[/]")
        await app.see("moved to Contacted")
        assert_plain(app)
        await app.press("D")
        await app.hear("archived")
        assert desk.leads.get(lead.id).archived


async def test_the_cursor_follows_the_click_and_a_second_click_opens(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        table = app.screen.table
        await app.pilot.click(table, offset=(10, 4))
        await settle(app.pilot, lambda: app.screen.table.cursor_id == EWA)
        await app.pilot.click(table, offset=(10, 15))
        assert app.screen.table.cursor_id == EWA
        await app.pilot.click(table, offset=(40, 5), times=2)
        assert (await app.on(OpenedLead)).record == ("lead", JAN)


async def test_the_wheel_scrolls_a_long_list_and_its_bar_jumps(demonstration: Services, at_list: AtList) -> None:
    async with at_list(demonstration, size=(80, 24)) as app:
        await app.see("○ Open", " 2")
        table = app.screen.table
        await settle(app.pilot, lambda: table.view.total is not None)
        await app.pilot._post_mouse_events([MouseScrollDown], table, offset=(10, 6), button=0)
        await settle(app.pilot, lambda: table.view.top == 3)
        await app.pilot.click(table, offset=(79, table.size.height - 1))
        await settle(app.pilot, lambda: table.view.cursor == (table.view.total or 0) - 1)
        await app.pilot.click(table, offset=(79, 2))
        await settle(app.pilot, lambda: table.view.cursor == 0)


async def test_footer_keys_places_and_the_search_line_can_be_clicked(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        footer, bar = app.screen.footer, app.screen.top_bar
        await app.pilot.click(footer, offset=(app.line("s stage").index("s stage"), 0))
        await app.on(ChooseDialog)
        await app.press("escape")
        await app.on(LeadListScreen)
        await app.pilot.click(footer, offset=(app.line("? help").index("? help"), 0))
        await app.on(HelpDialog)
        await app.press("escape")
        await app.on(LeadListScreen)
        await app.pilot.click(app.screen.filters, offset=(4, 1))
        await settle(app.pilot, lambda: app.screen.filters.typing)
        await app.write("anna")
        await app.see("1 of 6")
        await app.pilot.click(app.screen.table, offset=(10, 2))
        await settle(app.pilot, lambda: not app.screen.filters.typing)
        assert app.screen.table.cursor_id == ANNA
        assert "anna" in app.line("1 of 6")
        await app.pilot.click(bar, offset=(app.line("Contacts").index("Contacts"), 0))
        await app.see("Kind")
        await app.pilot.click(app.screen.top_bar, offset=(app.line("1 Leads").index("Leads"), 0))
        await app.on(LeadListScreen)


async def test_a_click_beside_the_dialog_changes_nothing_and_one_on_its_keys_answers(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("c")
        dialog = await app.on(ConversionDialog)
        await app.pilot.click(offset=(1, 22))
        assert app.screen is dialog
        line = next(at for at, text in enumerate(lines(app.app)) if "escape cancel" in text)
        await app.pilot.click(offset=(lines(app.app)[line].index("escape"), line))
        await app.on(LeadListScreen)
        assert desk.leads.get(MARIA).stage == "open"
