"""Files that people attach: read once, with their size known before."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from solartui.domain.errors import NotFound, Refused
from solartui.domain.text import clean
from solartui.i18n import tr

LARGEST_FILE = 10 * 1024 * 1024
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
        Refused: it is no ordinary file, may not be read, or is larger than 10 MiB, which is found out before reading.
    """
    shown = clean(str(path))
    if len(shown) > _LONGEST_NAME:
        shown = shown[:_LONGEST_NAME] + "…"
    name = clean(path.name)[:_LONGEST_NAME] or "file"
    try:
        # A pipe would block for ever; it is refused below.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        raise NotFound(tr("There is no file {path}.", path=shown)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Refused(tr("{path} cannot be read: {why}", path=shown, why=why)) from error
    info = os.fstat(handle)
    if not stat.S_ISREG(info.st_mode):
        os.close(handle)
        raise Refused(tr("{path} is no ordinary file.", path=shown))
    with os.fdopen(handle, "rb") as file:
        if info.st_size > LARGEST_FILE:
            size = f"{info.st_size / 1024 / 1024:.1f}"
            raise Refused(tr("{name} has {size} MiB. A file may have 10 MiB at most.", name=name, size=size))
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Refused(tr("{name} grew while it was read. A file may have 10 MiB at most.", name=name))
    return LoadedFile(name, content)
