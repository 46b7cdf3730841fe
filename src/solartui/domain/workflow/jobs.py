"""Visits to the site, and how far they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from solartui.domain.workflow.course import JobState, JobStatus
from solartui.domain.workflow.facts import Facts, Happening
from solartui.domain.workflow.model import Job, Task, Workflow

ACCEPTED, RESCHEDULED = "accepted", "rescheduled"
Settled = Callable[[Task], bool]
DoneAt = Callable[[Task], datetime | None]


def jobs_of(
    workflow: Workflow, facts: Facts, tasks: Sequence[Task], settled: Settled, done_at: DoneAt
) -> Iterator[JobState]:
    """The jobs of a project that were started."""
    for job in workflow.jobs:
        start = next((task for task in tasks if task.key == job.starts), None)
        if start is None or done_at(start) is None:
            continue
        plan = _Plan(job, tasks, settled)
        scheduled = facts.tick(job.schedule)
        moved = _moved(facts, job, done_at, plan)
        said = dict(scheduled.values) | (dict(moved.data) if moved else {})
        yield JobState(
            kind=job.key,
            status=plan.status(facts.last(f"{job.key}_{ACCEPTED}") is not None, moved is not None),
            when=_time(said.get("when")) if plan.left(job.schedule) is False else None,
            team=str(said["team"]) if said.get("team") and plan.left(job.schedule) is False else None,
            note=_note(facts, job, tasks),
        )


def _moved(facts: Facts, job: Job, done_at: DoneAt, plan: _Plan) -> Happening | None:
    """The last time that the date was changed since it was agreed first."""
    event = facts.last(f"{job.key}_{RESCHEDULED}")
    agreed = plan.named(job.schedule)
    since = done_at(agreed[0]) if agreed else None
    return event if event is not None and since is not None and event.at >= since else None


def _note(facts: Facts, job: Job, tasks: Sequence[Task]) -> str | None:
    """What the office tells the team: an answer of the task that starts the job, or of another one of the job."""
    keys = [job.starts, *(task.key for task in tasks if task.job == job.key)]
    said = (_text(facts.tick(key).values.get("job_note")) for key in keys)
    return next((note for note in said if note), None)


def _time(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def _text(value: object) -> str | None:
    return str(value) if value else None


class _Plan:
    """The tasks of one job."""

    def __init__(self, job: Job, tasks: Sequence[Task], settled: Settled) -> None:
        self._job = job
        self._tasks = tasks
        self._settled = settled

    def named(self, *keys: str) -> list[Task]:
        return [task for task in self._tasks if task.base in keys]

    def left(self, *keys: str) -> bool:
        """Whether something is left to do of the named tasks."""
        return any(not self._settled(task) for task in self.named(*keys))

    def status(self, accepted: bool, moved: bool) -> JobStatus:
        """The status: the last step of an unbroken way."""
        job = self._job
        reached = JobStatus.ACCEPTED if accepted else JobStatus.ASSIGNED
        steps: list[tuple[JobStatus, bool]] = [
            (JobStatus.RESCHEDULED if moved else JobStatus.SCHEDULED, not self.left(job.schedule)),
        ]
        if job.prepared:
            ready = not self.left(*job.prepared)
            steps.append((JobStatus.RESCHEDULED if moved else JobStatus.PREPARED, ready))
        steps.append((JobStatus.SUBMITTED, not self.left(*job.submits)))
        steps.append((JobStatus.REVIEWED, not self.left(job.reviews)))
        if job.commissioned:
            steps.append((JobStatus.COMMISSIONED, not self.left(*job.commissioned)))
        whole = [task for task in self._tasks if task.job == job.key]
        steps.append((JobStatus.COMPLETED, all(self._settled(task) for task in whole)))
        for status, there in steps:
            if not there:
                break
            reached = status
        return reached
