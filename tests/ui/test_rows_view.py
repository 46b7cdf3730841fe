"""What every view of a list does with its rows: shared between views, read anew at once, and left alone unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import App, ComposeResult

from solartui.resources import style_sheets
from solartui.theme import DARK, palette_of, themes, variables_of
from solartui.widgets.record_table import RecordTable
from solartui.widgets.rows_view import RowsView
from tests.ui.support import COLUMNS, Row, made_rows, settle, shown

if TYPE_CHECKING:
    from collections.abc import Callable

TOTAL = 200


class Desk(App[None]):
    """Two tables of the same list, one of which is seen."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__(css_path=[str(path) for path in style_sheets()])
        for theme in themes():
            self.register_theme(theme)
        self.theme = DARK
        self.first: RecordTable[Row] = RecordTable(COLUMNS, lambda row: row.id)
        self.second: RecordTable[Row] = RecordTable(COLUMNS, lambda row: row.id)
        self.rows: Callable[[int, int], list[Row]] = made_rows
        self.asked = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_of(palette_of(self.current_theme))

    def compose(self) -> ComposeResult:
        self.second.display = False
        yield self.first
        yield self.second

    def on_mount(self) -> None:
        self.first.focus()
        self.first.reload()
        self.first.set_total(TOTAL)

    @on(RowsView.RowsWanted)
    def _rows_wanted(self, event: RowsView.RowsWanted) -> None:
        self.asked += 1
        view = self.first if self.first.display else self.second
        view.supply(event.generation, event.start, self.rows(event.start, min(event.end, TOTAL)))

    def switch(self) -> None:
        """Show the other table."""
        shown, hidden = (self.first, self.second) if self.first.display else (self.second, self.first)
        hidden.continue_from(shown)
        shown.display, hidden.display = False, True
        hidden.show_marks()


async def test_another_view_goes_on_where_the_first_one_was_and_reads_nothing() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        await pilot.press("pagedown", "j")
        await settle(pilot)
        asked, here = app.asked, app.first.cursor_id
        app.switch()
        await settle(pilot, lambda: "▌" in shown(app))
        assert app.second.cursor_id == here
        assert app.second.view.total == TOTAL
        assert app.asked == asked
        app.second.focus()
        await pilot.press("k")
        app.switch()
        await settle(pilot)
        assert app.first.cursor_id == (here or 0) - 1


async def test_rows_read_anew_are_swapped_at_once_and_a_hidden_view_asks_for_none() -> None:
    app = Desk()
    async with app.run_test(size=(60, 12)) as pilot:
        await settle(pilot)
        await pilot.press("j", "j")
        await settle(pilot)
        asked = app.asked
        later = [row._replace(name=f"Nowak {row.id}") for row in made_rows(0, 40)]
        app.first.renew((0, 40), later)
        await settle(pilot)
        assert "Kowalski" not in shown(app)
        assert "Nowak 1002" in shown(app)
        assert app.first.view.cursor == 2
        assert app.asked == asked
        app.first.renew((0, 40), later[:5], cursor=4)
        await settle(pilot)
        assert app.first.view.total == 5
        assert app.first.cursor_id == 1004
        app.first.renew((0, 40), [])
        await settle(pilot, lambda: app.first.cursor_id is None)
        app.first.display = False
        app.first.reload()
        await settle(pilot)
        assert app.asked == asked
