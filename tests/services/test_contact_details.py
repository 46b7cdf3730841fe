"""More details of a contact: what they can be, who may read what of them, and where they never appear."""

from __future__ import annotations

import json

import pytest

from solartui.domain.contact_details import masked, proposed_login
from solartui.domain.drafts import ContactDraft, validated
from solartui.domain.errors import Invalid, NotPermitted, Refused
from solartui.domain.records import Subject
from solartui.domain.vocabulary import Gender
from solartui.services.container import Services
from tests.desk import MANAGER, SALES, VIEWER, add_contact, add_lead, at_desk

PASSPORT, LICENCE = "AB1234567", "00123/20/1465"


@pytest.mark.feature("C-06", "C-07", "C-08")
def test_details_are_stored_and_changed(services: Services) -> None:
    contact = add_contact(services, middle_name="Maria", gender="Female", birth_date="17.05.1980")
    details = services.contacts.get(contact.id).details
    assert (details.middle_name, details.gender, details.birth_date) == ("Maria", Gender.FEMALE, "1980-05-17")
    after = services.contacts.edit(contact.id, {"gender": "other", "birth_date": "", "middle_name": "Ewa"}).value
    assert (after.details.middle_name, after.details.gender, after.details.birth_date) == ("Ewa", Gender.OTHER, None)
    services.undo.undo()
    assert services.contacts.get(contact.id).details == details


@pytest.mark.feature("C-08")
@pytest.mark.parametrize("day", ["2026-11-24", "31.02.1980", "1899-12-31", "tomorrow", "80-05-17", "2026-13-01"])
def test_nobody_is_born_then(services: Services, day: str) -> None:
    contact = add_contact(services)
    with pytest.raises(Invalid) as caught:
        services.contacts.edit(contact.id, {"birth_date": day})
    assert caught.value.field == "birth_date"


def test_today_is_a_birthday(services: Services) -> None:
    contact = add_contact(services)
    assert services.contacts.edit(contact.id, {"birth_date": "2026-11-23"}).value.details.birth_date == "2026-11-23"


@pytest.mark.feature("C-09", "C-10")
def test_numbers_of_documents_are_masked_for_everybody(services: Services) -> None:
    contact = add_contact(services, passport=PASSPORT, licence=LICENCE)
    assert (contact.details.passport, contact.details.licence) == ("••••67", "••••65")
    services.contacts.edit(contact.id, {"passport": "XY7654321"})
    services.contacts.edit(contact.id, {"licence": ""})
    said = json.dumps([dict(one.data) for one in services.activity.of(Subject("contact", contact.id))])
    said += json.dumps([dict(one.data) for one in services.undo.changes()])
    said += repr([services.undo.effects(one.id) for one in services.undo.changes()])
    assert not [number for number in (PASSPORT, LICENCE, "XY7654321") if number in said]
    assert "21" in said  # what is left of it tells that it changed


@pytest.mark.feature("C-09", "C-10")
def test_who_may_reads_them_and_it_is_written_down(services: Services) -> None:
    contact = add_contact(services, passport=PASSPORT, licence=LICENCE)
    for who in (SALES, VIEWER):
        with pytest.raises(NotPermitted):
            at_desk(services, who).contacts.secrets(contact.id)
    found = at_desk(services, MANAGER).contacts.secrets(contact.id)
    assert (found.passport, found.licence) == (PASSPORT, LICENCE)
    last = services.activity.of(Subject("contact", contact.id))[-1]
    assert (last.kind, last.actor, dict(last.data)) == ("secrets_read", "Marek Manager", {})


def test_a_mask_that_comes_back_changes_nothing(services: Services) -> None:
    contact = add_contact(services, passport=PASSPORT)
    services.contacts.edit(contact.id, {"passport": contact.details.passport, "middle_name": "x"})
    assert services.contacts.secrets(contact.id).passport == PASSPORT


