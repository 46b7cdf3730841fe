"""The head of a lead's page: who it is, how to reach them, and how far the lead has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.message import Message

from solartui.domain.leads import Address
from solartui.domain.vocabulary import label
from solartui.i18n import ntr, tr
from solartui.widgets import moments
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text
from solartui.widgets.lead_snapshot import LeadSnapshot, initials
from solartui.widgets.painted import Drawn, Run, clip
from solartui.widgets.stage_steps import stage_strokes, stage_tag, stage_words

_INDENT = 2
_NARROW = 96
_HEIGHT = 5
_APART = "   "


class LeadHead(Block):
    """Name, stage and assignee; place, phone and mail; source and age; and the steps of the way."""

    class Pressed(Message):
        """A part that means something was clicked: a command id, or ``copy:`` and a text."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self) -> None:
        super().__init__()
        self._data: LeadSnapshot | None = None

    def show(self, data: LeadSnapshot) -> None:
        """Show a lead."""
        self._data = data
        self.reshow()

    def hit(self, zone: str) -> None:
        """A part was clicked."""
        self.post_message(self.Pressed(zone))

    def lines(self, width: int) -> Sequence[Drawn]:
        """Two lines and the steps with their names; where it is narrow three lines and the strokes alone."""
        self.zones = []
        if self._data is None:
            return [Drawn(())] * _HEIGHT
        data, narrow = self._data, width < _NARROW
        rows = [self._spread(0, self._who(0), self._standing(0), width)]
        made = Run(1).add((self._made(data), "mute"))
        if narrow:
            rows.append(self._spread(1, self._place(Run(1)), made, width))
            rows.append(self._spread(2, self._reach(Run(2).add((" " * _INDENT, "text"))), Run(2), width))
        else:
            rows.append(self._spread(1, self._reach(self._place(Run(1)).add((_APART, "text"))), made, width))
            rows.append(Drawn(()))
        room, pad = width - _INDENT, (" " * _INDENT, "text")
        rows.append(Drawn((pad, *stage_strokes(data.stages, data.lead.stage, room))))
        rows.append(Drawn(()) if narrow else Drawn((pad, *stage_words(data.stages, data.lead.stage, room))))
        return rows

    def _spread(self, y: int, left: Run, right: Run, width: int) -> Drawn:
        """Something at each end; the left end gives way."""
        room = width - right.width - (2 if right.width else 0)
        kept = Run(y)
        for text, token in left.parts:
            kept.add((clip(text, max(0, room - kept.width)), token))
        self.zones += [zone for zone in left.zones if zone.start < room]
        line = kept.then(right, width - right.width)
        self.zones += line.zones
        return Drawn(tuple(line.parts))

    def _who(self, y: int) -> Run:
        data = self._data
        assert data is not None
        run = Run(y).add(("‹ ", "mute"), zone="back").add((cell_text(data.lead.name), "bold text"))
        run.add((f"  #{data.lead.id}", "mute"), (f"  {label(data.lead.contact.kind).lower()}", "mute"))
        if data.lead.archived:
            run.add(("  ", "text"), (f" {tr('archived')} ", "mute@panel"))
        return run

    def _standing(self, y: int) -> Run:
        data = self._data
        assert data is not None
        run = Run(y)
        if data.stage is not None:
            run.add(*stage_tag(data.stage), zone="lead.stage")
        days = max(0, (data.now - data.lead.stage_since).days)
        run.add((f" {ntr('{count} day', '{count} days', days)}  ", "mute"))
        who = clip(cell_text(initials(data.lead.assignee)), 18) if data.lead.assignee else tr("unassigned")
        return run.add((who, "soft" if data.lead.assignee else "mute"), zone="lead.assign")

    def _place(self, run: Run) -> Run:
        data = self._data
        assert data is not None
        address = data.lead.address
        place = cell_text(Address(address.street, address.postcode, address.city).text or address.text)
        return run.add((" " * _INDENT, "text"), (place or tr("no address"), "soft" if place else "mute"))

    def _reach(self, run: Run) -> Run:
        for at, text in enumerate(self._points()):
            if at:
                run.add((_APART, "text"))
            run.add((cell_text(text), "info"), zone=f"copy:{text}")
        return run

    def _points(self) -> Iterator[str]:
        data = self._data
        assert data is not None
        yield from data.lead.contact.phones[:1]
        yield from data.lead.contact.emails[:1]

    @staticmethod
    def _made(data: LeadSnapshot) -> str:
        return f"{label(data.lead.source)} · {moments.day(data.local(data.lead.created_at), data.now)}"
