"""How far a long job is."""

from __future__ import annotations

import io
import sys
import time

import pytest

from solartui.cli.progress import Progress


class Terminal(io.StringIO):
    """Standard error with a person before it."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that shows its last entry."""
    shown = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: shown[-1])
    return shown


def test_a_person_sees_how_far_it_is(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress("Rows", 4000) as progress:
        progress(500)
        assert screen.getvalue() == ""
        clock.append(102.0)
        progress(1000)
        assert screen.getvalue() == "\rRows: 1000 of 4000, 500 a second, 6 s left"
        clock.append(102.1)
        progress(1100)
        clock.append(104.0)
        progress(3990, 4000)
    lines = screen.getvalue().split("\r")
    assert lines[2].rstrip() == "Rows: 3990 of 4000, 998 a second, 0 s left"
    assert lines[3].strip() == ""
    assert len({len(line) for line in lines[1:4]}) <= 2


def test_without_a_total_it_says_how_many_are_done(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress("Leads") as progress:
        clock.append(101.0)
        progress(250)
    assert "\rLeads: 250, 250 a second" in screen.getvalue()


def test_nothing_is_written_where_nobody_watches(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("Rows", 10) as progress:
        clock.append(200.0)
        progress(5)
    assert capsys.readouterr() == ("", "")
