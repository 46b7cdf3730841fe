"""Workflows as the admin keeps them, on the screen: looked at, checked with the line of what is wrong, put in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.base import BaseScreen
from solartui.store.courses import builtin_text
from tests.desk import MANAGER, at_desk
from tests.services.project_desk import add_project
from tests.ui.desk_app import DeskApp, desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

OWN = builtin_text().replace('id = "sales_project"', 'id = "ours"').replace("version = 2\n", "version = 7\n", 1)


async def begin(desk: DeskApp) -> None:
    page = desk.app.screen
    assert isinstance(page, BaseScreen)
    page.action_command("administration")
    await desk.see("Administration", "Workflows of projects")
    await desk.press(*"workf", "enter")
    await desk.see("Sales project 2", "in use", "Check a file and take it into use")


@pytest.mark.feature("E-03", "E-04")
async def test_stages_tasks_and_what_they_ask_for(services: Services) -> None:
    add_project(services)
    async with desk_app(services, size=(80, 24)) as desk:
        await begin(desk)
        await desk.see("sales_project  1 project")
        await desk.press("enter")
        await desk.see("Look at stages and tasks")
        await desk.miss("Let new projects begin with it")
        await desk.press("enter")
        await desk.see("Onboarding", "29 tasks", "Onboard customer site", "Console", "waits for: proposal_signed")
        await desk.write("update the quote")
        await desk.press("enter")
        await desk.see("Only if: review_inspection.result = passed and", "Done by: quote_updated", "proposal): text")
        await desk.press("escape")
        await desk.write("pre-inst")
        await desk.press("enter")
        await desk.see("The site is safe (site_safe): yes_no, required, has to be: yes")
        await desk.press("escape", "escape", "escape", "escape")


async def test_a_file_that_is_wrong_names_its_line_and_a_good_one_is_taken(
    services: Services, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "bad.toml").write_text(OWN.replace('place = "console"', 'place = "moon [/]"', 1), encoding="utf-8")
    (folder / "binary.toml").write_bytes(b"\x00\xff\xfe" * 50)
    (folder / "good.toml").write_text(OWN, encoding="utf-8")
    old = add_project(services).id
    async with desk_app(services, size=(80, 24), toasts=True) as desk:
        await begin(desk)
        for name, problem in (("bad", "line 81: moon [/] is none of"), ("binary", "text in UTF-8")):
            await desk.write("check")
            await desk.press("enter")
            await desk.see("good.toml")
            await desk.write(name)
            await desk.press("enter")
            await desk.see("This is no workflow that can be used", problem)
            await desk.press("escape")
            await desk.see("Workflows of projects")
        await desk.write("check")
        await desk.press("enter")
        await desk.write("bad")
        await desk.press("enter")
        await desk.see("another file")
        await desk.press("y")
        await desk.see("good.toml")
        await desk.write("good")
        await desk.press("enter")
        await desk.see("nothing wrong with it", "Keep it, and let new projects begin with it")
        await desk.press("enter")
        await desk.see("29 tasks")
        await desk.press("escape")
        await desk.write("keep")
        await desk.press("enter")
        await desk.see("Sales project 7", "ours  0 projects")
        assert services.projects.get(old).workflow == ("sales_project", 2)
        assert add_project(services, street="Inna 2").workflow == ("ours", 7)
        await desk.write("sales project 2")
        await desk.press("enter")
        await desk.write("let new")
        await desk.press("enter")
        await settle(desk.pilot, lambda: services.workflows.current().workflow.id == "sales_project")
        await desk.see("New projects begin with Sales project 2")


async def test_saved_as_a_file_it_is_the_text_that_is_kept(
    services: Services, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    target = folder / "sales_project-2.toml"
    async with desk_app(services, size=(80, 24), toasts=True) as desk:
        await begin(desk)
        await desk.press("enter")
        await desk.write("save")
        await desk.press("enter")
        await desk.see("Save to")
        await desk.press("ctrl+u")
        await desk.paste(str(target))
        await desk.press("enter")
        await settle(desk.pilot, target.exists)
        assert target.read_text(encoding="utf-8") == builtin_text()


async def test_only_the_admin_takes_one_into_use(services: Services) -> None:
    services.workflows.install(OWN)
    async with desk_app(at_desk(services, MANAGER), size=(80, 24), toasts=True) as desk:
        page = desk.app.screen
        assert isinstance(page, BaseScreen)
        page.action_command("administration")
        await desk.see("Administration")
        await desk.write("workf")
        await desk.press("enter")
        await desk.write("sales project 2")
        await desk.press("enter")
        await desk.write("let new")
        await desk.press("enter")
        await desk.see("may not install workflows")
    assert services.workflows.current().workflow.id == "ours"
