"""The import page: what columns and words mean, what the rows will become, and the import itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.commands import FooterEntry
from solartui.domain.errors import SolarError
from solartui.i18n import mark, ntr, tr
from solartui.screens.base import BaseScreen
from solartui.screens.dialogs.progress import ProgressDialog, Watched
from solartui.screens.imports import choices
from solartui.screens.imports.head import COLUMNS, DONE, PLAN, WORDS
from solartui.screens.imports.page import ImportPage
from solartui.services.import_options import ImportOptions
from solartui.services.import_report import Group, ImportReport
from solartui.services.import_source import ImportSource, Target
from solartui.services.import_words import WordUse
from solartui.services.result import Changed
from solartui.widgets.cells import number

if TYPE_CHECKING:
    from solartui.screens.dialogs.file_dialog import FileDialog

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
_ON_TO = {
    COLUMNS: mark("see the plan"),
    WORDS: mark("see the plan"),
    PLAN: mark("import"),
    DONE: mark("to the list"),
}
_ENTER = {COLUMNS: mark("field"), WORDS: mark("meaning"), PLAN: mark("mend")}
# Where each command makes sense, and why it does not elsewhere.
_STEPS_OF = {
    "import.field": (COLUMNS, WORDS, PLAN),
    "import.target": (COLUMNS,),
    "import.sheet": (COLUMNS, WORDS, PLAN),
    "import.keep": (COLUMNS,),
    "import.words": (COLUMNS, PLAN),
    "import.known": (COLUMNS, PLAN),
    "import.source": (COLUMNS, PLAN),
    "import.leave_out": (PLAN,),
    "import.group": (PLAN, DONE),
    "import.group_back": (PLAN, DONE),
    "import.refused": (PLAN, DONE),
}


class ImportScreen(ImportPage):
    """Answers nothing; what is imported is in the lists when it closes."""

    def key_entries(self, *, marking: bool) -> list[FooterEntry]:
        """What this step has; the first key says where it leads to."""
        entries = [one for one in super().key_entries(marking=marking) if self.why_disabled(one.command_id) is None]
        words = {"import.forward": _ON_TO[self.step], "import.field": _ENTER.get(self.step, "")}
        if self.source.target is Target.CONTACTS:
            words["import.known"] = mark("known contacts")
        return [replace(one, title=tr(words[one.command_id])) if one.command_id in words else one for one in entries]

    def why_disabled(self, command_id: str) -> str | None:
        """What belongs to another step."""
        if self.step not in _STEPS_OF.get(command_id, (self.step,)):
            return tr("The import is done.") if self.step == DONE else tr("This belongs to another step.")
        if command_id == "import.sheet" and len(self.source.table.sheets) < 2:
            return tr("The file has one sheet.")
        if command_id == "import.source" and self.source.target is Target.CONTACTS:
            return tr("Contacts have no source.")
        if command_id == "import.keep" and None not in self.source.guess.fields:
            return tr("Every column is brought in.")
        if command_id == "import.refused" and (self.report is None or not self.report.refused):
            return tr("No row was refused.")
        return super().why_disabled(command_id)

    async def action_import_field(self) -> None:
        """Choose what the column, the word or the cell under the cursor becomes."""
        line = self.table.cursor_row
        if line is None or self.step == DONE:
            return
        if self.step == COLUMNS:
            self.source = await choices.choose_field(self, self.source, line, self.own)
            await self.refresh_sheet()
        elif self.step == WORDS:
            use = self.words[line.id - 1]
            options = await choices.choose_word(self, self.source, self.options, use)
            if options is not self.options:
                self.options = options
                await self._read_words()
        elif line.row:
            sheet = self.source, self.options
            cell = line if line.place >= 0 else await choices.choose_cell(self, *sheet, line)
            if cell is not None:
                await self._with_options(await choices.fix_cell(self, *sheet, cell))

    async def action_known(self) -> None:
        """Choose what happens with what is there already."""
        await self._with_options(await choices.choose_known(self, self.options, self.source.target))

    async def action_source(self) -> None:
        """Choose how new leads were made."""
        await self._with_options(await choices.choose_source(self, self.options))

    async def action_import_target(self) -> None:
        """Choose what rows become."""
        target = await choices.choose_target(self, self.source)
        if target is not self.source.target:
            self.source = await self.load(self.session.services.imports.aimed, self.source, target)
            await self.refresh_sheet()

    async def action_import_keep(self) -> None:
        """Keep every unknown column as a field of the desk's own."""
        self.source = self.source.keeping_all()
        await self.refresh_sheet()

    async def action_leave_out(self) -> None:
        """Leave the row under the cursor out, or take it in again."""
        line = self.table.cursor_row
        if self.step == PLAN and line is not None and line.row:
            await self._with_options(self.options.excluding(line.row))

    async def action_import_group(self, by: int = 1) -> None:
        """Show the rows of the next group that has any."""
        if self.report is None:
            return
        groups: list[Group | None] = [group for group in Group if self.report.groups.get(group)]
        if self.step == DONE or not groups:
            groups.insert(0, None)
        here = groups.index(self.group) if self.group in groups else 0
        self.group = groups[(here + by) % len(groups)]
        self.show_step(0)

    async def action_import_group_back(self) -> None:
        """Show the rows of the group before."""
        await self.action_import_group(-1)

    async def _with_options(self, options: ImportOptions) -> None:
        if options is self.options:
            return
        self.options = options
        if self.step == PLAN:
            await self._plan()
        else:
            self.show_step()

    async def action_sheet(self) -> None:
        """Read another sheet of the file."""
        chosen = await choices.choose_sheet(self, self.source)
        other = await read_sheet(self, self.source.table.path, chosen) if chosen else None
        if other is not None:
            self.source.close()
            self.source, self.step, self.report, self.words = other, COLUMNS, None, []
            self.options = await self.load(self.session.services.imports.usual_options, other)
            await self.refresh_sheet(0)

    async def action_import_words(self) -> None:
        """Show what the words of the sheet mean."""
        self.report, self.group, self.step = None, None, WORDS
        await self._read_words(0)

    async def action_forward(self) -> None:
        """From the columns to the plan, from the plan to the import, from there back to the list."""
        if self.step == COLUMNS:
            await self._leave_columns()
        elif self.step == WORDS:
            await self._plan()
        elif self.step == PLAN:
            await self._apply()
        else:
            self.dismiss()

    def action_back(self) -> None:
        """One step back; from the columns, out of the import."""
        if self.step in {PLAN, WORDS}:
            self.step, self.report, self.group = COLUMNS, None, None
            self.show_step(0)
        else:
            self.dismiss()

    async def _leave_columns(self) -> None:
        """Ask what numbers mean that can be read in two ways, and show words that nobody understands."""
        await self.refresh_sheet()
        if self.doubtful:
            options = await choices.choose_decimals(self, self.source, self.options, self.doubtful)
            if options is None:
                return
            self.options = options
            await self.refresh_sheet()
        before = {use.text for use in self.words}
        await self._read_words(show=False)
        if any(not use.understood and use.text not in before for use in self.words):
            self.step = WORDS
            self.show_step(0)
        else:
            await self._plan()

    async def _read_words(self, cursor: int | None = None, *, show: bool = True) -> None:
        service, runner = self.session.services.imports, self.session.runner

        async def work(watched: Watched) -> list[WordUse]:
            return await runner.read(service.words, self.source, self.options, watched.stopped)

        found = await self.ask(ProgressDialog(tr("Reading"), work))
        if isinstance(found, list):
            self.words = found
        if show:
            self.show_step(cursor)

    async def _plan(self) -> None:
        service, runner = self.session.services.imports, self.session.runner

        def planned(watched: Watched) -> ImportReport:
            self.source.table.index()
            return service.plan(self.source, self.options, watched.tell, watched.stopped)

        async def work(watched: Watched) -> ImportReport:
            return await runner.read(planned, watched)

        found = await self.ask(ProgressDialog(tr("Planning"), work))
        if isinstance(found, ImportReport):
            stays = self.step == PLAN and self.group is not None and found.groups.get(self.group)
            self.report, self.step = found, PLAN
            if not stays:
                self.group = _first_group(found)
            self.show_step(None if stays else 0)
        elif isinstance(found, SolarError):
            self.toast(found.message, bad=True)

    async def _apply(self) -> None:
        service, runner = self.session.services.imports, self.session.runner

        async def work(watched: Watched) -> Changed[ImportReport]:
            return await runner.write(service.apply, self.source, self.options, watched.tell, watched.stopped)

        done = await self.ask(ProgressDialog(tr("Importing"), work))
        if isinstance(done, Changed):
            self.report, self.step, self.group = done.value, DONE, None
            self.host.changes.publish(done.topics)
            self.show_step(0)
            if done.change_id is not None:
                rows = done.value.new + done.value.updated
                self.toast(ntr("{n} row imported", "{n} rows imported", rows, n=number(rows)), undo=True)
        elif isinstance(done, SolarError):
            self.toast(done.message, bad=True)

    async def action_refused(self) -> None:
        """Write the refused rows to a file, to be corrected and imported again."""
        if self.report is not None:
            await choices.write_refused(self, self.source, self.report, self.options)


