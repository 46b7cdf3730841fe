"""Spreadsheets and delimited text as rows of plain cells, read apart from this process and kept in a hidden file.

Once a `Table` is there its rows can be gone through as often as wanted; the file itself is not touched again.
"""

from __future__ import annotations

import json
import math
import os
import signal
import stat
import subprocess
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO

from solartui.adapters.row_spool import BLOCK, Cell, Place, Row, lightest, lines, number_in, row_in, rows_in
from solartui.domain.errors import Cancelled, NotFound, Refused
from solartui.domain.text import clean
from solartui.i18n import mark, tr

LARGEST_FILE = 4 << 30
MEGABYTES = 420
"""Most memory that the child may use, so that it stays below 512 together with this process.

What needs more to be held whole is read a piece at a time.
"""
_CPU_SECONDS = 6.0
_CPU_SECONDS_PER_MEGABYTE = 4.0
_LOOK = 0.01
_INDEXED = 128
_STANDARD_INPUT = "-"
# The package is found again by its place; -P keeps modules that lie in the current folder out of the way.
_START = (
    "import sys; sys.path.append(sys.argv.pop(1)); from solartui.adapters.workbook_child import main; sys.exit(main())"
)

_DAMAGED = mark("{path} is damaged and cannot be read: open it in Excel, save it and try again.")
_OLD = mark("{path} is of an old kind: open it in Excel and save it as .xlsx.")
_FOREIGN = mark("{path} is no spreadsheet; .xlsx, .xls, .ods, .csv, .tsv and .txt can be read.")
_NO_ROWS = mark("{path} has no sheet with rows in it.")
_REASONS = {
    "empty": mark("{path} is empty."),
    "password": mark("{path} is locked by a password: save it without one and try again."),
    "plain_text": mark("{path} is plain text, not a workbook: rename it to end in .csv and try again."),
    "web_page": mark("{path} is a web page, not a workbook: open it in Excel and save it as .xlsx."),
    "xml": _OLD,
    "too_old": _OLD,
    "json": _FOREIGN,
    "foreign": _FOREIGN,
    "no_sheets": _NO_ROWS,
    "no_rows": _NO_ROWS,
    "too_many_rows": mark("{path} has more than 1,048,576 rows: split it."),
    "too_wide": mark("{path} has more than 1,000 columns: delete those that are empty."),
    "no_lines": mark("{path} has a line of several million characters: it is no table."),
    "too_large": mark("{path} is too large to be read: delete empty rows and columns, or split it."),
}
# What may only be too much, or too strange, for the parser of whole workbooks.
_BEYOND = frozenset({"damaged", "too_large", "too_wide", "too_many_rows", "no_rows"})


