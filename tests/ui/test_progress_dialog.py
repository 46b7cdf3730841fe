"""What a bar says below itself: how far the work is, or what comes before it."""

from __future__ import annotations

import pytest

from solartui.screens.dialogs import progress
from solartui.screens.dialogs.progress import Watched, _Bar

WIDTH = 60


def said(watched: Watched) -> tuple[str, str]:
    """The bar and the line below it."""
    bar, line = ("".join(text for text, *_ in drawn.parts) for drawn in _Bar(watched).draw(WIDTH, 2))
    return bar, line.strip()


def test_what_is_done_of_how_much_how_fast_and_how_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "monotonic", lambda: 100.0)
    watched = Watched()
    watched.tell(250, 1_000)
    assert said(watched)[1] == "250 of 1 000"
    monkeypatch.setattr(progress, "monotonic", lambda: 110.0)
    bar, line = said(watched)
    assert bar.count("█") == (WIDTH - 4) // 4
    assert line.split("  ")[0] == "250 of 1 000"
    assert line.endswith("25 a second · 30 s left")


def test_what_comes_first_is_told_and_does_not_count_for_the_pace_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "monotonic", lambda: 0.0)
    watched = Watched()
    watched.say("A copy of the desk first")
    watched.tell(30, 120)
    bar, line = said(watched)
    assert bar.count("█") == (WIDTH - 4) // 4
    assert (line.startswith("A copy of the desk first"), line.endswith("25%")) == (True, True)
    monkeypatch.setattr(progress, "monotonic", lambda: 77.0)
    watched.tell(120)
    assert said(watched)[1].endswith("77 s")
    watched.say("")
    watched.tell(10, 100)
    monkeypatch.setattr(progress, "monotonic", lambda: 82.0)
    assert said(watched)[1].endswith("2 a second · 45 s left")
