"""Marks of a list: one by one, in ranges, and of everything that a filter lets through."""

from __future__ import annotations

from solartui.domain.selection import IdSet
from solartui.widgets.marks import Marks


def test_marks_one_by_one() -> None:
    marks = Marks()
    marks.toggle(5, 0)
    marks.toggle(9, 3)
    assert (marks.count, marks.has(5), marks.has(6)) == (2, True, False)
    assert marks.range_to(7) == (3, 7)
    marks.add([6, 9])
    marks.toggle(5, 0)
    assert (set(marks.chosen().ids), marks.chosen().query, marks.count) == ({6, 9}, None, 2)
    marks.clear()
    assert not marks
    assert marks.range_to(4) == (4, 4)


def test_everything_is_marked_at_once_and_then_held_on_to() -> None:
    marks = Marks()
    marks.take_all("stage:open", 3)
    assert (marks.count, marks.has(1), marks.chosen().query) == (3, True, "stage:open")
    marks.toggle(2, 1)
    assert (marks.count, marks.has(2), marks.chosen().without) == (2, False, frozenset({2}))
    marks.settle("stage:open", IdSet([1, 2, 3]))
    assert (marks.count, marks.has(1), marks.has(2), marks.has(4)) == (2, True, False, False)
    assert (list(marks.chosen().ids), marks.chosen().query) == ([1, 3], None)
    marks.toggle(2, 1)
    marks.toggle(4, 1)
    assert (marks.count, sorted(marks.ids)) == (4, [1, 2, 3, 4])


def test_how_many_were_marked_may_come_later() -> None:
    marks = Marks()
    marks.toggle(9, 0)
    marks.take_all("a", 1)
    assert marks
    marks.counted("b", 50)
    marks.counted("a", 7)
    assert (marks.count, marks.chosen().count) == (8, 8)
    marks.settle("a", IdSet(range(1, 8)))
    assert marks.count == 8


def test_what_was_marked_before_stays_marked_beside_everything_of_a_filter() -> None:
    marks = Marks()
    marks.add([2, 70])
    marks.take_all("", 3)
    marks.settle("", IdSet([1, 2, 3]))
    assert (marks.count, sorted(marks.chosen().ids)) == (4, [1, 2, 3, 70])
    marks.take_all("again", 1)
    marks.settle("again", [80])
    assert sorted(marks.ids) == [1, 2, 3, 70, 80]


def test_ids_that_come_too_late_are_not_marked() -> None:
    marks = Marks()
    marks.take_all("a", 2)
    marks.clear()
    marks.settle("a", IdSet([1, 2]))
    assert (marks.count, marks.has(1)) == (0, False)
