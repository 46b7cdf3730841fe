"""What is done with projects from any list, with one or with all marked: assign, go on, end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from solartui.domain.errors import Invalid
from solartui.domain.people import Assignee
from solartui.domain.projects import Project
from solartui.domain.selection import Chosen
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN
from solartui.i18n import tr
from solartui.services.choosing import chosen_of, projects_of
from solartui.services.custom_values import field_for_many
from solartui.services.desk import Desk
from solartui.services.each import copy_before, each
from solartui.services.project_assignees import hand_to, named, put_on, take_off
from solartui.services.project_moves import Ending, end, go_to, put_into, step, take_back_end
from solartui.services.projects import TOPICS, complete_columns, edit_project, get_project
from solartui.services.result import Changed, Outcome
from solartui.services.task_events import follow
from solartui.services.tasks import reason_text

if TYPE_CHECKING:
    from solartui.store.work import Work

Projects: TypeAlias = Sequence[int] | Chosen
Act = Callable[["Work", int], bool]

SETTABLE = ("type", "grid_connection", "phases", "region")
"""Fields that several projects can be given at once."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with projects.

    Attributes:
        capability: what the person must be allowed to do.
        kind: what the change is called.
        act: does it to one project.
    """

    capability: str
    kind: str
    act: Act


class ProjectActions:
    """Acts on one project or on many. One refused project raises; of many, the refused ones are listed in the outcome.

    Each act is one change that undo takes back. The rules are those of `solartui.services.project_moves`: a workflow
    is never gone around.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def assign(self, projects: Projects, who: str | Assignee) -> Changed[Outcome]:
        """Put somebody on projects; nothing where they are on them already.

        Raises:
            NotFound: nobody is called so.
            Invalid: several are, or nobody is named.
        """
        return self._people(projects, who, "project.assignee_added", put_on)

    def hand_over(self, projects: Projects, who: str | Assignee) -> Changed[Outcome]:
        """Put somebody on projects in the place of whoever carries each of them first.

        Raises:
            NotFound: nobody is called so.
            Invalid: several are, or nobody is named.
        """
        return self._people(projects, who, "project.assignee_added", hand_to)

    def unassign(self, projects: Projects, who: str | Assignee) -> Changed[Outcome]:
        """Take somebody off projects.

        Raises:
            NotFound: nobody is called so, or they are not on the only project.
            Invalid: several are called so, or nobody is named.
        """
        return self._people(projects, who, "project.assignee_removed", _taken_off)

    def move(self, projects: Projects, stage: str) -> Changed[Outcome]:
        """Let projects go to a stage, as far as their tasks are done.

        Raises:
            Refused: something is left in the only project; the message says what.
        """
        deed = Deed("projects.edit", "project.moved", lambda work, one: go_to(work, one, stage))
        return self._each(deed, projects, stage=stage)

    def set_field(self, projects: Projects, field: str, value: object) -> Changed[Outcome]:
        """Give a field of projects the same value everywhere.

        Args:
            projects: which ones.
            field: one of `SETTABLE`, or ``custom.`` and the key of a field of the desk's own.
            value: as `ProjectService.edit` takes it; None empties the field.

        Raises:
            Invalid: the field cannot be set for several projects, or not to this value.
            Refused: it cannot be empty.
        """
        from solartui.domain.drafts import ProjectFields, validated

        if field.startswith(OWN):
            return self._set_own(projects, field.removeprefix(OWN), value)
        if field not in SETTABLE:
            known = ", ".join(SETTABLE)
            message = tr("{field} cannot be set for several projects. Fields: {known}", field=clean(field), known=known)
            raise Invalid(message, field)
        columns = complete_columns({field: getattr(validated(ProjectFields, {field: value}), field)})
        act: Act = lambda work, one: edit_project(work, get_project(work.raw, one), columns)  # noqa: E731
        return self._each(Deed("projects.edit", "project.edited", act), projects)

    def _set_own(self, projects: Projects, key: str, value: object) -> Changed[Outcome]:
        with self._desk.reading() as connection:
            field_for_many(connection, "project", key, value)
        act: Act = lambda work, one: edit_project(work, get_project(work.raw, one), {}, {key: value})  # noqa: E731
        return self._each(Deed("projects.edit", "project.edited", act), projects)

    def step(self, projects: Projects, by: int) -> Changed[Outcome]:
        """Let each project go some stages on, or back, as far as its tasks are done.

        Raises:
            Refused: something is left in the only project, or there is no such stage; the message says what.
        """
        return self._each(Deed("projects.edit", "project.moved", lambda work, one: step(work, one, by)), projects)

    def put(self, projects: Projects, stage: str, reason: str) -> Changed[Outcome]:
        """Put projects into a stage by hand, before their tasks are done; logged with the reason.

        Raises:
            Refused: the reason is missing, the only project is over, or its tasks are past that stage.
            NotPermitted: only a manager may.
        """
        why = reason_text(reason)
        deed = Deed("tasks.override", "project.staged", lambda work, one: put_into(work, one, stage, why))
        return self._each(deed, projects, stage=stage)

    def outcome(self, projects: Projects, outcome: str | None, reason: str | None = None) -> Changed[Outcome]:
        """End projects, or take their end back with None.

        Raises:
            Invalid: there is no such outcome.
            Refused: a reason is missing, or in the only project there is nothing to take back.
            NotPermitted: only a manager may complete projects whose tasks are not done.
        """
        if outcome is None:
            return self._each(Deed("projects.edit", "project.outcome", take_back_end), projects, outcome=None)
        ending = Ending.of(outcome, reason)
        deed = Deed(ending.capability, "project.outcome", lambda work, one: end(work, one, ending))
        return self._each(deed, projects, outcome=outcome)

    def _people(
        self, projects: Projects, who: str | Assignee, kind: str, act: Callable[[Work, Project, Assignee], bool]
    ) -> Changed[Outcome]:
        with self._desk.reading() as connection:
            found = named(connection, who, self._desk.actor)
        deed = Deed("projects.edit", kind, lambda work, one: act(work, get_project(work.raw, one), found))
        return self._each(deed, projects, name=found.name)

    def _each(self, deed: Deed, projects: Projects, **data: Any) -> Changed[Outcome]:
        chosen, change = chosen_of(projects), None
        copy_before(self._desk, deed.capability, chosen.count)
        with self._desk.writing(deed.capability) as work:

            def one(project_id: int) -> bool:
                changed = deed.act(work, project_id)
                if changed:
                    follow(work, project_id)
                return changed

            outcome = each(work, projects_of(self._desk, work.raw, chosen), one)
            if first := next(iter(outcome.changed), None):
                name = get_project(work.raw, first).name
                data = {"name": name, "project_name": name} | data
                work.describe(deed.kind, count=len(outcome.changed), project=first, **data)
                change = work.change_id
        return Changed(outcome, TOPICS if outcome.changed else frozenset(), change)


def _taken_off(work: Work, project: Project, who: Assignee) -> bool:
    take_off(work, project, who)
    return True
