"""Where projects stand in their workflows: read from what was done, and written beside it for lists.

Stage, outcome and progress of a project follow from its tasks and events, and so do its jobs. They are made anew by
`settle` after every change, and after every undo, so that they can never disagree with what they follow from.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from solartui.domain.errors import NotFound, SolarError
from solartui.domain.people import Assignee
from solartui.domain.vocabulary import AssigneeKind, ProjectStage
from solartui.domain.workflow.course import Course, JobStatus, Result
from solartui.domain.workflow.engine import evaluate
from solartui.domain.workflow.facts import OUTCOME_SET, STAGE_SET, Facts, Happening, Tick
from solartui.domain.workflow.model import Workflow
from solartui.domain.workflow.reading import read_workflow
from solartui.i18n import tr
from solartui.store.site_claims import hold_site, other_holder
from solartui.store.times import from_text, maybe_from_text, to_text

BUILTIN = "sales_project"
INSPECTION = "desk.projects.inspection"
_SYSTEM = "system"
_FIELDS = ("phases", "metering_point", "capacity_kwp", "battery_kwh")
_read: dict[str, Workflow] = {}


@dataclass(frozen=True, slots=True)
class Settled:
    """What `settle` found, and what stood there before.

    Attributes:
        set_back: jobs that are less far now, each with its status before and now; None where it is none any more.
    """

    course: Course
    stage: str
    outcome: str | None
    set_back: tuple[tuple[str, str, str | None], ...] = ()


def builtin_text() -> str:
    """The text of the workflow that comes with the program."""
    from importlib import resources

    return resources.files("solartui.domain.workflow").joinpath(f"{BUILTIN}.toml").read_text(encoding="utf-8")


def digest(text: str) -> str:
    """By which two workflows are known to be the same."""
    return hashlib.sha256(text.encode()).hexdigest()


def keep_builtin(raw: sqlite3.Connection, now: datetime) -> None:
    """Keep the program's own workflow in the database; it is in use where no company's own one is."""
    text = builtin_text()
    workflow = read_workflow(text)
    known = "SELECT 1 FROM workflow WHERE key = ? AND version = ?"
    if raw.execute(known, (workflow.id, workflow.version)).fetchone():
        return
    own = raw.execute("SELECT 1 FROM workflow WHERE current = 1 AND builtin = 0").fetchone()
    if own is None:
        raw.execute("UPDATE workflow SET current = 0")
    raw.execute(
        "INSERT INTO workflow (key, version, content, sha256, builtin, current, created_at) "
        "VALUES (?, ?, ?, ?, 1, ?, ?)",
        (workflow.id, workflow.version, text, digest(text), int(own is None), to_text(now)),
    )


def current_workflow(raw: sqlite3.Connection) -> int:
    """The number of the workflow that new projects begin with."""
    row = raw.execute("SELECT id FROM workflow WHERE current = 1 ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        raise NotFound(tr("There is no workflow. Run: solartui db upgrade"))
    return int(row[0])


def workflow_numbered(raw: sqlite3.Connection, number: int | None) -> Workflow:
    """A stored workflow; the one for new projects where there is no number."""
    number = current_workflow(raw) if number is None else number
    row = raw.execute("SELECT sha256 FROM workflow WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound(tr("There is no workflow {id}.", id=number))
    if row[0] not in _read:
        content = raw.execute("SELECT content FROM workflow WHERE id = ?", (number,)).fetchone()[0]
        _read[row[0]] = read_workflow(content)
    return _read[row[0]]


def workflow_of(raw: sqlite3.Connection, project_id: int) -> Workflow:
    """The workflow that a project began with."""
    row = raw.execute("SELECT workflow_id FROM project WHERE id = ?", (project_id,)).fetchone()
    return workflow_numbered(raw, row[0] if row else None)


def course_of(raw: sqlite3.Connection, project_id: int) -> Course:
    """Where a project stands, by what is stored now."""
    return evaluate(workflow_of(raw, project_id), facts_of(raw, project_id))


def facts_of(raw: sqlite3.Connection, project_id: int) -> Facts:
    """What is known of a project.

    Raises:
        NotFound: there is no such project.
    """
    row = _project(raw, project_id)
    off_grid = row["grid_connection"] == "off_grid"
    placed = bool(row["street"] or row["city"] or row["latitude"] is not None)
    customer = raw.execute("SELECT 1 FROM project_contact WHERE project_id = ?", (project_id,)).fetchone()
    return Facts(
        words={name: row[name] for name in ("regulation", "country", "region", "type", "grid_connection")},
        numbers={name: row[name] for name in ("capacity_kwp", "battery_kwh", "phases")},
        customer=customer is not None,
        site=placed and row["phases"] is not None and (off_grid or bool(row["metering_point"])),
        inspection=inspects(raw),
        started=from_text(row["created_at"]),
        fields={name: str(row[name]) if name == "phases" and row[name] else row[name] for name in _FIELDS},
        ticks=_ticks(raw, project_id),
        events=_events(raw, project_id),
    )


def _project(raw: sqlite3.Connection, project_id: int) -> dict[str, Any]:
    names = (
        "regulation", "country", "region", "type", "grid_connection", "capacity_kwp", "battery_kwh", "phases",
        "metering_point", "street", "city", "latitude", "created_at",
    )  # fmt: skip
    row = raw.execute(f"SELECT {', '.join(names)} FROM project WHERE id = ?", (project_id,)).fetchone()
    if row is None:
        raise NotFound(tr("There is no project {id}.", id=project_id))
    return dict(zip(names, row, strict=True))


def inspects(raw: sqlite3.Connection) -> bool:
    """Whether this company inspects sites before it installs."""
    row = raw.execute("SELECT value FROM preference WHERE user_id IS NULL AND key = ?", (INSPECTION,)).fetchone()
    return row is None or bool(json.loads(row[0]))


_TICKS = """
SELECT t.key, t.done_at, d.name, t.skipped_at, t.reason, t.reopened_at, t.data, t.note,
  t.assignee_user_id, u.name, t.assignee_entity_id, e.kind, e.name, t.due, t.version
