"""One cell of the lead list changed where it stands: from the cell under the cursor, and by the letter of its field."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from textual import events

from solartui.domain.errors import Invalid
from solartui.screens.dialogs.cell import CellDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.letters import FieldMenu
from solartui.screens.lead.form import LeadForm
from solartui.screens.leads.cells import CHOICES, PEOPLE, TEXTS, meaning_of, value_of, why_not
from solartui.screens.leads.columns import lead_columns
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.services.exports import chosen_fields
from tests.desk import SALES, at_desk
from tests.ui.leads.conftest import ANNA, JAN, MARIA, PIOTR
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.feature("B-19")
async def test_users_ask_19_arrow_keys_stay_in_the_text_of_a_cell_that_is_being_changed(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("right", "right")
        assert app.screen.table.cell == "location"
        assert "enter change" in app.text
        await app.press("enter")
        await app.on(CellDialog)
        row = next(at for at, line in enumerate(lines(app.app)) if "Perth" in line)
        assert "Town" in lines(app.app)[row + 1]
        await app.press("end", "left", "right", "up", "down", *"X", "j", "backspace", "left", "k")
        assert app.screen._field.line.text == "PerthkX"
        await app.press("escape")
        page = await app.on(LeadListScreen)
        assert (page.table.view.cursor, page.table.cell) == (0, "location")
        assert desk.leads.get(MARIA).address.city == "Perth"
        await app.press("enter", *"Kraków", "tab")
        await app.on(LeadListScreen)
        await app.see("Kraków")
        await app.hear("u undo")
        assert desk.leads.get(MARIA).address.city == "Kraków"
        assert page.table.cell == "monthly_kwh"
        await app.press("down", "escape", "enter")
        await settle(app.pilot, lambda: not isinstance(app.screen, LeadListScreen))
        assert app.record == ("lead", PIOTR)


async def test_what_somebody_else_saved_meanwhile_is_told_and_what_was_typed_stays(
    desk: Services, at_list: AtList
) -> None:
    other = at_desk(desk, SALES)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("e", until=lambda: isinstance(app.screen, FieldMenu))
        await app.press("k", until=lambda: isinstance(app.screen, CellDialog))
        await app.press(*"viele", "enter")
        await app.see("is no number")
        other.leads.edit(MARIA, {"monthly_kwh": 100})
        await app.press("ctrl+u", *"350,5", "enter")
        await app.see("Anna Nowak changed it meanwhile to: 100. enter saves yours.")
        assert app.screen._field.line.text == "350,5"
        await app.press("enter")
        await app.on(LeadListScreen)
        assert desk.leads.get(MARIA).monthly_kwh == 350.5
        app.screen.table.go_to_cell("name")
        await app.press("enter", until=lambda: isinstance(app.screen, CellDialog))
        await app.press("x")
        other.leads.edit(MARIA, {"channel": "fair"})
        await app.press("enter")
        await app.see("Anna Nowak changed the lead meanwhile. enter saves this.")
        await app.pilot.resize_terminal(60, 18)
        await app.see("▌x")
        other.lead_actions.delete([MARIA])
        await app.press("enter")
        await app.see(f"There is no lead {MARIA}.", "▌x")
        await app.press("escape")
        await app.on(LeadListScreen)


async def test_users_ask_21_a_field_is_changed_in_the_list_by_its_letter(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(120, 36)) as app:
        await app.see("Żółć")
        await app.press("e", until=lambda: isinstance(app.screen, FieldMenu))
        await app.see("whole form", "n name", "z follow-up", "escape cancel")
        await app.press("e")
        await app.on(LeadForm)
        await app.press("escape")
        await app.on(LeadListScreen)
        await app.press("j", "j", "j")
        await app.press("e", until=lambda: isinstance(app.screen, FieldMenu))
        await app.press("t", until=lambda: isinstance(app.screen, ChooseDialog))
        await app.press(*"agri", "enter")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: desk.leads.get(JAN).type == "agricultural")
        await app.press("j", "r", "k")
        await settle(app.pilot, lambda: desk.leads.get(ANNA).type == "agricultural")
        await app.press("e", until=lambda: isinstance(app.screen, FieldMenu))
        await app.press("z", until=lambda: isinstance(app.screen, CellDialog))
        await app.press(*"yesterday", "enter")
        await app.see("is over already")
        await app.press("ctrl+u", *"24.12.2026", "enter")
        await app.on(LeadListScreen)
        await app.see("24 Dec")
        await app.press("e", until=lambda: isinstance(app.screen, FieldMenu))
        await app.press("s", until=lambda: isinstance(app.screen, ChooseDialog))
        await app.press(*"lost", "enter")
        await app.see("Why was it lost?")
        await app.press(*"too", "enter")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: desk.leads.get(JAN).lost_reason == "too")
        await app.press("e", "escape")
        await app.on(LeadListScreen)
        for key in ("e", "n"):  # both at once, as a fast typist sends them
            app.app.post_message(events.Key(key, key))
        await app.on(CellDialog)
        assert app.screen._field.line.text.startswith("Jan Kowalski")


async def test_cards_are_changed_by_letter_too(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("right", "v", "j")
        page = app.screen
        await settle(app.pilot, lambda: page.shown is not page.table and page.here() == PIOTR)
        assert "leave" not in lines(app.app)[-1]
        await app.press("e", until=lambda: isinstance(app.screen, FieldMenu))
        await app.press("c", until=lambda: isinstance(app.screen, CellDialog))
        await app.see("Town · Piotr Zając")
        await app.press(*"Opole", "enter")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: desk.leads.get(PIOTR).address.city == "Opole")
        await app.press("enter")
        await settle(app.pilot, lambda: not isinstance(app.screen, LeadListScreen))
        assert app.record == ("lead", PIOTR)


async def test_help_says_how_to_reach_a_cell_and_does_it(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("question_mark")
        await app.see("Help")
        await app.press(*"column", "space", *"to", "space", *"the", "space", *"right")
        await app.see("To the cell or the column to the right.")
        await app.press("enter")
        page = await app.on(LeadListScreen)
        await settle(app.pilot, lambda: page.table.cell == "stage")


async def test_what_cannot_be_changed_says_why(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24), may=lambda capability: capability != "write") as app:
        await app.see("Żółć")
        app.screen.table.go_to_cell("source")
        await app.press("enter")
        await app.hear("The source of a lead tells how it was made")
        app.screen.table.go_to_cell("contact")
        await app.press("enter")
        await app.hear("It belongs to the contact: p opens it.")
        app.screen.table.go_to_cell("name")
        await app.press("enter")
        await app.hear("Your role may not do this.")


@pytest.mark.feature("B-32")
def test_every_column_can_be_exported() -> None:
    for column in lead_columns(lambda: NOW, {}):
        assert len(chosen_fields([column.key])) >= 1


def test_every_column_is_changed_or_says_why_not() -> None:
    columns = {column.key for column in lead_columns(lambda: NOW, {})}
    changed = {*TEXTS, *CHOICES, *PEOPLE, "stage"}
    assert changed <= columns
    assert {key for key in columns if why_not(key, "p") is None} == changed
    assert why_not("id", "p") == "The program keeps this by itself; it cannot be changed."


def test_dates_of_cells_are_past_or_to_come() -> None:
    assert value_of("next_follow_up", "", NOW) is None
    assert value_of("last_contacted", "yesterday", NOW) == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert value_of("name", "", NOW) is None
    assert meaning_of("tomorrow", NOW) == "Tue 24 Nov 09:00"
    with pytest.raises(Invalid):
        value_of("next_follow_up", "yesterday", NOW)
    with pytest.raises(Invalid):
        value_of("last_contacted", "tomorrow", NOW)
    with pytest.raises(Invalid):
        value_of("next_follow_up", "soon", NOW)
