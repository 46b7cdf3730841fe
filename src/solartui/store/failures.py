"""What the database says when it cannot, in words that a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from solartui.domain.errors import Cancelled, Refused, SolarError, Unavailable
from solartui.i18n import tr


def lock_holder(path: Path) -> str | None:
    """The name and number of a process that holds a lock on the file, where the system tells."""
    try:
        info = path.stat()
        locks = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in locks:
        fields = line.split()
        if "->" in fields or len(fields) < 6 or not fields[5].endswith(f":{info.st_ino}"):
            continue
        pid = fields[4]
        if pid.isdigit() and int(pid) != os.getpid():
            try:
                name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
            except OSError:
                name = "?"
            return f"{name} ({pid})"
    return None


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _busy(path: Path) -> SolarError:
    holder = lock_holder(path)
    if holder:
        message = tr("The database is busy: {holder} is writing. Nothing was saved; try again.", holder=holder)
        return Unavailable(message)
    return Unavailable(tr("The database is busy. Nothing was saved; try again."))


def _constraint(error: sqlite3.Error) -> SolarError:
    text = str(error)
    if "contact_email.address_key" in text:
        return Refused(tr("This e-mail address already belongs to a contact. Choose that contact instead."))
    if "FOREIGN KEY" in text:
        return Refused(tr("Something else still refers to this record. Nothing was changed."))
    return Refused(tr("The database refused the value: {what}", what=text))


def translated(error: sqlite3.Error, path: Path) -> SolarError:
    """The error for a person that stands for an error of SQLite on the file at `path`."""
    code = _code(error)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return _busy(path)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return _constraint(error)
    if code == sqlite3.SQLITE_INTERRUPT:
        return Cancelled(tr("Stopped. Nothing was changed."))
    plain = {
        sqlite3.SQLITE_FULL: tr("The disk is full. Nothing was saved; free some space and try again."),
        sqlite3.SQLITE_READONLY: tr("{path} may not be written to. Nothing was saved.", path=path),
        sqlite3.SQLITE_CORRUPT: tr("{path} is damaged. Restore a backup: solartui db restore FILE", path=path),
        sqlite3.SQLITE_NOTADB: tr("{path} is no SolarTUI database.", path=path),
        sqlite3.SQLITE_CANTOPEN: tr("{path} cannot be opened.", path=path),
        sqlite3.SQLITE_IOERR: tr("The disk answers with an error for {path}. Nothing was saved.", path=path),
    }
    return Unavailable(plain.get(code) or tr("The database failed: {what}", what=error))


@contextmanager
def translating(path: Path) -> Iterator[None]:
    """Turns errors of SQLite, bare or wrapped by SQLAlchemy, into errors for a person."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except SolarError:
        raise
    except Exception as error:
        original = getattr(error, "orig", None)
        if isinstance(original, sqlite3.Error):
            raise translated(original, path) from error
        raise
