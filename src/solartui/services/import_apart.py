"""Reads the rows of a large sheet in a process of its own, beside the one that decides what becomes of them.

Started as ``python -c … ROOT HANDLE``: the rows stand in the open file of that number, and standard input says how they
are read. Writes what they say to standard output, many rows at a time, and nothing behind the last of them. Both ends
are this program, so what goes between them is pickled.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.adapters.row_spool import rows_in
from solartui.i18n import language, use_language
from solartui.services.import_reading import Reading, ReadRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.adapters.workbook_reader import Table

_HERE = 1_500
"""Rows that are read here while the other process starts."""
_FIRST = 500
"""Rows that are read here while the other process, which is there already, reads as many."""
LARGE = 200_000
"""Bytes of a file that is likely to have many rows."""
_WORTH_IT = 4_000
_SELDOM = 200_000
_BUFFER = 1 << 20
_START = (
    "import sys; sys.path.append(sys.argv.pop(1)); from solartui.services.import_apart import main; sys.exit(main())"
)


def main() -> int:
    """Read rows until there are no more, or nobody wants them."""
    gc.set_threshold(_SELDOM)
    with suppress(EOFError, BrokenPipeError), os.fdopen(os.dup(1), "wb", buffering=_BUFFER) as out:
        reading, place, first, speaks = pickle.load(sys.stdin.buffer)  # noqa: S301 - from who started this process
        use_language(speaks)
        for chunk in reading.chunks(rows_in(int(sys.argv[1]), place, first)):
            pickle.dump(chunk, out, 5)
            out.flush()
    return 0


class Apart:
    """A process that waits until it is told how rows are to be read.

    Args:
        handle: the open file in which they stand, or will stand by then.
    """

    def __init__(self, handle: int) -> None:
        root = str(Path(__file__).resolve().parents[2])
        self.handle = handle
        self._told = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, root, str(handle)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[handle],
            start_new_session=True,
        )

    def can_read(self, table: Table) -> bool:
        """Whether it waits for the rows of a sheet."""
        return not self._told and self.handle == table.handle

    def tell(self, reading: Reading, table: Table, first: int) -> None:
        """Begin to read, from the row with the index `first` on."""
        self._told = True
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as pipe:
            pickle.dump((reading, table.place, first, language()), pipe, 5)

    def answers(self) -> Iterator[list[ReadRow]]:
        """What the rows say, as far as the process comes."""
        assert self._process.stdout is not None
        while True:
            try:
                chunk: list[ReadRow] = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
            except (EOFError, pickle.UnpicklingError, OSError):
                return
            yield chunk

    def close(self) -> None:
        """End it."""
        self._process.kill()
        with self._process:
            pass


def several_processors() -> bool:
    """Whether two processes can work at the same time."""
    # macOS does not tell on which of them this process may run.
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) > 1


def chunks(
    reading: Reading, table: Table, look: Callable[[], None], waiting: Apart | None = None
) -> Generator[list[ReadRow], None, None]:
    """What all rows of a sheet say, many at a time.

    Args:
        reading: how they are read.
        table: the sheet.
        look: called for each row; may raise to stop.
        waiting: a process that was started for them before.
    """
    done = 0
    if table.count >= _WORTH_IT and several_processors():
        is_there = waiting is not None and waiting.can_read(table)
        done = _FIRST if is_there else _HERE
        with closing(waiting if waiting is not None and is_there else Apart(table.handle)) as apart:
            apart.tell(reading, table, done)
            yield from _watched(reading.chunks(islice(table.rows(), done)), look)
            for chunk in _watched(apart.answers(), look):
                done += len(chunk)
                yield chunk
    # All of a small sheet; and should the other process have died, what it did not come to.
    if done < table.count:
        yield from _watched(reading.chunks(rows_in(table.handle, table.place, done)), look)


def _watched(chunks: Iterable[list[ReadRow]], look: Callable[[], None]) -> Iterator[list[ReadRow]]:
    for chunk in chunks:
        for _ in chunk:
            look()
        yield chunk
