"""A key is answered before anything else is done for it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from solartui.resources import style_sheets
from solartui.terminal.at_once import AnsweringScreen
from solartui.terminal.safe_app import SafeApp
from solartui.theme import DARK, palette_of, themes, variables_of
from solartui.widgets.filter_bar import FilterBar
from solartui.widgets.record_table import RecordTable
from tests.ui.support import COLUMNS, Row, made_rows, settle, shown

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.screen import Screen


class Page(AnsweringScreen[None]):
    """A filter above a list."""

    def __init__(self) -> None:
        super().__init__()
        self.filters = FilterBar()
        self.table: RecordTable[Row] = RecordTable(COLUMNS, lambda row: row.id)

    def compose(self) -> ComposeResult:
        yield self.filters
        yield self.table

    @on(RecordTable.RowsWanted)
    def _rows_wanted(self, event: RecordTable.RowsWanted) -> None:
        self.table.supply(event.generation, event.start, made_rows(event.start, min(event.end, 200)))


class Desk(SafeApp):
    """Notes what is painted and asked, in its order."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__(css_path=[str(path) for path in style_sheets()])
        for theme in themes():
            self.register_theme(theme)
        self.theme = DARK
        self.page = Page()
        self.noted: list[str] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_of(palette_of(self.current_theme))

    def get_default_screen(self) -> Screen[None]:
        return self.page

    def on_mount(self) -> None:
        self.page.table.focus()
        self.page.table.reload()
        self.page.table.set_total(200)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is not None:
            self.noted.append("painted")
        super()._display(screen, renderable)

    @on(FilterBar.Changed)
    def _asked(self) -> None:
        self.noted.append("asked")


async def test_a_letter_is_seen_before_anything_is_asked_for_it() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.page.filters.begin()
        await settle(pilot)
        app.noted.clear()
        await pilot.press("k")
        await settle(pilot, lambda: "asked" in app.noted)
        assert app.noted[0] == "painted"
        assert "/ k" in shown(app)


async def test_the_cursor_is_seen_at_once_and_nothing_is_laid_out_for_it() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.noted.clear()
        laid_out: list[object] = []
        app.page.screen_layout_refresh_signal.subscribe(app.page, laid_out.append, immediate=True)
        app.page.table.action_cursor(1)
        assert app.noted == ["painted"]
        app.page.table.action_page(1)
        assert app.noted == ["painted", "painted"]
        await settle(pilot)
        assert app.noted == ["painted", "painted"]
        assert laid_out == []


async def test_several_changes_are_seen_together() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.noted.clear()
        with app.batch_update():
            app.page.table.action_cursor(1)
            app.page.table.action_cursor(1)
            assert app.noted == []
        await settle(pilot)
        assert app.noted == ["painted"]
        assert app.page.table.view.cursor == 2


async def test_a_letter_typed_before_the_field_has_its_place_is_seen_there() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for text in ("kow", "wisn"):
            app.page.filters.begin()
            await pilot.press(*text)
            await settle(pilot, partial(_stands, app, text))
            app.page.filters.set_text("")
            await pilot.press("pagedown")
            await settle(pilot)


class Late(Widget):
    """Comes when the page is there already; notes how large it is told to be."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    def on_resize(self) -> None:
        self.told.append(self.size.width)


async def test_what_comes_while_everything_is_painted_still_learns_its_size() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        late = Late()
        mounting = app.page.mount(late)
        app.page._dirty_widgets.add(late)
        app.page.table.answer()
        app.page.rearrange()
        while not late.is_mounted:
            assert app.page.table.region.width
            await asyncio.sleep(0)
        assert app.page.table.region.width
        await mounting
        await settle(pilot, lambda: bool(late.told))
        assert late.told[-1] == late.size.width


class Boxed(Page):
    """A list above a box that something comes into."""

    def __init__(self) -> None:
        super().__init__()
        self.box = Vertical()

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self.box


class Hasty(Late):
    """Has something else painted as soon as it is there, before it has its place."""

    def __init__(self, other: RecordTable[Row]) -> None:
        super().__init__()
        self._other = other
        self.painted_untold = False

    def on_mount(self) -> None:
        self.call_later(self._paint)

    def _paint(self) -> None:
        page = self._other.screen
        assert isinstance(page, Page)
        page._dirty_widgets.add(self)
        self.painted_untold = page.paint(self._other) and not self.told
        # Whoever asks for a place makes all of them known.
        assert self._other.region.width


async def test_a_picture_between_the_coming_of_a_part_and_its_layout_does_not_leave_it_blank() -> None:
    app = Desk()
    page = app.page = Boxed()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        late = Hasty(page.table)
        late.styles.width, late.styles.height = 10, 3
        await page.box.mount(late)
        await settle(pilot, lambda: bool(late.told))
        assert late.painted_untold
        assert late.told == [10]


def _stands(app: Desk, text: str) -> bool:
    return f"/ {text}" in shown(app)
