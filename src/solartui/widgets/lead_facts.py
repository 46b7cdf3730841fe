"""What is known of a lead, as names and values in three parts; nothing is cut, long values go on below."""

from __future__ import annotations

from collections.abc import Iterator

from solartui.domain.directions import directions_link
from solartui.domain.vocabulary import label
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.facts import APART, Fact, beside, column, own_facts
from solartui.widgets.lead_part import LeadPart
from solartui.widgets.lead_snapshot import LeadSnapshot
from solartui.widgets.painted import Drawn, Run, Zone
from solartui.widgets.wrapping import wrap

_TWO_COLUMNS = 70
_LEFT = 43


class LeadPlace(LeadPart):
    """The address with its coordinates."""

    def told(self, data: LeadSnapshot, width: int) -> Iterator[Drawn]:
        """The address, then the coordinates and what can be done with them."""
        lead = data.lead
        rows = wrap(lead.address.text or tr("No address yet."), width)
        yield from (Drawn(((line, "text" if lead.address.text else "mute"),)) for line in rows)
        y = len(rows)
        left = Run(y)
        if lead.latitude is not None and lead.longitude is not None:
            left.add((position_words(lead.latitude, lead.longitude), "mute"))
            link = directions_link(lead.address, lead.latitude, lead.longitude)
            self.links = [Zone(y, 0, left.width, link)] if link else []
        else:
            left.add((tr("no coordinates"), "mute"))
        right = Run(y)
        for name, word in (("lead.map", tr("map")), ("record.copy", tr("copy"))):
            right.add((self._keys.get(name, ""), "bold accent"), (f" {word}", "soft"), zone=name)
            right.add(("   " if name == "lead.map" else "", "text"))
        whole = left.then(right, width - right.width)
        self.zones = whole.zones
        yield Drawn(tuple(whole.parts))


class LeadFacts(LeadPart):
    """The contact, the site, and what they want."""

    def told(self, data: LeadSnapshot, width: int) -> Iterator[Drawn]:
        """Groups of facts with a blank line between."""
        contact, site = list(_contact(data)), list(_site(data))
        if width < _TWO_COLUMNS:
            yield from (Drawn(tuple(parts)) for parts in column([contact, site], width))
            return
        yield from beside(column([contact], _LEFT), column([site], width - _LEFT - APART), _LEFT)


class LeadOrigin(LeadPart):
    """Who carries the lead, and where it came from."""

    def told(self, data: LeadSnapshot, width: int) -> Iterator[Drawn]:
        """One group of facts, in two columns where there is room."""
        facts = list(_origin(data))
        if width < _TWO_COLUMNS:
            yield from (Drawn(tuple(parts)) for parts in column([facts], width))
            return
        half = (len(facts) + 1) // 2
        left, right = column([facts[:half]], _LEFT), column([facts[half:]], width - _LEFT - APART)
        yield from beside(left, right, _LEFT)


def position_words(latitude: float, longitude: float) -> str:
    """Coordinates for people: ``49.98738 N  20.06473 E``."""
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    return f"{abs(latitude):.5f} {north}  {abs(longitude):.5f} {east}"


def _contact(data: LeadSnapshot) -> Iterator[Fact]:
    contact = data.lead.contact
    yield Fact(tr("Contact"), contact.name)
    yield Fact(tr("Phone"), "\n".join(contact.phones), "info")
    yield Fact(tr("Mail"), "\n".join(contact.emails), "info")


def _site(data: LeadSnapshot) -> Iterator[Fact]:
    lead = data.lead
    yield Fact(tr("Facility"), label(lead.type))
    yield Fact(tr("Grid"), label(lead.grid_connection))
    wishes = ((lead.panel, tr("panels")), (lead.battery, tr("battery")), (lead.heat_pump, tr("heat pump")))
    marks = tuple(
        (f"{'  ' if at else ''}{'●' if wanted else '○'} {word}", "text" if wanted else "mute")
        for at, (wanted, word) in enumerate(wishes)
    )
    yield Fact(tr("Interests"), "", parts=marks)
    if lead.score is not None:
        yield Fact(tr("Score"), tr("{score} of 100", score=lead.score))
    if lead.lost_reason:
        yield Fact(tr("Lost because"), lead.lost_reason, "err")


def _origin(data: LeadSnapshot) -> Iterator[Fact]:
    lead = data.lead
    yield Fact(tr("Assignee"), lead.assignee.name if lead.assignee else "")
    if lead.owner is not None and (lead.assignee is None or lead.owner.name != lead.assignee.name):
        yield Fact(tr("Owner"), lead.owner.name)
    creator = lead.created_by.name if lead.created_by else tr("system")
    yield Fact(tr("Created"), moments.clock(data.local(lead.created_at), data.now))
    yield Fact(tr("Creator"), f"{creator} · {lead.created_entity}" if lead.created_entity else creator)
    channel = f" · {lead.channel}" if lead.channel else ""
    yield Fact(tr("Source"), f"{label(lead.source)}{channel}", "soft")
    contacted = moments.clock(data.local(lead.last_contacted), data.now) if lead.last_contacted else ""
    yield Fact(tr("Contacted"), contacted, "soft")
    if lead.partner is not None:
        yield Fact(tr("Partner"), lead.partner.name)
    if lead.location is not None:
        yield Fact(tr("Area"), lead.location.name)
    yield from own_facts(data.fields, lead.custom)
