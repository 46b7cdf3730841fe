"""What is known of the tasks of a project: which it has, which are done, which need not be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from solartui.domain.workflow.conditions import Condition
from solartui.domain.workflow.facts import Facts, Happening
from solartui.domain.workflow.model import OF, Document, Need, NeedType, Task, Words, Workflow
from solartui.domain.workflow.serials import ASSETS, missing_serials

_FILE = Words({"en": "Document", "pl": "Dokument"})


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


class Known:
    """One look at one project.

    Attributes:
        tasks: all tasks that the project can have, in their order.
        by_key: the same by their keys.
    """

    def __init__(self, workflow: Workflow, facts: Facts) -> None:
        self._facts = facts
        self.tasks = tasks_of(workflow, facts)
        self.by_key = {task.key: task for task in self.tasks}
        self._done: dict[str, tuple[datetime, str | None] | None] = {}

    def of(self, name: str) -> object:
        """What a condition asks for by its name; None where it is not known."""
        task, _, need = name.partition(".")
        if need:
            return self._answer(task, need)
        if name == "serials_missing":
            return self._serials_missing
        return _fact(self._facts, name)

    def _answer(self, key: str, need: str) -> object:
        """What was answered in a task; None while it is to come, empty where it never will."""
        task = self.by_key.get(key)
        if task is None:
            return ""
        if self.done_at(task) is not None:
            return self._facts.tick(key).values.get(need, "")
        return "" if self.settled(task) else None

    @cached_property
    def _serials_missing(self) -> bool | None:
        for task in self.tasks:
            if any(need.name == ASSETS for need in task.needs):
                if self.done_at(task) is None:
                    return False if self.settled(task) else None
                return bool(missing_serials(self._facts.tick(task.key).values))
        return False

    def holds(self, condition: Condition | None, otherwise: bool) -> bool | None:
        """Whether a condition holds, None while an answer is missing; `otherwise` where there is none."""
        if condition is None:
            return otherwise
        if "serials_missing" in condition.flags and self._serials_missing is None:
            return None
        return condition.holds(self.of)

    def applies(self, task: Task) -> bool | None:
        """Whether the project has the task; None while that is not known."""
        return self.holds(task.when, True)

    def waived(self, task: Task) -> bool:
        """Whether a task need not be done here."""
        return self.holds(task.waived, False) is True

    def done_at(self, task: Task) -> tuple[datetime, str | None] | None:
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
        since = self.done_at(self.by_key[task.since]) if task.since in self.by_key else None
        if task.since is not None and since is None:
            return None
        for event in self._facts.events:
            late = tick.reopened_at is None or event.at > tick.reopened_at
            if event.key in task.done_on and late and (since is None or event.at >= since[0]):
                return event
        return None

    def settled(self, task: Task) -> bool:
        """Whether nothing is left to do of a task."""
        applies = self.applies(task)
        if applies is not True:
            return applies is False
        skipped = self._facts.tick(task.key).skipped_at is not None
        return skipped or self.done_at(task) is not None or self.waived(task)

    def since(self, task: Task) -> datetime | None:
        """When a task was done."""
        found = self.done_at(task)
        return found[0] if found else None
