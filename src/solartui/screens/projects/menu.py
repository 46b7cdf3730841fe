"""Everything that moves a project other than its tasks: outcome, stage by hand, visits to the site, skipped tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.vocabulary import ProjectStage, label
from solartui.domain.workflow.course import Course, JobStatus, Result, Status, word
from solartui.i18n import tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog, MenuDialog
from solartui.screens.projects.task_items import job_words, kind_word
from solartui.screens.projects.visits import MOVABLE, reschedule
from solartui.screens.said import said
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.domain.workflow.course import TaskState
    from solartui.screens.connected import ConnectedScreen
    from solartui.screens.projects.tasks import TaskRows


async def project_menu(page: ConnectedScreen, project_id: int, rows: TaskRows) -> None:
    """Choose, and do it."""
    course = rows.course
    if course is None:
        return
    items = list(_items(page, course, rows.here))
    chosen = await page.ask(MenuDialog(tr("What to do"), items, remark=f"#{project_id}"))
    if chosen is not None:
        await _do(page, project_id, course, rows, chosen)


def _line(key: str, text: str, why: str = "") -> PickItem:
    return PickItem(key, ((text, "mute" if why else "text"),), ((why, "mute"),), enabled=not why)


def _items(page: ConnectedScreen, course: Course, here: TaskState | None) -> Iterator[PickItem]:
    may = page.session.may
    over = word(course.outcome).lower() if course.outcome is not None else ""
    for job, words in zip(course.jobs, job_words(course.jobs, page.session.services.store.clock()), strict=True):
        yield PickItem(f"job {job.kind}", ((words, "soft"),), enabled=False, heading=True)
        if job.status is JobStatus.ASSIGNED:
            yield _line(f"accept {job.kind}", tr("The team takes it on: {job}", job=kind_word(job.kind)), over)
        if job.status in MOVABLE:
            yield _line(f"move {job.kind}", tr("Another day or team: {job}", job=kind_word(job.kind)), over)
    override = "" if may("tasks.override") else tr("Your role may not do this.")
    if here is not None:
        done = word(here.status).lower() if here.status in (Status.DONE, Status.SKIPPED) else ""
        yield _line("skip", tr("Go on without: {task}", task=here.title), over or done or override)
    yield _line("stage", tr("Put it into another stage"), over or override)
    if course.outcome is None:
        for result in Result:
            yield _line(f"outcome {result.value}", tr("End it: {outcome}", outcome=word(result)))
    else:
        why = "" if course.by_hand else tr("Reopen a task of it instead.")
        yield _line("again", tr("It is not over after all"), why)


async def _do(page: ConnectedScreen, project_id: int, course: Course, rows: TaskRows, chosen: str) -> None:
    services = page.session.services
    verb, _, what = chosen.partition(" ")
    if verb == "accept":
        await said(page, page.do(services.progress.accept, project_id, what))
    elif verb == "move":
        await reschedule(page, project_id, next(job for job in course.jobs if job.kind == what))
    elif verb == "skip" and rows.here is not None:
        task = rows.here
        reason = await page.ask(AskDialog(tr("Why without it?"), remark=task.title))
        if reason is not None:
            await said(page, page.do(services.tasks.skip, project_id, task.key, reason))
    elif verb == "stage":
        await _put_into(page, project_id, course)
    elif verb == "outcome":
        reason = await _why_over(page, Result(what))
        if reason is not None:
            await said(page, page.do(services.progress.outcome, project_id, what, reason or None))
    elif verb == "again":
        await said(page, page.do(services.progress.outcome, project_id, None))


async def _why_over(page: ConnectedScreen, result: Result) -> str | None:
    if result is Result.COMPLETED:
        return ""
    return await page.ask(AskDialog(tr("Why does it end?"), remark=word(result)))


async def _put_into(page: ConnectedScreen, project_id: int, course: Course) -> None:
    items = [PickItem(stage.value, ((label(stage), "text"),)) for stage in ProjectStage]
    chosen = await page.ask(ChooseDialog(tr("Stage"), items, course.stage.value))
    if chosen is None or chosen == course.stage:
        return
    reason = await page.ask(AskDialog(tr("Why by hand?"), remark=label(ProjectStage(chosen))))
    if reason is not None:
        await said(page, page.do(page.session.services.progress.move, project_id, chosen, reason))
