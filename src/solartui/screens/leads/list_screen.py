"""The leads of the desk: the page that a session begins with."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on

from solartui.domain.listing import NEWEST_FIRST, LeadLine, Sort
from solartui.domain.records import Subject
from solartui.domain.stages import Stage
from solartui.i18n import mark, tr
from solartui.screens.leads.columns import lead_columns
from solartui.screens.leads.viewed_leads import ViewedLeads
from solartui.screens.radar import show_due
from solartui.widgets.preview import Preview, PreviewData
from solartui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from solartui.store.record_list import RecordList
    from solartui.widgets.parts import Part

_RECENT = 8


class LeadListScreen(ViewedLeads):
    """Leads with a filter, an order, marks and a preview; every lead key works on the cursor or on all marked."""

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "list", "record", "lead")
    PLACE = "leads"
    PURPOSE = mark("Your leads: find them, decide what becomes of them, and open the next one.")
    SHEETS = frozenset({"base.tcss", "board.tcss", "tables.tcss"})
    TOPICS = frozenset({"leads", "contacts", "notes", "projects"})
    KIND = "lead"
    SORT = NEWEST_FIRST
    LARGEST_FIRST = frozenset({"created_at", "updated_at", "monthly_kwh", "score", "last_contacted", "id"})

    def __init__(self) -> None:
        hint = tr("name, place, phone or stage:open kwh>400")
        stages: dict[str, Stage] = {}
        super().__init__(lead_columns(lambda: self.now, stages), Preview(id="preview"), hint, stages)
        self.preview: Preview = self.pane  # type: ignore[assignment]
        self.table.has_cells = True

    # ---- the list

    async def ready(self) -> None:
        """Read the stages and the desk's own fields, then the list in the order of the last time."""
        await self._read_desk()
        await super().ready()
        self.start(show_due(self), group="due")

    async def _read_desk(self) -> None:
        """The stages and the desk's own fields as the admin keeps them now; cells look them up here."""
        services = self.session.services
        stages, fields = await self.load(services.people.stages), await self.load(services.lead_lists.own_fields)
        before = dict(self._stages)
        self._stages.clear()
        self._stages.update({stage.key: stage for stage in stages})
        await self.learn(fields, others=bool(before.keys() ^ self._stages.keys()))

    def open_list(self, text: str, sort: Sort) -> RecordList[LeadLine]:
        """The leads that a filter lets through."""
        return self.opener()(text, sort)

    def opener(self) -> Callable[[str, Sort], RecordList[LeadLine]]:
        """What opens such a list."""
        return self.session.services.lead_lists.ranked

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; the cursor stays on its lead, or goes to the one that was shown last."""
        await self._read_desk()
        await super().changed(topics)
        self.start(show_due(self), group="due")

    def caught_up(self) -> None:
        """A card that was moved may be late no longer."""
        super().caught_up()
        self.start(show_due(self), group="due")

    def nothing_yet(self) -> Sequence[Part]:
        """What to do with an empty desk."""
        return (
            (tr("No leads yet.") + "  ", "soft"),
            (self.key_of("list.new"), "bold accent"),
            (" " + tr("adds one") + "   ", "soft"),
            (self.key_of("list.import"), "bold accent"),
            (" " + tr("imports a spreadsheet"), "soft"),
        )

    # ---- the preview

    async def read_preview(self, record_id: int | None) -> None:
        """Show the lead under the cursor."""
        from solartui.domain.activity import Names, sentence

        if record_id is None:
            self.preview.show(None)
            return
        services = self.session.services
        lead = await self.load(services.leads.get, record_id)
        history = await self.load(services.activity.of, Subject("lead", record_id))
        stages = tuple(self._stages.values())
        describe = partial(sentence, names=Names(stages, zone=self.now.tzinfo or Names().zone))
        self.preview.show(PreviewData(lead, stages, history[: -_RECENT - 1 : -1], describe, self.now))

    # ---- which leads

    def action_back(self) -> None:
        """Leave the cell; take the marks away; then show everything again; then go back."""
        if not (self.shown is self.table and self.table.leave_cells()):
            super().action_back()

    async def action_triage(self) -> None:
        """Go through these leads one by one."""
        from solartui.screens.triage.start import triage

        await triage(self, self.marks)

    async def action_route(self) -> None:
        """Show today's visits, or the marked leads, in the order of the road."""
        from solartui.screens.leads.route import show_route

        await show_route(self, self.marks.chosen() if self.marks else None)

    # ---- spreadsheets in and out

    async def action_import(self) -> None:
        """Bring in a spreadsheet."""
        from solartui.screens.imports.screen import import_file

        await import_file(self)

    async def action_export(self) -> None:
        """Write this list, or what is marked, to a file."""
        from solartui.screens.exporting import ExportRequest, export_leads

        marked, total = self.marks.chosen(), self.views.total
        request = ExportRequest(self.filters.text, self.sort, self.settings.keys, total, marked)
        await export_leads(self, request)

    # ---- leads made and opened

    def action_open(self) -> Coroutine[Any, Any, None] | None:
        """Open the lead under the cursor; where the cursor stands on a cell, change that."""
        row, column = self.table.cursor_row, self.table.cell
        if column is None or row is None or self.shown is not self.table:
            return super().action_open()
        from solartui.screens.leads.editing import change_cell

        return change_cell(self, row, column)

    def action_edit(self) -> Coroutine[Any, Any, None]:
        """Change a field of the lead under the cursor by its letter, or all of them in the form; of all marked ones."""
        if self.marks.count > 1:
            return self.action_set_field()
        from solartui.screens.leads.editing import edit_by_letter

        return edit_by_letter(self)

    @on(RecordTable.CellMoved)
    def _cell_moved(self) -> None:
        self.show_keys(self.marks.count)

    def show_keys(self, marked: int = 0) -> None:
        """Show what is possible, and on a cell what can be done with it."""
        super().show_keys(marked)
        if self.table.cell is not None and self.shown is self.table and not self.filters.typing:
            from solartui.screens.leads.editing import show_cell_keys

            show_cell_keys(self)

    async def action_new(self) -> None:
        """Add a lead."""
        from solartui.screens.lead.form import LeadForm
        from solartui.screens.said import said

        asked = self.ask(LeadForm(self.session))
        saved = await said(self, asked)
        if saved is not None:
            self.reveal(saved.id)
