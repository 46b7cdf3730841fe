"""The table of records, by keys in and pictures out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.geometry import Region

from solartui.domain.listing import Sort
from solartui.resources import style_sheets
from solartui.theme import DARK, DUSK, LIGHT, NOON, palette_of, themes, variables_of
from solartui.widgets.record_table import RecordTable
from solartui.widgets.row_parts import HEAD
from tests.ui.support import COLUMNS, Row, lines, made_rows, settle, shown, tokens_at

if TYPE_CHECKING:
    from textual.message import Message
    from textual.pilot import Pilot

Sent = TypeVar("Sent")


class Desk(App[None]):
    """A table alone, with rows that come at once, or only when they are let through."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, total: int = 100, *, held: bool = False, count: bool = True) -> None:
        super().__init__(css_path=[str(path) for path in style_sheets()])
        for theme in themes():
            self.register_theme(theme)
        self.theme = DARK
        self.table: RecordTable[Row] = RecordTable(COLUMNS, lambda row: row.id)
        self.total = total
        self.held = held
        self.count = count
        self.rows: Callable[[int, int], list[Row]] = made_rows
        self.wanted: list[RecordTable.RowsWanted] = []
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_of(palette_of(self.current_theme))

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.focus()
        self.table.set_empty([("No leads match.", "soft")])
        self.table.reload()
        if self.count:
            self.table.set_total(self.total)

    @on(RecordTable.RowsWanted)
    def _rows_wanted(self, event: RecordTable.RowsWanted) -> None:
        self.wanted.append(event)
        if not self.held:
            self.answer(event)

    def answer(self, event: RecordTable.RowsWanted, cursor: int | None = None) -> None:
        found = self.rows(event.start, min(event.end, self.total))
        self.table.supply(event.generation, event.start, found, cursor=cursor)

    @on(RecordTable.Opened)
    @on(RecordTable.CursorMoved)
    @on(RecordTable.SortRequested)
    @on(RecordTable.MarksChanged)
    @on(RecordTable.RangeWanted)
    def _keep(self, event: Message) -> None:
        self.told.append(event)

    def heard(self, kind: type[Sent]) -> list[Sent]:
        return [message for message in self.told if isinstance(message, kind)]


def row_line(app: Desk, name: str) -> int:
    """The line of the table on which a row stands."""
    return next(y for y, line in enumerate(lines(app)) if f" {name} " in line)


def watched(app: Desk) -> list[Region]:
    """The regions that the table asks to have painted from now on."""
    painted: list[Region] = []
    refresh = app.table.refresh

    def watching(*regions: Region, **options: bool) -> RecordTable[Row]:
        painted.extend(regions)
        return refresh(*regions, **options)

    app.table.refresh = watching  # type: ignore[method-assign]
    return painted


async def test_rows_are_shown_with_a_cursor_on_the_first() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        seen = lines(app)
        assert seen[0].split() == ["Lead", "kWh", "More"]
        assert seen[1].strip() == "─" * 59
        assert seen[2].startswith("▌  Kowalski 0")
        assert seen[3].startswith("   Kowalski 1")
        assert len(seen) == 12
        assert tokens_at(app.table, 2, "Kowalski 0") == (DUSK.text, DUSK.raised, True)
        assert tokens_at(app.table, 3, "Kowalski 1") == (DUSK.text, DUSK.bg, False)
        assert tokens_at(app.table, 2, "▌") == (DUSK.accent, DUSK.raised, False)


async def test_numbers_stand_right_and_headings_above_them() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        seen = lines(app)
        end = seen[0].index("kWh") + 3
        assert seen[5][:end].endswith(" 30")


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["down"], "Kowalski 1"),
        (["j", "j", "k"], "Kowalski 1"),
        (["pagedown"], "Kowalski 10"),
        (["pagedown", "pageup"], "Kowalski 0"),
        (["end"], "Kowalski 99"),
        (["G", "up"], "Kowalski 98"),
        (["end", "home"], "Kowalski 0"),
        (["G", "g"], "Kowalski 0"),
        (["up"], "Kowalski 0"),
    ],
)
async def test_moving(keys: list[str], name: str) -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press(*keys)
        await settle(pilot)
        assert f"▌  {name} " in shown(app)
        assert app.table.cursor_row is not None
        assert app.table.cursor_row.name == name
        assert app.heard(RecordTable.CursorMoved)[-1].record_id == app.table.cursor_id


async def test_a_step_paints_two_lines_and_asks_for_nothing() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        asked = len(app.wanted)
        painted = watched(app)
        await pilot.press("down")
        await settle(pilot)
        assert painted == [Region(0, HEAD, 59, 1), Region(0, HEAD + 1, 59, 1)]
        assert len(app.wanted) == asked


async def test_the_first_question_is_for_a_few_pages_not_for_the_list() -> None:
    app = Desk(total=1_000_000)
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        assert all(event.end - event.start <= 50 for event in app.wanted)
        await pilot.press("end")
        await settle(pilot)
        assert "Kowalski 999999" in shown(app)
        assert sum(event.end - event.start for event in app.wanted) < 200


