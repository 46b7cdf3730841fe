"""How an import goes on: in chunks of rows, watched, stopped by a person, and with as little memory as can be."""

from __future__ import annotations

import gc
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from solartui.domain.errors import Cancelled
from solartui.i18n import tr

Chunk = TypeVar("Chunk")
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

SELDOM = 200_000
"""Objects that may be there more than before until somebody looks for those that only hold each other."""
MOST_TAKEN = 300_000_000
"""Bytes that the process may take while what is written waits for the commit, so that meanwhile others can read."""
AT_LEAST = 30_000_000
"""As much is held by a process, too, that takes a lot already."""


class Watch:
    """Tells how far an import is, and stops it when nobody wants it any more.

    Args:
        progress: called with rows done and rows in all.
        cancelled: asked now and then; True stops.
        total: rows in all.
        passes: how often every row is gone through.
    """

    def __init__(self, progress: Progress, cancelled: Stop, total: int, passes: int = 1) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._total = total
        self._passes = passes
        self._done = 0

    def look(self) -> None:
        """Go on, unless a person wants to stop.

        Raises:
            Cancelled: they do.
        """
        if self._cancelled():
            raise Cancelled(tr("The import was stopped. Nothing was written."))

    def add(self, rows: int) -> None:
        """So many rows more are done, once."""
        self._done += rows
        self._progress(self._done // self._passes, self._total)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let nobody look through all of memory for what can go while very many rows pass through it."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def kept_aside(chunks: Iterable[Chunk]) -> Iterator[Iterator[Chunk]]:
    """What was decided of many rows, all of which is made first; it waits in a file without a name."""
    with tempfile.TemporaryFile(prefix="solartui-") as file:
        count = 0
        for count, chunk in enumerate(chunks, 1):  # noqa: B007 - it is needed afterwards
            pickle.dump(chunk, file, 5)
        file.seek(0)
        # Only this function ever writes to that file.
        yield (pickle.load(file) for _ in range(count))  # noqa: S301
