"""Reading everything that the page of a lead shows, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.adapters.local_zone import local_zone
from solartui.domain.activity import Names
from solartui.domain.records import Subject
from solartui.widgets.lead_snapshot import LeadSnapshot

if TYPE_CHECKING:
    from solartui.services.container import Services


def names_of(services: Services) -> Names:
    """What keys and numbers in histories stand for."""
    people = services.people
    users = {user.id: user.name for user in people.users()}
    entities = {entity.id: entity.name for entity in people.entities()}
    return Names(people.stages(), users, entities, local_zone())


def read_lead(services: Services, lead_id: int) -> LeadSnapshot:
    """A lead with its notes and its history; called in a reader thread.

    Raises:
        NotFound: there is no such lead, or it was deleted.
    """
    subject = Subject("lead", lead_id)
    lead = services.leads.get(lead_id)
    now = services.store.clock().astimezone(local_zone())
    return LeadSnapshot(
        lead=lead,
        names=names_of(services),
        notes=services.notes.of(subject),
        activities=services.activity.of(subject),
        documents=services.documents.of(subject),
        fields=services.fields.of("lead"),
        proposals=services.proposals.of_lead(lead_id) if lead.projects else (),
        figures=services.estimates.figures(),
        now=now,
    )
