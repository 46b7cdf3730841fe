"""How one project goes on or ends, inside a unit of work: the rules that hold for one and for many at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid, Refused
from solartui.domain.text import clean
from solartui.domain.vocabulary import ProjectStage, Result, label
from solartui.domain.workflow.course import Course, what_is_left, word
from solartui.domain.workflow.engine import ORDER, evaluate
from solartui.domain.workflow.facts import OUTCOME_SET, STAGE_SET
from solartui.i18n import tr
from solartui.services.projects import get_project
from solartui.services.task_events import follow, keep_event, tell
from solartui.services.tasks import reason_text, refuse_over
from solartui.store.courses import course_of, facts_of, workflow_of

if TYPE_CHECKING:
    from solartui.store.work import Work


@dataclass(frozen=True, slots=True)
class Ending:
    """How a project is to end, and what the person said about it."""

    result: Result
    why: str

    @classmethod
    def of(cls, outcome: str, reason: str | None) -> Ending:
        """An end that somebody asked for.

        Raises:
            Invalid: there is no such outcome.
            Refused: the reason is missing.
        """
        if outcome not in set(Result):
            known = ", ".join(Result)
            raise Invalid(tr("{value} is none of: {choices}", value=clean(outcome)[:40], choices=known), "outcome")
        return cls(Result(outcome), reason_text(reason))

    @property
    def capability(self) -> str:
        """Only a manager may complete a project whose tasks are not done."""
        return "tasks.override" if self.result is Result.COMPLETED else "projects.edit"


def course_in(raw: Connection, project_id: int) -> Course:
    """Where a project stands.

    Raises:
        NotFound: there is none.
    """
    get_project(raw, project_id)
    return course_of(raw, project_id)


def refuse_ended(course: Course) -> None:
    """Go on only while the tasks say that the project is under way.

    Raises:
        Refused: they say that it ended.
    """
    if course.outcome is not None:
        raise Refused(tr("The project is over: {outcome}. Reopen a task of it first.", outcome=word(course.outcome)))


def end(work: Work, project_id: int, ending: Ending) -> bool:
    """End a project; whether it was not so already.

    Raises:
        NotFound: there is no such project.
        Refused: its tasks say that it is completed.
    """
    course = course_in(work.raw, project_id)
    if course.outcome is ending.result and (course.outcome_reason == ending.why or not course.by_hand):
        return False
    if course.outcome is Result.COMPLETED and not course.by_hand:
        raise Refused(tr("The project is completed. Reopen a task of it first."))
    said = {"outcome": ending.result.value, "reason": ending.why}
    keep_event(work, project_id, OUTCOME_SET, said)
    tell(work, project_id, "outcome_set", said)
    return True


def take_back_end(work: Work, project_id: int) -> bool:
    """The project is not over after all.

    Raises:
        NotFound: there is no such project.
        Refused: nobody ended it.
    """
    course = course_in(work.raw, project_id)
    if not course.by_hand:
        nobody = tr("Nobody ended the project.")
        raise Refused(nobody if course.outcome is None else tr("Reopen a task of it instead."))
    keep_event(work, project_id, OUTCOME_SET, {"outcome": None})
    tell(work, project_id, "outcome_set", {"outcome": None})
    return True


def put_into(work: Work, project_id: int, stage: str, why: str) -> bool:
    """Put a project into a stage by hand; whether it was in another one.

    Raises:
        NotFound: there is no such project.
        Invalid: its workflow has no such stage.
        Refused: the project is over, or its tasks are past that stage.
    """
    course = course_in(work.raw, project_id)
    refuse_over(course)
    refuse_ended(course)
    known = [one.key.value for one in workflow_of(work.raw, project_id).stages]
    if stage not in known:
        raise _no_stage(stage, known)
    target = ProjectStage(stage)
    if target is course.stage:
        return False
    if ORDER.index(target) < ORDER.index(_natural_stage(work.raw, project_id)):
        raise Refused(_behind(target))
    keep_event(work, project_id, STAGE_SET, {"stage": stage, "reason": why})
    tell(work, project_id, "stage_set", {"to": stage, "reason": why})
    return True


def go_to(work: Work, project_id: int, stage: str) -> bool:
    """Let a project go to a stage as far as its workflow says so; it never goes anywhere else.

    Raises:
        NotFound: there is no such project.
        Invalid: there is no such stage.
        Refused: something is left to do or to wait for, or the stage is behind it.
    """
    if stage not in set(ProjectStage):
        raise _no_stage(stage, ProjectStage)
    course = course_in(work.raw, project_id)
    refuse_over(course)
    refuse_ended(course)
    before, target = get_project(work.raw, project_id).stage, ProjectStage(stage)
    if ORDER.index(target) < ORDER.index(course.stage):
        by_hand = ORDER.index(target) >= ORDER.index(_natural_stage(work.raw, project_id))
        raise Refused(_put_there(course.stage) if by_hand else _behind(target))
    if target is not course.stage:
        raise Refused(f"{label(course.stage)}: {what_is_left(course)}")
    return follow(work, project_id).stage is not before


def step(work: Work, project_id: int, by: int) -> bool:
    """Let a project go some stages on, or back, as far as its workflow says so.

    Raises:
        NotFound: there is no such project.
        Refused: something is left to do or to wait for, there is no such stage, or its tasks are done.
    """
    here = ORDER.index(get_project(work.raw, project_id).stage) + by
    if here < 0:
        raise Refused(tr("There is no stage before this one."))
    return go_to(work, project_id, ORDER[min(here, len(ORDER) - 1)].value)


def _no_stage(stage: str, known: Iterable[str]) -> Invalid:
    return Invalid(tr("{value} is none of: {choices}", value=clean(stage)[:40], choices=", ".join(known)), "stage")


def _behind(stage: ProjectStage) -> str:
    return tr("The tasks of {stage} are done. Reopen one of them instead.", stage=label(stage))


def _put_there(stage: ProjectStage) -> str:
    return tr("It was put into {stage} by hand. Put it back by hand, with a reason.", stage=label(stage))


def _natural_stage(raw: Connection, project_id: int) -> ProjectStage:
    """The stage that the tasks and events say, whatever people said."""
    facts = facts_of(raw, project_id)
    told = tuple(event for event in facts.events if event.key != STAGE_SET)
    return evaluate(workflow_of(raw, project_id), replace(facts, events=told)).stage
