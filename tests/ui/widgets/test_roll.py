"""A cursor among items of different heights, against a plain list of all their lines."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.widgets.roll import Roll

HEIGHTS = st.lists(st.integers(1, 9), min_size=1, max_size=30)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from([1, -1, 1, -1, 5, -5])),
        st.tuples(st.just("page"), st.sampled_from([1, -1])),
        st.tuples(st.just("scroll"), st.integers(-12, 12)),
        st.tuples(st.just("go"), st.integers(-3, 40)),
        st.tuples(st.just("resize"), st.integers(1, 15)),
    ),
    max_size=25,
)


def roll_of(heights: list[int], height: int) -> Roll:
    roll = Roll(lambda index: heights[index])
    roll.count = len(heights)
    roll.resize(height)
    return roll


@dataclass(frozen=True)
class Seen:
    """The visible lines as places in the list of all lines."""

    first: int
    last: int
    total: int


def seen(roll: Roll, heights: list[int]) -> Seen:
    starts = [sum(heights[:index]) for index in range(len(heights))]
    lines: list[int] = []
    for index, skip in roll.visible():
        lines += range(starts[index] + skip, starts[index] + heights[index])
    lines = lines[: roll.height]
    assert lines == list(range(lines[0], lines[-1] + 1))
    return Seen(lines[0], lines[-1], sum(heights))


@settings(max_examples=150, deadline=None)
@given(HEIGHTS, st.integers(1, 15), STEPS)
def test_whatever_is_done_the_window_is_full_and_the_cursor_in_sight(
    heights: list[int], height: int, steps: list[tuple[str, int]]
) -> None:
    roll = roll_of(heights, height)
    for name, by in steps:
        getattr(roll, name)(by)
        lines = seen(roll, heights)
        assert 0 <= roll.cursor < len(heights)
        assert lines.last - lines.first + 1 == min(roll.height, lines.total)
        assert roll.cursor in {index for index, _ in roll.visible()}
        start, size = roll.share()
        assert start >= 0
        assert start + size <= 1 + 1e-9
        assert (size == 1) == (lines.total <= roll.height)


@settings(max_examples=100, deadline=None)
@given(HEIGHTS, st.integers(1, 15))
def test_going_down_and_up_again_meets_every_item(heights: list[int], height: int) -> None:
    roll = roll_of(heights, height)
    met, turns = {0}, 0
    while roll.cursor < len(heights) - 1:
        roll.move(1)
        met.add(roll.cursor)
        turns += 1
        assert turns <= 2 * sum(heights)
    assert met == set(range(len(heights)))
    while roll.cursor or roll.skip:
        roll.move(-1)
        turns += 1
        assert turns <= 4 * sum(heights) + len(heights)
    assert (roll.top, roll.skip) == (0, 0)


@settings(max_examples=100, deadline=None)
@given(HEIGHTS, st.integers(1, 15), st.integers(0, 29))
def test_the_item_with_the_cursor_is_seen_whole_or_from_its_beginning(
    heights: list[int], height: int, index: int
) -> None:
    roll = roll_of(heights, height)
    roll.go(index)
    lines = seen(roll, heights)
    begin = sum(heights[: roll.cursor])
    assert lines.first <= begin
    assert begin + min(heights[roll.cursor], height) - 1 <= lines.last


def test_every_line_belongs_to_the_item_that_is_drawn_there() -> None:
    roll = roll_of([2, 3, 1], 5)
    assert [roll.item_at(y) for y in range(6)] == [0, 0, 1, 1, 1, None]
    roll.scroll(1)
    assert [roll.item_at(y) for y in range(5)] == [0, 1, 1, 1, 2]


def test_a_tall_item_is_read_line_by_line() -> None:
    roll = roll_of([1, 10, 1], 4)
    roll.go(1)
    places = []
    while roll.cursor == 1:
        places.append((roll.top, roll.skip))
        roll.move(1)
    assert places == [(1, skip) for skip in range(7)]
    assert roll.cursor == 2


@pytest.mark.parametrize(("by", "cursor"), [(1, 3), (-1, 0)])
def test_a_page_goes_to_the_end_of_what_is_seen(by: int, cursor: int) -> None:
    roll = roll_of([2] * 10, 4)
    roll.page(by)
    assert roll.cursor in {cursor, cursor - 1, 0}
    assert roll.cursor == 0 or by > 0


def test_nothing_can_be_walked_in_an_empty_list() -> None:
    roll = roll_of([], 5)
    for name in ("move", "page", "scroll", "go"):
        getattr(roll, name)(1)
    assert (roll.cursor, roll.top, roll.skip) == (0, 0, 0)
    assert list(roll.visible()) == []
    assert roll.item_at(0) is None
    assert roll.share() == (0.0, 1.0)


def test_only_heights_near_the_window_are_asked_for() -> None:
    asked: set[int] = set()

    def height(index: int) -> int:
        asked.add(index)
        return 3

    roll = Roll(height)
    roll.count = 1_000_000
    roll.resize(20)
    for step in (500_000, 999_999, 0, 250_000):
        asked.clear()
        roll.go(step)
        roll.move(1)
        roll.page(1)
        roll.scroll(-7)
        list(roll.visible())
        roll.share()
        assert len(asked) < 60
