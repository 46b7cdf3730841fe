"""What the database says when it cannot, in words that a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from solartui.domain.errors import Cancelled, NotFound, Refused, SolarError, Unavailable
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.store.files import shown


def lock_holder(path: Path) -> str | None:
    """Login, name and number of a process that holds a lock on the file, where the system tells.

    One that writes comes before those that only read.
    """
    try:
        locks = Path("/proc/locks").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    inodes = _locked_inodes(path)
    holders: dict[str, int] = {}
    for line in locks:
        fields = line.split()
        if "->" not in fields and len(fields) >= 6 and fields[5].split(":")[-1] in inodes and fields[4].isdigit():
            pid = int(fields[4])
            if pid not in (0, os.getpid()):
                holders.setdefault(fields[3], pid)
    pid = holders.get("WRITE") or holders.get("READ") or 0
    return _process(pid) if pid else None


def _locked_inodes(path: Path) -> set[str]:
    """The files that SQLite takes its locks on: the database, and beside a write-ahead log its shared memory."""
    found = set()
    for file in (path, path.with_name(path.name + "-shm")):
        with suppress(OSError):
            found.add(str(file.stat().st_ino))
    return found


def _process(pid: int) -> str:
    folder = Path(f"/proc/{pid}")
    try:
        name = clean((folder / "comm").read_text(encoding="utf-8", errors="replace")) or "?"
        uid = folder.stat().st_uid
    except OSError:
        return f"? ({pid})"
    import pwd

    try:
        login = pwd.getpwuid(uid).pw_name
    except KeyError:
        login = str(uid)
    return f"{login}: {name} ({pid})"


def error_code(error: BaseException) -> int:
    """The primary error code of SQLite; 0 for an error that is not the database's.

    A stored text that is no text is damage; Python's driver has no code of SQLite for that.
    """
    if isinstance(error, sqlite3.Error) and "Could not decode to UTF-8" in str(error):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _busy(path: Path, *, writing: bool) -> SolarError:
    holder = lock_holder(path)
    if holder and writing:
        message = tr("The database is busy: {holder} is using it. Nothing was saved; try again.", holder=holder)
    elif holder:
        message = tr("The database is busy: {holder} is using it. Try again.", holder=holder)
    elif writing:
        message = tr("The database is busy. Nothing was saved; try again.")
    else:
        message = tr("The database is busy. Try again.")
    return Unavailable(message)


def _constraint(error: sqlite3.Error) -> SolarError:
    text = str(error)
    if "contact_email.address_key" in text:
        return Refused(tr("This e-mail address already belongs to a contact. Choose that contact instead."))
    if "FOREIGN KEY" in text:
        return Refused(tr("Something else still refers to this record. Nothing was changed."))
    return Refused(tr("The database refused the value: {what}", what=text))


def translated(error: sqlite3.Error, path: Path, *, writing: bool = False) -> SolarError:
    """The error for a person that stands for an error of SQLite on the file at `path`."""
    code = error_code(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return _busy(path, writing=writing)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return _constraint(error)
    if code == sqlite3.SQLITE_INTERRUPT:
        return Cancelled(tr("Stopped. Nothing was changed."))
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} and writing:
        return Unavailable(_not_writable(path))
    name = shown(path)
    plain = {
        sqlite3.SQLITE_FULL: tr("The disk is full. Nothing was saved; free some space and try again."),
        sqlite3.SQLITE_READONLY: tr("{path} may not be written to. Nothing was saved.", path=name),
        sqlite3.SQLITE_CORRUPT: tr("{path} is damaged. Restore a backup: solartui db restore FILE", path=name),
        sqlite3.SQLITE_NOTADB: tr("{path} is no SolarTUI database.", path=name),
        sqlite3.SQLITE_CANTOPEN: tr("{path} cannot be opened.", path=name),
        # A failed commit may have happened all the same.
        sqlite3.SQLITE_IOERR: tr(
            "The disk answers with an error for {path}. Look what was saved, then go on.", path=name
        ),
    }
    return Unavailable(plain.get(code) or tr("The database failed: {what}", what=clean(str(error))))


def _not_writable(path: Path) -> str:
    """Why a file that can be read cannot be written to: itself, or its journal that cannot be made beside it."""
    if os.access(path, os.W_OK) and not os.access(path.parent, os.W_OK):
        return tr("The folder {path} may not be written to. Nothing was saved.", path=shown(path.parent))
    return tr("{path} may not be written to. Nothing was saved.", path=shown(path))


@contextmanager
def translating(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Turns errors of SQLite, bare or wrapped by SQLAlchemy, into errors for a person.

    What Python's driver says without a code of SQLite is a fault of this program, and stays what it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        if not error_code(error):
            raise
        raise translated(error, path, writing=writing) from error
    except OverflowError as error:
        # The driver takes no number beyond 64 bits, and only ids come here without a limit of their own.
        raise NotFound(tr("There is no record of that number.")) from error
    except SolarError:
        raise
    except Exception as error:
        original = getattr(error, "orig", None)
        if isinstance(original, sqlite3.Error) and error_code(original):
            raise translated(original, path, writing=writing) from error
        raise
