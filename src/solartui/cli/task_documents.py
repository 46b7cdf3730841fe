"""Tasks and workflows as JSON documents and as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.cli.documents import assignee_document, project_document, when
from solartui.cli.layout import Column
from solartui.domain.workflow.course import Status, TaskState, word
from solartui.i18n import mark, tr
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.domain.workflow.course import JobState
    from solartui.domain.workflow.model import Need
    from solartui.services.job_sheets import JobSheet
    from solartui.services.workflows import StoredWorkflow
    from solartui.store.reading.visits import Visit

Document = dict[str, Any]
_SIGNS = {Status.OPEN: "○", Status.LOCKED: "·", Status.DONE: "✓", Status.SKIPPED: "»"}


def need_document(need: Need) -> Document:
    """One field of a task's form."""
    return {
        "name": need.name,
        "type": need.type.value,
        "choices": list(need.choices),
        "required": need.required,
    }


def task_document(state: TaskState) -> Document:
    """A task in the form that is promised to other programs."""
    return {
        "key": state.key,
        "title": state.title,
        "stage": state.stage.value,
        "place": state.place.value,
        "status": state.status.value,
        "conditional": state.conditional,
        "reason": state.reason,
        "assignee": assignee_document(state.assignee) if state.assignee else None,
        "due": state.due.isoformat() if state.due else None,
        "done_by": state.done_by,
        "done_at": to_text(state.done_at) if state.done_at else None,
        "job": state.job,
        "needs": [need_document(need) for need in state.needs],
    }


def answered_document(state: TaskState) -> Document:
    """A task together with what was answered; files by the numbers of their documents."""
    return task_document(state) | {"values": dict(state.values), "note": state.note, "version": state.version}


def job_document(job: JobState) -> Document:
    """A visit to the site."""
    return {
        "job": job.kind,
        "status": job.status.value,
        "when": to_text(job.when) if job.when else None,
        "team": job.team,
        "note": job.note,
    }


def sheet_document(sheet: JobSheet) -> Document:
    """What goes to the site with a job: the project, the job, what was found and what is left."""
    return {
        "project": project_document(sheet.project),
        "directions": sheet.directions,
        "job": job_document(sheet.job) if sheet.job else None,
        "reports": [answered_document(report.task) | {"answers": dict(report.answers)} for report in sheet.reports],
        "left": [state.key for state in sheet.left],
        "files": list(sheet.files),
    }


def visit_document(visit: Visit) -> Document:
    """A visit with whom to call."""
    return visit._asdict() | {"when": to_text(visit.when)}


def workflow_document(one: StoredWorkflow) -> Document:
    """One version of a workflow."""
    workflow = one.workflow
    return {
        "id": workflow.id,
        "version": workflow.version,
        "title": str(workflow.title),
        "builtin": one.builtin,
        "current": one.current,
        "tasks": len(workflow.tasks),
        "projects": one.projects,
        "created_at": to_text(one.created_at),
    }


def _detail(state: TaskState) -> str:
    """What matters of a task beside its status."""
    if state.status is Status.DONE and state.done_at is not None:
        return f"{state.done_by or tr('by itself')}, {when(state.done_at)}"
    if state.reason:
        return state.reason
    who = state.assignee.name if state.assignee else ""
    due = state.due.isoformat() if state.due else ""
    needs = ", ".join(need.name for need in state.needs if need.required and state.values.get(need.name) is None)
    return " · ".join(part for part in (who, due, needs) if part)


def _key(*, most: int | None = None) -> Column:
    return Column("key", mark("Task"), lambda state: state.key, most=most)


_PLACE = Column("place", mark("Place"), lambda state: word(state.place))
_TASK_COLUMNS = (
    Column("status", mark("Status"), lambda state: f"{_SIGNS[state.status]} {word(state.status)}", right=True),
    _PLACE,
    Column("detail", mark("Done, or why not, or what it needs"), _detail, long=True),
)
_TITLE = Column("title", mark("Meaning"), lambda state: state.title, long=True)
_WIDE, _WIDEST = 110, 140
_USUAL_KEY = 31  # cells of all keys but those with a document


def task_columns(width: int) -> tuple[Column, ...]:
    """The columns of a list of tasks: where there is little room, why not comes before where."""
    status, place, detail = _TASK_COLUMNS
    if width >= _WIDEST:
        return status, _key(), _TITLE, place, detail
    key = _key(most=_USUAL_KEY)
    return (status, key, place, detail) if width >= _WIDE else (status, key, detail)


VISIT_COLUMNS = (
    Column("when", mark("When"), lambda visit: when(visit.when), right=True),
    Column("project_id", mark("ID"), lambda visit: str(visit.project_id), right=True),
    Column("project", mark("Project"), lambda visit: visit.project, long=True),
    Column("job", mark("Job"), lambda visit: visit.job),
    Column("team", mark("Team"), lambda visit: visit.team),
    Column("address", mark("Address"), lambda visit: ", ".join(part for part in visit[7:9] if part), long=True),
    Column("phone", mark("Phone"), lambda visit: visit.phone),
)
WORKFLOW_COLUMNS = (
    Column("id", mark("Workflow"), lambda one: one.workflow.id),
    Column("version", mark("Version"), lambda one: str(one.workflow.version), right=True),
    Column("title", mark("Title"), lambda one: str(one.workflow.title), long=True),
    Column("tasks", mark("Tasks"), lambda one: str(len(one.workflow.tasks)), right=True),
    Column("projects", mark("Projects"), lambda one: str(one.projects), right=True),
    Column("current", mark("In use"), lambda one: tr("yes") if one.current else ""),
)