FROM project_task t LEFT JOIN user_account d ON d.id = t.done_by_id
LEFT JOIN user_account u ON u.id = t.assignee_user_id LEFT JOIN entity e ON e.id = t.assignee_entity_id
WHERE t.project_id = ?
"""


def _ticks(raw: sqlite3.Connection, project_id: int) -> dict[str, Tick]:
    return {row[0]: _tick(row) for row in raw.execute(_TICKS, (project_id,))}


def _tick(row: tuple[Any, ...]) -> Tick:
    _, done, by, skipped, reason, reopened, data, note, user, user_name, entity, kind, entity_name, due, version = row
    who = Assignee(AssigneeKind.USER, user, user_name) if user is not None else None
    if entity is not None:
        who = Assignee(AssigneeKind(kind), entity, entity_name)
    return Tick(
        done_at=maybe_from_text(done),
        done_by=by or (_SYSTEM if done else None),
        skipped_at=maybe_from_text(skipped),
        reason=reason,
        reopened_at=maybe_from_text(reopened),
        values=json.loads(data) if data else {},
        note=note,
        assignee=who,
        due=date.fromisoformat(due) if due else None,
        version=version,
    )


def _events(raw: sqlite3.Connection, project_id: int) -> tuple[Happening, ...]:
    query = "SELECT key, at, actor, data FROM project_event WHERE project_id = ? ORDER BY id"
    rows = raw.execute(query, (project_id,))
    return tuple(Happening(key, from_text(at), by, json.loads(data) if data else {}) for key, at, by, data in rows)


def settle(raw: sqlite3.Connection, project_id: int, now: datetime | None = None) -> Settled:
    """Write what follows from the tasks of a project beside them.

    Args:
        raw: the connection of the unit of work that changed something.
        project_id: which project.
        now: the time of the change, where it counts as one of the project.

    Raises:
        Refused: it becomes a sales project of a site that has one under way.
    """
    settled = _settle(raw, project_id, now)
    hold_site(raw, project_id, settled.course.selling)
    return settled


def _settle(raw: sqlite3.Connection, project_id: int, now: datetime | None = None) -> Settled:
    course = course_of(raw, project_id)
    stage, outcome, reason, done, total = raw.execute(
        "SELECT stage, outcome, outcome_reason, tasks_done, tasks_total FROM project WHERE id = ?", (project_id,)
    ).fetchone()
    said = course.outcome_reason if course.by_hand else None
    new = (course.stage.value, course.outcome.value if course.outcome else None, said, course.done, course.total)
    if new != (stage, outcome, reason, done, total):
        columns = "stage = ?, outcome = ?, outcome_reason = ?, tasks_done = ?, tasks_total = ?"
        raw.execute(f"UPDATE project SET {columns} WHERE id = ?", (*new, project_id))
    if now is not None:
        raw.execute("UPDATE project SET updated_at = ? WHERE id = ?", (to_text(now), project_id))
    set_back = _set_back(raw, project_id, course)
    _keep_jobs(raw, project_id, course)
    return Settled(course, stage, outcome, set_back)


def _set_back(raw: sqlite3.Connection, project_id: int, course: Course) -> tuple[tuple[str, str, str | None], ...]:
    now = {job.kind: job.status.value for job in course.jobs}
    order = [status.value for status in JobStatus]
    query = "SELECT kind, status FROM project_job WHERE project_id = ? ORDER BY id"
    before = raw.execute(query, (project_id,)).fetchall()
    return tuple(
        (kind, status, now.get(kind))
        for kind, status in before
        if kind not in now or order.index(now[kind]) < order.index(status)
    )


def _keep_jobs(raw: sqlite3.Connection, project_id: int, course: Course) -> None:
    found = "SELECT kind, status, starts_at, team, note FROM project_job WHERE project_id = ? ORDER BY id"
    jobs = [
        (job.kind, job.status.value, to_text(job.when) if job.when else None, job.team, job.note) for job in course.jobs
    ]
    if raw.execute(found, (project_id,)).fetchall() == jobs:
        return
    raw.execute("DELETE FROM project_job WHERE project_id = ?", (project_id,))
    for job in jobs:
        keep = "INSERT INTO project_job (project_id, kind, status, starts_at, team, note) VALUES (?, ?, ?, ?, ?, ?)"
        raw.execute(keep, (project_id, *job))


def begin_old_projects(raw: sqlite3.Connection) -> None:
    """Give projects from before there were tasks the program's workflow; what was said of them still holds."""
    keep_builtin(raw, datetime.now(UTC))
    number = current_workflow(raw)
    rows = raw.execute("SELECT id, stage, outcome, updated_at FROM project WHERE workflow_id IS NULL").fetchall()
    for project_id, stage, outcome, at in rows:
        raw.execute("UPDATE project SET workflow_id = ? WHERE id = ?", (number, project_id))
        if stage not in (ProjectStage.ONBOARDING, ProjectStage.COMPLETED):
            _say(raw, project_id, STAGE_SET, at, {"stage": stage})
        if outcome or stage == ProjectStage.COMPLETED:
            _say(raw, project_id, OUTCOME_SET, at, {"outcome": outcome or "completed"})
        _settle(raw, project_id)


