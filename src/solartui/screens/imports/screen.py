"""The import page: what the columns mean, what the rows will become, and the import itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult

from solartui.commands import FooterEntry
from solartui.domain.errors import Invalid, SolarError
from solartui.domain.importing.fields import BY_KEY
from solartui.domain.vocabulary import Source, label
from solartui.i18n import mark, ntr, tr
from solartui.screens.base import BaseScreen
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.progress import ProgressDialog, Watched
from solartui.screens.imports.head import ON_DUPLICATE, ImportHead, ImportView
from solartui.services.import_decision import OnDuplicate
from solartui.services.import_options import ImportOptions
from solartui.services.import_report import ImportReport
from solartui.services.imports import field_labels
from solartui.services.result import Changed
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.cells import cell_text
from solartui.widgets.columns import Column
from solartui.widgets.pick_list import PickItem
from solartui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from solartui.screens.dialogs.file_dialog import FileDialog
    from solartui.services.import_source import ImportSource

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
_EXAMPLES = 3
_LEAVE = "-"
_COLUMNS, _PLAN, _DONE = 1, 2, 3
_ON_TO = {_COLUMNS: mark("see the plan"), _PLAN: mark("import"), _DONE: mark("to the leads")}


class _Row(NamedTuple):
    """One line: a column of the sheet, or something that is wrong with a row."""

    id: int
    first: str
    second: str
    third: str
    taken: bool = True


def _cell(name: str, token: str) -> Callable[[_Row, Any], Sequence[tuple[str, str]]]:
    return lambda row, _palette: [(cell_text(getattr(row, name)), token if row.taken else "mute")]


_OF_SHEET: tuple[Column[_Row], ...] = (
    Column("first", mark("Column"), 22, _cell("first", "text"), sortable=False, widest=32, lead=True),
    Column("second", mark("Becomes"), 20, _cell("second", "accent"), sortable=False, widest=24),
    Column("third", mark("Examples"), 26, _cell("third", "soft"), sortable=False, widest=90),
)
_OF_PROBLEMS: tuple[Column[_Row], ...] = (
    Column("first", mark("Where"), 22, _cell("first", "text"), sortable=False, widest=30, lead=True),
    # The reason names the value where that matters: it comes first where there is no room for both.
    Column("third", mark("What is wrong"), 48, _cell("third", "err"), sortable=False, widest=100),
    Column("second", mark("Value"), 14, _cell("second", "soft"), sortable=False, widest=24),
)


class ImportScreen(BaseScreen):
    """Answers nothing; what is imported is in the lists when it closes.

    Args:
        source: the sheet that was read; closed with the page.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "import")
    PLACE = "leads"
    PURPOSE = mark("Say what the columns mean, look at the plan, then import; one key takes all of it back.")

    def __init__(self, source: ImportSource) -> None:
        super().__init__()
        self._source = source
        self._options = ImportOptions()
        self._step = _COLUMNS
        self._report: ImportReport | None = None
        self.head = ImportHead()
        self.table: RecordTable[_Row] = RecordTable(_OF_SHEET, lambda row: row.id)
        self._rows: list[_Row] = []

    def compose_body(self) -> ComposeResult:
        """The state above, columns or problems below."""
        yield self.head
        with Backdrop(id="body"):
            yield self.table

    def on_mount(self) -> None:
        """Show the columns."""
        self.table.focus()
        self._show()

    def on_unmount(self) -> None:
        """Give the rows back."""
        self._source.close()

    # ---- what is shown

    def _show(self) -> None:
        guess = self._source.guess
        view = ImportView(
            file=self._source.table.path.name,
            sheet=self._source.table.sheet,
            rows=self._source.rows,
            step=self._step,
            taken=len(guess.imported),
            left_alone=self._source.left_alone,
            on_duplicate=self._options.on_duplicate,
            source=self._options.source,
            remembered=self._source.remembered,
            report=self._report,
            keys=(self.key_of("import.known"), self.key_of("import.source")),
        )
        self.head.show(view)
        self._rows = self._columns_shown() if self._step == _COLUMNS else self._problems_shown()
        self.table.set_columns(_OF_SHEET if self._step == _COLUMNS else _OF_PROBLEMS)
        self.table.set_empty([(tr("Nothing is wrong with any row."), "ok")])
        self.table.reload(cursor=None if self._step == _COLUMNS else 0)
        self.show_keys()

    def _columns_shown(self) -> list[_Row]:
        guess = self._source.guess
        sample = self._source.sample(40)
        rows = []
        for place, (heading, key) in enumerate(zip(guess.headings, guess.fields, strict=True)):
            cells = (row[place] for row in sample if place < len(row) and row[place] not in {None, ""})
            examples = list(dict.fromkeys(str(cell) for cell in cells))[:_EXAMPLES]
            known = place in guess.imported
            meaning = BY_KEY[key].heading if key and known else tr("left alone")
            rows.append(_Row(place + 1, heading, meaning, " · ".join(examples), known))
        return rows

    def _problems_shown(self) -> list[_Row]:
        report = self._report
        if report is None:
            return []
        return [
            _Row(place, f"{tr('row {n}', n=one.row)} {one.column}".strip(), one.value, one.reason)
            for place, one in enumerate(report.problems, 1)
        ]

    @on(RecordTable.RowsWanted)
    def _rows_wanted(self, event: RecordTable.RowsWanted) -> None:
        self.table.supply(event.generation, event.start, self._rows[event.start : event.end])
        self.table.set_total(len(self._rows))

    # ---- commands

    def key_entries(self, *, marking: bool) -> list[FooterEntry]:
        """What this step has; the first key says where it leads to."""
        entries = [one for one in super().key_entries(marking=marking) if self.why_disabled(one.command_id) is None]
        return [
            replace(one, title=tr(_ON_TO[self._step])) if one.command_id == "import.forward" else one for one in entries
        ]

    def why_disabled(self, command_id: str) -> str | None:
        """What belongs to another step."""
        if command_id in {"import.field", "import.known", "import.source", "import.sheet"} and self._step == _DONE:
            return tr("The import is done.")
        if command_id == "import.field" and self._step == _PLAN:
            return tr("Go back to the columns first.")
        if command_id == "import.sheet" and len(self._source.table.sheets) < 2:
            return tr("The file has one sheet.")
        if command_id == "import.refused" and (self._report is None or not self._report.refused):
            return tr("No row was refused.")
        return super().why_disabled(command_id)

    async def action_import_field(self) -> None:
        """Choose what the column under the cursor becomes."""
        row = self.table.cursor_row
        if self._step != _COLUMNS or row is None:
            return
        current = self._source.guess.fields[row.id - 1]
        items = [PickItem(_LEAVE, ((tr("left alone"), "mute"),))]
        items += [PickItem(key, ((name, "text"),)) for key, name in field_labels().items()]
        chosen = await self.ask(ChooseDialog(tr("What is it?"), items, current or _LEAVE, cell_text(row.first)))
        if chosen is None:
            return
        try:
            self._source = self._source.mapped({row.first: None if chosen == _LEAVE else chosen})
        except Invalid as error:
            self.toast(error.message, bad=True)
        self._show()

    async def action_known(self) -> None:
        """Choose what happens with leads that are there already."""
        items = [PickItem(one.value, ((tr(words), "text"),)) for one, words in ON_DUPLICATE.items()]
        chosen = await self.ask(ChooseDialog(tr("Known leads"), items, self._options.on_duplicate.value))
        if chosen is not None:
            await self._with_options(replace(self._options, on_duplicate=OnDuplicate(chosen)))

    async def action_source(self) -> None:
        """Choose how new leads were made."""
        items = [PickItem(one.value, ((label(one), "text"),)) for one in Source]
        chosen = await self.ask(ChooseDialog(tr("New leads are"), items, self._options.source.value))
        if chosen is not None:
            await self._with_options(replace(self._options, source=Source(chosen)))

    async def _with_options(self, options: ImportOptions) -> None:
        self._options = options
        if self._step == _PLAN:
            await self._plan()
        else:
            self._show()

    async def action_sheet(self) -> None:
        """Read another sheet of the file."""
        table = self._source.table
        items = [PickItem(name, ((cell_text(name), "text"),)) for name in table.sheets]
        chosen = await self.ask(ChooseDialog(tr("Sheet"), items, table.sheet))
        if chosen is None or chosen == table.sheet:
            return
        other = await read_sheet(self, table.path, chosen)
        if other is not None:
            self._source.close()
            self._source, self._step, self._report = other, _COLUMNS, None
            self._show()

    async def action_forward(self) -> None:
        """From the columns to the plan, from the plan to the import, from there back to the list."""
        if self._step == _COLUMNS:
            await self._plan()
        elif self._step == _PLAN:
            await self._apply()
        else:
            self.dismiss()

    def action_back(self) -> None:
        """One step back; from the columns, out of the import."""
        if self._step == _PLAN:
            self._step, self._report = _COLUMNS, None
            self._show()
        else:
            self.dismiss()

    async def _plan(self) -> None:
        service, runner = self.session.services.imports, self.session.runner

        async def work(watched: Watched) -> ImportReport:
            return await runner.read(service.plan, self._source, self._options, watched.tell, watched.stopped)

        found = await self.ask(ProgressDialog(tr("Planning"), work))
        if isinstance(found, ImportReport):
            self._report, self._step = found, _PLAN
            self._show()
        elif isinstance(found, SolarError):
            self.toast(found.message, bad=True)

    async def _apply(self) -> None:
        service, runner = self.session.services.imports, self.session.runner

        async def work(watched: Watched) -> Changed[ImportReport]:
            return await runner.write(service.apply, self._source, self._options, watched.tell, watched.stopped)

        done = await self.ask(ProgressDialog(tr("Importing"), work))
        if isinstance(done, Changed):
            self._report, self._step = done.value, _DONE
            self.host.changes.publish(done.topics)
            self._show()
            if done.change_id is not None:
                rows = done.value.new + done.value.updated
                self.toast(ntr("{n} row imported", "{n} rows imported", rows, n=rows), undo=True)
        elif isinstance(done, SolarError):
            self.toast(done.message, bad=True)

    async def action_refused(self) -> None:
        """Write the refused rows to a file, to be corrected and imported again."""
        report = self._report
        if report is None:
            return
        path = self._source.table.path
        proposed = str(path.with_name(f"{path.stem}-{tr('refused')}.xlsx"))
        typed = await self.ask(AskDialog(tr("Write the refused rows to"), proposed))
        if typed:
            target = Path(typed).expanduser()  # noqa: ASYNC240 - looks only at the environment
            written = await self.load(self.session.services.imports.write_refused, self._source, report, target)
            rows, shown = written.rows, cell_text(str(target))
            self.toast(ntr("{n} row written to {path}", "{n} rows written to {path}", rows, n=rows, path=shown))


