"""How a project goes on beside its tasks: events from outside, visits to the site, its outcome, and overrides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.projects import Project
from solartui.domain.text import clean
from solartui.domain.workflow.answers import Typed, read_answers
from solartui.domain.workflow.course import JobState, JobStatus, Result, word
from solartui.domain.workflow.jobs import ACCEPTED, RESCHEDULED
from solartui.domain.workflow.model import Need, NeedType, Words, Workflow
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.project_moves import Ending, course_in, end, put_into, refuse_ended, take_back_end
from solartui.services.projects import TOPICS, get_project
from solartui.services.result import Changed
from solartui.services.task_events import follow, record_event, tell
from solartui.services.task_money import book
from solartui.services.tasks import reason_text, refuse_over
from solartui.store.courses import facts_of, workflow_of

if TYPE_CHECKING:
    from solartui.store.work import Work

# What comes with events and is more than a text.
_TYPES = {"amount": NeedType.NUMBER, "date": NeedType.DATE, "when": NeedType.DATETIME}
_MOST_DATA = 20
_SIGNED = "proposal_signed"


def _need(name: str) -> Need:
    return Need(name, Words({"en": name}), _TYPES.get(name, NeedType.TEXT))


def _data(work: Work, typed: Mapping[str, object]) -> dict[str, Any]:
    """What came with an event, as it is stored."""
    if len(typed) > _MOST_DATA or not all(name.isidentifier() and len(name) <= 40 for name in typed):
        raise Invalid(tr("An event has {n} values at most, each with a plain name.", n=_MOST_DATA))
    found = read_answers([_need(name) for name in typed], Typed(typed, work.now.astimezone()))
    return {name: value for name, value in found.items() if value is not None}


class ProgressService:
    """What moves a project other than its tasks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def event(self, project_id: int, event: str, data: Mapping[str, object] | None = None) -> Changed[Project]:
        """Record what arrives from outside; the same event with the same data twice in a row is recorded once.

        Raises:
            NotFound: there is no such project, or its workflow knows no such event.
            Invalid: a value cannot be.
            Refused: the project is over.
        """
        with self._desk.writing("tasks.do") as work:
            course = course_in(work.raw, project_id)
            workflow = workflow_of(work.raw, project_id)
            known = _events(workflow)
            if event not in known:
                message = tr(
                    "There is no event {event}. Known: {known}", event=clean(event)[:60], known=", ".join(known) or "—"
                )
                raise NotFound(message)
            refuse_over(course)
            if course.outcome is Result.FAILED:
                refuse_ended(course)
            read = _data(work, data or {})
            last = facts_of(work.raw, project_id).events[-1:]
            if last and (last[0].key, dict(last[0].data)) == (event, read):
                return Changed(get_project(work.raw, project_id), frozenset())
            _tell_offers(work, project_id, event, read)
            return _recorded(work, project_id, event, read)

    def job(self, project_id: int, job: str) -> JobState:
        """A visit to the site, as it stands.

        Raises:
            NotFound: there is no such project or job.
            Refused: the job was not started.
        """
        with self._desk.reading() as connection:
            return _job(connection, project_id, job)

    def accept(self, project_id: int, job: str) -> Changed[Project]:
        """The team takes a job on.

        Raises:
            NotFound: there is no such project or job.
            Refused: the job was not started, or is accepted already.
        """
        with self._desk.writing("tasks.field") as work:
            state = _open_job(work.raw, project_id, job)
            if state.status is not JobStatus.ASSIGNED:
                raise Refused(tr("The job is {status} already.", status=word(state.status)))
            return _recorded(work, project_id, f"{job}_{ACCEPTED}", {})

    def reschedule(self, project_id: int, job: str, when: str | datetime, team: str | None = None) -> Changed[Project]:
        """Move a job to another day, and to another team where one is named.

        Raises:
            NotFound: there is no such project or job.
            Invalid: it is no date.
            Refused: no date was agreed yet, or the work is submitted.
        """
        with self._desk.writing("tasks.field") as work:
            state = _open_job(work.raw, project_id, job)
            if state.when is None or state.status not in (
                JobStatus.SCHEDULED,
                JobStatus.PREPARED,
                JobStatus.RESCHEDULED,
            ):
                raise Refused(tr("The job is {status}: there is no date to change.", status=word(state.status)))
            given: dict[str, object] = {"when": when}
            if team:
                given["team"] = team
            data = _data(work, given)
            if "when" not in data:
                raise Invalid(tr("when: is missing"), "when")
            return _recorded(work, project_id, f"{job}_{RESCHEDULED}", data)

    def outcome(self, project_id: int, outcome: str | None, reason: str | None = None) -> Changed[Project]:
        """End a project, or take its end back with None.

        Raises:
            NotFound: there is no such project.
            Invalid: there is no such outcome.
            Refused: a reason is missing, or there is nothing to take back.
            NotPermitted: only a manager may complete a project whose tasks are not done.
        """
        if outcome is None:
            with self._desk.writing("projects.edit") as work:
                if not take_back_end(work, project_id):
                    return Changed(get_project(work.raw, project_id), frozenset())
                return _changed(work, project_id, "project.outcome", outcome=None)
        ending = Ending.of(outcome, reason)
        with self._desk.writing(ending.capability) as work:
            if not end(work, project_id, ending):
                return Changed(get_project(work.raw, project_id), frozenset())
            return _changed(work, project_id, "project.outcome", outcome=outcome)

    def move(self, project_id: int, stage: str, reason: str) -> Changed[Project]:
        """Put a project into a stage although its tasks say an earlier one; logged with the reason.

        Raises:
            NotFound: there is no such project.
            Invalid: its workflow has no such stage.
            Refused: the reason is missing, the project is over, or its tasks are past that stage.
            NotPermitted: only a manager may.
        """
        why = reason_text(reason)
        with self._desk.writing("tasks.override") as work:
            if not put_into(work, project_id, stage, why):
                return Changed(get_project(work.raw, project_id), frozenset())
            return _changed(work, project_id, "project.staged", stage=stage)


