"""What follows from what was done: the state of every task, the stage, the jobs and the outcome. Pure rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from solartui.domain.vocabulary import ProjectStage, label
from solartui.domain.workflow.conditions import Condition
from solartui.domain.workflow.course import Course, Result, Status, TaskState, word
from solartui.domain.workflow.facts import OUTCOME_SET, STAGE_SET, Facts, Happening
from solartui.domain.workflow.jobs import jobs_of
from solartui.domain.workflow.model import OF, Document, Need, NeedType, Task, Words, Workflow
from solartui.domain.workflow.serials import ASSETS, missing_serials
from solartui.i18n import tr

ORDER = tuple(ProjectStage)
_FILE = Words({"en": "Document", "pl": "Dokument"})
_NAMED = 3


def tasks_of(workflow: Workflow, facts: Facts) -> tuple[Task, ...]:
    """The tasks that a project can have, with one for each document of its checklist."""
    return tuple(one for task in workflow.tasks for one in _expanded(workflow, task, facts))


def _expanded(workflow: Workflow, task: Task, facts: Facts) -> Iterator[Task]:
    if not task.documents:
        yield task
        return
    for document in _documents(workflow, task.key, facts):
        need = Need("document", _FILE, NeedType.FILE, required=True)
        title = Words({lang: f"{task.title.texts.get(lang, task.title)}: {text}" for lang, text in _both(document)})
        yield replace(
            task, key=f"{task.key}{OF}{document.key}", title=title, needs=(need, *task.needs), part=document.key
        )


def _both(document: Document) -> Iterable[tuple[str, str]]:
    return document.title.texts.items()


def _documents(workflow: Workflow, task: str, facts: Facts) -> Iterator[Document]:
    lists = [one for one in workflow.checklists if one.task == task]
    regulation = facts.words.get("regulation")
    chosen = next((one for one in lists if regulation in one.regulations), None)
    chosen = chosen or next((one for one in lists if not one.regulations), None)
    for document in chosen.documents if chosen else ():
        if document.when is None or document.when.holds(lambda name: _fact(facts, name)):
            yield document


def _fact(facts: Facts, name: str) -> object:
    if name in facts.words:
        return facts.words[name]
    if name in facts.numbers:
        return facts.numbers[name]
    battery, capacity = facts.numbers.get("battery_kwh"), facts.numbers.get("capacity_kwp")
    flags: dict[str, object] = {
        "battery_only": bool(battery) and not capacity,
        "off_grid": facts.words.get("grid_connection") == "off_grid",
        "inspection": facts.inspection,
    }
    return flags.get(name)


def evaluate(workflow: Workflow, facts: Facts) -> Course:
    """Where a project stands by its workflow and what is known of it."""
    return _Evaluation(workflow, facts).course()


class _Evaluation:
    """One look at one project."""

    def __init__(self, workflow: Workflow, facts: Facts) -> None:
        self._workflow = workflow
        self._facts = facts
        self._tasks = tasks_of(workflow, facts)
        self._bases = {task.base for task in self._tasks}
        self._done: dict[str, tuple[datetime, str | None] | None] = {}
        self._by_key = {task.key: task for task in self._tasks}

    def course(self) -> Course:
        """The answer."""
        stage, waiting = self._stage
        outcome, reason, by_hand = self._outcome
        if outcome is Result.COMPLETED:
            stage = ProjectStage.COMPLETED
        elif outcome is not None and not by_hand:
            stage = min(stage, self._ended_in, key=ORDER.index)
        states = tuple(self._state(task) for task in self._tasks)
        counted = [state for task, state in zip(self._tasks, states, strict=True) if self._counts(task, state)]
        jobs = tuple(jobs_of(self._workflow, self._facts, self._tasks, self._settled, self._since))
        return Course(
            tasks=states,
            stage=stage,
            outcome=outcome,
            outcome_reason=reason,
            by_hand=by_hand,
            waiting=waiting,
            jobs=jobs,
            done=sum(state.status is Status.DONE for state in counted),
            total=len(counted),
        )

    def _counts(self, task: Task, state: TaskState) -> bool:
        return state.status is not Status.SKIPPED and (state.status is Status.DONE or self._applies(task) is True)

    # What is known

    def _known(self, name: str) -> object:
        task, _, need = name.partition(".")
        if need:
            return self._answer(task, need)
        if name == "serials_missing":
            return self._serials_missing
        return _fact(self._facts, name)

    def _answer(self, key: str, need: str) -> object:
        """What was answered in a task; None while it is to come, empty where it never will."""
        task = self._by_key.get(key)
        if task is None:
            return ""
        if self._done_at(task) is not None:
            return self._facts.tick(key).values.get(need, "")
        return "" if self._settled(task) else None

    @cached_property
    def _serials_missing(self) -> bool | None:
        for task in self._tasks:
            if any(need.name == ASSETS for need in task.needs):
                if self._done_at(task) is None:
                    return False if self._settled(task) else None
                return bool(missing_serials(self._facts.tick(task.key).values))
        return False

    def _holds(self, condition: Condition | None, otherwise: bool) -> bool | None:
        if condition is None:
            return otherwise
        if "serials_missing" in condition.flags and self._serials_missing is None:
            return None
        return condition.holds(self._known)

    def _applies(self, task: Task) -> bool | None:
        """Whether the project has the task; None while that is not known."""
        return self._holds(task.when, True)

    def _waived(self, task: Task) -> bool:
        return self._holds(task.waived, False) is True

    # What is done

    def _done_at(self, task: Task) -> tuple[datetime, str | None] | None:
        """When and by whom a task was done; None while it is not."""
        if task.key not in self._done:
            self._done[task.key] = None  # of tasks that ask for each other neither is done by the other
            self._done[task.key] = self._find_done(task)
        return self._done[task.key]

    def _find_done(self, task: Task) -> tuple[datetime, str | None] | None:
        tick = self._facts.tick(task.key)
        if tick.done_at is not None:
            return tick.done_at, tick.done_by
        if tick.skipped_at is not None:
            return None
        known = {"customer": self._facts.customer, "site": self._facts.site}.get(task.known or "", False)
        if known and tick.reopened_at is None:
            return self._facts.started, None
        found = self._doing_event(task)
        return (found.at, found.by) if found else None

    def _doing_event(self, task: Task) -> Happening | None:
        """The first event that does the task by itself."""
        if not task.done_on:
            return None
        tick = self._facts.tick(task.key)
        since = self._done_at(self._by_key[task.since]) if task.since in self._by_key else None
        if task.since is not None and since is None:
            return None
        for event in self._facts.events:
            late = tick.reopened_at is None or event.at > tick.reopened_at
            if event.key in task.done_on and late and (since is None or event.at >= since[0]):
                return event
        return None

    def _settled(self, task: Task) -> bool:
        """Whether nothing is left to do of a task."""
        applies = self._applies(task)
        if applies is not True:
            return applies is False
        skipped = self._facts.tick(task.key).skipped_at is not None
        return skipped or self._done_at(task) is not None or self._waived(task)

    def _since(self, task: Task) -> datetime | None:
        """When a task was done."""
        found = self._done_at(task)
        return found[0] if found else None

    # Stage and outcome

    @cached_property
    def _stage(self) -> tuple[ProjectStage, str | None]:
        """The first stage that something is left of, not before the one that events and people say."""
        floor = ORDER.index(self._floor())
        for stage in self._workflow.stages:
            if ORDER.index(stage.key) < floor:
                continue
            if any(task.stage is stage.key and not self._settled(task) for task in self._tasks):
                return stage.key, None
            if stage.waits and not any(self._facts.last(event) for event in stage.waits):
                return stage.key, str(stage.because) if stage.because else None
        last = self._workflow.stages[-1].key
        left = any(not self._settled(task) for task in self._tasks)
        return (last if left else ProjectStage.COMPLETED), None

    def _floor(self) -> ProjectStage:
        known = [event.stage for one in self._facts.events if (event := self._workflow.event(one.key)) and event.stage]
        said = self._facts.last(STAGE_SET)  # what a person said last holds
        if said is not None and said.data.get("stage"):
            known.append(ProjectStage(str(said.data["stage"])))
        return max(known, key=ORDER.index, default=ORDER[0])

    @property
    def _ended_in(self) -> ProjectStage:
        """The stage in which an answer ended the project."""
        held = next(ending for ending in self._workflow.endings if ending.when.holds(self._known))
        asked = [self._by_key[key].stage for key in held.when.tasks if key in self._by_key]
        return max(asked, key=ORDER.index, default=ProjectStage.COMPLETED)

    @cached_property
    def _outcome(self) -> tuple[Result | None, str | None, bool]:
        said = self._facts.last(OUTCOME_SET)
        if said is not None and said.data.get("outcome"):
            reason = said.data.get("reason")
            return Result(str(said.data["outcome"])), str(reason) if reason else None, True
        for ending in self._workflow.endings:
            if ending.when.holds(self._known):
                return Result(ending.outcome), str(ending.because), False
        if self._stage[0] is ProjectStage.COMPLETED:
            return Result.COMPLETED, None, False
        return None, None, False

    # Tasks

    def _state(self, task: Task) -> TaskState:
        tick = self._facts.tick(task.key)
        status, reason, doable = self._status(task)
        found = self._done_at(task) if status is Status.DONE else None
        known = {need.name: self._facts.fields.get(need.field) for need in task.needs if need.field}
        return TaskState(
            task=task,
            status=status,
            reason=reason,
            doable=doable,
            by_itself=status is Status.DONE and tick.done_at is None,
            skipped_by_hand=status is Status.SKIPPED and tick.skipped_at is not None,
            needs=tuple(self._need(need) for need in task.needs),
            assignee=tick.assignee,
            due=tick.due,
            done_by=found[1] if found else None,
            done_at=found[0] if found else None,
            values={name: value for name, value in known.items() if value is not None} | dict(tick.values),
            note=tick.note,
            version=tick.version,
        )

    def _need(self, need: Need) -> Need:
        free = need.unless is not None and need.unless.holds(self._known) is True
        return replace(need, required=False) if free else need

    def _status(self, task: Task) -> tuple[Status, str | None, bool]:
        tick = self._facts.tick(task.key)
        applies = self._applies(task)
        if applies is False:
            return Status.SKIPPED, str(task.because) if task.because else tr("It is not needed here."), False
        if applies and self._done_at(task) is not None:
            return Status.DONE, None, False
        if tick.skipped_at is not None:
            return Status.SKIPPED, tick.reason, False
        outcome, _, _ = self._outcome
        lock = self._lock(task, outcome)
        if self._waived(task):
            reason = str(task.because) if task.because else tr("It is not required here.")
            return Status.SKIPPED, reason, lock is None
        return (Status.LOCKED, lock, False) if lock else (Status.OPEN, None, True)

    def _lock(self, task: Task, outcome: Result | None) -> str | None:
        """Why a task cannot be done now; None where it can."""
        if outcome is not None:
            return tr("The project is over: {outcome}.", outcome=word(outcome))
        if self._applies(task) is None:
            asked = (
                self._titles(self._by_key[key] for key in task.when.tasks if key in self._by_key) if task.when else ""
            )
            return tr("First: {tasks}.", tasks=asked) if asked else tr("It is not known yet whether it is needed.")
        stage, waiting = self._stage
        if ORDER.index(task.stage) > ORDER.index(stage):
            return waiting or self._stage_lock(task, stage)
        left = [one for one in self._before(task) if not self._settled(one)]
        return tr("First: {tasks}.", tasks=self._titles(left)) if left else None

    def _stage_lock(self, task: Task, stage: ProjectStage) -> str:
        left = [one for one in self._tasks if one.stage is stage and not self._settled(one)]
        if not left:
            return tr("It belongs to the stage {stage}.", stage=label(task.stage))
        return tr("First: {tasks}.", tasks=self._titles(left))

    def _before(self, task: Task) -> Iterator[Task]:
        """The tasks that come before one."""
        for one in self._tasks:
            if task.after is not None:
                if one.base in task.after:
                    yield one
            elif one.stage is task.stage:
                if one.base == task.base:
                    return
                yield one

    def _titles(self, tasks: Iterable[Task]) -> str:
        titles = list(dict.fromkeys(str(task.title) for task in tasks))
        shown = ", ".join(titles[:_NAMED])
        return shown if len(titles) <= _NAMED else tr("{tasks} and {n} more", tasks=shown, n=len(titles) - _NAMED)