@dataclass(frozen=True)
class Table:
    """The rows of one sheet.

    Attributes:
        path: the file that was read.
        sheet: the name of the sheet; of a text file, its own name.
        sheets: the names of all sheets; empty for a text file.
        count: how many rows hold anything; blank rows are left out and keep their number.
        since_1904: whether its days are counted from 1904, as in old workbooks of the Mac.
    """

    path: Path
    sheet: str
    sheets: tuple[str, ...]
    count: int
    _spool: IO[bytes] = field(repr=False, compare=False)
    _start: int = field(repr=False, compare=False)
    since_1904: bool = False
    _index: list[tuple[int, int]] = field(default_factory=list, repr=False, compare=False)

    def index(self) -> None:
        """Find out where some of the rows stand, so that `at` need not go through all of them."""
        if self._index:
            return
        offset = self._start
        for place, line in enumerate(islice(lines(self.handle, self._start), self.count)):
            if place % _INDEXED == 0:
                self._index.append((number_in(line), offset))
            offset += len(line)

    def at(self, numbers: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
        """The cells of some rows by number; numbers that no row has are left out."""
        self.index()
        found: dict[int, tuple[Cell, ...]] = {}
        starts = [number for number, _ in self._index]
        wanted = sorted(set(numbers))
        while wanted:
            block = max(0, bisect_right(starts, wanted[0]) - 1)
            last = starts[block + 1] if block + 1 < len(starts) else math.inf
            here = {number for number in wanted if number < last}
            for line in islice(lines(self.handle, self._index[block][1]), _INDEXED):
                if line.startswith(b"[") and number_in(line) in here:
                    number, cells = row_in(line)
                    found[number] = cells
            wanted = [number for number in wanted if number not in here]
        return found

    @property
    def handle(self) -> int:
        """The open file that keeps the rows."""
        return self._spool.fileno()

    @property
    def place(self) -> Place:
        """Where its rows stand in that file."""
        return Place(self._start, self.count)

    def rows(self) -> Iterator[Row]:
        """Numbers (1 for the first row of the sheet) and cells, from the beginning; may be called again and again."""
        return rows_in(self.handle, self.place)

    def head(self, count: int) -> list[Row]:
        """The first rows, as far as they are no burden."""
        return list(lightest(self.rows(), count))

    def close(self) -> None:
        """Give the disk space back; the rows are gone."""
        self._spool.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Begun:
    """A sheet of an .xlsx, .xls, .ods, .csv, .tsv or .txt file that another process reads meanwhile.

    Args:
        path: the file; what is in it counts, not how its name ends.
        sheet: name of the sheet; None is the first visible one with content.

    Attributes:
        size: of the file, in bytes.

    Raises:
        NotFound: there is no such file.
        Refused: it is none that could be read.
    """

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        self._path = path
        self._sheet = sheet
        self.size = _check(path)
        self._begin("whole")

    @property
    def handle(self) -> int:
        """The open file into which the rows go."""
        return self._spool.fileno()

    def table(self, cancelled: Callable[[], bool] | None = None) -> Table:
        """What was read, once all of it is there.

        Args:
            cancelled: asked now and then whether a person wants to stop.

        Raises:
            Refused: it cannot be read as a table, for a reason that the message gives in one line.
            Cancelled: `cancelled` said so.
        """
        try:
            return self._finished(cancelled)
        except Refused as refusal:
            if not _may_be_streamed(self._path, refusal):
                raise
        self._begin("streamed")
        return self._finished(cancelled)

    def _begin(self, way: str) -> None:
        self._spool = tempfile.TemporaryFile(prefix="solartui-")  # noqa: SIM115 - the table closes it
        try:
            self._process = _start(self._path, self._sheet, self.size, self._spool, way)
        except BaseException:
            self._spool.close()
            raise

    def _finished(self, cancelled: Callable[[], bool] | None) -> Table:
        try:
            _wait(self._process, self.size, cancelled)
            return _table(self._path, self._process.returncode, self._spool)
        except BaseException:
            self._spool.close()
            raise

    def __enter__(self) -> Begun:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _end(self._process)
        if kind is not None:
            self._spool.close()


class _Beyond(Refused):
    """The parser of whole workbooks could not manage it; another may."""


def _may_be_streamed(path: Path, refusal: Refused) -> bool:
    """Whether it is worth trying to read a file a piece at a time."""
    if not isinstance(refusal, _Beyond):
        return False
    with path.open("rb") as file:
        return file.read(2) == b"PK"


@contextmanager
def stdin_file(stream: BinaryIO | None = None) -> Iterator[Path]:
    """Standard input (or `stream`) as a file that only this user can read, for as long as the block lasts.

    Raises:
        Refused: there is more of it than can be read, or no room for it.
    """
    folder = Path(tempfile.mkdtemp(prefix="solartui-"))
    path = folder / _STANDARD_INPUT  # the sheet of delimited text is called like its file
    try:
        with path.open("xb") as file:
            source = stream or sys.stdin.buffer
            while block := source.read(BLOCK):
                file.write(block)
                if file.tell() > LARGEST_FILE:
                    raise Refused(_too_large("-"))
        yield path
    except OSError as error:
        raise Refused(tr("Standard input cannot be kept: {why}", why=error.strerror or str(error))) from error
    finally:
        path.unlink(missing_ok=True)
        folder.rmdir()


def _shown(path: Path) -> str:
    """A file in words; what came on standard input is kept in one that nobody knows."""
    return _STANDARD_INPUT if path.name == _STANDARD_INPUT else clean(str(path)) or "?"


def _too_large(shown: str) -> str:
    return tr(_REASONS["too_large"], path=shown)


def _check(path: Path) -> int:
    """The size of a file that can be read, in bytes."""
    shown = _shown(path)
    try:
        # A pipe would block for ever; it is refused below.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NotFound(tr("There is no file {path}.", path=shown)) from None
    except OSError as error:
        raise Refused(tr("{path} cannot be read: {why}", path=shown, why=error.strerror or str(error))) from error
    try:
        info = os.fstat(handle)
    finally:
        os.close(handle)
    if stat.S_ISDIR(info.st_mode):
        raise Refused(tr("{path} is a folder: choose a file in it.", path=shown))
    if not stat.S_ISREG(info.st_mode):
        raise Refused(tr("{path} is no ordinary file.", path=shown))
    if info.st_size == 0:
        raise Refused(tr("{path} is empty.", path=shown))
    if info.st_size > LARGEST_FILE:
        raise Refused(_too_large(shown))
    return info.st_size


def _seconds(size: int) -> float:
    return _CPU_SECONDS + _CPU_SECONDS_PER_MEGABYTE * size / 1e6


def _start(path: Path, sheet: str | None, size: int, spool: IO[bytes], way: str) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    limits = [str(MEGABYTES), str(math.ceil(_seconds(size)))]
    wanted = "-" if sheet is None else "=" + sheet.replace("\0", "")
    command = [sys.executable, "-P", "-c", _START, root, str(path.absolute()), *limits, wanted, way]
    # Its own session: Ctrl+C goes to this process, which ends the child.
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=spool, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _wait(process: subprocess.Popen[bytes], size: int, cancelled: Callable[[], bool] | None) -> None:
    """Wait for the child; end it when it takes too long or nobody wants it any more."""
    looks = int(3 * _seconds(size) / _LOOK)
    try:
        for _ in range(looks):
            try:
                process.wait(_LOOK)
            except subprocess.TimeoutExpired:
                if cancelled and cancelled():
                    raise Cancelled(tr("Cancelled; nothing was changed.")) from None
            else:
                return
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()
    if process.stdin:
        process.stdin.close()


def _table(path: Path, status: int, spool: IO[bytes]) -> Table:
    """The table that the child left, or the reason why there is none."""
    first, start = _first_line(spool)
    last = _last_line(spool)
    if "refused" in last:
        code = str(last["refused"])
        kind = _Beyond if code in _BEYOND else Refused
        raise kind(_refusal(_shown(path), code, last))
    names, count = first.get("sheets"), last.get("count")
    if status != 0 or not isinstance(count, int) or not isinstance(names, list):
        raise _Beyond(_ended(_shown(path), status))
    shown, old = tuple(clean(str(name)) for name in names), bool(first.get("since_1904"))
    return Table(path, clean(str(first["sheet"])), shown, count, spool, start, old)


def _first_line(spool: IO[bytes]) -> tuple[dict[str, object], int]:
    line = next(lines(spool.fileno(), 0), b"")
    return _document(line), len(line)


def _last_line(spool: IO[bytes]) -> dict[str, object]:
    size = os.fstat(spool.fileno()).st_size
    tail = os.pread(spool.fileno(), BLOCK, max(0, size - BLOCK))
    return _document(tail.rstrip(b"\n").rpartition(b"\n")[2])


def _document(line: bytes) -> dict[str, object]:
    """A line as a JSON object; empty where it is none, as when the child died while writing it."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refusal(shown: str, code: str, said: dict[str, object]) -> str:
    """The sentence for a code of the child."""
    return _no_such_sheet(shown, said) if code == "no_such_sheet" else tr(_REASONS.get(code, _DAMAGED), path=shown)


def _no_such_sheet(shown: str, said: dict[str, object]) -> str:
    names, wanted = said.get("sheets"), clean(str(said.get("sheet", "")))
    if not isinstance(names, list) or not names:
        return tr("{path} is text and has no sheets: leave the sheet out.", path=shown)
    known = ", ".join(clean(str(name)) for name in names[:20])
    return tr("{path} has no sheet {sheet}; it has: {sheets}.", path=shown, sheet=wanted, sheets=known)


def _ended(shown: str, status: int) -> str:
    """The sentence for a child that did not come to its end."""
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return tr("{path} takes too long to read: save it again in Excel, or split it.", path=shown)
    if status == -signal.SIGABRT:
        return _too_large(shown)
    if status == 74:
        return tr("There is no room for the rows of {path} in the folder for temporary files.", path=shown)
    return tr(_DAMAGED, path=shown)
