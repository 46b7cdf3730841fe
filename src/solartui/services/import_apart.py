"""Reads and decides the rows of a large sheet in a process of its own, beside the one that writes them.

Started as ``python -c … ROOT HANDLE``: the rows stand in the open file of that number, and standard input says how it
is done. Writes what becomes of them to standard output, many at a time, and None behind the last of them. Both ends are
this program, so what goes between them is pickled.
"""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.adapters.row_spool import rows_in
from solartui.i18n import language, use_language
from solartui.services.import_planning import Decided, Planning
from solartui.services.import_progress import SELDOM
from solartui.store.connection import open_file

if TYPE_CHECKING:
    from solartui.adapters.workbook_reader import Table
    from solartui.services.desk import Desk

LARGE = 200_000
"""Bytes of a file that is likely to have many rows."""
_WORTH_IT = 4_000
_BUFFER = 1 << 20
_START = (
    "import sys; sys.path.append(sys.argv.pop(1)); from solartui.services.import_apart import main; sys.exit(main())"
)


def main() -> int:
    """Decide rows until there are no more, or nobody wants them."""
    gc.set_threshold(SELDOM)
    with suppress(EOFError, BrokenPipeError), os.fdopen(os.dup(1), "wb", buffering=_BUFFER) as out:
        planning, place, desk, speaks = pickle.load(sys.stdin.buffer)  # noqa: S301 - from who started this process
        use_language(speaks)
        with closing(open_file(desk, writable=False)) as connection:
            for chunk in planning.decided(connection, rows_in(int(sys.argv[1]), place)):
                pickle.dump(chunk, out, 5)
                out.flush()
        pickle.dump(None, out, 5)
    return 0


class Apart:
    """A process that waits until it is told how rows are to be decided.

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
            bufsize=_BUFFER,
            start_new_session=True,
        )
        # Room for several answers, so that neither has to wait for the other; macOS makes that of itself.
        with suppress(AttributeError, OSError):
            fcntl.fcntl(self._process.stdout, fcntl.F_SETPIPE_SZ, _BUFFER)  # type: ignore[arg-type]

    def can_read(self, table: Table) -> bool:
        """Whether it waits for the rows of a sheet."""
        return not self._told and self.handle == table.handle

    def tell(self, planning: Planning, table: Table, desk: Path) -> None:
        """Begin with the rows of a sheet, for the desk in that file."""
        self._told = True
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as pipe:
            pickle.dump((planning, table.place, desk, language()), pipe, 5)

    def answers(self) -> Iterator[Decided | None]:
        """What becomes of the rows, as far as the process comes, and None once that is all."""
        assert self._process.stdout is not None
        while True:
            try:
                chunk: Decided | None = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
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


def decided(
    planning: Planning, table: Table, desk: Desk, waiting: Apart | None = None
) -> Generator[Decided, None, None]:
    """What becomes of all rows of a sheet, many at a time.

    Args:
        planning: how that is worked out.
        table: the sheet.
        desk: where they would go; nothing is written.
        waiting: a process that was started for them before.
    """
    last = 0
    if table.count >= _WORTH_IT and several_processors():
        is_there = waiting is not None and waiting.can_read(table)
        with closing(waiting if waiting is not None and is_there else Apart(table.handle)) as apart:
            apart.tell(planning, table, desk.store.path)
            for chunk in apart.answers():
                if chunk is None:
                    return
                last = chunk[1][-1].draft.number if chunk[1] else last
                yield chunk
    # All of a small sheet; and should the other process have died, what it did not come to. Rows rest on those before.
    with desk.reading() as connection:
        for rows, fates in planning.decided(connection, table.rows()):
            if not last or (fates and fates[-1].draft.number > last):
                yield rows, [one for one in fates if one.draft.number > last]
