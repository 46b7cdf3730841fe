"""Fields of the desk's own on the lead list: asked about, shown as columns, ordered by, and changed in their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.listing import Sort
from solartui.screens.dialogs.cell import CellDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.lists.filter_panel import FilterPanel
from tests.ui.leads.conftest import ANNA, JAN
from tests.ui.leads.test_filter_panel import go
from tests.ui.leads.test_lead_search import names
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]

COLUMNS = "name,custom.roof,custom.area,custom.shaded"


@pytest.fixture
def own(desk: Services) -> Services:
    """A desk with three fields of its own, about which two leads say something."""
    desk.fields.add("lead", "Roof [b]", "choice", key="roof", choices=["Tile", "none", "A, B"])
    desk.fields.add("lead", "Stage", "number", key="area")
    desk.fields.add("lead", "Shaded", "yes_no", key="shaded")
    desk.leads.edit(ANNA, {"custom": {"roof": "A, B", "area": 120, "shaded": "no"}})
    desk.leads.edit(JAN, {"custom": {"roof": "Tile", "area": 30.5}})
    return desk


@pytest.mark.feature("B-32", "B-54")
async def test_own_fields_are_columns_orders_and_criteria(own: Services, at_list: AtList) -> None:
    async with at_list(own, size=(110, 40)) as app:
        await app.see("Żółć")
        page = app.screen
        page.settings.show(COLUMNS)
        await app.see("Roof [b]", "A, B", "120", "30.5")
        page.show_sort(Sort("custom.area", descending=True))
        await settle(app.pilot, lambda: names(app)[:2] == ["Anna", "Jan"])
        await app.press("/")
        await app.write("custom.roof:")
        await app.see("▌ Tile", "  none", "  A, B")
        await app.write('"A, B"')
        await app.press("enter")
        await app.see("1 of 6", "Roof [b] A, B")
        await app.press("f")
        panel = await app.on(FilterPanel)
        await go(app, "custom.shaded")
        assert panel.fields["custom.roof"].entry == ['"A, B"']
        await app.press("right", "right")
        await app.see("1 of 6 leads")
        await app.press("right")
        await app.see("0 of 6 leads")
        await app.press("left", "ctrl+s")
        await app.on(LeadListScreen)
        assert app.screen.filters.text == 'custom.roof:"A, B" custom.shaded:no'


async def test_a_bad_own_field_is_underlined_and_the_list_stays(own: Services, at_list: AtList) -> None:
    async with at_list(own, size=(80, 24)) as app:
        await app.see("Żółć")
        await app.press("/")
        await app.write("custom.nope:5")
        await app.see("there is no field “custom.nope”", "Maria")
        await app.press("escape")
        assert len(names(app)) == 6


async def test_a_field_that_the_admin_adds_or_takes_away_is_a_column_at_once(own: Services, at_list: AtList) -> None:
    async with at_list(own, size=(110, 30)) as app:
        await app.see("Żółć")
        app.screen.settings.show(COLUMNS)
        topics = own.fields.add("lead", "Remark", key="remark").topics
        app.screen.host.changes.publish(topics)
        await settle(app.pilot, lambda: app.screen.table.columns.all[-1].title == "Remark")
        assert app.screen.settings.text == COLUMNS
        assert app.screen.filtering.context.catalogue.named("custom.remark")
        app.screen.host.changes.publish(own.fields.delete("lead.area", with_values=True).topics)
        await settle(app.pilot, lambda: app.screen.settings.text == "name,custom.roof,custom.shaded")


@pytest.mark.feature("B-19")
async def test_an_own_field_is_changed_in_its_cell(own: Services, at_list: AtList) -> None:
    async with at_list(own, size=(110, 30)) as app:
        await app.see("Żółć")
        page = app.screen
        page.settings.show(COLUMNS)
        page.filtering.put("anna")
        await settle(app.pilot, lambda: names(app) == ["Anna"])
        page.table.go_to_cell("custom.area")
        await app.press("enter")
        await app.on(CellDialog)
        await app.press("ctrl+u", *"viel", "enter")
        await app.see("viel is no number")
        await app.press("ctrl+u", *"99,5", "enter")
        await app.on(LeadListScreen)
        await app.see("99.5")
        page.table.go_to_cell("custom.roof")
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.press("up", "up", "up", "enter")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: "roof" not in own.leads.get(ANNA).custom)
        page.table.go_to_cell("custom.shaded")
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.see("yes", "no", "nothing")
        await app.press("escape")
        assert dict(own.leads.get(ANNA).custom) == {"area": 99.5, "shaded": False}
        await app.press("escape", "u")
        await app.hear("Taken back")
        assert own.leads.get(ANNA).custom["roof"] == "A, B"


async def test_a_filter_by_a_field_or_stage_that_goes_away_is_mended_and_said(own: Services, at_list: AtList) -> None:
    stage = own.stages.add("Quote", "working").value
    async with at_list(own, size=(100, 30)) as app:
        await app.see("Żółć")
        page = app.screen
        page.filtering.put(f"custom.area>1 stage:open,contacted,assigned,{stage.key} kwh>1")
        await settle(app.pilot, lambda: names(app) == ["Jan", "Anna"])
        page.host.changes.publish(own.fields.delete("lead.area", with_values=True).topics)
        await app.hear("there is no field “custom.area”")
        await settle(app.pilot, lambda: page.filters.text == f"stage:open,contacted,assigned,{stage.key} kwh>1")
        page.host.changes.publish(own.stages.delete(stage.key, "open").topics)
        await app.hear("is no stage")
        await settle(app.pilot, lambda: page.filters.text == "kwh>1")
        await settle(app.pilot, lambda: len(names(app)) == 3)
        page.action_search()
        await app.write(" custom.roof:tile")
        page.host.changes.publish(own.fields.delete("lead.roof", with_values=True).topics)
        await app.see("there is no field “custom.roof”")
        assert "custom.roof:tile" in page.filters.text
