"""Spreadsheets in: read, mapped, planned without writing anything, then written in one transaction."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, Refused, SolarError, Unavailable
from solartui.domain.importing.fields import BY_KEY, OF_CONTACTS_ALONE
from solartui.domain.importing.guess import guess, remap, signature
from solartui.domain.importing.headings import in_megawatt_hours
from solartui.domain.importing.values import ColumnStyle, columns_of_dates, styles_of
from solartui.domain.importing.values import Desk as CellDesk
from solartui.domain.text import clean
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.import_apart import LARGE, Apart, decided, several_processors
from solartui.services.import_decision import Decision
from solartui.services.import_options import USUAL, ImportOptions, options_from
from solartui.services.import_own_fields import OwnFields, make_fields, own_fields, recognised, still_there
from solartui.services.import_planning import Decided, Planning
from solartui.services.import_progress import AT_LEAST, MOST_TAKEN, Progress, Stop, Watch, kept_aside, seldom_collected
from solartui.services.import_reading import Reading
from solartui.services.import_refused import Written, headings_of, write_refused_rows
from solartui.services.import_report import ImportReport
from solartui.services.import_source import HEAD, OF_CONTACTS, ImportSource, Target
from solartui.services.import_words import Words, WordUse
from solartui.services.preferences import PreferenceService
from solartui.services.result import Changed
from solartui.store.beside import spilling
from solartui.store.memory import taken
from solartui.store.reading import people as people_reading

if TYPE_CHECKING:
    from solartui.adapters.workbook_reader import Begun, Table
    from solartui.adapters.workbook_writer import WriteReport
    from solartui.services.import_writing import ImportWriter
    from solartui.store.work import Work

TOPICS = frozenset({"leads", "contacts", "notes"})
Fates = Generator[Decided, None, None]
_SAMPLE = 500
_REMEMBERED = "import.mapping"
# What a row takes in the database and in its journal, with its history and its words to search for.
_BYTES_A_ROW = 6_000


def _get_ready() -> None:
    """Load what planning and writing need, while the file is read elsewhere."""
    for name in ("solartui.services.import_writing", "solartui.services.backups"):
        import_module(name)
    guess([(1, ("", ""))])


def _never() -> bool:
    return False


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


class _NothingWritten(Exception):
    """Takes back the fields that were made for rows of which none brings anything."""


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
        from solartui.adapters.workbook_reader import Begun

        self._desk.allow("import")
        with Begun(path, sheet) as begun:
            return self._finished(begun, cancelled)

    def take(self, begun: Begun, cancelled: Stop | None = None) -> ImportSource:
        """As `read`, a spreadsheet that somebody has begun to read before the desk was open, to bring it in at once."""
        self._desk.allow("import")
        apart = Apart(begun.handle) if begun.size >= LARGE and several_processors() else None
        try:
            return replace(self._finished(begun, cancelled), apart=apart)
        except BaseException:
            if apart is not None:
                apart.close()
            raise

    def _finished(self, begun: Begun, cancelled: Stop | None) -> ImportSource:
        Thread(target=_get_ready, daemon=True).start()
        table = begun.table(cancelled)
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
        head = [(number, cells) for number, cells in table.head(HEAD) if any(c not in {None, ""} for c in cells)]
        try:
            source = ImportSource(table, guess(head))
        except Invalid as error:
            raise Refused(f"{clean(table.path.name)}: {error.message}") from error
        source = source.aimed(Target.CONTACTS if source.is_of_contacts else Target.LEADS)
        return self._remembered(self._with_own_fields(source))

    def _with_own_fields(self, source: ImportSource) -> ImportSource:
        """The same sheet; headings that fields of the desk's own are called by carry these."""
        with self._desk.reading() as connection:
            found = recognised(connection, source)
        return source.mapped(found) if found else source

    def aimed(self, source: ImportSource, target: Target) -> ImportSource:
        """The same sheet, whose rows become something else; its columns are guessed anew."""
        head = [(number, cells) for number, cells in source.table.head(HEAD) if any(c not in {None, ""} for c in cells)]
        return self._with_own_fields(ImportSource(source.table, guess(head), apart=source.apart).aimed(target))

    def _remembered(self, source: ImportSource) -> ImportSource:
        known = self._recipe(source)
        fields = known.get("fields", known)
        try:
            aimed = source.aimed(Target(known.get("target", source.target)))
            if not known:
                return source
            with self._desk.reading() as connection:
                fields = still_there(connection, aimed.target, fields)
            return replace(aimed, guess=remap(aimed.guess, fields), remembered=True)
        except (Invalid, ValueError, AttributeError):
            return source

    def _recipe(self, source: ImportSource) -> dict[str, Any]:
        """What was remembered of a sheet of this shape; early versions kept the fields alone."""
        known = self._preferences.get(_place_of(source.guess.headings))
        return known if isinstance(known, dict) else {}

    def usual_options(self, source: ImportSource) -> ImportOptions:
        """How a sheet of this shape was brought in the last time."""
        known = self._recipe(source).get("recipe")
        return options_from(known) if isinstance(known, dict) else USUAL

    def words(self, source: ImportSource, options: ImportOptions = USUAL, cancelled: Stop = _never) -> list[WordUse]:
        """The words of the sheet that stand for something of ours, those that nobody understands first.

        Raises:
            Cancelled: it was stopped.
        """
        with self._desk.reading() as connection:
            own = own_fields(connection, source)
            return Words(connection, own, options, self._desk.actor).uses(cancelled)

    def meanings(self, source: ImportSource, field: str) -> list[tuple[str, str]]:
        """What a word of a field can mean: the word to read instead, and what a person reads."""
        with self._desk.reading() as connection:
            return Words(connection, own_fields(connection, source), USUAL, self._desk.actor).choices(field)

    def doubtful(self, source: ImportSource, options: ImportOptions = USUAL) -> dict[str, str]:
        """The columns with numbers like 1.500 that can be read in two ways: by heading, the decimal sign they get."""
        with self._desk.reading() as connection:
            styles = _styles(own_fields(connection, source), options)
        headings = source.guess.headings
        return {headings[i]: style.number.decimal for i, style in styles.items() if not style.number.certain}

    def plan(
        self,
        source: ImportSource,
        options: ImportOptions = USUAL,
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
        watch = Watch(progress, cancelled, source.rows)
        with self._desk.reading() as connection:
            own = own_fields(connection, source)
        report = _report(own.source, dry_run=True)
        with seldom_collected(), closing(_decided(self._desk, own, options, watch)) as fates:
            for _, decisions in fates:
                _count(report, own.source, decisions)
        return report

    def apply(
        self,
        source: ImportSource,
        options: ImportOptions = USUAL,
        progress: Progress = _quiet,
        cancelled: Stop = _never,
    ) -> Changed[ImportReport]:
        """Import the sheet in one transaction; one undo takes all of it back.

        Raises:
            Refused: no column is chosen for any field.
            Cancelled: it was stopped; nothing was written.
            Unavailable: the database cannot be written to, or there is no room for it; nothing was written.
        """
        from solartui.services.backups import backup_before

        self._desk.allow("import")
        _check_mapped(source)
        _check_room(self._desk.store.path, source.rows)
        watch = Watch(progress, cancelled, source.rows, passes=2)
        backup_before(self._desk, "import", source.rows)
        with suppress(_NothingWritten), self._desk.writing("import", large=True) as work, seldom_collected():
            own = own_fields(work.raw, source)
            if own.made:
                self._desk.allow("fields.admin")
                own = make_fields(work, own)
            report = _report(own.source, dry_run=False)
            work.describe("import", file=clean(source.table.path.name), rows=0)
            writer = _writer(work, own, options, watch)
            with closing(_to_write(self._desk, work, own, options, watch)) as fates:
                for rows, decisions in fates:
                    _count(report, own.source, decisions)
                    writer.write(decisions)
                    watch.add(rows)
            writer.finish()
            watch.look()
            if report.new or report.updated:
                report.batch = work.change_id
                work.describe("import", file=clean(source.table.path.name), rows=report.new + report.updated)
                # The next sheet with the same headings is brought in alike.
                self._preferences.put(work.raw, _place_of(source.guess.headings), _meaning(own.source, options))
            elif own.source.guess != source.guess:
                raise _NothingWritten
        return Changed(report, frozenset() if report.batch is None else TOPICS, report.batch)

    def write_refused(
        self, source: ImportSource, report: ImportReport, target: Path, options: ImportOptions = USUAL
    ) -> WriteReport:
        """Write the refused rows, their faulty cells marked, to a file that can be corrected and brought in.

        Raises:
            Invalid: the name ends in no format that can be written.
            Refused: the file cannot be written.
        """
        self._desk.allow("import")
        with self._desk.reading() as connection:
            own = own_fields(connection, source)
        dates = columns_of_dates(source.guess.imported, own.known)
        columns = Written(_styles(own, options), dates, source.table.since_1904)
        written = write_refused_rows(source, report, target, options, columns)
        with suppress(SolarError):
            self._preferences.set(_place_of(headings_of(source)), _meaning(source, options))
        return written


def _place_of(headings: Sequence[str]) -> str:
    """Under what it is remembered how a sheet with these headings was brought in."""
    return f"{_REMEMBERED}:{signature(headings)}"


def _meaning(source: ImportSource, options: ImportOptions) -> dict[str, Any]:
    """What columns and words of a sheet mean, as it is remembered."""
    return {"fields": source.guess.choices, "target": source.target.value, "recipe": options.recipe()}


def _writer(work: Work, own: OwnFields, options: ImportOptions, watch: Watch) -> ImportWriter:
    from solartui.services.import_writing import ImportWriter

    first = next(s.key for s in people_reading.stages(work.raw) if s.kind is StageKind.OPEN and s.active)
    file, alone = clean(own.source.table.path.name), own.source.target is Target.CONTACTS
    return ImportWriter(work, file, options.source.value, first, watch.look, own=own.known, contacts_alone=alone)


def _to_write(desk: Desk, work: Work, own: OwnFields, options: ImportOptions, watch: Watch) -> Fates:
    """The fates of the rows of an import: each chunk is written while the next one is thought about.

    They rest on the desk as it was before: nobody else can write, and the connection that they are worked out with does
    not see what is being written, as long as that is held in memory. What would be too much waits until there is no
    such connection any more.
    """
    with ExitStack() as kept:
        with closing(_decided(desk, own, options, watch)) as fates:
            most = max(MOST_TAKEN, taken() + AT_LEAST)
            for chunk in fates:
                yield chunk
                if taken() > most:
                    break
            else:
                return
            aside = kept.enter_context(kept_aside(fates))
        kept.enter_context(spilling(work.raw))
        for chunk in aside:
            watch.look()
            yield chunk
        work.settle()


def _decided(desk: Desk, own: OwnFields, options: ImportOptions, watch: Watch) -> Fates:
    source = own.source
    with desk.reading() as connection:
        stages = people_reading.stages(connection)
    cells = CellDesk(stages, own=own.fields(), words=options.words, since_1904=source.table.since_1904)
    leads, styles = source.target is Target.LEADS, _styles(own, options)
    reading = Reading(source.guess, styles, cells, options.corrections, leads)
    planning = Planning(reading, options.policies, options.excluded, desk.actor, desk.store.clock())
    with closing(decided(planning, source.table, desk, source.apart)) as chunks:
        for rows, decisions in chunks:
            watch.look()
            watch.add(rows)
            yield rows, decisions


def _styles(own: OwnFields, options: ImportOptions) -> dict[int, ColumnStyle]:
    """How the columns are written, as far as a person does not know better."""
    source = own.source
    styles = styles_of(source.guess.imported, source.sample(_SAMPLE), own.known)
    for i, style in styles.items():
        if (sign := options.decimals.get(source.guess.headings[i])) is not None:
            styles[i] = replace(style, number=replace(style.number, decimal=sign))
        if in_megawatt_hours(source.guess.headings[i]):
            styles[i] = replace(styles[i], megawatts=True)
    return styles


def _check_mapped(source: ImportSource) -> None:
    if not source.guess.imported:
        name, others = clean(source.table.path.name), [one for one in source.table.sheets if one != source.table.sheet]
        if others:
            message = tr("None of the headings of sheet {sheet} of {path} is known. Other sheets: {others}.",
                         sheet=source.table.sheet, path=name, others=", ".join(others[:20]))  # fmt: skip
            raise Refused(message)
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
    report.count(decisions, dict(enumerate(source.guess.headings)), source.guess.imported)


def field_labels(target: Target = Target.LEADS) -> dict[str, str]:
    """The fields that a column can carry, with their names in the language in use."""
    fields = (field for field in BY_KEY.values() if field.imported)
    return {field.key: field.heading for field in fields if _may_carry(target, field.key)}


def _may_carry(target: Target, key: str) -> bool:
    return key in OF_CONTACTS if target is Target.CONTACTS else key not in OF_CONTACTS_ALONE
