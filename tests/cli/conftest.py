"""The command line as a test speaks to it: words in, exit status and the two outputs out."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from solartui.bootstrap import open_services
from solartui.cli.main import run
from solartui.i18n import use_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# Desks of tests have the same people often; tests of the remark itself call the shell and read it.
_ALIKE = "If both are one: solartui contacts merge"


@dataclass(frozen=True)
class Answer:
    """What a call left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Shell:
    """Calls the program inside this process, on a database of the test's own."""

    def __init__(self, database: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.database = database
        self._capture = capture
        self._patch = patch

    def __call__(self, *words: object, typed: str | bytes = "") -> Answer:
        """Call the program.

        Args:
            words: the words of the command line.
            typed: what stands on standard input.
        """
        content = typed.encode() if isinstance(typed, str) else typed
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))
        self._capture.readouterr()
        status = run([str(word) for word in words])
        out, err = self._capture.readouterr()
        return Answer(status, out, err)

    def json(self, *words: object, typed: str | bytes = "") -> Any:
        """The document of a call that has to succeed and say nothing else."""
        answer = self("--json", *words, typed=typed)
        said = [line for line in answer.err.splitlines() if _ALIKE not in line]
        assert (answer.status, said) == (0, []), answer
        return answer.document

    def refused(self, status: int, *words: object, typed: str | bytes = "") -> str:
        """The one line of a call that has to fail with a status and print nothing else."""
        answer = self(*words, typed=typed)
        assert (answer.status, answer.out) == (status, ""), answer
        assert answer.err.startswith("solartui: "), answer
        assert answer.err.count("\n") == 1, answer
        assert answer.err.isprintable() or answer.err[:-1].isprintable(), answer
        return answer.err.removeprefix("solartui: ").rstrip("\n")

    def add(self, *words: object, name: str = "Jan Kowalski") -> Any:
        """A new lead, with a new contact unless the words say otherwise."""
        own = () if "--contact" in words else ("--contact-name", name)
        return self.json("leads", "add", *own, *words)


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with nothing in it, and an English environment of 80 columns."""
    for name in ("LC_ALL", "LC_MESSAGES", "COLUMNS", "SOLARTUI_DATABASE", "SSH_CONNECTION", "TMUX", "SHELL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HOME", str(folder))
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    return folder


@pytest.fixture
def known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of desks begins on a known day: numbers of papers, rates and certificates go by the year."""
    ahead = datetime.now(UTC) - datetime(2026, 11, 22, 10, tzinfo=UTC)
    opened = partial(open_services, clock=lambda: datetime.now(UTC) - ahead)
    monkeypatch.setattr("solartui.bootstrap.open_services", opened)


@pytest.fixture
def shell(
    home: Path, database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    """The program on a desk with the people of `tests.desk` and nothing else."""
    monkeypatch.setenv("SOLARTUI_DATABASE", str(database))
    yield Shell(database, capsys, monkeypatch)
    use_language("en")
