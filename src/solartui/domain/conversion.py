"""From a lead to a project: what has to be there first, and what the person confirms."""

from __future__ import annotations

from dataclasses import dataclass

from solartui.domain.leads import Lead
from solartui.domain.vocabulary import label
from solartui.i18n import tr


@dataclass(frozen=True, slots=True)
class Missing:
    """A field without which a lead cannot be converted, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the summary: the stable name of a field, its label and its value as text."""

    field: str
    label: str
    value: str


def missing_for_conversion(lead: Lead) -> tuple[Missing, ...]:
    """What keeps a lead from being converted; empty when nothing does."""
    if lead.has_location:
        return ()
    return (Missing("location", tr("lead has no location; regulations are chosen by location")),)


def facts(lead: Lead) -> tuple[Fact, ...]:
    """The five facts that a person sees before confirming: type, grid connection, address, customer, assignee."""
    place = lead.address.text
    if lead.latitude is not None and lead.longitude is not None:
        point = f"{lead.latitude:.5f}, {lead.longitude:.5f}"
        place = f"{place} ({point})" if place else point
    return (
        Fact("type", tr("Facility type"), label(lead.type)),
        Fact("grid_connection", tr("Grid connection type"), label(lead.grid_connection)),
        Fact("address", tr("Address"), place or "—"),
        Fact("contact", tr("Customer"), lead.contact.name),
        Fact("assignee", tr("Assigned to"), lead.assignee.name if lead.assignee else tr("nobody")),
    )
