"""Headings of a table: their words, what they say of the order, and the cells that they take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.listing import Sort
from solartui.widgets.columns import Column, Placed, heading
from solartui.widgets.parts import parts_width
from tests.ui.support import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.theme import Palette
    from solartui.widgets.cells import Align
    from solartui.widgets.parts import Part


def _cell(_row: Row, _palette: Palette) -> Sequence[Part]:
    return [("", "text")]


def placed(title: str, width: int, align: Align = "left") -> Placed:
    """A column with that heading."""
    column: Column[Row] = Column("kwh", title, width, _cell, align)
    return Placed(column, 0, width, 1)  # type: ignore[arg-type]


def words(parts: Sequence[Part]) -> str:
    return "".join(text for text, _ in parts)


@pytest.mark.feature("B-19")
@pytest.mark.parametrize(
    ("title", "width", "order", "shown"),
    [
        ("Use", 8, "name", "Use     "),
        ("Use", 8, "kwh", "Use ↑   "),
        ("Use", 8, "-kwh", "Use ↓   "),
        ("Use", 8, "kwh,name", "Use ↑1  "),
        ("Use", 8, "name,-kwh", "Use ↓2  "),
        ("Use", 8, "name,id,-kwh", "Use ↓3  "),
        ("Score", 5, "-kwh", "Sc… ↓"),
        ("Score", 5, "name,-kwh", "S… ↓2"),
        ("Use", 3, "kwh,name", " ↑1"),
    ],
)
def test_a_heading_says_its_part_in_the_order(title: str, width: int, order: str, shown: str) -> None:
    assert words(heading(placed(title, width), Sort.parse(order).keys)) == shown


def test_numbers_have_their_heading_at_the_right() -> None:
    assert words(heading(placed("Use", 8, "right"))) == "     Use"
    assert words(heading(placed("Use", 8, "right"), Sort.parse("-kwh,name").keys)) == "  Use ↓1"


@pytest.mark.parametrize("width", range(1, 14))
def test_a_heading_is_as_wide_as_its_column(width: int) -> None:
    for order in ("name", "kwh", "name,-kwh"):
        for align in ("left", "right"):
            assert parts_width(heading(placed("Use in a month", width, align), Sort.parse(order).keys)) == width
