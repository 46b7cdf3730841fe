"""From a lead to a project, and projects without one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from solartui.domain.conversion import facts
from solartui.domain.drafts import ProjectDraft
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.leads import Address
from solartui.domain.people import Assignee
from solartui.domain.records import Subject
from solartui.domain.vocabulary import AssigneeKind, GridConnection, LeadType, ProjectStage
from solartui.services.container import Services
from tests.conftest import Clock
from tests.desk import SALES, add_contact, add_lead, at_desk, kinds


@pytest.mark.feature("A-09", "A-11", "B-83", "B-105", "B-111", "B-122", "B-160", "B-161", "B-163", "D-11")
def test_a_project_is_made_of_all_that_the_lead_knows(services: Services, clock: Clock) -> None:
    place = {"street": "Prosta 1", "postcode": "90-001", "city": "Łódź", "region": "łódzkie", "country": "PL"}
    lead = add_lead(
        services, "Ewa Lis", type="commercial", grid_connection="zero_injection", consumption=[10] * 12, battery=True,
        latitude=51.7, longitude=19.4, assignee="team:north", **place,
    )  # fmt: skip
    clock.forward(days=2)
    changed = services.conversion.convert(lead.id)
    project = changed.value
    assert changed.topics == {"projects", "leads", "contacts"}
    assert (project.name, project.lead_id, project.lead_name) == (lead.name, lead.id, lead.name)
    assert (project.stage, project.outcome) == (ProjectStage.ONBOARDING, None)
    assert (project.type, project.grid_connection) == (LeadType.COMMERCIAL, GridConnection.ZERO_INJECTION)
    assert project.address == lead.address == Address("Prosta 1", "90-001", "Łódź", "łódzkie", "PL")
    assert (project.latitude, project.longitude, project.monthly_kwh) == (51.7, 19.4, 10)
    assert (project.regulation, project.currency) == ("pl", "PLN")
    assert [ref.id for ref in project.contacts] == [lead.contact.id]
    assert [a.name for a in project.assignees] == ["North"]
    after = services.leads.get(lead.id)
    assert (after.stage, after.converted, after.stage_since) == ("converted", True, clock.now)
    assert [link.id for link in after.projects] == [project.id]
    assert kinds(services, "lead", lead.id)[-2:] == ["converted", "moved"]
    own = [a for a in services.activity.of(Subject("project", project.id)) if a.subject.kind == "project"]
    assert [(a.kind, a.data) for a in own] == [("project_created", {"lead": lead.id, "name": lead.name})]
    with services.store.reading() as connection:
        assert connection.execute("SELECT consumption FROM project").fetchone() == (
            "[10.0,10.0,10.0,10.0,10.0,10.0,10.0,10.0,10.0,10.0,10.0,10.0]",
        )


@pytest.mark.feature("B-162")
@pytest.mark.parametrize(
    ("place", "possible"),
    [
        ({}, False),
        ({"street": "Prosta 1"}, False),
        ({"country": "PL"}, False),
        ({"city": "Łódź"}, True),
        ({"postcode": "90-001"}, True),
        ({"latitude": 0.0, "longitude": 0.0}, True),
    ],
)
def test_without_a_location_nothing_is_converted(services: Services, place: dict[str, Any], possible: bool) -> None:
    lead = add_lead(services, **place)
    check = services.conversion.check(lead.id)
    assert check.possible is possible
    assert (check.regulation is not None) is possible
    if possible:
        assert services.conversion.convert(lead.id).value.lead_id == lead.id
        return
    assert [missing.field for missing in check.missing] == ["location"]
    changes = services.undo.changes()
    with pytest.raises(Refused, match="no location; regulations are chosen by location") as caught:
        services.conversion.convert(lead.id)
    assert caught.value.missing == ("location",)
    assert services.leads.get(lead.id) == lead
    assert services.undo.changes() == changes
    assert services.projects.open_list().count() == 0


@pytest.mark.feature("B-158", "B-159")
def test_the_check_shows_five_facts_and_writes_nothing(services: Services) -> None:
    lead = add_lead(services, "Ewa Lis", city="Łódź", assignee="anna")
    changes = services.undo.changes()
    check = services.conversion.check(lead.id)
    assert [(fact.field, fact.value) for fact in facts(check.lead)] == [
        ("type", "Residential"),
        ("grid_connection", "On-Grid"),
        ("address", "Łódź"),
        ("contact", "Ewa Lis"),
        ("assignee", "Anna Nowak"),
    ]
    assert services.undo.changes() == changes
    assert services.leads.get(lead.id) == lead


@pytest.mark.feature("B-163")
@pytest.mark.parametrize(("country", "currency"), [("PL", "PLN"), ("AU", "AUD"), (None, "PLN")])
def test_the_rules_follow_the_place(services: Services, country: str | None, currency: str) -> None:
    lead = add_lead(services, city="Somewhere", country=country)
    project = services.conversion.convert(lead.id).value
    assert project.currency == currency
    assert project.regulation


@pytest.mark.feature("B-103", "B-97", "B-49")
def test_one_lead_can_become_several_projects(services: Services, clock: Clock) -> None:
    lead = add_lead(services, city="Łódź")
    first = services.conversion.convert(lead.id, "Roof")
    clock.forward(seconds=1)
    second = services.conversion.convert(lead.id, " Barn\x1b ")
    assert [link.name for link in services.projects.of_lead(lead.id)] == ["Roof", "Barn"]
    assert kinds(services, "lead", lead.id) == ["created", "converted", "moved", "converted"]
    with pytest.raises(Refused, match="stays converted"):
        services.lead_actions.move([lead.id], "contacted")
    with pytest.raises(Refused, match="changed the conversion of lead"):
        services.undo.undo(first.change_id)
    services.undo.undo(second.change_id)
    services.undo.undo(first.change_id)
    assert services.leads.get(lead.id).stage == "open"
    assert services.projects.open_list().count() == 0
    assert services.lead_actions.move([lead.id], "contacted").value.changed == (lead.id,)


@pytest.mark.feature("B-158")
def test_what_was_confirmed_is_what_is_converted(services: Services) -> None:
    lead = add_lead(services, city="Łódź")
    at_desk(services, SALES).leads.edit(lead.id, {"type": "industrial"})
    with pytest.raises(Stale) as caught:
        services.conversion.convert(lead.id, version=lead.version)
    assert caught.value.by == "Anna Nowak"
    assert services.projects.open_list().count() == 0
    assert services.conversion.convert(lead.id, version=2).value.type is LeadType.INDUSTRIAL


def test_an_archived_lead_is_not_converted(services: Services) -> None:
    lead = add_lead(services, city="Łódź")
    services.lead_actions.archive([lead.id])
    assert [missing.field for missing in services.conversion.check(lead.id).missing] == ["archived"]
    with pytest.raises(Refused, match="bring it back first"):
        services.conversion.convert(lead.id)


def test_a_lost_lead_that_is_won_after_all_has_no_reason_left(services: Services) -> None:
    lead = add_lead(services, city="Łódź")
    services.lead_actions.move([lead.id], "lost", "too dear")
    services.conversion.convert(lead.id)
    assert services.leads.get(lead.id).lost_reason is None
    services.undo.undo()
    assert services.leads.get(lead.id).lost_reason == "too dear"


@pytest.mark.feature("A-10")
def test_a_project_can_begin_without_a_lead(services: Services) -> None:
    contact = add_contact(services, "Ewa Lis")
    project = services.projects.create(
        ProjectDraft(contact_id=contact.id, city="Łódź", capacity_kwp=9.8, phases=3)
    ).value
    assert (project.name, project.lead_id, project.capacity_kwp, project.phases) == ("Ewa Lis – Łódź", None, 9.8, 3)
    assert kinds(services, "project", project.id) == ["project_created"]
    assert [link.id for link in services.contacts.get(contact.id).projects] == [project.id]
    assert kinds(services, "contact", contact.id) == ["created", "project_created"]
    services.undo.undo()
    with pytest.raises(NotFound, match="There is no project"):
        services.projects.get(project.id)
    assert services.contacts.get(contact.id).name == "Ewa Lis"


def test_a_project_needs_a_contact_and_whole_coordinates(services: Services) -> None:
    with pytest.raises(Refused, match="needs a contact") as caught:
        services.projects.create(ProjectDraft(name="x"))
    assert caught.value.missing == ("contact",)
    with pytest.raises(NotFound):
        services.projects.create(ProjectDraft(contact_id=9))
    contact = add_contact(services)
    with pytest.raises(Invalid, match="both a latitude and a longitude"):
        services.projects.create(ProjectDraft(contact_id=contact.id, latitude=5))


@pytest.mark.feature("B-105")
def test_a_project_is_renamed_and_its_lead_is_not(services: Services) -> None:
    lead = add_lead(services, city="Łódź")
    project = services.conversion.convert(lead.id).value
    renamed = services.projects.edit(project.id, {"name": "Żółty dach", "battery_kwh": "10,5"}, project.version)
    assert (renamed.value.name, renamed.value.battery_kwh, renamed.value.version) == ("Żółty dach", 10.5, 2)
    assert services.leads.get(lead.id).name == lead.name
    assert services.projects.open_list("zolty").count() == 1
    (activity,) = [a for a in services.activity.of(Subject("project", project.id)) if a.kind == "edited"]
    assert (activity.lead_id, activity.contact_id) == (lead.id, lead.contact.id)
    assert sorted(activity.data["changes"]) == [["battery_kwh", None, 10.5], ["name", lead.name, "Żółty dach"]]  # type: ignore[call-overload]
    with pytest.raises(Stale) as caught:
        services.projects.edit(project.id, {"name": "x"}, 1)
    assert caught.value.by == "Ewa Admin"
    services.undo.undo()
    assert services.projects.get(project.id) == replace(
        project, version=3, updated_at=services.projects.get(project.id).updated_at
    )
    assert services.projects.open_list("zolty").count() == 0


@pytest.mark.parametrize(
    "values", [{"name": ""}, {"phases": 4}, {"phases": 0}, {"capacity_kwp": -1}, {"lead_id": 3}, {"stage": "completed"}]
)
def test_what_a_project_cannot_be_is_refused(services: Services, values: dict[str, Any]) -> None:
    contact = add_contact(services)
    project = services.projects.create(ProjectDraft(contact_id=contact.id)).value
    with pytest.raises(Invalid):
        services.projects.edit(project.id, values)
    assert services.projects.get(project.id) == project


def test_who_carries_the_lead_carries_the_project(services: Services) -> None:
    lead = add_lead(services, city="Łódź", assignee="anna")
    assert services.conversion.convert(lead.id).value.assignees == (Assignee(AssigneeKind.USER, SALES, "Anna Nowak"),)
    nobody = add_lead(services, city="Łódź")
    assert services.conversion.convert(nobody.id).value.assignees == ()
