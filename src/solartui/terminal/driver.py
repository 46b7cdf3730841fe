"""A terminal driver that a broken byte, a broken report or a dropped line cannot hurt."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import signal
import socket
import sys
import termios
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from solartui.terminal.thrift import thrifty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from io import TextIOWrapper

    from textual.app import App
    from textual.message import Message

# Everything that the driver switches on, switched off; the order matters only for the keyboard protocol, which kitty
# keeps per screen and which therefore is left before the alternate screen.
RESTORE = (
    "\x1b[?2026l\x1b[?2004l\x1b[?2048l\x1b[?7h"
    "\x1b[?1016l\x1b[?1015l\x1b[?1006l\x1b[?1003l\x1b[?1000l"
    "\x1b[<u\x1b[0m\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
_POINTER = "\x1b]22;"
_POINTER_DEFAULT = "\x1b]22;default\x07"
# One report or key at a time: what follows the next escape is not lost with a broken one.
_PIECE = re.compile("\x1b?[^\x1b]*")
_READ_SIZE = 4096


class TerminalFile:
    """Text for the terminal as UTF-8, whatever the locale, thriftily; a terminal that is gone swallows it silently.

    Args:
        descriptor: where to write.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting: list[str] = []
        self._closed = False

    def write(self, text: str) -> int:
        """Keep `text` for the next flush."""
        self._waiting.append(text)
        return len(text)

    def flush(self) -> None:
        """Write all that waits, over as many calls as the terminal needs."""
        data = thrifty("".join(self._waiting)).encode("utf-8", "replace")
        self._waiting.clear()
        try:
            while data and not self._closed:
                data = data[self._write(data) :]
        except OSError:
            self._closed = True

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


class _Parser(XTermParser):
    """Textual's parser, which tells how long it can wait and starts anew after a report that broke it."""

    def patience(self) -> float | None:
        """Seconds until a lone escape counts as the key, or None: the next byte may take its time."""
        return None if self._timeout_time is None else max(0.0, self._timeout_time - get_time())

    def anew(self, debug: bool) -> _Parser:
        """A fresh parser that knows what this one learned about the terminal."""
        fresh = _Parser(debug)
        fresh.mouse_pixels = self.mouse_pixels
        fresh.terminal_size = self.terminal_size
        fresh.terminal_pixel_size = self.terminal_pixel_size
        return fresh


class SafeDriver(LinuxDriver):
    """Textual's driver, with three dangers taken out and a terminal always left as it was.

    Invalid UTF-8 becomes the replacement character, a report that the parser cannot read is dropped, and an end of
    file on the terminal is a hang-up, answered once with the signal that belongs to it.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Standard output, which was checked to be a terminal: standard error may well be a file.
        stream = sys.__stdout__ if sys.__stdout__ is not None and sys.__stdout__.isatty() else sys.__stderr__
        self._terminal = TerminalFile(2 if stream is None else stream.fileno())
        self._file = cast("TextIOWrapper[Any]", self._terminal)
        self._parser = _Parser(self._debug)
        self._wake: tuple[socket.socket, socket.socket] | None = None
        self._engaged = False
        self._pointer_changed = False

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._engaged = True
        self._wake = socket.socketpair()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._window_changed)

    def _sigtstp_application(self, *_: object) -> None:
        self._outside_writes(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        self._outside_writes(super()._sigcont_application)

    def _outside_writes(self, act: Callable[[], None]) -> None:
        # A handler may interrupt a write that holds the queue of the writing thread: were it to write something itself,
        # it would wait for that write forever. While an editor has the terminal, there are none, and no loop that runs.
        if not self._auto_restart:
            act()
            return
        with contextlib.suppress(RuntimeError):  # the loop has just closed
            self._loop.call_soon_threadsafe(act)

    def _window_changed(self, _number: int, _frame: object) -> None:
        # One handler can interrupt another; were the size read here, the older one could be told last.
        if not self._in_band_window_resize:
            with contextlib.suppress(RuntimeError):  # the loop has just closed
                self._loop.call_soon_threadsafe(self._tell_size)

    def _tell_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was, with the modes too that Textual leaves on."""
        super().stop_application_mode()
        self.write("\x1b[?2026l\x1b[?1016l\x1b[0m")
        if self._pointer_changed:
            self.write(_POINTER_DEFAULT)
        self._engaged = False

    def write(self, data: str) -> None:
        """Queue `data` for the terminal."""
        if data.startswith(_POINTER):
            self._pointer_changed = True
        super().write(data)

    def rescue(self) -> None:
        """Give the terminal back at once, from any thread, past everything that may be stuck."""
        if not self._engaged:
            return
        self._engaged = False
        self._terminal.close()
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        with contextlib.suppress(OSError):
            os.write(self._terminal.fileno(), (RESTORE + (_POINTER_DEFAULT if self._pointer_changed else "")).encode())

    def disable_input(self) -> None:
        """Stop reading keys; the waiting thread is woken rather than waited for."""
        if self._wake is not None:
            self._wake[1].close()
            self._wake = None
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read the terminal until input is disabled or the terminal is gone."""
        if self._wake is None:
            return
        woken = self._wake[0]
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with woken:
            while not self.exit_event.is_set():
                ready, _, _ = select.select([self.fileno, woken], [], [], self._parser.patience())
                if woken in ready:
                    return
                if ready:
                    data = self._read()
                    if not data:
                        self._hang_up()
                        return
                    self._feed(decode(data))
                self._pass_on(self._parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ_SIZE)
        except OSError:
            return b""

    def _feed(self, text: str) -> None:
        for piece in _PIECE.findall(text):
            if piece:
                self._pass_on(self._parser.feed(piece))

    def _pass_on(self, parsed: Iterable[Message]) -> None:
        try:
            messages = list(parsed)
        except Exception:  # noqa: BLE001 - whatever a terminal reports, the session goes on without that report
            self._parser = self._parser.anew(self._debug)
            return
        for message in messages:
            self.process_message(message)

    def process_message(self, message: Message) -> None:
        """Hand `message` to the app, unless it is a size report that nobody asked for (text may hold one)."""
        if isinstance(message, events.Resize) and not self._in_band_window_resize:
            return
        super().process_message(message)

    def _hang_up(self) -> None:
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        os.kill(os.getpid(), signal.SIGTERM if ignored else signal.SIGHUP)
