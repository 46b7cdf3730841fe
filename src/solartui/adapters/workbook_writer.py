"""Tables written for other programs: .xlsx, .csv and .json, whole or not at all, and looked at before they count.

What leaves here can be brought in again unchanged: times to the second in a workbook and exactly in text, numbers
exactly, and text that a spreadsheet would take for a formula as text.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar

from solartui import i18n
from solartui.adapters.atomic_files import replacing
from solartui.adapters.cell_text import Tally
from solartui.adapters.delimited_output import DelimitedOutput
from solartui.adapters.json_output import JsonOutput
from solartui.domain.errors import Cancelled, Invalid, Refused
from solartui.domain.importing.fields import Kind
from solartui.domain.text import clean
from solartui.i18n import tr

FORMATS = ("xlsx", "csv", "json")
_STEP = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        key: stable English name, the key of its values in JSON.
        heading: translated, as the first row shows it.
        kind: what its values are.
        width: in characters.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What was written.

    Attributes:
        rows: without the headings.
        sheets: 1, or more where the sheet of a workbook was full.
        cut_cells: texts that were longer than a cell can hold.
        dropped_characters: characters that the format has no way to hold.
    """

    rows: int
    sheets: int = 1
    cut_cells: int = 0
    dropped_characters: int = 0


class _Output(Protocol):
    """A format at work: writes its rows, and counts those of a finished file."""

    sheets: int

    def write(self, file: BinaryIO) -> None: ...

    def count(self, path: Path) -> int: ...


def write_table(
    target: Path | BinaryIO,
    form: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int], None] | None = None,
    title: str = "",
    zone: tzinfo | None = None,
) -> WriteReport:
    """Write rows to a file, or to a stream.

    Values may be text, numbers, yes or no, moments with a zone, days, tuples (joined by commas) or None. In .csv a
    semicolon parts the cells and a comma the decimals where the language is Polish, because that is what Excel expects
    there; else a comma and a point.

    Args:
        target: where to; a file appears only when it is complete.
        form: one of `FORMATS`.
        columns: what the rows hold, in their order.
        rows: the rows; gone through once.
        cancelled: asked now and then whether a person wants to stop.
        progress: told now and then how many rows are done.
        title: name of the sheet.
        zone: where the times of a workbook are local; None is the zone of this machine.

    Raises:
        Invalid: there is no such format.
        NotFound: the folder is not there.
        Refused: it cannot be written; what was there before is still there.
        Cancelled: `cancelled` said so.
    """
    watched = _Watched(rows, cancelled, progress)
    tally = Tally()
    output = _output(form, columns, watched, tally, title=title or tr("Leads"), zone=zone)
    return _put(target, output, watched, tally)


def write_json(
    target: Path | BinaryIO,
    records: Iterable[Mapping[str, object]],
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> WriteReport:
    """Write records as one JSON array; for the rest see `write_table`."""
    watched = _Watched(records, cancelled, progress)
    return _put(target, JsonOutput(watched), watched, Tally())


def format_of(path: Path) -> str:
    """The format that the ending of a file asks for.

    Raises:
        Invalid: it has none of the endings that can be written.
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise Invalid(tr("{path} must end in one of: {known}.", path=clean(str(path)), known=known), "format")
    return ending


class _Watched(Generic[T]):
    """Rows on their way out: counted, told of, and stopped when nobody wants them any more."""

    def __init__(
        self, rows: Iterable[T], cancelled: Callable[[], bool] | None, progress: Callable[[int], None] | None
    ) -> None:
        self.done = 0
        self._rows = rows
        self._cancelled = cancelled
        self._progress = progress

    def __iter__(self) -> Iterator[T]:
        for row in self._rows:
            if self.done % _STEP == 0:
                if self._cancelled and self._cancelled():
                    raise Cancelled(tr("Cancelled; nothing was written."))
                if self._progress:
                    self._progress(self.done)
            yield row
            self.done += 1
        if self._progress:
            self._progress(self.done)


def _output(
    form: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    tally: Tally,
    *,
    title: str,
    zone: tzinfo | None,
) -> _Output:
    headings = [column.heading for column in columns]
    match form:
        case "json":
            keys = [column.key for column in columns]
            return JsonOutput(dict(zip(keys, row, strict=True)) for row in rows)
        case "csv":
            return DelimitedOutput(headings, rows, tally, polish=i18n.language() == "pl")
        case "xlsx":
            from solartui.adapters.workbook_output import WorkbookOutput

            widths = [column.width for column in columns]
            return WorkbookOutput(headings, widths, rows, tally, title=title, zone=zone)
    known = ", ".join(FORMATS)
    raise Invalid(tr("There is no format {name}; use one of: {known}.", name=clean(form), known=known), "format")


def _put(target: Path | BinaryIO, output: _Output, watched: _Watched[T], tally: Tally) -> WriteReport:
    if isinstance(target, Path):

        def verify(path: Path) -> None:
            if output.count(path) != watched.done:
                raise Refused(tr("{path} was not written: what was read back differs.", path=clean(str(target))))

        with replacing(target, verify) as file:
            output.write(file)
    else:
        # A stream must not get half a table either.
        with tempfile.TemporaryFile(prefix="solartui-") as kept:
            output.write(kept)
            kept.seek(0)
            shutil.copyfileobj(kept, target)
            target.flush()
    return WriteReport(watched.done, output.sheets, tally.cut, tally.dropped)
