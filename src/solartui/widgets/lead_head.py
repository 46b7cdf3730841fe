"""The head of a lead's page: who it is, how to reach them, and how far the lead has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from solartui.domain.leads import Address
from solartui.domain.vocabulary import label
from solartui.i18n import ntr, tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.lead_snapshot import LeadSnapshot, initials
from solartui.widgets.painted import Drawn, Run, clip
from solartui.widgets.record_head import APART, INDENT, RecordHead, points, room_beside, titled
from solartui.widgets.stage_steps import stage_strokes, stage_tag, stage_words

_NARROW = 96
_LONGEST_ASSIGNEE = 18


class LeadHead(RecordHead[LeadSnapshot]):
    """Name, stage and assignee; place, phone and mail; source and age; and the steps of the way."""

    HEIGHT: ClassVar[int] = 5

    def told(self, data: LeadSnapshot, width: int) -> Sequence[Drawn]:
        """Two lines and the steps with their names; where it is narrow three lines and the strokes alone."""
        narrow = width < _NARROW
        standing, made = _standing(data), Run(1).add((_made(data), "mute"))
        pad = (" " * INDENT, "text")
        reach = _reach(data, Run(2 if narrow else 1).add(pad))
        if narrow:
            place = self.ends(1, Run(1).add(pad, _place(data, width)), made, width)
            rows = [place, self.ends(2, reach, Run(2), width)]
        else:
            # A long address gives way to the telephone and the mail.
            room = room_beside(made, width) - reach.width - len(APART)
            whole = Run(1).add(pad, _place(data, max(12, room)))
            rows = [self.ends(1, _reach(data, whole), made, width), Drawn(())]
        steps = width - INDENT
        rows.append(Drawn((pad, *stage_strokes(data.stages, data.lead.stage, steps))))
        rows.append(Drawn(()) if narrow else Drawn((pad, *stage_words(data.stages, data.lead.stage, steps))))
        name = _name(data, room_beside(standing, width))
        if "…" in name.parts[1][0]:
            standing = _standing(data, with_days=False)
            name = _name(data, room_beside(standing, width))
        return [self.ends(0, name, standing, width), *rows]


def _name(data: LeadSnapshot, room: int) -> Run:
    archived = f" {tr('archived')} " if data.lead.archived else ""
    beside = width_of(archived) + 2 if archived else 0
    run = titled(data.lead.name, data.lead.id, label(data.lead.contact.kind).lower(), room - beside)
    return run.add(("  ", "text"), (archived, "mute@panel")) if archived else run


def _standing(data: LeadSnapshot, *, with_days: bool = True) -> Run:
    run = Run(0)
    if data.stage is not None:
        run.add(*stage_tag(data.stage), zone="lead.stage")
    days = max(0, (data.now - data.lead.stage_since).days)
    run.add((f" {ntr('{count} day', '{count} days', days)}  " if with_days else "  ", "mute"))
    assignee = data.lead.assignee
    who = clip(cell_text(initials(assignee)), _LONGEST_ASSIGNEE) if assignee else tr("unassigned")
    return run.add((who, "soft" if assignee else "mute"), zone="lead.assign")


def _place(data: LeadSnapshot, room: int) -> tuple[str, str]:
    address = data.lead.address
    place = cell_text(Address(address.street, address.postcode, address.city).text or address.text)
    return (clip(place, room), "soft") if place else (tr("no address"), "mute")


def _reach(data: LeadSnapshot, run: Run) -> Run:
    contact = data.lead.contact
    return points(run, [*contact.phones[:1], *contact.emails[:1]])


def _made(data: LeadSnapshot) -> str:
    return f"{label(data.lead.source)} · {data.day(data.lead.created_at)}"
