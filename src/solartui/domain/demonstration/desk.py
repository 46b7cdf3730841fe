"""The demonstration desk as streams of records: as many leads as wanted, from one number, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count, islice
from typing import NamedTuple

from solartui.domain.demonstration.customers import Customers, Known, Newcomer
from solartui.domain.demonstration.demand import Demand, Demands
from solartui.domain.demonstration.dice import Dice, in_shares
from solartui.domain.demonstration.history import Case, Historian, Story
from solartui.domain.demonstration.hours import DAY, HOUR, Calendar
from solartui.domain.demonstration.paths import OPEN, Paths
from solartui.domain.demonstration.places import Places
from solartui.domain.demonstration.projects import MARKETS, Conversion, ProjectOffice, needed_kwp
from solartui.domain.demonstration.records import DemoContact, DemoEntity, DemoFields, DemoLead, DemoProject, DemoUser
from solartui.domain.demonstration.staff import COMPANY, Crew, Staff
from solartui.domain.demonstration.tables import Town
from solartui.domain.demonstration.writing import Teller, Writer
from solartui.domain.vocabulary import GridConnection, LeadType, Source

_FROM_WEB = 0.62
_COMING_BACK = 0.035
_YEARS_AGO = 150 * DAY
_WEB_CHANNELS = in_shares((("web", 68), ("referral", 17), ("fair", 8), ("partner", 7)), 100)
_HAND_CHANNELS = in_shares((("phone", 36), ("referral", 30), ("fair", 20), ("partner", 14)), 100)
_ZONES = {"PL": HOUR, "AU": 10 * HOUR, "DE": HOUR, "GB": 0, "CZ": HOUR, "ES": HOUR}
_EXTRAS = {GridConnection.OFF_GRID: "off grid", GridConnection.ZERO_INJECTION: "zero injection"}


_WITHOUT_PLACE = 5


class _Site(NamedTuple):
    kind: LeadType
    town: Town
    street: str
    postcode: str
    latitude: float
    longitude: float


class _Origin(NamedTuple):
    source: Source
    channel: str
    creator_id: int | None
    entity_id: int


class DemoDesk:
    """A desk with its people and its leads.

    Attributes:
        entities: the company first, then its branches, teams and partners.
        users: the one who runs the desk first.
    """

    def __init__(self, leads: int, seed: int, now: datetime, me: str) -> None:
        staff = Staff(Dice(seed), me)
        self.entities: tuple[DemoEntity, ...] = staff.entities
        self.users: tuple[DemoUser, ...] = staff.users
        self._count, self._seed, self._now, self._me = leads, seed, now, me

    def leads(self) -> Iterator[DemoLead]:
        """The leads from the first one on; the same ones each time."""
        return islice(_Desk(self._seed, int(self._now.timestamp()), self._me).leads(), self._count)


class _Desk:
    """Everything that deals leads, sharing one row of chance."""

    def __init__(self, seed: int, now: int, me: str) -> None:
        dice = self._dice = Dice(seed)
        self._calendar = Calendar(dice, now)
        self._staff = Staff(dice, me)
        self._places = Places(dice)
        self._customers = Customers(dice, seed)
        self._demands = Demands(dice)
        self._paths = Paths(dice)
        self._historian = Historian(dice, self._calendar, self._staff, self._paths)
        self._office = ProjectOffice(dice, self._calendar)
        self._writers = {language: Writer(dice, language) for language in ("pl", "en")}

    def leads(self) -> Iterator[DemoLead]:
        """Leads without end."""
        for lead_id in count(1):
            known = self._customers.returning(_COMING_BACK)
            yield self._lead(lead_id, known)

    def _lead(self, lead_id: int, known: Known | None) -> DemoLead:
        site = self._site() if known is None else _Site(known.kind, *known[4:])
        country = site.town.country
        demand = self._demands.demand(site.kind, country)
        crew = self._staff.crew(site.town)
        origin = self._origin(crew)
        who = known or self._newcomer(site)
        case = Case(
            lead_id=lead_id,
            contact_id=who.contact_id,
            lead_name=self._customers.lead_name(who.name, site.town),
            contact_name=who.name if known is None else None,
            creator_id=origin.creator_id,
            crew=crew,
            writer=self._writers["pl" if country == "PL" else "en"],
            teller=self._teller(demand, site.town, who),
            path=self._paths.path(returning=known is not None),
            zone=_ZONES[country],
        )
        story = self._historian.tell(case)
        contacts: tuple[DemoContact, ...] = ()
        if isinstance(who, Newcomer):
            contacts = self._customers.contacts(who, site.town, creator_id=origin.creator_id, at=story.created)
        contact_ids = known.contact_ids if known else tuple([contact.id for contact in contacts])
        projects = self._projects(story, site, demand, contact_ids)
        if projects and known is None and self._calendar.now - story.moment > _YEARS_AGO:
            self._customers.remember(Known(contact_ids, who.name, who.woman, *site))
        fields = self._fields(story, site, demand, origin)
        return DemoLead(who.name, contacts, fields, tuple(story.notes), tuple(story.activities), projects)

    def _newcomer(self, site: _Site) -> Newcomer:
        return self._customers.newcomer(site.kind, site.town)

    def _site(self) -> _Site:
        kind = self._demands.kind()
        town, latitude, longitude = self._places.site()
        works = kind is LeadType.INDUSTRIAL
        return _Site(kind, town, *self._places.address(town, works=works), latitude, longitude)

    def _origin(self, crew: Crew) -> _Origin:
        dice = self._dice
        if dice.roll() < _FROM_WEB:
            return _Origin(Source.COMPANY_LEADGEN, dice.pick(_WEB_CHANNELS), None, COMPANY)
        channel = dice.pick(_HAND_CHANNELS)
        user_id = dice.pick(crew.user_ids)
        if channel == "partner" and crew.partner_ids:
            return _Origin(Source.MANUAL_ENTITIES, channel, user_id, dice.pick(crew.partner_ids))
        return _Origin(Source.MANUAL_ENTITIES, channel, user_id, self._staff.users[user_id - 1].entity_id)

    def _teller(self, demand: Demand, town: Town, who: Newcomer | Known) -> Teller:
        market = MARKETS[town.country]
        kwh = demand.monthly_kwh
        bill = kwh * market.tariff
        step = 10 if bill < 2_000 else 100
        kwp = f"{needed_kwp(demand, town.country):.1f}"
        facts = {
            "kwh": f"{kwh:.0f}",
            "bill": market.bill.format(round(bill / step) * step),
            "kwp": kwp.replace(".", ",") if town.country == "PL" else kwp,
            "town": town.name,
            "signature": who.signature,
        }
        extras = [_EXTRAS[demand.grid_connection]] if demand.grid_connection in _EXTRAS else []
        if demand.battery:
            extras.append("battery")
        if demand.heat_pump:
            extras.append("heat pump")
        roll = self._dice.roll
        return Teller(who.woman, demand.kind.value, facts, int(roll() * 2**48), int(roll() * 4), tuple(extras))

    def _projects(
        self, story: Story, site: _Site, demand: Demand, contact_ids: tuple[int, ...]
    ) -> tuple[DemoProject, ...]:
        case = story.case
        stage, moment = case.path.project_stage, story.converted_moment
        if stage is None or moment is None:
            return ()
        won = Conversion(
            case.lead_id,
            case.lead_name,
            site.town.country,
            site.town.region,
            contact_ids,
            demand,
            story.carrier,
            story.worker_id,
            stage,
            moment,
            case.zone,
        )
        projects = self._office.projects(won)
        self._historian.converted(story, [(project.id, project.name) for project in projects])
        return projects

    def _fields(self, story: Story, site: _Site, demand: Demand, origin: _Origin) -> DemoFields:
        case, town = story.case, site.town
        roll = self._dice.roll
        told = demand.told or story.stage != OPEN
        # Some inquiries came in without a place, so that there is something to look for.
        placed = story.stage != OPEN or case.lead_id % _WITHOUT_PLACE != 0
        return DemoFields(
            id=case.lead_id,
            name=case.lead_name,
            type=demand.kind.value,
            grid_connection=demand.grid_connection.value,
            stage=story.stage,
            source=origin.source.value,
            channel=origin.channel,
            contact_id=case.contact_id,
            street=site.street,
            postcode=site.postcode,
            city=town.name,
            region=town.region,
            country=town.country,
            latitude=site.latitude if placed else None,
            longitude=site.longitude if placed else None,
            assignee_user_id=story.carrier.user_id,
            assignee_entity_id=story.carrier.entity_id,
            owner_id=story.owner_id,
            created_by_id=origin.creator_id,
            created_entity_id=origin.entity_id,
            monthly_kwh=demand.monthly_kwh if told else None,
            consumption=demand.consumption,
            panel=not demand.heat_pump or roll() < 0.97,
            battery=demand.battery,
            heat_pump=demand.heat_pump,
            score=int(15 + 80 * roll()) if roll() < 0.8 else None,
            last_contacted=story.contacted,
            next_follow_up=story.due,
            follow_up_note=story.due_note,
            lost_reason=story.lost_reason,
            converted_at=story.converted,
            archived_at=story.archived,
            stage_since=story.stage_since,
            created_at=story.created,
            updated_at=story.at,
            version=story.version,
        )


def demo_desk(leads: int, seed: int, now: datetime, me: str) -> DemoDesk:
    """A desk of `leads` leads.

    Args:
        leads: how many; more of them leave the first ones as they are.
        seed: chooses one of many desks; the same number and time give the same desk.
        now: the present, with its zone.
        me: the name of the person who runs the desk.
    """
    return DemoDesk(leads, seed, now, me)
