"""A desk with projects in several columns of the board, for tests of what is done with many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.drafts import ProjectDraft
from tests.desk import add_contact, add_lead

if TYPE_CHECKING:
    from solartui.services.container import Services

HOUSE, FARM, HALL, ABROAD, BARN = 1, 2, 3, 4, 5


def crowd(services: Services) -> Services:
    """A house of a lead being quoted, a farm that was lost, a hall, one abroad, and a barn in inspection."""
    lead = add_lead(services, "Żaneta Łoś", city="Opole", country="PL", monthly_kwh=300)
    services.conversion.convert(lead.id)
    for name, fields in (
        ("Agro-Dach", {"city": "Kraków", "type": "agricultural", "capacity_kwp": 49.5}),
        ("Hala Zając", {"city": "Kraków", "type": "industrial", "capacity_kwp": 0.5}),
        ("Jack O'Neil", {"city": "Perth", "country": "AU", "region": "WA", "postcode": "6000"}),
        ("Stodoła", {"city": "Łódź"}),
    ):
        contact = add_contact(services, name)
        draft = ProjectDraft.model_validate({"contact_id": contact.id, "country": "PL", **fields})
        services.projects.create(draft)
    services.progress.move(HOUSE, "quoting", "drawn by hand already")
    services.progress.move(BARN, "inspection", "an old customer")
    services.progress.outcome(FARM, "lost", "too dear")
    with services.store.begin(services.actor) as work:
        for number, price in ((HOUSE, 3_199_999), (FARM, 10_000_000), (ABROAD, 2_000_050)):
            work.raw.execute("UPDATE project SET price_net = ?1, price_gross = ?1 WHERE id = ?2", (price, number))
    return services
