"""Long text in lines: nothing is lost, nothing is too wide."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.widgets.cells import width_of
from solartui.widgets.wrapping import LONGEST, wrap
from tests.ui.widgets.drawn import is_plain


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one", 10, ["one"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one  two", 10, ["one two"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("  one two", 6, ["  one", "  two"]),
        ("\tone", 20, ["    one"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab abcdefghij", 4, ["ab", "abcd", "efgh", "ij"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("one\r\ntwo", 10, ["one", "two"]),
        ("trailing   ", 20, ["trailing"]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.integers(2, 60))
def test_no_line_is_wider_and_all_is_plain(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert lines
    for line in lines:
        assert width_of(line) <= width
        assert is_plain(line)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abcżółć019.,", min_size=1, max_size=30), max_size=40), st.integers(2, 60))
def test_no_letter_is_lost(words: list[str], width: int) -> None:
    assert "".join(wrap(" ".join(words), width)).replace(" ", "") == "".join(words)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abcdef", min_size=1, max_size=10), min_size=1, max_size=30), st.integers(10, 60))
def test_lines_are_as_full_as_they_can_be(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width)
    for line, following in pairwise(lines):
        assert len(line) + 1 + len(following.split()[0]) > width


def test_a_book_is_not_read_to_its_end() -> None:
    assert sum(len(line) for line in wrap("x" * (LONGEST * 3), 80)) == LONGEST
