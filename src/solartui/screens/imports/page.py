"""What the import page shows: the state above, and below it columns, words, rows or counts."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from solartui.domain.vocabulary import OWN
from solartui.i18n import mark, tr
from solartui.screens.base import BaseScreen
from solartui.screens.imports import lines
from solartui.screens.imports.head import COLUMNS, DONE, WORDS, ImportHead, ImportView
from solartui.screens.imports.lines import Line
from solartui.services.import_options import ImportOptions
from solartui.services.import_own_fields import RECORDS
from solartui.services.import_report import Group, ImportReport
from solartui.services.import_source import ImportSource
from solartui.services.import_words import WordUse
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.columns import Column
from solartui.widgets.record_table import RecordTable

_LISTED = 200
LINES_OF_PROBLEMS = (Group.REFUSED, Group.SKIPPED)


class ImportPage(BaseScreen):
    """Shows one state of an import; what a person does with it is in `ImportScreen`.

    Args:
        source: the sheet that was read; closed with the page.
        options: how sheets like this were brought in the last time.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "import")
    TOPICS = frozenset({"leads", "contacts"})
    PLACE = "leads"
    PURPOSE = mark("Say what the columns mean, look at the plan, then import; one key takes all of it back.")

    def __init__(self, source: ImportSource, options: ImportOptions) -> None:
        super().__init__()
        self.source = source
        self.options = options
        self.step = COLUMNS
        self.report: ImportReport | None = None
        self.group: Group | None = None
        self.words: list[WordUse] = []
        self.own: dict[str, str] = {}
        self.doubtful: dict[str, str] = {}
        self.taken_back = False
        self._lines: Sequence[Line] = ()
        self.head = ImportHead()
        self.table: RecordTable[Line] = RecordTable(lines.OF_SHEET, lambda line: line.id)

    def compose_body(self) -> ComposeResult:
        """The state above, columns, words or rows below."""
        yield self.head
        with Backdrop(id="body"):
            yield self.table

    def on_mount(self) -> None:
        """Show the columns."""
        self.table.focus()
        self.beside(self.refresh_sheet(), "sheet")

    def on_unmount(self) -> None:
        """Give the rows back."""
        self.source.close()

    async def changed(self, topics: frozenset[str]) -> None:
        """Say so when the import was taken back."""
        if self.step == DONE and self.report is not None and (batch := self.report.batch) is not None:
            known = [change.id for change in await self.load(self.session.services.undo.changes, _LISTED)]
            self.taken_back = batch not in known and (len(known) < _LISTED or known[-1] < batch)
            self.show_step()

    # ---- what is shown

    async def refresh_sheet(self, cursor: int | None = None) -> None:
        """Look at the sheet again: its own fields and doubtful numbers may be others."""
        services = self.session.services
        fields = await self.load(services.fields.of, RECORDS[self.source.target])
        self.own = {OWN + field.key: field.label for field in fields}
        found = await self.load(services.imports.doubtful, self.source, self.options)
        self.doubtful = {heading: sign for heading, sign in found.items() if heading not in self.options.decimals}
        self.show_step(cursor)

    def show_step(self, cursor: int | None = None) -> None:
        """Show the step that the import is at."""
        known = ("import.known", "import.source", "import.target")
        view = ImportView(
            file=self.source.table.path.name,
            sheet=self.source.table.sheet,
            rows=self.source.rows,
            step=self.step,
            taken=len(self.source.guess.imported),
            left_alone=self.source.left_alone,
            on_duplicate=self.options.on_duplicate,
            by_key=len(self.options.by_key),
            source=self.options.source,
            target=self.source.target,
            remembered=self.source.remembered,
            report=self.report,
            group=self.group,
            taken_back=self.taken_back,
            unknown=sum(not use.understood for use in self.words),
            keys={command: self.key_of(command) for command in known},
        )
        self.head.show(view)
        self._lines, columns = self._content()
        self.table.set_columns(columns)
        self.table.set_empty([(tr("Nothing here."), "mute")])
        self.table.reload(cursor=cursor)
        self.show_keys()

    def _content(self) -> tuple[Sequence[Line], tuple[Column[Line], ...]]:
        """The lines that are known already, and their columns; rows of a plan are read when they are shown."""
        report = self.report
        if self.step == COLUMNS or report is None:
            if self.step == WORDS:
                return lines.of_words(self.words), lines.OF_WORDS
            return lines.of_sheet(self.source, self.own, self.doubtful), lines.OF_SHEET
        if self.group is None:
            return lines.of_counts(report, self.own), lines.OF_COUNTS
        if self.group in LINES_OF_PROBLEMS:
            return lines.of_problems(self.source, report, self.group), lines.OF_PROBLEMS
        return (), lines.OF_ROWS

    @on(RecordTable.RowsWanted)
    async def _rows_wanted(self, event: RecordTable.RowsWanted) -> None:
        if self.report is None or self.group is None or self.group in LINES_OF_PROBLEMS:
            self.table.supply(event.generation, event.start, self._lines[event.start : event.end])
            self.table.set_total(len(self._lines))
            return
        numbers = self.report.groups.get(self.group, array("L"))
        wanted = numbers[event.start : event.end]
        found = await self.load(lines.of_rows, self.source, self.options, self.report, wanted, event.start + 1)
        self.table.supply(event.generation, event.start, found)
        self.table.set_total(len(numbers))

    @on(ImportHead.GroupChosen)
    def _group_chosen(self, event: ImportHead.GroupChosen) -> None:
        self.group = event.group
        self.show_step(0)
