"""Where the cursor goes among cards, without a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.widgets.cards.viewport import CardViewport


def made(total: int | None, lines: int, across: int, *, grown: bool = True) -> CardViewport:
    """A viewport on some cards."""
    view = CardViewport(total=total)
    view.arrange(lines, across, grown=grown)
    return view


@pytest.mark.feature("B-33")
def test_rows_of_cards_fit_their_lines() -> None:
    assert made(100, 16, 1, grown=False).height == 4
    assert made(100, 16, 1).height == 3
    assert made(100, 16, 3).height == 9
    assert made(100, 2, 2).height == 2


def test_keys_move_in_two_dimensions() -> None:
    view = made(8, 30, 3)
    assert view.step(1, 0)
    assert view.step(0, 1)
    assert view.cursor == 4
    assert view.step(1, 0)
    assert not view.step(1, 0)
    assert view.cursor == 5
    assert view.step(0, 1)
    assert view.cursor == 7  # the last row is shorter
    assert not view.step(0, 1)
    assert view.step(-1, 0)
    assert not view.step(-1, 0)
    assert view.cursor == 6


def test_the_wheel_takes_the_cursor_along_in_its_column() -> None:
    view = made(60, 20, 3)
    view.go(1)
    for _ in range(4):
        view.scroll(1)
    assert (view.top, view.cursor) == (12, 13)
    view.scroll(-1)
    assert (view.top, view.cursor) == (9, 13)


@given(
    st.one_of(st.none(), st.integers(0, 40)),
    st.lists(st.tuples(st.sampled_from("gsxpr"), st.integers(-9, 50), st.integers(1, 5)), max_size=25),
)
def test_the_cursor_is_always_visible_and_rows_are_whole(total: int | None, moves: list[tuple[str, int, int]]) -> None:
    view = made(total, 14, 2)
    for kind, number, across in moves:
        match kind:
            case "g":
                view.go(number)
            case "s":
                view.scroll(number)
            case "x":
                view.step(number % 3 - 1, number % 2)
            case "p":
                view.page(number % 3 - 1)
            case _:
                view.arrange(max(1, number), across, grown=bool(number % 2))
        assert view.top % view.across == 0
        assert view.height % view.across == 0
        assert view.top <= view.cursor < view.top + view.height
        assert total is None or view.cursor <= max(0, total - 1)
