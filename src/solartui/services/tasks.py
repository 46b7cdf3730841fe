"""Tasks of projects: done, opened again, skipped, given to somebody; each rule of the workflow holds here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.people import Assignee
from solartui.domain.projects import Project
from solartui.domain.text import clean, clean_block
from solartui.domain.vocabulary import AssigneeKind, Role
from solartui.domain.workflow.answers import Typed, check_complete, failed_points, read_answers
from solartui.domain.workflow.course import Course, Status, TaskState, word
from solartui.domain.workflow.dependents import dependents
from solartui.domain.workflow.model import FIELD, NeedType, Place
from solartui.domain.workflow.serials import SERIALS, wrong_serials
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.people import resolve_assignee
from solartui.services.projects import TOPICS, get_project
from solartui.services.result import Changed
from solartui.services.task_effects import Doing, reopen, take_effect
from solartui.services.task_events import follow, tell
from solartui.store.courses import course_of, workflow_of
from solartui.store.task_rows import write_task

if TYPE_CHECKING:
    from solartui.adapters.attachments import LoadedFile
    from solartui.store.work import Work

_TOPICS = TOPICS | {"notes"}
_LONGEST_REASON, _LONGEST_NOTE = 500, 20_000


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives when they do a task.

    Attributes:
        values: answers by the names of needs.
        files: files by the names of needs.
        version: the version of the task that they saw; a newer one is not done over.
    """

    values: Mapping[str, object]
    files: Mapping[str, Sequence[Path]]
    note: str | None = None
    version: int | None = None


def find_task(course: Course, key: str) -> TaskState:
    """The task with a key.

    Raises:
        NotFound: the project has none.
    """
    state = course.task(key)
    if state is None:
        raise NotFound(tr("There is no task {key}. See: solartui projects tasks ID", key=clean(key)[:80]))
    return state


def refuse_over(course: Course) -> None:
    """Go on only while nobody said that the project is over.

    Raises:
        Refused: somebody did.
    """
    if course.by_hand and course.outcome is not None:
        raise Refused(tr("The project is over: {outcome}. Take that back first.", outcome=word(course.outcome)))


def _refuse_undoable(state: TaskState, version: int | None) -> None:
    """Go on only if the task can be done now, and nobody was quicker."""
    if state.status is Status.DONE and not state.by_itself:
        who, when = state.done_by or "?", state.done_at
        at = f"{when.astimezone():%Y-%m-%d %H:%M}" if when else "?"
        message = tr("{who} did {task} already, at {time}.", who=who, task=state.title, time=at)
        raise Stale(message, state, {}, who)
    if version is not None and version != state.version:
        raise Stale(tr("{task} was changed meanwhile. Look at it again.", task=state.title), state, {})
    if state.status is Status.LOCKED:
        raise Refused(tr("{task} cannot be done yet. {why}", task=state.title, why=state.reason or ""))
    if state.status is Status.SKIPPED and not state.doable:
        raise Refused(tr("{task} is skipped. {why}", task=state.title, why=state.reason or ""))


def _capability(place: Place) -> str:
    return "tasks.field" if place in FIELD else "tasks.do"


