"""What stands in cells tells what a column cannot be."""

from __future__ import annotations

import pytest

from solartui.domain.importing.columns import are_words, filled_width, may_be_id, no_numbers, only_words, points_in

pytestmark = pytest.mark.feature("B-68")


@pytest.mark.parametrize(("cells", "width"), [([], 0), ([None, ""], 0), (["a", None, 0, None], 3), ([None, "x"], 2)])
def test_the_width_of_a_row(cells: list[object], width: int) -> None:
    assert filled_width(cells) == width


@pytest.mark.parametrize(
    ("cells", "words"),
    [(["Data", None, "Kwota"], True), (["a@x.pl", "b"], False), (["Jan", 5.0], False), (["2026-05-01"], False)],
)
def test_words_look_like_headings(cells: list[object], words: bool) -> None:
    assert are_words(cells) is words


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["600 100 200", None, "brak"], "phone"),
        ([600100200.0, "a@x.pl", "b@x.pl"], "email"),
        (["2026-05-01", "12.05.2026 10:11"], None),
        (["Jan", "600100200"], None),
        ([], None),
    ],
)
def test_addresses_and_numbers_are_seen(cells: list[object], found: str | None) -> None:
    assert points_in([[cell] for cell in cells], 0) == found


def test_ratings_spans_and_numbers_of_records() -> None:
    assert only_words(["Hot", None, "-"])
    assert not only_words(["Hot", 5])
    assert not only_words([None])
    assert no_numbers(["300 do 500", "dużo"])
    assert not no_numbers(["300 do 500", "350"])
    assert not no_numbers(["#N/A", "dużo"])
    assert all(map(may_be_id, (None, "", 5, 5.0, "#12", " 7 ")))
    assert not any(map(may_be_id, (True, 0, "00Q5", 10**10, "-1")))
