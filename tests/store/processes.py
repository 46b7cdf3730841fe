"""Other processes for tests: forked from this one, so that everything is loaded and they start at once."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pickle
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.synchronize import Barrier
from typing import Any

Say = Callable[[str], None]

_HEAVY = (
    "alembic.command",
    "alembic.config",
    "alembic.operations",
    "email_validator",
    "phonenumbers",
    "solartui.services.conversion",
    "solartui.store.tables",
    "solartui.store.work",
)
_FORK = multiprocessing.get_context("fork")


def load_everything() -> None:
    """Import what a writing process needs, so that children do not spend their time on it."""
    for name in _HEAVY:
        importlib.import_module(name)


def _child(write: int, function: Callable[..., Any], arguments: tuple[Any, ...], start: Barrier) -> None:
    status = 0
    try:
        start.wait()
        answer = (True, function(*arguments))
    except BaseException as error:
        traceback.print_exc(file=sys.stderr)
        answer, status = (False, repr(error)), 1
    with os.fdopen(write, "wb") as pipe:
        pickle.dump(answer, pipe)
    # No clean-up: what this process inherited belongs to the one that runs the tests.
    os._exit(status)


def together(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The results of a function called by as many processes as there are calls, all at the same time."""
    load_everything()
    todo = list(calls)
    start = _FORK.Barrier(len(todo))
    reading = []
    for arguments in todo:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(read)
            _child(write, function, arguments, start)
        os.close(write)
        reading.append((pid, read))
    results = []
    for pid, read in reading:
        with os.fdopen(read, "rb") as pipe:
            content = pipe.read()
        os.waitpid(pid, 0)
        good, value = pickle.loads(content)
        assert good, value
        results.append(value)
    return results


def in_child(function: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a function called in a process of its own, which may change what it likes of itself."""
    return together(function, [arguments])[0]


class Running:
    """A child process that tells what it did, line by line."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        load_everything()
        self._read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._read)
            status = 0
            try:
                function(lambda text: os.write(write, f"{text}\n".encode()), *arguments)
            except BaseException:
                traceback.print_exc(file=sys.stderr)
                status = 1
            os._exit(status)
        os.close(write)
        self._text = b""
        self.status: int | None = None

    def wait_for(self, lines: int) -> None:
        """Come back when so many lines were told, or the process has ended."""
        while self._text.count(b"\n") < lines:
            more = os.read(self._read, 65536)
            if not more:
                return
            self._text += more

    def ends_within(self, seconds: float) -> bool:
        """Whether the process closes its mouth by itself; what it says meanwhile is kept."""
        end, left = time.monotonic() + seconds, seconds
        # One that has a lot to say would be listened to for ever.
        while left >= 0 and select.select([self._read], [], [], left)[0]:
            more = os.read(self._read, 65536)
            if not more:
                return True
            self._text += more
            left = end - time.monotonic()
        return False

    def end_by_itself(self) -> int:
        """Wait for its end; its exit status, or the number of the signal that ended it, as a negative number."""
        while more := os.read(self._read, 65536):
            self._text += more
        os.close(self._read)
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def end(self, number: int = signal.SIGKILL) -> list[str]:
        """End it by a signal, SIGKILL unless another is named, and return all the whole lines that it told."""
        if self.status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
            while more := os.read(self._read, 65536):
                self._text += more
            os.close(self._read)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.lines()

    def lines(self) -> list[str]:
        """All the whole lines that it told so far."""
        return self._text.decode().split("\n")[:-1]


@contextmanager
def running(function: Callable[..., Any], *arguments: Any) -> Iterator[Running]:
    """A child process for the time of a block; killed at its end."""
    child = Running(function, *arguments)
    try:
        yield child
    finally:
        child.end()
