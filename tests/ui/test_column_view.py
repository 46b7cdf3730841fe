"""Which columns of a table are in sight, and where they stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.domain.column_choice import NARROWEST, WIDEST, ColumnChoice
from solartui.widgets.column_view import ColumnView
from solartui.widgets.columns import Column
from tests.ui.support import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.theme import Palette
    from solartui.widgets.parts import Part


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


@pytest.mark.parametrize(("room", "name"), [(30, 14), (60, 16), (68, 20), (90, 20), (200, 20)])
def test_in_a_wide_window_the_name_grows_before_more_columns_come(room: int, name: int) -> None:
    assert seen(view(room)).startswith(f"name:{name} ")
    wide = ColumnView([Column("name", "Lead", 10, _cell, widest=20, lead=True), *COLUMNS[1:], *COLUMNS[1:]])
    wide.fit(room)
    assert wide.placed[0].width >= min(20, room // 5)


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


CHOICES = st.lists(
    st.tuples(st.sampled_from([column.key for column in COLUMNS]), st.none() | st.integers(1, 90)),
    max_size=5,
    unique_by=lambda part: part[0],
).map(ColumnChoice.of)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("scroll"), st.integers(-6, 6)),
        st.tuples(st.just("fit"), st.integers(0, 90)),
        st.tuples(st.just("reveal"), st.integers(0, 4)),
        st.tuples(st.just("widen"), st.integers(-5, 90)),
    ),
    max_size=12,
)


@pytest.mark.feature("B-32")
@settings(max_examples=150, deadline=None)
@given(choice=CHOICES, room=st.integers(10, 90), moves=MOVES)
def test_whatever_is_done_columns_stand_in_order_side_by_side(
    choice: ColumnChoice, room: int, moves: list[tuple[str, int]]
) -> None:
    made = view(room, choice.text)
    for move, number in moves:
        order = [column.key for column in made.columns]
        if move == "scroll":
            made.scroll(number)
        elif move == "fit":
            room = number
            made.fit(room)
        elif move == "reveal":
            made.reveal(order[number % len(order)])
        else:
            key = order[number % len(order)]
            made.widen(key, number)
            assert made.choice.widths[key] == max(NARROWEST, min(WIDEST, number))
        check(made, room)


def check(made: ColumnView[Row], room: int) -> None:
    """What is always so."""
    order = [column.key for column in made.columns]
    keys = [placed.column.key for placed in made.placed]
    assert keys, "something is always in sight"
    assert keys == [key for key in order if key in keys]
    if "name" in order:
        assert keys[0] == "name"
    for one, after in pairwise(made.placed):
        assert one.width > 0
        assert after.x == one.x + one.width + one.gap
    hidden = [key for key in order if key not in keys]
    if hidden:
        assert made.before or made.behind
    if not made.before and not made.behind:
        assert keys == order


@settings(max_examples=80, deadline=None)
@given(choice=CHOICES, room=st.integers(30, 90), at=st.integers(0, 4))
def test_every_column_can_be_brought_into_sight(choice: ColumnChoice, room: int, at: int) -> None:
    made = view(room, choice.text)
    order = [column.key for column in made.columns]
    key = order[at % len(order)]
    made.reveal(key)
    assert key in [placed.column.key for placed in made.placed]
    made.scroll(-99)
    assert not made.before
    made.scroll(99)
    assert order[-1] in [placed.column.key for placed in made.placed]
