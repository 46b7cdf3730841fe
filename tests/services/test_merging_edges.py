"""Merges that go wrong easily: hostile names, chains of merges, companies, files and notes, other people's rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.records import Subject
from solartui.domain.vocabulary import ContactKind
from tests.desk import MANAGER, SALES, SECOND, VIEWER, add_contact, add_lead, at_desk, kinds

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.domain.contacts import Contact
    from solartui.services.container import Services

pytestmark = pytest.mark.feature("A-17")

NASTY = "[@click=app.quit]Żółć[/] '; DROP TABLE contact; -- \x1b[2J\u202e"


def texts(contact: Contact) -> tuple[str, ...]:
    """The numbers of a contact, as they were typed."""
    return tuple(phone.number for phone in contact.phones)


def test_a_hostile_name_goes_over_as_text(services: Services) -> None:
    keep, gone = add_contact(services, "Jan"), add_contact(services, NASTY)
    merged = services.merging.merge(keep.id, gone.id, {"name": True}).value
    assert merged.name == gone.name
    assert "\x1b" not in merged.name
    assert "\u202e" not in merged.name
    assert services.contacts.open_list("zolc").count() == 1
    (told,) = (one for one in services.activity.of(Subject("contact", keep.id)) if one.kind == "merged")
    assert told.data == {"name": gone.name, "contact": gone.id}


def test_three_become_one_and_come_apart_again_in_order(services: Services) -> None:
    first, second, third = (add_contact(services, f"Jan {n}", phones=(f"60123456{n}",)) for n in (1, 2, 3))
    services.merging.merge(second.id, third.id)
    merged = services.merging.merge(first.id, second.id).value
    assert texts(merged) == ("601234561", "601234562", "601234563")
    services.undo.undo()
    assert texts(services.contacts.get(second.id)) == ("601234562", "601234563")
    services.undo.undo()
    assert [texts(services.contacts.get(one.id)) for one in (first, second, third)] == [
        ("601234561",),
        ("601234562",),
        ("601234563",),
    ]


def test_a_merge_is_done_again_after_its_undo(services: Services) -> None:
    keep = add_contact(services, "Anna", emails=("anna@x.pl",))
    gone = add_contact(services, "Ania", emails=("ania@x.pl",))
    lead = add_lead(services, contact_id=gone.id, city="Gdów", street="Lipowa 8")
    done = services.merging.merge(keep.id, gone.id).value
    services.undo.undo()
    assert services.leads.get(lead.id).contact.id == gone.id
    services.undo.redo()
    again = services.contacts.get(keep.id)
    assert ([e.address for e in again.emails], again.name) == ([e.address for e in done.emails], "Anna")
    assert services.leads.get(lead.id).contact.id == keep.id
    with pytest.raises(NotFound):
        services.contacts.get(gone.id)


def test_notes_and_files_of_both_stand_on_the_one_that_stays(services: Services, tmp_path: Path) -> None:
    keep, gone = add_contact(services, "Anna"), add_contact(services, "Ania")
    path = tmp_path / "umowa [b].txt"
    path.write_bytes(b"umowa")
    for contact, words in ((keep, "first"), (gone, "second")):
        services.notes.add(Subject("contact", contact.id), words)
    services.documents.add(Subject("contact", gone.id), [path])
    plan = services.merging.plan(keep.id, gone.id)
    assert (plan.moved["notes"], plan.moved["documents"]) == (1, 1)
    services.merging.merge(keep.id, gone.id)
    on = Subject("contact", keep.id)
    assert [note.body for note in services.notes.of(on)] == ["first", "second"]
    (document,) = services.documents.of(on)
    assert services.documents.content(document.id) == b"umowa"
    services.undo.undo()
    assert [note.body for note in services.notes.of(on)] == ["first"]
    assert services.documents.of(on) == []


def test_a_plan_writes_nothing_and_may_be_read_by_a_viewer(services: Services) -> None:
    keep, gone = add_contact(services, "Anna"), add_contact(services, "Ania")
    last = services.undo.last()
    plan = at_desk(services, VIEWER).merging.plan(keep.id, gone.id)
    assert (plan.keep.id, plan.gone.id, sum(plan.moved.values())) == (keep.id, gone.id, 0)
    assert services.undo.last() == last
    assert services.contacts.get(keep.id).version == keep.version


def test_equal_contacts_leave_nothing_to_choose(services: Services) -> None:
    keep, gone = add_contact(services, "Anna Nowak"), add_contact(services, "Anna Nowak")
    assert services.merging.plan(keep.id, gone.id).choices == ()
    merged = services.merging.merge(keep.id, gone.id, {"name": True, "kind": True, "company_id": True}).value
    assert (merged.name, merged.kind, merged.company_id) == ("Anna Nowak", ContactKind.PERSON, None)


def test_an_employer_fills_a_gap_and_is_a_choice_otherwise(services: Services) -> None:
    old, new = (add_contact(services, name, kind=ContactKind.COMPANY) for name in ("Stara", "Nowa"))
    free, employed = add_contact(services, "Jan"), add_contact(services, "Jan", company_id=old.id)
    (choice,) = services.merging.plan(free.id, employed.id).choices
    assert (choice.field, choice.kept, choice.other, choice.takes_other) == ("company_id", "", "Stara", True)
    assert services.merging.merge(free.id, employed.id).value.company_id == old.id
    other = add_contact(services, "Jan", company_id=new.id)
    (choice,) = services.merging.plan(free.id, other.id).choices
    assert (choice.kept, choice.other, choice.takes_other) == ("Stara", "Nowa", False)
    assert services.merging.merge(free.id, other.id, {"company_id": True}).value.company_id == new.id
    assert [one.name for one in services.contacts.get(new.id).people] == ["Jan"]
    assert services.contacts.get(old.id).people == ()


def test_two_companies_put_their_people_together(services: Services) -> None:
    keep, gone = (add_contact(services, name, kind=ContactKind.COMPANY) for name in ("A", "B"))
    for name, company in (("Ewa", keep), ("Ola", gone), ("Iza", gone)):
        add_contact(services, name, company_id=company.id)
    merged = services.merging.merge(keep.id, gone.id).value
    assert sorted(one.name for one in merged.people) == ["Ewa", "Iza", "Ola"]
    services.undo.undo()
    assert sorted(one.name for one in services.contacts.get(gone.id).people) == ["Iza", "Ola"]


def test_who_may_edit_contacts_may_merge_them(services: Services) -> None:
    for user in (MANAGER, SALES, SECOND):
        keep, gone = add_contact(services, "Anna"), add_contact(services, "Ania")
        assert at_desk(services, user).merging.merge(keep.id, gone.id).change_id is not None
    alone = add_contact(services, "Sama")
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).merging.delete(alone.id)
    assert services.contacts.get(alone.id).name == "Sama"


def test_the_name_of_whoever_was_quicker_is_told(services: Services) -> None:
    keep, gone = add_contact(services, "Anna"), add_contact(services, "Ania")
    seen = {keep.id: keep.version, gone.id: gone.version}
    at_desk(services, SALES).contacts.edit(keep.id, {"name": "Anna Maria"})
    with pytest.raises(Stale, match="Anna Nowak changed Anna Maria") as caught:
        services.merging.merge(keep.id, gone.id, versions=seen)
    assert caught.value.by == "Anna Nowak"
    assert services.contacts.get(gone.id).version == gone.version
    assert services.merging.merge(keep.id, gone.id).value.name == "Anna Maria"


def test_what_was_merged_or_deleted_is_gone_for_everything(services: Services) -> None:
    keep, gone, other = (add_contact(services, name) for name in ("Anna", "Ania", "Ewa"))
    services.merging.merge(keep.id, gone.id)
    for call in (
        lambda: services.merging.plan(other.id, gone.id),
        lambda: services.merging.merge(gone.id, other.id),
        lambda: services.merging.delete(gone.id),
        lambda: services.contacts.edit(gone.id, {"name": "Anka"}),
        lambda: services.notes.add(Subject("contact", gone.id), "words"),
    ):
        with pytest.raises(NotFound):
            call()
    services.merging.delete(other.id)
    with pytest.raises(NotFound):
        services.merging.delete(other.id)


def test_a_contact_of_a_project_is_not_deleted(services: Services) -> None:
    guest = add_contact(services, "Gość")
    lead = add_lead(services, "Jan", city="Gdów", street="Lipowa 8")
    project = services.conversion.convert(lead.id).value
    services.project_contacts.add(project.id, guest.id)
    with pytest.raises(Refused, match="Gość is on projects"):
        services.merging.delete(guest.id)
    services.project_contacts.remove(project.id, guest.id)
    services.merging.delete(guest.id)
    assert kinds(services, "contact", guest.id)[-1] == "deleted"


def test_only_fields_that_a_merge_knows_can_be_taken(services: Services) -> None:
    keep, gone = add_contact(services, "Anna"), add_contact(services, "Ania")
    for field in ("id", "version", "emails", "[b]"):
        with pytest.raises(Invalid) as caught:
            services.merging.merge(keep.id, gone.id, {field: False})
        assert caught.value.field == field
    assert services.contacts.get(keep.id).version == keep.version


def test_one_number_in_many_writings_makes_one_group(services: Services) -> None:
    for name, phone in (("A", "601 234 567"), ("B", "+48 601-234-567"), ("C", "601234567"), ("D", "22 430 00 01")):
        add_contact(services, name, phones=(phone,))
    (group,) = services.merging.alike()
    assert (group.why, sorted(one.name for one in group.contacts)) == ("phone", ["A", "B", "C"])
    assert [one.why for one in at_desk(services, VIEWER).merging.alike(1)] == ["phone"]


@pytest.mark.feature("C-11", "C-06", "C-09")
def test_details_and_own_fields_go_over_as_decided_and_come_back(services: Services) -> None:
    services.fields.add("contact", "Roof", "text")
    services.fields.add("contact", "Meters", "number")
    mine = {"middle_name": "Maria", "passport": "AB1234567", "custom": {"roof": "tiles"}}
    theirs = {"middle_name": "Ewa", "licence": "12/345", "gender": "female", "custom": {"roof": "metal", "meters": 2}}
    keep, gone = add_contact(services, "Anna", **mine), add_contact(services, "Anna", **theirs)
    plan = services.merging.plan(keep.id, gone.id)
    assert {one.field: (one.kept, one.other, one.takes_other) for one in plan.choices} == {
        "middle_name": ("Maria", "Ewa", False),
        "gender": ("", "Female", True),
        "licence": ("", "••••45", True),
        "custom.roof": ("tiles", "metal", False),
        "custom.meters": ("", "2", True),
    }
    take = {"middle_name": True, "gender": False, "custom.roof": True, "custom.meters": False}
    merged = services.merging.merge(keep.id, gone.id, take).value
    assert (merged.details.middle_name, merged.details.gender, merged.custom) == ("Ewa", None, {"roof": "metal"})
    plain = services.contacts.secrets(keep.id)
    assert (plain.passport, plain.licence) == ("AB1234567", "12/345")
    services.undo.undo()
    back = services.contacts.get(keep.id), services.contacts.get(gone.id)
    assert [one.custom for one in back] == [{"roof": "tiles"}, {"roof": "metal", "meters": 2.0}]
    assert [one.details.middle_name for one in back] == ["Maria", "Ewa"]
    services.undo.redo()
    assert services.contacts.get(keep.id).custom == {"roof": "metal"}


def test_logins_that_the_program_made_are_nothing_to_decide(services: Services) -> None:
    first, second = add_contact(services, "Anna"), add_contact(services, "Anna")
    assert (first.details.login, second.details.login) == ("anna", "anna2")
    assert services.merging.plan(first.id, second.id).choices == ()
    chosen = add_contact(services, "Anna", login="sunny")
    (choice,) = services.merging.plan(first.id, chosen.id).choices
    assert (choice.field, choice.kept, choice.other, choice.takes_other) == ("login", "anna", "sunny", False)
    merged = services.merging.merge(first.id, chosen.id, {"login": True}).value
    assert merged.details.login == "sunny"
    services.undo.undo()
    assert [services.contacts.get(one.id).details.login for one in (first, chosen)] == ["anna", "sunny"]


def test_a_field_that_there_is_not_is_refused(services: Services) -> None:
    keep, gone = add_contact(services, "Anna"), add_contact(services, "Ania")
    with pytest.raises(Invalid, match="no field emails"):
        services.merging.merge(keep.id, gone.id, {"emails": True})
    # A field of the desk's own that does not differ, or is gone, changes nothing.
    assert services.merging.merge(keep.id, gone.id, {"custom.gone": True}).value.custom == {}
