"""Fields that hold several values."""

from __future__ import annotations

import pytest

from solartui.widgets.form.field import Option
from solartui.widgets.form.several_field import MarksField, SeveralField

STAGES = (Option("open", "○ Open"), Option("lost", "✗ Lost"), Option("late", "Late"), Option("none", "none"))
PEOPLE = (Option("me", "me"), Option('"Anna Nowak"', "Anna Nowak", "User"), Option('"Piotr Żak"', "Piotr Żak", "User"))


def press(field: MarksField | SeveralField, *keys: str) -> object:
    """Press keys, letters by themselves, and tell the entry then."""
    for key in keys:
        assert field.press(key, key if len(key) == 1 else " " if key == "space" else "")
    return field.entry


def test_values_side_by_side_are_marked_one_by_one() -> None:
    field = MarksField("stage", "Stage", STAGES)
    assert press(field, "space", "right", "right", "space") == ["open", "late"]
    assert press(field, "l", "space", "l", "space") == ["open", "lost"]
    assert press(field, "right", "space", "right", "right", "left") == ["open", "lost", "none"]
    assert field.words == "○ Open, ✗ Lost, none"
    assert press(field, "delete") == []
    assert not field.press("enter", "")


def test_values_that_are_not_offered_are_kept() -> None:
    field = MarksField("stage", "Stage", STAGES)
    field.put(["gone", "open"])
    assert field.entry == ["open", "gone"]
    field.set_options(STAGES[:2])
    assert field.entry == ["open", "gone"]
    field.put(None)
    assert field.entry == []


def test_arrows_go_through_the_lines_of_values() -> None:
    field = MarksField("stage", "Stage", STAGES)
    assert [field._lines(24), field._lines(9)] == [[[0, 1], [2, 3]], [[0], [1], [2], [3]]]
    # Without a size every value has a line of its own.
    assert field.go_on("down")
    assert press(field, "space") == ["lost"]
    assert field.go_on("up")
    assert not field.go_on("up")
    assert not field.go_on("enter")


@pytest.mark.feature("B-59")
def test_people_are_found_by_typing_and_taken_away_by_backspace() -> None:
    field = SeveralField("assignee", "Assignee", PEOPLE)
    field.put(["me", '"Jan Gone"'])
    assert field.words == "me, Jan Gone"
    assert [option.id for option in field.offered("now")] == ['"Anna Nowak"']
    field.choose(PEOPLE[1])
    assert field.entry == ["me", '"Jan Gone"', '"Anna Nowak"']
    assert field.offered("anna")[0].remark == "chosen"
    field.choose(PEOPLE[0])
    press(field, "z", "a", "k")
    field.settle()
    assert field.entry == ['"Jan Gone"', '"Anna Nowak"', '"Piotr Żak"']
    press(field, "x", "x")
    field.settle()
    assert field.problem
    assert press(field, "backspace", "backspace", "backspace") == ['"Jan Gone"', '"Anna Nowak"']
    assert press(field, "delete") == []
