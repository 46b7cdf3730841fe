"""Projects, designs and offers that tests begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.domain.offers.vocabulary import Channel
from tests.desk import add_lead

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design
    from solartui.domain.offers.proposals import Proposal
    from solartui.domain.projects import Project
    from solartui.services.container import Services

KRAKOW: dict[str, Any] = {
    "street": "ul. Lipowa 8",
    "postcode": "32-020",
    "city": "Wieliczka",
    "country": "PL",
    "latitude": 50.0,
    "longitude": 20.0,
    "monthly_kwh": 350,
}
WHOLE: dict[str, Any] = {
    "modules": 20,
    "module_wp": 500,
    "lines": [{"kind": "other", "name": "Instalacja", "quantity": "1", "unit": "kpl.", "unit_price": "40000"}],
}


def project_of(services: Services, contact: str = "Anna Wiśniewska", **fields: Any) -> Project:
    """A project made from a new lead near Kraków."""
    points = {} if "contact_id" in fields else {"emails": fields.pop("emails", ("anna@poczta.example",))}
    lead = add_lead(services, contact, **(KRAKOW | fields | points))
    return services.conversion.convert(lead.id).value


def design_of(services: Services, project: Project, **values: Any) -> Design:
    """A design of 10 kWp for 40,000 net, unless the values say otherwise."""
    return services.designs.create(project.id, WHOLE | values).value


def offer_of(services: Services, project: Project | None = None, **values: Any) -> Proposal:
    """A draft of an offer for a design of 10 kWp."""
    project = project or project_of(services)
    design = design_of(services, project)
    return services.proposals.create(design.id, values).value


def sent(services: Services, offer: Proposal, channel: Channel = Channel.LINK) -> Proposal:
    """An offer that the customer has."""
    return services.proposals.mark_sent(offer.id, channel).value


def signed(services: Services, project: Project | None = None) -> Proposal:
    """An offer that the customer signed."""
    return services.proposals.sign(sent(services, offer_of(services, project)).id).value
