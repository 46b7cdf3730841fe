"""What follows for projects under way when a company begins or ends to inspect sites before it installs."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from solartui.domain.workflow.course import Status, TaskState
from solartui.i18n import tr
from solartui.store.courses import course_of, inspects, settle
from solartui.store.times import to_text

_AT = "SELECT id FROM project WHERE deleted_at IS NULL AND stage IN ({stages}) ORDER BY id"


def leave_behind(raw: sqlite3.Connection, now: datetime) -> None:
    """Before sites are inspected from now on: projects that are being installed without one need none."""
    if inspects(raw):
        return
    for (project_id,) in raw.execute(_AT.format(stages="'installation', 'completed'")).fetchall():
        tasks = course_of(raw, project_id).tasks
        needless = [state for state in tasks if _waived(state)]
        last = max((tasks.index(state) for state in needless), default=len(tasks))
        if any(state.status is Status.DONE and not state.by_itself for state in tasks[last:]):
            for state in needless:
                _skip(raw, project_id, state.key, now)


def _waived(state: TaskState) -> bool:
    waived = state.task.waived
    needless = waived is not None and "inspection" in waived.flags
    return needless and state.status is Status.SKIPPED and not state.skipped_by_hand


def _skip(raw: sqlite3.Connection, project_id: int, key: str, now: datetime) -> None:
    reason, at = tr("The company did not inspect sites then."), to_text(now)
    raw.execute(
        "INSERT INTO project_task (project_id, key, skipped_at, reason, created_at, updated_at, version) "
        "VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT (project_id, key) DO UPDATE SET skipped_at = excluded.skipped_at, "
        "reason = excluded.reason, updated_at = excluded.updated_at, version = version + 1 WHERE done_at IS NULL",
        (project_id, key, at, reason, at, at),
    )


def go_on(raw: sqlite3.Connection) -> None:
    """After it was said whether sites are inspected: projects that wait for an inspection go on, or stay."""
    for (project_id,) in raw.execute(_AT.format(stages="'inspection', 'installation'")).fetchall():
        settle(raw, project_id)
