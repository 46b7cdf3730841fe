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
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from solartui.adapters.row_spool import rows_in
from solartui.i18n import language, use_language
from solartui.services.import_reading import Reading, ReadRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.adapters.workbook_reader import Table

_HERE = 1_500
"""Rows that are read here while the other process starts."""
_WORTH_IT = 4_000
_SELDOM = 200_000
_BUFFER = 1 << 20
_START = (
    "import sys; sys.path.append(sys.argv.pop(1)); from solartui.services.import_apart import main; sys.exit(main())"
)


def main() -> int:
    """Read rows until there are no more, or nobody wants them."""
    gc.set_threshold(_SELDOM)
    reading, place, speaks = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    use_language(speaks)
    with suppress(BrokenPipeError), os.fdopen(os.dup(1), "wb", buffering=_BUFFER) as out:
        for chunk in reading.chunks(rows_in(int(sys.argv[1]), place, _HERE)):
            pickle.dump(chunk, out, 5)
            out.flush()
    return 0


def chunks(reading: Reading, table: Table, look: Callable[[], None]) -> Generator[list[ReadRow], None, None]:
    """What all rows of a sheet say, many at a time.

    Args:
        reading: how they are read.
        table: the sheet.
        look: called for each row; may raise to stop.
    """
    done = 0
    if table.count >= _WORTH_IT and len(os.sched_getaffinity(0)) > 1:
        with _beside(reading, table) as answers:
            yield from _watched(reading.chunks(islice(table.rows(), _HERE)), look)
            done = _HERE
            for chunk in _watched(_answers(answers), look):
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


@contextmanager
def _beside(reading: Reading, table: Table) -> Iterator[IO[bytes]]:
    """A process that reads rows for as long as the block lasts."""
    root = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-P", "-c", _START, root, str(table.handle)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[table.handle],
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with suppress(BrokenPipeError), process.stdin:
                pickle.dump((reading, table.place, language()), process.stdin, 5)
            yield process.stdout
        finally:
            process.kill()


def _answers(stream: IO[bytes]) -> Iterator[list[ReadRow]]:
    """What comes from the other process, as long as all of it comes."""
    while True:
        try:
            chunk: list[ReadRow] = pickle.load(stream)  # noqa: S301 - from the process that this one started
        except (EOFError, pickle.UnpicklingError, OSError):
            return
        yield chunk
