"""Every way in which the program ends before a person asks it to: hang-up, SIGTERM, SIGINT, a fault.

All of them take one road: drafts are saved, the app leaves, the terminal is put back, and the exit status says why.
A watchdog walks the rest of the road alone when the app cannot, because a handler or a job of the database hangs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from solartui.terminal import crash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solartui.terminal.safe_app import SafeApp

STATUS = {signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGTERM: 143}
_STATUS_OF = {int(number): status for number, status in STATUS.items()}
# Together below the two seconds after which no process may be left.
GRACE = 1.2
LAST_ACTS = 0.4


class Ending:
    """Ends an app once, whoever asks first.

    Args:
        app: the app to end.
        on_end: saves what is being typed; called once, in the app's thread unless that one hangs.

    Attributes:
        status: the exit status that was asked for, None while nobody asked.
        words: one line for standard error, told once the terminal is itself again.
    """

    def __init__(self, app: SafeApp, on_end: Callable[[], None]) -> None:
        self.status: int | None = None
        self.words = ""
        self._app = app
        self._on_end = on_end
        self._asked = threading.Lock()
        self._saved = threading.Lock()

    def begin(self, status: int, words: str = "") -> None:
        """Ask for the end, from any thread. Only the first call counts."""
        if not self._asked.acquire(blocking=False):
            return
        self.status, self.words = status, words
        threading.Thread(target=self._insist, name="solartui-ending", daemon=True).start()
        self.leave(status)

    def leave(self, status: int) -> None:
        """Let the app leave in its own time, as a person asked: jobs that are under way may finish."""
        self._app.soon(partial(self._leave, status))

    def wake(self) -> None:
        """Wake the app: a signal that the system gave to another thread is handled when the main one next runs."""
        self._app.soon(_nothing)

    def _leave(self, status: int) -> None:
        self._save()
        self._app.exit(return_code=status)

    def _save(self) -> None:
        if not self._saved.acquire(blocking=False):
            return
        try:
            self._on_end()
        except Exception as error:  # noqa: BLE001 - a draft that cannot be saved must not keep the process alive
            crash.report(error)

    def _insist(self) -> None:
        time.sleep(GRACE)
        acts = [threading.Thread(target=act, daemon=True) for act in (self._restore, self._save)]
        for act in acts:
            act.start()
        deadline = time.monotonic() + LAST_ACTS
        for act in acts:
            act.join(max(0.0, deadline - time.monotonic()))
        os._exit(self.status or 0)

    def _restore(self) -> None:
        self._app.restore_terminal()
        if self.words:
            with contextlib.suppress(OSError):
                os.write(2, f"{self.words}\n".encode())


@contextmanager
def watched(ending: Ending) -> Iterator[None]:
    """Answer SIGHUP, SIGTERM and SIGINT with `ending` inside the block.

    A thread of its own waits for them, through the descriptor that Python writes every signal to: a main thread that is
    busy in C code would not run a handler. Signals that were ignored (nohup) are answered too: a program that lives on
    a terminal has nothing left to do when it is gone.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    before = {number: signal.signal(number, _noted) for number in STATUS}
    descriptor_before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    os.register_at_fork(after_in_child=_forget)
    threading.Thread(target=_listen, args=(reader, ending), name="solartui-signals", daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor_before)
        os.close(writer)
        # While an ending is under way, a second signal must not change its status.
        if ending.status is None:
            for number, handler in before.items():
                signal.signal(number, handler)


def _noted(_number: int, _frame: object) -> None:
    """Only so that Python takes the signal; the listening thread acts on it."""


def _listen(reader: int, ending: Ending) -> None:
    with open(reader, "rb", buffering=0) as numbers:
        while number := numbers.read(1):
            if number[0] in _STATUS_OF:
                ending.begin(_STATUS_OF[number[0]])
            else:
                ending.wake()


def _nothing() -> None:
    """What there is to do after waking up."""


def _forget() -> None:
    """A forked child must not end its parent by a signal of its own."""
    if signal.getsignal(signal.SIGTERM) is _noted:
        signal.set_wakeup_fd(-1)
        for number in STATUS:
            signal.signal(number, signal.SIG_DFL)
