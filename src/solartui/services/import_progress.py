"""How an import goes on: in chunks of rows, watched, stopped by a person, and with as little memory as can be."""

from __future__ import annotations

import gc
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from solartui.domain.errors import Cancelled
from solartui.domain.importing.rows import RowDraft, RowReader
from solartui.i18n import tr
from solartui.services.import_decision import Decision

if TYPE_CHECKING:
    from solartui.adapters.workbook_reader import Row

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

MOST_AT_ONCE = 120_000
"""Rows that are planned and written side by side; of more, what is to be written would not stay small in memory."""
_CHUNK = 500


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


def chunks(reader: RowReader, rows: Iterable[Row], watch: Watch) -> Iterator[list[RowDraft]]:
    """What rows say, many at a time."""
    walk = iter(rows)
    while chunk := list(_read(reader, islice(walk, _CHUNK), watch)):
        yield chunk
        # The circles of this chunk alone: what stays longer is not gone through again and again.
        gc.collect(1)


def _read(reader: RowReader, rows: Iterable[Row], watch: Watch) -> Iterator[RowDraft]:
    for number, cells in rows:
        watch.look()
        yield reader.read(number, cells)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let nobody look through all of memory for what can go while very many rows pass through it."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def kept_aside(decided: Iterable[list[Decision]]) -> Iterator[Iterator[list[Decision]]]:
    """Decisions, all of which are made first; they wait in a file without a name."""
    with tempfile.TemporaryFile(prefix="solartui-") as file:
        count = 0
        for count, chunk in enumerate(decided, 1):  # noqa: B007 - it is needed afterwards
            pickle.dump(chunk, file, 5)
        file.seek(0)
        # Only this function ever writes to that file.
        yield (pickle.load(file) for _ in range(count))  # noqa: S301
