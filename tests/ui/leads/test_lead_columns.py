"""The columns of the lead list: chosen, moved, widened, kept, exported; orders of several columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.listing import Sort
from solartui.i18n import use_language
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.columns import ColumnsDialog
from solartui.screens.leads.columns import lead_columns
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.list_settings import clicked
from solartui.widgets.column_view import ColumnView
from tests.ui.desk_app import desk_app
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


def headings(app: DeskApp) -> str:
    """The line of headings."""
    return next(line for line in lines(app.app) if line.startswith("   Lead"))


@pytest.mark.parametrize("tongue", ["en", "pl"])
def test_the_follow_up_is_in_sight_beside_the_preview_in_both_languages(tongue: str) -> None:
    use_language(tongue)
    table = ColumnView(lead_columns(lambda: datetime.now(UTC), {}))
    table.fit(120 - 42 - 2 - 4)
    assert [placed.column.key for placed in table.placed][-1] == "next_follow_up"
    table.fit(80 - 2 - 4)
    assert [placed.column.key for placed in table.placed][-1] == "next_follow_up"


@pytest.mark.feature("B-32", "B-20", "B-25", "B-26", "B-28", "B-29", "B-30", "B-31")
async def test_users_ask_7_columns_are_chosen_and_kept_and_an_export_has_them(
    desk: Services, at_list: AtList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        assert headings(app).split() == ["Lead", "Stage", "Town", "kWh", "Follow-up"]
        await app.press("C")
        dialog = await app.on(ColumnsDialog)
        await app.see("Columns", "as many as fit")
        await app.press("space", "down", "greater_than_sign", "right", "right")
        assert dialog.list.current.id == "stage"
        await app.press(*["down"] * 9, "space")
        assert dialog.list.current.id == "grid_connection"
        await app.press("escape")
        await app.on(LeadListScreen)
        text = app.screen.settings.text
        assert text == "location,stage:14,monthly_kwh,next_follow_up,grid_connection"
        await settle(app.pilot, lambda: desk.preferences.get("leads.columns") == text)
        assert [one.strip() for one in lines(app.app)[4].split("  ") if one.strip()][:2] == ["Town", "Stage"]
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Łódź")
        assert app.screen.settings.text == text
        await app.press("E")
        await app.see("the columns on screen")
        await app.press("enter")
        await app.see("Export to")
        await app.press("ctrl+u", *"out.csv", "enter")
        await settle(app.pilot, lambda: (tmp_path / "out.csv").exists())
        heading = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0]
        assert heading.split(";" if ";" in heading else ",")[1:] == [
            "Street", "Postcode", "Town", "Region", "Lead status", "Monthly use (kWh)", "Next follow-up",
            "Grid connection",
        ]  # fmt: skip


@pytest.mark.feature("B-32")
async def test_what_stays_in_front_the_last_column_and_the_way_back_to_automatic(
    desk: Services, at_list: AtList
) -> None:
    desk.preferences.set("leads.columns", "name,gone,score:2")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        assert app.screen.settings.text == "name,score:3"
        page = app.screen
        await app.press("C")
        await app.on(ColumnsDialog)
        await app.press("J", "down", "K", "left", "space", "up", "space")
        assert page.settings.text == "name"
        await app.press("r")
        await app.see("as many as fit")
        await app.press("enter")
        await app.on(LeadListScreen)
        assert app.screen.settings.text == ""
        await settle(app.pilot, lambda: desk.preferences.get("leads.columns") == "")
        assert headings(app).split() == ["Lead", "Stage", "Town", "kWh", "Follow-up"]


@pytest.mark.feature("B-32")
async def test_the_edge_of_a_heading_is_dragged(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Żółć")
        table, sort = app.screen.table, app.screen.sort
        edge = headings(app).index("Town") - 1
        await app.pilot.mouse_down(table, offset=(edge, 0))
        await app.pilot.hover(table, offset=(edge + 2, 0))
        await app.pilot.hover(table, offset=(edge + 4, 0))
        await app.pilot.mouse_up(table, offset=(edge + 4, 0))
        await settle(app.pilot)
        assert headings(app).index("Town") == edge + 5
        text = table.columns.choice.text
        assert text.startswith("name:22,stage:17,location,")
        await settle(app.pilot, lambda: desk.preferences.get("leads.columns") == text)
        assert app.screen.sort == sort


@pytest.mark.feature("B-19")
async def test_rows_are_ordered_by_several_columns(desk: Services, at_list: AtList) -> None:
    desk.preferences.set("leads.sort", "stage,-gone")
    async with at_list(desk, size=(120, 24)) as app:
        await app.hear("There is no column gone to order by any more")
        await app.see("Żółć")
        assert app.screen.sort == LeadListScreen.SORT
        await app.press("S")
        await app.see("type to narrow", "add")
        await app.write("stage")
        await app.press("enter")
        await app.on(LeadListScreen)
        await app.see("Stage ↑")
        await app.press("S", *"town", "tab", "tab", "tab", "tab", "tab")
        await app.see("2↓  Town", "largest first")
        await app.press("enter")
        await app.see("Stage ↑1", "Town ↓2")
        await settle(app.pilot, lambda: desk.preferences.get("leads.sort") == "stage,-location")
        assert [line[3:].split()[0] for line in lines(app.app) if "○ Open" in line[:60]][:3] == [
            "Maria",
            "Zbigniew",
            "Ewa",
        ]


def test_a_click_orders_by_one_column_and_with_a_key_held_by_more() -> None:
    largest = frozenset({"kwh"})
    by_name = clicked(Sort("kwh", descending=True), "name", largest)
    assert by_name == Sort("name")
    assert clicked(by_name, "name", largest) == Sort("name", descending=True)
    both = clicked(by_name, "kwh", largest, more=True)
    assert both.text == "name,-kwh"
    assert clicked(both, "name", largest, more=True).text == "-name,-kwh"
    assert clicked(both, "name", largest).text == "name"
    assert clicked(clicked(both, "city", largest, more=True), "type", largest, more=True).text == "name,-kwh,type"
    newest = Sort("created_at", descending=True)
    assert clicked(newest, "name", largest, more=True).text == "name,-created_at"
    assert clicked(newest, "id", largest, more=True).text == "-created_at,id"
    assert clicked(clicked(by_name, "id", largest, more=True), "city", largest, more=True).text == "name,city,id"


@pytest.mark.feature("B-19")
def test_every_column_orders_the_rows(desk: Services) -> None:
    everything = {line.id for line in desk.leads.open_list().rows(0, 10)}
    for column in lead_columns(lambda: desk.store.clock(), {}):
        assert column.sortable
        text = "near:lodz,20000km" if column.sometimes else ""
        up, down = (desk.leads.open_list(text, Sort(column.key, descending)) for descending in (False, True))
        assert [line.id for line in down.rows(0, 10)] == [line.id for line in up.rows(0, 10)][::-1]
        assert column.sometimes or {line.id for line in up.rows(0, 10)} == everything
    phones = [line.phone or "" for line in desk.leads.open_list("", Sort("phone")).rows(0, 10)]
    assert phones == sorted(phones)


@pytest.mark.feature("B-32")
@pytest.mark.parametrize("place", ["contacts", "projects"])
async def test_other_lists_have_the_same_choice(desk: Services, place: str) -> None:
    desk.projects.create(ProjectDraft(contact_id=1, city="Kraków", country="PL"))
    async with desk_app(desk, place, (80, 24)) as app:
        await settle(app.pilot, lambda: app.screen.table.cursor_id is not None)
        await app.press("C")
        await app.on(ColumnsDialog)
        await app.press(*["down"] * 20, "space", "escape")
        await app.see("No.")
        page = app.screen
        await settle(app.pilot, lambda: desk.preferences.get(f"{place}.columns", "").endswith(",id"))
        page.table.action_sideways(1)
        assert page.table.cell is None
        page.show_sort(Sort.parse("-id,gone"))
        await app.hear("There is no column gone to order by any more")
        page.show_sort(Sort.parse("name,-id"))
        await settle(app.pilot, lambda: page.table.frame.painter.parts.sort == Sort.parse("name,-id").keys)


@pytest.mark.feature("B-69")
async def test_a_file_that_is_there_is_only_replaced_where_somebody_says_so(
    desk: Services, at_list: AtList, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    async with at_list(desk, size=(80, 24), toasts=True) as app:
        await app.see("Łódź")
        for typed, answer in ((target, "enter"), (tmp_path / "none" / "x.csv", ""), (target, "y")):
            await app.press("E")
            await app.see("This list, every field")
            await app.press("down", "enter")
            asked = await app.on(AskDialog)
            asked._field.value = str(typed)
            await app.press("enter")
            if not answer:
                await app.hear("cannot be written")
                continue
            await app.see("exists already", "replaced")
            assert target.read_text() == "old"
            await app.press(answer)
        await app.hear("leads written to")
    assert target.read_text(encoding="utf-8-sig").startswith("Lead ID,Lead name")
