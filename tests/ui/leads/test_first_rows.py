"""The first rows, painted without Textual, are those that the page shows then: sign by sign, colour by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.i18n import use_language
from solartui.screens.leads.first_rows import first_rows, place_of_table
from solartui.services.beginning import Beginning, read_ahead
from solartui.services.runner import Runner
from solartui.theme import PALETTES
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractAsyncContextManager

    from rich.style import Style

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

SIZES = [(60, 18), (80, 24), (99, 30), (100, 36), (159, 40), (160, 50), (240, 60)]
Cell = tuple[str, tuple[object, ...]]


def cells_of(texts: Iterable[tuple[str, Style | None]]) -> list[Cell]:
    return [(sign, look(style, sign)) for text, style in texts for sign in text]


def look(style: Style | None, sign: str) -> tuple[object, ...]:
    """What is to be seen of a style: the colour of a blank is not."""
    if style is None:
        return ()
    return (style.bgcolor,) if sign == " " else (style.color, style.bgcolor, bool(style.bold))


def begins(services: Services, lines: int) -> Beginning:
    runner = Runner(services.store)
    try:
        beginning = read_ahead(services, runner, lines)
    finally:
        runner.close()
    assert beginning is not None
    return beginning


def painted(services: Services, size: tuple[int, int], theme: str) -> list[list[Cell]]:
    screen: list[list[Cell]] = [[(" ", ())] * size[0] for _ in range(size[1])]
    for y, x, texts in first_rows(begins(services, size[1]), size, PALETTES[theme]):
        cells = cells_of(texts)
        screen[y][x : x + len(cells)] = cells
    return screen


async def assert_alike(services: Services, page: Any, size: tuple[int, int]) -> None:
    """The lines of the table: its headings, its rows, and what is empty below them."""
    await settle(page.pilot, lambda: page.screen.table.window.rows)
    strips = page.app.screen._compositor.render_strips()
    ours = painted(services, size, page.app.theme)
    x, width = place_of_table(size[0])
    assert page.screen.table.region == (x, 4, width, size[1] - 5)
    for y in range(4, size[1] - 1):
        theirs = cells_of((text, style) for text, style, _ in strips[y])
        # The last cell of the table is its scroll bar's, which has to know how many there are.
        assert ours[y][: x + width - 1] == theirs[: x + width - 1], f"line {y}"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_same_rows_in_the_same_place(
    desk: Services, at_list: Callable[..., AbstractAsyncContextManager[DeskApp]], size: tuple[int, int]
) -> None:
    async with at_list(desk, size=size) as page:
        await assert_alike(desk, page, size)


@pytest.fixture
def polish() -> Iterator[None]:
    """The person's language is Polish."""
    use_language("pl")
    yield
    use_language("en")


@pytest.mark.usefixtures("polish")
@pytest.mark.parametrize("theme", sorted(PALETTES))
async def test_in_the_persons_language_colours_columns_and_order(
    desk: Services, at_list: Callable[..., AbstractAsyncContextManager[DeskApp]], theme: str
) -> None:
    desk.preferences.set("leads.sort", "-monthly_kwh,name")
    desk.preferences.set("leads.columns", "stage,name:30,phone,created_at,assignee,source,gone")
    desk.fields.add("lead", "Pokrycie dachu")
    size = (90, 26)
    async with at_list(desk, size=size) as page:
        page.app.theme = theme
        await assert_alike(desk, page, size)
