"""Three views of one list: what survives the way from one to the next, and the board on the page."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from textual.css.stylesheet import Stylesheet

from solartui.app import SolarApp
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.lead.screen import LeadScreen
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.store.record_list import RecordList
from solartui.widgets import cells
from solartui.widgets.board import messages
from solartui.widgets.board.board import Board
from solartui.widgets.board.carrying import count_moved
from solartui.widgets.card_grid import CardGrid
from solartui.widgets.record_table import RecordTable
from tests.desk import SALES, add_lead, at_desk
from tests.ui.leads.conftest import ANNA, EWA, JAN, MARIA, ZOLC, to_board
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractAsyncContextManager

    from textual.dom import DOMNode

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


async def shows(app: DeskApp, kind: type[object], lead_id: int | None = None) -> None:
    """Wait until a view is shown, with its cursor on a lead."""
    page = app.screen
    await settle(app.pilot, lambda: isinstance(page.shown, kind) and lead_id in (None, page.here()))


@pytest.mark.feature("B-03")
async def test_filter_order_marks_and_cursor_survive_every_switch(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await app.press("x", "j", "j")
        page = app.screen
        assert page.here() == JAN
        await app.press("slash")
        await app.write("-stage:lost")
        await app.see("5 of 6")
        await app.press("enter", "j", "j")
        here = page.here()
        for kind in (CardGrid, Board, RecordTable):
            await app.press("v")
            await shows(app, kind, here)
            assert page.filters.text == "-stage:lost"
            assert page.marks.ids == {MARIA}
            assert "Piotr" not in app.text
            assert "1 marked" in app.text
        await app.press("v", "k")
        assert page.here() != here
        moved_to = page.here()
        await app.press("2")
        await settle(app.pilot, lambda: isinstance(page.shown, Board) and page.here() == moved_to)
        await app.press("1")
        await settle(app.pilot, lambda: isinstance(page.shown, CardGrid) and page.here() == moved_to)
        await app.press("escape")
        assert not page.marks


@pytest.mark.feature("B-03")
async def test_the_next_session_begins_with_the_view_and_the_folds_of_the_last(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        assert set(board.folded) == {"converted", "lost", "closed"}
        await app.press("minus")
        await settle(app.pilot, lambda: desk.preferences.get("board.folded") is not None)
    async with at_list(desk) as app:
        await settle(app.pilot, lambda: isinstance(app.screen.shown, Board))
        board = app.screen.shown
        assert "open" in board.folded
        assert board.here.kind.key == "contacted"
        await app.press("1")
        await settle(app.pilot, lambda: desk.preferences.get("leads.view") == "table")
        await app.press("minus")
        await app.hear("Only the board")


@pytest.mark.feature("B-44")
@pytest.mark.feature("B-53")
async def test_users_ask_15_columns_stand_in_their_order_with_counts_and_sums(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await to_board(app)
        await app.see("6", "Contacted  1", "Assigned  1", "Site visit  0", "1.2 MWh", "nothing here")
        heading = app.line("Open")
        assert [word in heading for word in ("Open", "Contacted", "Assigned", "Site visit")] == [True] * 4
        assert heading.index("Open") < heading.index("Contacted") < heading.index("Assigned")
        await app.press("slash")
        await app.write("kwh>100")
        await app.see("2 of 6", "Open  0", "Contacted  1")


@pytest.mark.feature("B-52")
async def test_a_card_moves_by_key_and_the_cursor_goes_with_it(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        page = app.screen
        assert page.here() == MARIA
        await app.press("greater_than_sign")
        await app.see("Contacted  2", "Open  2")
        await settle(app.pilot, lambda: page.here() == MARIA)
        assert board.here.kind.key == "contacted"
        assert desk.leads.get(MARIA).stage == "contacted"
        await app.hear("u undo")
        await app.press("less_than_sign", until=lambda: board.here.kind.key == "open")
        await app.press("less_than_sign")
        await app.hear("no stage before")
        await app.press("u")
        await app.see("Contacted  2")
        await app.press("x", "j", "x")
        await app.see("2 marked")
        await app.press("greater_than_sign")
        await app.see("Assigned  3", "Contacted  0")
        assert {desk.leads.get(number).stage for number in (MARIA, ANNA, JAN)} == {"assigned"}


@pytest.mark.feature("B-50")
@pytest.mark.feature("B-49")
async def test_the_mouse_moves_a_card_and_a_lost_one_is_asked_for_its_reason(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)

        def place(text: str) -> tuple[int, int]:
            y = next(y for y, line in enumerate(lines(app.app)) if text in line)
            return lines(app.app)[y].index(text), y

        async def drag(text: str, target: tuple[int, int]) -> None:
            await app.pilot.mouse_down(offset=place(text))
            await app.pilot.hover(offset=target)
            await app.pilot.mouse_up(offset=target)
            await settle(app.pilot)

        await app.pilot.click(offset=place("Ewa Lis"))
        await settle(app.pilot, lambda: app.screen.here() == EWA)
        await drag("Ewa Lis", place("nothing here"))
        await app.see("Site visit  1")
        assert desk.leads.get(EWA).stage == "site_visit"
        await drag("Zbigniew", place("✗"))
        await app.on(AskDialog)
        await app.write("no roof")
        await app.press("enter")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: desk.leads.get(ZOLC).stage == "lost")
        assert desk.leads.get(ZOLC).lost_reason == "no roof"
        await drag("Maria", place("✓"))
        await app.hear("by converting the lead")
        assert desk.leads.get(MARIA).stage == "open"
        await app.pilot.click(offset=place("✗"))
        await app.see("Piotr")
        assert "lost" not in board.folded
        await app.press("l", "l", "minus")
        await settle(app.pilot, lambda: "closed" not in board.folded or "converted" not in board.folded)


async def test_users_ask_18_keys_walk_over_columns_empty_ones_and_the_rail(desk: Services, at_list: AtList) -> None:
    for number in range(20):
        add_lead(desk, f"Jan Nowak {number}", stage="contacted")
    async with at_list(desk, size=(80, 24)) as app:
        await app.see("Nowak")
        await app.press("2")
        await app.see("Open  3", "↓ 18 more")
        board = app.screen.shown
        assert "Site visit" not in app.text
        await app.press("g", "j", "j")
        assert board.here.kind.key == "contacted"
        assert board.here.view.cursor == 2
        await app.press("h", "l")
        assert board.here.view.cursor == 2
        await app.press("l", "right")
        await app.see("Site visit  0", "nothing here")
        assert board.cursor_id is None
        await app.press("enter", "greater_than_sign", "x")
        await app.press("l", "j")
        assert board.on_rail
        await app.press("enter")
        await app.see("Piotr")
        assert board.here.kind.key == "lost"
        await app.press("minus", "1")
        await settle(app.pilot, lambda: isinstance(app.screen.shown, RecordTable))


async def test_users_ask_18_the_cursor_goes_to_the_nearest_card_when_its_column_becomes_empty(
    desk: Services, at_list: AtList
) -> None:
    desk.lead_actions.move([JAN], "assigned")
    async with at_list(desk) as app:
        await app.see("Żółć")
        await app.press("2")
        await app.see("Open  3", "Contacted  1", "Assigned  1")
        board = app.screen.shown
        await app.press("slash", *"stage:assigned", "enter")
        await app.see("1 of 6", "Open  0")
        await settle(app.pilot, lambda: app.screen.here() == JAN)
        assert board.here.has_focus
        await app.press("h")
        assert board.cursor_id is None
        app.app.changes.publish(frozenset({"leads"}))
        desk.lead_actions.move([ANNA], "assigned")
        app.app.changes.publish(frozenset({"leads"}))
        await app.see("Assigned  2")
        assert board.here.kind.key == "contacted"
        await app.press("l", "D")
        await app.see("1 of 5")
        await app.press("D")
        await app.see("0 of 4")
        assert board.here.kind.key == "assigned"


async def test_what_is_typed_in_the_search_moves_no_card_and_live_changes_take_no_keys_away(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await to_board(app)
        await app.see("enter open  < > move  - fold")
        await app.press("slash")
        await app.write("kwh")
        await app.press("greater_than_sign")
        await app.write("2")
        desk.lead_actions.move([JAN], "site_visit")
        app.app.changes.publish(frozenset({"leads"}))
        await app.see("Site visit  1")
        await app.write("00")
        await app.see("kwh>200", "2 of 6", "Site visit  1", "Contacted  1")
        assert desk.leads.get(ANNA).stage == "contacted"
        assert app.screen.views.name == "board"
        await app.press("enter")
        await settle(app.pilot, lambda: app.screen.shown.has_keys)


async def test_a_lead_opens_from_the_board_with_its_column_to_walk_in(desk: Services, at_list: AtList) -> None:
    async with at_list(desk, records={"lead": LeadScreen}) as app:
        await app.see("Żółć")
        await to_board(app)
        await app.press("enter")
        await app.on(LeadScreen)
        await app.press("J")
        await app.see("Ewa Lis")
        await app.press("2")
        await app.on(LeadListScreen)
        await settle(app.pilot, lambda: app.screen.here() == EWA)


async def test_any_size_does(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        for kind in (Board, RecordTable, CardGrid):
            await shows(app, kind)
            for size in ((20, 5), (61, 18), (200, 60), (120, 36)):
                await app.pilot.resize_terminal(*size)
                await settle(app.pilot)
            await app.press("j", "x", "k", "l", "h", "pagedown", "end", "home")
            await app.press("v")
        assert board.folded


@pytest.mark.feature("B-53")
async def test_the_board_groups_by_assignee_and_a_card_brought_to_another_is_assigned(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await app.press("B")
        await app.hear("Only the board")
        board = await to_board(app)
        assert app.screen.here() == MARIA
        await app.press("B")
        await app.see("unassigned  3", "Ewa Admin  2", "Anna Nowak  1", "○ Open")
        assert app.screen.shown is not board
        await settle(app.pilot, lambda: app.screen.here() == MARIA)
        y = next(y for y, line in enumerate(lines(app.app)) if "Ewa Lis" in line)
        start = lines(app.app)[y].index("Ewa Lis"), y
        target = lines(app.app)[4].index("Anna Nowak"), 8
        await app.pilot.mouse_down(offset=start)
        await app.pilot.mouse_up(offset=target)
        await app.see("Anna Nowak  2", "unassigned  2")
        assignee = desk.leads.get(EWA).assignee
        assert assignee is not None
        assert assignee.name == "Anna Nowak"
        await settle(app.pilot, lambda: app.screen.here() == EWA)
        await app.press("greater_than_sign")
        await settle(app.pilot, lambda: desk.leads.get(EWA).stage == "site_visit")
        await app.press("B")
        await app.see("Site visit  1")


@pytest.mark.feature("B-53")
async def test_columns_by_assignee_are_of_those_who_carry_what_is_listed_now(desk: Services, at_list: AtList) -> None:
    desk.preferences.set("board.by", "assignee")
    desk.preferences.set("leads.view", "board")
    desk.organisation.disable_user("anna")
    async with at_list(desk) as app:
        await app.see("unassigned  3", "Ewa Admin  2", "Anna Nowak  1")
        page = app.screen
        await app.press("slash")
        await app.write("assignee:none")
        await app.press("enter")
        await app.see("unassigned  3")
        await settle(app.pilot, lambda: "Anna Nowak" not in app.text)
        await app.press("escape")
        await app.see("unassigned  3", "Ewa Admin  2", "Anna Nowak  1")
        await settle(app.pilot, lambda: page.shown.has_keys)
        here = page.here()
        await app.press("l")
        await settle(app.pilot, lambda: page.here() not in {None, here})


async def test_a_card_that_somebody_else_has_saved_since_is_not_dropped_unseen(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Ewa Lis")
        await to_board(app)
        page = app.screen
        lead = page.shown.cursor_row
        at_desk(desk, SALES).leads.edit(lead.id, {"city": "Sopot"})
        page.post_message(messages.Dropped(lead, "closed"))
        await app.hear("Anna Nowak changed")
        assert desk.leads.get(lead.id).stage == lead.stage


@pytest.mark.feature("B-51")
async def test_a_card_that_is_dropped_is_in_its_column_before_it_is_written(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Ewa Lis")
        board = await to_board(app)
        page, written, move = app.screen, threading.Event(), desk.lead_actions.move
        lead = page.views.board_view.card(EWA)

        def slow(*arguments: Any) -> Any:
            written.wait(10)
            return move(*arguments)

        monkeypatch.setattr(desk.lead_actions, "move", slow)
        page.post_message(messages.Dropped(lead, "contacted"))
        await settle(app.pilot, lambda: board.columns["contacted"].window.index_of(EWA) is not None)
        assert desk.leads.get(EWA).stage == "open"
        assert page.here() == EWA
        written.set()
        await settle(app.pilot, lambda: desk.leads.get(EWA).stage == "contacted")


@pytest.mark.feature("B-51")
async def test_a_card_dropped_on_lost_without_a_reason_goes_back(desk: Services, at_list: AtList) -> None:
    async with at_list(desk) as app:
        await app.see("Ewa Lis")
        board = await to_board(app)
        await app.press("minus")
        app.screen.post_message(messages.Dropped(app.screen.views.board_view.card(EWA), "lost"))
        await settle(app.pilot, lambda: len(app.app.screen_stack) == 2)
        await app.press("escape")
        await settle(app.pilot, lambda: board.columns["open"].window.index_of(EWA) is not None)
        assert desk.leads.get(EWA).stage == "open"
        assert app.screen.views.board_view.card(99) is app.screen.views.board_view.card(None) is None


async def test_a_switch_to_a_view_that_was_shown_reads_no_leads_and_is_one_picture(
    desk: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        await to_board(app)
        await app.press("1")
        await shows(app, RecordTable)
        await settle(app.pilot)
        pictures: list[object] = []
        read: list[object] = []
        restyled: list[int] = []
        whole, rows, restyle = type(app.app)._display, RecordList.rows, Stylesheet.update_nodes

        def display(self: SolarApp, screen: object, renderable: object) -> None:
            if renderable is not None:
                pictures.append(lines(app.app))
            whole(self, screen, renderable)  # type: ignore[arg-type]

        def rows_read(self: RecordList[tuple[int, ...]], start: int, stop: int) -> list[tuple[int, ...]]:
            read.append((start, stop))
            return rows(self, start, stop)

        def restyled_nodes(self: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
            found = list(nodes)
            restyled.append(len(found))
            restyle(self, found, animate)

        monkeypatch.setattr(SolarApp, "_display", display)
        monkeypatch.setattr(RecordList, "rows", rows_read)
        monkeypatch.setattr(Stylesheet, "update_nodes", restyled_nodes)
        for key, kind in (("2", Board), ("1", RecordTable)):
            pictures.clear()
            await app.press(key)
            await shows(app, kind)
            await settle(app.pilot)
            assert pictures
            assert pictures[0] == lines(app.app)
        assert read == []
        assert max(restyled, default=0) < len(list(app.screen.walk_children())) / 2


async def test_a_card_that_moves_is_counted_in_its_new_column_before_the_totals_are_read(
    desk: Services, at_list: AtList
) -> None:
    async with at_list(desk) as app:
        await app.see("Żółć")
        board = await to_board(app)
        before = {key: column.total.count for key, column in board.columns.items() if column.total}
        stage = board.here.kind.key
        await app.press("greater_than_sign")
        await settle(app.pilot, lambda: board.here.kind.key != stage)
        counted = {key: column.total.count for key, column in board.columns.items() if column.total}
        there = board.here.kind.key
        assert counted[stage] == before[stage] - 1
        assert counted[there] == before.get(there, 0) + 1
        count_moved(board, board.cursor_id or 0, there)
        assert {key: column.total.count for key, column in board.columns.items() if column.total} == counted


async def test_users_ask_14_a_board_of_thousands_of_cards_reads_only_what_is_seen(
    services: Services, at_list: AtList, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add_lead(services, "Jan 0").id
    with services.store.begin(services.actor) as work:
        columns = [row[1] for row in work.raw.execute("PRAGMA table_info(lead)") if row[1] != "id"]
        names = ", ".join(columns)
        work.raw.execute(
            f"WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 5000) "
            f"INSERT INTO lead (id, {names}) SELECT ? + n, {names} FROM lead, more",
            (first,),
        )
    read: list[int] = []
    rows = RecordList.rows

    def counted(self: RecordList[Any], start: int, stop: int) -> object:
        found = rows(self, start, stop)
        read.append(len(found))
        return found

    monkeypatch.setattr(RecordList, "rows", counted)
    async with at_list(services) as app:
        await app.press("2")
        await app.see(cells.number(5_001), "more")
        await app.press("end", "home", "pagedown", "l", "h")
        await settle(app.pilot)
    assert sum(read) < 1_000