async def read_sheet(page: BaseScreen, path: Path, sheet: str | None = None) -> ImportSource | None:
    """Read a spreadsheet while a bar says so; None where it cannot be read, which the person has been told."""
    from solartui.services.import_source import ImportSource

    service, runner = page.session.services.imports, page.session.runner

    async def work(watched: Watched) -> ImportSource:
        return await runner.read(service.read, path, sheet, watched.stopped)

    found = await page.ask(ProgressDialog(tr("Reading"), work))
    if isinstance(found, SolarError):
        page.toast(found.message, bad=True)
    return found if isinstance(found, ImportSource) else None


async def import_file(page: BaseScreen) -> None:
    """Choose a spreadsheet and show the import page for it."""
    path = await page.ask(_file_dialog(page, Path.cwd()))
    while path is not None:
        source = await read_sheet(page, path)
        if source is not None:
            page.app.push_screen(ImportScreen(source))
            return
        path = await page.ask(_file_dialog(page, path.parent))


def _file_dialog(page: BaseScreen, folder: Path) -> FileDialog:
    from solartui.screens.dialogs.file_dialog import FileDialog

    now = page.session.services.store.clock().astimezone()
    placeholder = tr("name, or a path such as ~/leads.xlsx")
    return FileDialog(folder, now, title=tr("Import"), placeholder=placeholder, endings=_ENDINGS)
