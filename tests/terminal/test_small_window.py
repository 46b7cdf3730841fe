"""The one line in a window that is too small."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.color import Color
from textual.geometry import Size

from solartui.i18n import use_language
from solartui.terminal.preflight import fits
from solartui.terminal.small_window import SMALLEST, at_least, notice, sentence


@pytest.mark.parametrize(
    ("window", "fitting"),
    [((60, 18), True), ((59, 18), False), ((60, 17), False), ((80, 24), True), ((0, 0), False), ((300, 5), False)],
)
def test_the_smallest_window(window: tuple[int, int], fitting: bool) -> None:
    assert fits(Size(*window)) is fitting
    assert fits(at_least(Size(*window)))


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("width", range(70))
def test_the_sentence_fits_and_names_the_size_where_it_can(width: int, language: str) -> None:
    use_language(language)
    try:
        words = sentence(width)
    finally:
        use_language("en")
    assert len(words) <= width
    assert bool(words) == (width >= len("60 x 18"))
    if width >= 60:
        assert f"{SMALLEST.width} x {SMALLEST.height}" in words


@pytest.mark.parametrize("window", [(59, 17), (40, 10), (10, 5), (1, 1), (7, 1), (200, 3)])
def test_the_whole_window_is_filled_with_one_line_of_words(window: tuple[int, int]) -> None:
    size = Size(*window)
    update = notice(size, Style(), Color(0, 0, 0), ())
    rows = ["".join(segment.text for strip in line for segment in strip) for line in update.strips]
    assert len(rows) == size.height
    assert {len(row) for row in rows} == {size.width}
    assert [at for at, row in enumerate(rows) if row.strip()] in ([], [(size.height - 1) // 2])
