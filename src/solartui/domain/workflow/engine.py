"""What follows from what was done: the state of every task, the stage, the jobs and the outcome. Pure rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from solartui.domain.vocabulary import ProjectStage, label
from solartui.domain.workflow.course import Course, Result, Status, TaskState, word
from solartui.domain.workflow.facts import OUTCOME_SET, STAGE_SET, Facts
from solartui.domain.workflow.jobs import jobs_of
from solartui.domain.workflow.known import Known
from solartui.domain.workflow.model import Need, Task, Workflow
from solartui.i18n import tr

ORDER = tuple(ProjectStage)
_NAMED = 3


def evaluate(workflow: Workflow, facts: Facts) -> Course:
    """Where a project stands by its workflow and what is known of it."""
    return _Evaluation(workflow, facts).course()


class _Evaluation:
    """One look at one project."""

    def __init__(self, workflow: Workflow, facts: Facts) -> None:
        self._workflow = workflow
        self._facts = facts
        self._known = Known(workflow, facts)

    def course(self) -> Course:
        """The answer."""
        stage, waiting = self._stage
        outcome, reason, by_hand = self._outcome
        if outcome is Result.COMPLETED:
            stage = ProjectStage.COMPLETED
        elif outcome is not None and not by_hand:
            stage = min(stage, self._ended_in, key=ORDER.index)
        states = tuple(self._state(task) for task in self._known.tasks)
        counted = [state for task, state in zip(self._known.tasks, states, strict=True) if self._counts(task, state)]
        jobs = tuple(jobs_of(self._workflow, self._facts, self._known.tasks, self._known.settled, self._known.since))
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
            selling=outcome is None and any(self._sells(task) for task in self._known.tasks if task.once),
        )

    def _sells(self, task: Task) -> bool:
        """Whether a task that only one project of a site may have done is done, or the project is past it."""
        if self._known.applies(task) is not True or self._facts.tick(task.key).skipped_at is not None:
            return False
        return self._known.done_at(task) is not None or ORDER.index(self._stage[0]) > ORDER.index(task.stage)

    def _counts(self, task: Task, state: TaskState) -> bool:
        return state.status is not Status.SKIPPED and (state.status is Status.DONE or self._known.applies(task) is True)

    # Stage and outcome

    @cached_property
    def _stage(self) -> tuple[ProjectStage, str | None]:
        """The first stage that something is left of, not before the one that events and people say."""
        floor = ORDER.index(self._floor())
        for stage in self._workflow.stages:
            if ORDER.index(stage.key) < floor:
                continue
            if any(task.stage is stage.key and not self._known.settled(task) for task in self._known.tasks):
                return stage.key, None
            if stage.waits and not any(self._facts.last(event) for event in stage.waits):
                return stage.key, str(stage.because) if stage.because else None
        last = self._workflow.stages[-1].key
        left = any(not self._known.settled(task) for task in self._known.tasks)
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
        held = next(ending for ending in self._workflow.endings if ending.when.holds(self._known.of))
        asked = [self._known.by_key[key].stage for key in held.when.tasks if key in self._known.by_key]
        return max(asked, key=ORDER.index, default=ProjectStage.COMPLETED)

    @cached_property
    def _outcome(self) -> tuple[Result | None, str | None, bool]:
        said = self._facts.last(OUTCOME_SET)
        if said is not None and said.data.get("outcome"):
            reason = said.data.get("reason")
            return Result(str(said.data["outcome"])), str(reason) if reason else None, True
        for ending in self._workflow.endings:
            if ending.when.holds(self._known.of):
                return Result(ending.outcome), str(ending.because), False
        if self._stage[0] is ProjectStage.COMPLETED:
            return Result.COMPLETED, None, False
        return None, None, False

    # Tasks

    def _state(self, task: Task) -> TaskState:
        tick = self._facts.tick(task.key)
        status, reason, doable = self._status(task)
        found = self._known.done_at(task) if status is Status.DONE else None
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
        free = need.unless is not None and need.unless.holds(self._known.of) is True
        return replace(need, required=False) if free else need

    def _status(self, task: Task) -> tuple[Status, str | None, bool]:
        tick = self._facts.tick(task.key)
        applies = self._known.applies(task)
        if applies is False:
            return Status.SKIPPED, str(task.because) if task.because else tr("It is not needed here."), False
        if applies and self._known.done_at(task) is not None:
            return Status.DONE, None, False
        if tick.skipped_at is not None:
            return Status.SKIPPED, tick.reason, False
        outcome, _, _ = self._outcome
        lock = self._lock(task, outcome)
        if self._known.waived(task):
            reason = str(task.because) if task.because else tr("It is not required here.")
            return Status.SKIPPED, reason, lock is None
        return (Status.LOCKED, lock, False) if lock else (Status.OPEN, None, True)

    def _lock(self, task: Task, outcome: Result | None) -> str | None:
        """Why a task cannot be done now; None where it can."""
        if outcome is not None:
            return tr("The project is over: {outcome}.", outcome=word(outcome))
        if self._known.applies(task) is None:
            asked = (
                self._titles(self._known.by_key[key] for key in task.when.tasks if key in self._known.by_key)
                if task.when
                else ""
            )
            return tr("First: {tasks}.", tasks=asked) if asked else tr("It is not known yet whether it is needed.")
        stage, waiting = self._stage
        if ORDER.index(task.stage) > ORDER.index(stage):
            return waiting or self._stage_lock(task, stage)
        left = [one for one in self._before(task) if not self._known.settled(one)]
        return tr("First: {tasks}.", tasks=self._titles(left)) if left else None

    def _stage_lock(self, task: Task, stage: ProjectStage) -> str:
        left = [one for one in self._known.tasks if one.stage is stage and not self._known.settled(one)]
        if not left:
            return tr("It belongs to the stage {stage}.", stage=label(task.stage))
        return tr("First: {tasks}.", tasks=self._titles(left))

    def _before(self, task: Task) -> Iterator[Task]:
        """The tasks that come before one."""
        for one in self._known.tasks:
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
