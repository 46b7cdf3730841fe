"""What designs, proposals and payments tell the workflow of their project, inside the same unit of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solartui.store.work import Work


def tell_workflow(work: Work, project_id: int, event: str, data: Mapping[str, Any] | None = None) -> None:
    """Say what happened; tasks, stage and outcome of the project follow from it.

    The history of the project has a line about it already, by whoever says so here.
    """
    from solartui.services.task_events import follow, keep_event

    keep_event(work, project_id, event, data or {})
    follow(work, project_id)
