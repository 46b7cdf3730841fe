"""Rows that wait in a file are taken from it as many at a time as memory has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.adapters.row_spool import Row, lightest
from solartui.domain.importing.guess import guess
from solartui.domain.importing.values import Desk
from solartui.services.import_reading import AT_ONCE, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.feature("B-68")


def rows(count: int, *cells: str | int | None) -> Iterator[Row]:
    """Rows that are all alike, below the headings."""
    return ((number, cells) for number in range(2, count + 2))


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        (("Jan", None, 7), 500),
        (("x" * 30_000,) * 20, 7),
        (("x" * 200_000,), 20),
        (tuple(range(1_000)), 63),
        (("x" * 5_000_000,), 1),
    ],
    ids=["usual", "long texts", "longest texts", "many columns", "one is too much"],
)
def test_so_many_rows_are_taken_as_are_no_burden(cells: tuple[str | int | None, ...], taken: int) -> None:
    walk = rows(600, *cells)
    assert len(list(lightest(walk, 500))) == taken
    # The next ones follow without a gap.
    assert next(lightest(walk, 500))[0] == taken + 2


def test_rows_of_long_texts_are_handed_on_in_small_parts_and_none_is_lost() -> None:
    found = guess([(1, ("Klient", "Uwagi"))])
    reading = Reading(found, {}, Desk(()), {}, leads=True)
    chunks = list(reading.chunks(rows(40, "Jan Lis", "x" * 400_000)))
    assert len(chunks) > 2
    assert max(map(len, chunks)) < 15 < AT_ONCE
    assert [one.draft.number for chunk in chunks for one in chunk] == list(range(2, 42))
