"""The visits to the site of a project: when, who, what has to be known there, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.workflow.course import JobStatus, Status, word
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import MenuDialog
from solartui.screens.projects.task_items import job_words, kind_word
from solartui.screens.projects.tasks import do_task
from solartui.screens.said import said
from solartui.services.job_sheets import sheet_lines
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.workflow.course import Course, JobState
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.job_sheets import JobSheet

MOVABLE = (JobStatus.SCHEDULED, JobStatus.PREPARED, JobStatus.RESCHEDULED)
_REASON = 38
_SHEET, _ACCEPT, _MOVE, _TASK = "sheet", "accept", "move", "task"


async def show_visits(page: ConnectedScreen, project_id: int) -> None:
    """Show the jobs of a project; each leads to what can be done with it. Open until somebody is done with it."""
    current = None
    while True:
        course = await page.load(page.session.services.tasks.course, project_id)
        kinds = kinds_of(course)
        if not kinds:
            page.toast(tr("This project has no visits to the site."), bad=True)
            return
        items = [_job(page, course, kind) for kind in kinds]
        current = await page.ask(MenuDialog(tr("On site"), items, current, f"#{project_id}"))
        if current is None:
            return
        await with_job(page, project_id, course, current)


def kinds_of(course: Course) -> list[str]:
    """The kinds of jobs that a project has, or will have, in the order of their tasks."""
    return list(dict.fromkeys(state.job for state in course.tasks if state.job))


def job_of(course: Course, kind: str) -> JobState | None:
    """A job; None before it was started."""
    return next((job for job in course.jobs if job.kind == kind), None)


def _job(page: ConnectedScreen, course: Course, kind: str) -> PickItem:
    job = job_of(course, kind)
    now = page.session.services.store.clock()
    told = job_words([job], now)[0] if job is not None else f"{kind_word(kind)} · {tr('not started')}"
    left = sum(state.job == kind and state.status in (Status.OPEN, Status.LOCKED) for state in course.tasks)
    remark = ntr("{count} task left", "{count} tasks left", left) if left else tr("nothing left")
    return PickItem(kind, ((told, "text"),), ((remark, "mute"),))


async def with_job(page: ConnectedScreen, project_id: int, course: Course, kind: str) -> None:
    """Choose what to do with a job, and do it."""
    job = job_of(course, kind)
    remark = word(job.status) if job is not None else tr("not started")
    chosen = await page.ask(MenuDialog(kind_word(kind), list(job_items(course, kind)), remark=remark))
    verb, _, key = (chosen or "").partition(" ")
    if verb == _SHEET:
        await read_sheet(page, project_id, kind)
    elif verb == _ACCEPT:
        await said(page, page.do(page.session.services.progress.accept, project_id, kind))
    elif verb == _MOVE and job is not None:
        await reschedule(page, project_id, job)
    elif verb == _TASK and (state := course.task(key)) is not None:
        await do_task(page, project_id, state)


def job_items(course: Course, kind: str) -> Iterator[PickItem]:
    """What can be done with a job: its sheet, its dates, its tasks; what cannot just now says why."""
    over = word(course.outcome).lower() if course.outcome is not None else ""
    job = job_of(course, kind)
    status = word(job.status).lower() if job is not None else tr("not started")

    def line(key: str, text: str, why: str = "") -> PickItem:
        return PickItem(key, ((text, "mute" if why else "text"),), ((clip(why, _REASON), "mute"),), enabled=not why)

    def unless(*statuses: JobStatus) -> str:
        return over or ("" if job is not None and job.status in statuses else status)

    yield line(_SHEET, tr("Read the job sheet"))
    yield line(_ACCEPT, tr("The team takes it on"), unless(JobStatus.ASSIGNED))
    yield line(_MOVE, tr("Another day or team"), unless(*MOVABLE))
    yield PickItem("tasks", ((tr("Tasks"), "soft"),), enabled=False, heading=True)
    for state in course.tasks:
        if state.job == kind:
            done = state.status in (Status.DONE, Status.SKIPPED)
            why = over or (word(state.status).lower() if done else "" if state.doable else state.reason or "")
            yield line(f"{_TASK} {state.key}", state.title, why)


async def read_sheet(page: ConnectedScreen, project_id: int, kind: str) -> None:
    """Show what the installers have to know, and what they have found."""
    from solartui.screens.dialogs.text_dialog import TextPreview

    sheet = await page.load(page.session.services.job_sheets.of, project_id, kind)
    await page.ask(TextPreview(kind_word(kind), f"#{project_id}", sheet_text(sheet)))


def sheet_text(sheet: JobSheet) -> str:
    """A job sheet to be read; what is not known is left out."""
    lines: Sequence[tuple[str, object]] = list(sheet_lines(sheet))
    return "\n".join(
        f"{label}: {cell_text(str(value))}" if label.strip() else str(value)
        for label, value in lines
        if value not in (None, "")
    )


async def reschedule(page: ConnectedScreen, project_id: int, job: JobState) -> None:
    """Ask for another day and team."""
    day = f"{job.when.astimezone():%Y-%m-%d %H:%M}" if job.when else ""
    when = await page.ask(AskDialog(tr("When?"), day, tr("fri 14:00, 24.11 10:00"), remark=kind_word(job.kind)))
    if not when:
        return
    team = await page.ask(AskDialog(tr("Which team?"), job.team or "", remark=kind_word(job.kind)))
    if team is not None:
        move = partial(page.session.services.progress.reschedule, project_id, job.kind, when, team or None)
        await said(page, page.do(move))
