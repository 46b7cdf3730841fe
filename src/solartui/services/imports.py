"""Spreadsheets in: read, mapped, planned without writing anything, then written in one transaction."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Cancelled, Invalid, NotFound, Refused, SolarError, Unavailable
from solartui.domain.importing.fields import BY_KEY, EXPORT_ONLY
from solartui.domain.importing.guess import Guess, guess, remap, signature
from solartui.domain.importing.rows import RowDraft, RowReader
from solartui.domain.importing.values import ColumnStyle, styles_of
from solartui.domain.importing.values import Desk as CellDesk
from solartui.domain.text import clean
from solartui.domain.vocabulary import Source, StageKind
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.import_decision import Decision, Fate, ImportReport, Key, OnDuplicate, Policies
from solartui.services.import_plan import Planner
from solartui.services.preferences import PreferenceService
from solartui.services.result import Changed
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_reader import Row, Table
    from solartui.adapters.workbook_writer import WriteReport

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

TOPICS = frozenset({"leads", "contacts", "notes"})
_CHUNK = 500
_SAMPLE = 500
_REMEMBERED = "import.mapping"
_HEAD = 60
# What a row takes in the database and in its journal, with its history and its words to search for.
_BYTES_A_ROW = 6_000


def _never() -> bool:
    return False


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class ImportSource:
    """A spreadsheet that was read, with what its columns are taken for.

    Attributes:
        table: its rows, kept outside memory.
        guess: the field of each column.
        remembered: whether the fields come from an earlier import of a sheet with these headings.
    """

    table: Table
    guess: Guess
    remembered: bool = False

    @property
    def rows(self) -> int:
        """How many rows follow the headings; blank ones do not count."""
        above = sum(number <= self.guess.row for number, _ in self.table.head(_HEAD))
        return self.table.count - above

    @property
    def left_alone(self) -> tuple[str, ...]:
        """The headings of the columns that are not brought in, but for those that our own export has for reading."""
        ours = "version" in self.guess.fields
        pairs = zip(self.guess.headings, self.guess.fields, strict=True)
        return tuple(heading for heading, key in pairs if key is None or (key in EXPORT_ONLY and not ours))

    def mapped(self, choices: Mapping[str, str | None]) -> ImportSource:
        """The same sheet with the fields that a person chose, by heading; None leaves a column out."""
        return ImportSource(self.table, remap(self.guess, choices))

    def sample(self, count: int) -> list[tuple[Any, ...]]:
        """The cells of the first rows below the headings."""
        return [cells for _, cells in islice(self.body(), count)]

    def body(self) -> Iterator[Row]:
        """The rows below the headings."""
        return (row for row in self.table.rows() if row[0] > self.guess.row)

    def close(self) -> None:
        """Give the rows back to the system."""
        self.table.close()

    def __enter__(self) -> ImportSource:
        """Close at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How an import treats what is there already.

    Attributes:
        on_duplicate: what a row does whose lead is there.
        source: how leads were made whose row does not say so.
        decimals: the decimal sign of columns, by heading, where a person knows better than what was found out.
    """

    on_duplicate: OnDuplicate = OnDuplicate.LINK
    source: Source = Source.MANUAL_ENTITIES
    decimals: Mapping[str, str] = field(default_factory=dict)
    by_key: Mapping[Key, OnDuplicate] = field(default_factory=dict)

    @property
    def policies(self) -> Policies:
        """What rows do that are about something known."""
        return Policies(self.on_duplicate, self.by_key)


def mapping_from_file(path: Path) -> dict[str, str | None]:
    """A mapping of headings to fields, from a JSON file.

    Raises:
        NotFound: there is no such file.
        Refused: it holds no object of texts.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NotFound(tr("There is no file {path}.", path=clean(str(path)))) from None
    except (OSError, ValueError) as error:
        raise Refused(tr("{path} is no mapping: it needs a JSON object.", path=clean(str(path)))) from error
    if not isinstance(found, dict) or not all(isinstance(v, str | None) for v in found.values()):
        raise Refused(tr("{path} is no mapping: it needs a JSON object.", path=clean(str(path))))
    return found


