"""The way to the terminal: at once where it takes what there is, by a thread where it does not."""

from __future__ import annotations

import contextlib
import os
import select

from solartui.terminal.thrift import thrifty


class TerminalFile:
    """Text for the terminal as UTF-8, whatever the locale, thriftily; a terminal that is gone swallows it silently.

    What the terminal takes is written by whoever has it (`send`). The rest is left to the writing thread (`write` and
    `flush`), as is all that comes before that has caught up: nobody waits for a slow line.

    Args:
        descriptor: where to write.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._impatient = _never_waiting(descriptor)
        self._waiting: list[str] = []
        self._rest = b""
        self._left = self._caught_up = 0
        self._closed = False

    def send(self, text: str) -> str | None:
        """Write `text` as far as the terminal takes it now; what is to be left to the thread, None where nothing is."""
        if self._impatient is None or self._left != self._caught_up:
            self._left += 1
            return text
        data = _encoded(text)
        if not self._closed:
            try:
                data = data[os.write(self._impatient, data) :]
            except BlockingIOError:
                pass
            except OSError:
                self._closed = True
        if self._closed or not data:
            return None
        self._rest = data
        self._left += 1
        return ""

    def write(self, text: str) -> int:
        """Keep `text` for the next flush."""
        self._waiting.append(text)
        return len(text)

    def flush(self) -> None:
        """Write all that waits, over as many calls as the terminal needs."""
        data, count = self._rest + _encoded("".join(self._waiting)), len(self._waiting)
        self._rest = b""
        self._waiting.clear()
        try:
            while data and not self._closed:
                data = data[self._write(data) :]
        except OSError:
            self._closed = True
        self._caught_up += count

    def _write(self, data: bytes) -> int:
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:
            # Another program left the terminal in non-blocking mode.
            select.select([], [self._descriptor], [])
            return 0

    def close(self) -> None:
        """Write nothing more."""
        self._closed = True

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._descriptor

    def let_go(self) -> None:
        """Everything is written: keep no second way to the terminal."""
        if self._impatient is not None:
            os.close(self._impatient)
            self._impatient = None


def _encoded(text: str) -> bytes:
    return thrifty(text).encode("utf-8", "replace")


def _never_waiting(descriptor: int) -> int | None:
    """A descriptor of our own for the same terminal: were its mode changed on the shared one, others would see it."""
    with contextlib.suppress(OSError):
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    return None
