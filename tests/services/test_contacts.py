"""Contacts: one person or company for ever, one address for one contact, and no address ever changes."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from solartui.domain.drafts import ContactDraft
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.leads import Address
from solartui.domain.records import Subject
from solartui.domain.vocabulary import ContactKind, ContactOrigin
from solartui.services.container import Services
from solartui.services.known_contacts import Why
from tests.desk import SALES, add_contact, add_lead, at_desk, kinds


def addresses(services: Services, contact_id: int) -> list[str]:
    return [email.address for email in services.contacts.get(contact_id).emails]


@pytest.mark.feature("A-02", "D-01")
def test_a_contact_is_a_person_or_a_company_with_people(services: Services) -> None:
    firm = add_contact(services, "Słońce sp. z o.o.", kind="company")
    ewa = add_contact(services, "Ewa Lis", company_id=firm.id)
    assert (firm.kind, ewa.kind, ewa.company_name) == (ContactKind.COMPANY, ContactKind.PERSON, "Słońce sp. z o.o.")
    assert [ref.name for ref in services.contacts.get(firm.id).people] == ["Ewa Lis"]
    with pytest.raises(Invalid, match="is no company"):
        add_contact(services, "x", company_id=ewa.id)
    with pytest.raises(NotFound):
        add_contact(services, "x", company_id=99)
    with pytest.raises(Invalid, match="is no company"):
        services.contacts.edit(firm.id, {"company_id": firm.id})
    with pytest.raises(Refused, match="stays a company"):
        services.contacts.edit(firm.id, {"kind": "person"})
    services.contacts.edit(ewa.id, {"company_id": None})
    assert services.contacts.edit(firm.id, {"kind": "person"}).value.kind is ContactKind.PERSON


@pytest.mark.feature("A-03", "A-17")
def test_a_contact_shows_all_its_leads_and_projects(services: Services) -> None:
    from solartui.domain.drafts import ProjectDraft

    contact = add_contact(services, "Ewa")
    leads = [add_lead(services, contact_id=contact.id, city="Łódź") for _ in range(3)]
    services.conversion.convert(leads[0].id)
    services.projects.create(ProjectDraft(contact_id=contact.id, name="Direct"))
    services.lead_actions.delete([leads[2].id])
    found = services.contacts.get(contact.id)
    assert [(link.id, link.stage) for link in found.leads] == [(leads[0].id, "converted"), (leads[1].id, "open")]
    assert [link.name for link in found.projects] == ["Ewa – Łódź", "Direct"]
    (line,) = services.contacts.open_list("ewa").rows(0, 5)
    assert (line.leads, line.projects) == (2, "Ewa – Łódź, Direct")


@pytest.mark.feature("A-04")
def test_the_origin_is_not_set_by_hand(services: Services) -> None:
    contact = add_contact(services)
    assert contact.origin is ContactOrigin.MANUAL
    draft = ContactDraft(name="x", origin=ContactOrigin.LEADGEN)
    with pytest.raises(Refused, match="Lead Generator"):
        services.contacts.create(draft)
    with pytest.raises(Refused, match="Lead Generator"):
        add_lead(services, new_contact=draft)
    with pytest.raises(Refused, match="cannot be changed"):
        services.contacts.edit(contact.id, {"origin": "leadgen"})
    assert services.contacts.edit(contact.id, {"origin": "manual", "name": "y"}).value.name == "y"


@pytest.mark.feature("C-12")
@pytest.mark.parametrize(
    "spelling",
    [
        "zażółć@x.pl",
        unicodedata.normalize("NFD", "zażółć@x.pl"),
        "ZAŻÓŁĆ@X.PL",
        unicodedata.normalize("NFD", "ZAŻÓŁĆ@X.PL"),
        "za\u200bżó\u00adłć@x.pl\ufeff",
        "  zażółć@x.pl ",
        "Zażółć <zażółć@x.pl>",
        "mailto:zażółć@x.pl",
        "zażółć@\uff58.pl",
    ],
)
def test_one_address_has_one_contact_however_it_is_written(services: Services, spelling: str) -> None:
    first = add_contact(services, "Jan", emails=("zażółć@x.pl",))
    with pytest.raises(Refused, match=rf"already belongs to Jan \(contact {first.id}\)"):
        add_contact(services, "Anna", emails=("anna@x.pl", spelling))
    other = add_contact(services, "Anna", emails=("anna@x.pl",))
    with pytest.raises(Refused, match="already belongs to Jan"):
        services.contacts.edit(other.id, {"emails": ("anna@x.pl", spelling)})
    assert services.contacts.edit(first.id, {"emails": (spelling, "second@x.pl")}).value.version == 2
    assert addresses(services, first.id) == ["zażółć@x.pl", "second@x.pl"]
    assert services.contacts.open_list().count() == 2


@pytest.mark.feature("C-12")
def test_who_may_be_the_same_is_found_by_address_number_and_name(services: Services) -> None:
    by_mail = add_contact(services, "Jan", emails=("jan@x.pl",))
    by_phone = add_contact(services, "Anna", phones=("601 234 567",))
    by_name = add_contact(services, "Żaneta  Łęcka")
    draft = ContactDraft(name="zaneta lecka", emails=("JAN@x.pl", " "), phones=("+48601234567", ""))
    assert [one.ref.id for one in services.contacts.similar(draft)] == [by_mail.id, by_phone.id, by_name.id]
    assert [one.why for one in services.contacts.similar(draft)] == [Why.EMAIL, Why.PHONE, Why.NAME]
    assert services.contacts.similar(ContactDraft(name="Nobody")) == []


@pytest.mark.feature("C-12")
def test_the_same_name_at_the_same_address_says_more_than_the_name(services: Services) -> None:
    contact = add_contact(services, "Jan Łęcki")
    other = add_contact(services, "Jan Łęcki")
    add_lead(services, contact_id=contact.id, city="Żywiec", street="ul. Polna 1")

    def why(name: str, city: str | None, street: str | None = None) -> list[tuple[int, Why]]:
        found = services.contacts.similar(ContactDraft(name=name), Address(street=street, city=city))
        return [(one.ref.id, one.why) for one in found]

    assert why("jan lecki", "ŻYWIEC", "UL.  Polna 1") == [(contact.id, Why.ADDRESS), (other.id, Why.NAME)]
    assert why("Jan Łęcki", "zywiec", "ul. polna 1")[0] == (contact.id, Why.ADDRESS)
    assert why("Łęcki Jan", "Żywiec", "Polna 2") == [(contact.id, Why.TOWN), (other.id, Why.NAME)]
    assert why("Jan Łęcki", "Żywiec") == [(contact.id, Why.TOWN), (other.id, Why.NAME)]
    assert why("Jan Łęcki", "Gdów") == why("Jan Łęcki", None) == [(contact.id, Why.NAME), (other.id, Why.NAME)]
    assert why("Janina Łęcka", "Żywiec", "ul. Polna 1") == []
    assert why("Jan", "Żywiec") == []


@pytest.mark.feature("C-12")
def test_who_has_several_things_in_common_is_named_once_by_the_surest(services: Services) -> None:
    contact = add_contact(services, "Jan", emails=("jan@x.pl",), phones=("601 234 567",))
    draft = ContactDraft(name="Jan", emails=("jan@x.pl",), phones=("601234567",))
    assert [(one.ref.id, one.why) for one in services.contacts.similar(draft)] == [(contact.id, Why.EMAIL)]
    services.merging.delete(contact.id)
    assert services.contacts.similar(ContactDraft(name="Jan", phones=("601234567",))) == []


@pytest.mark.feature("C-14", "D-04")
def test_a_stored_address_stays_and_more_can_be_added(services: Services) -> None:
    contact = add_contact(services, "Jan", emails=("jan@x.pl", "JAN@X.PL", "", "jan2@x.pl"))
    assert [email.address for email in contact.emails] == ["jan@x.pl", "jan2@x.pl"]
    for wanted in ((), ("other@x.pl",), ("jan@x.pl",), ("jan2@x.pl", "jan3@x.pl")):
        with pytest.raises(Refused, match="is stored and never changes"):
            services.contacts.edit(contact.id, {"emails": wanted})
    services.contacts.edit(contact.id, {"emails": ("jan3@x.pl", "jan2@x.pl", "Jan@x.pl")})
    assert addresses(services, contact.id) == ["jan@x.pl", "jan2@x.pl", "jan3@x.pl"]
    empty = add_contact(services, "Ewa")
    services.contacts.edit(empty.id, {"emails": ("ewa@x.pl",)})
    assert addresses(services, empty.id) == ["ewa@x.pl"]


def test_an_address_that_rules_of_today_refuse_does_not_lock_its_contact(services: Services) -> None:
    contact = add_contact(services, "Jan")
    with services.store.begin(services.actor) as work:
        work.raw.execute(
            "INSERT INTO contact_email (contact_id, position, address, address_key, unusable) "
            "VALUES (1, 0, 'x@', 'x@', 0)"
        )
    services.contacts.edit(contact.id, {"name": "Janek", "emails": (" X@", "jan@x.pl")})
    assert addresses(services, contact.id) == ["x@", "jan@x.pl"]
    with pytest.raises(Refused, match="never changes"):
        services.contacts.edit(contact.id, {"emails": ("jan@x.pl",)})


@pytest.mark.feature("D-02")
def test_a_contact_has_a_name_or_gets_one(services: Services) -> None:
    assert services.contacts.create(ContactDraft(emails=("a@x.pl",))).value.name == "a@x.pl"
    assert services.contacts.create(ContactDraft(phones=(" ", "601 234 567"))).value.name == "601 234 567"
    for nothing in (ContactDraft(), ContactDraft(name="  "), ContactDraft(emails=("",), phones=("\u200b",))):
        with pytest.raises(Invalid, match="needs a name"):
            services.contacts.create(nothing)
    contact = add_contact(services)
    with pytest.raises(Invalid, match="needs a name"):
        services.contacts.edit(contact.id, {"name": None})


@pytest.mark.parametrize(
    "values",
    [
        {"emails": ("no address",)},
        {"emails": ("a@b", "@")},
        {"emails": ("x" * 300 + "@x.pl",)},
        {"phones": ("call me",)},
        {"phones": ("1",)},
        {"phones": ("0" * 50,)},
        {"phones": ("601 234 567 " + "or later " * 50,)},
        {"kind": "dog"},
        {"emails": "a@x.pl"},
        {"version": 3},
        {"name": "x" * 501},
    ],
)
def test_what_is_none_is_refused_and_nothing_of_it_is_stored(services: Services, values: dict[str, Any]) -> None:
    contact = add_contact(services, "Jan", emails=("jan@x.pl",))
    before = services.contacts.get(contact.id)
    if "emails" in values and isinstance(values["emails"], tuple):
        values = {"emails": ("jan@x.pl", *values["emails"])}
    with pytest.raises(Invalid) as caught:
        services.contacts.edit(contact.id, values | {"company_id": None})
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 300
    assert services.contacts.get(contact.id) == before


@pytest.mark.feature("D-05")
def test_numbers_are_replaced_as_a_whole_and_kept_as_typed(services: Services) -> None:
    contact = add_contact(services, phones=("601-234-567", "(+48) 601 234 567", "22 555 12 34"))
    assert [p.number for p in contact.phones] == ["601-234-567", "22 555 12 34"]
    changed = services.contacts.edit(contact.id, {"phones": ("+48 602 345 678",)}, contact.version).value
    assert [(p.number, p.e164) for p in changed.phones] == [("+48 602 345 678", "+48602345678")]
    assert changed.version == 2
    assert services.contacts.edit(contact.id, {"phones": ("+48 602 345 678",)}).change_id is None
    assert services.contacts.edit(contact.id, {"phones": ()}).value.phones == ()
    assert [ref.id for ref in services.contacts.find("602345")] == []
    services.undo.undo()
    assert [ref.id for ref in services.contacts.find("48 602 345")] == [contact.id]


@pytest.mark.feature("C-18", "A-19")
def test_changes_are_in_the_history_and_undone(services: Services) -> None:
    contact = add_contact(services, "Jan", phones=("601 234 567",))
    lead = add_lead(services, contact_id=contact.id)
    services.contacts.edit(contact.id, {"name": "Zenon", "phones": (), "emails": ("z@x.pl",)})
    (created, edited) = services.activity.of(Subject("contact", contact.id), {"created", "edited"})[:1] + [
        a for a in services.activity.of(Subject("contact", contact.id)) if a.kind == "edited"
    ]
    assert created.data["name"] == "Jan"
    assert edited.data["changes"] == [["name", "Jan", "Zenon"], ["emails", "", "z@x.pl"], ["phones", "601 234 567", ""]]
    assert services.leads.open_list("zenon").count() == 1
    services.undo.undo()
    back = services.contacts.get(contact.id)
    assert (back.name, back.emails, [p.number for p in back.phones]) == ("Jan", (), ["601 234 567"])
    assert back.version > contact.version + 1
    assert services.leads.open_list("zenon").count() == 0
    assert [line.id for line in services.leads.open_list("jan 601234567").rows(0, 5)] == [lead.id]
    assert kinds(services, "contact", contact.id)[-1] == "undone"


def test_two_who_edit_the_same_contact_see_each_other(services: Services) -> None:
    contact = add_contact(services)
    at_desk(services, SALES).contacts.edit(contact.id, {"phones": ("601 234 567",)}, contact.version)
    with pytest.raises(Stale) as caught:
        services.contacts.edit(contact.id, {"phones": ()}, contact.version)
    assert caught.value.theirs == services.contacts.get(contact.id)
    assert caught.value.by == "Anna Nowak"


@pytest.mark.feature("B-79", "C-16")
def test_the_nearest_contacts_are_found_while_typing(services: Services) -> None:
    for name, mail in (
        ("Anna Lis", "a@x.pl"),
        ("Joanna Anna", "b@x.pl"),
        ("Jan Łoś", "anna.l@y.pl"),
        ("Piotr", "p@x.pl"),
    ):
        add_contact(services, name, emails=(mail,))
    assert [ref.name for ref in services.contacts.find("ANN")] == ["Anna Lis", "Jan Łoś", "Joanna Anna"]
    assert [ref.name for ref in services.contacts.find("los")] == ["Jan Łoś"]
    assert len(services.contacts.find("a", limit=1)) == 1
    assert services.contacts.find("") == services.contacts.find(" \u200b ") == []
    found = services.contacts.open_list("ANNA.L@").rows(0, 9)
    assert [line.name for line in found] == ["Anna Lis", "Jan Łoś"]


def test_a_contact_that_is_not_there_is_said(services: Services) -> None:
    for call in (lambda: services.contacts.get(9), lambda: services.contacts.edit(9, {"name": "x"})):
        with pytest.raises(NotFound, match="There is no contact 9"):
            call()


@pytest.mark.parametrize("typed", ["601 234", "601234567", "+48 601 23", "0601 234 567"])
def test_a_number_is_found_as_it_is_dialled_at_home(services: Services, typed: str) -> None:
    known = add_contact(services, "Anna Nowak", phones=("+48 601 234 567",))
    add_contact(services, "Jan Kot", phones=("+48 602 345 678",))
    assert [ref.id for ref in services.contacts.find(typed)] == [known.id]
