"""The projects of the desk: found by name, town or customer, and opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on

from solartui.domain.listing import NEWEST_FIRST, ProjectLine, Sort
from solartui.i18n import mark, tr
from solartui.screens.list_screen import ListScreen
from solartui.screens.projects import actions
from solartui.screens.projects.columns import project_columns
from solartui.screens.projects.reading import regulation_name
from solartui.widgets.filter_bar import FilterBar
from solartui.widgets.project_preview import ProjectData, ProjectPreview
from solartui.widgets.strips import Part

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.domain.query import QueryError
    from solartui.store.record_list import RecordList


class ProjectsScreen(ListScreen[ProjectLine]):
    """What leads became, and what was started for known contacts."""

    PLACE: ClassVar[str | None] = "projects"
    PURPOSE: ClassVar[str] = mark("See how far each project is, for whom, and what it is worth.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"projects", "contacts", "leads"})
    KIND: ClassVar[str] = "project"
    SORT: ClassVar[Sort] = NEWEST_FIRST
    LARGEST_FIRST: ClassVar[frozenset[str]] = frozenset({"created_at", "capacity_kwp", "price_net"})

    def __init__(self) -> None:
        self.preview = ProjectPreview()
        hint = tr("name, town, customer or stage:quoting kwp>10")
        super().__init__(project_columns(lambda: self.now), self.preview, hint, tr("search"))
        self.filters.judge = self._judge

    # ---- the filter

    def _judge(self, text: str) -> QueryError | None:
        """What is wrong with a filter; None where it can be read."""
        from solartui.domain.query import QueryError

        try:
            self.session.services.projects.understood(text)
        except QueryError as error:
            return error
        return None

    @on(FilterBar.Changed)
    def _typed(self, event: FilterBar.Changed) -> None:
        """While a condition is being typed, the list shows what those before it let through."""
        event.prevent_default()
        text: str | None = event.text
        problem = self._judge(event.text)
        self.filters.complain(problem)
        if problem is not None:
            from solartui.domain.query.lexer import before

            text = before(event.text, problem.column)
        if text is not None and (problem is None or self._judge(text) is None):
            self._feed.show(text, self.sort)

    def open_list(self, text: str, sort: Sort) -> RecordList[ProjectLine]:
        """The projects that a filter lets through."""
        return self.session.services.projects.open_list(text, sort)

    def nothing_yet(self) -> Sequence[Part]:
        """Where projects come from."""
        leads, convert = self.key_of("leads"), self.key_of("lead.convert")
        return (
            (tr("There is no project yet.") + "  ", "soft"),
            (leads, "bold accent"),
            (" " + tr("shows the leads") + "  ", "soft"),
            (convert, "bold accent"),
            (" " + tr("converts one"), "soft"),
        )

    async def read_preview(self, record_id: int | None) -> None:
        """Show a project."""
        if record_id is None:
            self.preview.show(None)
            return
        project, rules = await self.load(self._project, record_id)
        self.preview.show(ProjectData(project, rules, self.now))

    def _project(self, project_id: int) -> tuple[Project, str]:
        project = self.session.services.projects.get(project_id)
        return project, regulation_name(project)

    async def action_export(self) -> None:
        """Write this list to a file."""
        from solartui.screens.exporting import export_projects

        await export_projects(self, self.filters.text, self.sort, self.found)

    @property
    def needs_record(self) -> frozenset[str]:
        """Everything is about a project."""
        return super().needs_record | {"record.contact", "record.lead"}

    async def action_edit(self) -> None:
        """Change the project under the cursor."""
        if (project_id := self.table.cursor_id) is not None:
            await actions.edit_project(self, project_id)

    async def action_open_contact(self) -> None:
        """Open the customer of the project under the cursor."""
        if (project_id := self.table.cursor_id) is not None:
            await actions.open_customer(self, project_id)

    async def action_open_lead(self) -> None:
        """Open the lead that the project under the cursor came from."""
        if (project_id := self.table.cursor_id) is not None:
            await actions.open_lead(self, project_id)
