"""Statements that run in a thread of their own, inside a transaction that goes on meanwhile without the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from threading import Thread

Write = Callable[[sqlite3.Connection], None]

# Pages of the database that are held before they are written early: with `spilling`, and always else. Inside a
# transaction only the number can be changed, not whether it counts; SQLite takes one whose last byte is 0 for a no.
_PAGES = 30_000
HELD = 1_000_000_001
_KILOBYTES = 256_000
"""Most that the pages of a very large transaction take; what waits to be written is held beyond that, too."""


class Beside:
    """What is written on a connection by a thread; one thing at a time.

    Args:
        raw: the connection. Nobody may use it before `settle`.
    """

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._future: Future[None] | None = None

    def begin(self, write: Write) -> None:
        """Start to write, once what was begun before is through."""
        self.settle()
        self._future = future = Future[None]()
        Thread(target=_run, args=(future, write, self._raw), name="solartui-beside", daemon=True).start()

    def settle(self) -> None:
        """Wait until nothing is being written.

        Raises:
            sqlite3.Error: it failed.
        """
        future, self._future = self._future, None
        if future is not None:
            # Whatever happens while we wait: the connection is not free before the thread is through with it.
            try:
                future.result()
            finally:
                future.exception()


def _run(future: Future[None], write: Write, raw: sqlite3.Connection) -> None:
    try:
        write(raw)
    except BaseException as error:  # noqa: BLE001 - whoever waits gets it
        future.set_exception(error)
    else:
        future.set_result(None)


@contextmanager
def spilling(raw: sqlite3.Connection) -> Iterator[None]:
    """For what is too much to be held in memory until the commit: from some size on, readers wait for it."""
    raw.execute(f"PRAGMA cache_spill = {_PAGES}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA cache_spill = {HELD}")


@contextmanager
def at_hand(raw: sqlite3.Connection) -> Iterator[None]:
    """For a transaction, not begun yet, of very many statements that each write little.

    What is kept to take one of them back stays in memory; so do the few pages that all of them look at, which would
    have to make room for those that wait to be written.
    """
    before = raw.execute("PRAGMA cache_size").fetchone()[0]
    raw.execute(f"PRAGMA cache_size = {-_KILOBYTES}")
    # Temporary tables of the connection go with this: whoever needs one makes it where it is missing.
    raw.execute("PRAGMA temp_store = MEMORY")
    try:
        yield
    finally:
        # A connection that was closed meanwhile needs nothing set back.
        with suppress(sqlite3.Error):
            raw.execute(f"PRAGMA cache_size = {before}")
            raw.execute("PRAGMA temp_store = DEFAULT")
