"""The open database: connections for reading, one unit of work at a time for writing.

This module imports nothing heavy: reads go straight to the driver, and SQLAlchemy is loaded when something is
written for the first time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.domain.errors import Unavailable
from solartui.domain.people import Actor
from solartui.i18n import tr
from solartui.store.connection import connect, database_path
from solartui.store.failures import translating
from solartui.store.upgrade import ensure_schema

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from solartui.store.work import Work

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


class Store:
    """One database file.

    Attributes:
        path: where it lies.
        upgraded_from: the backup that was made because the file had an older schema; None otherwise.
    """

    def __init__(self, target: str, *, create: bool = True, clock: Clock = utc_now) -> None:
        self.path: Path = database_path(target)
        self.clock = clock
        state, self.upgraded_from = ensure_schema(self.path, create=create)
        self._identity = (state.device, state.inode)
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._engine: Engine | None = None

    def check_identity(self) -> None:
        """Refuse to go on when the file was deleted or replaced underneath.

        Raises:
            Unavailable: what is written now would be lost.
        """
        try:
            info = self.path.stat()
        except OSError:
            raise Unavailable(tr("{path} was deleted. Nothing was saved.", path=self.path)) from None
        if (info.st_dev, info.st_ino) != self._identity:
            raise Unavailable(tr("{path} was replaced by another file. Close and open again.", path=self.path))

    def reader(self) -> sqlite3.Connection:
        """This thread's connection for reading; it cannot write."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with translating(self.path):
                connection = connect(self.path, writable=True)
                connection.execute("PRAGMA query_only = ON")
            self._local.connection = connection
            with self._guard:
                self._readers.append(connection)
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """`reader` with errors in words for a person."""
        with translating(self.path):
            yield self.reader()

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[Work]:
        """A unit of work: committed at the end of the block, rolled back by an exception.

        Raises:
            Unavailable: the database is busy, full, read-only, replaced or damaged; nothing was written.
        """
        from sqlmodel import Session

        from solartui.store.work import unit_of_work

        with translating(self.path):
            self.check_identity()
            with Session(self._writing_engine()) as session, unit_of_work(self, session, actor, self.clock()) as work:
                yield work

    def _writing_engine(self) -> Engine:
        if self._engine is None:
            from solartui.store.engine import make_engine

            self._engine = make_engine(self.path)
        return self._engine

    def close(self) -> None:
        """Close every connection."""
        with self._guard:
            for connection in self._readers:
                connection.close()
            self._readers.clear()
        if self._engine is not None:
            self._engine.dispose()
