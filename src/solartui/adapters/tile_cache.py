"""Tiles that were fetched once, on the disk: private, of limited size, shared by all programs of one person.

A tile is one file, written beside its place and then put there, so that no program ever reads half of one. That there
is no tile is remembered, too, for a while. When the folder grows beyond its limit, what was not shown for longest goes.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PART = ".part"
_NONE = ".none"
_FORGOTTEN = 3600.0  # seconds after which a file that nobody finished is nobody's any more
_LOOK_EVERY = 64
_KEPT_SHARE = 0.9


class _File(NamedTuple):
    used: float
    size: int
    path: Path


class TileCache:
    """The folder of all tiles.

    Args:
        folder: made with mode 0700 where it is missing.
        limit: bytes that all files together may have.
        clock: seconds since 1970.
    """

    def __init__(self, folder: Path, limit: int, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._limit = limit
        self._clock = clock
        self._until_look = 0

    def get(self, source: str, name: str, oldest: float = float("inf")) -> bytes | None:
        """A tile, None where it is not here or is older than `oldest` seconds."""
        path = self._folder / source / name
        try:
            if self._clock() - path.stat().st_mtime > oldest:
                return None
            data = path.read_bytes()
            os.utime(path, (self._clock(), path.stat().st_mtime))
        except OSError:
            return None
        return data

    def put(self, source: str, name: str, data: bytes) -> None:
        """Keep a tile; a full disk or a folder that cannot be written keeps nothing."""
        if len(data) > self._limit:
            return
        with suppress(OSError):
            self._write(source, name, data)
            with suppress(FileNotFoundError):
                (self._folder / source / f"{name}{_NONE}").unlink()
        self._until_look -= 1
        if self._until_look < 0:
            self._until_look = _LOOK_EVERY
            self.shrink()

    def put_none(self, source: str, name: str, reason: str, seconds: float) -> None:
        """Remember for some seconds why there is no such tile."""
        with suppress(OSError):
            self._write(source, f"{name}{_NONE}", f"{self._clock() + seconds} {reason}".encode())

    def why_none(self, source: str, name: str) -> str | None:
        """Why there is no such tile, None where nothing is known."""
        try:
            text = (self._folder / source / f"{name}{_NONE}").read_text(encoding="ascii")[:64]
            until, _, reason = text.partition(" ")
            return reason if float(until) > self._clock() else None
        except (OSError, ValueError):
            return None

    def shrink(self) -> None:
        """Let go of what was not shown for longest, if there is too much, and of what nobody finished."""
        files = sorted(self._files())
        total = sum(file.size for file in files)
        wanted = total if total <= self._limit else self._limit * _KEPT_SHARE
        for file in files:
            abandoned = file.path.name.endswith(_PART) and self._clock() - file.used > _FORGOTTEN
            if total <= wanted and not abandoned:
                continue
            total -= file.size
            with suppress(OSError):  # another program was faster
                file.path.unlink()

    def size(self) -> int:
        """Bytes that all files together have."""
        return sum(file.size for file in self._files())

    def _files(self) -> Iterator[_File]:
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                found = path.stat()
                yield _File(max(found.st_atime, found.st_mtime), found.st_size, path)

    def _write(self, source: str, name: str, data: bytes) -> None:
        folder = self._folder / source
        for one in (self._folder, folder):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(suffix=_PART, dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            now = self._clock()
            os.utime(part, (now, now))
            Path(part).replace(folder / name)
        except OSError:
            with suppress(OSError):
                Path(part).unlink()
            raise
