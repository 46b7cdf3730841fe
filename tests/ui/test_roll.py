"""A cursor in items of different heights, checked against a list of all lines."""

from __future__ import annotations

import random

import pytest

from solartui.widgets.roll import Roll


def made(heights: list[int], height: int) -> Roll:
    """A roll over items of these heights."""
    roll = Roll(lambda index: heights[index])
    roll.count = len(heights)
    roll.resize(height)
    return roll


def seen(roll: Roll, heights: list[int]) -> list[tuple[int, int]]:
    """The lines that are seen, as item and line."""
    lines = [(index, line) for index, skip in roll.visible() for line in range(skip, heights[index])]
    return lines[: roll.height]


def test_nothing_is_seen_of_nothing() -> None:
    roll = made([], 5)
    roll.go(3)
    roll.move(1)
    roll.page(1)
    roll.scroll(-2)
    assert list(roll.visible()) == []
    assert (roll.cursor, roll.share()) == (0, (0.0, 1.0))


def test_the_last_item_stands_at_the_bottom() -> None:
    heights = [3, 3, 3, 3]
    roll = made(heights, 5)
    roll.go(3)
    assert seen(roll, heights) == [(2, 1), (2, 2), (3, 0), (3, 1), (3, 2)]


def test_going_back_shows_the_beginning_of_an_item() -> None:
    heights = [3, 3, 3, 3]
    roll = made(heights, 5)
    roll.go(3)
    roll.go(2)
    assert seen(roll, heights)[0] == (2, 0)


def test_a_tall_item_is_gone_through_line_by_line() -> None:
    heights = [1, 8, 1]
    roll = made(heights, 4)
    roll.move(1)
    assert (roll.cursor, seen(roll, heights)[0]) == (1, (1, 0))
    for line in (1, 2, 3, 4):
        roll.move(1)
        assert (roll.cursor, seen(roll, heights)[0]) == (1, (1, line))
    roll.move(1)
    assert roll.cursor == 2
    roll.move(-1)
    assert roll.cursor == 1


def test_a_click_finds_its_item() -> None:
    roll = made([2, 3, 1], 6)
    assert [roll.item_at(y) for y in range(7)] == [0, 0, 1, 1, 1, 2, None]


def test_the_share_reaches_from_top_to_bottom() -> None:
    heights = [2] * 50
    roll = made(heights, 10)
    assert roll.share()[0] == 0.0
    roll.go(49)
    start, size = roll.share()
    assert start + size == pytest.approx(1.0)


def test_only_heights_near_the_cursor_are_asked_for() -> None:
    asked: set[int] = set()

    def height_of(index: int) -> int:
        asked.add(index)
        return 2

    roll = Roll(height_of)
    roll.count = 100_000
    roll.resize(10)
    roll.go(99_999)
    roll.page(-1)
    list(roll.visible())
    roll.share()
    assert len(asked) < 50


def test_random_ways_keep_the_cursor_in_sight_and_leave_no_gap() -> None:
    dice = random.Random(7)
    for _ in range(60):
        heights = [dice.choice((1, 1, 2, 3, 9)) for _ in range(dice.randrange(1, 30))]
        roll = made(heights, dice.randrange(1, 8))
        for _ in range(40):
            act = dice.choice((roll.move, roll.page, roll.scroll))
            act(dice.choice((-1, 1)))
            lines = seen(roll, heights)
            assert roll.cursor in {index for index, _ in lines}
            assert len(lines) == min(roll.height, sum(heights))
