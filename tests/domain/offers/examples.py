"""Offers that tests of rules begin with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from solartui.domain.contacts import ContactRef
from solartui.domain.leads import Address
from solartui.domain.offers.designs import Design
from solartui.domain.offers.drafts import ProposalFields, lines_of, planes_of
from solartui.domain.offers.proposals import Proposal
from solartui.domain.offers.vocabulary import ProposalStatus, YieldSource
from solartui.domain.offers.yields import monthly_yields
from solartui.domain.projects import Project
from solartui.domain.vocabulary import ContactKind, GridConnection, LeadType, ProjectStage

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 23)

PROJECT = Project(
    id=7,
    name="Anna – Wieliczka",
    stage=ProjectStage.QUOTING,
    outcome=None,
    lead_id=3,
    lead_name="Anna – Wieliczka",
    contacts=(ContactRef(5, ContactKind.PERSON, "Anna Wiśniewska", ("anna@poczta.example",), ("601 234 567",)),),
    assignees=(),
    type=LeadType.RESIDENTIAL,
    grid_connection=GridConnection.ON_GRID,
    address=Address("ul. Lipowa 8", "32-020", "Wieliczka", "małopolskie", "PL"),
    latitude=50.0,
    longitude=20.0,
    regulation="pl",
    phases=3,
    metering_point=None,
    monthly_kwh=350.0,
    capacity_kwp=None,
    battery_kwh=None,
    price_net=None,
    price_gross=None,
    currency="PLN",
    created_at=NOW,
    updated_at=NOW,
    version=1,
)
LINES = [
    {"kind": "module", "name": "JA Solar 440 W", "quantity": "20", "unit": "szt.", "unit_price": "612.00"},
    {"kind": "inverter", "name": "Fronius GEN24 8.0", "quantity": "1", "unit": "szt.", "unit_price": "9450.00"},
    {"kind": "work", "name": "Montaż", "quantity": "1", "unit": "usł.", "unit_price": "6200.00"},
]
PLANES = planes_of([{"name": "Południe", "modules": 20, "tilt": 35, "azimuth": 180}])

DESIGN = Design(
    id=4,
    project_id=7,
    project_name=PROJECT.name,
    name="A",
    module="JA Solar 440 W",
    module_wp=440,
    inverter="Fronius GEN24 8.0",
    inverter_kw=8.0,
    battery="BYD HVS 10.2",
    battery_kwh=10.2,
    planes=PLANES,
    capacity_kwp=8.8,
    yields=monthly_yields(PLANES, 440, 50.0),
    yield_source=YieldSource.ESTIMATE,
    building=None,
    floor_area=140.0,
    lines=lines_of(LINES, "PLN"),
    currency="PLN",
    system=None,
    external_id=None,
    url=None,
    synced_at=None,
    proposals=0,
    created_by="Ewa Admin",
    created_at=NOW,
    updated_at=NOW,
    version=1,
)


def proposal(
    design: Design = DESIGN, project: Project = PROJECT, language: str = "pl", day: date = DAY, **changes: Any
) -> Proposal:
    """An offer as the database gives it back, with figures made by the program."""
    from solartui.services.design_columns import SiteUse
    from solartui.services.proposal_figures import Sender, figure

    chosen = ProposalFields(**{key: changes.pop(key) for key in tuple(changes) if key in ProposalFields.model_fields})
    company = {
        "name": "Słoneczny Dach",
        "address": "ul. Długa 12, Kraków",
        "tax_id": "NIP 676-245-81-90",
        "phone": "+48 12 345 67 89",
        "email": "biuro@dach.example",
        "web": "",
    }
    figured = figure(design, SiteUse(project, ()), chosen, language, day, sender=Sender(company, "Piotr Żak", (), ""))
    made = Proposal(
        id=1,
        project_id=project.id,
        project_name=project.name,
        lead_id=project.lead_id,
        design_id=design.id,
        contact_id=5,
        customer="Anna Wiśniewska",
        year=2026,
        number=17,
        revision=1,
        label="SO/2026/0017",
        status=ProposalStatus.DRAFT,
        active=True,
        language=language,
        currency=project.currency,
        net=figured.price.net,
        vat=figured.price.vat,
        incentive=figured.incentive,
        capacity_kwp=design.capacity_kwp,
        battery_kwh=design.battery_kwh,
        grid_connection=project.grid_connection,
        figures=figured.document,
        valid_until=date(2026, 12, 23),
        link="",
        sent_at=None,
        channel=None,
        sent_to=None,
        decided_at=None,
        signed_by=None,
        reason=None,
        views=(),
        deliveries=(),
        created_by="Piotr Żak",
        created_at=NOW,
        updated_at=NOW,
        version=1,
    )
    return replace(made, **changes)
