"""The services of projects: what has to be done, what is offered, what is paid."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from solartui.services.desk import Desk

if TYPE_CHECKING:
    from solartui.domain.listing import ProjectLine
    from solartui.services.board import BoardService
    from solartui.services.charges import ChargeService
    from solartui.services.conversion import ConversionService
    from solartui.services.design_prices import DesignPriceService
    from solartui.services.designs import DesignService
    from solartui.services.filters import ProjectFilters
    from solartui.services.job_sheets import JobSheetService
    from solartui.services.papers import PaperService
    from solartui.services.progress import ProgressService
    from solartui.services.project_actions import ProjectActions
    from solartui.services.project_assignees import ProjectAssignees
    from solartui.services.project_contacts import ProjectContacts
    from solartui.services.project_exports import ProjectExportService
    from solartui.services.projects import ProjectService
    from solartui.services.proposal_mail import ProposalMail
    from solartui.services.proposals import ProposalService
    from solartui.services.tasks import TaskService
    from solartui.services.views import ViewService
    from solartui.services.workflows import WorkflowService


class ProjectServices:
    """A part of `solartui.services.container.Services`."""

    _desk: Desk

    @cached_property
    def projects(self) -> ProjectService:
        """Projects."""
        from solartui.services.projects import ProjectService

        return ProjectService(self._desk)

    @cached_property
    def project_actions(self) -> ProjectActions:
        """What is done with several projects."""
        from solartui.services.project_actions import ProjectActions

        return ProjectActions(self._desk)

    @cached_property
    def project_board(self) -> BoardService[ProjectLine]:
        """Projects in columns."""
        from solartui.services.board import BoardService
        from solartui.store.reading.board import PROJECT_COLUMNS

        return BoardService(self._desk, self.projects, PROJECT_COLUMNS, "board.project_limits")

    @cached_property
    def project_filters(self) -> ProjectFilters:
        """What filters of projects mean."""
        from solartui.services.filters import ProjectFilters

        return ProjectFilters(self._desk)

    @cached_property
    def project_views(self) -> ViewService:
        """Saved views of projects."""
        from solartui.services.views import ViewService

        return ViewService(self._desk, "project")

    @cached_property
    def project_exports(self) -> ProjectExportService:
        """Projects out."""
        from solartui.services.project_exports import ProjectExportService

        return ProjectExportService(self._desk)

    @cached_property
    def project_contacts(self) -> ProjectContacts:
        """Who is on projects."""
        from solartui.services.project_contacts import ProjectContacts

        return ProjectContacts(self._desk)

    @cached_property
    def project_assignees(self) -> ProjectAssignees:
        """Who carries projects."""
        from solartui.services.project_assignees import ProjectAssignees

        return ProjectAssignees(self._desk)

    @cached_property
    def conversion(self) -> ConversionService:
        """From leads to projects."""
        from solartui.services.conversion import ConversionService

        return ConversionService(self._desk)

    @cached_property
    def tasks(self) -> TaskService:
        """What has to be done in projects."""
        from solartui.services.tasks import TaskService

        return TaskService(self._desk)

    @cached_property
    def progress(self) -> ProgressService:
        """How projects go on beside their tasks."""
        from solartui.services.progress import ProgressService

        return ProgressService(self._desk)

    @cached_property
    def workflows(self) -> WorkflowService:
        """Workflows of the company."""
        from solartui.services.workflows import WorkflowService

        return WorkflowService(self._desk)

    @cached_property
    def job_sheets(self) -> JobSheetService:
        """What goes to sites."""
        from solartui.services.job_sheets import JobSheetService

        return JobSheetService(self._desk)

    @cached_property
    def designs(self) -> DesignService:
        """What is to be built."""
        from solartui.services.designs import DesignService

        return DesignService(self._desk)

    @cached_property
    def design_prices(self) -> DesignPriceService:
        """What designs cost today."""
        from solartui.services.design_prices import DesignPriceService

        return DesignPriceService(self._desk)

    @cached_property
    def proposals(self) -> ProposalService:
        """Offers to customers."""
        from solartui.services.proposals import ProposalService

        return ProposalService(self._desk)

    @cached_property
    def papers(self) -> PaperService:
        """Proposals and invoices as PDF."""
        from solartui.services.papers import PaperService

        return PaperService(self._desk)

    @cached_property
    def proposal_mail(self) -> ProposalMail:
        """Proposals by e-mail."""
        from solartui.services.proposal_mail import ProposalMail

        return ProposalMail(self._desk)

    @cached_property
    def charges(self) -> ChargeService:
        """Money of projects."""
        from solartui.services.charges import ChargeService

        return ChargeService(self._desk)
