"""A program in a pseudo terminal, driven and timed.

A chunk of output is stamped when it is read, before the emulator sees it, and the emulator is fed only when nothing
more is waiting: its cost is in no figure. The queries that modern terminals answer are answered, so that a program
takes the way that it takes in a real one.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tests.terminal.emulator import KEYS, Emulator, answers, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

Shown: TypeAlias = "Callable[[list[str]], bool]"


# Python's own: what is installed has its byte code beside it, whatever the environment of the developer says.
_CALM = 0.03
"""Seconds of silence, longer than any part of a first picture waits for the next."""
DEVELOPERS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")


def installed() -> dict[str, str]:
    """The environment in which a program finds the byte code of the last time, as an installed one does."""
    kept = {name: value for name, value in os.environ.items() if name not in DEVELOPERS}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(__file__).resolve().parents[1] / "build" / "bench" / "bytecode")}


@dataclass(frozen=True)
class Stroke:
    """What one key caused."""

    first: float  # seconds to the first byte
    settled: float  # seconds to the last byte before silence
    bytes: int


class Terminal:
    """A running program and its screen."""

    def __init__(self, command: Sequence[str], columns: int = 80, rows: int = 24) -> None:
        self.received = 0
        self.used = 0.0
        self._emulator = Emulator(columns, rows)
        self.screen = self._emulator.screen
        self._waiting: list[tuple[float, bytes]] = []
        self._ended = False
        size = struct.pack("HHHH", rows, columns, 0, 0)
        self.started = time.perf_counter()
        self.pid, self._line = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), environment(installed()))
        os.set_blocking(self._line, False)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program, gently first."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._gone(within=2.0 if number == signal.SIGKILL else 0):
                break
            os.kill(self.pid, number)
            if self._gone(within=3.0):
                break
        os.close(self._line)

    def lines(self) -> list[str]:
        """What a person sees."""
        return list(self.screen.display)

    def wait_for(self, shown: Shown, timeout: float = 60.0) -> float:
        """Seconds from the start of the program to the chunk after which `shown` was true of the screen.

        `used` is the processor time of the program until then.

        Raises:
            TimeoutError: it never was, or the program ended.
        """
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and not self._ended:
            # What came while the emulator is at work would be stamped too late.
            used: list[tuple[float, float]] = []
            while self._read(_CALM) and time.perf_counter() < deadline:
                used.append((self._waiting[-1][0], self.processor()))
            while self._waiting:
                stamp = self._show_one()
                if shown(self.lines()):
                    self.used = next(seconds for until, seconds in used if until >= stamp)
                    return stamp - self.started
        raise TimeoutError("\n".join(self.lines()))

    def rest(self, silence: float = 0.4, timeout: float = 20.0) -> None:
        """Read until the program has said nothing for a while."""
        deadline = time.perf_counter() + timeout
        last = time.perf_counter()
        while time.perf_counter() < deadline and time.perf_counter() - last < silence and not self._ended:
            if self._read(0.02):
                last = time.perf_counter()
        while self._waiting:
            self._show_one()

    def watch(self, seconds: float) -> int:
        """How many bytes come in so many seconds without a key."""
        before, deadline = self.received, time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and not self._ended:
            self._read(min(left, 0.2))
        return self.received - before

    def press(self, key: str, silence: float = 0.1, patience: float = 3.0) -> Stroke:
        """Type one key and wait until the program has answered and is silent again."""
        before = self.received
        start = quiet_since = time.perf_counter()
        os.write(self._line, KEYS.get(key, key).encode())
        first = last = 0.0
        while not self._ended:
            fresh = len(self._waiting)
            if self._read(0.005):
                first = first or self._waiting[fresh][0] - start
                last = self._waiting[-1][0] - start
                quiet_since = time.perf_counter()
            elif time.perf_counter() - quiet_since > (silence if first else patience):
                break
        while self._waiting:
            self._show_one()
        return Stroke(first, last, self.received - before)

    def memory(self) -> float:
        """Proportional memory of the program and its children, in MB (Linux only)."""
        total = 0
        for pid in self._family():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1024

    def processor(self) -> float:
        """Seconds of processor time used so far by all threads; 0 where there is no Linux."""
        if sys.platform != "linux":
            return 0.0
        # The clock of a process counts threads that have ended, too.
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in self._family())

    def _family(self) -> list[int]:
        """The program and its children, by process id."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def _gone(self, within: float) -> bool:
        """Whether the program has ended, reading on so that it can."""
        if self.pid == 0:
            return True
        deadline = time.perf_counter() + within
        while True:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                self.pid = 0
                return True
            if time.perf_counter() >= deadline:
                return False
            self._read(0.02)

    def _read(self, timeout: float) -> bool:
        """Take in what there is; whether anything was."""
        got = False
        while not self._ended and select.select([self._line], [], [], 0 if got else timeout)[0]:
            try:
                chunk = os.read(self._line, 65536)
            except OSError:
                chunk = b""
            if not chunk:
                self._ended = True
                break
            self._waiting.append((time.perf_counter(), chunk))
            self.received += len(chunk)
            got = True
            if said := answers(chunk):
                os.write(self._line, said)
        return got

    def _show_one(self) -> float:
        """Give the oldest chunk to the emulator; returns its stamp."""
        stamp, chunk = self._waiting.pop(0)
        self._emulator.feed(chunk)
        return stamp
