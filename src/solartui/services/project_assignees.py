"""Who carries a project: users, teams, branches and partners, as many as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid, NotFound
from solartui.domain.people import Actor, Assignee
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
    from sqlite3 import Connection

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
        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            found = named(work.raw, who, work.actor)
            if not put_on(work, before, found):
                return Changed(before, frozenset())
            return _done(work, before, "assignee_added", found)

    def remove(self, project_id: int, who: str | Assignee) -> Changed[Project]:
        """Take somebody off a project.

        Raises:
            NotFound: there is no such project, nobody is called so, or they are not on it.
            Invalid: several are called so, or nobody is named.
        """
        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            found = who if isinstance(who, Assignee) else named(work.raw, who, work.actor)
            take_off(work, before, found)
            return _done(work, before, "assignee_removed", found)


def put_on(work: Work, project: Project, who: Assignee) -> bool:
    """Put somebody on a project inside a unit of work; whether they were not on it."""
    from solartui.store.tables import ProjectAssigneeRow

    if who in project.assignees:
        return False
    work.add(ProjectAssigneeRow(project_id=project.id, **_columns(who)))
    tell(work, project.id, "assignee_added", {"name": who.name})
    return True


def hand_to(work: Work, project: Project, who: Assignee) -> bool:
    """Put somebody on a project in the place of whoever carries it first; the others stay. Whether it was another one.

    Args:
        work: the unit of work.
        project: the project as it is.
        who: carries it first from now on.
    """
    if not project.assignees:
        return put_on(work, project, who)
    first = project.assignees[0]
    if first == who:
        return False
    place = assignee_row(work.raw, project.id, first)
    assert place is not None
    if (elsewhere := assignee_row(work.raw, project.id, who)) is not None:
        work.remove("project_assignee", elsewhere)
    work.update("project_assignee", place, _columns(who))
    tell(work, project.id, "assignee_removed", {"name": first.name})
    if elsewhere is None:
        tell(work, project.id, "assignee_added", {"name": who.name})
    return True


def _columns(who: Assignee) -> dict[str, int | None]:
    of_user = who.kind is AssigneeKind.USER
    return {"user_id": who.id if of_user else None, "entity_id": None if of_user else who.id}


def take_off(work: Work, project: Project, who: Assignee) -> None:
    """Take somebody off a project inside a unit of work.

    Raises:
        NotFound: they are not on it.
    """
    row = assignee_row(work.raw, project.id, who)
    if row is None:
        raise NotFound(tr("{who} is not on project {project}.", who=who.name, project=project.id))
    work.remove("project_assignee", row)
    tell(work, project.id, "assignee_removed", {"name": who.name})


def named(connection: Connection, who: str | Assignee, actor: Actor) -> Assignee:
    """Who is meant.

    Raises:
        NotFound: nobody is called so.
        Invalid: several are, or nobody is named.
    """
    found = resolve_assignee(connection, who, actor)
    if found is None:
        raise Invalid(tr("Say who."), "assignee")
    return found


def _done(work: Work, before: Project, kind: str, who: Assignee) -> Changed[Project]:
    work.describe(f"project.{kind}", name=who.name, project_name=before.name, project=before.id)
    return Changed(get_project(work.raw, before.id), TOPICS, work.change_id)
