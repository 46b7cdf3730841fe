"""The tasks of a project on its page: what comes next, what it asks for, and why the rest has to wait."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.workflow.course import Status
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.dialogs.file_dialog import FileDialog
from solartui.screens.forms.merge import MergeDialog
from solartui.screens.projects.page import ProjectScreen
from solartui.screens.projects.task_form import TaskForm
from tests.desk import SALES, VIEWER, add_contact, at_desk
from tests.ui.desk_app import DeskApp, desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from solartui.domain.projects import Project
    from solartui.services.container import Services

PAGES = {"project": ProjectScreen}
PPE = "590322400000000017"


@pytest.fixture
def project(services: Services) -> Project:
    """A project of a known customer, at the beginning of its way."""
    contact = add_contact(services, "Anna Lis", emails=("anna@x.example",), phones=("601 234 567",))
    draft = ProjectDraft(contact_id=contact.id, street="Lipowa 8", city="Opole", country="PL")
    return services.projects.create(draft).value


@asynccontextmanager
async def tasks_of(services: Services, project: Project, size: tuple[int, int] = (120, 36)) -> AsyncIterator[DeskApp]:
    """The app with the tasks of a project."""
    async with desk_app(services, size=size, records=PAGES) as desk:
        desk.app.open_record("project", project.id)
        await desk.on(ProjectScreen)
        await desk.see("Next", "Onboard customer site")
        await desk.press("right_square_bracket")
        await desk.see("○ Onboard customer site")
        yield desk


def state(services: Services, project: Project, key: str) -> Status:
    """How a task stands."""
    found = services.tasks.course(project.id).task(key)
    assert found is not None
    return found.status


@pytest.mark.feature("E-01", "E-02", "E-06", "A-14")
async def test_a_task_asks_what_it_needs_and_the_next_one_stands_on_top(services: Services, project: Project) -> None:
    async with tasks_of(services, project) as desk:
        await desk.press("space")
        form = await desk.on(TaskForm)
        await desk.see("Phases *", "Metering point (NMI, PPE) *")
        await desk.press("3", "ctrl+s")
        await desk.see("Missing")
        await desk.press(*"123")
        await desk.press("ctrl+s")
        await desk.see("no PPE number")
        await desk.press("ctrl+u", *PPE, "ctrl+s")
        await desk.on(ProjectScreen)
        assert form not in desk.app.screen_stack
        await desk.see("Next  Add a sales project", "◔ Quoting")
        await desk.hear("Onboard customer site")
        kept = services.projects.get(project.id)
        assert (kept.phases, kept.metering_point, kept.stage.value) == (3, PPE, "quoting")
        # What has nothing to be answered is ticked; what is done is opened again.
        await desk.press("space")
        await desk.see("Next  Add a linked design")
        await desk.press("k", "space")
        await desk.see("Next  Add a sales project")
        assert state(services, project, "add_sales_project") is Status.OPEN
        await desk.press("u")
        await desk.see("Next  Add a linked design")


@pytest.mark.feature("E-02")
async def test_what_a_colleague_did_or_changed_meanwhile_is_told_and_nothing_typed_is_lost(
    services: Services, project: Project
) -> None:
    anna = at_desk(services, SALES)
    async with tasks_of(services, project) as desk:
        await desk.press("space")
        form = await desk.on(TaskForm)
        await desk.press("3", "enter", *PPE)
        anna.tasks.edit(project.id, "onboard_site", {"due": "2026-12-24"})
        anna.projects.edit(project.id, {"phases": 1})
        await desk.press("ctrl+s")
        await desk.on(MergeDialog)
        await desk.see("Onboard customer site was changed meanwhile", "Phases", PPE)
        await desk.press("left", "ctrl+s")
        await desk.on(ProjectScreen)
        kept = services.projects.get(project.id)
        assert (kept.phases, kept.metering_point) == (3, PPE)
        await desk.see("Next  Add a sales project")
        await desk.press("space")
        await desk.see("Next  Add a linked design")
        await desk.press("enter")
        form = await desk.on(TaskForm)
        await desk.press(*"pylon")
        anna.tasks.do(project.id, "link_design", {"system": "other"})
        await desk.press("ctrl+s")
        await desk.hear("did Add a linked design already")
        assert form.fields["system"].entry == "pylon"
        assert desk.app.screen is form
        answers = services.tasks.course(project.id).task("link_design")
        assert answers is not None
        assert answers.values["system"] == "other"


@pytest.mark.feature("E-40")
async def test_what_is_locked_says_why_and_the_next_stage_what_is_left(services: Services, project: Project) -> None:
    async with tasks_of(services, project) as desk:
        await desk.press("end", "space")
        await desk.hear("First: Onboard customer site")
        await desk.press("greater_than_sign")
        await desk.hear("1 task left: Onboard customer site")
        assert desk.screen.tasks.here.key == "onboard_site"
        assert services.projects.get(project.id).stage.value == "onboarding"


@pytest.mark.feature("E-04")
async def test_tasks_of_the_field_alone_and_folded_stages(services: Services, project: Project) -> None:
    async with tasks_of(services, project) as desk:
        await desk.press("f")
        await desk.on(ChooseDialog)
        await desk.press(*"installer", "enter")
        await desk.see("Inspection checklist", "Roof works")
        assert "Lodge application" not in desk.text
        await desk.press("home", "h")
        await settle(desk.pilot, lambda: "▸" in desk.text)
        await desk.press("l")
        await settle(desk.pilot, lambda: "▸" not in desk.text)


@pytest.mark.feature("A-14", "E-39")
async def test_outcome_stage_and_people_by_the_menu_and_taken_back(services: Services, project: Project) -> None:
    async with tasks_of(services, project) as desk:
        await desk.press("w")
        await desk.on(ChooseDialog)
        await desk.press(*"nowak", "enter")
        await desk.hear("Anna Nowak put on")
        await desk.press("full_stop")
        await desk.on(MenuDialog)
        await desk.press(*"lost", "enter")
        await desk.on(AskDialog)
        await desk.press(*"too dear", "enter")
        await desk.see("✗ Lost", "too dear", "Anna Nowak")
        await desk.press("space")
        await desk.hear("is over")
        await desk.press("u")
        await desk.see("○ Onboarding")
        await desk.press("full_stop")
        await desk.on(MenuDialog)
        await desk.press(*"without", "enter")
        await desk.on(AskDialog)
        await desk.press(*"known", "enter")
        await desk.see("Next  Add a sales project")
    assert [who.name for who in services.projects.get(project.id).assignees] == ["Anna Nowak"]


@pytest.mark.feature("A-14")
def test_several_work_on_a_project_each_once(services: Services, project: Project) -> None:
    people = services.project_assignees
    people.add(project.id, "Anna Nowak")
    assert people.add(project.id, "Anna Nowak").change_id is None
    after = people.add(project.id, "me").value
    assert [who.name for who in after.assignees] == ["Anna Nowak", services.actor.name]
    people.remove(project.id, "Anna Nowak")
    services.undo.undo()
    assert len(services.projects.get(project.id).assignees) == 2


async def test_a_colleague_was_quicker(services: Services, project: Project) -> None:
    async with tasks_of(services, project, (80, 24)) as desk:
        await desk.press("enter")
        await desk.on(TaskForm)
        at_desk(services, SALES).tasks.do(project.id, "onboard_site", {"phases": "1", "metering_point": PPE})
        await desk.press("3", "ctrl+s")
        await settle(desk.pilot, lambda: any("Anna Nowak" in said for said in desk.said) or "Anna Nowak" in desk.text)
    assert services.projects.get(project.id).phases == 1


async def test_who_may_only_look_is_told(services: Services, project: Project) -> None:
    async with tasks_of(at_desk(services, VIEWER), project) as desk:
        await desk.press("space")
        assert isinstance(desk.screen, ProjectScreen | TaskForm)


async def test_a_file_that_is_not_there_is_told(services: Services, project: Project, tmp_path: Path) -> None:
    photo = tmp_path / "board.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 picture")
    async with tasks_of(services, project) as desk:
        await desk.press("enter")
        form = await desk.on(TaskForm)
        form.fields["phases"].put("1")
        form.fields["metering_point"].put(PPE)
        files = next(key for key, need in form._needs.items() if need.type.value == "file")
        form.go_to(form.fields[files])
        for name in (photo, tmp_path / "other.jpg"):
            name.write_bytes(photo.read_bytes())
            await desk.press("f4")
            await desk.on(FileDialog)
            await desk.paste(str(name))
            await desk.press("enter")
            await desk.on(TaskForm)
        assert form.entries[files] == f"{photo}; {tmp_path / 'other.jpg'}"
        form.fields[files].put(f"{photo}; {tmp_path}/gone.jpg")
        await desk.press("ctrl+s")
        await desk.see("There is no file")
        form.fields[files].put(str(photo))
        await desk.press("ctrl+s")
        await desk.on(ProjectScreen)
        await desk.see("Documents 1")
