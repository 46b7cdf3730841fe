"""A workflow as it was read: stages, tasks with what they need, jobs, checklists, and what events do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from enum import StrEnum

from solartui import i18n
from solartui.domain.vocabulary import ProjectStage
from solartui.domain.workflow.conditions import Condition

# The part of a task's key before the document that it asks for.
OF = ":"


class Place(StrEnum):
    """Where a task is worked on."""

    CONSOLE = "console"
    INSTALLER = "installer"
    DESIGN_TOOL = "design_tool"
    EITHER = "either"


FIELD = frozenset({Place.INSTALLER, Place.EITHER})
"""The places of those who work in the field."""


class NeedType(StrEnum):
    """What a field of a task's form holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "datetime"
    CHOICE = "choice"
    YES_NO = "yes_no"
    FILE = "file"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in the languages that the file gives, English first."""

    texts: Mapping[str, str] = part(hash=False)

    def __str__(self) -> str:
        """The text in the language in use."""
        return self.texts.get(i18n.language()) or next(iter(self.texts.values()), "")


@dataclass(frozen=True, slots=True)
class Need:
    """One field of a task's form.

    Attributes:
        required: whether the task is not done without it.
        unless: the condition under which it is not required.
        field: the field of the project that it says, which it is known from and written to.
        words: what the choices are called.
        today: whether it is the day on which the task is done, where nobody says another one.
        must: the answers with which work goes on; with another one only by the word of a manager.
    """

    name: str
    label: Words
    type: NeedType
    choices: tuple[str, ...] = ()
    required: bool = False
    unless: Condition | None = None
    field: str | None = None
    words: Mapping[str, Words] = part(default_factory=dict, hash=False)
    today: bool = False
    must: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes:
        after: the tasks that come before it; None where all earlier ones of its stage do.
        when: it is there only if this holds.
        waived: it need not be done where this holds.
        done_on: the events that do it by themselves, if they come after the task `since` was done.
        known: what makes it done by itself: ``customer`` or ``site``.
        effect: what doing it writes elsewhere.
        sends_back: where this holds when it is done, `reopens` are opened again instead.
        once: whether only one project of a site may have it done.
        documents: whether it stands for one task for each document of the site's checklist.
        part: the document that it asks for.
    """

    key: str
    title: Words
    stage: ProjectStage
    place: Place
    job: str | None = None
    needs: tuple[Need, ...] = ()
    after: tuple[str, ...] | None = None
    when: Condition | None = None
    because: Words | None = None
    waived: Condition | None = None
    done_on: frozenset[str] = frozenset()
    since: str | None = None
    known: str | None = None
    effect: str | None = None
    sends_back: Condition | None = None
    reopens: tuple[str, ...] = ()
    once: bool = False
    documents: bool = False
    part: str | None = None

    @property
    def base(self) -> str:
        """Its key in the workflow, without the document."""
        return self.key.partition(OF)[0]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage; `waits` are the events of which one ends it, when its tasks are done."""

    key: ProjectStage
    waits: tuple[str, ...] = ()
    because: Words | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A visit to the site: the tasks that carry it from status to status, by their keys."""

    key: str
    starts: str
    schedule: str
    prepared: tuple[str, ...]
    submits: tuple[str, ...]
    reviews: str
    commissioned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a checklist."""

    key: str
    title: Words
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The documents that a task asks for where one of the regulations holds; without any, everywhere else."""

    task: str
    regulations: tuple[str, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that comes from outside; `stage` is the one that the project is in at least from then on."""

    key: str
    title: Words
    stage: ProjectStage | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """An outcome that follows from what was answered."""

    outcome: str
    when: Condition
    because: Words


@dataclass(frozen=True, slots=True)
class Workflow:
    """A whole workflow, by its id and version."""

    id: str
    version: int
    title: Words
    stages: tuple[Stage, ...]
    tasks: tuple[Task, ...]
    jobs: tuple[Job, ...]
    checklists: tuple[Checklist, ...]
    events: tuple[Event, ...]
    endings: tuple[Ending, ...]

    def event(self, key: str) -> Event | None:
        """The event with a key, if there is one."""
        return next((event for event in self.events if event.key == key), None)
