"""The pane beside a list that tells the most about the lead under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from solartui.domain.leads import Lead
from solartui.domain.records import Activity
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import label
from solartui.i18n import ntr, tr
from solartui.widgets import bars, moments
from solartui.widgets.cells import cell_text, number, width_of
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.stage_steps import stage_strokes, stage_tag
from solartui.widgets.strips import Part, fit_parts, spread

_LABEL = 10
_LOWEST, _TALLEST = 2, 5
_ACTIVITY_GLYPHS = {"call": "☎", "mail": "✉", "visit": "⌂", "note": "✎", "stage": "◔", "converted": "✓"}

Block = list[Drawn]


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


class Preview(Painted):
    """A bordered pane. It takes a lead as it is and asks for nothing."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._data: PreviewData | None = None

    def show(self, data: PreviewData | None) -> None:
        """Show a lead, or nothing."""
        self._data = data
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Border and content; what does not fit below is left out, least important first."""
        inner = width - 4
        lines = [] if self._data is None else content(self._data, inner, height - 2)
        lines += [Drawn(())] * (height - 2 - len(lines))
        title, hint = f" {tr('Preview')} ", f" {tr('space · hide')} "
        top: list[Part] = [("╭─", "line"), (title, "soft")]
        bottom = [("╰" + "─" * max(0, width - width_of(hint) - 3), "line"), (hint, "mute"), ("─╯", "line")]
        top.append(("─" * max(0, width - width_of(title) - 3) + "╮", "line"))
        body = [_between(line, inner) for line in lines[: height - 2]]
        return [Drawn(tuple(top)), *body, Drawn(tuple(bottom))]


def _between(line: Drawn, inner: int) -> Drawn:
    surface = "" if line.surface == "bg" else f"@{line.surface}"
    parts = [(text, token + surface) for text, token in fit_parts(line.parts, inner)]
    return Drawn((("│ ", "line"), *parts, (" │", "line")))


def content(data: PreviewData, width: int, height: int) -> Block:
    """The lines of a lead: whole blocks are left out until the rest fits, and the chart takes what room is left."""
    first = [_head(data, width), _steps(data, width), _facts(data, width)]
    last = [_next(data, width), _history(data, width)]
    for chart, more in ((_TALLEST, last), (_LOWEST, last), (_LOWEST, last[:1]), (0, last[:1]), (0, [])):
        for rows in range(chart, min(chart, _LOWEST) - 1, -1):
            use = _use(data.lead, width, rows) if rows else []
            lines = _stacked([block for block in (*first, use, *more) if block])
            if len(lines) <= height:
                return lines
    return lines[:height]


def _stacked(blocks: Sequence[Block]) -> Block:
    lines: Block = []
    for block in blocks:
        if lines:
            lines.append(Drawn(()))
        lines += block
    return lines


def _line(*parts: Part) -> Drawn:
    return Drawn(tuple(parts))


def _head(data: PreviewData, width: int) -> Block:
    lead = data.lead
    number_sign = f"#{lead.id}"
    name = clip(cell_text(lead.name), width - len(number_sign) - 1)
    lines = [Drawn(tuple(spread([(name, "bold text")], [(number_sign, "mute")], width)))]
    if lead.address.text:
        lines.append(_line((clip(cell_text(lead.address.text), width), "soft")))
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
    room = width - _LABEL
    return [
        _line((f"{name:<{_LABEL}}", "mute"), (clip(cell_text(value), room), token))
        for name, value, token in facts
        if value
    ]


def _wishes(lead: Lead) -> list[str]:
    wishes = ((lead.panel, tr("panels")), (lead.battery, tr("battery")), (lead.heat_pump, tr("heat pump")))
    return [word for wanted, word in wishes if wanted]


def _use(lead: Lead, width: int, rows: int) -> Block:
    months = [value or 0.0 for value in lead.consumption]
    if len(months) == 12 and any(months):
        year = tr("{kwh} kWh / year", kwh=number(sum(months)))
        peak = tr("peak {month}", month=moments.month(months.index(max(months)) + 1))
        head = spread([(f"{tr('Use'):<{_LABEL}}", "mute"), (year, "text")], [(peak, "mute")], width)
        cells = max(1, min(4, (width + 1) // 12 - 1))
        lines = [Drawn(((bars.widened(line, cells, 1), "use"),)) for line in bars.columns(months, rows)]
        initials = "".join(f"{moments.month(at + 1)[0].upper():<{cells + 1}}" for at in range(12))
        return [Drawn(tuple(head)), *lines, _line((initials, "mute"))]
    if lead.monthly_kwh:
        month = tr("{kwh} kWh / month", kwh=number(lead.monthly_kwh))
        return [_line((f"{tr('Use'):<{_LABEL}}", "mute"), (month, "text"))]
    return []


def _next(data: PreviewData, width: int) -> Block:
    lead = data.lead
    if lead.next_follow_up is None:
        return []
    due = moments.due(moments.moment(lead.next_follow_up), data.now)
    note = cell_text(lead.follow_up_note) or tr("Follow up")
    when = (f"  {due.text} ", due.token)
    name = (clip(note, width - width_of(when[0]) - 3), "bold text")
    return [Drawn((("▌", "accent"), ("◷ ", due.token), name, when), "raised")]


def _history(data: PreviewData, width: int) -> Block:
    lines = []
    for activity in data.activities[:4]:
        when = moments.ago(activity.at, data.now)
        glyph = _ACTIVITY_GLYPHS.get(activity.kind.rpartition(".")[2], "·")
        words = clip(cell_text(data.describe(activity)), width - width_of(when) - 3)
        lines.append(Drawn(tuple(spread([(f"{glyph} ", "mute"), (words, "soft")], [(when, "mute")], width))))
    return lines