def test_a_number_that_is_refused_is_not_repeated() -> None:
    with pytest.raises(Invalid) as caught:
        validated(ContactDraft, {"name": "x", "passport": "SECRET" * 20})
    assert "SECRET" not in caught.value.message


@pytest.mark.parametrize(("number", "shown"), [(None, None), ("", None), ("12345", "••••"), ("123456", "••••56")])
def test_masks(number: str | None, shown: str | None) -> None:
    assert masked(number) == shown


@pytest.mark.feature("D-03")
def test_a_login_is_proposed_and_there_is_one_of_each(services: Services) -> None:
    first, second = add_contact(services, "Łukasz Żółć"), add_contact(services, "Łukasz Żółć")
    assert (first.details.login, second.details.login) == ("lukasz.zolc", "lukasz.zolc2")
    assert services.contacts.propose_login("Łukasz Żółć") == "lukasz.zolc3"
    with pytest.raises(Refused, match="belongs to another contact") as caught:
        services.contacts.edit(second.id, {"login": "LUKASZ.zolc"})
    assert caught.value.missing == ("login",)
    assert services.contacts.edit(second.id, {"login": "luk@x.pl"}).value.details.login == "luk@x.pl"
    lead = add_lead(services, "Ewa Lis", emails=("ewa@x.pl",))
    assert services.contacts.get(lead.contact.id).details.login == "ewa.lis"


@pytest.mark.feature("D-03")
def test_a_login_that_somebody_took_since_does_not_come_back(services: Services) -> None:
    first, second = add_contact(services, "Jan Kot"), add_contact(services, "Ewa Lis")
    changed = services.contacts.edit(first.id, {"login": "kot"})
    services.contacts.edit(second.id, {"login": "jan.kot"})
    with pytest.raises(Refused, match="no longer fits"):
        services.undo.undo(changed.change_id)


@pytest.mark.parametrize(
    ("name", "emails", "login"),
    [
        ("Anna Nowak-Żak", (), "anna.nowak.zak"),
        ("李", ("li.wei+x@x.pl",), "li.wei.x"),
        ("👷", (), "customer"),
        ("x" * 90, (), "x" * 50),
    ],
)
def test_logins_of_any_name(name: str, emails: tuple[str, ...], login: str) -> None:
    assert proposed_login(name, emails) == login


@pytest.mark.parametrize("login", ["a", "a b", "ąę", "x" * 61, "../x", "\x1b[0m"])
def test_no_login(services: Services, login: str) -> None:
    with pytest.raises(Invalid):
        services.contacts.edit(add_contact(services).id, {"login": login})


@pytest.mark.feature("D-04", "C-14")
def test_a_wrong_address_is_marked_and_stays(services: Services) -> None:
    contact = add_contact(services, emails=("a@x.pl", "b@x.pl"))
    after = services.contacts.edit(contact.id, {"unusable": ("B@x.pl",)}).value
    assert [(email.address, email.unusable) for email in after.emails] == [("a@x.pl", False), ("b@x.pl", True)]
    with pytest.raises(Invalid, match="no address of this contact"):
        services.contacts.edit(contact.id, {"unusable": ("c@x.pl",)})
    assert services.contacts.edit(contact.id, {"unusable": ()}).value.emails[1].unusable is False
    services.undo.undo()
    assert services.contacts.get(contact.id).emails[1].unusable is True


def test_a_merge_keeps_details_that_only_one_has(services: Services) -> None:
    keep = add_contact(services, "Jan Kot", middle_name="A")
    gone = add_contact(services, "J. Kot", middle_name="B", birth_date="1980-01-01", passport=PASSPORT)
    merged = services.merging.merge(keep.id, gone.id).value
    assert (merged.details.middle_name, merged.details.birth_date) == ("A", "1980-01-01")
    assert services.contacts.secrets(keep.id).passport == PASSPORT
    assert merged.details.login == "jan.kot"
    services.undo.undo()
    assert services.contacts.get(keep.id).details.birth_date is None
