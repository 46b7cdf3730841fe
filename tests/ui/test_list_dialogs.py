"""The dialogs of a list: its order, its columns, the letters of fields, and the field that stands on a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.geometry import Region

from solartui.commands import footer_entries
from solartui.domain.errors import Invalid, Refused
from solartui.domain.listing import Sort
from solartui.screens.dialogs.cell import CellDialog, CellText
from solartui.screens.dialogs.columns import ColumnsDialog
from solartui.screens.dialogs.letters import FieldMenu, LetterLines
from solartui.screens.dialogs.order import OrderDialog
from solartui.widgets.column_view import ColumnView
from tests.ui.support import COLUMNS, lines, made_app, settle, shown
from tests.ui.test_dialogs import NOTHING, answered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

TITLES = [("name", "Lead"), ("stage", "Stage"), ("kwh", "kWh"), ("created_at", "Created")]
LARGEST = frozenset({"kwh", "created_at"})


def order_dialog(text: str) -> OrderDialog:
    return OrderDialog(TITLES, Sort.parse(text), LARGEST)


@pytest.mark.feature("B-19")
@pytest.mark.parametrize(
    ("order", "keys", "answer"),
    [
        ("-created_at", ["enter"], "created_at"),
        ("-created_at", ["l", "e", "a", "enter"], "name"),
        ("name", ["k", "w", "enter"], "-kwh"),
        ("name", ["k", "w", "tab", "enter"], "name,-kwh"),
        ("name,-kwh", ["up", "up", "tab", "enter"], "-name,-kwh"),
        ("name,-kwh", ["tab", "tab", "enter"], "-kwh"),
        ("name,-kwh", ["escape"], None),
        ("gone", ["down", "enter"], "stage"),
        ("name,stage,-kwh", ["c", "r", "tab", "enter"], "-created_at"),
        ("-created_at", ["s", "t", "tab", "k", "w", "tab", "enter"], "stage,-kwh,-created_at"),
        ("-created_at", ["s", "t", "tab", "tab", "tab", "enter"], "-created_at"),
        ("stage,-created_at", ["k", "w", "tab", "l", "e", "a", "tab", "enter"], "stage,-kwh,name"),
    ],
)
async def test_orders(order: str, keys: list[str], answer: object) -> None:
    assert await answered(lambda: order_dialog(order), *keys) == answer


async def test_a_fourth_column_is_one_too_many_once_some_were_added() -> None:
    keys = ["s", "t", "tab", "k", "w", "tab", "c", "r", "tab"]
    expect = "three columns at most"
    assert await answered(lambda: order_dialog("name"), *keys, "enter", expect=expect) == "name,stage,-kwh"


async def test_columns_are_ticked_moved_and_sized() -> None:
    app, view = made_app(), ColumnView(COLUMNS)
    view.fit(70)
    put: list[tuple[str, str]] = []
    dialog = ColumnsDialog(view, lambda text, key: put.append((text, key)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(dialog)
        await settle(pilot)
        assert "as many as fit" in shown(app)
        await pilot.press("J")  # what names the record stays in front
        assert put == []
        await pilot.press("down", "K", "J", "l", "h", "h", "space")
        assert [text for text, _ in put] == [
            "name,more,kwh", "name,more,kwh:9", "name,more,kwh:8", "name,more,kwh:7", "name,more",
        ]  # fmt: skip
        assert [key for _, key in put] == ["kwh", "kwh", "kwh", "kwh", ""]
        await pilot.press("up", "space", "up", "space")
        assert put[-1] == ("name", "")  # one column at least is shown
        await pilot.press("right")
        assert put[-1] == ("name:21", "name")
        await pilot.press("r")
        assert put[-1] == ("", "")
        row = next(y for y, line in enumerate(lines(app)) if "✓  kWh" in line)
        await pilot.click(offset=(20, row))
        await settle(pilot)
        assert put[-1] == ("name,more", "")
        await pilot.press("C")
        await settle(pilot)
        assert app.screen is not dialog


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["n"], "name"),
        (["e"], "form"),
        (["enter"], "form"),
        (["escape"], None),
        (["q"], NOTHING),
        (["z"], "next_follow_up"),
    ],
)
async def test_a_letter_names_a_field(keys: list[str], answer: object) -> None:
    assert await answered(FieldMenu, *keys, expect="") == answer


async def test_letters_can_be_clicked() -> None:
    app, answer = made_app(), list[str | None]()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        app.push_screen(FieldMenu(), answer.append)
        await settle(pilot)
        last = next(y for y, line in enumerate(lines(app)) if "score" in line)
        await pilot.click(offset=(lines(app)[last].index("score"), last))
        await settle(pilot)
        assert answer == ["score"]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 300])
def test_letters_take_as_many_lines_as_they_need(width: int) -> None:
    entries = footer_entries(("edit",), {}, lambda _one: True)
    runs = LetterLines(entries)._runs(width)
    assert sum(len(run.zones) for run in runs) == len(entries)
    assert [zone.y for run in runs for zone in run.zones] == [at for at, run in enumerate(runs) for _ in run.zones]
    assert all(run.width <= width for run in runs)


def saving(kept: list[str], problem: str = "") -> Callable[[str], Awaitable[str]]:
    async def save(typed: str) -> str:
        kept.append(typed)
        return problem if len(kept) == 1 else ""

    return save


@pytest.mark.parametrize(
    ("place", "window", "field", "note"),
    [
        (Region(30, 5, 10, 1), (80, 24), 5, 6),
        (Region(76, 23, 4, 1), (80, 24), 23, 22),
        (Region(0, 0, 80, 1), (80, 24), 0, 1),
    ],
)
async def test_a_cell_is_changed_where_it_stands(place: Region, window: tuple[int, int], field: int, note: int) -> None:
    app, kept, answer = made_app(), list[str](), list[int | None]()
    async with app.run_test(size=window) as pilot:
        await settle(pilot)
        app.push_screen(CellDialog(CellText("Town", "Kraków", saving(kept, "No."), None), place, window), answer.append)
        await settle(pilot)
        assert "▌Kraków" in lines(app)[field]
        assert "Town" in lines(app)[note]
        app.screen.focused.post_message(events.Paste("Nowy\nSącz"))  # type: ignore[union-attr]
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert answer == []
        assert "No." in lines(app)[note]
        assert "▌Nowy Sącz" in lines(app)[field]
        await pilot.press("shift+tab")
        await settle(pilot)
        assert (kept, answer) == (["Nowy Sącz", "Nowy Sącz"], [-1])


async def test_a_mouse_puts_the_cursor_into_the_text_and_what_is_meant_is_said() -> None:
    def meaning(text: str) -> str:
        if "?" in text:
            raise Invalid("no")
        return f"means {len(text)}"

    async def refuse(_typed: str) -> str:
        raise Refused("The database is busy.")

    app = made_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(CellDialog(CellText("Day", "12345", refuse, meaning), Region(10, 4, 8, 1), (80, 24)))
        await settle(pilot)
        assert "Day means 5" in shown(app)
        await pilot.click(offset=(12, 4))
        await pilot.press("x")
        await settle(pilot)
        assert "▌12x345" in shown(app)
        assert "means 6" in shown(app)
        await pilot.press("question_mark")
        await settle(pilot)
        assert "means" not in shown(app)
        await pilot.press("f2")
        await settle(pilot)
        assert "The database is busy." in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "▌12x" not in shown(app)
