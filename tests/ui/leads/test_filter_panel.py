"""The filter panel: every criterion at once, with what is in force entered already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.selection import Chosen
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.lists.filter_panel import FilterPanel
from tests.ui.leads.test_lead_search import names
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


async def go(app: DeskApp, field: str) -> None:
    """Go down to a field by the keyboard."""
    while app.screen.here.key != field:
        await app.press("tab")


@pytest.mark.feature("B-54", "B-56", "B-58", "B-59", "B-65", "D-16")
async def test_a_desk_is_filtered_by_several_criteria_with_the_keyboard_alone(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("f")
        await app.on(FilterPanel)
        await app.see("6 of 6 leads", "Search", "Stage", "Type")
        await go(app, "stage")
        await app.press("space", "right", "space")
        await app.see("✓○ Open", "✓◔ Contacted", "4 of 6 leads")
        await go(app, "type")
        await app.press("a", "space", "r", "space")
        await go(app, "assignee")
        await app.write("me")
        await app.press("enter")
        await app.write("unas")
        await app.see("Nothing is called like that")
        await app.press("escape")
        await app.write("none")
        await app.press("enter", "enter")
        await go(app, "created")
        await app.write("last 30")
        await app.press("down", "enter")
        await app.see("4 of 6 leads")
        await app.press("ctrl+s")
        await app.on(LeadListScreen)
        await app.see("4 of 6", "stage Open, Contacted")
        assert names(app) == ["Maria", "Ewa", "Anna", "Zbigniew"]
        expected = "stage:open,contacted assignee:me,none type:residential,agricultural created:30d"
        assert app.screen.filters.text == expected


@pytest.mark.feature("B-54", "B-60", "B-61", "B-62", "B-63", "B-64", "B-66")
async def test_the_panel_opens_with_what_is_in_force_and_loses_nothing(desk: Services, at_list: AtList) -> None:
    text = ('stage:open krak 12 -city:perth createdby:"Ewa Admin" entity:none source:none '
            "converted:no archived:any updated:7d kwh:100..2000 -archived")  # fmt: skip
    async with at_list(desk) as app:
        await app.see("Żółć")
        app.screen.filtering.put(text)
        await app.press("f")
        panel = await app.on(FilterPanel)
        await app.see("✓○ Open", "krak 12", "-city:perth -archived", "Ewa Admin", "✓none", "last 7 days", "100..2000")
        assert panel.entered().text == panel._panel.text
        await app.press("ctrl+s")
        await app.on(LeadListScreen)
        assert app.screen.filters.text == text or set(app.screen.filters.text.split()) == set(text.split())
        await app.press("f")
        await app.on(FilterPanel)
        await app.press("f8")
        await app.see("6 of 6 leads")
        await app.press("escape")
        await app.on(LeadListScreen)
        assert "krak" in app.screen.filters.text
        await app.press("f", "f8", "ctrl+s")
        await app.on(LeadListScreen)
        assert app.screen.filters.text == ""
        await settle(app.pilot, lambda: len(names(app)) == 6)


@pytest.mark.feature("B-55")
async def test_what_means_nothing_is_told_below_its_line(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("f")
        await app.on(FilterPanel)
        await go(app, "location")
        await app.write("Krak, lodz")
        await app.see("2 of 6 leads")
        await go(app, "created")
        await app.write("soonish")
        await app.press("ctrl+s")
        await app.see("“soonish” is no date.")
        assert app.screen.here.key == "created"
        await app.press("ctrl+u", "ctrl+s")
        await app.on(LeadListScreen)
        assert app.screen.filters.text == "location:Krak,lodz"
        await settle(app.pilot, lambda: names(app) == ["Jan", "Zbigniew"])


@pytest.mark.feature("B-54")
async def test_a_key_or_a_click_takes_one_condition_away(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        app.screen.filtering.put("location:krak -stage:open kwh>100")
        await app.see("1 of 6", "location krak", "stage not Open", "kWh a month > 100")
        await app.press("backspace")
        assert app.screen.filters.text == "location:krak -stage:open"
        line = app.line("location krak")
        await app.pilot.click(app.screen.filters._line, offset=(line.index("×") - 2, 0))
        await settle(app.pilot, lambda: app.screen.filters.text == "-stage:open")
        await app.press("escape", "backspace")
        assert app.screen.filters.text == ""


@pytest.mark.feature("B-54", "B-08")
async def test_users_ask_17_one_filter_holds_in_all_views_and_is_kept(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await app.press("2")
        await app.see("Anna Wiśniewska")
        await app.press("f")
        await app.on(FilterPanel)
        await go(app, "kwh")
        await app.write(">100")
        await app.press("ctrl+s")
        await app.on(LeadListScreen)
        await app.see("kWh a month > 100", "Anna Wiśniewska", "2 of 6")
        await app.miss("Maria Dudek")
        await app.press("1")
        await settle(app.pilot, lambda: names(app) == ["Jan", "Anna"])
        await app.press("v")
        await app.see("kWh a month > 100", "Jan Kowalski")
        await app.press("backspace")
        await app.see("Maria Dudek")


@pytest.mark.feature("B-55")
async def test_leads_around_a_postcode_are_chosen_in_the_panel(desk: Services, at_list: AtList) -> None:
    desk.geocoding.locate(Chosen(query=""))
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("f")
        await app.on(FilterPanel)
        await go(app, "near")
        await app.write("30-001, 20 km")
        await app.see("2 of 6 leads")
        await app.press("ctrl+s")
        await app.on(LeadListScreen)
        await app.see("2 of 6", "near 30-001, 20 km", "Distance", "12.3 km")
        assert names(app) == ["Jan", "Anna"]
        await app.press("S")
        await app.see("Order")
        await app.write("dist")
        await app.press("enter")
        await app.see("Distance ↑")
        await app.press("backspace")
        await app.see("6")
        await settle(app.pilot, lambda: len(names(app)) == 6)
        assert "Distance" not in app.text
