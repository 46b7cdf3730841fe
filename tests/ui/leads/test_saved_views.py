"""Views of the lead list: one key shows them; the list says which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.listing import Sort
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.views import ViewsDialog
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.services.views import ViewDraft
from tests.desk import SALES, at_desk
from tests.ui.leads.test_lead_search import names
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


@pytest.mark.feature("D-14", "D-15")
async def test_users_ask_33_a_view_is_picked_by_key_and_a_session_begins_with_my_leads(
    desk: Services, at_list: AtList
) -> None:
    anna = at_desk(desk, SALES)
    async with at_list(anna, size=(80, 24)) as app:
        await app.see("My leads", "owner me", "1 of 6")
        assert names(app) == ["Jan"]
        await app.press("F")
        await app.on(ViewsDialog)
        await app.see("My leads", "Unassigned", "Archived", "Save this list as a view")
        await settle(app.pilot, lambda: "3" in app.line("Unassigned") and "1" in app.line("Lost"))
        await app.write("unas")
        await app.press("enter")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: names(app) == ["Piotr", "Ewa", "Zbigniew"])
        assert "Unassigned" in app.line("3 of 6")
        await app.press("slash")
        await app.write("ewa")
        await app.press("enter")
        await settle(app.pilot, lambda: names(app) == ["Ewa"])
        assert "Unassigned" in app.line("1 of 6")
        await app.press("escape")
        await settle(app.pilot, lambda: len(names(app)) == 3)
        await app.press("escape")
        await app.see("All leads", "Żółć", "Jan Kowalski")
        await settle(app.pilot, lambda: anna.views.opening().key == "unassigned")


@pytest.mark.feature("D-15", "B-32")
async def test_a_list_is_saved_shared_changed_and_taken_away(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć", "All leads")
        app.screen.filtering.put("kwh>100")
        app.screen.show_sort(Sort("monthly_kwh", descending=True))
        await app.press("F")
        await app.on(ViewsDialog)
        await app.write("save")
        await app.press("enter")
        await app.on(AskDialog)
        await app.write("Big roofs")
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.press("down", "enter")
        await app.on(LeadListScreen)
        await app.hear("View Big roofs saved")
        view = desk.views.get("big roofs")
        assert (view.query, view.order, view.shared) == ("kwh>100", Sort("monthly_kwh", descending=True), True)
        assert "Big roofs" in app.line("2 of 6")
        await app.press("slash")
        await app.write("wis")
        await app.press("enter", "F")
        await app.on(ViewsDialog)
        await app.see("Keep the changes in Big roofs", "Rename Big roofs", "Share Big roofs no more")
        await app.write("keep")
        await app.press("enter")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: desk.views.get("Big roofs").query == "kwh>100 wis")
        await app.press("F")
        await app.on(ViewsDialog)
        await app.write("delete")
        await app.press("enter")
        await app.on(LeadListScreen)
        await app.hear("View Big roofs deleted")
        assert "Big roofs" not in app.line("1 of 6")


async def test_a_view_of_a_stage_that_is_gone_opens_and_says_so(desk: Services, at_list: AtList) -> None:
    view = desk.views.create(desk_view()).value
    with desk.store.begin(desk.actor) as work:
        work.raw.execute("UPDATE saved_view SET query = 'stage:vanished kwh>100', columns = '[\"name\",\"gone\"]'")
    desk.views.used(view)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Rooftops", "2 of 6")
        await app.hear("View Rooftops: “vanished” is no stage")
        assert app.screen.filters.text == "kwh>100"
        assert app.screen.sort == Sort("name")


def desk_view() -> ViewDraft:
    """A view that has everything."""
    return ViewDraft("Rooftops", "stage:open", Sort("name"), ("name",))
