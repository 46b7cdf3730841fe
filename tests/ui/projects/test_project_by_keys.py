"""A project driven by keys: through all of its tasks to its end, and the menu beside them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from solartui.domain.workflow.course import JobStatus, Status
from solartui.domain.workflow.model import NeedType
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.projects.page import ProjectScreen
from solartui.screens.projects.task_form import TaskForm
from tests.services.project_desk import add_project, answers, drive, paper_for
from tests.ui.desk_app import DeskApp, desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.domain.workflow.course import Course, TaskState
    from solartui.services.container import Services

PAGES = {"project": ProjectScreen}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file that tasks ask for."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.7 paper")
    return path


def shows(page: ProjectScreen, course: Course) -> bool:
    """Whether the page shows where its project stands."""
    return page.tasks.course == course


async def fill_in(desk: DeskApp, state: TaskState, paper: Path) -> None:
    """Do a task with the keys, by its form where it asks for something."""
    await desk.press("space")
    await settle(desk.pilot, lambda: isinstance(desk.screen, TaskForm) or desk.screen.tasks.course.next != state)
    if not isinstance(desk.screen, TaskForm):
        return
    form = desk.screen
    files = paper_for(state, paper)
    for name, value in answers(state).items():
        need = next(need for need in state.needs if need.name == name)
        text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        form.fields[name].put("; ".join(value) if need.type is NeedType.LIST and isinstance(value, list) else text)
    for name, paths in files.items():
        form.fields[name].put("; ".join(map(str, paths)))
    await desk.press("ctrl+s")
    await settle(desk.pilot, lambda: isinstance(desk.screen, ProjectScreen))


@pytest.mark.feature("E-01", "E-02", "E-03", "E-12", "E-39", "E-41")
async def test_a_project_is_brought_to_its_end_by_keys(services: Services, paper: Path) -> None:
    project = add_project(services).id
    async with desk_app(services, size=(120, 40), records=PAGES) as desk:
        desk.app.open_record("project", project)
        page = await desk.on(ProjectScreen)
        await settle(desk.pilot, lambda: page.tasks.course is not None)
        await desk.press("right_square_bracket")
        for _ in range(60):
            course = services.tasks.course(project)
            await settle(desk.pilot, partial(shows, page, course))
            if course.next is not None:
                # What came from outside leaves the cursor where it was; this key leads to what is next.
                if page.tasks.here is None or page.tasks.here.key != course.next.key:
                    await desk.press("greater_than_sign")
                assert page.tasks.here.key == course.next.key
                await fill_in(desk, course.next, paper)
            elif course.waiting:
                await desk.press("greater_than_sign")
                services.progress.event(project, "proposal_signed")
                desk.app.changes.publish(frozenset({"projects"}))
            else:
                break
        await desk.see("✓ Completed")
    assert services.projects.get(project).outcome == "completed"


async def test_visits_are_accepted_and_moved_by_the_menu(services: Services, paper: Path) -> None:
    project = add_project(services).id
    drive(services, project, paper, until="schedule_inspection_job")
    async with desk_app(services, size=(120, 36), records=PAGES) as desk:
        desk.app.open_record("project", project)
        page = await desk.on(ProjectScreen)
        await settle(desk.pilot, lambda: page.tasks.course is not None)
        await desk.press("full_stop")
        await desk.on(MenuDialog)
        await desk.see("Inspection · Assigned")
        await desk.press(*"takes it on", "enter")
        await settle(desk.pilot, lambda: services.progress.job(project, "inspection").status is JobStatus.ACCEPTED)
        drive(services, project, paper, until="inspection_checklist")
        desk.app.changes.publish(frozenset({"projects"}))
        await settle(desk.pilot, lambda: page.tasks.course.jobs[0].when is not None)
        await desk.press("full_stop")
        await desk.on(MenuDialog)
        await desk.press(*"another day", "enter")
        await desk.on(AskDialog)
        await desk.press("ctrl+u", *"2030-05-06 14:00", "enter")
        await desk.on(AskDialog)
        await desk.press("ctrl+u", *"Team B", "enter")
        await settle(desk.pilot, lambda: services.progress.job(project, "inspection").team == "Team B")
    moved = services.progress.job(project, "inspection")
    assert moved.status is JobStatus.RESCHEDULED
    assert moved.when is not None
    assert moved.when.astimezone().replace(tzinfo=None) == datetime(2030, 5, 6, 14)  # noqa: DTZ001


async def test_a_stage_by_hand_needs_a_reason_and_an_end_is_taken_back(services: Services) -> None:
    project = add_project(services).id
    async with desk_app(services, size=(120, 36), records=PAGES) as desk:
        desk.app.open_record("project", project)
        page = await desk.on(ProjectScreen)
        await settle(desk.pilot, lambda: page.tasks.course is not None)
        await desk.press("full_stop")
        await desk.on(MenuDialog)
        await desk.press(*"another stage", "enter")
        await desk.on(ChooseDialog)
        await desk.press(*"committing", "enter")
        await desk.on(AskDialog)
        await desk.press(*"signed on paper", "enter")
        await desk.see("◕ Committing")
        await desk.press("full_stop")
        await desk.on(MenuDialog)
        await desk.press(*"cancelled", "enter")
        await desk.on(AskDialog)
        await desk.press(*"moved away", "enter")
        await desk.see("✗ Cancelled", "moved away")
        await desk.press("full_stop")
        await desk.on(MenuDialog)
        await desk.press(*"not over", "enter")
        await desk.see("◕ Committing")
    open_ = [state for state in services.tasks.course(project).tasks if state.status is Status.OPEN]
    assert open_
