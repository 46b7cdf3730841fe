"""Text in lines of a width."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from solartui.widgets.wrapping import LONGEST, wrap


def test_words_stay_whole_and_blank_lines_stay() -> None:
    assert wrap("one two three\n\nfour", 8) == ["one two", "three", "", "four"]


def test_an_indent_is_kept_on_every_line() -> None:
    assert wrap("  - one two three", 9) == ["  - one", "  two", "  three"]


def test_a_word_wider_than_a_line_is_cut() -> None:
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mred\x1b]52;c;aGk=\x07 [/] [@click=app.quit]x[/]",
        "👨‍👩‍👧‍👦 family 🇵🇱 flag 1️⃣",
        "日本語のとても長い文がここに続きます",
        "a\tb\u202ec\ufeffd",
        "x" * 5000,
        "\ud800 lone",
    ],
)
def test_hostile_text_fits_and_has_no_controls(text: str) -> None:
    for width in (1, 2, 7, 40):
        lines = wrap(text, width)
        assert lines
        assert all(line.isprintable() for line in lines)
        assert all(cell_len(line) <= max(2, width) for line in lines)


def test_a_very_long_text_is_cut_before_it_costs_time() -> None:
    assert sum(map(len, wrap("word " * LONGEST, 80))) <= LONGEST
