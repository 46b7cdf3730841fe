"""Connections to the database file: how it is checked and opened."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from solartui.domain.errors import Unavailable
from solartui.i18n import tr
from solartui.store.failures import error_code
from solartui.store.files import database_path, file_mode, shown
from solartui.store.functions import add_functions
from solartui.store.identity import APPLICATION_ID, SCHEMA_VERSION
from solartui.store.journal import choose_journal

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "FileState", "connect", "database_path", "file_mode", "inspect_file"]

# Seconds that a connection waits for others before it gives up.
PATIENCE = 5.0
_PAUSE = 0.02
# Bytes: SQLite takes anything smaller than its smallest page for a new database.
_SMALLEST = 512
_CORE = ("activity", "change", "change_item", "contact", "lead", "lead_search", "user_account")


@dataclass(frozen=True, slots=True)
class FileState:
    """What a database file is before anything is done with it."""

    schema_version: int
    device: int
    inode: int
    open_to_all: bool = False


def _refuse_unfit(path: Path) -> os.stat_result:
    try:
        info = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        gone = tr("There is no database at {path}. This begins one: solartui --db {path}", path=shown(path))
        raise Unavailable(gone) from None
    except OSError as error:
        raise Unavailable(tr("{path} cannot be read: {why}", path=shown(path), why=error.strerror)) from error
    if stat.S_ISDIR(info.st_mode):
        raise Unavailable(tr("{path} is a folder. Name a database file.", path=shown(path)))
    if not stat.S_ISREG(info.st_mode):
        raise Unavailable(tr("{path} is no ordinary file. Name a database file.", path=shown(path)))
    if info.st_size == 0:
        # A new database gets its name when it is complete. An empty file is what a broken disk or copy leaves of one.
        message = tr("{path} is empty. Restore a backup, or delete it to begin a new desk there.", path=shown(path))
        raise Unavailable(message)
    if info.st_size < _SMALLEST:
        raise Unavailable(tr("{path} is no SolarTUI database.", path=shown(path)))
    return info


def inspect_file(path: Path, patience: float = PATIENCE) -> FileState:
    """Look at a file before it is opened for work, and refuse what is not ours or is newer than this program.

    Raises:
        Unavailable: for a folder, another program's file, a damaged file, or a newer schema.
    """
    from solartui.store.failures import translating

    # Only SQLite itself opens the file: closing another handle would drop the locks of this process.
    info = _refuse_unfit(path)
    with translating(path):
        # A writable handle, because a journal left by a killed process has to be rolled back before the file is read.
        connection = open_file(path, writable=True, patience=patience)
        try:
            application_id = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        finally:
            connection.close()
    if application_id != APPLICATION_ID:
        raise Unavailable(tr("{path} is a database of another program.", path=shown(path)))
    if version > SCHEMA_VERSION:
        raise Unavailable(tr("{path} was made by a newer SolarTUI. Update this program to open it.", path=shown(path)))
    if version < 1 or not names.issuperset(_CORE):
        raise Unavailable(tr("{path} is damaged. Restore a backup: solartui db restore FILE", path=shown(path)))
    return FileState(version, info.st_dev, info.st_ino, bool(info.st_mode & stat.S_IRWXO))


def _address(path: Path, mode: str) -> str:
    # Two slashes at the beginning would make the next word the name of a machine.
    return f"file:///{quote(os.fsencode(path.absolute())).lstrip('/')}?mode={mode}"


def open_file(path: Path, *, writable: bool, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection in autocommit mode that leaves the file's journal mode as it is."""
    connection = sqlite3.connect(
        _address(path, "rw" if writable else "ro"),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=patience,
        cached_statements=128,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -8192")
        connection.execute("PRAGMA trusted_schema = OFF")
        add_functions(connection)
        # FULL alone would not make the removal of a rollback journal durable, and the last commit with it.
        connection.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def connect(path: Path, *, writable: bool, patience: float = PATIENCE) -> sqlite3.Connection:
    """A connection in autocommit mode; foreign keys on, durable commits, the journal that is safe here.

    A file that may not be written to is opened all the same, for looking at it.
    """
    connection = open_file(path, writable=writable, patience=patience)
    try:
        if writable:
            _settle_journal(connection, choose_journal(path).mode)
    except BaseException:
        connection.close()
        raise
    return connection


def _settle_journal(connection: sqlite3.Connection, wanted: str) -> None:
    present = journal_mode(connection)
    if present == wanted or "wal" not in (present, wanted):
        return
    try:
        connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise


def journal_mode(connection: sqlite3.Connection) -> str:
    """The journal mode that a connection works with now."""
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def take_lock(raw: sqlite3.Connection, patience: float) -> None:
    """Begin a writing transaction; asks again while others are busy, until `patience` (seconds) is over.

    SQLite waits by itself, but in some states of the file it answers at once that it is busy.
    """
    end = time.monotonic() + patience
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            time.sleep(_PAUSE)
        else:
            return


@contextmanager
def reopened(close: Callable[[], None]) -> Iterator[None]:
    """A connection that was opened while the file could not be written to never writes: the next one is another."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error_code(error) == sqlite3.SQLITE_READONLY:
            close()
        raise


@contextmanager
def transaction(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """A connection of its own for one writing transaction: committed at the end, rolled back by an exception."""
    with closing(connect(path, writable=True, patience=patience)) as raw:
        take_lock(raw, patience)
        try:
            yield raw
            raw.execute("COMMIT")
        except BaseException:
            raw.rollback()
            raise
