"""The pane beside the contact list: who it is, how to reach them, and their leads and projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from solartui.domain.contacts import Contact
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import ContactKind, label
from solartui.i18n import ntr, tr
from solartui.widgets import moments
from solartui.widgets.cells import cell_text, fit, width_of
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.pane import Block, Pane, fact, line, stacked, titled
from solartui.widgets.parts import Part, parts_width, spread
from solartui.widgets.project_stages import project_tag
from solartui.widgets.stage_steps import stage_tag

_DAY = 6


@dataclass(frozen=True, slots=True)
class ContactData:
    """What the pane shows. `stages` are those of leads; `now` is the time in the zone of the person."""

    contact: Contact
    stages: Sequence[Stage]
    now: datetime


class ContactPreview(Pane):
    """It takes a contact as it is and asks for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._data: ContactData | None = None

    def show(self, data: ContactData | None) -> None:
        """Show a contact, or nothing."""
        self._data = data
        self.repaint()

    def content(self, width: int, height: int) -> Block:
        """The contact; long lists are cut, and say how many more there are."""
        if self._data is None:
            return []
        head = stacked((_head(self._data, width), _points(self._data, width)))
        room = height - len(head)
        blocks = [_people(self._data, width), _leads(self._data, width), _projects(self._data, width)]
        blocks = [block for block in blocks if block]
        for at, block in enumerate(blocks):
            share = max(3, (room - 1) // (len(blocks) - at))
            blocks[at] = _shortened(block, share - 1)
            room -= len(blocks[at]) + 1
        return stacked((head, *blocks))


def _shortened(block: Block, most: int) -> Block:
    if len(block) <= most or most < 2:
        return block[:most]
    rest = len(block) - most + 1
    return [*block[: most - 1], line((f"  +{rest}", "mute"))]


def _head(data: ContactData, width: int) -> Block:
    contact = data.contact
    words: list[Part] = [(label(contact.kind), "soft")]
    if contact.company_name:
        words.append((f" · {clip(cell_text(contact.company_name), width - 12)}", "soft"))
    return [titled(contact.name, contact.id, width), Drawn(tuple(words))]


def _points(data: ContactData, width: int) -> Block:
    contact = data.contact
    lines = _several(tr("Mail"), [email.address for email in contact.emails], width)
    lines += _several(tr("Phone"), [phone.number for phone in contact.phones], width)
    added = f"{moments.day(contact.created_at.astimezone(), data.now)} · {label(contact.origin)}"
    return [*lines, fact(tr("Added"), added, width, "soft")]


def _several(name: str, values: Sequence[str], width: int) -> Block:
    shown = values[:3]
    lines = [fact("" if at else name, value, width) for at, value in enumerate(shown)]
    return lines if len(values) <= 3 else [*lines[:-1], fact("", f"{shown[-1]}  +{len(values) - 3}", width)]


def _people(data: ContactData, width: int) -> Block:
    contact = data.contact
    if contact.kind is not ContactKind.COMPANY or not contact.people:
        return []
    count = len(contact.people)
    heading = line((ntr("{count} person", "{count} people", count), "bold soft"))
    return [heading, *(_pair(who.name, who.phones[0] if who.phones else "", width) for who in contact.people)]


def _pair(name: str, value: str, width: int) -> Drawn:
    right = clip(cell_text(value), 18)
    left = (clip(cell_text(name), max(4, width - width_of(right) - 1)), "text")
    return Drawn(tuple(spread([left], [(right, "soft")], width)))


def _leads(data: ContactData, width: int) -> Block:
    leads = sorted(data.contact.leads, key=lambda lead: lead.created_at, reverse=True)
    tags = {stage.key: stage_tag(stage) for stage in data.stages}
    rows = [
        _row(
            tags.get(one.stage, [(cell_text(one.stage), "mute")]),
            without(one.name, data.contact),
            one.created_at,
            data.now,
            width,
        )
        for one in leads
    ]
    return [line((ntr("{count} lead", "{count} leads", len(rows)), "bold soft")), *rows] if rows else []


def _projects(data: ContactData, width: int) -> Block:
    projects = sorted(data.contact.projects, key=lambda project: project.created_at, reverse=True)
    rows = [
        _row(project_tag(one.stage, one.outcome), without(one.name, data.contact), one.created_at, data.now, width)
        for one in projects
    ]
    return [line((ntr("{count} project", "{count} projects", len(rows)), "bold soft")), *rows] if rows else []


def without(name: str, contact: Contact) -> str:
    """The name of a lead or project beside its contact's: most are made of contact and town."""
    return name.removeprefix(f"{contact.name} – ") or name


def _row(tag: Sequence[Part], name: str, when: datetime, now: datetime, width: int) -> Drawn:
    """Glyph and name on the left, the word for the stage and the day on the right."""
    text, token = tag[0]
    glyph, _, word = text.partition(" ")
    right: list[Part] = [(f"{word} ", token), (fit(moments.day(when.astimezone(), now), _DAY, "right"), "mute")]
    room = max(4, width - parts_width(right) - 3)
    left: list[Part] = [(f"{glyph} ", token), (clip(cell_text(name), room), "text")]
    return Drawn(tuple(spread(left, right, width)))
