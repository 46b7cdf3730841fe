"""Two contacts that are one: nothing of either is lost, and undo makes them two again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.records import Subject
from solartui.domain.vocabulary import ContactKind
from tests.desk import VIEWER, add_contact, add_lead, at_desk

if TYPE_CHECKING:
    from solartui.domain.contacts import Contact
    from solartui.services.container import Services

pytestmark = pytest.mark.feature("A-17")


def points(contact: Contact) -> tuple[list[str], list[str]]:
    """Addresses and numbers of a contact."""
    return [one.address for one in contact.emails], [one.number for one in contact.phones]


@pytest.fixture
def pair(services: Services) -> tuple[Contact, Contact]:
    """Anna twice: with other addresses, one number in common, a lead, a note and a project each."""
    first = add_contact(services, "Anna Nowak", emails=("anna@x.pl",), phones=("601 234 567",))
    second = add_contact(
        services, "A. Nowak", emails=("a@work.pl", "b@work.pl"), phones=("+48601234567", "12 430 00 01")
    )
    add_lead(services, contact_id=first.id, city="Gdów", street="Lipowa 8")
    lead = add_lead(services, contact_id=second.id, city="Żywiec", street="Polna 1")
    services.notes.add(Subject("contact", second.id), "dzwonić po 17")
    services.conversion.convert(lead.id)
    return services.contacts.get(first.id), services.contacts.get(second.id)


def test_everything_goes_to_the_one_that_stays(services: Services, pair: tuple[Contact, Contact]) -> None:
    keep, gone = pair
    plan = services.merging.plan(keep.id, gone.id)
    assert plan.moved == {
        "leads": 1, "projects": 1, "people": 0, "emails": 2, "phones": 1, "notes": 1, "documents": 0
    }  # fmt: skip
    assert [(one.field, one.kept, one.other, one.takes_other) for one in plan.choices] == [
        ("name", "Anna Nowak", "A. Nowak", False)
    ]
    merged = services.merging.merge(keep.id, gone.id).value
    assert points(merged) == (["anna@x.pl", "a@work.pl", "b@work.pl"], ["601 234 567", "12 430 00 01"])
    assert [one.name for one in merged.leads] == [*(one.name for one in keep.leads), *(one.name for one in gone.leads)]
    assert [one.id for one in merged.projects] == [one.id for one in gone.projects]
    assert merged.version > keep.version
    with pytest.raises(NotFound):
        services.contacts.get(gone.id)
    assert [note.body for note in services.notes.of(Subject("contact", keep.id))] == ["dzwonić po 17"]
    kinds = [one.kind for one in services.activity.of(Subject("contact", keep.id))]
    assert kinds.count("created") >= 2
    assert "merged" in kinds
    assert "merged" in [one.kind for one in services.activity.of(Subject("lead", gone.leads[0].id))]


def test_leads_are_found_and_sorted_by_the_contact_that_stays(
    services: Services, pair: tuple[Contact, Contact]
) -> None:
    keep, gone = pair
    services.merging.merge(keep.id, gone.id, take={"name": True})
    for text in ("anna@x.pl", "12 430 00 01", "email:b@work.pl"):
        assert services.leads.open_list(text).count() == 2, text
    assert {line.contact for line in services.leads.open_list("").rows(0, 9)} == {"A. Nowak"}
    assert services.leads.open_list("anna").count() == 2  # their names and the old address


def test_undo_makes_them_two_again(services: Services, pair: tuple[Contact, Contact]) -> None:
    keep, gone = pair
    services.merging.merge(keep.id, gone.id, take={"name": True})
    services.undo.undo()
    back = [services.contacts.get(one.id) for one in pair]
    for before, after in zip(pair, back, strict=True):
        assert points(after) == points(before)
        assert (after.name, after.leads, after.projects) == (before.name, before.leads, before.projects)
    assert services.leads.open_list("12 430 00 01").count() == 1
    assert services.notes.of(Subject("contact", gone.id))[0].body == "dzwonić po 17"


def test_a_project_of_both_keeps_one_of_them(services: Services) -> None:
    keep, gone = add_contact(services, "Jan"), add_contact(services, "Janek")
    lead = add_lead(services, contact_id=keep.id, city="Gdów", street="Lipowa 8")
    project = services.conversion.convert(lead.id).value
    with services.store.begin(services.actor) as work:
        from solartui.store.tables import ProjectContactRow

        work.add(ProjectContactRow(project_id=project.id, contact_id=gone.id, position=1))
    merged = services.merging.merge(keep.id, gone.id).value
    assert [one.id for one in merged.projects] == [project.id]
    services.undo.undo()
    assert [one.id for one in services.contacts.get(gone.id).projects] == [project.id]


def test_people_of_a_company_go_over_and_keep_it_a_company(services: Services) -> None:
    keep = add_contact(services, "Słońce", kind=ContactKind.PERSON)
    gone = add_contact(services, "Słońce sp. z o.o.", kind=ContactKind.COMPANY)
    add_contact(services, "Ewa", company_id=gone.id)
    with pytest.raises(Refused, match="stays a company"):
        services.merging.merge(keep.id, gone.id, take={"kind": False})
    merged = services.merging.merge(keep.id, gone.id).value
    assert (merged.kind, [one.name for one in merged.people]) == (ContactKind.COMPANY, ["Ewa"])


def test_a_person_merged_into_their_own_company_belongs_to_nobody_twice(services: Services) -> None:
    company = add_contact(services, "Słońce", kind=ContactKind.COMPANY)
    person = add_contact(services, "Ewa", company_id=company.id)
    assert services.merging.merge(company.id, person.id).value.company_id is None
    services.undo.undo()
    merged = services.merging.merge(person.id, company.id, {"kind": False}).value
    assert (merged.kind, merged.company_id, merged.people) == (ContactKind.PERSON, None, ())


def test_what_cannot_be_is_refused(services: Services, pair: tuple[Contact, Contact]) -> None:
    keep, gone = pair
    with pytest.raises(Invalid, match="itself"):
        services.merging.plan(keep.id, keep.id)
    with pytest.raises(NotFound):
        services.merging.merge(keep.id, 999)
    with pytest.raises(Invalid, match="phone"):
        services.merging.merge(keep.id, gone.id, take={"phone": True})
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).merging.merge(keep.id, gone.id)
    services.contacts.edit(gone.id, {"name": "Anna"})
    with pytest.raises(Stale, match="changed Anna"):
        services.merging.merge(keep.id, gone.id, versions={gone.id: gone.version})
    assert points(services.contacts.get(keep.id)) == points(keep)


def test_contacts_that_may_be_one_are_found(services: Services, pair: tuple[Contact, Contact]) -> None:
    for _ in range(2):
        add_lead(services, "Jan Żółć", city="Kraków")
    add_lead(services, "Jan Żółć", city="Łódź")
    groups = [(one.why, [ref.name for ref in one.contacts]) for one in services.merging.alike()]
    assert groups == [("phone", ["Anna Nowak", "A. Nowak"]), ("name", ["Jan Żółć", "Jan Żółć"])]
    services.merging.merge(pair[0].id, pair[1].id)
    assert [one.why for one in services.merging.alike()] == ["name"]
    assert services.merging.alike(limit=0) == []


def test_a_contact_is_deleted_when_nothing_refers_to_it(services: Services, pair: tuple[Contact, Contact]) -> None:
    with pytest.raises(Refused, match="has leads"):
        services.merging.delete(pair[0].id)
    company = add_contact(services, "Firma", kind=ContactKind.COMPANY)
    person = add_contact(services, "Ewa", company_id=company.id)
    with pytest.raises(Refused, match="contact people"):
        services.merging.delete(company.id)
    with pytest.raises(Stale):
        services.merging.delete(person.id, version=person.version + 1)
    services.merging.delete(person.id)
    assert services.contacts.open_list("ewa").count() == 0
    services.undo.undo()
    assert services.contacts.get(person.id).name == "Ewa"
