"""The page of one project: how far it is, for whom, how large and at what price, with all that its lead had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on

from solartui.domain.workflow.course import Status
from solartui.i18n import mark, tr
from solartui.screens.designs.rows import DesignRows
from solartui.screens.linked_page import LinkedPage
from solartui.screens.lists.walk import Walk, go_on, why_not
from solartui.screens.money.rows import MoneyRows
from solartui.screens.projects import actions
from solartui.screens.projects.reading import read_project
from solartui.screens.projects.tasks import TaskRows
from solartui.screens.proposals.rows import ProposalRows
from solartui.screens.site_pictures import Site, SitePictures
from solartui.widgets.designs_list import DesignsList, nothing_designed
from solartui.widgets.money_list import MoneyList, nothing_paid
from solartui.widgets.pictures.place_picture import PlacePicture
from solartui.widgets.project_head import ProjectHead
from solartui.widgets.project_summary import ProjectSummary
from solartui.widgets.proposals_list import ProposalsList, nothing_offered
from solartui.widgets.snapshot import ProjectSnapshot
from solartui.widgets.tasks_list import TasksList, nothing_to_do

if TYPE_CHECKING:
    from textual.widget import Widget

    from solartui.domain.projects import Project
    from solartui.services.container import Services
    from solartui.widgets.related_list import RelatedList


class ProjectScreen(LinkedPage[ProjectSnapshot]):
    """One project, in tabs. Notes, files and activities of its lead are among its own.

    Args:
        record_id: which one.
        walk: the list that it was opened from, for going on to the next; None where there was none.
    """

    RECORD: ClassVar[str] = "project"
    SCOPES: ClassVar[tuple[str, ...]] = ("global", "record", "project", "detail")
    PLACE: ClassVar[str | None] = "projects"
    PURPOSE: ClassVar[str] = mark("Everything about one project: customer, lead, system, price and what happened.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"projects", "leads", "contacts", "notes", "users"})
    MORE_TABS: ClassVar[Mapping[str, str]] = {
        "tasks": mark("Tasks"),
        "designs": mark("Designs"),
        "proposals": mark("Proposals"),
        "money": mark("Money"),
    }
    FIRST_TABS: ClassVar[tuple[str, ...]] = ("summary", *MORE_TABS, "documents", "notes", "activities")

    def __init__(self, record_id: int, walk: Walk | None = None) -> None:
        super().__init__(record_id)
        self.walk = walk
        self.head = ProjectHead()
        self.tasks_list = TasksList(nothing_to_do(), id="tasks")
        self.tasks = TaskRows(self, self.tasks_list, record_id)
        self.designs_list = DesignsList(id="designs")
        self.designs = DesignRows(self, self.designs_list, record_id)
        self.proposals_list = ProposalsList(id="proposals")
        self.offers = ProposalRows(self, self.proposals_list, lambda: [(record_id, self.title_text)], lambda: None)
        self.money_list = MoneyList(id="money")
        self.money = MoneyRows(self, self.money_list)
        self.acts |= {
            self.tasks_list: self.tasks,
            self.designs_list: self.designs,
            self.proposals_list: self.offers,
            self.money_list: self.money,
        }

    @property
    def title_text(self) -> str:
        """The project's name."""
        return self.data.project.name if self.data else ""

    @property
    def related(self) -> RelatedList:
        """Its customers and its lead."""
        return self.summary.related

    def made_summary(self) -> Widget:
        """The numbers that matter, whom it is for, what is known."""
        self.summary = ProjectSummary(self.key_of("detail.note"))
        self._site = SitePictures(self, self.summary.picture)
        return self.summary

    def more_regions(self) -> Mapping[str, Widget]:
        """Tasks, designs, offers and money."""
        return {
            "tasks": self.tasks_list,
            "designs": self.designs_list,
            "proposals": self.proposals_list,
            "money": self.money_list,
        }

    def read(self, services: Services) -> ProjectSnapshot:
        """The project with its history."""
        return read_project(services, self.record_id)

    def show(self, data: ProjectSnapshot) -> None:
        """Show the project."""
        self.head.show(data)
        self.summary.show(data)
        if data.course is not None:
            self.tasks.show(data.course)
        self._show_offers(data)
        self._site.show(site_of(data.project))
        tasks = data.course.tasks if data.course else ()
        open_ = sum(state.status is Status.OPEN for state in tasks)
        self.more_counts |= {"tasks": open_, "designs": len(data.designs), "proposals": len(data.proposals)}

    def _show_offers(self, data: ProjectSnapshot) -> None:
        key = self.key_of("tab.new")
        self.designs_list.set_empty(*nothing_designed(key))
        self.designs.named(data.project.name)
        self.designs.show(data.designs, {one.design_id for one in data.proposals if one.active}, data.zone, data.now)
        self.proposals_list.set_empty(*nothing_offered(key, project=True))
        self.offers.show(data.proposals, data.zone, data.now)
        self.money_list.set_empty(*nothing_paid(key))
        if data.ledger is not None:
            self.money.show(data.ledger, data.proposals, data.zone, data.now)
            self.more_counts["money"] = len(data.ledger.entries)

    def pressed(self, what: str) -> None:
        """What comes next leads to the tasks."""
        if what == "project.tasks":
            self.show_tab("tasks")
        else:
            super().pressed(what)

    # ---- the picture of the site

    @on(PlacePicture.Sized)
    def _picture_sized(self) -> None:
        self._site.resized()

    @on(PlacePicture.Pointed)
    def _picture_clicked(self) -> None:
        self.action_command("detail.picture")

    async def action_picture(self) -> None:
        """Show the site as large as the window."""
        from solartui.screens.lead.actions import show_place

        if self.data is not None:
            await show_place(self, site_of(self.data.project), self.data.project.name)

    # ---- commands

    def why_disabled(self, command_id: str) -> str | None:
        """Going on needs a list."""
        return why_not(self.walk, command_id) or super().why_disabled(command_id)

    async def action_next_record(self) -> None:
        """The next project of the list."""
        await self._walk_on(1)

    async def action_previous_record(self) -> None:
        """The project before it in the list."""
        await self._walk_on(-1)

    async def _walk_on(self, by: int) -> None:
        ends = tr("This is the first project of the list."), tr("This is the last project of the list.")
        found = await go_on(self, self.walk, by, ends)
        if found is not None and self.is_active:
            beside = type(self)(found, self.walk)
            beside.first_tab = self.tabs.active
            self.app.switch_screen(beside)

    async def action_tick_row(self) -> None:
        """Tick the task under the cursor, or open it again."""
        await self.tasks.tick()

    def action_fold_row(self) -> None:
        """Fold the stage under the cursor."""
        self.tasks.fold(folded=True)

    def action_unfold_row(self) -> None:
        """Unfold it."""
        self.tasks.fold(folded=False)

    async def action_next_stage(self) -> None:
        """Say what is left of this stage, or what it waits for."""
        if self.tabs.active != "tasks":
            self.show_tab("tasks")
        await self.tasks.next_stage()

    async def action_assign(self) -> None:
        """Give the project to people."""
        await actions.assign(self, self.record_id)

    async def action_actions(self) -> None:
        """Everything that moves a project other than its tasks."""
        from solartui.screens.projects.menu import project_menu

        await project_menu(self, self.record_id, self.tasks)

    async def action_edit(self) -> None:
        """Rename the project, or change its system."""
        await actions.edit_project(self, self.record_id)

    async def action_open_contact(self) -> None:
        """Open the customer."""
        await actions.open_customer(self, self.record_id)

    async def action_open_lead(self) -> None:
        """Open the lead that the project came from."""
        await actions.open_lead(self, self.record_id)

    async def action_people(self) -> None:
        """Show who is on the project, and change it."""
        await actions.people(self, self.record_id)

    async def action_visits(self) -> None:
        """Show the visits to the site, and what can be done with them."""
        from solartui.screens.projects.visits import show_visits

        await show_visits(self, self.record_id)

    async def action_copy(self) -> None:
        """Choose what to copy of the project."""
        if self.data is not None:
            await actions.copy_from(self, self.data.project)


def site_of(project: Project) -> Site:
    """Where a project is; the sign of its lead is left out there."""
    return Site(project.lead_id or 0, project.latitude, project.longitude, project.address)