def _say(raw: sqlite3.Connection, project_id: int, key: str, at: str, data: dict[str, str]) -> None:
    keep = "INSERT INTO project_event (project_id, key, at, actor, data) VALUES (?, ?, ?, ?, ?)"
    raw.execute(keep, (project_id, key, at, _SYSTEM, json.dumps(data)))


def hold_sites(raw: sqlite3.Connection) -> None:
    """Let the sales projects under way hold their sites.

    Where a site has several, the one that is farthest stays, among equals the newest. The others are closed with a
    reason that names it, which can be taken back once the first is over.
    """
    found = raw.execute("SELECT id, stage, tasks_done FROM project WHERE deleted_at IS NULL").fetchall()
    order = [stage.value for stage in ProjectStage]
    for project_id, _, _ in sorted(found, key=lambda row: (order.index(row[1]), row[2], row[0]), reverse=True):
        selling = _sells(raw, project_id)
        other = other_holder(raw, project_id) if selling else None
        if other is not None:
            _close(raw, project_id, other)
        else:
            hold_site(raw, project_id, selling)


def _sells(raw: sqlite3.Connection, project_id: int) -> bool:
    """Whether a project is a sales project under way; one whose workflow cannot be read any more is left alone."""
    try:
        return course_of(raw, project_id).selling
    except (SolarError, ValueError):
        return False


def _close(raw: sqlite3.Connection, project_id: int, other: tuple[int, str]) -> None:
    now = to_text(datetime.now(UTC))
    shown = f"#{other[0]} {other[1]}"
    reason = tr("The upgrade found another sales project of this site under way: {project}", project=shown)
    data = {"outcome": Result.CLOSED.value, "reason": reason}
    _say(raw, project_id, OUTCOME_SET, now, data)
    tell = (
        "INSERT INTO activity (at, actor, kind, subject_kind, subject_id, lead_id, project_id, data) "
        "SELECT ?, ?, 'outcome_set', 'project', id, lead_id, id, ? FROM project WHERE id = ?"
    )
    raw.execute(tell, (now, _SYSTEM, json.dumps(data), project_id))
    _settle(raw, project_id)
