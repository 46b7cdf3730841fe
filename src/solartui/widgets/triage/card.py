"""One lead with all that matters for deciding about it, at one look: nothing is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from solartui.domain.leads import Address
from solartui.domain.vocabulary import label
from solartui.i18n import ntr, tr
from solartui.widgets.cells import cell_text
from solartui.widgets.lead_snapshot import LeadSnapshot
from solartui.widgets.painted import Drawn, Painted, Run, Zone, clip
from solartui.widgets.parts import Part, fit_parts, spread
from solartui.widgets.record_head import points
from solartui.widgets.stage_steps import stage_strokes, stage_tag, stage_words
from solartui.widgets.triage import parts

_WIDE = 100
_TALL = 28
_ROOM = 12
_APART = 4
_PAD = ("  ", "text")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one has come.

    Attributes:
        number: the place of the lead, counted from 1.
        total: how many there are; None while nobody knows.
        decided: how many leads were decided about.
        done: what was done last, as one sentence.
        undo_key: the key that takes it back.
        here: whether this lead was decided about already.
    """

    number: int
    total: int | None
    decided: int
    done: str = ""
    undo_key: str = ""
    here: bool = False


class TriageCard(Painted):
    """Progress, then the lead: one column where it is narrow, two where there is room."""

    class Pressed(Message):
        """A part was clicked: a command id, or ``copy:`` and a text."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._data: LeadSnapshot | None = None
        self._standing = Standing(1, None, 0)

    def show(self, data: LeadSnapshot | None, standing: Standing) -> None:
        """Show a lead, or that none is known yet."""
        self._data, self._standing = data, standing
        self.repaint()

    def hit(self, zone: str) -> None:
        """A part was clicked."""
        self.post_message(self.Pressed(zone))

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """All lines."""
        self.zones = []
        lines = [Drawn(())] * (height >= _TALL) + progress(self._standing, width)
        if self._data is None:
            return lines
        inner = width - 4
        lines += self._head(self._data, len(lines), inner)
        room = height - len(lines)
        wide = width >= _WIDE
        body = _beside(self._data, inner, room) if wide else _below(self._data, inner, room)
        return [*lines, *(_indented(line) for line in body)]

    def _head(self, data: LeadSnapshot, y: int, width: int) -> list[Drawn]:
        lead = data.lead
        sign = f"  #{lead.id}"
        right = _stage(data, y)
        name = clip(cell_text(lead.name), max(8, width - right.width - len(sign) - 12))
        first = Run(y).add((name, "bold text"), (sign, "mute"))
        if self._standing.here:
            first.add((f"  ✓ {tr('decided')}", "ok"))
        reach = points(Run(y + 1), [*lead.contact.phones[:2], *lead.contact.emails[:1]])
        who = tr("unassigned") if lead.assignee is None else clip(cell_text(lead.assignee.name), 24)
        rows = [
            self._ends(first, right, width),
            self._ends(reach, Run(y + 1).add((who, "soft" if lead.assignee else "mute"), zone="lead.assign"), width),
            Drawn(tuple(spread(_place(data), [(_made(data), "mute")], width))),
            Drawn(()) if width >= _WIDE - 4 else None,
            Drawn(tuple(stage_strokes(data.stages, lead.stage, width))),
            Drawn(tuple(stage_words(data.stages, lead.stage, width))) if width >= _WIDE - 4 else None,
            Drawn(()),
        ]
        return [_indented(row) for row in rows if row is not None]

    def _ends(self, left: Run, right: Run, width: int) -> Drawn:
        room = width - right.width - 2
        line = Run()
        for text, token in left.parts:
            line.add((clip(text, max(0, room - line.width)), token))
        line.zones += [zone for zone in left.zones if zone.start < room]
        line.then(right, width - right.width)
        self.zones += [Zone(zone.y, zone.start + 2, zone.end + 2, zone.name) for zone in line.zones]
        return Drawn(tuple(line.parts))


def progress(standing: Standing, width: int) -> list[Drawn]:
    """Where one is, what was done last, and a line that fills up."""
    done = min(1.0, (standing.number - 1) / standing.total) if standing.total else 0.0
    cells = round((width - 4) * done)
    place = str(standing.number)
    if standing.total is not None:
        place = tr("{n} of {total}", n=parts.count(min(standing.number, standing.total)),
                   total=parts.count(standing.total))  # fmt: skip
    left: list[Part] = [(tr("Triage"), "bold text"), ("  ", "text"), (place, "bold accent")]
    if standing.decided:
        left.append((f"  {ntr('{count} decided', '{count} decided', standing.decided)}", "soft"))
    right: list[Part] = []
    if standing.done:
        room = width - 4 - sum(len(text) for text, _ in left) - 8
        right = [("✓ ", "ok"), (clip(cell_text(standing.done), max(8, room - len(tr("undo")) - 3)), "soft")]
        right += [(f"  {standing.undo_key}", "bold accent"), (f" {tr('undo')}", "mute")]
    bar = [_PAD, ("━" * cells, "accent"), ("─" * (width - 4 - cells), "line_hi")]
    return [Drawn((_PAD, *spread(left, right, width - 4))), Drawn(tuple(bar)), Drawn(())]


def _indented(line: Drawn) -> Drawn:
    """A line between the margins; only what lies between them is raised."""
    surface = "" if line.surface == "bg" else f"@{line.surface}"
    return Drawn((_PAD, *((text, token + surface) for text, token in line.parts), _PAD))


def _stage(data: LeadSnapshot, y: int) -> Run:
    run = Run(y)
    if data.stage is not None:
        run.add(*stage_tag(data.stage), zone="lead.stage")
    days = max(0, (data.now - data.lead.stage_since).days)
    run.add((f" · {ntr('{count} day', '{count} days', days)}", "mute"))
    return run


def _place(data: LeadSnapshot) -> list[Part]:
    address = data.lead.address
    place = Address(address.street, address.postcode, address.city).text or address.text
    return [(cell_text(place), "soft")] if place else [(tr("no address"), "mute")]


def _made(data: LeadSnapshot) -> str:
    channel = f" · {clip(cell_text(data.lead.channel), 14)}" if data.lead.channel else ""
    return f"{label(data.lead.source)}{channel} · {data.day(data.lead.created_at)}"


def _below(data: LeadSnapshot, width: int, room: int) -> list[Drawn]:
    """One column: what is due, facts, use, what was said and done; the chart gives way where it is low."""
    first = [parts.due(data, width), parts.facts_beside(data, width)]
    for rows in (4, 3, 2, 1, 0):
        use = parts.use(data.lead, width, rows)
        plant = parts.estimated(data, width, 1 if room >= _ROOM else 0)
        head = parts.stacked([*first, [*use, *plant]])
        left = room - len(head) - 1
        if left >= 4 or rows == 0:
            return parts.stacked([head, parts.said(data, width, max(0, left))])[:room]
    return []


def _beside(data: LeadSnapshot, width: int, room: int) -> list[Drawn]:
    """Two columns: what is known and used at the left, what is due, was said and was done at the right."""
    first = (width - _APART) * 11 // 24
    second = width - _APART - first
    facts = parts.facts_below(data, first)
    use = parts.use(data.lead, first, max(0, min(8, room - len(facts) - 4)))
    left = parts.stacked([facts, use])
    left = parts.stacked([left, parts.estimated(data, first, room - len(left) - 1)])
    due = parts.due(data, second)
    right = parts.stacked([due, parts.said(data, second, max(0, room - len(due) - 1), whole=True)])
    lines = []
    for at in range(min(room, max(len(left), len(right)))):
        one = left[at].parts if at < len(left) else ()
        other = right[at] if at < len(right) else Drawn(())
        surface = "" if other.surface == "bg" else f"@{other.surface}"
        shown = [(text, token + surface) for text, token in other.parts]
        lines.append(Drawn((*fit_parts(one, first), (" " * _APART, "text"), *shown)))
    return lines
