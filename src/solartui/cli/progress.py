"""How far a long job is, on a terminal: done, of how many, how fast, and how long it will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from solartui.i18n import tr

_BETWEEN = 0.2


class Progress:
    """A line on standard error that is written over; nothing at all where no person watches.

    Args:
        what: what is being done.
        total: how many there are, 0 where that is not known.
    """

    def __init__(self, what: str, total: int = 0) -> None:
        self._what = what
        self._total = total
        self._begun = time.monotonic()
        self._shown_at = self._begun
        self._width = 0
        self._watched = sys.stderr.isatty()

    def __call__(self, done: int, total: int = 0) -> None:
        """Say how many are done."""
        now = time.monotonic()
        if not self._watched or now - self._shown_at < _BETWEEN:
            return
        self._shown_at = now
        self._write(self._line(done, total or self._total, now - self._begun))

    def _line(self, done: int, total: int, seconds: float) -> str:
        rate = done / seconds
        if total <= 0 or not done:
            return tr("{what}: {done}, {rate} a second", what=self._what, done=done, rate=round(rate))
        left = round((total - done) / rate)
        return tr(
            "{what}: {done} of {total}, {rate} a second, {left} s left",
            what=self._what,
            done=done,
            total=total,
            rate=round(rate),
            left=left,
        )

    def _write(self, line: str) -> None:
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def __enter__(self) -> Progress:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe the line away."""
        if self._width:
            self._write("")
            sys.stderr.write("\r")

    def tell(self, done: int, total: int = 0) -> None:
        """Say how many are done, as a service tells whoever watches."""
        self(done, total)

    @staticmethod
    def stopped() -> bool:
        """Who wants to stop here presses ctrl+c."""
        return False


@contextmanager
def watched(what: str) -> Iterator[None]:
    """What a service does inside this block is told on the terminal."""
    from solartui.services.watching import watched_by

    with Progress(what) as line, watched_by(line):
        yield
