"""Backups that count: copied online, reopened, checked, and only then put in place."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from solartui.domain.errors import NotFound, Refused, SolarError, Unavailable
from solartui.i18n import tr
from solartui.store.connection import inspect_file, open_file
from solartui.store.failures import error_code, translating
from solartui.store.files import JOURNALS, drop_part, make_folder, new_part, present, put_in_place, shown, sync_folder

Look = Callable[[int, int], None]
"""Told now and then how much is copied, of how much: nothing of nothing while the copy is read back; raises to stop."""

_KEPT = 5
_PAGES = 2_000  # copied at a time, about 8 MB
_REST = 0.01  # seconds for others between them
_RESTARTS = 3
_TIME = r"\d{8}-\d{6}-\d{6}"
_COUNTED = ("lead", "contact", "project", "note", "document", "activity", "change")


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of each table that people would miss, as far as the file's schema has them."""
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    tables = [table for table in _COUNTED if table in known]
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def problems(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong in the file: pages, indexes, broken links. Empty when all is well."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    found += [f"{row[0]} {row[1]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check").fetchmany(20)]
    return found


def _nothing(_done: int, _total: int) -> None:
    pass


def _copy(source: Path, part: Path, look: Look, *, gently: bool) -> dict[str, int]:
    """Copy a database into an empty file, and read the copy back: every page, every link, every count."""
    with closing(open_file(source, writable=True)) as original, closing(sqlite3.connect(part)) as copy:
        if gently:
            _copy_in_turns(original, copy, look)
        # Copying waits for ever for a file that is locked; beginning to read waits only a while. What was begun
        # sees one state of the file to its end.
        original.execute("BEGIN")
        expected = counts(original)
        if not gently:
            original.backup(copy, pages=_PAGES, progress=lambda _, left, total: look(total - left, total), sleep=0)
        elif _last_change(original) != _last_change(copy):
            expected = counts(copy)
        original.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()
    with closing(open_file(part, writable=False)) as copy, _stoppable(copy, look):
        found = problems(copy)
        if not found and counts(copy) != expected:
            found = [tr("rows are missing")]
    if found:
        raise Unavailable(tr("{path} is damaged ({what}): it was not copied.", path=shown(source), what=found[0]))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return expected


def _copy_in_turns(original: sqlite3.Connection, copy: sqlite3.Connection, look: Look) -> None:
    """Copy a part at a time: others write between the parts, and then it begins anew; not for ever."""
    seen = restarts = 0

    def after(_status: int, left: int, total: int) -> None:
        nonlocal seen, restarts
        restarts += 0 < seen <= left
        seen = left
        if restarts > _RESTARTS:
            raise Unavailable(tr("Others write all the time: the copy is left for later."))
        look(total - left, total)

    original.backup(copy, pages=_PAGES, progress=after, sleep=_REST)


def _last_change(connection: sqlite3.Connection) -> int | None:
    row: tuple[int | None] = connection.execute("SELECT max(id) FROM change").fetchone()
    return row[0]


@contextmanager
def _stoppable(connection: sqlite3.Connection, look: Look) -> Iterator[None]:
    """Long queries inside the block stop when `look` says so."""
    why: list[BaseException] = []

    def stops() -> int:
        try:
            look(0, 0)
        except SolarError as stop:
            why.append(stop)
        return len(why)

    connection.set_progress_handler(stops, 1_000_000)
    try:
        yield
    except sqlite3.OperationalError:
        if why:
            raise why[0] from None
        raise


@contextmanager
def _checked_copy(
    source: Path, target: Path, look: Look = _nothing, *, gently: bool = False
) -> Iterator[tuple[Path, dict[str, int]]]:
    """A checked copy of a database beside `target`, with its row counts; gone after the block unless it was moved."""
    part = target
    try:
        part = new_part(target)
        with translating(source, writing=True):
            rows = _copy(source, part, look, gently=gently)
        yield part, rows
    except OSError as error:
        raise Unavailable(tr("{path} cannot be written: {why}", path=shown(target), why=error.strerror)) from error
    finally:
        if part is not target:
            drop_part(part)


def backup(source: Path, target: Path) -> dict[str, int]:
    """Copy the database while others work on it; the copy counts only after it was reopened and checked.

    Returns:
        The row counts of the copy.

    Raises:
        Refused: the target exists, or is no place for a file.
        Unavailable: the disk is full, or the copy did not pass its check.
    """
    taken = Refused(tr("{path} exists already. Choose another name.", path=shown(target)))
    if "\0" in str(target) or not target.name:
        raise Refused(tr("{path} is no name of a file.", path=shown(target)))
    if present(target):
        raise taken
    if not target.parent.is_dir():
        raise NotFound(tr("There is no folder {path}.", path=shown(target.parent)))
    with _checked_copy(source, target) as (part, rows):
        if not put_in_place(part, target):
            raise taken
    return rows


def _own_copies(path: Path, what: str) -> tuple[Path, str, re.Pattern[str]]:
    """Where copies that nobody asked for lie, how the database is called there, and the names of those of a kind."""
    name = path.stem if path.suffix == ".db" else path.name
    return path.parent / "backups", name, re.compile(rf"{re.escape(name)}-(?:{what})-(?P<time>{_TIME})\.db")


def newest_copy(path: Path, what: str = "[a-z]+") -> datetime | None:
    """When the newest copy of one kind, or of any, was made; None where there is none."""
    folder, _, kind = _own_copies(path, what)
    with suppress(OSError):
        times = [match["time"] for entry in folder.iterdir() if (match := kind.fullmatch(entry.name))]
        if times:
            return datetime.strptime(max(times), "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
    return None


def copied_within(path: Path, age: timedelta, what: str = "[a-z]+") -> bool:
    """Whether there is a copy of the database, of one kind or any, that is no older than this."""
    newest = newest_copy(path, what)
    return newest is not None and newest >= datetime.now(UTC) - age


def backup_before(path: Path, what: str, *, kept: int = _KEPT, look: Look = _nothing, gently: bool = False) -> Path:
    """A verified copy beside the database before a large change; of each kind the newest are kept.

    Args:
        path: the database.
        what: the kind of copy.
        kept: how many of the kind are kept.
        look: told now and then how far it is; raises to stop.
        gently: whether others may write meanwhile; it takes longer, and fails where they do so all the time.

    Returns:
        Where the copy lies: ``backups/NAME-WHAT-TIME.db`` beside the database.
    """
    folder, name, kind = _own_copies(path, what)
    make_folder(folder)
    target = _named_now(folder, name, what)
    with _checked_copy(path, target, look, gently=gently) as (part, _):
        while not put_in_place(part, target):
            # Another program made one at the same moment.
            target = _named_now(folder, name, what)
    _rotate(folder, kind, kept)
    return target


def _named_now(folder: Path, name: str, what: str) -> Path:
    return folder / f"{name}-{what}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.db"


def _rotate(folder: Path, kind: re.Pattern[str], kept: int) -> None:
    # A colleague's old copy may be theirs alone to remove; it takes nothing but room.
    with suppress(OSError):
        for old in sorted(entry for entry in folder.iterdir() if kind.fullmatch(entry.name))[:-kept]:
            old.unlink(missing_ok=True)


def restore(source: Path, path: Path) -> Path | None:
    """Put a backup in the place of the database; the present file is kept aside.

    Returns:
        Where the present file lies now; None where there was none.

    Raises:
        NotFound: there is no such backup.
        Refused: the backup is the database itself.
        Unavailable: the backup is damaged, foreign, empty or of a newer program; nothing was changed.
    """
    if not present(source):
        raise NotFound(tr("There is no file {path}.", path=shown(source)))
    with suppress(OSError):
        path = path.resolve()
        if path.exists() and source.samefile(path):
            raise Refused(tr("{path} is the database itself.", path=shown(source)))
    inspect_file(source)
    with _checked_copy(source, path) as (part, _):
        return _swap(part, path)


def _swap(part: Path, path: Path) -> Path | None:
    """Move the present file aside and the new one in; at no moment is there a file with the journal of another."""
    if not present(path):
        _drop_journals(path)
        if not put_in_place(part, path):
            raise Unavailable(tr("{path} was made meanwhile. Nothing was restored.", path=shown(path)))
        return None
    kept = path.with_name(f"{path.stem}-before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{path.suffix}")
    _take_over_owner(path, part)
    with translating(path, writing=True), _kept_from_others(path):
        _keep_aside(path, kept)
        part.replace(path)
        sync_folder(path.parent)
    return kept


def _keep_aside(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)
    except OSError:
        # A disk without hard links.
        path.rename(kept)
    for ending in JOURNALS:
        # Only a file too damaged to be locked still has one; what is kept of it may need it.
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(kept.with_name(kept.name + ending))


@contextmanager
def _kept_from_others(path: Path) -> Iterator[None]:
    """Wait for others to finish and keep them out; a file that is damaged beyond locking is nobody's."""
    connection = None
    try:
        try:
            connection = open_file(path, writable=True)
            # A write-ahead log is folded into its file, which needs everybody else to have closed it.
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error_code(error) not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise
        yield
    finally:
        if connection is not None:
            connection.close()


def _take_over_owner(path: Path, part: Path) -> None:
    """Give a file the owner and mode of the one it replaces, as far as the system lets this person."""
    info = path.stat()
    with suppress(OSError):
        os.chown(part, info.st_uid, info.st_gid)
    with suppress(OSError):
        part.chmod(info.st_mode & 0o660 | 0o600)


def _drop_journals(path: Path) -> None:
    for ending in JOURNALS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
