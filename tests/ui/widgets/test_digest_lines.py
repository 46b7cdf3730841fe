"""The lines of a history in short: they fit, whatever people wrote, and the whole stays on one screen."""

from __future__ import annotations

import pytest

from solartui.domain.digest import Told
from solartui.screens.dialogs.digest import _Lines
from tests.ui.widgets.drawn import HOSTILE, check_drawing

pytestmark = pytest.mark.feature("B-126")


def shown(width: int, *told: Told) -> list[str]:
    """The lines as text."""
    lines = _Lines(told).lines(width)
    check_drawing(lines, width)
    return ["".join(text for text, _ in parts).rstrip() for parts, _ in lines]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [40, 60, 80])
def test_lines_fit_whatever_they_say(text: str, width: int) -> None:
    assert shown(width, Told("since", (text,)), Told("notes", (text, text)))


def test_a_long_sentence_has_two_lines_and_one_of_several_has_one() -> None:
    long = "word " * 60
    lines = shown(60, Told("last", (long,)), Told("notes", (long, long)), Told("next", ("nothing is set",)))
    assert len(lines) == 5
    assert lines[1].endswith("…")
    assert lines[2].endswith("…")
    assert [line[:14].strip() for line in lines] == ["Last time", "", "Notes", "", "Next"]


def test_the_fullest_history_fits_into_the_smallest_usual_window() -> None:
    long = "word " * 60
    told = [Told(key, (long,)) for key in ("since", "stage", "way", "talks", "last", "next")]
    told += [Told("changed", (long,) * 2), Told("notes", (long,) * 3), Told("projects", (long,) * 2)]
    # Title, rule and keys need five of 24 lines.
    assert len(shown(66, *told)) <= 19
