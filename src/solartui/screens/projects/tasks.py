"""What the keys do with the tasks of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from solartui.domain.workflow.course import Course, Status, what_is_left
from solartui.domain.workflow.model import Place
from solartui.i18n import tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.lead.actions import copy_text
from solartui.screens.projects.task_items import id_of, place_items, task_items
from solartui.screens.row_acts import RowActs
from solartui.screens.said import said

if TYPE_CHECKING:
    from datetime import datetime

    from solartui.domain.workflow.course import TaskState
    from solartui.screens.connected import ConnectedScreen
    from solartui.widgets.tasks_list import TasksList

_WIDE = {Place.CONSOLE, Place.INSTALLER}


class TaskRows(RowActs):
    """The tasks of one project.

    Args:
        page: the page that they stand on.
        rows: the list.
        project_id: which project.
    """

    TAKES_NOTES = False

    def __init__(self, page: ConnectedScreen, rows: TasksList, project_id: int) -> None:
        self._page = page
        self._rows = rows
        self._project_id = project_id
        self._folded: set[str] = set()
        self._only = ""
        self._now: Callable[[], datetime] = lambda: page.session.services.store.clock().astimezone()
        self.course: Course | None = None

    def show(self, course: Course) -> None:
        """Show where the project stands; at first the cursor is on what comes next, and what is over is folded."""
        first = self.course is None
        self.course = course
        if first:
            stages = {state.stage for state in course.tasks}
            over = {one for one in stages if all(s.status in (Status.DONE, Status.SKIPPED) for s in self._of(one))}
            self._folded = {stage.value for stage in over} if course.next is not None else set()
        self._repaint()
        if first:
            self._rows.go_to(
                id_of(course.next.key) if course.next else self._rows.items[0].id if self._rows.items else 0
            )

    def _of(self, stage: object) -> list[TaskState]:
        return [state for state in self.course.tasks if state.stage is stage] if self.course else []

    def _repaint(self) -> None:
        if self.course is None:
            return
        tasks = [state for state in self.course.tasks if self._is_shown(state.place)]
        self._rows.show(task_items(tasks, self._folded, self._now()))

    def _is_shown(self, place: Place) -> bool:
        return not self._only or place == self._only or (place is Place.EITHER and Place(self._only) in _WIDE)

    @property
    def here(self) -> TaskState | None:
        """The task under the cursor."""
        current = self._rows.current
        return self.course.task(current.key) if self.course and current is not None and current.key else None

    def why_disabled(self, command_id: str) -> str | None:
        """A task is needed."""
        if command_id in {"tab.tick", "tab.edit", "tab.copy"} and self.here is None:
            return tr("There is no task here.")
        return None

    # ---- what the keys do

    async def open(self) -> None:
        """The form of the task; a heading folds."""
        state, services = self.here, self._page.session.services
        if state is None:
            self.fold(folded=None)
        elif state.status is Status.DONE and not state.by_itself:
            await self._reopen(state)
        elif not state.doable:
            self._page.toast(state.reason or tr("It cannot be done now."), bad=True)
        elif await do_task(self._page, self._project_id, state):
            await self._follow(services.tasks.course)

    async def tick(self) -> None:
        """Done, as far as nothing has to be answered; what is done is opened again."""
        state = self.here
        if state is None:
            return
        missing = [need for need in state.needs if need.required and state.values.get(need.name) in (None, "", [])]
        asks = [need for need in missing if not need.today]
        if asks or not state.doable or (state.status is Status.DONE and not state.by_itself):
            await self.open()
            return
        tasks = self._page.session.services.tasks
        done = self._page.do(tasks.do, self._project_id, state.key, version=state.version)
        if await said(self._page, done) is not None:
            await self._follow(tasks.course)

    async def _reopen(self, state: TaskState) -> None:
        tasks = self._page.session.services.tasks
        await said(self._page, self._page.do(tasks.undo, self._project_id, state.key))

    async def _follow(self, read: Callable[[int], Course]) -> None:
        """The cursor goes on to what comes next."""
        course = await self._page.load(read, self._project_id)
        if course.next is not None:
            self._folded.discard(course.next.stage.value)
            self.show(course)
            self._rows.go_to(id_of(course.next.key))

    async def edit(self) -> None:
        """Give the task to somebody, or say until when it is due."""
        state = self.here
        if state is None:
            return
        from solartui.screens import lead_choices

        people, tasks = self._page.session.services.people, self._page.session.services.tasks
        among = await self._page.load(people.assignees)
        items = lead_choices.assignee_items(among, people.current)
        current = lead_choices.assignee_id(state.assignee)
        chosen = await self._page.ask(ChooseDialog(tr("Who does it?"), items, current, state.title))
        if chosen is None:
            return
        due = await self._page.ask(
            AskDialog(tr("Until when?"), state.due.isoformat() if state.due else "", tr("24.11, +3d; empty: no day"))
        )
        if due is not None:
            who = lead_choices.assignee_chosen(chosen, among)
            values = {"assignee": who, "due": due or None}
            await said(self._page, self._page.do(tasks.edit, self._project_id, state.key, values, state.version))

    def copy(self) -> None:
        """Copy the title."""
        if self.here is not None:
            copy_text(self._page, self.here.title)

    async def filter(self) -> None:
        """Show the tasks of one place only."""
        tasks = self.course.tasks if self.course else ()
        items = place_items(tasks)
        chosen = await self._page.ask(ChooseDialog(tr("Show tasks"), items, self._only or "all"))
        if chosen is not None:
            self._only = "" if chosen == "all" else chosen
            self._repaint()

    def fold(self, *, folded: bool | None) -> None:
        """Fold the stage under the cursor, unfold it, or the other of both."""
        current = self._rows.current
        if current is None:
            return
        if folded is None:
            folded = current.stage not in self._folded
        (self._folded.add if folded else self._folded.discard)(current.stage)
        self._repaint()
        self._rows.go_to(id_of(f"stage {current.stage}"))

    async def next_stage(self) -> None:
        """The project goes on by itself when its tasks are done: say what is left, or what it waits for."""
        course = self.course
        if course is None:
            return
        left = [state for state in course.tasks if state.stage is course.stage and state.status is Status.OPEN]
        if course.outcome is not None:
            self._page.toast(tr("The project is over."), bad=True)
            return
        self._page.toast(what_is_left(course), bad=True)
        if left:
            self._folded.discard(left[0].stage.value)
            self._repaint()
            self._rows.go_to(id_of(left[0].key))


async def do_task(page: ConnectedScreen, project_id: int, state: TaskState) -> bool:
    """Show the form of a task; says whether it was done."""
    from solartui.screens.projects.task_form import TaskForm

    form = TaskForm(page.session, project_id, state, page.session.services.store.clock().astimezone())
    asked = page.ask(form)
    return await said(page, asked) is not None
