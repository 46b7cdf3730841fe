"""Files that are written whole or not at all.

The new content goes to a hidden file beside the target, is forced to the disk, looked at once more and only then put
in the target's place. Whatever goes wrong before that, a full disk or a lost connection, the old file stays as it was.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from solartui.domain.errors import NotFound, Refused
from solartui.domain.text import clean
from solartui.i18n import mark, tr

_DATABASE = b"SQLite format 3\0"
_JOURNALS = ("-wal", "-shm", "-journal")

_REASONS = {
    errno.ENOSPC: mark("{path} was not written: the disk is full. Nothing was changed."),
    errno.EDQUOT: mark("{path} was not written: your share of the disk is used up. Nothing was changed."),
    errno.EFBIG: mark("{path} was not written: it would be too large. Nothing was changed."),
    errno.EACCES: mark("{path} cannot be written: you may not write in this folder."),
    errno.EPERM: mark("{path} cannot be written: you may not write in this folder."),
    errno.EROFS: mark("{path} cannot be written: this disk can only be read."),
    errno.ENAMETOOLONG: mark("{path} cannot be written: the name is too long."),
}


@contextmanager
def replacing(
    target: Path, verify: Callable[[Path], None] | None = None, *, streams: bool = False
) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `target` when the block ends well.

    The mode is 0600, or 0660 in a folder that a group shares (set-group-ID and writable for it).

    Args:
        target: where the file is to be; an ordinary file there is replaced, and stays until then.
        verify: opens the finished file once more and raises `Refused` when it is not what it should be.
        streams: whether a pipe or device may be the target; it is then written to as it is, without any of the above.

    Raises:
        NotFound: the folder is not there.
        Refused: the target is a folder, a link, a pipe, a device or a database, or cannot be written; the message says
            why.
    """
    shown = clean(str(target)) or "?"
    with _in_words(shown):
        if _is_stream(target, shown, allowed=streams):
            with target.open("wb") as stream:
                yield stream
            return
        handle, name = tempfile.mkstemp(prefix=".solartui-", suffix=".tmp", dir=target.parent)
        path = Path(name)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if verify:
                verify(path)
            path.chmod(_mode_in(target.parent))
            path.replace(target)
            _keep_name(target.parent)
        finally:
            with suppress(FileNotFoundError):
                path.unlink()


@contextmanager
def _in_words(shown: str) -> Iterator[None]:
    """Say what the operating system says in one line."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(tr("{path} cannot be written: there is no such folder.", path=shown)) from error
    except NotADirectoryError as error:
        raise NotFound(tr("{path} cannot be written: there is no such folder.", path=shown)) from error
    except OSError as error:
        raise Refused(_sentence(error, shown)) from error
    except ValueError as error:
        if "null" not in str(error):
            raise
        raise Refused(tr("{path} is no name for a file.", path=shown)) from error


def _sentence(error: OSError, shown: str) -> str:
    known = _REASONS.get(error.errno or 0)
    if known:
        return tr(known, path=shown)
    return tr("{path} was not written: {why}", path=shown, why=error.strerror or str(error))


def _is_stream(target: Path, shown: str, *, allowed: bool) -> bool:
    """Whether the target is a pipe or device that may be written to; refuses what must not be replaced."""
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISLNK(mode) and allowed and target.exists():
        mode = target.stat().st_mode
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            mode = stat.S_IFLNK
    if stat.S_ISREG(mode):
        if not os.access(target, os.W_OK):
            raise Refused(tr("{path} is read-only: choose another name, or allow writing to it.", path=shown))
        _spare_database(target, shown)
        return False
    if stat.S_ISDIR(mode):
        raise Refused(tr("{path} is a folder: name a file in it.", path=shown))
    if stat.S_ISLNK(mode):
        # Following it could overwrite a file that nobody meant; replacing it would cut the link.
        goal = clean(str(target.readlink()))
        raise Refused(tr("{path} is a link to {goal}: name that file itself.", path=shown, goal=goal))
    if not allowed or stat.S_ISSOCK(mode) or stat.S_ISBLK(mode):
        raise Refused(tr("{path} is a pipe or a device, not a file; use - to write to standard output.", path=shown))
    return True


def _spare_database(target: Path, shown: str) -> None:
    """Refuse a database or its journal as the target: it could be the one at work, and nothing would bring it back."""
    name = target.name
    whole = next((name.removesuffix(end) for end in _JOURNALS if name.endswith(end) and name != end), name)
    try:
        with target.with_name(whole).open("rb") as file:
            start = file.read(len(_DATABASE))
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        return
    if start == _DATABASE:
        raise Refused(tr("{path} is a database and stays: choose another name.", path=shown))


def _mode_in(folder: Path) -> int:
    """The mode of a new file: for its owner only, unless a group shares the folder."""
    mode = folder.stat().st_mode
    return 0o660 if mode & stat.S_ISGID and mode & stat.S_IWGRP else 0o600


def _keep_name(folder: Path) -> None:
    """Force the new name to the disk; some file systems cannot, which loses nothing but the certainty."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
