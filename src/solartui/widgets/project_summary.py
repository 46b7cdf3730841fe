"""The first tab of a project: the numbers that matter, whom it is for, what is known, and what happened lately."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll

from solartui.domain.leads import Address
from solartui.domain.money import per_kwp
from solartui.domain.vocabulary import label
from solartui.i18n import tr
from solartui.widgets.amounts import exact_money, kilowatts, rounded_money
from solartui.widgets.cells import number
from solartui.widgets.facts import Fact, Facts, own_facts
from solartui.widgets.lead_facts import position_words
from solartui.widgets.lead_log import LatestNotes, LeadLog
from solartui.widgets.pictures.place_picture import PlacePicture
from solartui.widgets.related_list import Related, RelatedList, grouped
from solartui.widgets.snapshot import ProjectSnapshot
from solartui.widgets.stage_steps import stage_tag
from solartui.widgets.tiles import Tile, Tiles
from solartui.widgets.use_chart import SiteUses, UseChart

_LATEST, _NOTES = 6, 3


class ProjectSummary(VerticalScroll, can_focus=False):
    """Two columns where there is room for them, else one; it scrolls when its list is at an end.

    Args:
        note_key: the key that writes a note.
    """

    def __init__(self, note_key: str) -> None:
        super().__init__(classes="record-summary")
        self.related = RelatedList(inline=True)
        self.picture = PlacePicture(id="site")
        self._tiles = Tiles()
        self._site = Facts()
        self._system = Facts()
        self._log = LeadLog(_LATEST)
        self._use = UseChart("")
        self._notes = LatestNotes(_NOTES, note_key)

    def compose(self) -> ComposeResult:
        """What is known on the left, what goes on on the right."""
        with Container(classes="record-columns"):
            with Vertical(classes="record-known"):
                yield self.related
                yield self.picture
                yield self._site
            with Vertical(classes="record-going"):
                yield self._tiles
                yield self._system
                yield self._log
                yield self._notes
                yield self._use

    def show(self, data: ProjectSnapshot) -> None:
        """Show a project."""
        self.related.show(_related(data))
        self.related.refresh(layout=True)
        self._tiles.show(list(_tiles(data)))
        self._site.show([list(_place(data)), list(own_facts(data.fields, data.said))], [list(_made(data))])
        self._system.show([list(_system(data))], [list(_price(data))])
        self._log.show(data)
        self._notes.show(data)
        project = data.project
        use = SiteUses(data.consumption, project.monthly_kwh, project.type, project.latitude, project.address)
        self._use.display = bool(use.consumption) or use.monthly_kwh is not None
        self._use.show(use)

    @on(RelatedList.Beyond)
    def _beyond(self, event: RelatedList.Beyond) -> None:
        event.stop()
        lines = max(1, self.scrollable_content_region.height - 1) if event.pages else 1
        self.scroll_relative(y=event.by * lines, animate=False, immediate=True)


def _related(data: ProjectSnapshot) -> list[Related]:
    project = data.project
    people = [
        Related("contact", contact.id, contact.name, more=(*contact.phones[:1], *contact.emails[:1]))
        for contact in project.contacts
    ]
    leads = []
    if project.lead_id is not None and data.lead_stage is not None:
        leads.append(Related("lead", project.lead_id, project.lead_name or "", tuple(stage_tag(data.lead_stage))))
    return grouped((tr("Customer"), people), (tr("Lead"), leads))


def _tiles(data: ProjectSnapshot) -> Iterator[Tile]:
    project = data.project
    net = rounded_money(project.price_net, project.currency).rpartition(" ")
    each = rounded_money(per_kwp(project.price_net, project.capacity_kwp), project.currency).rpartition(" ")
    yield Tile(tr("Power"), kilowatts(project.capacity_kwp), "kWp")
    yield Tile(tr("Battery"), kilowatts(project.battery_kwh), "kWh")
    yield Tile(tr("Price net"), net[0], net[2], "ok")
    yield Tile(tr("per kWp"), each[0], each[2], "ok")


def _system(data: ProjectSnapshot) -> Iterator[Fact]:
    project = data.project
    yield Fact(tr("Facility type"), label(project.type))
    yield Fact(tr("Grid"), label(project.grid_connection))
    use = tr("{kwh} kWh / month", kwh=number(project.monthly_kwh)) if project.monthly_kwh else ""
    yield Fact(tr("Use"), use)
    words = {"panel": tr("panels"), "battery": tr("battery"), "heat_pump": tr("heat pump")}
    yield Fact(tr("Interests"), ", ".join(words[wish] for wish in project.wishes))
    yield Fact(tr("Phases"), str(project.phases or ""))
    if made := _yield(data):
        yield Fact(tr("Yield"), tr("{kwh} kWh a year", kwh=number(made)), "yld")


def _yield(data: ProjectSnapshot) -> float | None:
    """What the design makes in a year that the offer in force was made of; else the newest one."""
    in_force = {offer.design_id for offer in data.proposals if offer.active}
    designs = [design for design in data.designs if design.id in in_force] or data.designs
    return designs[-1].yield_kwh if designs else None


def _price(data: ProjectSnapshot) -> Sequence[Fact]:
    project = data.project
    if project.price_net is None and project.price_gross is None:
        return ()
    net, gross = (per_kwp(price, project.capacity_kwp) for price in (project.price_net, project.price_gross))
    return (
        Fact(tr("Without VAT"), exact_money(project.price_net, project.currency)),
        Fact(tr("With VAT"), exact_money(project.price_gross, project.currency)),
        Fact(tr("kWp without VAT"), exact_money(net, project.currency), "soft"),
        Fact(tr("kWp with VAT"), exact_money(gross, project.currency), "soft"),
    )


def _place(data: ProjectSnapshot) -> Iterator[Fact]:
    project = data.project
    yield Fact(tr("Address"), "\n".join(_envelope(project.address)))
    place = ""
    if project.latitude is not None and project.longitude is not None:
        place = position_words(project.latitude, project.longitude)
    yield Fact(tr("Coordinates"), place, "soft")
    yield Fact(tr("Metering point"), project.metering_point or "")
    yield Fact(tr("Rules"), data.regulation)


def _envelope(address: Address) -> Iterator[str]:
    """The address in lines."""
    for parts, between in (
        ((address.street,), ""),
        ((address.postcode, address.city), " "),
        ((address.region, address.country), ", "),
    ):
        if line := between.join(part for part in parts if part):
            yield line


def _made(data: ProjectSnapshot) -> Iterator[Fact]:
    project = data.project
    yield Fact(tr("Assigned to"), "\n".join(who.name for who in project.assignees))
    yield Fact(tr("Created"), data.day(project.created_at), "soft")
    yield Fact(tr("Changed"), data.day(project.updated_at), "soft")
