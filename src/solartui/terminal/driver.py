"""A terminal driver that a broken byte, a broken report or a dropped line cannot hurt."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import re
import signal
import sys
import termios
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from solartui.terminal import graphics
from solartui.terminal.first_picture import ENTER
from solartui.terminal.outlet import TerminalFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from io import TextIOWrapper

    from textual.app import App
    from textual.message import Message

    from solartui.terminal.probe import LateAnswers

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


def _late_answers() -> LateAnswers:
    from solartui.terminal.probe import LateAnswers

    return LateAnswers()


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
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._escape: asyncio.TimerHandle | None = None
        self._listening = False
        self._frame: list[str] = []
        self._engaged = False
        self._pointer_changed = False
        self._late = _late_answers() if graphics.current().late else None
        self._taken = getattr(app, "taken", None)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._engaged = True
        before = self._key_thread
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._window_changed)
        if self._key_thread is not before:  # else the program was stopped before it had the terminal
            if self._taken is not None:
                self.attrs_before, self._taken = self._taken.hand_over(), None
            self._loop.add_reader(self.fileno, self._take)
            self._listening = True

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
        self.flush()
        self._engaged = False

    def write(self, data: str) -> None:
        """Keep `data` for the end of the frame; what belongs to none is sent when the loop is free."""
        if data == ENTER and self._taken is not None:
            return  # The picture stays until it is painted over.
        if data.startswith(_POINTER):
            self._pointer_changed = True
        if not self._frame:
            with contextlib.suppress(RuntimeError):  # the loop has just closed
                self._loop.call_soon(self.flush)
        self._frame.append(data)

    def flush(self) -> None:
        """Send what was kept: at once, else by the thread for what the terminal does not take."""
        if self._frame and self._writer_thread is not None:
            left = self._terminal.send("".join(self._frame))
            self._frame.clear()
            if left is not None:
                self._writer_thread.write(left)

    def close(self) -> None:
        """End the writing thread."""
        super().close()
        self._terminal.let_go()

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
        """Stop reading keys."""
        if self._listening:
            self._stop_listening()
        super().disable_input()

    def _stop_listening(self) -> None:
        self._listening = False
        self._loop.remove_reader(self.fileno)
        if self._escape is not None:
            self._escape.cancel()

    def run_input_thread(self) -> None:
        """There is no thread that reads keys: the loop reads them, one change of threads sooner."""

    def _take(self) -> None:
        """Read what was typed."""
        data = self._read()
        if not data:
            self._stop_listening()
            self._hang_up()
            return
        self._feed(self._decode(data))
        if self._escape is not None:
            self._escape.cancel()
        patience = self._parser.patience()
        self._escape = None if patience is None else self._loop.call_later(patience, self._time_is_up)

    def _time_is_up(self) -> None:
        self._escape = None
        self._pass_on(self._parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ_SIZE)
        except OSError:
            return b""

    def _feed(self, text: str) -> None:
        text = text if self._late is None else self._late.without(text)
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

    def send_message(self, message: Message) -> None:
        """Hand `message` to the app, without a task of its own."""
        self._app.post_message(message)

    def _hang_up(self) -> None:
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        os.kill(os.getpid(), signal.SIGTERM if ignored else signal.SIGHUP)
