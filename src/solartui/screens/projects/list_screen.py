"""The projects of the desk: found by name, town or customer, and opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from solartui.domain.board import Grouping
from solartui.domain.listing import NEWEST_FIRST, ProjectLine, Sort
from solartui.i18n import mark, tr
from solartui.screens.lists.viewed_screen import ViewedScreen
from solartui.screens.projects import actions
from solartui.screens.projects.board import ProjectBoards
from solartui.screens.projects.columns import project_columns
from solartui.screens.projects.reading import regulation_name
from solartui.widgets.parts import Part
from solartui.widgets.project_preview import ProjectData, ProjectPreview

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.domain.query import QueryContext
    from solartui.domain.selection import Chosen
    from solartui.screens.lists.criteria import Criteria
    from solartui.services.filters import FilterService
    from solartui.services.views import ViewService
    from solartui.store.record_list import RecordList

_ABOUT_ONE = frozenset({"record.contact", "record.lead", "project.people"})
_ABOUT_MARKED = frozenset(
    {"record.edit", "project.assign", "project.actions", "project.next_stage", "project.stage_back"}
)


class ProjectsScreen(ViewedScreen[ProjectLine]):
    """What leads became, and what was started for known contacts."""

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "list", "record", "project")
    PLACE: ClassVar[str | None] = "projects"
    PURPOSE: ClassVar[str] = mark("See how far each project is, for whom, and what it is worth.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"projects", "contacts", "leads"})
    KIND: ClassVar[str] = "project"
    SORT: ClassVar[Sort] = NEWEST_FIRST
    LARGEST_FIRST: ClassVar[frozenset[str]] = frozenset({"created_at", "capacity_kwp", "price_net", "progress"})
    FIRST_ON_BOARD = ("list.open", "project.stage_back", "project.next_stage")

    def __init__(self) -> None:
        self.preview = ProjectPreview()
        hint = tr("name, town, customer or stage:quoting kwp>10")
        boards = ProjectBoards(lambda: self.session.services.project_board, lambda: self.now)
        super().__init__(project_columns(lambda: self.now), self.preview, hint, boards)

    # ---- the list

    async def ready(self) -> None:
        """Read the desk's own fields, then the list as it was shown the last time."""
        await self.learn(await self.load(self.session.services.projects.own_fields))
        await super().ready()

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; an admin may have changed the desk's own fields, too."""
        await self.learn(await self.load(self.session.services.projects.own_fields))
        await super().changed(topics)

    def filter_service(self) -> FilterService:
        """Filters of projects."""
        return self.session.services.project_filters

    def view_service(self) -> ViewService:
        """Views of projects."""
        return self.session.services.project_views

    def criteria(self, context: QueryContext) -> Criteria:
        """The fields of the filter panel."""
        from solartui.screens.projects.filter_fields import ProjectCriteria

        return ProjectCriteria(context)

    def open_list(self, text: str, sort: Sort) -> RecordList[ProjectLine]:
        """The projects that a filter lets through."""
        return self.session.services.projects.open_list(text, sort)

    def nothing_yet(self) -> Sequence[Part]:
        """Where projects come from."""
        leads, convert, new = self.key_of("leads"), self.key_of("lead.convert"), self.key_of("list.new")
        return (
            (tr("There is no project yet.") + "  ", "soft"),
            (leads, "bold accent"),
            (" " + tr("shows the leads") + "  ", "soft"),
            (convert, "bold accent"),
            (" " + tr("converts one") + "  ", "soft"),
            (new, "bold accent"),
            (" " + tr("new project"), "soft"),
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

    async def action_new(self) -> None:
        """Start a project without a lead."""
        from solartui.screens.projects.people import start_for_somebody

        await start_for_somebody(self)

    # ---- one project, or all marked

    async def put_on_board(self, key: str, whom: Chosen) -> None:
        """Let projects go to a stage or end them, or hand them to whom the column stands for."""
        from solartui.screens.projects.many import bring, hand_over

        board = self.views.board_view
        if board.by is Grouping.STAGE:
            await bring(self, whom, key)
        elif (who := board.carrier(key)) is not None:
            await hand_over(self, whom, who)
        else:
            menu = self.key_of("project.actions")
            self.toast(tr("{key} takes somebody off a project.", key=menu), bad=True)

    async def action_stage_back(self) -> None:
        """One stage back, as far as the workflow lets it."""
        from solartui.screens.projects.many import step

        await step(self, self.chosen(), -1)

    async def action_next_stage(self) -> None:
        """One stage on where its tasks are done; else say what is left."""
        from solartui.screens.projects.many import step

        await step(self, self.chosen(), 1)

    async def action_assign(self) -> None:
        """Put somebody on the projects."""
        chosen = self.chosen()
        if chosen.only:
            await actions.assign(self, chosen.only)
            return
        from solartui.screens.projects.many import assign

        await assign(self, chosen)

    async def action_actions(self) -> None:
        """Show everything that can be done beside the tasks."""
        from solartui.screens.projects.many import menu

        await menu(self, self.chosen())

    async def action_export(self) -> None:
        """Write this list, or what is marked, to a file."""
        from solartui.screens.exporting import ExportRequest, export_projects

        marked, total = self.marks.chosen(), self.views.total
        request = ExportRequest(self.filtering.text, self.sort, self.settings.keys, total, marked)
        await export_projects(self, request)

    # ---- the project under the cursor

    @property
    def needs_record(self) -> frozenset[str]:
        """Everything is about a project, or about the marked ones."""
        needed = super().needs_record | _ABOUT_ONE | _ABOUT_MARKED
        return needed - _ABOUT_MARKED if self.marks else needed

    async def action_edit(self) -> None:
        """Change the project under the cursor, or a field of all marked ones."""
        if self.marks.count > 1:
            from solartui.screens.projects.many import set_one

            await set_one(self, self.chosen())
        elif (project_id := self.here()) is not None:
            await actions.edit_project(self, project_id)

    async def action_people(self) -> None:
        """Show who the project under the cursor is for, and change it."""
        if (project_id := self.here()) is not None:
            await actions.people(self, project_id)

    async def action_open_contact(self) -> None:
        """Open the customer of the project under the cursor."""
        if (project_id := self.here()) is not None:
            await actions.open_customer(self, project_id)

    async def action_open_lead(self) -> None:
        """Open the lead that the project under the cursor came from."""
        if (project_id := self.here()) is not None:
            await actions.open_lead(self, project_id)
