"""The files of a database: how they are named, who may read them, and how a finished one gets its place."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

from solartui.domain.errors import Unavailable
from solartui.domain.text import clean
from solartui.i18n import tr

_PART = re.compile(r"\.(\d+)-[0-9a-f]{8}\.part(?:-journal|-wal|-shm)?")
JOURNALS = ("-journal", "-wal", "-shm")
_LONGEST_SHOWN = 300
_LEFT_BEHIND = 3600.0  # seconds; a folder can be shared with a machine that has process numbers of its own


def shown(path: Path) -> str:
    """A path as it may stand in a message: names of files can hold escape sequences, too, and be very long."""
    text = clean(str(path))
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def database_path(target: str) -> Path:
    """The file that a path or a ``sqlite:///`` address names.

    Raises:
        Unavailable: it names no file on this machine.
    """
    if target.startswith("sqlite:///"):
        target = target.removeprefix("sqlite:///")
    elif "://" in target:
        scheme = clean(target.split("://", 1)[0])[:20]
        raise Unavailable(tr("{scheme} databases are not supported yet. Name a file instead.", scheme=scheme))
    if "\0" in target:
        raise Unavailable(tr("{path} is no name of a file.", path=clean(target)))
    try:
        return Path(target).expanduser().absolute()
    except RuntimeError as error:
        raise Unavailable(tr("{path} is no name of a file.", path=clean(target))) from error


def present(path: Path) -> bool:
    """Whether something is at `path`, a link that leads nowhere included.

    Raises:
        Unavailable: that cannot be told.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise Unavailable(tr("{path} cannot be read: {why}", path=shown(path), why=error.strerror)) from error
    return True


def _shared(folder: Path) -> bool:
    """Whether a folder belongs to a group that works in it: set-group-id and group-writable."""
    mode = folder.stat().st_mode
    return bool(mode & stat.S_ISGID and mode & stat.S_IWGRP)


def file_mode(folder: Path) -> int:
    """0660 in a group's shared folder, else 0600."""
    return 0o660 if _shared(folder) else 0o600


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, whatever the umask: 0700, or 2770 in a group's folder."""
    try:
        if folder.is_dir():
            return
        make_folder(folder.parent)
        mode = 0o2770 if _shared(folder.parent) else 0o700
        with suppress(FileExistsError):
            folder.mkdir(0o700)
            folder.chmod(mode)
        if not folder.is_dir():
            raise Unavailable(tr("{path} is no folder.", path=shown(folder)))
    except OSError as error:
        raise Unavailable(tr("{path} cannot be made: {why}", path=shown(folder), why=error.strerror)) from error


def new_part(target: Path) -> Path:
    """An empty file beside `target` under a name of its own, with the mode that `target` is to have.

    What earlier attempts left behind when they were killed is removed.
    """
    _remove_left_parts(target)
    part = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        os.fchmod(handle, file_mode(part.parent))
    finally:
        os.close(handle)
    return part


def drop_part(part: Path) -> None:
    """Remove a part and its journals, where they are still there."""
    for ending in ("", *JOURNALS):
        with suppress(OSError):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _remove_left_parts(target: Path) -> None:
    with suppress(OSError):
        for entry in os.scandir(target.parent):
            if entry.name.startswith(f".{target.name}."):
                found = _PART.fullmatch(entry.name, len(target.name) + 1)
                old = time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT_BEHIND
                if found and old and not _runs(int(found[1])):
                    with suppress(OSError):
                        Path(entry.path).unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def put_in_place(part: Path, target: Path) -> bool:
    """Give a finished part its name, durably; False when there is a file of that name already, which stays."""
    try:
        os.link(part, target)
    except FileExistsError:
        return False
    except OSError:
        # A disk without hard links.
        if present(target):
            return False
        part.rename(target)
    sync_folder(target.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make the names in a folder as durable as the files they stand for."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
