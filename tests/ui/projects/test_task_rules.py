"""Rules of tasks as the form tells them: a point that failed, and a deposit of nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.screens.projects.page import ProjectScreen
from solartui.screens.projects.task_form import TaskForm
from tests.services.project_desk import add_project, drive
from tests.ui.desk_app import desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from solartui.services.container import Services


@pytest.mark.feature("E-14", "E-29")
@pytest.mark.parametrize(
    ("until", "size", "typed", "problem"),
    [
        ("confirm_commitment", (80, 24), "0", "Nothing was paid"),
        ("pre_installation_checklist", (120, 36), "n", "this fails: site_safe"),
    ],
)
async def test_a_word_is_asked_for(
    services: Services, tmp_path: Path, *, until: str, size: tuple[int, int], typed: str, problem: str
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"x")
    project = add_project(services).id
    drive(services, project, paper, until=until)
    title = {"0": "Confirm the commitment", "n": "Pre-installation checklist"}[typed]
    async with desk_app(services, size=size, records={"project": ProjectScreen}) as desk:
        desk.app.open_record("project", project)
        await desk.on(ProjectScreen)
        await desk.press("right_square_bracket")
        await desk.see(f"○ {title}")
        await desk.press("space")
        form = await desk.on(TaskForm)
        if typed == "0":
            await desk.press("0")
        else:
            form.begin_with({"site_safe": "no", "materials_complete": "yes", "task-note": ""})
        await desk.press("ctrl+s")
        await desk.see(problem)
        assert services.tasks.course(project).next.key == until  # type: ignore[union-attr]
        form.fields["task-note"].focus()
        await desk.write("agreed with the boss")
        await desk.press("ctrl+s")
        await settle(desk.pilot, lambda: services.tasks.course(project).task(until).status == "done")  # type: ignore[union-attr]
