"""The project list in three views: what survives the switch, what a board lets through, marks, views and the panel."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.listing import ProjectLine
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.dialogs.views import ViewsDialog
from solartui.screens.lists.filter_panel import FilterPanel
from solartui.screens.projects.list_screen import ProjectsScreen
from solartui.screens.projects.page import ProjectScreen
from solartui.widgets.board import messages
from solartui.widgets.board.board import Board
from solartui.widgets.card_grid import CardGrid
from solartui.widgets.record_table import RecordTable
from tests.services.project_crowd import ABROAD, BARN, FARM, HALL, HOUSE, crowd
from tests.ui.desk_app import desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

at_projects = partial(desk_app, start=ProjectsScreen)


@pytest.fixture
def desk(services: Services) -> Services:
    return crowd(services)


async def shows(app: DeskApp, kind: type[object], project_id: int | None = None) -> Any:
    """Wait until a view is shown, with its cursor on a project."""
    page = app.screen
    await settle(app.pilot, lambda: isinstance(page.shown, kind) and project_id in (None, page.here()))
    return page.shown


async def to_board(app: DeskApp) -> Board[ProjectLine]:
    """Go round to the board, and wait for what it counts."""
    await app.see("Stodoła")
    await app.press("v")
    await shows(app, CardGrid)
    await app.press("v")
    board: Board[ProjectLine] = await shows(app, Board)
    await settle(app.pilot, lambda: all(column.total is not None for column in board.columns.values()))
    return board


async def test_filter_marks_and_cursor_survive_every_switch(desk: Services) -> None:
    async with at_projects(desk, size=(140, 36)) as app:
        await app.see("Stodoła")
        page = app.screen
        await app.press("slash")
        await app.write("-outcome:lost")
        await app.press("enter")
        await settle(app.pilot, lambda: page.found == 4)
        await app.press("x", "j", "j")
        assert page.here() == HOUSE
        for kind in (CardGrid, Board, RecordTable):
            await app.press("v")
            await shows(app, kind, HOUSE)
            assert page.marks.ids == {BARN}
            assert page.filtering.text == "-outcome:lost"
            assert page.found == 4
        assert "Agro-Dach" not in app.text
    assert desk.preferences.get("projects.view") == "table"


async def test_the_next_session_begins_with_the_view_of_this_one(desk: Services) -> None:
    async with at_projects(desk) as app:
        await to_board(app)
    async with at_projects(desk) as app:
        await shows(app, Board)
        await app.see("Onboarding  2", "Quoting  1")


async def test_cards_tell_customer_town_progress_and_price(desk: Services) -> None:
    async with at_projects(desk, size=(80, 24)) as app:
        await app.see("Stodoła")
        await app.press("v", "end")
        await shows(app, CardGrid, HOUSE)
        await app.see("◔ Quoting", "Opole", "32 000 PLN")
        assert "0/" in app.line("Opole") or "/2" in app.text


async def test_columns_are_the_stages_with_counts_and_sums_and_the_ended_ones_folded(desk: Services) -> None:
    async with at_projects(desk, size=(160, 36)) as app:
        board = await to_board(app)
        assert list(board.columns) == [
            "onboarding", "quoting", "considering", "committing", "inspection", "installation", "completed",
            "failed", "lost", "cancelled", "closed",
        ]  # fmt: skip
        assert board.folded == {"completed", "failed", "lost", "cancelled", "closed"}
        await app.see("Quoting  1", "Committing  0", "0.5 kWp", "20k AUD", "32k PLN", "nothing here")
        await app.press("left", "left")
        assert (board.here.kind.key, app.screen.here()) == ("considering", None)
        await app.press("greater_than_sign")
        await app.hear("There is nothing here yet.")
        await app.press("right", "right", "right", "right")
        assert board.on_rail
        await app.press("down", "down", "enter")
        await app.see("Lost  1", "Agro-Dach")
        assert desk.preferences.get("projects.board.folded") == ["cancelled", "closed", "completed", "failed"]


@pytest.mark.feature("E-02")
async def test_a_card_goes_only_where_the_workflow_lets_it(desk: Services) -> None:
    async with at_projects(desk, size=(160, 36), toasts=True) as app:
        await to_board(app)
        page = app.screen
        page.views.board_view.board.go_to("onboarding")
        await settle(app.pilot, lambda: page.here() in (HALL, ABROAD))
        here = page.here()
        await app.press("greater_than_sign")
        await app.hear("Onboarding: ")
        assert desk.projects.get(here).stage == "onboarding"
        app.hush()
        await app.press("less_than_sign")
        await app.hear("There is no stage before this one.")
        app.hush()
        page.post_message(messages.Dropped(page.shown.cursor_row, "committing"))
        await app.hear("Onboarding: ")
        assert desk.projects.get(here).stage == "onboarding"


async def test_a_card_brought_to_an_end_asks_why_and_can_be_taken_back(desk: Services) -> None:
    async with at_projects(desk, size=(160, 36), toasts=True) as app:
        await to_board(app)
        page = app.screen
        page.views.board_view.board.go_to("quoting")
        await settle(app.pilot, lambda: page.here() == HOUSE)
        page.post_message(messages.Dropped(page.shown.cursor_row, "cancelled"))
        await app.on(AskDialog)
        await app.write("sold")
        await app.press("enter")
        await app.hear("Outcome: Cancelled")
        assert desk.projects.get(HOUSE).outcome == "cancelled"
        await app.see("Quoting  0")
        await app.press("u")
        await app.see("Quoting  1")
        assert desk.projects.get(HOUSE).outcome is None


async def test_columns_by_who_works_on_them_and_a_drop_puts_somebody_on(desk: Services) -> None:
    desk.project_assignees.add(HOUSE, "Anna Nowak")
    async with at_projects(desk, size=(120, 36), toasts=True) as app:
        await to_board(app)
        page = app.screen
        await app.press("B")
        await app.see("unassigned  4", "Anna Nowak  1")
        page.views.board_view.board.go_to("")
        await settle(app.pilot, lambda: page.here() == BARN)
        anna = next(key for key in page.shown.columns if key)
        page.post_message(messages.Dropped(page.shown.cursor_row, anna))
        await app.see("unassigned  3", "Anna Nowak  2")
        page.post_message(messages.Dropped(page.shown.columns[""].window.rows[0], anna))
        await app.see("unassigned  2", "Anna Nowak  3")
        page.post_message(messages.Dropped(page.shown.cursor_row, ""))
        await app.hear("takes somebody off")


async def test_marked_projects_get_somebody_and_end_together(desk: Services) -> None:
    async with at_projects(desk, toasts=True) as app:
        await app.see("Stodoła")
        page = app.screen
        await app.press("ctrl+x")
        await settle(app.pilot, lambda: page.marks.count == 5)
        await app.see("5 marked")
        await app.press("w")
        await app.on(ChooseDialog)
        await app.write("north")
        await app.press("enter")
        await app.hear("North put on 5 projects")
        await app.press("full_stop")
        menu = await app.on(MenuDialog)
        assert "5 projects" in app.text
        await app.write("closed")
        await app.press("enter")
        await app.on(AskDialog)
        await app.write("old")
        await app.press("enter")
        await app.hear("5 projects: Outcome: Closed")
        assert menu is not app.screen
        await app.press("u")
        await settle(app.pilot, lambda: desk.projects.get(HALL).outcome is None)
        assert desk.projects.get(FARM).outcome == "lost"


async def test_what_is_refused_for_some_of_the_marked_is_told_with_the_reason(desk: Services) -> None:
    async with at_projects(desk, toasts=True) as app:
        await app.see("Stodoła")
        page = app.screen
        await app.press("x", "x")
        assert page.marks.ids == {BARN, ABROAD}
        await app.press("greater_than_sign")
        await app.hear("2 projects were not changed: ")
        await app.press("escape")
        assert not page.marks
        await app.press("full_stop")
        await app.on(MenuDialog)
        await app.write("not over")
        await app.press("enter")
        await app.hear("Nobody ended the project.")


async def test_a_view_of_projects_is_saved_and_is_none_of_leads(desk: Services) -> None:
    async with at_projects(desk, toasts=True) as app:
        await app.see("Stodoła")
        page = app.screen
        page.filtering.put("kwp>10 town:krak")
        await settle(app.pilot, lambda: page.found == 1)
        await app.press("F")
        dialog = await app.on(ViewsDialog)
        assert [item.id for item in dialog._items() if item.id.startswith("view:")][:4] == [
            "view:mine", "view:all", "view:active", "view:unassigned",
        ]  # fmt: skip
        await app.write("save")
        await app.press("enter")
        await app.on(AskDialog)
        await app.write("Roofs")
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.press("enter")
        await app.see("Roofs")
        await app.press("escape", "escape")
        await settle(app.pilot, lambda: page.filtering.text == "kwp>10 town:krak" or page.found == 5)
    assert [view.name for view in desk.project_views.all() if view.id] == ["Roofs"]
    assert not [view for view in desk.views.all() if view.id]


async def test_the_panel_of_projects_writes_what_the_list_then_shows(desk: Services) -> None:
    async with at_projects(desk, size=(120, 40)) as app:
        await app.see("Stodoła")
        page = app.screen
        page.filtering.put("stage:onboarding krakow")
        await settle(app.pilot, lambda: page.found == 2)
        await app.press("f")
        panel = await app.on(FilterPanel)
        await app.see("2 of 5 projects")
        assert panel.fields["stage"].entry == ["onboarding"]
        assert panel.fields["words"].entry == "krakow"
        panel.fields["kwp"].put(">10")
        panel.fields["outcome"].put(["lost"])
        panel.changed(panel.fields["kwp"])
        await app.see("1 of 5 projects")
        panel.action_save()
        await settle(app.pilot, lambda: app.screen is page and page.found == 1)
        assert page.filtering.text == "stage:onboarding outcome:lost kwp>10 krakow"
        await app.see("outcome Lost")
        await app.press("backspace")
        await settle(app.pilot, lambda: page.found == 1 and "krakow" not in page.filtering.text)


async def test_only_what_is_marked_is_written_to_the_file(desk: Services, tmp_path: Path) -> None:
    async with at_projects(desk, toasts=True) as app:
        await app.see("Stodoła")
        await app.press("x", "j", "x")
        marked = app.screen.marks.ids
        await app.press("E")
        await app.on(ChooseDialog)
        await app.see("What is marked, every field", "2 projects", "5 projects")
        await app.press("enter")
        asked = await app.on(AskDialog)
        asked._field.value = str(tmp_path / "out.json")
        await app.press("enter")
        await app.hear("2 projects written to")
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in written} == marked


async def test_marked_projects_are_meant_wherever_the_cursor_stands(desk: Services) -> None:
    async with at_projects(desk, size=(160, 36), toasts=True) as app:
        board = await to_board(app)
        await app.press("x")
        board.go_to("considering")
        await settle(app.pilot, lambda: app.screen.here() is None)
        await app.press("full_stop")
        await app.on(MenuDialog)
        await app.write("set a")
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.write("region")
        await app.press("enter")
        await app.on(AskDialog)
        await app.write("here")
        await app.press("enter")
        await app.hear("edited")
        assert desk.projects.get(BARN).address.region == "here"
        await app.press("escape")
        app.hush()
        await app.press("full_stop")
        await app.hear("There is nothing here yet.")


async def test_whoever_may_only_look_is_told_so(desk: Services) -> None:
    def may(capability: str) -> bool:
        return capability not in {"write", "projects.edit", "tasks.override", "export"}

    async with at_projects(desk, may=may, toasts=True) as app:
        await app.see("Stodoła")
        for key in ("w", "E"):
            await app.press(key)
            await app.hear("Your role may not do this.")
            app.hush()
        await app.press("v")
        await shows(app, CardGrid)


async def test_from_page_to_page_in_the_order_of_the_list(desk: Services) -> None:
    async with at_projects(desk, records={"project": ProjectScreen}, toasts=True) as app:
        await app.see("Stodoła")
        await app.press("enter")
        await app.on(ProjectScreen)
        await app.see("Stodoła")
        await app.press("right_square_bracket")
        assert app.screen.tabs.active == "tasks"
        await app.press("J", until=lambda: app.screen.record_id == ABROAD)
        await app.press("J", until=lambda: app.screen.record_id == HALL)
        await app.see("Hala Zając")
        assert app.screen.tabs.active == "tasks"
        await app.press("K")
        await settle(app.pilot, lambda: app.screen.record_id == ABROAD)
        await app.press("K", "K")
        await app.hear("This is the first project of the list.")
        await app.press("J")
        await settle(app.pilot, lambda: app.screen.record_id == ABROAD)
        await app.press("escape")
        await app.on(ProjectsScreen)
        await settle(app.pilot, lambda: app.screen.here() == ABROAD)
