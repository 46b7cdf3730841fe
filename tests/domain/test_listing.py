"""Orders as people write them."""

from __future__ import annotations

import pytest

from solartui.domain.listing import NEWEST_FIRST, Sort, joined

STAGE_THEN_NEWEST = Sort("stage", then=(NEWEST_FIRST,))


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("name", Sort("name")),
        ("-created_at", NEWEST_FIRST),
        ("stage,-created_at", STAGE_THEN_NEWEST),
        (" stage , -created_at ,", STAGE_THEN_NEWEST),
        ("stage,-created_at,-stage,created_at", STAGE_THEN_NEWEST),
        (",-", Sort("")),
        ("", Sort("")),
    ],
)
def test_an_order_is_read_from_text(text: str, sort: Sort) -> None:
    assert Sort.parse(text) == sort


@pytest.mark.parametrize(
    ("keys", "key", "order"),
    [
        ("stage", "city", "stage,city"),
        ("-created_at", "stage", "stage,-created_at"),
        ("stage,-created_at", "-kwh", "stage,-kwh,-created_at"),
        ("-updated_at,id", "stage", "stage,-updated_at,id"),
        ("-created_at", "id", "-created_at,id"),
        ("stage,city", "id", "stage,city,id"),
        ("stage,city,-created_at", "kwh", "stage,city,kwh"),
        ("stage,-updated_at,id", "kwh", "stage,kwh,-updated_at"),
        ("stage,city,kwh", "name", None),
        ("stage,city,-created_at", "id", None),
    ],
)
def test_what_parts_hardly_any_rows_comes_last(keys: str, key: str, order: str | None) -> None:
    found = joined(Sort.parse(keys).keys, Sort.parse(key))
    assert (None if found is None else Sort.of(found).text) == order


@pytest.mark.parametrize("text", ["name", "-created_at", "stage,-created_at", "-score,name,-id"])
def test_an_order_is_written_as_it_was_read(text: str) -> None:
    assert Sort.parse(text).text == text
    assert Sort.of(Sort.parse(text).keys) == Sort.parse(text)


def test_columns_of_an_order_are_checked_one_by_one() -> None:
    assert STAGE_THEN_NEWEST.columns == ("stage", "created_at")
    assert STAGE_THEN_NEWEST.unknown_in({"stage", "created_at", "name"}) is None
    assert STAGE_THEN_NEWEST.unknown_in({"stage", "name"}) == "created_at"
    assert Sort.parse("").unknown_in({"name"}) == ""
