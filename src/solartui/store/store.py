"""The open database: connections for reading, one unit of work at a time for writing.

This module imports nothing heavy: reads and changes go straight to the driver, and SQLAlchemy is loaded only by what
makes new rows.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from solartui.domain.errors import Cancelled, Unavailable
from solartui.domain.people import Actor
from solartui.i18n import tr
from solartui.store.beside import HELD, at_hand
from solartui.store.connection import (
    PATIENCE,
    SCHEMA_VERSION,
    connect,
    journal_mode,
    reopened,
    take_lock,
    transaction,
)
from solartui.store.failures import error_code, translating
from solartui.store.files import database_path, shown
from solartui.store.journal import choose_journal
from solartui.store.upgrade import ensure_schema

if TYPE_CHECKING:
    from solartui.store.work import Work

Clock = Callable[[], datetime]
_STEPS = 20_000  # of SQLite's machine, well below a millisecond
# Many more than one program writes from one look at others' changes to the next.
_KEPT_CHANGES = 1000


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


class Store:
    """One database file.

    Args:
        target: path or address of the file.
        create: whether a file that is not there is made.
        clock: tells the time, in UTC.
        patience: how long, in seconds, others are waited for.

    Attributes:
        path: where it lies.
        upgraded_from: the backup that was made because the file had an older schema; None otherwise.
        open_to_all: whether people outside of the file's owner and group may read or write it.
        own_changes: the latest changes that were written through this object, by number.
    """

    def __init__(self, target: str, *, create: bool = True, clock: Clock = utc_now, patience: float = PATIENCE) -> None:
        self.path: Path = database_path(target)
        self.clock = clock
        self.patience = patience
        state, self.upgraded_from = ensure_schema(self.path, create=create, patience=patience)
        self.open_to_all = state.open_to_all
        self._identity = (state.device, state.inode)
        self._local = threading.local()
        self._uses: Counter[sqlite3.Connection] = Counter()
        self._guard = threading.Lock()
        self._turn = threading.RLock()
        self._writing = False
        self._closed = False
        self.own_changes: deque[int] = deque(maxlen=_KEPT_CHANGES)
        self._writer: sqlite3.Connection | None = None

    def check_identity(self) -> None:
        """Refuse to go on when the file was deleted or replaced underneath.

        Raises:
            Unavailable: what is written now would be lost.
        """
        if self._found() is None:
            raise Unavailable(tr("{path} was deleted. Nothing was saved.", path=shown(self.path)))
        self._refuse_replaced()

    def whereabouts(self) -> Literal["here", "gone", "replaced"]:
        """Whether the file that was opened still has its name."""
        found = self._found()
        if found is None:
            return "gone"
        return "here" if found == self._identity else "replaced"

    def _found(self) -> tuple[int, int] | None:
        try:
            info = self.path.stat()
        except OSError:
            return None
        return info.st_dev, info.st_ino

    def _refuse_replaced(self) -> None:
        # A file that was only deleted can still be looked at, and exported.
        if self._found() not in (None, self._identity):
            raise Unavailable(tr("{path} was replaced by another file. Close and open again.", path=shown(self.path)))

    def reader(self) -> sqlite3.Connection:
        """This thread's connection for reading; it cannot write.

        Raises:
            Unavailable: the file cannot be opened.
            Cancelled: the database was closed.
        """
        if self._closed:
            raise Cancelled(tr("Stopped. Nothing was changed."))
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with translating(self.path):
                connection = connect(self.path, writable=True, patience=self.patience)
                connection.execute("PRAGMA query_only = ON")
                # There are several of them, and what they look through once is better kept by the system.
                connection.execute("PRAGMA cache_size = -2048")
            self._local.connection = connection
            self._use(connection, 0)
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """`reader` with errors in words for a person.

        Raises:
            Unavailable: the database is busy, damaged or replaced.
            Cancelled: it was closed meanwhile.
        """
        with translating(self.path):
            self._refuse_replaced()
            connection = self.reader()
            self._use(connection, 1)
            try:
                yield connection
            finally:
                self._use(connection, -1)

    @contextmanager
    def stoppable(self, given_up: Callable[[], bool]) -> Iterator[None]:
        """What this thread reads inside is stopped once `given_up` says so; SQLite asks it now and then.

        To interrupt the connection from outside instead would do nothing in the moment between two queries, and the
        second one would run to its end.
        """
        connection = self.reader()
        self._local.given_up = given_up
        connection.set_progress_handler(given_up, _STEPS)
        try:
            yield
        finally:
            self._local.given_up = None
            connection.set_progress_handler(None, 0)

    def within(
        self, connection: sqlite3.Connection, steps: int, query: str, params: tuple[Any, ...]
    ) -> list[tuple[Any, ...]] | None:
        """The rows of a query of this thread; None where they take more steps of SQLite's machine than that."""
        given_up: Callable[[], bool] | None = getattr(self._local, "given_up", None)
        left = steps // _STEPS

        def enough() -> bool:
            nonlocal left
            left -= 1
            return left < 0 or (given_up is not None and given_up())

        connection.set_progress_handler(enough, _STEPS)
        try:
            return connection.execute(query, params).fetchall()
        except sqlite3.OperationalError as error:
            if left >= 0 or error_code(error) != sqlite3.SQLITE_INTERRUPT:
                raise
            return None
        finally:
            connection.set_progress_handler(given_up, _STEPS if given_up else 0)

    def _use(self, connection: sqlite3.Connection, step: int) -> None:
        with self._guard:
            self._uses[connection] += step

    @contextmanager
    def begin(self, actor: Actor, *, large: bool = False) -> Iterator[Work]:
        """A unit of work, `large` for very many statements: committed at the end, rolled back by an exception.

        Raises:
            Unavailable: the database is busy, full, read-only, replaced or damaged; nothing was written.
        """
        from solartui.store.work import unit_of_work

        with translating(self.path, writing=True), self._one_at_a_time():
            self.check_identity()
            raw = self._writing_connection()
            with at_hand(raw) if large else nullcontext():
                take_lock(raw, self.patience)
                with self._noting_own() as own, reopened(self._close_writer), unit_of_work(self, raw, actor) as work:
                    yield work
                    if work.wrote:
                        own.append(work.change_id)

    @contextmanager
    def jotting(self) -> Iterator[sqlite3.Connection]:
        """A transaction for what is no record of the desk, such as what a person set; like `begin`, but light."""
        with translating(self.path, writing=True), self._one_at_a_time():
            self.check_identity()
            with transaction(self.path, self.patience) as raw:
                self.check_unchanged(raw)
                yield raw
                self.check_identity()

    @contextmanager
    def _noting_own(self) -> Iterator[deque[int]]:
        """A change is known as our own before its commit, lest somebody who looks takes it for another program's."""
        before = len(self.own_changes) and self.own_changes[-1]
        try:
            yield self.own_changes
        except BaseException:
            # Its number is free again, and may become another program's.
            if self.own_changes and self.own_changes[-1] != before:
                self.own_changes.pop()
            raise

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Threads write one after another; a unit of work inside another one is a mistake of the program."""
        if not self._turn.acquire(timeout=self.patience):
            raise Unavailable(tr("The database is busy. Nothing was saved; try again."))
        try:
            if self._writing:
                raise RuntimeError("a unit of work inside another")
            self._writing = True
            try:
                yield
            finally:
                self._writing = False
        finally:
            self._turn.release()

    def check_unchanged(self, raw: sqlite3.Connection) -> None:
        """Inside a writing transaction: refuse what another program has made of the file since it was opened.

        Raises:
            Unavailable: it was upgraded, or is kept in a way that is not safe for this program's SQLite.
        """
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
            name = shown(self.path)
            raise Unavailable(tr("{path} was upgraded by a newer SolarTUI. Update this program.", path=name))
        if journal_mode(raw) == "wal" and choose_journal(self.path).mode != "wal":
            message = tr("A SolarTUI with another SQLite keeps {path} open. Close it first.", path=shown(self.path))
            raise Unavailable(message)

    def compact(self) -> bool:
        """Write the file anew without the remains of what was deleted; False where others keep it from that."""
        self.check_identity()
        with self._one_at_a_time():
            try:
                with closing(connect(self.path, writable=True, patience=self.patience)) as raw:
                    raw.execute("VACUUM")
                    if journal_mode(raw) == "wal":
                        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError:
                return False
        return True

    def _writing_connection(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = connect(self.path, writable=True, patience=self.patience)
            # A bulk write that spills its cache half-way would make readers wait for its end.
            self._writer.execute(f"PRAGMA cache_spill = {HELD}")
        return self._writer

    def close(self) -> None:
        """Close every connection but those that other threads read from just now, which end with the process."""
        self._closed = True
        with self._guard:
            for connection, uses in self._uses.items():
                if not uses:
                    connection.close()
            self._uses.clear()
        self._close_writer()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
