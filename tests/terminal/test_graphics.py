"""Pixels where a person wants them: what the terminal is asked, and what it is sent."""

from __future__ import annotations

import base64
import os
import pty
import re
import threading
import time
import tty
import zlib
from collections.abc import Mapping

import pytest
from textual.geometry import Region
from textual.widget import Widget

from solartui.domain.raster import Raster
from solartui.terminal import graphics, kitty, overlay, probe, sixel
from solartui.terminal.probe import Answers, LateAnswers
from solartui.widgets.cells import width_of

DA1, KITTY, CELL, NAME = b"\x1b[?62;4;22c", b"\x1b_Gi=31;OK\x1b\\", b"\x1b[6;20;10t", b"\x1bP>|kitty(0.39.1)\x1b\\"


def test_the_answers_of_a_terminal() -> None:
    found = probe.read(KITTY + NAME + CELL + DA1)
    assert found == Answers(True, True, True, "kitty(0.39.1)", (10, 20))
    assert probe.read(b"\x1b[?64;1;2c") == Answers(True)
    assert probe.read(b"\x1b[?4c") == Answers(True)
    assert probe.read(b"\x1b_Gi=31;ENOTSUPPORTED\x1b\\\x1b[6;0;0t") == Answers()
    assert probe.read(b"hello") == Answers()


