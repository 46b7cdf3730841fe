"""The stored side of tasks."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from solartui.store.work import Work


def write_task(work: Work, project_id: int, key: str, columns: Mapping[str, Any]) -> bool:
    """Write columns of the row of a task, which is made where nobody touched the task before.

    Returns:
        Whether anything is different now.
    """
    from solartui.store.tables import ProjectTaskRow

    found = work.raw.execute(
        "SELECT id FROM project_task WHERE project_id = ? AND key = ?", (project_id, key)
    ).fetchone()
    if found is not None:
        return bool(work.update(ProjectTaskRow, found[0], columns))
    if all(value is None for value in columns.values()):
        return False
    row = ProjectTaskRow(project_id=project_id, key=key, created_at=work.now, updated_at=work.now, **columns)
    work.add(row)
    return True


_SAME_SITE = """
SELECT o.id, o.name FROM project p JOIN project o ON o.id <> p.id AND o.deleted_at IS NULL AND o.outcome IS NULL
WHERE p.id = ? AND EXISTS (
    SELECT 1 FROM project_task t WHERE t.project_id = o.id AND t.key = ? AND t.done_at IS NOT NULL)
  AND (o.lead_id = p.lead_id OR (
    EXISTS (SELECT 1 FROM project_contact a JOIN project_contact b ON a.contact_id = b.contact_id
            WHERE a.project_id = p.id AND b.project_id = o.id)
    AND (o.metering_point = p.metering_point OR (o.street = p.street AND o.city_fold = p.city_fold)
      OR (abs(o.latitude - p.latitude) < 0.0001 AND abs(o.longitude - p.longitude) < 0.0001))))
ORDER BY o.id LIMIT 1
"""


def active_at_site(raw: sqlite3.Connection, project_id: int, key: str) -> tuple[int, str] | None:
    """Another project of the same customer and site that is under way and has a task done; its id and name."""
    row = raw.execute(_SAME_SITE, (project_id, key)).fetchone()
    return (int(row[0]), str(row[1])) if row else None
