"""What people do with the tasks of projects, legal or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from solartui.domain.workflow.course import Course, TaskState
from solartui.domain.workflow.model import NeedType
from solartui.services.container import Services

EVENTS = ("proposal_sent", "proposal_signed", "deposit_paid", "design_synced", "quote_updated", "earthquake")
STAGES = ("onboarding", "considering", "committing", "installation", "heaven")
OUTCOMES = ("lost", "failed", "cancelled", "closed", None)
PPE = "590123456789012345"
_TEXTS: dict[NeedType, tuple[Any, ...]] = {
    NeedType.TEXT: ("x", "[/] \x1b]0;x\x07", ""),
    NeedType.NUMBER: (0, "12,5", "many"),
    NeedType.DATE: ("2026-11-24", "tomorrow", "sometime"),
    NeedType.DATETIME: ("2026-12-01 10:00", "never"),
    NeedType.YES_NO: ("yes", "no", "maybe"),
    NeedType.LIST: ("A;B", ["A", "B", "C"], "A"),
}


def answers(state: TaskState, dice: Random, *, good: bool) -> dict[str, object]:
    """Something for each need; mostly what it asks for where it is to be good."""
    values: dict[str, object] = {}
    for need in state.needs:
        if need.type is NeedType.FILE or (not need.required and dice.random() < 0.5):
            continue
        if need.name == "metering_point":
            values[need.name] = PPE if good or dice.random() < 0.5 else "12"
        elif need.type is NeedType.CHOICE:
            values[need.name] = dice.choice(need.choices)
        elif good:
            values[need.name] = next(value for value in _TEXTS[need.type] if value != 0)
            if need.type is NeedType.YES_NO:
                values[need.name] = dice.choice(["yes", "yes", "no"])
        else:
            values[need.name] = dice.choice(_TEXTS[need.type])
    return values


def files(state: TaskState, paper: Path, dice: Random, *, good: bool) -> dict[str, list[Path]]:
    """A file for each need of one."""
    wanted = [need for need in state.needs if need.type is NeedType.FILE]
    return {need.name: [paper] for need in wanted if (need.required and good) or dice.random() < 0.3}


def some_task(course: Course, dice: Random) -> str:
    """Mostly the one whose turn it is."""
    if course.next is not None and dice.random() < 0.8:
        return course.next.key
    return dice.choice([state.key for state in course.tasks] + ["no_such_task"])


def do_task(services: Services, project: int, paper: Path, dice: Random) -> object:
    """Do a task, well or badly."""
    course = services.tasks.course(project)
    key = some_task(course, dice)
    state = course.task(key)
    good = dice.random() < 0.85
    if state is None:
        return services.tasks.do(project, key)
    given = files(state, paper, dice, good=good)
    return services.tasks.do(project, key, answers(state, dice, good=good), given, version=state.version)


def undo_task(services: Services, project: int, dice: Random) -> object:
    """Open a task again."""
    course = services.tasks.course(project)
    done = [state.key for state in course.tasks if state.status in {"done", "skipped"}]
    return services.tasks.undo(project, dice.choice(done or ["add_customer"]))


def other_act(services: Services, project: int, dice: Random) -> object:
    """Skip a task, give it to somebody, tell an event, end the project, or put it into a stage."""
    course = services.tasks.course(project)
    key = some_task(course, dice)
    job = dice.choice(["inspection", "installation", "party"])
    acts: list[Callable[[], object]] = [
        lambda: services.tasks.skip(project, key, dice.choice(["known", "known", ""])),
        lambda: services.tasks.edit(project, key, {"assignee": dice.choice(["anna", None]), "due": "2026-12-01"}),
        lambda: services.progress.event(project, dice.choice(EVENTS), {"amount": dice.choice(["5", "6"])}),
        lambda: services.progress.outcome(project, dice.choice(OUTCOMES), "because"),
        lambda: services.progress.outcome(project, None),
        lambda: services.progress.move(project, dice.choice(STAGES), "because"),
        lambda: services.progress.accept(project, job),
        lambda: services.progress.reschedule(project, job, "2026-12-09 08:00"),
    ]
    return dice.choice(acts)()