class TaskService:
    """What has to be done in projects."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def course(self, project_id: int) -> Course:
        """Where a project stands: tasks, stage, jobs, outcome."""
        with self._desk.reading() as connection:
            return self._course(connection, project_id)

    def list(self, project_id: int, place: str | None = None) -> tuple[TaskState, ...]:
        """The tasks of a project in their order; of one place where it is named.

        Whoever works in the field sees the tasks of the field only.

        Raises:
            NotFound: there is no such project.
            Invalid: there is no such place.
        """
        tasks = self.course(project_id).tasks
        if place is not None:
            if place not in set(Place):
                known = ", ".join(Place)
                raise Invalid(tr("{value} is none of: {choices}", value=clean(place)[:40], choices=known), "place")
            wide = {Place(place)} | ({Place.EITHER} if place in {Place.CONSOLE, Place.INSTALLER} else set())
            tasks = tuple(state for state in tasks if state.place in wide)
        if self._desk.actor.role is Role.INSTALLER:
            tasks = tuple(state for state in tasks if state.place in FIELD)
        return tasks

    def do(
        self,
        project_id: int,
        key: str,
        values: Mapping[str, object] | None = None,
        files: Mapping[str, Sequence[Path]] | None = None,
        *,
        note: str | None = None,
        version: int | None = None,
    ) -> Changed[Project]:
        """Do a task: keep its answers and files, and all that follows from it, in one transaction.

        Raises:
            NotFound: there is no such project, task or file.
            Invalid: a value cannot be what its need asks for.
            Refused: it is not its turn, or something is missing; the message says what.
            Stale: a colleague did it, or changed it since `version`.
        """
        with self._desk.reading() as connection:
            seen = find_task(self._course(connection, project_id), key)
        capability = _capability(seen.place)
        self._desk.allow(capability)
        given = Given(values or {}, files or {}, _note(note), version)
        loaded = _load(seen, given.files)
        with self._desk.writing(capability) as work:
            course = self._course(work.raw, project_id)
            refuse_over(course)
            state = find_task(course, key)
            _refuse_undoable(state, version)
            doing = self._answered(work, project_id, state, given, loaded)
            self._refuse_failed(doing)
            sent_back = take_effect(doing)
            kind = "task.sent_back" if sent_back else "task.done"
            tell(work, project_id, kind.replace(".", "_"), _told(state) | ({"note": given.note} if given.note else {}))
            return self._changed(work, project_id, kind, state)

    def _answered(
        self,
        work: Work,
        project_id: int,
        state: TaskState,
        given: Given,
        loaded: Mapping[str, Sequence[LoadedFile]],
    ) -> Doing:
        """The answers of a person together with what is known already, complete."""
        read = read_answers(state.needs, Typed(given.values, work.now.astimezone()))
        values = dict(state.values) | read
        for need in state.needs:
            if need.today and values.get(need.name) is None:
                values[need.name] = work.now.astimezone().date().isoformat()
        check_complete(state.needs, values | {name: list(files) for name, files in loaded.items()})
        if (wrong := wrong_serials(values)) is not None:
            problem = tr("{text} is more than the assets have, or there twice", text=clean(wrong)[:60])
            raise Invalid(f"{SERIALS}: {problem}", SERIALS)
        kept = {name: value for name, value in values.items() if value is not None}
        return Doing(work, project_id, state, kept, read, loaded, given.note)

    def _refuse_failed(self, doing: Doing) -> None:
        """Go on only if no point has failed that work depends on, or a manager says why it goes on all the same.

        Raises:
            Refused: a point has failed, and nobody says why.
            NotPermitted: only a manager may.
        """
        failed = failed_points(doing.state.needs, doing.values)
        if not failed:
            return
        points = ", ".join(f"{need.name} ({need.label})" for need in failed)
        if doing.note is None:
            why = tr("{task} is not done while this fails: {points}.", task=doing.state.title, points=points)
            more = tr("A manager can go on with a remark that says why.")
            raise Refused(f"{why} {more}", tuple(need.name for need in failed))
        self._desk.allow("tasks.override")
        labels = [dict(need.label.texts) for need in failed]
        told = _told(doing.state) | {"points": labels, "reason": doing.note}
        tell(doing.work, doing.project_id, "task_overridden", told)

    def undo(self, project_id: int, key: str) -> Changed[Project]:
        """Open a task again that was done or skipped; what was done on the strength of it is taken back, too.

        Raises:
            NotFound: there is no such project or task.
            Refused: it is open already, or the project is over.
            NotPermitted: it would take back what somebody else has to do.
        """
        with self._desk.reading() as connection:
            capability = _capability(find_task(self._course(connection, project_id), key).place)
        with self._desk.writing(capability) as work:
            course = self._course(work.raw, project_id)
            refuse_over(course)
            state = find_task(course, key)
            _refuse_unopened(state)
            later = dependents(workflow_of(work.raw, project_id), course, [key])
            for one in later:
                self._desk.allow(_capability(one.place))
            reopen(work, project_id, [key, *(one.key for one in later)])
            tell(work, project_id, "task_reopened", _told(state))
            if later:
                titles = [dict(one.task.title.texts) for one in later]
                tell(work, project_id, "tasks_taken_back", _told(state) | {"titles": titles})
            return self._changed(work, project_id, "task.reopened", state)

    def skip(self, project_id: int, key: str, reason: str) -> Changed[Project]:
        """Go on without a task; the reason stays in the history.

        Raises:
            NotFound: there is no such project or task.
            Refused: there is no reason, or the task is done or skipped already.
            NotPermitted: only a manager may.
        """
        why = reason_text(reason)
        with self._desk.writing("tasks.override") as work:
            course = self._course(work.raw, project_id)
            refuse_over(course)
            state = find_task(course, key)
            if state.status in (Status.DONE, Status.SKIPPED):
                raise Refused(tr("{task} is {status} already.", task=state.title, status=word(state.status)))
            write_task(work, project_id, key, {"skipped_at": work.now, "reason": why, "done_by_id": work.actor.user_id})
            tell(work, project_id, "task_skipped", _told(state) | {"reason": why})
            return self._changed(work, project_id, "task.skipped", state)

    def edit(
        self,
        project_id: int,
        key: str,
        values: Mapping[str, str | Assignee | date | None],
        version: int | None = None,
    ) -> Changed[Project]:
        """Give a task to somebody, or say until when it is due.

        Args:
            project_id: which project.
            key: which task.
            values: ``assignee`` and ``due``; None takes it away.
            version: the version of the task that the person saw.

        Raises:
            NotFound: there is no such project, task or person.
            Invalid: there is no such field, or it is no date.
            Stale: a colleague changed the task since.
        """
        with self._desk.writing("tasks.do") as work:
            state = find_task(self._course(work.raw, project_id), key)
            if version is not None and version != state.version:
                raise Stale(tr("{task} was changed meanwhile. Look at it again.", task=state.title), state, values)
            columns = _edited(work, values)
            if not write_task(work, project_id, key, columns):
                return Changed(get_project(work.raw, project_id), frozenset())
            after = find_task(self._course(work.raw, project_id), key)
            who = after.assignee.name if after.assignee else None
            due = after.due.isoformat() if after.due else None
            tell(work, project_id, "task_assigned", _told(state) | {"who": who, "due": due})
            return self._changed(work, project_id, "task.assigned", state)

    @staticmethod
    def _course(connection: Connection, project_id: int) -> Course:
        get_project(connection, project_id)
        return course_of(connection, project_id)

    @staticmethod
    def _changed(work: Work, project_id: int, kind: str, state: TaskState) -> Changed[Project]:
        follow(work, project_id)
        project = get_project(work.raw, project_id)
        work.describe(kind, name=project.name, project=project_id, **_told(state))
        return Changed(project, _TOPICS, work.change_id)


def _told(state: TaskState) -> dict[str, Any]:
    """How the history names a task."""
    return {"task": state.key, "title": dict(state.task.title.texts)}


def _note(note: str | None) -> str | None:
    text = clean_block(note or "")
    if len(text) > _LONGEST_NOTE:
        raise Invalid(tr("note: is longer than {limit} characters", limit=_LONGEST_NOTE), "note")
    return text or None


def reason_text(reason: str | None) -> str:
    """A reason as it is stored.

    Raises:
        Refused: there is none.
    """
    text = clean(reason or "")
    if not text:
        raise Refused(tr("Give a reason."), missing=("reason",))
    if len(text) > _LONGEST_REASON:
        raise Invalid(tr("reason: is longer than {limit} characters", limit=_LONGEST_REASON), "reason")
    return text


def _load(state: TaskState, files: Mapping[str, Sequence[Path]]) -> dict[str, list[LoadedFile]]:
    from solartui.adapters.attachments import load_file

    known = [need.name for need in state.needs if need.type is NeedType.FILE]
    loaded = {}
    for name, paths in files.items():
        if name not in known:
            choices = ", ".join(known) or "—"
            raise Invalid(
                tr("There is no file {name} here. Known: {known}", name=clean(name)[:40], known=choices), name
            )
        loaded[name] = [load_file(path) for path in paths]
    return loaded


def _refuse_unopened(state: TaskState) -> None:
    if state.status is not Status.DONE and not (state.status is Status.SKIPPED and state.skipped_by_hand):
        raise Refused(tr("{task} is not done.", task=state.title))


def _edited(work: Work, values: Mapping[str, str | Assignee | date | None]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for field, value in values.items():
        if field == "assignee" and not isinstance(value, date):
            who = resolve_assignee(work.raw, value, work.actor)
            of_user = who is not None and who.kind is AssigneeKind.USER
            columns["assignee_user_id"] = who.id if who and of_user else None
            columns["assignee_entity_id"] = who.id if who and not of_user else None
        elif field == "due" and not isinstance(value, Assignee):
            columns["due"] = _day(work, value)
        else:
            raise Invalid(tr("There is no field {field}.", field=clean(field)[:40]), field)
    return columns


def _day(work: Work, value: str | date | None) -> str | None:
    from solartui.domain.moments import parse_moment, to_utc

    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    moment = parse_moment(value, work.now.astimezone())
    try:
        to_utc(moment)
    except (ValueError, OverflowError):
        raise Invalid(tr("due: {text} is no date", text=clean(value)[:60]), "due") from None
    return moment.date().isoformat()