def _first_group(report: ImportReport) -> Group | None:
    """The rows that a person should see first: those that are refused, skipped, changed."""
    order = (Group.REFUSED, Group.SKIPPED, Group.UPDATED, Group.LINKED, Group.NEW, Group.UNCHANGED)
    return next((group for group in order if report.groups.get(group)), None)


async def read_sheet(page: BaseScreen, path: Path, sheet: str | None = None) -> ImportSource | None:
    """Read a spreadsheet while a bar says so; None where it cannot be read, which the person has been told."""
    service, runner = page.session.services.imports, page.session.runner

    async def work(watched: Watched) -> ImportSource:
        return await runner.read(service.read, path, sheet, watched.stopped)

    found = await page.ask(ProgressDialog(tr("Reading"), work))
    if isinstance(found, SolarError):
        page.toast(found.message, bad=True)
    return found if isinstance(found, ImportSource) else None


async def import_file(page: BaseScreen, target: Target = Target.LEADS) -> None:
    """Choose a spreadsheet and show the import page for it."""
    imports, runner = page.session.services.imports, page.session.runner
    path = await page.ask(_file_dialog(page, Path.cwd()))
    while path is not None:
        source = await read_sheet(page, path)
        if source is not None:
            if target is Target.CONTACTS and source.target is Target.LEADS and not source.remembered:
                source = await runner.read(imports.aimed, source, target)
            options = await runner.read(imports.usual_options, source)
            page.app.push_screen(ImportScreen(source, options))
            return
        path = await page.ask(_file_dialog(page, path.parent))


def _file_dialog(page: BaseScreen, folder: Path) -> FileDialog:
    from solartui.screens.dialogs.file_dialog import FileDialog

    now = page.session.services.store.clock().astimezone()
    placeholder = tr("name, or a path such as ~/leads.xlsx")
    return FileDialog(folder, now, title=tr("Import"), placeholder=placeholder, endings=_ENDINGS)
