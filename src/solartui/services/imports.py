"""Spreadsheets in: read, mapped, planned without writing anything, then written in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Cancelled, Invalid, NotFound, Refused
from solartui.domain.importing.fields import BY_KEY
from solartui.domain.importing.guess import Guess, guess, remap, signature
from solartui.domain.importing.rows import RowDraft, RowReader
from solartui.domain.importing.values import Desk as CellDesk
from solartui.domain.importing.values import styles_of
from solartui.domain.text import clean
from solartui.domain.vocabulary import Source, StageKind
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.import_decision import Decision, ImportReport, OnDuplicate
from solartui.services.import_plan import Planner
from solartui.services.preferences import PreferenceService
from solartui.services.result import Changed
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_reader import Row, Table

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

TOPICS = frozenset({"leads", "contacts", "notes"})
_CHUNK = 500
_SAMPLE = 500
_REMEMBERED = "import.mapping"


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
        """How many rows follow the headings, blank ones included."""
        return max(0, self.table.count - self.guess.row)

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
    """

    on_duplicate: OnDuplicate = OnDuplicate.LINK
    source: Source = Source.MANUAL_ENTITIES


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
            Refused: it is no spreadsheet that can be read, or has no headings; the line says why.
        """
        from solartui.adapters.workbook_reader import read_table

        self._desk.allow("import")
        table = read_table(path, sheet, cancelled)
        try:
            head = [(number, cells) for number, cells in table.head(60) if any(c not in {None, ""} for c in cells)]
            found = guess(head)
            if not found.imported:
                raise Refused(tr("{path} has no headings that are known.", path=clean(path.name)))
            return self._remembered(ImportSource(table, found))
        except Invalid as error:
            table.close()
            raise Refused(f"{clean(path.name)}: {error.message}") from error
        except BaseException:
            table.close()
            raise

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
            Cancelled: it was stopped.
        """
        self._desk.allow("import")
        report = _report(source, dry_run=True)
        with self._desk.reading() as connection:
            planner = self._planner(connection, options)
            for decisions in self._decided(connection, planner, source, progress, cancelled):
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
            Cancelled: it was stopped; nothing was written.
        """
        from solartui.services.import_writing import ImportWriter

        report = _report(source, dry_run=False)
        with self._desk.writing("import") as work:
            stages = people_reading.stages(work.raw)
            first = next(s.key for s in stages if s.kind is StageKind.OPEN and s.active)
            name = clean(source.table.path.name)
            work.describe("import", file=name, rows=0)
            writer = ImportWriter(work, name, options.source.value, first)
            planner = self._planner(work.raw, options)
            for decisions in self._decided(work.raw, planner, source, progress, cancelled):
                _count(report, source, decisions)
                writer.write(decisions)
            writer.finish()
            if report.new or report.updated:
                report.batch = work.change_id
                work.describe("import", file=name, rows=report.new + report.updated)
        if report.batch is None:
            return Changed(report, frozenset())
        self.remember(source)
        return Changed(report, TOPICS, report.batch)

    def refused_rows(self, source: ImportSource, report: ImportReport) -> Iterator[list[Any]]:
        """The cells of the refused rows, each with its reasons behind them, to be corrected and imported again."""
        reasons: dict[int, list[str]] = {}
        for problem in report.problems:
            where = f"{problem.column}: " if problem.column else ""
            reasons.setdefault(problem.row, []).append(where + problem.reason)
        width = len(source.guess.headings)
        for number, cells in source.body():
            if number in reasons:
                yield [*(list(cells) + [None] * width)[:width], "; ".join(reasons[number])]

    def _planner(self, connection: Connection, options: ImportOptions) -> Planner:
        stages = people_reading.stages(connection)
        return Planner(connection, stages, self._desk.actor, options.on_duplicate)

    def _decided(
        self, connection: Connection, planner: Planner, source: ImportSource, progress: Progress, cancelled: Stop
    ) -> Iterator[list[Decision]]:
        stages = people_reading.stages(connection)
        styles = styles_of(source.guess.imported, source.sample(_SAMPLE))
        reader = RowReader(source.guess, styles, CellDesk(stages))
        total, done = source.rows, 0
        for chunk in _chunks(reader, source.body()):
            if cancelled():
                raise Cancelled(tr("The import was stopped. Nothing was written."))
            yield planner.decide(chunk)
            done += len(chunk)
            progress(done, total)


def _chunks(reader: RowReader, rows: Iterable[Row]) -> Iterator[list[RowDraft]]:
    walk = iter(rows)
    while chunk := [reader.read(number, cells) for number, cells in islice(walk, _CHUNK)]:
        yield chunk


def _report(source: ImportSource, *, dry_run: bool) -> ImportReport:
    headings = source.guess.headings
    columns = {headings[i]: {"field": key, "values": 0} for i, key in sorted(source.guess.imported.items())}
    unmapped = list(source.guess.unmapped)
    return ImportReport(clean(str(source.table.path)), source.table.sheet, dry_run, columns, unmapped)


def _count(report: ImportReport, source: ImportSource, decisions: list[Decision]) -> None:
    headings = dict(enumerate(source.guess.headings))
    for decision in decisions:
        report.count(decision, headings, source.guess.imported)


def field_labels() -> dict[str, str]:
    """The fields that a column can carry, with their names in the language in use."""
    return {key: field.heading for key, field in BY_KEY.items() if field.imported}
