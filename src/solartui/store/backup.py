"""Backups that count: copied online, reopened, checked, and only then put in place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from solartui.domain.errors import NotFound, Refused, Unavailable
from solartui.i18n import tr
from solartui.store.connection import SCHEMA_VERSION, connect, file_mode, inspect_file
from solartui.store.failures import translating

_KEPT = 5
_COUNTED = ("lead", "contact", "project", "note", "document", "activity", "change")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of each table that people would miss."""
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}


def problems(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong in the file: pages, indexes, broken links. Empty when all is well."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    found += [f"{row[0]} {row[1]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check").fetchmany(20)]
    return found


def _copy(source: Path, target: Path) -> None:
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    os.fchmod(handle, file_mode(target.parent))
    os.close(handle)
    with closing(connect(source, writable=True)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with closing(connect(target, writable=False)) as copy:
        found = problems(copy)
    if found:
        raise Unavailable(tr("The copy of {path} is damaged: {what}", path=source, what=found[0]))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _place(source: Path, target: Path) -> None:
    """Make a checked copy under another name, then rename it: an older target survives every failure."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with translating(source):
            _copy(source, part)
        part.replace(target)
    except OSError as error:
        raise Unavailable(tr("{path} cannot be written: {why}", path=target, why=error.strerror)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def backup(source: Path, target: Path) -> dict[str, int]:
    """Copy the database while others work on it; the copy counts only after it was reopened and checked.

    Returns:
        The row counts of the copy.

    Raises:
        Refused: the target exists, or is no place for a file.
        Unavailable: the disk is full, or the copy did not pass its check.
    """
    if target.exists() or target.is_symlink():
        raise Refused(tr("{path} exists already. Choose another name.", path=target))
    if not target.parent.is_dir():
        raise NotFound(tr("There is no folder {path}.", path=target.parent))
    _place(source, target)
    with closing(connect(target, writable=False)) as copy:
        return counts(copy)


def backup_before(path: Path, what: str) -> Path:
    """A verified copy beside the database before a large change; of each kind the newest five are kept.

    Returns:
        Where the copy lies: ``backups/NAME-WHAT-TIME.db`` beside the database.
    """
    folder = path.parent / "backups"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Unavailable(tr("{path} cannot be made: {why}", path=folder, why=error.strerror)) from error
    target = folder / f"{path.stem}-{what}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db"
    _place(path, target)
    for old in sorted(folder.glob(f"{path.stem}-{what}-*.db"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return target


def restore(source: Path, path: Path) -> Path | None:
    """Put a backup in the place of the database; the present file is kept aside.

    Returns:
        Where the present file lies now; None where there was none.

    Raises:
        NotFound: there is no such backup.
        Unavailable: the backup is damaged, foreign, empty or of a newer program; nothing was changed.
    """
    if not source.exists():
        raise NotFound(tr("There is no file {path}.", path=source))
    if source.resolve() == path.resolve():
        raise Refused(tr("{path} is the database itself.", path=source))
    state = inspect_file(source)
    if state.empty or state.schema_version > SCHEMA_VERSION:
        raise Unavailable(tr("{path} is no SolarTUI database.", path=source))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with translating(source):
            _copy(source, part)
        return _swap(part, path)
    except OSError as error:
        raise Unavailable(tr("{path} cannot be written: {why}", path=path, why=error.strerror)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _swap(part: Path, path: Path) -> Path | None:
    kept = None
    if path.exists():
        with translating(path), closing(connect(path, writable=True)) as connection:
            # Waits for others to finish and keeps them out while the file is moved.
            connection.execute("BEGIN EXCLUSIVE")
            kept = path.with_name(f"{path.stem}-before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}{path.suffix}")
            os.link(path, kept)
            part.replace(path)
            connection.execute("ROLLBACK")
    else:
        part.replace(path)
    for journal in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + journal).unlink(missing_ok=True)
    return kept
