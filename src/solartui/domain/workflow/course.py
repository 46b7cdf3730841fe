"""Where a project stands in its workflow: what people and programs see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from solartui.domain.people import Assignee
from solartui.domain.vocabulary import ProjectStage
from solartui.domain.vocabulary import Result as Result  # noqa: PLC0414 - whoever reads a course finds it here
from solartui.domain.workflow.model import Need, Place, Task
from solartui.i18n import mark, ntr, tr


class Status(StrEnum):
    """How a task stands."""

    OPEN = "open"
    LOCKED = "locked"
    DONE = "done"
    SKIPPED = "skipped"


class JobStatus(StrEnum):
    """How a visit to the site stands."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    PREPARED = "prepared"
    RESCHEDULED = "rescheduled"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    COMMISSIONED = "commissioned"
    COMPLETED = "completed"


LABELS: Mapping[StrEnum, str] = {
    Place.CONSOLE: mark("Console"),
    Place.INSTALLER: mark("Installer"),
    Place.DESIGN_TOOL: mark("Design tool"),
    Place.EITHER: mark("Installer or console"),
    Status.OPEN: mark("Open"),
    Status.LOCKED: mark("Locked"),
    Status.DONE: mark("Done"),
    Status.SKIPPED: mark("Skipped"),
    JobStatus.ASSIGNED: mark("Assigned"),
    JobStatus.ACCEPTED: mark("Accepted"),
    JobStatus.SCHEDULED: mark("Scheduled"),
    JobStatus.PREPARED: mark("Prepared"),
    JobStatus.RESCHEDULED: mark("Rescheduled"),
    JobStatus.SUBMITTED: mark("Submitted"),
    JobStatus.REVIEWED: mark("Reviewed"),
    JobStatus.COMMISSIONED: mark("Commissioned"),
    JobStatus.COMPLETED: mark("Completed"),
    Result.COMPLETED: mark("Completed"),
    Result.FAILED: mark("Failed"),
    Result.LOST: mark("Lost"),
    Result.CANCELLED: mark("Cancelled"),
    Result.CLOSED: mark("Closed"),
}


def word(value: StrEnum) -> str:
    """What a place, a status or an outcome is called in the language in use."""
    return tr(LABELS[value])


@dataclass(frozen=True, slots=True)
class TaskState:
    """One task of a project as it stands.

    Attributes:
        conditional: whether it is there only under a condition.
        reason: why it is locked or skipped, in the language in use.
        doable: whether it can be done now; true of open tasks, and of those that are skipped as not required.
        by_itself: whether it is done without anybody having ticked it.
        skipped_by_hand: whether somebody skipped it.
        needs: its form, with what is required of this project.
        values: what was answered, and what is known already of an open one; files by ids of documents.
        version: how often it was changed; acts pass it to notice what a colleague did.
    """

    task: Task
    status: Status
    reason: str | None = None
    doable: bool = False
    by_itself: bool = False
    skipped_by_hand: bool = False
    needs: tuple[Need, ...] = ()
    assignee: Assignee | None = None
    due: date | None = None
    done_by: str | None = None
    done_at: datetime | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    note: str | None = None
    version: int = 0

    @property
    def key(self) -> str:
        """Its key, with the document where it asks for one."""
        return self.task.key

    @property
    def title(self) -> str:
        """Its title in the language in use."""
        return str(self.task.title)

    @property
    def stage(self) -> ProjectStage:
        """The stage that it belongs to."""
        return self.task.stage

    @property
    def place(self) -> Place:
        """Where it is worked on."""
        return self.task.place

    @property
    def job(self) -> str | None:
        """The job that it belongs to."""
        return self.task.job

    @property
    def conditional(self) -> bool:
        """Whether it is there only under a condition."""
        return self.task.when is not None


@dataclass(frozen=True, slots=True)
class JobState:
    """A visit to the site: when, by whom, and how far it is."""

    kind: str
    status: JobStatus
    when: datetime | None = None
    team: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Where a project stands.

    Attributes:
        tasks: all tasks in their order.
        stage: the stage that follows from them.
        outcome: how the project ended, with `outcome_reason`; None while it is under way.
        by_hand: whether somebody set the outcome.
        waiting: what the stage waits for beside its tasks, in the language in use.
        done: how many tasks are done, of `total` that this project has.
        selling: whether it is a sales project under way, of which a site has one.
    """

    tasks: tuple[TaskState, ...]
    stage: ProjectStage
    outcome: Result | None
    outcome_reason: str | None
    by_hand: bool
    waiting: str | None
    jobs: tuple[JobState, ...]
    done: int
    total: int
    selling: bool = False

    def task(self, key: str) -> TaskState | None:
        """The task with a key, if the project has it."""
        return next((state for state in self.tasks if state.key == key), None)

    @property
    def next(self) -> TaskState | None:
        """The first task that can be done now."""
        return next((state for state in self.tasks if state.status is Status.OPEN), None)


def what_is_left(course: Course) -> str:
    """What keeps a project in its stage: how many tasks, and which of them can be done now; else what it waits for."""
    here = [state for state in course.tasks if state.stage is course.stage]
    first = next((state for state in here if state.status is Status.OPEN), None)
    if first is None:
        return course.waiting or tr("There is no stage after this one.")
    # Whether one that hangs on an answer is to be done at all is known when it opens.
    n = sum(one.status is Status.OPEN or (one.status is Status.LOCKED and not one.conditional) for one in here)
    return ntr("{n} task left: {title}", "{n} tasks left, first: {title}", n, n=n, title=first.title)
