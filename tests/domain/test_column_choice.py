"""Columns of a list as people choose them, and as settings keep the choice."""

from __future__ import annotations

import pytest

from solartui.domain.column_choice import NARROWEST, WIDEST, ColumnChoice


@pytest.mark.feature("B-32")
@pytest.mark.parametrize("text", ["", "name", "name,stage,city:18", "id:3,name:80"])
def test_a_choice_is_written_as_it_was_read(text: str) -> None:
    assert ColumnChoice.parse(text).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (" name , stage ", "name,stage"),
        ("name,,name:5,", "name"),
        ("name:wide,stage:,city:-4,id:٣,kwh:99999", "name,stage,city,id,kwh"),
        ("name:1,stage:400", f"name:{NARROWEST},stage:{WIDEST}"),
        (":5,name", "name"),
    ],
)
def test_what_cannot_be_is_left_out(text: str, read: str) -> None:
    assert ColumnChoice.parse(text).text == read


def test_columns_that_are_gone_are_dropped() -> None:
    choice = ColumnChoice.parse("old:9,stage:12,name")
    assert choice.among(("name", "stage")).text == "stage:12,name"
    assert choice.among(()) == ColumnChoice()


def test_one_column_stands_in_front() -> None:
    assert ColumnChoice.parse("stage:12,name").led_by("name").text == "name,stage:12"
    assert ColumnChoice.parse("stage").led_by("name").text == "stage"
