"""The sheet that goes to the site: what installers have to know, and afterwards what they have found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection

from solartui.domain.directions import directions_link
from solartui.domain.errors import Invalid, NotFound
from solartui.domain.moments import parse_moment
from solartui.domain.projects import Project
from solartui.domain.records import Subject
from solartui.domain.text import clean
from solartui.domain.vocabulary import label
from solartui.domain.workflow.course import Course, JobState, Status, TaskState, word
from solartui.domain.workflow.model import Need, NeedType
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.projects import get_project
from solartui.store.courses import course_of, workflow_of
from solartui.store.reading import history
from solartui.store.reading.visits import Visit, visits


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one task: who did it, and answers with their labels; files by their names."""

    task: TaskState
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JobSheet:
    """One visit to a site.

    Attributes:
        job: its status, date, team and the note for the installers; None before it was started.
        reports: what was found in the tasks that are done.
        left: the tasks of the field that are still to be done.
        files: the names of the files of the project.
    """

    project: Project
    kind: str
    job: JobState | None
    reports: tuple[Report, ...]
    left: tuple[TaskState, ...]
    files: tuple[str, ...]

    @property
    def directions(self) -> str | None:
        """A link that leads to the site."""
        return directions_link(self.project.address, self.project.latitude, self.project.longitude)


class JobSheetService:
    """Sheets for the field."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, project_id: int, kind: str) -> JobSheet:
        """The sheet of a job.

        Raises:
            NotFound: there is no such project or job.
        """
        with self._desk.reading() as connection:
            project = get_project(connection, project_id)
            known = [job.key for job in workflow_of(connection, project_id).jobs]
            if kind not in known:
                shown = clean(kind)[:40]
                raise NotFound(tr("There is no job {job}. Known: {known}", job=shown, known=", ".join(known)))
            course = course_of(connection, project_id)
            files = _files(connection, project_id)
        return JobSheet(
            project=project,
            kind=kind,
            job=next((job for job in course.jobs if job.kind == kind), None),
            reports=tuple(_reports(course, kind, files)),
            left=tuple(
                state for state in course.tasks if state.job == kind and state.status in (Status.OPEN, Status.LOCKED)
            ),
            files=tuple(files.values()),
        )

    def visits(self, day: str = "today", days: int = 1) -> list[Visit]:
        """The visits of some days, in their order; a day begins and ends by the clock of this machine.

        Args:
            day: the first day, as people type it.
            days: how many.

        Raises:
            Invalid: it is no day.
        """
        now = self._desk.store.clock().astimezone()
        first = parse_moment(day, now).replace(hour=0, minute=0, second=0, microsecond=0)
        with self._desk.reading() as connection:
            try:
                return visits(connection, first, first + timedelta(days=days))
            except (OverflowError, ValueError):
                raise Invalid(tr("{text} is no date", text=clean(day)[:40]), "day") from None


def _files(connection: Connection, project_id: int) -> dict[int, str]:
    return {file.id: file.name for file in history.documents(connection, Subject("project", project_id))}


def _reports(course: Course, kind: str, files: Mapping[int, str]) -> Iterator[Report]:
    for state in course.tasks:
        if state.job == kind and state.status is Status.DONE:
            answered = ((need, state.values.get(need.name)) for need in state.needs)
            answers = [(str(need.label), _shown(need, value, files)) for need, value in answered if value is not None]
            if state.note:
                answers.append((tr("Note"), state.note))
            yield Report(state, tuple(answers))


def _shown(need: Need, value: object, files: Mapping[int, str]) -> str:
    if need.type is NeedType.FILE and isinstance(value, list):
        return ", ".join(files.get(number, "?") for number in value)
    if isinstance(value, list):
        return ", ".join(str(one) or "—" for one in value)
    if need.type is NeedType.DATETIME:
        return f"{datetime.fromisoformat(str(value)).astimezone():%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    words = need.words.get(str(value))
    return str(words) if words else str(value)


def sheet_lines(sheet: JobSheet) -> Iterator[tuple[str, object]]:
    """A sheet as labels and values, the customer first."""
    project, job = sheet.project, sheet.job
    yield f"#{project.id}", project.name
    for contact in project.contacts:
        yield tr("Customer"), ", ".join((contact.name, *contact.phones, *contact.emails))
    yield tr("Address"), project.address.text
    yield tr("Directions"), sheet.directions
    if job is not None:
        yield tr("Status"), word(job.status)
        yield tr("When"), f"{job.when.astimezone():%Y-%m-%d %H:%M}" if job.when else None
        yield tr("Team"), job.team
        yield tr("Note"), job.note
    yield tr("Type"), label(project.type)
    yield tr("Grid connection"), label(project.grid_connection)
    yield tr("Phases"), project.phases
    yield tr("Metering point"), project.metering_point
    yield tr("kWp"), project.capacity_kwp
    yield tr("Battery, kWh"), project.battery_kwh
    yield tr("Files"), ", ".join(sheet.files)
    for report in sheet.reports:
        yield report.task.title, report.task.done_by or tr("by itself")
        for name, value in report.answers:
            yield f"  {name}", value
    for state in sheet.left:
        yield tr("To do"), state.title
