"""Reading everything that the page of a project shows, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.errors import NotFound
from solartui.domain.records import Subject
from solartui.domain.regulations import regulation_named
from solartui.screens.lead.reading import names_of
from solartui.widgets.snapshot import ProjectSnapshot

if TYPE_CHECKING:
    from solartui.domain.activity import Names
    from solartui.domain.projects import Project
    from solartui.domain.stages import Stage
    from solartui.services.container import Services


def read_project(services: Services, project_id: int) -> ProjectSnapshot:
    """A project with its notes and its history, those of its lead among them; called in a reader thread.

    Raises:
        NotFound: there is no such project.
    """
    subject, names = Subject("project", project_id), names_of(services)
    project = services.projects.get(project_id)
    return ProjectSnapshot(
        project=project,
        regulation=regulation_name(project),
        course=services.tasks.course(project_id),
        lead_stage=_stage_of_lead(services, project, names),
        designs=services.designs.of(project_id),
        proposals=services.proposals.of_project(project_id),
        consumption=services.design_prices.consumption(project_id),
        ledger=services.charges.of(project_id),
        fields=services.fields.of("project"),
        said=services.fields.of_record(subject),
        names=names,
        notes=services.notes.of(subject),
        activities=services.activity.of(subject),
        documents=services.documents.of(subject),
        now=services.store.clock().astimezone(names.zone),
    )


def regulation_name(project: Project) -> str:
    """The name of the rules that hold for a project."""
    rules = regulation_named(project.regulation)
    return rules.name if rules else project.regulation


def _stage_of_lead(services: Services, project: Project, names: Names) -> Stage | None:
    if project.lead_id is None:
        return None
    try:
        key = services.leads.get(project.lead_id).stage
    except NotFound:
        return None
    return next((stage for stage in names.stages if stage.key == key), None)
