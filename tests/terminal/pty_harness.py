"""A real program in a real pseudo-terminal, read back through a terminal emulator.

    with Terminal([sys.executable, "-m", "solartui"], columns=80, rows=24) as terminal:
        terminal.wait_for("Leads")
        terminal.press("down", "enter")
        terminal.type("Żółć")
        terminal.wait_until(lambda screen: "Żółć" in screen)
        terminal.resize(40, 10)
        assert terminal.wait_exit() == 0
        assert b"\x1b[?1049l" in terminal.output

Nothing here waits a fixed time: every wait ends with the condition, or fails at its deadline with the screen.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING, Any, Self

from tests.terminal.emulator import KEYS, Emulator, answers
from tests.terminal.emulator import environment as environment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

DEADLINE = 30.0
# The other screen, the hidden cursor, pastes in brackets, the mouse and reports of the focus: all of it is taken back.
RESTORED = (
    b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?1004l",
)  # fmt: skip


class Terminal:
    """A program, the terminal it runs in and the person before it.

    Args:
        command: program and arguments.
        columns: width of the terminal, in cells.
        rows: height of the terminal, in cells.
        environment: variables to set, or to take away where None, on top of a modern terminal's.
        folder: where the program starts.
        ignore_hangup: start it as ``nohup`` does.
        controlling: make the terminal the controlling one, so that the kernel tells of a hang-up by SIGHUP.

    Attributes:
        output: every byte that the program wrote to the terminal.
        screen: the emulator's screen, with colours and cursor.
    """

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str | None] | None = None,
        folder: Path | None = None,
        *,
        ignore_hangup: bool = False,
        controlling: bool = True,
    ) -> None:
        self.output = bytearray()
        self._emulator = Emulator(columns, rows)
        self.screen = self._emulator.screen
        self._open = True
        self._master, slave = pty.openpty()
        self._set_size(columns, rows)
        self.attributes_before = termios.tcgetattr(slave)

        def become_session_leader() -> None:
            os.setsid()
            if controlling:
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if ignore_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env=environment_of(changes=environment),
            preexec_fn=become_session_leader,
        )
        # Kept open, so that what the program left behind can be looked at after its end; closed by a hang-up.
        self._slave = slave

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program, if need be by force, and close the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Drop the line, as when a connection breaks or a window is closed."""
        if self._open:
            self._open = False
            os.close(self._slave)
            os.close(self._master)

    def press(self, *keys: str) -> None:
        """Press keys, by name where they have one: ``press("down", "enter", "x")``."""
        for key in keys:
            self.send(KEYS.get(key, key).encode())

    def type(self, text: str) -> None:
        """Type `text`, one character after another."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste `text` as a terminal does."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Send raw bytes to the program."""
        while data:
            self._take(0)
            data = data[os.write(self._master, data[:512]) :]

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.process.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size. The screen is blank until the program paints it anew."""
        self._set_size(columns, rows)
        if columns and rows:
            self.screen.resize(rows, columns)
            self.screen.erase_in_display(2)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGWINCH)

    @property
    def text(self) -> str:
        """What stands on the screen now, one line per row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, text: str, timeout: float = DEADLINE) -> str:
        """Wait until `text` stands on the screen, and answer the screen."""
        return self.wait_until(lambda screen: text in screen, timeout, repr(text))

    def wait_until(self, holds: Callable[[str], bool], timeout: float = DEADLINE, what: str = "the condition") -> str:
        """Wait until `holds(screen text)`, and answer the screen."""
        deadline = time.monotonic() + timeout
        while not holds(self.text):
            if self.process.poll() is not None and not self._take(0):
                raise AssertionError(f"ended with {self.process.returncode} before {what}\n{self.text}")
            if time.monotonic() > deadline:
                raise AssertionError(f"no {what} within {timeout} s\n{self.text}")
            self._take(0.05)
        return self.text

    def wait_output(self, data: bytes, since: int = 0, timeout: float = DEADLINE) -> None:
        """Wait until the program wrote `data` after byte number `since`."""
        self.wait_until(lambda _: data in self.output[since:], timeout, repr(data))

    def wait_exit(self, timeout: float = DEADLINE) -> int:
        """Wait for the end of the program, and answer its exit status (negative: the signal that killed it)."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"still running after {timeout} s\n{self.text}")
            if not self._open:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(deadline - time.monotonic())
            else:
                self._take(0.02)
        while self._open and self._take(0):
            pass
        return int(self.process.returncode)

    def attributes(self) -> list[Any]:
        """The line settings of the terminal, as ``stty`` would show them."""
        return termios.tcgetattr(self._slave)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _take(self, patience: float) -> bool:
        """Read what the program wrote; whether there was anything."""
        ready, _, _ = select.select([self._master], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.output += data
        if said := answers(data):
            os.write(self._master, said)
        self._emulator.feed(data)
        return bool(data)


def assert_restored(terminal: Terminal) -> None:
    """The terminal is as it was before the program: what it shows, what it sends, and how its line is set."""
    end = bytes(terminal.output[terminal.output.rfind(b"\x1b[?1049h") :])
    for sequence in RESTORED:
        assert sequence in end
    assert terminal.attributes() == terminal.attributes_before
