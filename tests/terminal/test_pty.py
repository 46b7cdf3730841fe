"""What only a real terminal shows: signals, hang-ups, broken bytes, faults, sizes, and what is on the wire."""

from __future__ import annotations

import os
import re
import signal
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.terminal import signals
from solartui.terminal.small_window import sentence
from tests.terminal.pty_harness import DEADLINE, Terminal, assert_restored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE = Path(__file__).with_name("sample_app.py")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    started: list[Terminal] = []

    def begin(mode: str = "plain", *, ready: bool = True, **options: object) -> Terminal:
        environment = {"XDG_STATE_HOME": str(tmp_path / "state"), **options.pop("environment", {})}  # type: ignore[dict-item]
        command = [sys.executable, str(SAMPLE), mode, str(tmp_path)]
        terminal = Terminal(command, environment=environment, **options)  # type: ignore[arg-type]
        started.append(terminal)
        if ready:
            terminal.wait_for("titled")
        return terminal

    yield begin
    for terminal in started:
        terminal.close()


def wait_for_file(path: Path) -> None:
    deadline = time.monotonic() + DEADLINE
    while not path.exists():
        assert time.monotonic() < deadline, f"no {path.name}"
        time.sleep(0.01)


def typed(terminal: Terminal, text: str) -> None:
    terminal.type(text)
    terminal.wait_for(text)


