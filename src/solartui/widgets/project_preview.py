"""The pane beside the project list: how far it is, for whom, where, how large and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from solartui.domain.projects import Project
from solartui.domain.vocabulary import label
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.amounts import exact_money, kilowatts
from solartui.widgets.cells import cell_text, number
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.pane import Block, Pane, fact, line, stacked, titled
from solartui.widgets.parts import Part, spread
from solartui.widgets.project_stages import project_stages, project_tag
from solartui.widgets.stage_steps import stage_strokes
from solartui.widgets.wrapping import wrap


@dataclass(frozen=True, slots=True)
class ProjectData:
    """What the pane shows. `regulation` is the name of the rules; `now` is the time in the zone of the person."""

    project: Project
    regulation: str
    now: datetime


class ProjectPreview(Pane):
    """It takes a project as it is and asks for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._data: ProjectData | None = None

    def show(self, data: ProjectData | None) -> None:
        """Show a project, or nothing."""
        self._data = data
        self.repaint()

    def content(self, width: int, height: int) -> Block:
        """The project."""
        if self._data is None:
            return []
        project = self._data.project
        blocks = [_head(project, width), _steps(project, width), _people(project, width), _system(project, width),
                  _rest(self._data, width)]  # fmt: skip
        while len(stacked(blocks)) > height and len(blocks) > 1:
            blocks.pop()
        return stacked(blocks)


def _head(project: Project, width: int) -> Block:
    address = wrap(project.address.text, width)[:2] if project.address.text else []
    return [titled(project.name, project.id, width), *(line((text, "soft")) for text in address)]


def _steps(project: Project, width: int) -> Block:
    who: Part = (", ".join(one.name for one in project.assignees) or tr("unassigned"), "soft")
    right = (clip(cell_text(who[0]), 18), who[1])
    return [
        Drawn(tuple(stage_strokes(project_stages(), project.stage, width))),
        Drawn(tuple(spread(project_tag(project.stage, project.outcome), [right], width))),
    ]


def _people(project: Project, width: int) -> Block:
    lines: Block = []
    for contact in project.contacts[:3]:
        lines.append(fact("" if lines else tr("Customer"), contact.name, width))
        lines += [fact("", point, width, "soft") for point in (*contact.phones[:1], *contact.emails[:1])]
    if project.lead_name:
        lines.append(fact(tr("Lead"), f"{project.lead_name} #{project.lead_id}", width))
    return lines


def _system(project: Project, width: int) -> Block:
    use = tr("{kwh} kWh / month", kwh=number(project.monthly_kwh)) if project.monthly_kwh else ""
    facts = (
        (tr("Type"), f"{label(project.type)} · {label(project.grid_connection)}"),
        (tr("Power"), f"{kilowatts(project.capacity_kwp)} kWp" if project.capacity_kwp is not None else ""),
        (tr("Battery"), f"{kilowatts(project.battery_kwh)} kWh" if project.battery_kwh is not None else ""),
        (tr("Use"), use),
        (tr("Net"), exact_money(project.price_net, project.currency)),
        (tr("Gross"), exact_money(project.price_gross, project.currency)),
    )
    return [fact(name, value, width) for name, value in facts if value]


def _rest(data: ProjectData, width: int) -> Block:
    made = moments.day(data.project.created_at.astimezone(), data.now)
    return [fact(tr("Rules"), data.regulation, width, "soft"), fact(tr("Created"), made, width, "soft")]
