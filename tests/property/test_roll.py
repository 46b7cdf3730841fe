"""A cursor among items of different heights, against a plain list of all their lines."""

from __future__ import annotations

from dataclasses import dataclass

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
