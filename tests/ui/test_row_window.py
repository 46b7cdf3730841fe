"""Which rows a table has, which it wants, and where its cursor stands; no pixels yet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.widgets.row_window import KEEP, RowWindow, Viewport


def window() -> RowWindow[tuple[int, str]]:
    made: RowWindow[tuple[int, str]] = RowWindow(lambda row: row[0])
    made.begin()
    return made


def rows(start: int, count: int) -> list[tuple[int, str]]:
    return [(1000 + index, f"row {index}") for index in range(start, start + count)]


def test_rows_are_known_by_index_and_by_id() -> None:
    one = window()
    assert one.supply(1, 5, rows(5, 3))
    assert one.has(5, 8)
    assert not one.has(4, 8)
    assert one.id_at(6) == 1006
    assert one.id_at(9) is None
    assert one.index_of(1007) == 7
    assert one.index_of(1) is None


def test_rows_of_an_older_generation_are_ignored() -> None:
    one = window()
    one.begin()
    assert not one.supply(1, 0, rows(0, 5))
    assert not one.has(0, 1)


def test_rows_are_asked_for_once() -> None:
    one = window()
    assert one.wanted(0, 30) == (0, 30)
    assert one.wanted(0, 30) is None
    assert one.wanted(10, 40) == (30, 40)
    one.supply(1, 0, rows(0, 30))
    assert one.wanted(0, 30) is None
    one.begin()
    assert one.wanted(0, 30) == (0, 30)


def test_fewer_rows_than_asked_for_tell_where_the_list_ends() -> None:
    one = window()
    one.wanted(0, 30)
    one.supply(1, 0, rows(0, 30))
    ends = [one.end]
    one.wanted(30, 60)
    one.supply(1, 30, rows(30, 7))
    ends.append(one.end)
    one.begin()
    ends.append(one.end)
    assert ends == [None, 37, None]


@pytest.mark.parametrize(
    ("top", "total", "span"),
    [(0, None, (0, 30)), (0, 12, (0, 12)), (50, 1000, (30, 80)), (990, 1000, (970, 1000)), (0, 0, None)],
)
def test_neighbours_are_asked_for_too(top: int, total: int | None, span: tuple[int, int] | None) -> None:
    one = window()
    view = Viewport(cursor=top, top=top, height=10, total=total)
    assert one.lacking(view) == span
    assert one.lacking(view) is None


def test_a_step_away_nothing_is_asked_for() -> None:
    one = window()
    one.supply(1, 0, rows(0, 40))
    assert one.lacking(Viewport(cursor=12, top=12, height=10, total=100)) is None
    assert one.lacking(Viewport(cursor=30, top=30, height=10, total=100)) == (40, 60)


def test_memory_is_bounded_and_what_is_near_is_kept() -> None:
    one = window()
    for start in range(0, 5000, 100):
        one.supply(1, start, rows(start, 100))
    assert len(one.rows) <= KEEP
    assert one.has(4900, 5000)
    assert not one.has(0, 1)


def test_the_cursor_stays_within_the_list_and_in_sight() -> None:
    view = Viewport(height=10, total=25)
    assert not view.go(-5)
    assert view.go(12)
    assert (view.cursor, view.top) == (12, 3)
    assert view.go(99)
    assert (view.cursor, view.top) == (24, 15)
    assert view.bottom() == 25
    assert view.go(14)
    assert (view.cursor, view.top) == (14, 14)


def test_a_page_keeps_the_line_of_the_cursor() -> None:
    view = Viewport(cursor=3, height=10, total=100)
    view.page(1)
    assert (view.cursor, view.top) == (13, 10)
    view.page(-1)
    assert (view.cursor, view.top) == (3, 0)


def test_scrolling_takes_the_cursor_along_at_the_edge() -> None:
    view = Viewport(cursor=1, height=10, total=100)
    view.scroll(3)
    assert (view.cursor, view.top) == (3, 3)
    view.scroll(-3)
    assert (view.cursor, view.top) == (3, 0)


@pytest.mark.parametrize(
    ("top", "total", "thumb"), [(0, 5, (0, 0)), (0, 100, (0, 1)), (90, 100, (9, 1)), (0, 20, (0, 5)), (10, 20, (5, 5))]
)
def test_the_thumb_shows_the_part_that_is_visible(top: int, total: int, thumb: tuple[int, int]) -> None:
    assert Viewport(cursor=top, top=top, height=10, total=total).thumb(10) == thumb


@given(
    st.integers(0, 200),
    st.integers(1, 40),
    st.lists(st.tuples(st.sampled_from(["go", "page", "scroll", "resize"]), st.integers(-300, 300)), max_size=30),
)
def test_whatever_is_done_the_cursor_is_visible(total: int, height: int, deeds: list[tuple[str, int]]) -> None:
    view = Viewport(height=height, total=total)
    for deed, by in deeds:
        getattr(view, deed)(abs(by) + 1 if deed == "resize" else by)
        assert 0 <= view.cursor <= max(0, total - 1)
        assert view.top <= view.cursor < view.top + view.height
        assert 0 <= view.top <= max(0, total - 1)


def test_a_record_that_leaves_or_comes_moves_those_behind_it_and_old_answers_do_not_count() -> None:
    rows: RowWindow[tuple[int, str]] = RowWindow(lambda row: row[0])
    generation = rows.begin()
    rows.wanted(0, 5)
    rows.supply(generation, 0, [(1, "a"), (2, "b"), (3, "c")])
    assert rows.end == 3
    assert rows.take_out(1) == (2, "b")
    assert (rows.rows, rows.end) == ({0: (1, "a"), 1: (3, "c")}, 2)
    assert not rows.supply(generation, 1, [(2, "b")])
    rows.put_in(0, (4, "d"))
    assert (rows.rows, rows.end) == ({0: (4, "d"), 1: (1, "a"), 2: (3, "c")}, 3)
    assert rows.index_of(3) == 2


def test_rows_that_do_not_come_leave_those_before_them() -> None:
    rows: RowWindow[tuple[int, str]] = RowWindow(lambda row: row[0])
    first = rows.begin()
    assert not rows.bring_back(first)
    rows.wanted(0, 5)
    rows.supply(first, 0, [(1, "a"), (2, "b")])
    assert not rows.bring_back(first)
    rows.begin()
    again = rows.begin()
    assert not rows.bring_back(first)
    assert rows.bring_back(again)
    assert (rows.rows, rows.end) == ({0: (1, "a"), 1: (2, "b")}, 2)
    assert not rows.bring_back(again)
    last = rows.begin()
    rows.supply(last, 0, [])
    assert not rows.bring_back(last)
