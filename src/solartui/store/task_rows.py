"""The stored side of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solartui.store.work import Work


def write_task(work: Work, project_id: int, key: str, columns: Mapping[str, Any]) -> bool:
    """Write columns of the row of a task, which is made where nobody touched the task before.

    Returns:
        Whether anything is different now.
    """
    found = work.raw.execute(
        "SELECT id FROM project_task WHERE project_id = ? AND key = ?", (project_id, key)
    ).fetchone()
    if found is not None:
        return bool(work.update("project_task", found[0], columns))
    if all(value is None for value in columns.values()):
        return False
    from solartui.store.tables import ProjectTaskRow

    row = ProjectTaskRow(project_id=project_id, key=key, created_at=work.now, updated_at=work.now, **columns)
    work.add(row)
    return True
