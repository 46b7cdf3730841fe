"""The pane beside a list that tells the most about the lead under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from solartui.domain.stages import Stage
from solartui.domain.vocabulary import label
from solartui.i18n import ntr, tr
from solartui.widgets import bars, moments
from solartui.widgets.cells import cell_text, number, width_of
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.pane import LABEL, Block, Pane, fact, line, stacked, titled
from solartui.widgets.parts import Part, parts_width, spread
from solartui.widgets.stage_steps import stage_strokes, stage_tag

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.domain.records import Activity

_LOWEST, _TALLEST = 2, 5


@dataclass(frozen=True, slots=True)
class PreviewData:
    """What the pane shows.

    Attributes:
        stages: all stages, for the strokes.
        activities: the newest ones, newest first.
        describe: the sentence of an activity.
        now: the time, in the zone of the person.
    """

    lead: Lead
    stages: Sequence[Stage]
    activities: Sequence[Activity]
    describe: Callable[[Activity], str]
    now: datetime


class Preview(Pane):
    """It takes a lead as it is and asks for nothing."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._data: PreviewData | None = None

    def show(self, data: PreviewData | None) -> None:
        """Show a lead, or nothing."""
        self._data = data
        self.repaint()

    def content(self, width: int, height: int) -> Block:
        """The lead, if there is one."""
        return [] if self._data is None else content(self._data, width, height)


def content(data: PreviewData, width: int, height: int) -> Block:
    """The lines of a lead: whole blocks are left out until the rest fits, and the chart takes what room is left."""
    first = [_head(data, width), _steps(data, width), _facts(data, width)]
    last = [_next(data, width), _history(data, width)]
    for chart, more in ((_TALLEST, last), (_LOWEST, last), (_LOWEST, last[:1]), (0, last[:1]), (0, [])):
        for rows in range(chart, min(chart, _LOWEST) - 1, -1):
            use = _use(data.lead, width, rows) if rows else []
            lines = stacked((*first, use, *more))
            if len(lines) <= height:
                return lines
    return lines[:height]


def _head(data: PreviewData, width: int) -> Block:
    lead = data.lead
    lines = [titled(lead.name, lead.id, width)]
    if lead.address.text:
        lines.append(line((clip(cell_text(lead.address.text), width), "soft")))
    return lines


def _steps(data: PreviewData, width: int) -> Block:
    lead = data.lead
    stage = next((stage for stage in data.stages if stage.key == lead.stage), None)
    if stage is None:
        return []
    days = max(0, (data.now - lead.stage_since).days)
    since = (f" · {ntr('{count} day', '{count} days', days)}", "mute")
    strokes = Drawn(tuple(stage_strokes(data.stages, lead.stage, width)))
    return [strokes, Drawn(tuple(spread([*stage_tag(stage), since], _owner(lead), width)))]


def _owner(lead: Lead) -> list[Part]:
    return [(clip(cell_text(lead.assignee.name), 18), "soft")] if lead.assignee else [(tr("unassigned"), "mute")]


def _facts(data: PreviewData, width: int) -> Block:
    lead = data.lead
    contact = lead.contact
    facts: list[tuple[str, str, str]] = [
        (tr("Contact"), contact.name if contact.name != lead.name else "", "text"),
        (tr("Phone"), contact.phones[0] if contact.phones else "", "text"),
        (tr("Mail"), contact.emails[0] if contact.emails else "", "text"),
        (tr("Type"), f"{label(lead.type)} · {label(lead.grid_connection)}", "text"),
        (tr("Wants"), ", ".join(_wishes(lead)), "text"),
        (tr("Source"), label(lead.source), "soft"),
    ]
    return [fact(name, value, width, token) for name, value, token in facts if value]


def _wishes(lead: Lead) -> list[str]:
    wishes = ((lead.panel, tr("panels")), (lead.battery, tr("battery")), (lead.heat_pump, tr("heat pump")))
    return [word for wanted, word in wishes if wanted]


def _use(lead: Lead, width: int, rows: int) -> Block:
    months = [value or 0.0 for value in lead.consumption]
    if len(months) == 12 and any(months):
        year = tr("{kwh} kWh / year", kwh=number(sum(months)))
        peak = tr("peak {month}", month=moments.month(months.index(max(months)) + 1))
        said = [(f"{tr('Use'):<{LABEL}}", "mute"), (year, "text")]
        room = parts_width(said) + 1 + len(peak) <= width
        head = spread(said, [(peak, "mute")] if room else [], width)
        cells = max(1, min(4, (width + 1) // 12 - 1))
        lines = [Drawn(((bars.widened(line, cells, 1), "use"),)) for line in bars.columns(months, rows)]
        initials = "".join(f"{moments.month(at + 1)[0].upper():<{cells + 1}}" for at in range(12))
        return [Drawn(tuple(head)), *lines, line((initials, "mute"))]
    if lead.monthly_kwh:
        month = tr("{kwh} kWh / month", kwh=number(lead.monthly_kwh))
        return [line((f"{tr('Use'):<{LABEL}}", "mute"), (month, "text"))]
    return []


def _next(data: PreviewData, width: int) -> Block:
    lead = data.lead
    waits = _answer(data, width)
    if lead.next_follow_up is None:
        return waits
    due = moments.due(moments.moment(lead.next_follow_up), data.now)
    note = cell_text(lead.follow_up_note) or tr("Follow up")
    when = (f"  {due.text} ", due.token)
    name = (clip(note, width - width_of(when[0]) - 3), "bold text")
    return [*waits, Drawn((("▌", "accent"), ("◷ ", due.token), name, when), "raised")]


def _answer(data: PreviewData, width: int) -> Block:
    """Until when the lead has to be answered."""
    if data.lead.respond_by is None:
        return []
    left = moments.answer(moments.moment(data.lead.respond_by), data.now)
    when = (f"  {left.text} ", left.token)
    name = (clip(tr("Answer by"), width - width_of(when[0]) - 3), "bold text")
    return [Drawn((("▌", "accent"), ("⚑ ", left.token), name, when), "raised")]


def _history(data: PreviewData, width: int) -> Block:
    # Its words for everything that can happen are not needed for the first rows.
    from solartui.domain.activity import sign_of

    lines = []
    for activity in data.activities[:4]:
        when = moments.ago(activity.at, data.now)
        words = clip(cell_text(data.describe(activity)), width - width_of(when) - 3)
        left = [(f"{sign_of(activity)} ", "mute"), (words, "soft")]
        lines.append(Drawn(tuple(spread(left, [(when, "mute")], width))))
    return lines
