"""Files that people attach: read once, with their size known before."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from solartui.domain.errors import NotFound, Refused
from solartui.domain.text import clean
from solartui.i18n import ntr, tr

LARGEST_FILE = 10 * 1024 * 1024
MOST_FILES, MOST_BYTES = 200, 200 * 1024 * 1024
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file's clean name and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()


def load_file(path: Path) -> LoadedFile:
    """Read a file that is to be kept.

    Raises:
        NotFound: it is not there.
        Refused: it is a link or no ordinary file, may not be read, or is larger than 10 MiB, which is found out before
            reading.
    """
    shown = clean(str(path))
    if len(shown) > _LONGEST_NAME:
        shown = shown[:_LONGEST_NAME] + "…"
    name = clean(path.name)[:_LONGEST_NAME] or "file"
    try:
        # A pipe would block for ever; it is refused below. A link may lead where nobody meant to go.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise NotFound(tr("There is no file {path}.", path=shown)) from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise Refused(tr("{path} is a link. Name the file that it leads to.", path=shown)) from error
        why = getattr(error, "strerror", None) or str(error)
        raise Refused(tr("{path} cannot be read: {why}", path=shown, why=why)) from error
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode):
        os.close(handle)
        raise Refused(tr("{path} is no ordinary file.", path=shown))
    with os.fdopen(handle, "rb") as file:
        if info.st_size > LARGEST_FILE:
            raise Refused(_too_large(name, info.st_size))
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Refused(tr("{name} grew while it was read. A file may have 10 MiB at most.", name=name))
    return LoadedFile(name, content)


def _too_large(name: str, size: int) -> str:
    """Why a file is refused: in bytes where the difference would not be seen in MiB."""
    mebibytes = f"{size / 1024 / 1024:.1f}"
    if mebibytes == f"{LARGEST_FILE / 1024 / 1024:.1f}":
        over = size - LARGEST_FILE
        return ntr(
            "{name} is {count} byte too large. A file may have 10 MiB at most.",
            "{name} is {count} bytes too large. A file may have 10 MiB at most.",
            over,
            name=name,
        )
    return tr("{name} has {size} MiB. A file may have 10 MiB at most.", name=name, size=mebibytes)


def _size(path: Path) -> int:
    try:
        info = path.stat()
        return info.st_size if stat.S_ISREG(info.st_mode) else 0
    except (OSError, ValueError):
        return 0


def check_together(paths: Sequence[Path]) -> None:
    """Whether files can be kept at once.

    Raises:
        Refused: they are too many, or too large together.
    """
    # What cannot be looked at is refused with its reason when it is read.
    size = sum(_size(path) for path in paths)
    if len(paths) > MOST_FILES or size > MOST_BYTES:
        most, room = MOST_FILES, MOST_BYTES // 1024 // 1024
        raise Refused(tr("At most {most} files with {room} MiB together are kept at once.", most=most, room=room))
