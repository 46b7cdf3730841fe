"""The board by keys and mouse in and pictures out, with leads that come at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import on
from textual.app import App, ComposeResult

from solartui.domain.board import Total
from solartui.domain.listing import LeadLine
from solartui.resources import style_sheets
from solartui.theme import DARK, DUSK, palette_of, themes, variables_of
from solartui.widgets.board import messages
from solartui.widgets.board.board import Board
from solartui.widgets.board.column import HEAD, ColumnKind
from solartui.widgets.board.rail import short_count
from solartui.widgets.cards.lead_faces import BoardFace, use_in_brief
from solartui.widgets.marks import Marks
from solartui.widgets.rows_view import RowsView
from tests.ui.support import lines, settle, shown, tokens_at
from tests.ui.test_cards import FACE, lead

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.message import Message

    from solartui.widgets.board.column import BoardColumn

KINDS = (
    ColumnKind("open", "Open", "○", "hue.open"),
    ColumnKind("contacted", "Contacted", "◔", "hue.contacted"),
    ColumnKind("site_visit", "Site visit", "◕", "hue.site_visit"),
    ColumnKind("lost", "Lost", "✗", "hue.lost", closed=True),
    ColumnKind("closed", "Closed", "◌", "hue.closed", closed=True),
)
COUNTS = {"open": 1_000_000, "contacted": 7, "lost": 31}


class Desk(App[None]):
    """A board alone."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, folded: tuple[str, ...] = ("lost", "closed")) -> None:
        super().__init__(css_path=[str(path) for path in style_sheets()])
        for theme in themes():
            self.register_theme(theme)
        self.theme = DARK
        self.board = Board(KINDS, FACE, Marks(), self, folded)
        self.asked: dict[str, int] = {}
        self.told: list[Message] = []
        self.ranges: list[tuple[str, int, int]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_of(palette_of(self.current_theme))

    def compose(self) -> ComposeResult:
        yield self.board

    def on_mount(self) -> None:
        self.board.set_empty([("nothing here", "mute")])
        self.board.focus()
        for column in self.board.columns.values():
            column.reload(cursor=0)
        self.board.show_totals({key: Total(count, {"kWh": count * 400.0}) for key, count in COUNTS.items()})

    def rows_wanted(self, column: BoardColumn[LeadLine], event: RowsView.RowsWanted) -> None:
        """Leads by index; their ids tell the column, too."""
        key = column.kind.key
        self.asked[key] = self.asked.get(key, 0) + event.end - event.start
        first = 1000 * [kind.key for kind in KINDS].index(key)
        stop = min(event.end, COUNTS.get(key, 0))
        found = [lead(first + at, stage=key, assignee=None) for at in range(event.start, stop)]
        column.supply(event.generation, event.start, found)

    def range_wanted(self, column: BoardColumn[LeadLine], event: RowsView.RangeWanted) -> None:
        self.ranges.append((column.kind.key, event.first, event.last))

    @on(messages.Folded)
    @on(messages.Dropped)
    @on(RowsView.CursorMoved)
    @on(RowsView.Opened)
    def _keep(self, event: Message) -> None:
        self.told.append(event)

    @property
    def here(self) -> str:
        """The column with the cursor."""
        return self.board.here.kind.key


def watched(column: BoardColumn[LeadLine]) -> list[Region]:
    """The regions that a column asks to have painted from now on."""
    painted: list[Region] = []
    refresh = column.refresh

    def watching(*regions: Region, **options: bool) -> BoardColumn[LeadLine]:
        painted.extend(regions)
        return refresh(*regions, **options)

    column.refresh = watching  # type: ignore[method-assign]
    return painted


@pytest.mark.feature("B-44")
@pytest.mark.feature("B-51")
async def test_headings_cards_and_the_rail() -> None:
    app = Desk()
    async with app.run_test(size=(84, 30)) as pilot:
        await settle(pilot)
        seen = lines(app)
        assert seen[0].split() == [
            "○",
            "Open",
            "1",
            "000",
            "000",
            "◔",
            "Contacted",
            "7",
            "◕",
            "Site",
            "visit",
            "0",
            "✗",
        ]
        assert "400 000 MWh" in seen[1]
        assert "2.8 MWh" in seen[1]
        assert seen[1].rstrip().endswith("━━━━")
        assert [line[-4:].strip() for line in seen[2:7]] == ["31", "L", "o", "s", "t"]
        assert "nothing here" in shown(app)
        assert "↓ 999 994 more" in shown(app)
        assert app.asked["open"] < 100
        assert not {"lost", "closed"} & set(app.asked)
        column = app.board.columns["open"]
        assert tokens_at(column, 0, "Open") == (DUSK.accent, DUSK.bg, True)
        assert tokens_at(column, HEAD, "Dach 0") == (DUSK.text, DUSK.raised, True)
        assert tokens_at(app.board.columns["contacted"], HEAD, "Dach 1000") == (DUSK.text, DUSK.panel, False)
        assert tokens_at(app.board.columns["contacted"], HEAD, "▌") == (DUSK.hues["contacted"], DUSK.panel, False)


async def test_a_step_paints_the_two_cards_and_nothing_else() -> None:
    app = Desk()
    async with app.run_test(size=(84, 30)) as pilot:
        await settle(pilot)
        painted = {key: watched(column) for key, column in app.board.columns.items()}
        await pilot.press("j")
        await settle(pilot)
        assert {region.y - HEAD for region in painted["open"]} <= set(range(9))
        assert {region.width for region in painted["open"]} == {app.board.columns["open"].size.width - 2}
        assert not painted["contacted"]
        await pilot.press("pagedown", "pageup", "end")
        await settle(pilot)
        assert app.board.cursor_id == 999_999
        assert app.board.cursor_row is not None
        assert sum(app.asked.values()) < 400
        await pilot.press("home")
        await settle(pilot)
        assert app.board.cursor_id == 0


async def test_columns_scroll_where_they_do_not_fit_and_keep_the_height_of_the_cursor() -> None:
    app = Desk()
    async with app.run_test(size=(58, 30)) as pilot:
        await settle(pilot)
        assert [column.display for column in app.board.columns.values()] == [True, True, False, False, False]
        await pilot.press("j", "j", "l")
        await settle(pilot)
        assert (app.here, app.board.here.view.cursor) == ("contacted", 2)
        await pilot.press("l")
        await settle(pilot)
        assert app.here == "site_visit"
        assert app.board.cursor_id is None
        assert "Open" not in shown(app)
        await pilot.press("j", "x", "enter", "h")
        await settle(pilot)
        assert (app.here, app.board.here.view.cursor) == ("contacted", 0)
        await pilot.press("h", "h", "h")
        await settle(pilot)
        assert app.here == "open"
        assert "Open" in shown(app)
        moved = [event for event in app.told if isinstance(event, RowsView.CursorMoved)]
        assert moved[-1].record_id == app.board.cursor_id


@pytest.mark.feature("B-45")
async def test_the_rule_tells_of_columns_out_of_sight() -> None:
    app = Desk()
    async with app.run_test(size=(58, 24)) as pilot:
        await settle(pilot, lambda: "Contacted  7" in shown(app))

        def ends() -> tuple[bool, bool]:
            return "‹━" in lines(app)[1], "━›" in lines(app)[1]

        assert ends() == (False, True)
        await pilot.press("right")
        assert ends() == (False, True)
        await pilot.press("right")
        await settle(pilot, lambda: ends() == (True, False))
        await pilot.resize_terminal(120, 24)
        await settle(pilot, lambda: ends() == (False, False))


async def test_a_board_whose_columns_are_all_folded_has_its_rail() -> None:
    app = Desk(folded=tuple(kind.key for kind in KINDS))
    async with app.run_test(size=(58, 30)) as pilot:
        await settle(pilot)
        assert not any(column.display for column in app.board.columns.values())
        assert app.board.rail.display
        app.board.open()
        await settle(pilot, lambda: "Open  1 000 000" in shown(app))


async def test_users_ask_16_columns_fold_into_the_rail_and_out_of_it() -> None:
    app = Desk()
    async with app.run_test(size=(110, 30)) as pilot:
        await settle(pilot)
        await pilot.press("l", "l", "l", "j")
        await settle(pilot, lambda: app.board.on_rail)
        assert app.board.rail.key == "closed"
        assert app.board.cursor_id is None
        app.board.toggle_mark()
        app.board.mark_range()
        app.board.open()
        await settle(pilot)
        assert app.here == "closed"
        app.board.fold()
        await settle(pilot)
        assert "closed" in app.board.folded
        assert app.here == "site_visit"
        for _ in range(4):
            app.board.fold()
        await settle(pilot)
        assert len(app.board.folded) == 4
        assert app.here not in app.board.folded
        folds = [event for event in app.told if isinstance(event, messages.Folded)]
        assert set(folds[-1].keys) == set(app.board.folded)
        await pilot.press("l", "end", "h")
        await settle(pilot)
        assert app.here not in app.board.folded


async def test_marks_show_in_their_columns_and_ranges_are_asked_of_the_page() -> None:
    app = Desk()
    async with app.run_test(size=(84, 30)) as pilot:
        await settle(pilot)
        app.board.toggle_mark()
        app.board.toggle_mark()
        await settle(pilot)
        assert app.board.marks.ids == {0, 1}
        assert shown(app).count("✓") == 2
        app.board.here.go(700)
        app.board.mark_range()
        await settle(pilot)
        assert app.ranges == [("open", 1, 700)]
        app.board.here.go(0)
        app.board.clear_marks()
        await settle(pilot)
        assert "✓" not in shown(app)


@pytest.mark.feature("B-52")
async def test_a_card_is_dropped_where_the_button_comes_up() -> None:
    app = Desk()
    async with app.run_test(size=(84, 30)) as pilot:
        await settle(pilot)
        await pilot.mouse_down(offset=(30, 9))
        await pilot.mouse_up(offset=(60, 20))
        await pilot.mouse_down(offset=(30, 9))
        await pilot.mouse_up(offset=(81, 1))
        await pilot.mouse_down(offset=(30, 9))
        await pilot.mouse_up(offset=(32, 4))
        await pilot.mouse_down(offset=(60, 20))
        await pilot.mouse_up(offset=(30, 9))
        await settle(pilot)
        dropped = [(event.record.id, event.key) for event in app.told if isinstance(event, messages.Dropped)]
        assert dropped == [(1001, "site_visit"), (1001, "lost")]
        assert app.board.columns["contacted"].cursor_id == 1001


def test_numbers_in_little_room() -> None:
    assert [use_in_brief(kwh) for kwh in (0, 870, 12_400, 345_600)] == ["", "870 kWh", "12.4 MWh", "346 MWh"]
    assert [short_count(count) for count in (0, 912, 1_000, 250_400, 1_200_000)] == ["0", "912", "1k", "250k", "1M"]


@pytest.mark.feature("B-53")
async def test_below_the_rule_stands_the_power_and_is_painted_only_where_it_reads_otherwise() -> None:
    app = Desk()
    async with app.run_test(size=(84, 30)) as pilot:
        assert "≈" not in shown(app)
        sums = {"kWh": 2_800.0, "kWp": 1_234.0}
        app.board.show_totals({"contacted": Total(7, sums)})
        await settle(pilot)
        rule, below = lines(app)[1:3]
        assert below.index("≈ 1.2 MWp") + len("≈ 1.2 MWp") == rule.index("2.8 MWh") + len("2.8 MWh")
        column = app.board.columns["contacted"]
        painted = watched(column)
        app.board.show_totals({"contacted": Total(7, sums | {"kWp": 1_234.0000001})})
        assert (painted, column.total) == ([], Total(7, sums | {"kWp": 1_234.0000001}))
        app.board.show_totals({"contacted": Total(7, sums | {"kWp": 1_300.0})})
        assert {region.y for region in painted} == set(range(HEAD))


async def test_a_column_with_next_to_no_room_is_painted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    # Sums that are cut rather than left out, as those of projects are.
    monkeypatch.setattr(BoardFace, "sums", lambda *_: ("4.8 kWp", "+2"))
    app = Desk()
    async with app.run_test(size=(84, 30)) as pilot:
        app.board.show_totals({"contacted": Total(7)})
        await settle(pilot, lambda: "+2" in shown(app))
        before, column = shown(app).count("+2"), app.board.columns["contacted"]
        column.styles.max_width = 1
        await settle(pilot, lambda: column.size.width == 1)
        assert shown(app).count("+2") == before - 1


async def test_users_ask_16_a_heading_warns_of_a_column_that_is_too_full() -> None:
    app = Desk()
    async with app.run_test(size=(100, 30)) as pilot:
        for total, said in (
            (Total(7, limit=9), "Contacted  7/9"),
            (Total(7, limit=5), "Contacted  ⚠ 7/5"),
            (Total(7, limit=10, hidden=40), "Contacted  ⚠ 7 · 47/10"),
        ):
            app.board.show_totals({"contacted": total})
            await settle(pilot)
            assert any(said in line for line in lines(app)), said
        assert not any("Open  0/" in line for line in lines(app))
