"""Text that is being typed, kept in files until it is saved or dropped: it survives a closed window and a crash.

Each database has a folder of its own, and each running program its own files in it. A draft of a program that is
still running is not offered to another one; whether it runs is told by a lock that ends with it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from solartui.domain.errors import Unavailable
from solartui.i18n import tr
from solartui.settings import state_dir


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, and when it was last kept."""

    at: datetime
    values: Mapping[str, object]


def drafts_of(database: str) -> Drafts:
    """The drafts that belong to a database, given by its path or address."""
    name = hashlib.sha256(database.encode(errors="surrogateescape")).hexdigest()[:16]
    return Drafts(state_dir() / "drafts" / name)


class Drafts:
    """Loads, saves and drops drafts by their key: ``lead:new``, ``lead:42``, ``note:lead:42``. May be used by threads.

    Args:
        folder: where the files are; made with mode 0700 when the first one is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._session = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._guard = threading.RLock()
        self._lock: int | None = None
        self._savers: list[Callable[[], None]] = []

    def load(self, key: str) -> Draft | None:
        """The newest draft under a key that no running program is working on."""
        found = [draft for path in self._files(key) if (draft := _read(path)) is not None]
        return max(found, key=lambda draft: draft.at, default=None)

    def save(self, key: str, values: Mapping[str, object]) -> None:
        """Keep what was typed so far; replaces what was kept under this key before.

        Args:
            key: what is being written.
            values: anything that JSON can hold.

        Raises:
            Unavailable: the file cannot be written.
        """
        text = json.dumps({"at": datetime.now(UTC).isoformat(), "values": dict(values)})
        with self._guard:
            try:
                self._claim()
                _write(self._path(key), text)
            except OSError as error:
                why = error.strerror or str(error)
                raise Unavailable(tr("The draft could not be kept: {why}", why=why)) from error

    def discard(self, key: str) -> None:
        """Forget what was kept under a key, except by programs that are running."""
        with self._guard:
            for path in self._files(key):
                with contextlib.suppress(OSError):
                    path.unlink()

    def attach(self, saver: Callable[[], None]) -> None:
        """Call `saver` at once when the program is made to end."""
        self._savers.append(saver)

    def detach(self, saver: Callable[[], None]) -> None:
        """Call `saver` no more."""
        with contextlib.suppress(ValueError):
            self._savers.remove(saver)

    def save_open(self) -> None:
        """Save everything that is being typed; for the end of the program, see `solartui.terminal.run.run_app`."""
        problem: Exception | None = None
        for saver in [*self._savers]:
            try:
                saver()
            except Exception as error:  # noqa: BLE001 - one draft that fails must not cost the others
                problem = error
        if problem is not None:
            raise problem

    # ---- files

    def _path(self, key: str) -> Path:
        return self._folder / f"{quote(key, safe='')}.{self._session}.json"

    def _files(self, key: str) -> Iterator[Path]:
        for path in sorted(self._folder.glob(f"{quote(key, safe='')}.*.json")):
            session = path.name.split(".")[-2]
            if session == self._session or not self._running(session):
                yield path

    def _running(self, session: str) -> bool:
        """Whether the program with this session is still there: it holds its lock as long as it lives."""
        try:
            handle = os.open(self._folder / f"{session}.lock", os.O_RDWR | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:  # a file system without locks
            return False
        finally:
            os.close(handle)
        return False

    def _claim(self) -> None:
        """Take this session's lock, and remove those that nobody needs any more."""
        if self._lock is not None:
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        final = self._folder / f"{self._session}.lock"
        early = final.with_suffix(".new")
        # Under its final name the lock is always held, so that nobody can take it for a dead one.
        handle = os.open(early, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        early.rename(final)
        self._lock = handle
        for lock in self._folder.glob("*.lock"):
            if lock != final and not any(self._folder.glob(f"*.{lock.stem}.json")) and not self._running(lock.stem):
                lock.unlink(missing_ok=True)


def _read(path: Path) -> Draft | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Draft(datetime.fromisoformat(content["at"]), dict(content["values"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    early = path.with_suffix(".new")
    early.unlink(missing_ok=True)
    handle = os.open(early, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    early.replace(path)
