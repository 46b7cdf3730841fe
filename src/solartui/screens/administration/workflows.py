"""Workflows that projects begin with, in lists of dialogs: looked at, checked, and taken into use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.domain.errors import Refused, SolarError
from solartui.domain.text import clean
from solartui.domain.vocabulary import label
from solartui.i18n import mark, ntr, tr
from solartui.screens.administration.menus import Act, Area
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.dialogs.text_dialog import TextPreview
from solartui.screens.saving import save_as
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.workflow.model import Need, Task, Workflow
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services
    from solartui.services.workflows import StoredWorkflow


def _named(workflow: Workflow) -> str:
    return f"{workflow.id} {workflow.version}"


def _read(services: Services) -> Sequence[PickItem]:
    return [_line(one) for one in services.workflows.all()]


def _line(one: StoredWorkflow) -> PickItem:
    name = (f"{cell_text(str(one.workflow.title))} {one.workflow.version}", "text" if one.current else "soft")
    said = [cell_text(one.workflow.id), ntr("{count} project", "{count} projects", one.projects)]
    use = (("✓ ", "ok"), (tr("in use"), "ok"), ("  ", "mute")) if one.current else ()
    return PickItem(_named(one.workflow), (name,), (*use, ("  ".join(said), "mute")))


async def _stored(page: ConnectedScreen, key: str) -> StoredWorkflow:
    found = await page.load(page.session.services.workflows.all)
    return next(one for one in found if _named(one.workflow) == key)


async def _acts(page: ConnectedScreen, key: str) -> Mapping[str, Act]:
    one = await _stored(page, key)
    acts = {"look": Act(tr("Look at stages and tasks"), partial(_look, page, one.workflow))}
    if not one.current:
        acts["use"] = Act(tr("Let new projects begin with it"), partial(_use, page, one.workflow))
    acts["save"] = Act(tr("Save as a file, to make one of your own"), partial(_save, page, one.workflow))
    return acts


async def _use(page: ConnectedScreen, workflow: Workflow) -> None:
    written = await page.do(page.session.services.workflows.use, workflow.id, workflow.version)
    _tell(page, written is not None, workflow)


def _tell(page: ConnectedScreen, done: bool, workflow: Workflow) -> None:
    if done:
        name = cell_text(f"{workflow.title} {workflow.version}")
        page.toast(tr("New projects begin with {workflow}. Those under way keep theirs.", workflow=name))


async def _look(page: ConnectedScreen, workflow: Workflow) -> None:
    """Its tasks under their stages; each can be read."""
    at: str | None = None
    title = cell_text(f"{workflow.title} {workflow.version}")
    while True:
        count = ntr("{count} task", "{count} tasks", len(workflow.tasks))
        at = await page.ask(MenuDialog(title, list(_items(workflow)), at, count))
        if at is None:
            return
        task = next(one for one in workflow.tasks if one.key == at)
        await page.ask(TextPreview(cell_text(str(task.title)), task.key, "\n".join(_told(task))))


def _items(workflow: Workflow) -> Iterator[PickItem]:
    from solartui.domain.workflow.course import word

    for stage in workflow.stages:
        waits = ", ".join(stage.waits)
        remark = tr("waits for: {events}", events=waits) if waits else ""
        yield PickItem(f"-{stage.key}", ((label(stage.key), "mute"),), ((remark, "mute"),), heading=True)
        for task in (one for one in workflow.tasks if one.stage is stage.key):
            more = f"{tr('conditional')} · " if task.when else ""
            yield PickItem(task.key, ((cell_text(str(task.title)), "text"),), ((f"{more}{word(task.place)}", "mute"),))


def _told(task: Task) -> Iterator[str]:
    """What a task is and asks for, line by line."""
    from solartui.domain.workflow.course import word

    yield tr("Place: {place}", place=word(task.place))
    if task.job:
        yield tr("Job: {job}", job=task.job)
    if task.when:
        yield tr("Only if: {condition}", condition=task.when.text)
    if task.waived:
        yield tr("Not required if: {condition}", condition=task.waived.text)
    if task.after is not None:
        yield tr("Waits for: {tasks}", tasks=", ".join(task.after) or "—")
    if task.done_on:
        yield tr("Done by: {events}", events=", ".join(sorted(task.done_on)))
    if task.documents:
        yield tr("One task for each document of the checklist")
    if task.needs:
        yield ""
    for need in task.needs:
        yield "· " + _asked(need)


def _asked(need: Need) -> str:
    more = [need.type.value, *([tr("required")] if need.required else [])]
    if need.choices:
        more.append(" / ".join(str(need.words.get(choice, choice)) for choice in need.choices))
    if need.must:
        more.append(tr("has to be: {answers}", answers=" / ".join(need.must)))
    return f"{need.label} ({need.name}): {', '.join(more)}"


async def _add(page: ConnectedScreen) -> None:
    """A file is chosen, checked, looked at if wanted, and taken into use."""
    from solartui.screens.dialogs.file_dialog import FileDialog

    folder = Path.cwd()
    while True:
        now = datetime.now().astimezone()
        asked = FileDialog(folder, now, title=tr("A workflow"), placeholder=tr("name, or a path"), endings=(".toml",))
        path = await page.ask(asked)
        if path is None:
            return
        folder = path.parent
        try:
            text, workflow = await page.load(_checked, str(path))
        except SolarError as error:
            again = tr("another file")
            question = cell_text(error.message)
            if not await page.ask(ConfirmDialog(tr("This is no workflow that can be used"), question, again)):
                return
        else:
            await _decide(page, text, workflow)
            return


def _checked(path: str) -> tuple[str, Workflow]:
    from solartui.adapters.text_input import read_text
    from solartui.domain.workflow.reading import read_workflow

    text = read_text(path)
    try:
        return text, read_workflow(text)
    except Refused as refused:
        raise Refused(f"{clean(Path(path).name)}: {refused.message}") from refused


async def _decide(page: ConnectedScreen, text: str, workflow: Workflow) -> None:
    items = [
        PickItem("look", ((tr("Look at stages and tasks"), "text"),)),
        PickItem("use", ((tr("Keep it, and let new projects begin with it"), "text"),)),
    ]
    while True:
        title = cell_text(f"{workflow.title} {workflow.version}")
        remark = tr("nothing wrong with it")
        chosen = await page.ask(ChooseDialog(title, items, remark=remark))
        if chosen is None:
            return
        if chosen == "look":
            await _look(page, workflow)
            continue
        written = await page.do(page.session.services.workflows.install, text)
        _tell(page, written is not None, workflow)
        return


async def _save(page: ConnectedScreen, workflow: Workflow) -> None:
    kept = page.session.services.workflows

    def content() -> bytes:
        return kept.text(workflow.id, workflow.version).encode()

    await save_as(page, tr("Save to"), f"{workflow.id}-{workflow.version}.toml", content)


WORKFLOWS = Area(mark("Workflows of projects"), mark("Check a file and take it into use"), _read, _add, _acts)
