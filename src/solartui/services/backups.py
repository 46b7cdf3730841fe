"""Copies of the desk that nobody asks for: before something large, and once a day."""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from solartui.domain.errors import Cancelled, SolarError, Unavailable
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.settings import SettingService
from solartui.services.watching import first, progress
from solartui.store.files import make_folder

LARGE_FILE = 256 * 2**20
"""Bytes above which a copy takes seconds: one a day is enough then, and fewer are kept."""
LARGE_CHANGE = 1_000
"""Leads above which a change is large."""
_DAY = timedelta(days=1)
_KEPT_OF_LARGE = 2
_ROOM = 1.1


def backup_before(desk: Desk, what: str, count: int) -> None:
    """Copy the desk before a large change, as `BackupService.before` says."""
    BackupService(desk, SettingService(desk)).before(what, count)


class BackupService:
    """Copies in the folder ``backups`` beside the database; see `solartui.store.backup` for what makes one count."""

    def __init__(self, desk: Desk, settings: SettingService) -> None:
        self._path = desk.store.path
        self._settings = settings

    def before(self, what: str, count: int) -> Path | None:
        """Copy the desk before a large change; a large file that was copied within a day is not copied again.

        Args:
            what: the kind of change: ``import`` or ``bulk``.
            count: how many records it is about.

        Returns:
            The copy; None where none is needed.

        Raises:
            Unavailable: it cannot be made; nothing was changed.
            Cancelled: whoever watches has stopped it.
        """
        from solartui.store.backup import backup_before, copied_within

        if not count or (what != "import" and count <= LARGE_CHANGE) or not self._path.exists():
            return None
        if not self._settings.get("backups.before_large"):
            return None
        if self.is_large and copied_within(self._path, _DAY):
            return None
        self._check_room()
        with first(tr("A copy of the desk first")):
            return backup_before(self._path, what, kept=self._kept, look=progress)

    @property
    def is_large(self) -> bool:
        """Whether a copy takes seconds."""
        return self._path.stat().st_size > LARGE_FILE

    @property
    def _kept(self) -> int:
        kept = int(float(self._settings.get("backups.kept")))
        return min(kept, _KEPT_OF_LARGE) if self.is_large else kept

    def _check_room(self) -> None:
        needed = self._path.stat().st_size * _ROOM
        free = shutil.disk_usage(self._path.parent).free
        if free < needed:
            message = tr(
                "The disk has no room for a copy of the desk before this change: {needed} MB, and {free} MB are free. "
                "Free some, or do without: solartui settings set backups.before_large no",
                needed=round(needed / 1e6),
                free=round(free / 1e6),
            )
            raise Unavailable(message)

    def daily(self, stopped: Callable[[], bool] = lambda: False) -> Path | None:
        """Copy the desk, unless that was done within a day, is being done, or is not wanted.

        Args:
            stopped: asked now and then, whether to leave it.

        Returns:
            The copy; None where none was made.

        Raises:
            Unavailable: it cannot be made.
            Cancelled: it was stopped.
        """
        from solartui.store.backup import backup_before, copied_within

        def look(_done: int, _total: int) -> None:
            if stopped():
                raise Cancelled("")

        if not (os.access(self._path, os.W_OK) and self._settings.get("backups.daily")):
            return None
        folder = self._path.parent / "backups"
        with _alone_in(folder) as alone:
            if not alone or copied_within(self._path, _DAY, "daily"):
                return None
            self._check_room()
            return backup_before(self._path, "daily", kept=self._kept, look=look, gently=self.is_large)


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether no other program of the desk makes its daily copy; others see this one until the block ends."""
    make_folder(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError:
            # A disk in the network that knows no locks: two copies are better than none.
            pass
        yield True
    finally:
        os.close(handle)


_DELAY = 300.0
"""Seconds to wait with a large file, lest the copy be in the way of the first look at the list."""


class DailyCopy:
    """Makes the daily copy in a thread, some time after the beginning of a session.

    Args:
        backups: makes it.
        log: gets a sentence where it could not be made.
    """

    def __init__(self, backups: BackupService, log: Callable[[str], None]) -> None:
        self._backups = backups
        self._log = log
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily-copy", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Leave it, and wait until nothing of it is left."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(1.0)

    def _run(self) -> None:
        try:
            if not (self._backups.is_large and self._stop.wait(_DELAY)):
                self._backups.daily(self._stop.is_set)
        except Cancelled:
            return
        except (SolarError, OSError) as problem:
            self._log(str(problem))
