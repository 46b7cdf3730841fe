"""The page of one project: how far it is, for whom, how large and at what price, with all that its lead had."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from solartui.domain.records import Subject
from solartui.i18n import mark
from solartui.screens.linked_page import LinkedPage
from solartui.screens.projects import actions
from solartui.screens.projects.reading import read_project
from solartui.widgets.project_head import ProjectHead
from solartui.widgets.project_summary import ProjectSummary
from solartui.widgets.snapshot import ProjectSnapshot

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from solartui.services.container import Services
    from solartui.widgets.related_list import RelatedList


class ProjectScreen(LinkedPage[ProjectSnapshot]):
    """One project, in three tabs. Notes, files and activities of its lead are among its own.

    Args:
        record_id: which one.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "record", "project", "detail")
    PLACE: ClassVar[str | None] = "projects"
    PURPOSE: ClassVar[str] = mark("Everything about one project: customer, lead, system, price and what happened.")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"projects", "leads", "contacts", "notes", "users"})

    def __init__(self, record_id: int) -> None:
        super().__init__(record_id)
        self.head = ProjectHead()

    @property
    def subject(self) -> Subject:
        """The project."""
        return Subject("project", self.record_id)

    @property
    def title_text(self) -> str:
        """The project's name."""
        return self.data.project.name if self.data else ""

    @property
    def related(self) -> RelatedList:
        """Its customers and its lead."""
        return self.summary.related

    def compose_head(self) -> ComposeResult:
        """What it is, and how far it has come."""
        yield self.head

    def made_summary(self) -> Widget:
        """The numbers that matter, whom it is for, what is known."""
        self.summary = ProjectSummary(self.key_of("detail.note"))
        return self.summary

    def read(self, services: Services) -> ProjectSnapshot:
        """The project with its history."""
        return read_project(services, self.record_id)

    def show(self, data: ProjectSnapshot) -> None:
        """Show the project."""
        self.head.show(data)
        self.summary.show(data)

    # ---- commands

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

    async def action_copy(self) -> None:
        """Choose what to copy of the project."""
        if self.data is not None:
            await actions.copy_from(self, self.data.project)
