"""Whether the parts of a workflow fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from solartui.domain.vocabulary import ProjectStage
from solartui.domain.workflow.jobs import ACCEPTED, RESCHEDULED
from solartui.domain.workflow.lines import Entry
from solartui.domain.workflow.model import Task, Workflow
from solartui.i18n import tr

_ORDER = tuple(ProjectStage)


def check(workflow: Workflow, top: Entry) -> None:
    """Go on only if every name means something and every task can be reached.

    Raises:
        Refused: the first thing that does not fit, with its line.
    """
    _check_stages(workflow, top)
    _check_tasks(workflow, top)
    _check_events(workflow, top)
    _check_jobs(workflow, top)
    _check_checklists(workflow, top)
    _check_circles(workflow, top)


def _at(top: Entry, name: str, number: int) -> Entry:
    return list(top.entries(name, 10_000))[number]


def _check_stages(workflow: Workflow, top: Entry) -> None:
    places = [_ORDER.index(stage.key) for stage in workflow.stages]
    if not places:
        raise top.wrong("stage", tr("{name} is missing.", name="[[stage]]"))
    for number, (one, other) in enumerate(pairwise(places), 1):
        if one >= other:
            order = ", ".join(stage.value for stage in _ORDER[:-1])
            raise _at(top, "stage", number).wrong(
                "key", tr("stages stand in this order, each once: {order}", order=order)
            )
    if not workflow.tasks:
        raise top.wrong("task", tr("{name} is missing.", name="[[task]]"))


def _check_tasks(workflow: Workflow, top: Entry) -> None:
    stages = [stage.key for stage in workflow.stages]
    keys = {task.key for task in workflow.tasks}
    seen: set[str] = set()
    last = 0
    for entry, task in zip(top.entries("task", 10_000), workflow.tasks, strict=True):
        if task.key in seen:
            raise entry.wrong("key", tr("there are two tasks {key}.", key=task.key))
        seen.add(task.key)
        if task.stage not in stages:
            raise entry.wrong("stage", tr("the workflow has no stage {key}.", key=task.stage))
        if stages.index(task.stage) < last:
            raise entry.wrong("stage", tr("tasks stand in the order of their stages."))
        last = stages.index(task.stage)
        names = [need.name for need in task.needs]
        if len(set(names)) < len(names):
            raise entry.wrong("need", tr("the task {key} has two needs of one name.", key=task.key))
        for name, others in (("after", task.after or ()), ("reopens", task.reopens), ("since", [task.since])):
            _refuse_unknown(entry, name, (other for other in others if other), keys)
        if bool(task.sends_back) != bool(task.reopens):
            raise entry.wrong("sends_back", tr("sends_back and reopens need each other."))
        if (task.since or task.done_on) and task.since and not task.done_on:
            raise entry.wrong("since", tr("since needs done_on."))


def _refuse_unknown(entry: Entry, name: str, used: Iterable[str], known: Iterable[str]) -> None:
    there = set(known)
    for one in used:
        if one not in there:
            raise entry.wrong(name, tr("there is no {key}.", key=one))


def _check_events(workflow: Workflow, top: Entry) -> None:
    keys = [event.key for event in workflow.events]
    reserved = {f"{job.key}_{what}" for job in workflow.jobs for what in (ACCEPTED, RESCHEDULED)}
    for number, key in enumerate(keys):
        if key in keys[:number] or key in reserved:
            raise _at(top, "event", number).wrong("key", tr("there are two events {key}.", key=key))
    for entry, stage in zip(top.entries("stage", 10_000), workflow.stages, strict=True):
        _refuse_unknown(entry, "waits", stage.waits, keys)
    for entry, task in zip(top.entries("task", 10_000), workflow.tasks, strict=True):
        _refuse_unknown(entry, "done_on", sorted(task.done_on), keys)


def _check_jobs(workflow: Workflow, top: Entry) -> None:
    keys = [task.key for task in workflow.tasks]
    jobs = [job.key for job in workflow.jobs]
    for number, (entry, job) in enumerate(zip(top.entries("job", 10_000), workflow.jobs, strict=True)):
        if job.key in jobs[:number]:
            raise entry.wrong("key", tr("there are two jobs {key}.", key=job.key))
        for name, used in (
            ("starts", (job.starts,)),
            ("schedule", (job.schedule,)),
            ("prepared", job.prepared),
            ("submits", job.submits),
            ("reviews", (job.reviews,)),
            ("commissioned", job.commissioned),
        ):
            _refuse_unknown(entry, name, used, keys)
    for entry, task in zip(top.entries("task", 10_000), workflow.tasks, strict=True):
        _refuse_unknown(entry, "job", [task.job] if task.job else [], jobs)


def _check_checklists(workflow: Workflow, top: Entry) -> None:
    asking = {task.key for task in workflow.tasks if task.documents}
    for entry, one in zip(top.entries("checklist", 10_000), workflow.checklists, strict=True):
        _refuse_unknown(entry, "task", [one.task], asking)
    listed = {one.task for one in workflow.checklists}
    for entry, task in zip(top.entries("task", 10_000), workflow.tasks, strict=True):
        if task.documents and task.key not in listed:
            raise entry.wrong("documents", tr("there is no checklist for {key}.", key=task.key))


def _check_circles(workflow: Workflow, top: Entry) -> None:
    """Refuse tasks that wait for each other, or for one of a later stage."""
    tasks = {task.key: task for task in workflow.tasks}
    ways = {task.key: tuple(_waits_for(task, workflow)) for task in workflow.tasks}
    lines = {entry.data["key"]: entry for entry in top.entries("task", 10_000)}
    for key, others in ways.items():
        for other in others:
            if _ORDER.index(tasks[other].stage) > _ORDER.index(tasks[key].stage):
                problem = tr("{key} waits for {other}, which stands in a later stage.", key=key, other=other)
                raise lines[key].wrong(None, problem)
    done: set[str] = set()
    for start in ways:
        found = _circle(start, ways, done)
        if found is not None:
            raise lines[found].wrong(None, tr("{key} waits for itself.", key=found))


def _waits_for(task: Task, workflow: Workflow) -> Iterator[str]:
    asked = [*(task.when.tasks if task.when else ()), *(task.waived.tasks if task.waived else ())]
    if task.after is not None:
        asked += task.after
    else:
        for other in workflow.tasks:
            if other.key == task.key:
                break
            if other.stage is task.stage:
                asked.append(other.key)
    if task.since:
        asked.append(task.since)
    yield from dict.fromkeys(asked)


def _circle(start: str, ways: dict[str, tuple[str, ...]], done: set[str]) -> str | None:
    """A task on a circle that is reached from a start; walked without recursion, the file may be hostile."""
    on_way: list[str] = []
    stack: list[tuple[str, bool]] = [(start, False)]
    while stack:
        key, left = stack.pop()
        if left:
            on_way.remove(key)
            done.add(key)
        elif key in on_way:
            return key
        elif key not in done:
            on_way.append(key)
            stack.append((key, True))
            stack += [(other, False) for other in ways[key]]
    return None