def test_a_byte_that_is_not_utf_8_is_replaced_and_the_program_goes_on(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.send(b"ab\xe9cd")
    terminal.wait_for("ab\ufffdcd")
    terminal.type("ż")
    terminal.wait_for("ab\ufffdcdż")


@pytest.mark.parametrize("report", [b"\x1b[1114112u", b"\x1b[99999999999u", b"\x1b[<0;0;0M", b"\x1b[48;0;0;0;0t"])
def test_a_broken_report_is_dropped(start: Callable[..., Terminal], report: bytes) -> None:
    terminal = start()
    terminal.send(b"one" + report)
    terminal.wait_for("one")
    typed(terminal, "two")


def test_a_size_report_in_a_paste_changes_nothing(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.paste("x\x1b[48;9;9;90;90ty")
    typed(terminal, "after")


@pytest.mark.parametrize("ignored", [False, True], ids=["default", "nohup"])
@pytest.mark.parametrize("controlling", [True, False], ids=["by-signal", "by-end-of-file"])
def test_a_dropped_line_ends_the_program_with_its_draft_saved(
    start: Callable[..., Terminal], tmp_path: Path, ignored: bool, controlling: bool
) -> None:
    terminal = start(ignore_hangup=ignored, controlling=controlling)
    typed(terminal, "draft")
    terminal.hang_up()
    assert terminal.wait_exit() == 129
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "draft"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_saves_the_draft_and_restores_the_terminal(
    start: Callable[..., Terminal], tmp_path: Path, number: signal.Signals, status: int
) -> None:
    terminal = start()
    typed(terminal, "draft")
    terminal.kill(number)
    assert terminal.wait_exit() == status
    assert_restored(terminal)
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "draft"
    assert b"Traceback" not in terminal.output


def test_the_watchdog_needs_less_than_two_seconds() -> None:
    assert signals.GRACE + signals.LAST_ACTS < 2


def test_a_signal_ends_a_program_whose_job_hangs(start: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = start()
    typed(terminal, "draft")
    terminal.press("f4")
    terminal.wait_for("job hangs")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_exit() == 143
    assert_restored(terminal)
    assert (tmp_path / "draft.txt").exists()


def test_a_signal_ends_a_program_that_hangs_itself(start: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = start()
    typed(terminal, "draft")
    terminal.press("f5")
    wait_for_file(tmp_path / "hanging")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_exit() == 143
    assert_restored(terminal)
    assert (tmp_path / "draft.txt").exists()


def test_a_signal_ends_a_program_whose_terminal_takes_nothing(start: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = start(ready=False)
    wait_for_file(tmp_path / "ready")
    terminal.kill(signal.SIGTERM)
    assert terminal.process.wait(timeout=DEADLINE) == 143


def test_a_suspended_program_ends_with_its_terminal(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.kill(signal.SIGTSTP)
    terminal.wait_output(b"\x1b[?1049l")
    os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOWAIT)
    terminal.hang_up()
    assert terminal.wait_exit() == 129


def test_a_suspended_program_comes_back_as_it_was(start: Callable[..., Terminal]) -> None:
    terminal = start()
    typed(terminal, "kept")
    terminal.press("f7")
    terminal.wait_output(b"\x1b[?1049l")
    os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOWAIT)
    terminal.screen.erase_in_display(2)
    terminal.kill(signal.SIGCONT)
    terminal.wait_for("kept")
    typed(terminal, "again")


@pytest.mark.parametrize(("key", "kind"), [("f2", "ValueError"), ("f6", "LookupError")])
def test_a_fault_is_one_line_and_a_private_log(
    start: Callable[..., Terminal], tmp_path: Path, key: str, kind: str
) -> None:
    terminal = start()
    typed(terminal, "Kowalski")
    terminal.press(key)
    assert terminal.wait_exit() == 1
    assert_restored(terminal)
    words = bytes(terminal.output).rpartition(b"\x1b[?1006l")[2].decode()
    (log,) = (tmp_path / "state").rglob("solartui.log")
    assert len(words.strip().splitlines()) == 1
    assert str(log) in words
    assert "Traceback" not in words
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    written = log.read_text(encoding="utf-8")
    assert kind in written
    assert "sample_app.py" in written
    assert "Kowalski" not in written
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "Kowalski"


def test_a_fault_before_the_first_picture_is_one_line_too(start: Callable[..., Terminal]) -> None:
    terminal = start("broken", ready=False)
    assert terminal.wait_exit() == 1
    assert_restored(terminal)
    assert b"KeyError" in terminal.output
    assert b"Traceback" not in terminal.output


def test_a_fault_ends_the_program_though_a_job_hangs(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("f4")
    terminal.wait_for("job hangs")
    terminal.press("f2")
    assert terminal.wait_exit() == 1
    assert_restored(terminal)
    assert b"ValueError" in terminal.output


def test_quitting_restores_the_terminal_and_writes_no_log(start: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = start()
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    assert_restored(terminal)
    assert not list((tmp_path / "state").rglob("solartui.log"))


def test_the_screens_are_on_standard_output_though_standard_error_is_a_file(tmp_path: Path) -> None:
    errors = tmp_path / "errors.txt"
    command = ["sh", "-c", f"exec {sys.executable} {SAMPLE} plain {tmp_path} 2>{errors}"]
    with Terminal(command) as terminal:
        terminal.wait_for("titled")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert errors.read_text(encoding="utf-8") == ""


TINY = [(10, 5), (1, 1), (30, 9), (4, 20), (100, 1), (59, 30), (100, 17)]


@pytest.mark.parametrize("dialog", [False, True], ids=["screen", "dialog"])
def test_keys_in_a_small_window_do_no_harm(start: Callable[..., Terminal], dialog: bool) -> None:
    terminal = start(columns=100, rows=40)
    typed(terminal, "kept")
    if dialog:
        terminal.press("f3")
        terminal.wait_for("entry 1")
    for columns, rows in TINY:
        terminal.resize(columns, rows)
        terminal.press("pageup", "pagedown")
        terminal.wait_until(lambda screen, columns=columns: screen.strip() == sentence(columns))  # type: ignore[misc]
        terminal.press("pageup", "pagedown", "end", "home", "x")
    terminal.wait_for("Please make this window larger: 60 x 18 or more")
    terminal.resize(30, 12)
    terminal.wait_until(lambda screen: screen.strip() == "Larger window, please")
    terminal.resize(100, 40)
    # Which keys arrived before the window grew is a matter of luck here; that none does harm is not.
    terminal.wait_for("entry" if dialog else "kept")
    typed(terminal, "qq")


def test_a_terminal_that_does_not_know_its_size_is_taken_for_80_by_24(start: Callable[..., Terminal]) -> None:
    terminal = start(columns=100, rows=40)
    terminal.resize(0, 0)
    typed(terminal, "kept")
    terminal.resize(100, 40)
    typed(terminal, "still")


def test_a_small_window_from_the_start(start: Callable[..., Terminal]) -> None:
    terminal = start(ready=False, columns=30, rows=5)
    terminal.wait_for("Larger window, please")
    assert "titled" not in terminal.output.decode()
    terminal.resize(60, 18)
    terminal.wait_for("titled")
    terminal.resize(30, 5)
    terminal.wait_until(lambda screen: screen.strip() == "Larger window, please")
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0


SEQUENCES = re.compile(rb"\x1b\[[0-9;:?<=>]*[ -/]*[@-~]|\x1b\]22;[a-z]*\x07")


def test_text_of_records_never_commands_the_terminal(start: Callable[..., Terminal]) -> None:
    terminal = start("hostile", columns=150, rows=60)
    terminal.wait_until(lambda screen: screen.count("]52;c;ZXZpbA==") >= 15)
    terminal.press("ctrl+q")
    terminal.wait_exit()
    rest = SEQUENCES.sub(b"", bytes(terminal.output)).decode()
    assert not set(re.findall("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)) - {"\n", "\r"}
    assert b"\x1b[31m" not in terminal.output
    assert b"\x1b[5n" not in terminal.output


@pytest.mark.parametrize(("glyphs", "shown"), [("ascii", "plain Żółć | c"), ("basic", "plain Żółć ▌ c")])
def test_a_lesser_glyph_set_reaches_every_widget(start: Callable[..., Terminal], glyphs: str, shown: str) -> None:
    terminal = start(ready=False, environment={"SOLARTUI_GLYPHS": glyphs})
    screen = terminal.wait_for(shown)
    assert "◔" not in screen
    if glyphs == "ascii":
        assert set(screen) - set("ŻółćŻ") <= {chr(code) for code in range(128)}


def test_colours_without_truecolor_are_of_the_palette(start: Callable[..., Terminal]) -> None:
    terminal = start(environment={"COLORTERM": None})
    assert b"38;5;" in terminal.output
    assert b"38;2;" not in terminal.output


def test_no_color_leaves_greys(start: Callable[..., Terminal]) -> None:
    terminal = start(environment={"NO_COLOR": "1"})
    colours = set(re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", bytes(terminal.output)))
    assert colours
    assert all(red == green == blue for red, green, blue in colours)