class ImportService:
    """Read a sheet, see what would become of its rows, and let it become so."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._preferences = PreferenceService(desk)

    def read(self, path: Path, sheet: str | None = None, cancelled: Stop | None = None) -> ImportSource:
        """Read a spreadsheet and guess what its columns mean, or remember it from the last time.

        Raises:
            NotFound: there is no such file.
            Refused: it is no spreadsheet that can be read; the line says why.
        """
        from solartui.adapters.workbook_reader import read_table

        self._desk.allow("import")
        table = read_table(path, sheet, cancelled)
        try:
            return self.understand(table)
        except BaseException:
            table.close()
            raise

    def understand(self, table: Table) -> ImportSource:
        """A sheet that was read, with what its columns mean as far as its headings tell.

        Raises:
            Refused: it has no rows.
        """
        head = [(number, cells) for number, cells in table.head(_HEAD) if any(c not in {None, ""} for c in cells)]
        try:
            return self._remembered(ImportSource(table, guess(head)))
        except Invalid as error:
            raise Refused(f"{clean(table.path.name)}: {error.message}") from error

    def _remembered(self, source: ImportSource) -> ImportSource:
        known = self._preferences.get(f"{_REMEMBERED}:{signature(source.guess.headings)}")
        if not isinstance(known, dict):
            return source
        try:
            return ImportSource(source.table, remap(source.guess, known), remembered=True)
        except Invalid:
            return source

    def remember(self, source: ImportSource) -> None:
        """Keep what the columns mean for the next sheet with the same headings."""
        self._preferences.set(f"{_REMEMBERED}:{signature(source.guess.headings)}", source.guess.choices)

    def doubtful(self, source: ImportSource, options: ImportOptions = ImportOptions()) -> dict[str, str]:
        """The columns with numbers like 1.500 that can be read in two ways: by heading, the decimal sign they get."""
        styles = _styles(source, options)
        headings = source.guess.headings
        return {headings[i]: style.number.decimal for i, style in styles.items() if not style.number.certain}

    def plan(
        self,
        source: ImportSource,
        options: ImportOptions = ImportOptions(),
        progress: Progress = _quiet,
        cancelled: Stop = _never,
    ) -> ImportReport:
        """What the import would do. Nothing is written.

        Args:
            source: the sheet with its mapping.
            options: how it treats what is there already.
            progress: called with rows done and rows in all.
            cancelled: asked now and then; True stops.

        Raises:
            Refused: no column is chosen for any field.
            Cancelled: it was stopped.
        """
        self._desk.allow("import")
        _check_mapped(source)
        report = _report(source, dry_run=True)
        watch = _Watch(progress, cancelled, source.rows)
        with self._desk.reading() as connection:
            for decisions in self._decided(connection, source, options, watch):
                _count(report, source, decisions)
        return report

    def apply(
        self,
        source: ImportSource,
        options: ImportOptions = ImportOptions(),
        progress: Progress = _quiet,
        cancelled: Stop = _never,
    ) -> Changed[ImportReport]:
        """Import the sheet in one transaction; one undo takes all of it back.

        Raises:
            Refused: no column is chosen for any field.
            Cancelled: it was stopped; nothing was written.
            Unavailable: the database cannot be written to, or there is no room for it; nothing was written.
        """
        from solartui.services.import_writing import ImportWriter

        self._desk.allow("import")
        _check_mapped(source)
        _check_room(self._desk.store.path, source.rows)
        report = _report(source, dry_run=False)
        watch = _Watch(progress, cancelled, source.rows)
        # Decisions rest on the desk as it was before: this connection does not see what is being written, and nobody
        # else can write meanwhile.
        with self._desk.writing("import") as work, self._desk.reading() as before:
            stages = people_reading.stages(work.raw)
            first = next(s.key for s in stages if s.kind is StageKind.OPEN and s.active)
            name = clean(source.table.path.name)
            work.describe("import", file=name, rows=0)
            writer = ImportWriter(work, name, options.source.value, first, watch.look)
            for decisions in self._decided(before, source, options, watch):
                _count(report, source, decisions)
                writer.write(decisions)
            writer.finish()
            watch.look()
            if report.new or report.updated:
                report.batch = work.change_id
                work.describe("import", file=name, rows=report.new + report.updated)
        if report.batch is None:
            return Changed(report, frozenset())
        # It is done; that the mapping is not remembered does not undo it.
        with suppress(SolarError):
            self.remember(source)
        return Changed(report, TOPICS, report.batch)

    def refused_rows(self, source: ImportSource, report: ImportReport) -> Iterator[list[Any]]:
        """The cells of the refused rows, each with its reasons behind them, to be corrected and imported again."""
        reasons: dict[int, list[str]] = {}
        for problem in report.problems:
            if report.fates.get(problem.row) is Fate.REFUSED:
                where = f"{problem.column}: " if problem.column else ""
                reasons.setdefault(problem.row, []).append(where + problem.reason)
        width = len(source.guess.headings)
        for number, cells in source.body():
            if number in reasons:
                yield [*(list(cells) + [None] * width)[:width], "; ".join(reasons[number])]

    def write_refused(self, source: ImportSource, report: ImportReport, target: Path) -> WriteReport:
        """Write the refused rows with their reasons to a file, in the format that its name ends in.

        Raises:
            Invalid: the name ends in none that can be written.
            Refused: the file cannot be written.
        """
        from solartui.adapters.workbook_writer import Column, format_of, write_table

        self._desk.allow("import")
        headings = [*source.guess.headings, tr("Problem")]
        columns = [Column(str(place), heading, width=18) for place, heading in enumerate(headings)]
        return write_table(target, format_of(target), columns, self.refused_rows(source, report), title=tr("Refused"))

    def _decided(
        self, connection: Connection, source: ImportSource, options: ImportOptions, watch: _Watch
    ) -> Iterator[list[Decision]]:
        stages = people_reading.stages(connection)
        planner = Planner(connection, stages, self._desk, options.policies, source.guess)
        reader = RowReader(source.guess, _styles(source, options), CellDesk(stages))
        for chunk in _chunks(reader, source.body(), watch):
            yield planner.decide(chunk)
            watch.add(len(chunk))


class _Watch:
    """Tells how far an import is, and stops it when nobody wants it any more."""

    def __init__(self, progress: Progress, cancelled: Stop, total: int) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._total = total
        self._done = 0

    def look(self) -> None:
        """Go on, unless a person wants to stop."""
        if self._cancelled():
            raise Cancelled(tr("The import was stopped. Nothing was written."))

    def add(self, rows: int) -> None:
        """So many rows more are done."""
        self._done += rows
        self._progress(self._done, self._total)


def _chunks(reader: RowReader, rows: Iterable[Row], watch: _Watch) -> Iterator[list[RowDraft]]:
    walk = iter(rows)
    while chunk := list(_read(reader, islice(walk, _CHUNK), watch)):
        yield chunk


def _read(reader: RowReader, rows: Iterable[Row], watch: _Watch) -> Iterator[RowDraft]:
    for number, cells in rows:
        watch.look()
        yield reader.read(number, cells)


def _styles(source: ImportSource, options: ImportOptions) -> dict[int, ColumnStyle]:
    """How the columns are written, as far as a person does not know better."""
    styles = styles_of(source.guess.imported, source.sample(_SAMPLE))
    for i, style in styles.items():
        if (sign := options.decimals.get(source.guess.headings[i])) is not None:
            styles[i] = replace(style, number=replace(style.number, decimal=sign))
    return styles


def _check_mapped(source: ImportSource) -> None:
    if not source.guess.imported:
        name = clean(source.table.path.name)
        raise Refused(tr("None of the headings of {path} is known: name the fields of its columns.", path=name))


def _check_room(path: Path, rows: int) -> None:
    """Refuse before the work begins what the disk has no room for.

    Raises:
        Unavailable: there is too little room.
    """
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return
    needed = rows * _BYTES_A_ROW
    if free < needed:
        message = tr(
            "The disk is too full: {rows} rows need about {needed} MB, and {free} MB are free.",
            rows=rows,
            needed=max(1, round(needed / 1e6)),
            free=round(free / 1e6),
        )
        raise Unavailable(message)


def _report(source: ImportSource, *, dry_run: bool) -> ImportReport:
    headings = source.guess.headings
    columns = {headings[i]: {"field": key, "values": 0} for i, key in sorted(source.guess.imported.items())}
    left = list(source.left_alone)
    return ImportReport(clean(str(source.table.path)), source.table.sheet, dry_run, columns, left)


def _count(report: ImportReport, source: ImportSource, decisions: Sequence[Decision]) -> None:
    headings = dict(enumerate(source.guess.headings))
    for decision in decisions:
        report.count(decision, headings, source.guess.imported)


def field_labels() -> dict[str, str]:
    """The fields that a column can carry, with their names in the language in use."""
    return {key: field.heading for key, field in BY_KEY.items() if field.imported}
