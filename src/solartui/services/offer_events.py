"""What designs, proposals and payments tell the workflow of their project, inside the same unit of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solartui.store.work import Work


def tell_workflow(work: Work, project_id: int, event: str, data: Mapping[str, Any] | None = None) -> None:
    """Say what happened; tasks, stage and outcome of the project follow from it."""
    try:
        from solartui.services.task_events import record_event
    except ModuleNotFoundError:
        return
    record_event(work, project_id, event, data or {})