async def test_until_rows_come_the_old_ones_stay_and_are_dimmed_when_it_takes_long() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        app.held = True
        await pilot.press("end")
        await settle(pilot)
        assert "▌  Kowalski 0 " in shown(app)
        await settle(pilot, lambda: tokens_at(app.table, 3, "Kowalski 1")[0] == DUSK.mute)
        app.answer(app.wanted[-1])
        await settle(pilot)
        assert "▌  Kowalski 99 " in shown(app)
        assert tokens_at(app.table, 3, "Kowalski 9")[0] == DUSK.text


async def test_rows_that_come_too_late_are_ignored() -> None:
    app = Desk(held=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        app.table.reload()
        await settle(pilot, lambda: len(app.wanted) == 2)
        late, fresh = app.wanted
        app.rows = lambda start, end: [row._replace(name="old") for row in made_rows(start, end)]
        app.answer(late)
        app.rows = made_rows
        app.answer(fresh)
        await settle(pilot)
        assert "old" not in shown(app)
        assert "Kowalski 0" in shown(app)


async def test_a_short_list_needs_no_count() -> None:
    app = Desk(total=3, count=False)
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        assert app.table.view.total == 3
        await pilot.press("G")
        await settle(pilot)
        assert app.table.cursor_id == 1002


async def test_the_end_is_reached_when_the_count_comes() -> None:
    app = Desk(total=500, count=False)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("end")
        await settle(pilot)
        assert app.table.cursor_id == 1000
        app.table.set_total(500)
        await settle(pilot)
        assert app.table.cursor_id == 1499


async def test_an_empty_list_says_what_to_do() -> None:
    app = Desk(total=0)
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        assert "No leads match." in shown(app)
        await pilot.press("down", "G", "pagedown", "enter")
        await settle(pilot)
        assert app.table.cursor_id is None
        app.table.open()
        await settle(pilot)
        assert app.heard(RecordTable.Opened) == []


async def test_the_cursor_stays_on_its_record_when_rows_move() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("down", "down", "down")
        await settle(pilot)
        app.rows = lambda start, end: (
            [Row(2000 + at, f"New {at}", 0) for at in range(2)][start:] + made_rows(max(0, start - 2), end - 2)
        )
        app.table.reload(app.table.cursor_id)
        app.table.set_total(102)
        app.total = 102
        await settle(pilot)
        assert app.table.cursor_id == 1003
        assert app.table.view.cursor == 5
        assert "▌  Kowalski 3 " in shown(app)


async def test_the_screen_can_say_where_the_record_went() -> None:
    app = Desk(held=True)
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        app.answer(app.wanted[0])
        await settle(pilot)
        app.table.reload(1000)
        await settle(pilot, lambda: len(app.wanted) > 1)
        question = app.wanted[-1]
        assert question.keep_id == 1000
        app.table.supply(question.generation, 45, made_rows(45, 75), cursor=50)
        app.table.set_total(100)
        await settle(pilot)
        assert app.table.view.cursor == 50
        assert "▌  Kowalski 50 " in shown(app)


async def test_a_record_that_is_gone_leaves_the_cursor_where_it_was() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("down", "down")
        app.table.reload(99)
        app.table.set_total(100)
        await settle(pilot)
        assert app.table.view.cursor == 2


async def test_reading_the_same_again_paints_nothing() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        painted = watched(app)
        app.table.reload(app.table.cursor_id)
        app.table.set_total(100)
        await settle(pilot)
        assert painted == []
        app.rows = lambda start, end: [row._replace(kwh=7) if row.id == 1004 else row for row in made_rows(start, end)]
        app.table.reload(app.table.cursor_id)
        app.table.set_total(100)
        await settle(pilot, lambda: bool(painted))
        assert painted == [Region(0, HEAD + 4, 59, 1)]


async def test_marks_follow_records_and_are_counted() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        app.table.toggle_mark()
        app.table.toggle_mark()
        await settle(pilot)
        assert app.table.marks.ids == {1000, 1001}
        assert [event.count for event in app.heard(RecordTable.MarksChanged)] == [1, 2]
        assert " ✓ Kowalski 0" in shown(app)
        assert tokens_at(app.table, 2, "Kowalski 0") == (DUSK.text, DUSK.tint, False)
        await pilot.press("home")
        app.table.toggle_mark()
        await settle(pilot)
        assert app.table.marks.ids == {1001}
        app.table.clear_marks()
        await settle(pilot)
        assert "✓" not in shown(app)
        assert app.heard(RecordTable.MarksChanged)[-1].count == 0


async def test_a_range_is_marked_from_the_last_mark() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        app.table.toggle_mark()
        await pilot.press("down", "down")
        app.table.mark_range()
        await settle(pilot)
        assert app.table.marks.ids == {1000, 1001, 1002, 1003}


async def test_a_range_over_rows_that_are_not_here_is_left_to_the_screen() -> None:
    app = Desk(total=5000)
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        app.table.toggle_mark()
        await pilot.press("end")
        await settle(pilot)
        app.table.mark_range()
        await settle(pilot)
        (question,) = app.heard(RecordTable.RangeWanted)
        assert (question.first, question.last) == (0, 4999)
        app.table.mark([1000, 5999])
        await settle(pilot)
        assert app.table.marks.ids == {1000, 5999}


async def test_columns_that_do_not_fit_are_left_out_and_others_grow() -> None:
    app = Desk()
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        assert lines(app)[0].split() == ["Lead", "kWh"]
        await pilot.resize_terminal(120, 12)
        await settle(pilot)
        assert lines(app)[0].index("kWh") > 40
        app.table.set_columns(COLUMNS[1:])
        await settle(pilot)
        assert lines(app)[0].split() == ["kWh", "More"]


async def test_the_heading_shows_the_order_and_a_click_asks_for_another() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.set_sort(Sort("kwh", descending=True))
        await settle(pilot)
        assert "kWh ↓" in lines(app)[0]
        app.table.set_sort(Sort("name"))
        await settle(pilot)
        assert lines(app)[0].startswith("   Lead ↑")
        seen = lines(app)[0]
        await pilot.click(RecordTable, offset=(seen.index("kWh"), 0))
        await pilot.click(RecordTable, offset=(seen.index("More"), 0))
        await settle(pilot)
        assert [event.column for event in app.heard(RecordTable.SortRequested)] == ["kwh"]


async def test_the_mouse_moves_opens_scrolls_and_jumps() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        await pilot.click(RecordTable, offset=(8, 6))
        await settle(pilot)
        assert app.table.cursor_id == 1004
        assert app.heard(RecordTable.Opened) == []
        await pilot.click(RecordTable, offset=(8, 7), times=2)
        await settle(pilot)
        assert [event.record_id for event in app.heard(RecordTable.Opened)] == [1005]
        await wheel(pilot, down=True)
        assert app.table.view.top == 3
        await wheel(pilot, down=False)
        assert app.table.view.top == 0
        await pilot.click(RecordTable, offset=(59, 11))
        await settle(pilot)
        assert app.table.cursor_id == 1099


async def wheel(pilot: Pilot[Any], *, down: bool) -> None:
    await pilot._post_mouse_events([_wheel(down)], RecordTable, (5, 5), button=0)
    await settle(pilot)


def _wheel(down: bool) -> Any:
    from textual import events

    return events.MouseScrollDown if down else events.MouseScrollUp


async def test_the_bar_goes_out_without_the_focus_and_colours_follow_the_theme() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        app.screen.set_focus(None)
        await settle(pilot, lambda: tokens_at(app.table, 2, "▌")[0] == DUSK.mute)
        app.table.focus()
        app.theme = LIGHT
        await settle(pilot, lambda: tokens_at(app.table, 2, "▌")[0] == NOON.accent)
        assert tokens_at(app.table, 3, "Kowalski 1") == (NOON.text, NOON.bg, False)


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]x[/]", "\x1b]52;c;aGk=\x07", "\u202eevil", "界" * 300, ""])
async def test_hostile_names_are_only_text(name: str) -> None:
    from solartui.widgets.cells import cell_text
    from solartui.widgets.columns import Column

    app = Desk(total=5)
    app.rows = lambda start, end: [row._replace(name=name) for row in made_rows(start, end)]
    app.table.set_columns([Column("name", "Lead", 20, lambda row, _: [(cell_text(row.name), "text")])])
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        assert "\x1b" not in shown(app)
        assert "\u202e" not in shown(app)
        assert app.table.cursor_id == 1000


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (10, 3), (20, 4), (200, 60)])
async def test_any_size_is_survived(size: tuple[int, int]) -> None:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "pagedown", "end", "home", "pageup")
        await settle(pilot)
        assert len(lines(app)) == size[1]


async def test_users_ask_24_a_step_from_cell_to_cell_paints_two_lines() -> None:
    app = Desk()
    async with app.run_test(size=(36, 12)) as pilot:
        await settle(pilot)
        assert lines(app)[0].split() == ["Lead", "kWh"]
        await pilot.press("right")
        await settle(pilot)
        assert lines(app)[0].split() == ["Lead", "More"]
        assert lines(app)[1].startswith("‹")
        await pilot._post_mouse_events([_wheel(False)], RecordTable, (5, 5), button=0, shift=True)
        await settle(pilot, lambda: lines(app)[0].split() == ["Lead", "kWh"])
        app.table.has_cells = True
        painted = watched(app)
        await pilot.press("l", "down")
        await settle(pilot)
        assert app.table.cell == "kwh"
        assert {region.y for region in painted} <= {HEAD, HEAD + 1}
        assert tokens_at(app.table, HEAD + 1, "10") == (DUSK.text, DUSK.accent_bg, True)
        await pilot.click(app.table, offset=(4, HEAD + 4))
        await settle(pilot)
        assert (app.table.view.cursor, app.table.cell) == (4, "name")
        await pilot.press("h")
        assert app.table.cell is None
