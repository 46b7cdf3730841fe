"""Reads one spreadsheet in a process of its own: parsers of files from strangers crash, swell and never end.

Started as ``python -m solartui.adapters.workbook_child PATH MEGABYTES SECONDS SHEET WAY`` (an equals sign before the
name of the sheet, or a dash for none; the way is ``whole`` or ``streamed``). Writes JSON lines to standard output:
``{"sheet", "sheets", "since_1904"}``, then ``[number, cells]`` for each row, then ``{"count"}``; or ``{"refused", …}``
as the last line. Ends when standard input closes.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import IO

from solartui.adapters.workbook_kinds import Unreadable, kind_of

_LARGEST_OUTPUT = 16 << 30
_FLUSH = 1 << 18
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def main() -> int:
    """Read the file that the arguments name; the answer is 0 unless the output cannot be written."""
    path, megabytes, seconds, sheet, way = sys.argv[1:6]
    _die_with_parent()
    _limit(int(megabytes), int(seconds))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n", buffering=_FLUSH)
    try:
        wanted = sheet[1:] if sheet.startswith("=") else None
        out.write(json.dumps(_answer(Path(path), wanted, out, streamed=way == "streamed")) + "\n")
        out.close()
    except OSError:
        return 74
    return 0


def _die_with_parent() -> None:
    """End at once, even inside a parser, when the other end of standard input is closed."""
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def _limit(megabytes: int, seconds: int) -> None:
    limits = {
        resource.RLIMIT_AS: megabytes << 20,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: _LARGEST_OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    for name, most in limits.items():
        hard = resource.getrlimit(name)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (least, hard if name == resource.RLIMIT_CPU else least))


def _answer(path: Path, wanted: str | None, out: IO[str], *, streamed: bool) -> dict[str, object]:
    """Write the rows, or nothing; the last line says which."""
    try:
        return {"count": _write(path, wanted, out, streamed=streamed)}
    except Unreadable as refusal:
        return {"refused": refusal.code, **refusal.values}
    except MemoryError:
        return {"refused": "too_large"}
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise
        return {"refused": "damaged", "why": str(error)}
    except BaseException as error:  # noqa: BLE001 - a panic of the parser is no Exception
        return {"refused": "damaged", "why": f"{type(error).__name__}: {error}"[:200]}


def _write(path: Path, wanted: str | None, out: IO[str], *, streamed: bool) -> int:
    kind = kind_of(path)
    if kind == "text":
        from solartui.adapters.delimited_text import rows_of

        if wanted is not None:
            raise Unreadable("no_such_sheet", sheet=wanted, sheets=[])
        return _spool({"sheet": path.stem, "sheets": ()}, rows_of(path), out)
    from solartui.adapters.workbook_sheets import open_sheet

    sheet = open_sheet(path, kind, wanted, streamed=streamed)
    return _spool({"sheet": sheet.name, "sheets": sheet.names, "since_1904": sheet.since_1904}, sheet.rows, out)


def _spool(about: dict[str, object], rows: Iterator[tuple[int, list[object]]], out: IO[str]) -> int:
    encode = json.JSONEncoder(separators=(",", ":"), default=_coded, check_circular=False).encode
    out.write(encode(about) + "\n")
    count = 0
    for row in rows:
        out.write(encode(row) + "\n")
        count += 1
    if not count:
        raise Unreadable("no_rows")
    return count


def _coded(cell: object) -> object:
    if isinstance(cell, date | time):
        return {"time" if isinstance(cell, time) else "date": cell.isoformat()}
    return str(cell)


if __name__ == "__main__":
    sys.exit(main())
