"""Who carries a project: users, teams, branches and partners, as many as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid, NotFound
from solartui.domain.people import Assignee
from solartui.domain.projects import Project
from solartui.domain.vocabulary import AssigneeKind
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.people import resolve_assignee
from solartui.services.projects import TOPICS, get_project
from solartui.services.result import Changed
from solartui.services.task_events import tell
from solartui.store.reading.projects import assignee_row

if TYPE_CHECKING:
    from solartui.store.work import Work


class ProjectAssignees:
    """The people and parts of the organisation on projects."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, project_id: int, who: str | Assignee) -> Changed[Project]:
        """Put somebody on a project; nothing where they are on it already.

        Raises:
            NotFound: there is no such project, or nobody is called so.
            Invalid: several are, or nobody is named.
        """
        from solartui.store.tables import ProjectAssigneeRow

        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            found = _named(work, who)
            if found in before.assignees:
                return Changed(before, frozenset())
            of_user = found.kind is AssigneeKind.USER
            row = ProjectAssigneeRow(
                project_id=project_id,
                user_id=found.id if of_user else None,
                entity_id=None if of_user else found.id,
            )
            work.add(row)
            return _done(work, before, "assignee_added", found)

    def remove(self, project_id: int, who: str | Assignee) -> Changed[Project]:
        """Take somebody off a project.

        Raises:
            NotFound: there is no such project, nobody is called so, or they are not on it.
            Invalid: several are called so, or nobody is named.
        """
        from solartui.store.tables import ProjectAssigneeRow

        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            found = who if isinstance(who, Assignee) else _named(work, who)
            row = assignee_row(work.raw, project_id, found)
            if row is None:
                raise NotFound(tr("{who} is not on project {project}.", who=found.name, project=project_id))
            work.remove(ProjectAssigneeRow, row)
            return _done(work, before, "assignee_removed", found)


def _named(work: Work, who: str | Assignee) -> Assignee:
    found = resolve_assignee(work.raw, who, work.actor)
    if found is None:
        raise Invalid(tr("Say who."), "assignee")
    return found


def _done(work: Work, before: Project, kind: str, who: Assignee) -> Changed[Project]:
    tell(work, before.id, kind, {"name": who.name})
    work.describe(f"project.{kind}", name=who.name, project_name=before.name, project=before.id)
    return Changed(get_project(work.raw, before.id), TOPICS, work.change_id)
