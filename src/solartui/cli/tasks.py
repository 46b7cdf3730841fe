"""``solartui projects tasks`` and what is done with them: the course of a project on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.documents import print_project, project_document, project_pairs
from solartui.cli.grammar import COUNT, RECORD_ID, Group, argument, option, with_call
from solartui.cli.layout import print_table, terminal_width
from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from solartui.domain.projects import Project
    from solartui.domain.workflow.course import TaskState

# Its commands are those of ``solartui projects``, which loads them one by one.
_projects = Group("projects")
_number = argument("number", metavar="ID", type=RECORD_ID)
_key = argument("key", metavar="TASK")
_values = argument("values", nargs=-1, metavar="NAME=VALUE...")


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    name = name.strip()
    if not equals or not name:
        raise Invalid(tr("“{word}” is not of the form name=value.", word=clean(word)[:60]))
    return name, value


def _answers(words: Iterable[str]) -> dict[str, object]:
    """Answers out of words; a name that is given several times holds a list."""
    answers: dict[str, object] = {}
    for word in words:
        name, value = _pair(word)
        before = answers.get(name)
        if before is None:
            answers[name] = value
        else:
            answers[name] = [*before, value] if isinstance(before, list) else [before, value]
    return answers


def _files(words: Iterable[str]) -> dict[str, list[Path]]:
    files: dict[str, list[Path]] = {}
    for word in words:
        name, value = _pair(word)
        if not value:
            raise Invalid(tr("“{word}” is not of the form name=value.", word=clean(word)[:60]))
        files.setdefault(name, []).append(Path(value))
    return files


def _print(call: Call, project: Project, key: str) -> None:
    """A project as it now is, with the task that something was done with."""
    state = call.open().tasks.course(project.id).task(key)
    if state is None:
        print_project(call, project)
        return
    from solartui.cli.own_fields import labels
    from solartui.cli.task_documents import answered_document

    own = labels(call.open(), "project")
    call.show(project_document(project) | {"task": answered_document(state)}, _pairs(project, state, own))


def _pairs(project: Project, state: TaskState, own: Mapping[str, str]) -> Iterable[tuple[str, object]]:
    from solartui.domain.workflow.course import word

    yield from project_pairs(project, own)
    yield tr("Task"), f"{state.title}: {word(state.status)}"


@_projects.command("tasks", help=mark("List the tasks of a project in their order."))
@option("--place", metavar="PLACE", help=mark("Only those of console, installer or design_tool."))
@_number
@with_call
def _tasks(call: Call, number: int, place: str | None) -> None:
    from solartui.cli.task_documents import task_columns, task_document

    found = call.open().tasks.list(number, place)
    if call.as_json:
        printing.print_json_array(task_document(state) for state in found)
    elif not print_table(task_columns(terminal_width()), found):
        printing.warn(tr("No tasks."))


@_projects.command(
    "do", free_text=True, help=mark("Do a task of a project. What it needs is told by: projects tasks ID --json")
)
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is the task's version still."))
@option("--note", metavar="TEXT", help=mark("A remark."))
@option("--attach", "files", multiple=True, metavar="NAME=FILE", help=mark("A file that the task asks for."))
@_number
@_key
@_values
@with_call
def _do(
    call: Call,
    *,
    number: int,
    key: str,
    values: tuple[str, ...],
    files: tuple[str, ...],
    note: str | None,
    version: int | None,
) -> None:
    done = call.open().tasks.do(number, key, _answers(values), _files(files), note=note, version=version)
    _print(call, done.value, key)


@_projects.command("undo", help=mark("Open a task again that was done or skipped."))
@_number
@_key
@with_call
def _undo(call: Call, number: int, key: str) -> None:
    _print(call, call.open().tasks.undo(number, key).value, key)


@_projects.command("skip", help=mark("Go on without a task. The reason is kept."))
@option("--reason", metavar="TEXT", help=mark("Why."))
@_number
@_key
@with_call
def _skip(call: Call, number: int, key: str, reason: str | None) -> None:
    _print(call, call.open().tasks.skip(number, key, reason or "").value, key)


@_projects.command("give", help=mark("Give a task to somebody, or say until when it is due."))
@option("--due", metavar="DAY", help=mark("Until when; empty for no day."))
@option("--to", "who", metavar="WHO", help=mark("Who does it; none for nobody."))
@_number
@_key
@with_call
def _give(call: Call, number: int, key: str, who: str | None, due: str | None) -> None:
    values = {name: value for name, value in (("assignee", who), ("due", due)) if value is not None}
    if not values:
        raise Invalid(tr("Say --to or --due."))
    _print(call, call.open().tasks.edit(number, key, values).value, key)


@_projects.command(
    "event", free_text=True, help=mark("Record what arrives from outside, such as proposal_signed or deposit_paid.")
)
@_number
@argument("event", metavar="EVENT")
@_values
@with_call
def _event(call: Call, number: int, event: str, values: tuple[str, ...]) -> None:
    print_project(call, call.open().progress.event(number, event, _answers(values)).value)


@_projects.command("job", help=mark("Show a job of a project, accept it, or move it to another day."))
@option("--team", metavar="TEAM", help=mark("Another team."))
@option("--when", metavar="TIME", help=mark("Another date and time."))
@option("--accept", is_flag=True, help=mark("The team takes the job on."))
@_number
@argument("job", metavar="JOB")
@with_call
def _job(call: Call, *, number: int, job: str, accept: bool, when: str | None, team: str | None) -> None:
    progress = call.open().progress
    if accept:
        progress.accept(number, job)
    if when is not None:
        progress.reschedule(number, job, when, team)
    elif team is not None:
        raise Invalid(tr("--team needs --when."))
    _show_job(call, number, job)


def _show_job(call: Call, number: int, kind: str) -> None:
    from solartui.cli.documents import when
    from solartui.cli.task_documents import job_document
    from solartui.domain.workflow.course import word

    state = call.open().progress.job(number, kind)
    call.show(
        job_document(state),
        (
            (tr("Job"), state.kind),
            (tr("Status"), word(state.status)),
            (tr("When"), when(state.when) if state.when else None),
            (tr("Team"), state.team),
            (tr("Note"), state.note),
        ),
    )


@_projects.command("sheet", help=mark("Print what goes to the site with a job, and what was found there."))
@_number
@argument("job", metavar="JOB")
@with_call
def _sheet(call: Call, number: int, job: str) -> None:
    from solartui.cli.task_documents import sheet_document
    from solartui.services.job_sheets import sheet_lines

    found = call.open().job_sheets.of(number, job)
    call.show(sheet_document(found), sheet_lines(found))


@_projects.command("visits", help=mark("List the visits of a day: inspections and installations."))
@option("--days", type=COUNT, default="1", metavar="N", help=mark("How many days."))
@option("--on", "day", default="today", metavar="DAY", help=mark("The first day; today without it."))
@with_call
def _visits(call: Call, day: str, days: int) -> None:
    from solartui.cli.task_documents import VISIT_COLUMNS, visit_document

    found = call.open().job_sheets.visits(day, days)
    if call.as_json:
        printing.print_json_array(visit_document(visit) for visit in found)
    elif not print_table(VISIT_COLUMNS, found):
        printing.warn(tr("No visits."))
