"""Connections to the database file: how it is created, checked and opened."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import dataclass
from pathlib import Path

from solartui.domain.errors import Unavailable
from solartui.i18n import tr
from solartui.store.journal import choose_journal

# "Solr" in ASCII: tells our files from those of other programs.
APPLICATION_ID = 0x536F6C72
SCHEMA_VERSION = 1

_BUSY_MS = 5000


def database_path(target: str) -> Path:
    """The file that a path or a ``sqlite:///`` address names."""
    if target.startswith("sqlite:///"):
        target = target.removeprefix("sqlite:///")
    elif "://" in target:
        scheme = target.split("://", 1)[0]
        raise Unavailable(tr("{scheme} databases are not supported yet. Name a file instead.", scheme=scheme))
    return Path(target).expanduser().absolute()


def file_mode(folder: Path) -> int:
    """0660 in a group's shared folder (set-group-id and group-writable), else 0600."""
    mode = folder.stat().st_mode
    return 0o660 if mode & stat.S_ISGID and mode & stat.S_IWGRP else 0o600


def create_file(path: Path) -> None:
    """Make an empty database file with the right mode, whatever the umask; its folder, where missing, with 0700."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise Unavailable(tr("{path} cannot be made: {why}", path=path, why=error.strerror)) from error
    try:
        os.fchmod(handle, file_mode(path.parent))
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class FileState:
    """What a database file is before anything is done with it."""

    application_id: int
    schema_version: int
    device: int
    inode: int

    @property
    def empty(self) -> bool:
        """Whether nothing was ever written to it."""
        return self.application_id == 0 and self.schema_version == 0


def _refuse_unfit(path: Path) -> os.stat_result:
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise Unavailable(tr("{path} is a folder. Name a database file.", path=path))
        if not stat.S_ISREG(info.st_mode):
            raise Unavailable(tr("{path} is no ordinary file. Name a database file.", path=path))
    except FileNotFoundError:
        raise Unavailable(tr("There is no database at {path}.", path=path)) from None
    except OSError as error:
        raise Unavailable(tr("{path} cannot be read: {why}", path=path, why=error.strerror)) from error
    return info


def inspect_file(path: Path) -> FileState:
    """Look at a file before it is opened for work, and refuse what is not ours or is newer than this program.

    Raises:
        Unavailable: for a folder, another program's file, a damaged file, or a newer schema.
    """
    # Only SQLite itself opens the file: closing another handle would drop the locks of this process.
    info = _refuse_unfit(path)
    try:
        # A writable handle, because a journal left by a killed process has to be rolled back before the file is read.
        connection = sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, timeout=_BUSY_MS / 1000)
        try:
            application_id = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        from solartui.store.failures import translated

        raise translated(error, path) from error
    if application_id != APPLICATION_ID and (tables or application_id):
        raise Unavailable(tr("{path} is a database of another program.", path=path))
    if version > SCHEMA_VERSION:
        raise Unavailable(tr("{path} was made by a newer SolarTUI. Update this program to open it.", path=path))
    return FileState(application_id, version, info.st_dev, info.st_ino)


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection in autocommit mode; foreign keys on, durable commits, five seconds of patience with others."""
    mode = "rw" if writable else "ro"
    connection = sqlite3.connect(
        f"file:{_quoted(path)}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_BUSY_MS / 1000,
        cached_statements=128,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -8192")
    connection.execute("PRAGMA trusted_schema = OFF")
    if writable:
        connection.execute("PRAGMA synchronous = FULL")
        # A bulk write that spills its cache half-way would make readers wait for its end.
        connection.execute("PRAGMA cache_spill = OFF")
        connection.execute(f"PRAGMA journal_mode = {choose_journal(path).mode}").fetchone()
    return connection
