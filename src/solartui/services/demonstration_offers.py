"""Designs, offers and payments of the demonstration desk, in step with what its projects have lived through."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from solartui.domain.contacts import ContactRef
from solartui.domain.leads import Address
from solartui.domain.offers.designs import Design, DesignLine, line_document, plane_document
from solartui.domain.offers.drafts import ProposalFields
from solartui.domain.offers.first import first_plane, usual_lines
from solartui.domain.offers.papers import language_of
from solartui.domain.offers.vat import vat_rule
from solartui.domain.offers.vocabulary import LineKind, YieldSource
from solartui.domain.offers.yields import yields_of_power
from solartui.domain.projects import Project
from solartui.domain.vocabulary import ContactKind, GridConnection, LeadType, ProjectStage
from solartui.services.design_columns import SiteUse
from solartui.services.proposal_figures import Figured, Sender, figure, tax_case
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.domain.demonstration.records import DemoContact, DemoFields, DemoProject
    from solartui.domain.demonstration.tasks import DemoCourse
    from solartui.domain.offers.vat import TaxCase

OFFERED = 1_500
"""So many projects have offers; of the others of a huge desk only the prices are known."""
COLUMNS = {
    "design": "id project_id name module module_wp inverter inverter_kw battery battery_kwh planes capacity_kwp yields "
    "yield_source lines system external_id url synced_at created_by_id created_at updated_at version",
    "proposal": "id project_id design_id year number revision label status active language currency net vat incentive "
    "capacity_kwp battery_kwh grid_connection figures valid_until token sent_at channel sent_to decided_at signed_by "
    "reason created_by_id created_at updated_at version",
    "proposal_view": "proposal_id viewed_at seconds channel",
    "charge": "project_id kind amount currency day year number label note figures created_by_id created_at updated_at "
    "version",
}
Row = tuple[Any, ...]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_VALID = timedelta(days=30)
_BRANDS = ("JA Solar", "Longi", "Trina", "Jinko")
_INVERTERS = ("Fronius Symo GEN24", "SMA Tripower", "Huawei SUN2000", "Sofar KTLX")
_BATTERIES = ("BYD HVS", "Huawei LUNA", "Pylontech Force H2")
_MODULES_WP = (440, 450, 410, 455, 475, 500)
_CHANNELS = ("email", "email", "link", "sms", "print")
_REASONS = ("too dear", "chose another offer", "wants to wait a year")
_COMPANY = {"name": "Słońce sp. z o.o.", "address": "ul. Długa 12, 31-147 Kraków", "tax_id": "NIP 000-000-00-00",
            "phone": "+48 12 000 00 00", "email": "biuro@slonce.example", "web": "slonce.example"}  # fmt: skip


class Case(NamedTuple):
    """One project with its lead, its customer and its course."""

    fields: DemoFields
    project: DemoProject
    course: DemoCourse
    contact: DemoContact
    who: int
    person: str


class DemoOffers:
    """Makes the rows, project after project; numbers go up without gaps.

    Args:
        now: the time at which the desk's past ends.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._numbers: Counter[tuple[str, int]] = Counter()
        self._ids = Counter[str]()
        self._last = 0, 0

    def rows(self, case: Case) -> Iterator[tuple[str, Row]]:
        """The rows of one project, each with its table."""
        if case.project.price_net is None or case.project.id > OFFERED:
            return
        story = _Story(case, self._now)
        design_id = self._next("design")
        yield "design", story.design_row(design_id)
        for place, act in enumerate(story.offers()):
            series = self._series(act, place)
            number = self._next("proposal")
            yield "proposal", story.offer_row(number, design_id, act, series)
            yield from (("proposal_view", (number, *view)) for view in act.views)
        yield from (("charge", self._numbered(row)) for row in story.charges())

    def _next(self, table: str) -> int:
        self._ids[table] += 1
        return self._ids[table]

    def _series(self, act: Act, place: int) -> tuple[int, int, int]:
        if place and act.revision > 1:
            return (*self._last, act.revision)
        year = act.made.astimezone().year
        self._numbers["SO", year] += 1
        self._last = year, self._numbers["SO", year]
        return (*self._last, 1)

    def _numbered(self, row: Row) -> Row:
        kind, day = row[1], row[4]
        if kind != "invoice":
            return row
        year = int(day[:4])
        self._numbers["FV", year] += 1
        number = self._numbers["FV", year]
        return (*row[:5], year, number, f"FV/{year}/{number:04d}", *row[8:])


