"""The log of faults: private, useful, and without the data of customers."""

from __future__ import annotations

import logging
import stat
import sys
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Refused
from solartui.terminal import crash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EMPTY: dict[str, str] = {}


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    hooks = threading.excepthook, sys.unraisablehook, logging.getLogger().handlers.copy()
    yield tmp_path / "solartui" / "log" / crash.LOG_NAME
    threading.excepthook, sys.unraisablehook, logging.getLogger().handlers[:] = hooks
    logging.captureWarnings(capture=False)


def caught(act: Callable[[], object]) -> BaseException:
    with pytest.raises(BaseException) as caught_error:  # noqa: PT011 - any
        act()
    return caught_error.value


def test_the_line_names_the_fault_and_the_log(log: Path) -> None:
    line = crash.report(caught(lambda: EMPTY["stage"]))
    assert "KeyError" in line
    assert str(log) in line
    assert "\n" not in line


def test_the_log_is_private_whatever_the_umask(log: Path) -> None:
    crash.report(ValueError())
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) & 0o077 == 0


def test_names_from_the_code_stay_and_names_of_people_go(log: Path) -> None:
    customer = "kowalski".title()
    mail = f"{customer}@example.com"

    def read_it() -> None:
        try:
            EMPTY["assignee"]
        except KeyError:
            raise ValueError(f"bad value {customer!r} for {mail}") from None

    crash.report(caught(read_it))
    crash.report(caught(lambda: EMPTY["assignee"]))
    crash.report(caught(lambda: EMPTY[customer]))
    written = log.read_text(encoding="utf-8")
    assert "assignee" in written
    assert "read_it" in written
    assert customer not in written
    assert "@example.com" not in written


def test_causes_are_told_from_the_first_to_the_last(log: Path) -> None:
    def inner() -> None:
        raise OSError("first")

    def outer() -> None:
        try:
            inner()
        except OSError as error:
            raise RuntimeError("second") from error

    crash.report(caught(outer))
    written = log.read_text(encoding="utf-8")
    assert written.index("OSError: first") < written.index("RuntimeError: second")


def test_what_our_own_errors_say_to_people_stays_out(log: Path) -> None:
    customer = "kowalski".title()
    crash.report(caught(lambda: (_ for _ in ()).throw(Refused(f"{customer} has no address"))))
    written = log.read_text(encoding="utf-8")
    assert "Refused" in written
    assert "Kowalski" not in written


def test_statements_and_their_values_stay_out(log: Path) -> None:
    crash.report(RuntimeError("UNIQUE constraint failed\n[SQL: INSERT]\n[parameters: (Kowalski,)]"))
    written = log.read_text(encoding="utf-8")
    assert "UNIQUE constraint failed" in written
    assert "Kowalski" not in written


def test_an_exception_without_words_is_no_second_fault(log: Path) -> None:
    class Wordless(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert "Wordless" in crash.report(Wordless())
    assert "Wordless" in log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_said_in_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    line = crash.report(ValueError())
    assert "could not be written" in line


def test_a_link_in_place_of_the_log_is_not_followed(log: Path, tmp_path: Path) -> None:
    log.parent.mkdir(parents=True)
    target = tmp_path / "target"
    target.write_text("kept", encoding="utf-8")
    log.symlink_to(target)
    assert "could not be written" in crash.report(ValueError())
    assert target.read_text(encoding="utf-8") == "kept"


def test_a_long_log_starts_anew_and_keeps_the_old_one(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crash.report(ValueError())
    monkeypatch.setattr(crash, "_LOG_LIMIT", 10)
    crash.report(TypeError())
    assert "ValueError" in log.with_suffix(".log.1").read_text(encoding="utf-8")
    assert "ValueError" not in log.read_text(encoding="utf-8")


def test_other_libraries_threads_and_warnings_go_to_the_log(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crash.start_log()
    logging.getLogger("asyncio").error("Task failed: exception=ValueError('Kowalski')")
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old", UserWarning, stacklevel=1)
    written = log.read_text(encoding="utf-8")
    assert "Task failed" in written
    assert "Kowalski" not in written
    assert "ZeroDivisionError" in written
    assert "UserWarning: old" in written
    assert capsys.readouterr().err == ""


def test_starting_twice_logs_once() -> None:
    assert crash.start_log() is crash.start_log()
