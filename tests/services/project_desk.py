"""Short ways to put projects on a desk and to drive them through their tasks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from solartui.domain.drafts import ProjectDraft
from solartui.domain.workflow.course import TaskState
from solartui.domain.workflow.model import NeedType
from tests.desk import add_contact

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.services.container import Services

PPE = "590123456789012345"
NMI = "20019857328"
_USUAL: dict[NeedType, object] = {
    NeedType.TEXT: "x",
    NeedType.NUMBER: 100,
    NeedType.DATE: "2026-11-24",
    NeedType.DATETIME: "2026-12-01 10:00",
    NeedType.LIST: ["Inverter"],
}
USUAL: dict[str, dict[str, object]] = {
    "onboard_site": {"metering_point": PPE},
    "review_inspection": {"quote_needs_update": "no"},
    "review_installation": {"approved": "yes", "quote_needs_update": "no"},
    "system_installation": {"assets": "Inverter", "serial_numbers": "A1"},
}


def add_project(services: Services, **fields: Any) -> Project:
    """A project of a new contact in Kraków, of which no more is known."""
    contact = fields.pop("contact_id", None) or add_contact(services, "Jan Kowalski").id
    site = {"street": "Długa 1", "city": "Kraków", "country": "PL"} | fields
    return services.projects.create(ProjectDraft(contact_id=contact, **site)).value


def answers(state: TaskState) -> dict[str, object]:
    """What a task needs."""
    wanted = [n for n in state.needs if n.required and n.type is not NeedType.FILE and n.name not in state.values]
    usual = USUAL.get(state.key, {})
    found: dict[str, object] = {}
    for need in wanted:
        found[need.name] = need.choices[0] if need.choices else _USUAL.get(need.type, "yes")
    return found | usual


def paper_for(state: TaskState, paper: Path) -> dict[str, list[Path]]:
    """A file for each file that a task needs."""
    return {need.name: [paper] for need in state.needs if need.required and need.type is NeedType.FILE}


def drive(services: Services, project_id: int, paper: Path, until: str | None = None) -> None:
    """Do the tasks of a project in their order, until a task has its turn; the customer signs on the way."""
    while True:
        course = services.tasks.course(project_id)
        state = course.next
        if state is None and course.waiting:
            services.progress.event(project_id, "proposal_signed")
        elif state is None or state.key == until:
            return
        else:
            services.tasks.do(project_id, state.key, answers(state), paper_for(state, paper))
