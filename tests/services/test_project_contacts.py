"""Who is on a project: added, put first, taken off, and undone; the contacts stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import NotFound, NotPermitted, Refused
from solartui.domain.records import Subject
from tests.desk import VIEWER, add_contact, add_lead, at_desk

if TYPE_CHECKING:
    from solartui.domain.projects import Project
    from solartui.services.container import Services


@pytest.fixture
def project(services: Services) -> Project:
    """A project of Jan."""
    lead = add_lead(services, "Jan Kowalski", city="Kraków", street="Lipowa 8")
    return services.conversion.convert(lead.id).value


def names(services: Services, project: Project) -> list[str]:
    """Who is on a project."""
    return [one.name for one in services.projects.get(project.id).contacts]


@pytest.mark.feature("C-15", "C-17", "C-19", "C-13")
def test_contacts_come_and_go_and_undo_takes_it_back(services: Services, project: Project) -> None:
    ewa, ola = add_contact(services, "Ewa Lis"), add_contact(services, "Ola Lis")
    jan = project.contacts[0].id
    on = services.project_contacts
    for contact in (ewa, ola):
        on.add(project.id, contact.id)
    assert names(services, project) == ["Jan Kowalski", "Ewa Lis", "Ola Lis"]
    assert on.add(project.id, ewa.id).change_id is None
    on.put_first(project.id, ola.id)
    assert names(services, project) == ["Ola Lis", "Jan Kowalski", "Ewa Lis"]
    assert on.put_first(project.id, ola.id).change_id is None
    on.remove(project.id, jan)
    assert names(services, project) == ["Ola Lis", "Ewa Lis"]
    assert services.contacts.get(jan).projects == ()
    assert services.contacts.get(jan).name == "Jan Kowalski"
    told = [one.kind for one in services.activity.of(Subject("project", project.id))]
    assert told[-4:] == ["contact_added", "contact_added", "contact_first", "contact_removed"]
    for expected in (
        ["Ola Lis", "Jan Kowalski", "Ewa Lis"],
        ["Jan Kowalski", "Ewa Lis", "Ola Lis"],
        ["Jan Kowalski", "Ewa Lis"],
        ["Jan Kowalski"],
    ):
        services.undo.undo()
        assert names(services, project) == expected


def test_what_cannot_be_is_refused(services: Services, project: Project) -> None:
    ewa, jan = add_contact(services, "Ewa Lis"), project.contacts[0].id
    on = services.project_contacts
    for call, number in ((on.add, 99), (on.remove, ewa.id), (on.put_first, ewa.id)):
        with pytest.raises(NotFound):
            call(project.id, number)
    with pytest.raises(NotFound):
        on.add(99, ewa.id)
    with pytest.raises(Refused, match="needs a contact"):
        on.remove(project.id, jan)
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).project_contacts.add(project.id, ewa.id)
    assert names(services, project) == ["Jan Kowalski"]
