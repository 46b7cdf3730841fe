"""The columns of the project list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from solartui.domain.listing import ProjectLine
from solartui.domain.vocabulary import GridConnection, LeadType, label
from solartui.i18n import mark
from solartui.theme import Palette
from solartui.widgets import moments
from solartui.widgets.amounts import kilowatts, rounded_money
from solartui.widgets.cells import cell_text
from solartui.widgets.columns import Column
from solartui.widgets.parts import Part
from solartui.widgets.project_stages import project_tag

Parts = Sequence[Part]


def project_columns(now: Callable[[], datetime]) -> tuple[Column[ProjectLine], ...]:
    """The columns, the most useful first; `now` tells which year needs no mention."""

    def day(value: str) -> Parts:
        when = moments.moment(value)
        return [(moments.day(when, now()) if when else "", "mute")]

    return (
        Column("name", mark("Project"), 24, _name, widest=40, lead=True),
        Column("stage", mark("Stage"), 15, _stage),
        Column("capacity_kwp", mark("kWp"), 6, _power, "right"),
        Column("price_net", mark("Price net"), 13, _price, "right"),
        Column("created_at", mark("Created"), 11, lambda line, _palette: day(line.created_at)),
        Column("contact", mark("Customer"), 16, _contact, sortable=False, widest=26),
        Column("location", mark("Town"), 14, _town, widest=20),
        Column("assignee", mark("Assignee"), 14, _assignee, sortable=False, widest=20),
        Column("progress", mark("Tasks"), 8, _progress, "right"),
        Column("type", mark("Type"), 13, _type, sortable=False),
        Column("grid_connection", mark("Grid"), 14, _grid, sortable=False),
        Column("updated_at", mark("Updated"), 14, lambda line, _palette: day(line.updated_at)),
        Column("id", mark("No."), 8, _number, "right"),
    )


def _type(line: ProjectLine, _palette: Palette) -> Parts:
    return [(label(LeadType(line.type)), "soft")]


def _grid(line: ProjectLine, _palette: Palette) -> Parts:
    return [(label(GridConnection(line.grid_connection)), "soft")]


def _progress(line: ProjectLine, _palette: Palette) -> Parts:
    return [(f"{line.done}/{line.total}" if line.total else "", "soft")]


def _number(line: ProjectLine, _palette: Palette) -> Parts:
    return [(f"#{line.id}", "mute")]


def _name(line: ProjectLine, _palette: Palette) -> Parts:
    return [(cell_text(line.name), "text")]


def _stage(line: ProjectLine, _palette: Palette) -> Parts:
    return project_tag(line.stage, line.outcome)


def _contact(line: ProjectLine, _palette: Palette) -> Parts:
    return [(cell_text(line.contact), "soft")]


def _power(line: ProjectLine, _palette: Palette) -> Parts:
    return [(kilowatts(line.capacity_kwp), "soft")]


def _price(line: ProjectLine, _palette: Palette) -> Parts:
    return [(rounded_money(line.price_net, line.currency), "text")]


def _town(line: ProjectLine, _palette: Palette) -> Parts:
    return [(cell_text(line.city), "soft")]


def _assignee(line: ProjectLine, _palette: Palette) -> Parts:
    return [(cell_text(line.assignee), "soft")]