class Act(NamedTuple):
    """One offer in the making: when it was made, and what became of it."""

    made: datetime
    status: str
    active: bool
    revision: int = 1
    sent: datetime | None = None
    channel: str | None = None
    decided: datetime | None = None
    reason: str | None = None
    views: tuple[tuple[str, int, str], ...] = ()


class _Story:
    """What was offered in one project."""

    def __init__(self, case: Case, now: datetime) -> None:
        self._case = case
        self._now = now
        self._roll = Random(case.project.id * 7 + 3).random  # noqa: S311
        self._began = datetime.fromisoformat(case.project.created_at)
        self._ended = datetime.fromisoformat(case.project.updated_at)
        self._events = {event.key: datetime.fromisoformat(event.at) for event in case.course.events}
        self._site = _site(case)
        self._design = self._planned()
        self._figured: dict[date, Figured] = {}

    # ---- the design

    def _planned(self) -> Design:
        case, project = self._case, self._case.project
        kwp = project.capacity_kwp
        watts = next((wp for wp in _MODULES_WP if abs(kwp * 1000 / wp - round(kwp * 1000 / wp)) < 1e-6), None)
        modules = round(kwp * 1000 / watts) if watts else 0
        pick = project.id
        module = f"{_BRANDS[pick % len(_BRANDS)]} {watts} W" if watts else None
        battery = _BATTERIES[pick % len(_BATTERIES)] if project.battery_kwh else None
        latitude = self._site.latitude
        return Design(
            id=0,
            project_id=project.id,
            project_name=project.name,
            name="A",
            module=module,
            module_wp=watts,
            inverter=_INVERTERS[pick % len(_INVERTERS)],
            inverter_kw=float(max(3, round(kwp * 0.9))),
            battery=battery,
            battery_kwh=project.battery_kwh,
            planes=(first_plane(modules, latitude),) if modules else (),
            capacity_kwp=kwp,
            yields=tuple(round(kwh, 3) for kwh in yields_of_power(kwp, latitude, self._site.per_kwp))
            if latitude is not None
            else (),
            yield_source=YieldSource.ESTIMATE if latitude is not None else None,
            building=None,
            floor_area=None,
            lines=self._lines(module, battery, modules),
            currency=project.currency,
            system="pylon" if pick % 3 == 0 else None,
            external_id=f"P-{1000 + pick}" if pick % 3 == 0 else None,
            url=f"https://pylon.example/projects/{1000 + pick}" if pick % 3 == 0 else None,
            synced_at=None,
            proposals=0,
            created_by=case.person,
            created_at=self._began,
            updated_at=self._began,
            version=1,
        )

    def _lines(self, module: str | None, battery: str | None, modules: int) -> tuple[DesignLine, ...]:
        """Usual parts, scaled so that they come to the price of the project."""
        project = self._case.project
        net = project.price_net or 0
        names = (module, _INVERTERS[project.id % len(_INVERTERS)], battery)
        usual = usual_lines(self._site.project, modules, project.capacity_kwp, names, project.battery_kwh)
        if not usual:
            return (DesignLine(LineKind.OTHER, "Photovoltaic system", Decimal(1), "set", net),)
        share = net / sum(line.net for line in usual)
        lines = [replace(line, unit_net=round(line.unit_net * share / 100) * 100) for line in usual]
        rest = net - sum(line.net for line in lines)
        return tuple(
            replace(line, unit_net=line.unit_net + rest) if line.kind is LineKind.WORK else line for line in lines
        )

    def design_row(self, number: int) -> Row:
        """The columns of `COLUMNS`."""
        design, made = self._design, to_text(self._began + timedelta(hours=1))
        synced = made if design.system else None
        return (
            *(number, design.project_id, design.name, design.module, design.module_wp, design.inverter),
            *(design.inverter_kw, design.battery, design.battery_kwh),
            *(_encode([plane_document(plane) for plane in design.planes]), design.capacity_kwp),
            _encode(list(design.yields)) if design.yields else None,
            design.yield_source.value if design.yield_source else None,
            _encode([line_document(line) for line in design.lines]),
            *(design.system, design.external_id, design.url, synced, self._case.who, made, made, 1),
        )

    # ---- the offers

    def offers(self) -> list[Act]:
        """The offers of the project, the oldest first."""
        stage = ProjectStage(self._case.project.stage)
        made = min(self._began + timedelta(hours=2), self._ended)
        sent = self._events.get("proposal_sent")
        signed = self._events.get("proposal_signed")
        first = [Act(made, "draft", False)] if self._roll() < 0.2 else []
        if stage is ProjectStage.QUOTING or sent is None:
            return [*first, Act(made, "draft", True)]
        channel = _CHANNELS[int(self._roll() * len(_CHANNELS))]
        out = Act(made, "sent", True, 1, sent, channel)
        if signed is not None:
            views = self._views(sent, signed, channel)
            if self._roll() < 0.25:
                first = [*first, self._turned_down(made, sent, channel)]
            return [*first, out._replace(status="accepted", decided=signed, views=views)]
        if self._case.project.outcome in ("lost", "closed"):
            why = _REASONS[self._case.project.id % len(_REASONS)]
            ended = max(sent, self._ended)
            return [*first, out._replace(status="rejected", active=False, decided=ended, reason=why)]
        if self._roll() < 0.3:
            older = out._replace(active=False)
            out = out._replace(made=min(sent + timedelta(hours=3), self._now), revision=2)
            first = [*first, older]
            out = out._replace(sent=max(sent, out.made))
        if channel != "print" and self._roll() < 0.6:
            last = out.sent or sent
            out = out._replace(status="viewed", views=self._views(last, self._now, channel))
        return [*first, out]

    def _turned_down(self, made: datetime, until: datetime, channel: str) -> Act:
        """An offer before the one that was taken."""
        sent = made + (until - made) / 3
        why = _REASONS[self._case.project.id % len(_REASONS)]
        return Act(made, "rejected", False, 1, sent, channel, sent + (until - sent) / 2, why)

    def _views(self, since: datetime, until: datetime, channel: str) -> tuple[tuple[str, int, str], ...]:
        if channel == "print":
            return ()
        count = 1 + int(self._roll() * 3)
        span = (until - since) / (count + 1)
        times = [since + span * place for place in range(1, count + 1)]
        return tuple((to_text(at), 20 + int(self._roll() * 600), channel) for at in times)

    def offer_row(self, number: int, design_id: int, act: Act, series: tuple[int, int, int]) -> Row:
        """The columns of `COLUMNS`."""
        figured, project = self._figure(act.made), self._case.project
        year, count, revision = series
        sent = None if act.sent is None else to_text(act.sent)
        valid = ((act.sent or act.made) + _VALID).astimezone().date().isoformat()
        changed = to_text(act.decided or act.sent or act.made)
        contact = self._case.contact
        to = next(iter(contact.emails), None) if act.channel == "email" else None
        token = hashlib.sha256(f"{project.id}:{number}".encode()).hexdigest()[:20]
        return (
            *(number, project.id, design_id, year, count, revision, f"SO/{year}/{count:04d}", act.status),
            *(int(act.active), language_of(self._site.project), project.currency),
            *(figured.price.net, figured.price.vat, figured.incentive, self._design.capacity_kwp),
            *(self._design.battery_kwh, self._case.fields.grid_connection, _encode(figured.document), valid, token),
            *(sent, act.channel, to, None if act.decided is None else to_text(act.decided)),
            *(contact.name if act.status == "accepted" else None, act.reason, self._case.who),
            *(to_text(act.made), changed, 1),
        )

    def _figure(self, made: datetime) -> Figured:
        day = made.astimezone().date()
        if day not in self._figured:
            sender = Sender(_COMPANY, self._case.person, (), "")
            draft = self._fields(day)
            language = language_of(self._site.project)
            self._figured[day] = figure(self._design, self._site, draft, language, day, sender=sender)
        return self._figured[day]

    def _fields(self, day: date) -> ProposalFields:
        """With the rate that the price of the project rests on."""
        project = self._case.project
        net, gross = project.price_net or 0, project.price_gross or 0
        rate = (Decimal(gross - net) * 100 / net).quantize(Decimal(1)) if net else Decimal(0)
        case: TaxCase = tax_case(self._design, self._site.project, ProposalFields(), day)
        if case.regulation.vat(case.type, day) is not None and vat_rule(case).rate == rate:
            return ProposalFields()
        known = case.regulation.vat(case.type, day) is not None
        return ProposalFields(vat_rate=rate, vat_reason="as agreed" if known else None)

    # ---- the money

    def charges(self) -> Iterator[Row]:
        """Deposit, invoice and final payment, as the tasks say."""
        ticks: Mapping[str, Any] = {tick.key: tick for tick in self._case.course.ticks}
        signed = self._events.get("proposal_signed")
        if signed is None:
            return
        figured = self._figure(min(self._began + timedelta(hours=2), self._ended))
        due = figured.price.gross - figured.incentive
        deposit = 0
        if "confirm_commitment" in ticks:
            tick = ticks["confirm_commitment"]
            deposit = min(due, round(float(tick.data.get("amount", 0)) * 100))
            yield _charge(self._case, "deposit", deposit, tick.at)
        if "invoice_customer" in ticks:
            papers = _invoice(self._case, self._site, figured, due, deposit)
            yield _charge(self._case, "invoice", due, ticks["invoice_customer"].at, papers)
        if "confirm_payment" in ticks and due > deposit:
            yield _charge(self._case, "final", due - deposit, ticks["confirm_payment"].at)


