"""What comes from outside into the course of a project, and what follows from any change of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain.records import Subject
from solartui.domain.workflow.course import Course
from solartui.store.courses import current_workflow, settle
from solartui.store.reading.history import related

if TYPE_CHECKING:
    from solartui.store.work import Work


def begin(work: Work, project_id: int) -> Course:
    """Give a new project the workflow that is in use, and the stage that follows from what is known already."""
    work.raw.execute("UPDATE project SET workflow_id = ? WHERE id = ?", (current_workflow(work.raw), project_id))
    return settle(work.raw, project_id).course


def follow(work: Work, project_id: int) -> Course:
    """Bring the project in step with what was just written, and tell in its history what moved by itself."""
    settled = settle(work.raw, project_id, work.now)
    course = settled.course
    stage, outcome = course.stage.value, course.outcome.value if course.outcome else None
    if stage != settled.stage:
        tell(work, project_id, "project_moved", {"from": settled.stage, "to": stage})
    for kind, before, after in settled.set_back:
        tell(work, project_id, "job_set_back", {"job": kind, "from": before, "to": after})
    if outcome != settled.outcome and not course.by_hand:
        tell(work, project_id, "outcome_set", {"outcome": outcome, "reason": course.outcome_reason})
    return course


def tell(work: Work, project_id: int, kind: str, data: Mapping[str, Any]) -> None:
    """Write a line of history of a project."""
    subject = Subject("project", project_id)
    work.activity(kind, subject, data, **related(work.raw, subject))


def keep_event(work: Work, project_id: int, event: str, data: Mapping[str, Any]) -> None:
    """Write an event without looking at what follows from it."""
    from solartui.store.tables import ProjectEventRow

    row = ProjectEventRow(
        project_id=project_id,
        key=event,
        at=work.now,
        user_id=work.actor.user_id,
        actor=work.actor.name,
        data=dict(data) or None,
    )
    work.add(row)


def record_event(work: Work, project_id: int, event: str, data: Mapping[str, Any]) -> Course:
    """Record what came from outside, inside the unit of work of whoever learned of it.

    Call it after the rows that say the same elsewhere are written: rules may look at them. The line of history that
    tells what came is the caller's.

    Args:
        work: the unit of work; undoing it takes the event back.
        project_id: which project.
        event: its key, such as ``proposal_signed``.
        data: what came with it, as JSON values.

    Returns:
        Where the project stands now.
    """
    keep_event(work, project_id, event, data)
    return follow(work, project_id)
