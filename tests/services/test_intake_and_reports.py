"""What the Lead Generator sends becomes leads, and what becomes of leads by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ContactDraft, LeadDraft
from solartui.domain.errors import NotPermitted, Refused
from solartui.domain.records import Subject
from solartui.domain.vocabulary import ContactOrigin, Source
from tests.desk import VIEWER, add_contact, add_lead, at_desk

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock


def sent(name: str = "Ewa Lis", *emails: str, **fields: object) -> LeadDraft:
    """What a web form sends."""
    return LeadDraft.model_validate({"new_contact": ContactDraft(name=name, emails=emails), "channel": "web", **fields})


@pytest.mark.feature("B-05", "B-15", "B-23")
def test_a_lead_of_the_generator_is_made_by_the_program(services: Services) -> None:
    lead = services.intake.take(sent("Ewa Lis", "ewa@x.pl", city="Gdów", source=Source.MANUAL_ENTITIES)).value
    assert (lead.source, lead.stage, lead.created_by, lead.owner) == (Source.COMPANY_LEADGEN, "open", None, None)
    assert lead.respond_by is not None
    contact = services.contacts.get(lead.contact.id)
    assert contact.origin is ContactOrigin.LEADGEN
    (made,) = services.activity.of(Subject("lead", lead.id))
    assert (made.kind, made.actor) == ("created", "system")
    again = services.intake.take(sent("E. Lis", "EWA@x.pl", "ewa2@x.pl", city="Żywiec")).value
    assert again.contact.id == lead.contact.id
    assert services.leads.open_list("source:company_leadgen").count() == 2


@pytest.mark.feature("B-05")
def test_what_cannot_be_taken_in_leaves_nothing(services: Services) -> None:
    for number in (1, 2):
        add_contact(services, f"Jan {number}", emails=(f"jan{number}@x.pl",))
    with pytest.raises(Refused, match="different contacts"):
        services.intake.take(sent("Jan", "jan1@x.pl", "jan2@x.pl"))
    with pytest.raises(Refused, match="needs a contact"):
        services.intake.take(LeadDraft(city="Gdów"))
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).intake.take(sent())
    with pytest.raises(Refused, match="Only the Lead Generator"):
        services.leads.create(sent(source=Source.COMPANY_LEADGEN))
    assert services.leads.open_list("").count() == 0
    assert services.contacts.open_list("").count() == 2


@pytest.mark.feature("B-06", "B-17")
def test_sources_are_compared_by_contact_conversion_and_waiting(services: Services, clock: Clock) -> None:
    leads = [services.intake.take(sent(f"Ewa {number}")).value for number in range(4)]
    add_lead(services, "Jan", channel="fair")
    for hours, lead in zip((1, 2, 6), leads, strict=False):
        clock.forward(hours=hours)
        services.lead_actions.log_contact([lead.id], "call")
    services.leads.edit(leads[0].id, {"city": "Gdów", "street": "Lipowa 8"})
    services.conversion.convert(leads[0].id)
    web, fair = services.reports.sources()
    assert (web.source, web.channel, web.leads, web.contacted, web.converted) == ("company_leadgen", "web", 4, 3, 1)
    assert web.first_contact == pytest.approx(3 * 3600)  # of 1, 3 and 9 hours
    assert (fair.channel, fair.leads, fair.contacted, fair.first_contact) == ("fair", 1, 0, None)
    services.lead_actions.log_contact([leads[3].id], "mail")
    assert services.reports.sources("source:company_leadgen")[0].first_contact == pytest.approx(6 * 3600)
    assert services.reports.sources("stage:lost") == []