def _invoice(case: Case, site: SiteUse, figured: Figured, due: int, deposit: int) -> dict[str, Any]:
    from solartui.domain.offers.pricing import part_of_taxes

    rates = part_of_taxes(figured.price.by_rate, figured.price.gross, due)
    return {
        "company": {key: value for key, value in _COMPANY.items() if key != "web"},
        "language": language_of(site.project),
        "customer": figured.document["customer"],
        "site": figured.document["site"],
        "proposal": "",
        "capacity_kwp": case.project.capacity_kwp,
        "tax_name": figured.document["tax_name"],
        "rates": [[f"{rate:f}", net, vat] for rate, net, vat in rates],
        "paid": deposit,
        "left": due - deposit,
    }


def _charge(case: Case, kind: str, amount: int, at: str, figures: dict[str, Any] | None = None) -> Row:
    day = datetime.fromisoformat(at).astimezone().date().isoformat()
    head = (case.project.id, kind, amount, case.project.currency, day, None, None, None, None)
    return (*head, None if figures is None else _encode(figures), case.who, at, at, 1)


def _site(case: Case) -> SiteUse:
    from solartui.domain.regulations import regulation_for

    fields, demo, contact = case.fields, case.project, case.contact
    kind = ContactKind(contact.kind)
    phones = tuple(phone.number for phone in contact.phones)
    project = Project(
        id=demo.id,
        name=demo.name,
        stage=ProjectStage(demo.stage),
        outcome=demo.outcome,
        lead_id=demo.lead_id,
        lead_name=None,
        contacts=(ContactRef(contact.id, kind, contact.name, tuple(contact.emails), phones),),
        assignees=(),
        type=LeadType(fields.type),
        grid_connection=GridConnection(fields.grid_connection),
        address=Address(fields.street, fields.postcode, fields.city, fields.region, fields.country),
        latitude=fields.latitude,
        longitude=fields.longitude,
        regulation=regulation_for(fields.country).key,
        phases=demo.phases,
        metering_point=demo.metering_point,
        monthly_kwh=fields.monthly_kwh,
        capacity_kwp=demo.capacity_kwp,
        battery_kwh=demo.battery_kwh,
        price_net=demo.price_net,
        price_gross=demo.price_gross,
        currency=demo.currency,
        created_at=datetime.fromisoformat(demo.created_at).astimezone(UTC),
        updated_at=datetime.fromisoformat(demo.updated_at).astimezone(UTC),
        version=1,
    )
    return SiteUse(project, tuple(fields.consumption or ()))
