"""Looking after the database file: what it is, whether it is whole, copies of it and putting one back.

These work with a path instead of an open desk: they are what is left when a desk cannot be opened.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.domain.errors import SolarError, Unavailable
from solartui.domain.permissions import check
from solartui.i18n import tr
from solartui.services.people import actor_for
from solartui.store.connection import SCHEMA_VERSION, connect, inspect_file, journal_mode, open_file
from solartui.store.failures import error_code, translating
from solartui.store.files import database_path, shown
from solartui.store.journal import choose_journal
from solartui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """What is known about a database file.

    Attributes:
        path: where it lies.
        size: in bytes.
        mode: its permission bits.
        schema_version: None where it cannot be read.
        program_schema: the schema that this program works with.
        journal: the journal mode of the file, None where it cannot be read.
        reason: why the mode that is chosen here is safe.
        counts: records by their table.
        copied: when the newest copy beside it was made; None where there is none.
        problem: why it cannot be worked with, None when it can.
    """

    path: Path
    size: int
    mode: int
    schema_version: int | None
    program_schema: int
    sqlite_version: str
    journal: str | None
    reason: str
    counts: Mapping[str, int] = field(default_factory=dict)
    copied: datetime | None = None
    problem: SolarError | None = None

    @property
    def open_to_all(self) -> bool:
        """Whether people outside of the file's owner and group may read or write it."""
        return bool(self.mode & 0o007)


def describe(target: str) -> DatabaseInfo:
    """What is known about a database, whole or not. Nothing is written, made or upgraded.

    Raises:
        Unavailable: there is no such file.
    """
    from solartui.store.backup import newest_copy

    path = database_path(target)
    try:
        info = path.stat()
    except OSError:
        inspect_file(path)
        raise
    version, journal, counted, problem = _inside(path)
    choice = choose_journal(path)
    return DatabaseInfo(
        path=path,
        size=info.st_size,
        mode=info.st_mode & 0o777,
        schema_version=version,
        program_schema=SCHEMA_VERSION,
        sqlite_version=sqlite3.sqlite_version,
        journal=journal,
        reason=choice.reason,
        counts=counted,
        copied=newest_copy(path),
        problem=problem,
    )


def _inside(path: Path) -> tuple[int | None, str | None, dict[str, int], SolarError | None]:
    from solartui.store.backup import counts

    try:
        version = inspect_file(path).schema_version
        with translating(path), closing(open_file(path, writable=False)) as connection:
            return version, journal_mode(connection), counts(connection), None
    except SolarError as problem:
        return None, None, {}, problem


def find_problems(target: str) -> list[str]:
    """What is wrong inside the file: pages, indexes, broken links. Empty when all is well.

    Raises:
        Unavailable: the file is too damaged to be read, or is no database of ours.
    """
    from solartui.store.backup import problems

    path = database_path(target)
    inspect_file(path)
    with translating(path), closing(connect(path, writable=True)) as connection:
        return problems(connection)


def _authorised(store: Store, capability: str) -> None:
    check(actor_for(store).role, capability)


def upgrade(target: str) -> tuple[int, Path | None]:
    """Bring the database to this program's schema, after a backup.

    Returns:
        The schema that it has now, and the backup where one was made.
    """
    with closing(Store(target, create=False)) as store:
        _authorised(store, "db.admin")
        return SCHEMA_VERSION, store.upgraded_from


def backup(target: str, copy: Path) -> Mapping[str, int]:
    """Write a checked copy while others work on the database.

    Returns:
        The number of its records by their table.

    Raises:
        Refused: there is a file of that name.
    """
    from solartui.store.backup import backup as write_copy

    with closing(Store(target, create=False)) as store:
        _authorised(store, "export")
        return write_copy(store.path, copy)


def restore(target: str, copy: Path) -> Path | None:
    """Put a backup in the place of the database, and keep the present file beside it.

    Whoever may write a damaged file may replace it: it cannot say any more who is its admin.

    Returns:
        Where the present file lies now, None where there was none.

    Raises:
        NotFound: there is no such backup.
        Unavailable: the backup is damaged, foreign or of a newer program; nothing was changed.
    """
    from solartui.store.backup import restore as put_back

    try:
        with closing(Store(target, create=False)) as store:
            _authorised(store, "db.admin")
    except Unavailable as problem:
        if _busy(problem):
            raise
    return put_back(copy, database_path(target))


def _busy(problem: Unavailable) -> bool:
    cause = problem.__cause__
    return isinstance(cause, sqlite3.Error) and error_code(cause) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def damaged(target: str, problems: list[str]) -> Unavailable:
    """The error for a database in which something is wrong."""
    message = tr(
        "{path} is damaged ({what}). Restore a backup: solartui db restore FILE",
        path=shown(database_path(target)),
        what=problems[0],
    )
    return Unavailable(message)