def conversation(said: bytes, seconds: float) -> tuple[bytes, float, bytes]:
    """What is read from a terminal that says something, how long that takes, and what is left to be read."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    try:
        os.write(master, said)
        begun = time.monotonic()
        found = probe._conversation(slave, seconds)
        took = time.monotonic() - begun
        os.set_blocking(slave, False)
        try:
            left = os.read(slave, 100)
        except BlockingIOError:
            left = b""
        return found, took, left
    finally:
        os.close(master)
        os.close(slave)


def test_reading_ends_with_the_last_answer_and_takes_no_longer_than_agreed() -> None:
    found, took, left = conversation(NAME + DA1, 5)
    assert found == NAME + DA1
    assert took < 1
    assert left == b""
    found, took, _ = conversation(b"slow", 0.1)
    assert probe.read(found) == Answers()
    assert took < 1


def test_without_a_terminal_nothing_is_asked() -> None:
    assert probe.ask(0.1) == Answers()


def test_late_answers_are_no_keys() -> None:
    now = [0.0]
    late = LateAnswers(10, lambda: now[0])
    assert late.without((b"a" + KITTY + NAME + CELL + DA1 + b"b").decode()) == "ab"
    assert late.without("\x1b[A\x1b[1;5Cq\x1b") == "\x1b[A\x1b[1;5Cq\x1b"
    now[0] = 11
    assert late.without("\x1b[?62c") == "\x1b[?62c"


ALL = Answers(True, True, True, "kitty(0.39.1)", (10, 20))


@pytest.mark.parametrize(
    ("wish", "answers", "protocol"),
    [
        ("auto", ALL, "kitty"),
        ("sixel", ALL, "sixel"),
        ("kitty", Answers(True, True, False, "WezTerm 2024"), "cells"),
        ("auto", Answers(True, True, True, "WezTerm 2024"), "sixel"),
        ("auto", Answers(True), "cells"),
        ("auto", Answers(), "cells"),
        ("cells", ALL, "cells"),
    ],
)
def test_the_way_is_what_is_wanted_and_possible(wish: str, answers: Answers, protocol: str) -> None:
    found = graphics.decide(wish, answers)
    assert found.protocol == protocol
    assert found.late is not answers.answered
    assert found.why


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({"LANG": "C.UTF-8", "TERM": "xterm-kitty"}, True),
        ({"LANG": "C.UTF-8", "TERM": "xterm-kitty", "TMUX": "/tmp/x"}, False),
        ({"LANG": "C.UTF-8", "TERM": "screen-256color"}, False),
        ({"LANG": "C", "TERM": "xterm"}, False),
    ],
)
def test_a_terminal_behind_tmux_or_without_signs_is_not_asked(environment: Mapping[str, str], asked: bool) -> None:
    assert (graphics.obstacle(environment) is None) is asked


def test_the_variable_counts_more_than_the_setting() -> None:
    assert graphics.wanted({}, "cells") == "cells"
    assert graphics.wanted({}, "auto") == "auto"
    assert graphics.wanted({graphics.VARIABLE: "SIXEL"}, "cells") == "sixel"
    assert graphics.wanted({graphics.VARIABLE: "nonsense"}, "auto") == "cells"


def test_kitty_gets_the_picture_once_and_cells_that_stand_for_it() -> None:
    noise = bytes((at * 7919) % 251 for at in range(60 * 40 * 3))
    sent = kitty.transmission(17, Raster(60, 40, noise), 6, 2)
    pieces = re.findall("\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\\\", sent)
    assert re.sub("\x1b_G[^\x1b]*\x1b\\\\", "", sent) == ""
    assert pieces[0][0] == "a=d,d=I,i=17,q=2"
    assert all("q=2" in control for control, _ in pieces)
    assert all(len(data) <= 4096 for _, data in pieces)
    assert [control[-7:-4] if control.endswith("q=2") else control[-3:] for control, _ in pieces[1:]][-1] == "m=0"
    assert zlib.decompress(base64.standard_b64decode("".join(data for _, data in pieces))) == noise
    rows = kitty.cells(17, 6, 2)
    assert [sum(width_of(segment.text) for segment in row) for row in rows] == [6, 6]
    assert rows[0][0].style is not None
    assert rows[0][0].style.color is not None
    assert rows[0][0].style.color.number == 17
    assert len(kitty.cells(17, 3, 500)) < 100
    assert {kitty.next_number() for _ in range(500)} == set(range(16, 256))


def decoded(text: str) -> dict[tuple[int, int], str]:
    """The dots of a sixel picture, by column and row."""
    found: dict[tuple[int, int], str] = {}
    body = text[text.index('"') :].split("\x1b", maxsplit=1)[0]
    body = re.sub(r'^"[\d;]*', "", body)
    body = re.sub(r"!(\d+)(.)", lambda run: run[2] * int(run[1]), body)
    x = y = 0
    colour = ""
    for part in re.findall(r"#\d+;2;\d+;\d+;\d+|#\d+|[$-]|[?-~]", body):
        if part.startswith("#"):
            colour = part[1:] if ";" not in part else colour
        elif part == "$":
            x = 0
        elif part == "-":
            x, y = 0, y + 6
        else:
            for bit in range(6):
                if (ord(part) - 63) >> bit & 1:
                    found[x, y + bit] = colour
            x += 1
    return found


def test_sixels_show_every_dot() -> None:
    numbers = bytes((x * y + x) % 5 for y in range(14) for x in range(33))
    text = sixel.encode(numbers, [(0, 0, 0), (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)], 33)
    assert text.startswith("\x1bP0;1;0q")
    assert text.endswith("\x1b\\")
    assert "#1;2;100;0;0" in text
    assert decoded(text) == {(x, y): str(numbers[y * 33 + x]) for y in range(14) for x in range(33)}


def test_a_cross_stands_in_the_middle() -> None:
    crossed = Raster(41, 41, bytes(41 * 41 * 3)).crossed((9, 9, 9))
    assert crossed.row(20)[18] == (9, 9, 9)
    assert crossed.row(20)[20] == (0, 0, 0)
    assert crossed.row(0)[0] == (0, 0, 0)


def test_asking_leaves_the_terminal_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    import termios

    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    heard: list[bytes] = []

    def answer() -> None:
        heard.append(os.read(master, 200))
        os.write(master, NAME + KITTY + DA1)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    with os.fdopen(slave, "r+b", buffering=0) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(sys, "stdout", terminal)
        found = probe.ask(5)
        thread.join(5)
        assert found == Answers(True, True, True, "kitty(0.39.1)")
        assert heard[0].endswith(b"\x1b[c")
        assert termios.tcgetattr(slave) == before
    os.close(master)


class _Shown:
    """Stands in for what is on the terminal."""

    def __init__(self) -> None:
        self.lines = ["ab", "cd"]
        self.hit = True
        self.forgotten: list[Region] = []

    def touched(self, _region: Region) -> bool:
        return self.hit

    def signs(self, _region: Region) -> list[str]:
        return self.lines

    def forget_region(self, region: Region) -> None:
        self.forgotten.append(region)


class _Picture(overlay.Pixels):
    pixels = "SIXELS"

    def signs(self) -> list[str]:
        return ["ab", "cd"]


def test_pixels_are_sent_over_whole_cells_and_only_when_those_were_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    place: list[Region | None] = [Region(4, 2, 2, 2)]
    picture, written, shown = _Picture(), list[str](), _Shown()
    monkeypatch.setattr(overlay, "PLACED", {picture})
    monkeypatch.setattr(overlay, "_place", lambda _widget, _screen: place[0])
    over = overlay.Overlay(shown, written.append)  # type: ignore[arg-type]
    screen: Widget = picture
    over.before(screen)  # type: ignore[arg-type]
    over.after(screen)  # type: ignore[arg-type]
    assert written == ["\x1b7\x1b[3;5HSIXELS\x1b8"]
    shown.hit = False
    over.after(screen)  # type: ignore[arg-type]
    assert len(written) == 1
    shown.hit, shown.lines = True, ["a#", "cd"]
    over.after(screen)  # type: ignore[arg-type]
    assert len(written) == 1
    shown.lines = ["ab", "cd"]
    over.after(screen)  # type: ignore[arg-type]
    assert len(written) == 2
    place[0] = Region(4, 5, 2, 2)
    over.before(screen)  # type: ignore[arg-type]
    assert shown.forgotten == [Region(4, 2, 2, 2)]
    over.after(screen)  # type: ignore[arg-type]
    assert written[-1].startswith("\x1b7\x1b[6;5H")