def _tell_offers(work: Work, project_id: int, event: str, data: Mapping[str, Any]) -> None:
    """Let the ledger and the proposals know what came from outside, in the same transaction."""
    book(work, project_id, event, data)
    if event == _SIGNED:
        from solartui.services.proposal_writing import sign_in

        by = data.get("by")
        sign_in(work, project_id, str(by) if by else None)


def _recorded(work: Work, project_id: int, event: str, data: Mapping[str, Any]) -> Changed[Project]:
    tell(work, project_id, "project_event", {"event": event, **data})
    record_event(work, project_id, event, data)
    return _changed(work, project_id, "project.event", event=event)


def _events(workflow: Workflow) -> list[str]:
    return [event.key for event in workflow.events]


def _open_job(raw: Connection, project_id: int, kind: str) -> JobState:
    refuse_over(course_in(raw, project_id))
    return _job(raw, project_id, kind)


def _job(raw: Connection, project_id: int, kind: str) -> JobState:
    course = course_in(raw, project_id)
    known = [job.key for job in workflow_of(raw, project_id).jobs]
    if kind not in known:
        raise NotFound(tr("There is no job {job}. Known: {known}", job=clean(kind)[:40], known=", ".join(known)))
    state = next((job for job in course.jobs if job.kind == kind), None)
    if state is None:
        raise Refused(tr("The job was not started yet."))
    return state


def _changed(work: Work, project_id: int, kind: str, **data: Any) -> Changed[Project]:
    follow(work, project_id)
    project = get_project(work.raw, project_id)
    work.describe(kind, name=project.name, project=project_id, **data)
    return Changed(project, TOPICS, work.change_id)
