"""Postcodes as GeoNames gives them out: lines with tabs, as .txt or inside a .zip."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from solartui.domain.errors import NotFound, Refused
from solartui.domain.places import on_earth
from solartui.domain.text import clean
from solartui.i18n import tr

_LONGEST_LINE = 2_000
_LARGEST = 400_000_000
_LONGEST = 120
_COLUMNS = 11


class PostcodeLine(NamedTuple):
    """One place of one postcode."""

    country: str
    code: str
    place: str
    region: str
    latitude: float
    longitude: float


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The lines of a file, or of the largest text in an archive.

    Raises:
        NotFound: there is no such file.
        Refused: it cannot be read, or is larger than it can be.
    """
    try:
        if path.exists() and not path.is_file():
            raise Refused(tr("{path} cannot be read.", path=clean(str(path))[-80:]))  # a folder, or a pipe to wait for
        if not zipfile.is_zipfile(path):
            with path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive:
            texts = [one for one in archive.infolist() if one.filename.lower().endswith(".txt")]
            largest = max(texts, key=lambda one: one.file_size, default=None)
            if largest is None or largest.file_size > _LARGEST:
                raise Refused(tr("{path} holds no file of postcodes.", path=clean(str(path))[-80:]))
            with archive.open(largest) as file:
                yield file
    except FileNotFoundError:
        raise NotFound(tr("There is no file {path}.", path=clean(str(path))[-80:])) from None
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise Refused(tr("{path} cannot be read.", path=clean(str(path))[-80:])) from error


def postcode_lines(path: Path, country: str | None = None) -> Iterator[PostcodeLine | None]:
    """The postcodes of a file, of one country where one is named; None for a line that is none.

    Raises:
        NotFound: there is no such file.
        Refused: it cannot be read, or is larger than it can be.
    """
    read = 0
    with _opened(path) as file:
        while line := file.readline(_LONGEST_LINE):
            read += len(line)
            if read > _LARGEST:
                raise Refused(tr("{path} is larger than a file of postcodes can be.", path=clean(str(path))[-80:]))
            if line.strip():
                found = _read(line)
                if found is None or country in {None, found.country}:
                    yield found


def _read(line: bytes) -> PostcodeLine | None:
    try:
        parts = line.decode("utf-8-sig").rstrip("\r\n").split("\t")
        country, code, place, region = (clean(part)[:_LONGEST] for part in parts[:4])
        latitude, longitude = float(parts[9]), float(parts[10])
    except (ValueError, IndexError):
        return None
    good = len(parts) >= _COLUMNS and len(country) == 2 and country.isascii() and country.isalpha() and code and place
    if not good or not on_earth(latitude, longitude):
        return None
    return PostcodeLine(country.upper(), code, place, region, latitude, longitude)
