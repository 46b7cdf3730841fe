"""Orders as people write them."""

from __future__ import annotations

import pytest

from solartui.domain.listing import NEWEST_FIRST, Sort

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


@pytest.mark.parametrize("text", ["name", "-created_at", "stage,-created_at", "-score,name,-id"])
def test_an_order_is_written_as_it_was_read(text: str) -> None:
    assert Sort.parse(text).text == text
    assert Sort.of(Sort.parse(text).keys) == Sort.parse(text)


def test_columns_of_an_order_are_checked_one_by_one() -> None:
    assert STAGE_THEN_NEWEST.columns == ("stage", "created_at")
    assert STAGE_THEN_NEWEST.unknown_in({"stage", "created_at", "name"}) is None
    assert STAGE_THEN_NEWEST.unknown_in({"stage", "name"}) == "created_at"
    assert Sort.parse("").unknown_in({"name"}) == ""
