"""Which columns of a table are in sight, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.column_choice import ColumnChoice
from solartui.widgets.column_view import ColumnView
from solartui.widgets.columns import Column
from tests.ui.support import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.theme import Palette
    from solartui.widgets.strips import Part


def _cell(_row: Row, _palette: Palette) -> Sequence[Part]:
    return [("", "text")]


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "Lead", 10, _cell, widest=20, lead=True),
    Column("stage", "Stage", 8, _cell),
    Column("kwh", "kWh", 6, _cell, "right"),
    Column("city", "Town", 10, _cell, widest=14),
    Column("grid", "Grid", 12, _cell),
)


def view(room: int, choice: str = "") -> ColumnView[Row]:
    made = ColumnView(COLUMNS)
    made.fit(room)
    made.choose(ColumnChoice.parse(choice))
    return made


def seen(made: ColumnView[Row]) -> str:
    """Columns in sight with their widths."""
    return " ".join(f"{placed.column.key}:{placed.width}" for placed in made.placed)


def test_without_a_choice_there_are_as_many_as_fit() -> None:
    made = view(30)
    assert seen(made) == "name:14 stage:8 kwh:6"
    assert made.keys == ["name", "stage", "kwh"]
    assert (made.before, made.behind) == (False, True)


def test_going_right_leads_to_those_that_did_not_fit_and_back() -> None:
    made = view(30)
    assert made.scroll(1)
    assert seen(made) == "name:10 kwh:6 city:10"
    assert made.before
    assert made.scroll(1)
    assert seen(made) == "name:10 city:10 grid:8"
    assert made.scroll(1)
    assert seen(made) == "name:17 grid:12"
    assert not made.behind
    assert not made.scroll(1)
    assert made.keys == ["name", "stage", "kwh"]
    assert made.scroll(-3)
    assert seen(made) == "name:14 stage:8 kwh:6"
    assert not made.scroll(-1)


@pytest.mark.feature("B-32")
@pytest.mark.parametrize(
    ("choice", "room", "placed", "more"),
    [
        ("name,city", 60, "name:20 city:14", False),
        ("city:5,name,stage:12", 60, "name:20 city:5 stage:12", False),
        ("stage,kwh", 60, "stage:8 kwh:6", False),
        ("name,stage,city,grid", 34, "name:10 stage:8 city:10", True),
        ("name,stage,city,grid", 37, "name:10 stage:8 city:10 grid:6", True),
        ("name:70,stage,city", 30, "name:20 stage:8", True),
        ("grid:80,city", 30, "grid:30", True),
        ("name,stage,kwh", 3, "name:2", True),
    ],
)
def test_a_choice_is_shown_in_its_order(choice: str, room: int, placed: str, more: bool) -> None:
    made = view(room, choice)
    assert seen(made) == placed
    assert made.behind is more
    assert made.keys == list(ColumnChoice.parse(choice).led_by("name").keys)


def test_a_column_is_brought_into_sight_whole() -> None:
    made = view(34, "name,stage,kwh,city,grid")
    assert made.reveal("grid")
    assert "grid:12" in seen(made)
    assert seen(made).startswith("name:10 ")
    assert not made.reveal("name")
    assert made.reveal("stage")
    assert (made.before, made.behind) == (False, True)


def test_what_no_longer_exists_is_left_out() -> None:
    made = view(60, "gone,stage:9,name")
    assert made.keys == ["name", "stage"]
    assert made.choice.text == "name,stage:9"
    made.choose(ColumnChoice.parse("gone"))
    assert made.keys == ["name", "stage", "kwh", "city", "grid"]
    made.offer(COLUMNS[3:])
    assert made.keys == ["city", "grid"]


@pytest.mark.parametrize("room", range(1, 70, 3))
def test_columns_never_reach_over_the_edge(room: int) -> None:
    for choice in ("", "name,stage,kwh,city,grid", "city:40,grid:40", "name:60,kwh:3,grid:9"):
        made = view(room, choice)
        for by in (0, 1, 1, 1, 1, -2, 9):
            made.scroll(by)
            assert all(placed.width > 0 for placed in made.placed)
            if choice:
                assert made.placed[-1].x + made.placed[-1].width <= room
