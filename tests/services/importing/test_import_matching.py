"""Whom a row means: known contacts and leads, and rows of the same sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk import add_contact, add_lead
from tests.services.importing.sheets import (
    SKIP,
    UPDATE,
    bring,
    bring_again,
    counts,
    leads,
    plan,
    reasons,
)  # fmt: skip

if TYPE_CHECKING:
    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68", "C-12")

WHO = "Imię i nazwisko;E-mail;Telefon;Ulica;Miasto"


def contacts(services: Services) -> list[str]:
    """The names of all contacts."""
    found = services.contacts.open_list("")
    return [line.name for line in found.rows(0, found.count())]


def test_an_email_means_its_contact_whatever_the_name(services: Services) -> None:
    known = add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
    report = bring(services, WHO, ("A. Nowak", "ANNA@x.pl", None, "Lipowa 8", "Kraków"))
    assert counts(report) == {"rows": 1, "new": 1, "linked": 1}
    (lead,) = leads(services)
    assert (lead["contact"]["id"], lead["contact"]["name"]) == (known.id, "Anna Nowak")


def test_a_phone_means_its_contact_only_together_with_the_name(services: Services) -> None:
    known = add_contact(services, "Anna Nowak", phones=("601 234 567",))
    report = bring(
        services,
        WHO,
        ("anna  NOWAK", None, "+48 601-234-567", None, "Kraków"),
        ("Jan Nowak", None, "601234567", None, "Kraków"),
    )
    assert counts(report) == {"rows": 2, "new": 2, "linked": 1}
    assert [lead["contact"]["id"] == known.id for lead in leads(services)] == [True, False]
    assert sorted(contacts(services)) == ["Anna Nowak", "Jan Nowak"]


def test_name_and_place_mean_a_contact_where_nothing_else_is_given(services: Services) -> None:
    lead = add_lead(services, "Anna Nowak", street="Lipowa 8", city="Kraków")
    report = bring(services, WHO, ("Anna Nowak", None, None, "lipowa 8", "KRAKÓW"), options=SKIP)
    assert counts(report) == {"rows": 1, "skipped": 1, "linked": 1}
    assert reasons(report)[0][2].startswith(f"Already there as lead {lead.id}.")
    elsewhere = bring(services, WHO, ("Anna Nowak", None, None, "Lipowa 8", "Gdańsk"))
    assert counts(elsewhere) == {"rows": 1, "new": 1}


def test_a_mere_name_is_nobody_who_can_be_reached_already(services: Services) -> None:
    add_contact(services, "Jan Kowalski", phones=("601234567",))
    report = bring(services, WHO, ("Jan Kowalski",))
    assert counts(report) == {"rows": 1, "new": 1}
    assert contacts(services) == ["Jan Kowalski", "Jan Kowalski"]
    bring_again(services, WHO, ("Jan Kowalski",))


def test_rows_know_each_other(services: Services) -> None:
    rows = [
        ("Anna Nowak", "anna@x.pl", "601234567", "Lipowa 8", "Kraków"),
        ("A. Nowak", "anna@x.pl", None, "Polna 1", "Gdów"),
        ("Anna Nowak", None, "601 234 567", "Leśna 2", "Bochnia"),
        (None, None, "601234567", "Wodna 3", "Tarnów"),
    ]
    report = bring(services, WHO, *rows)
    assert counts(report) == {"rows": 4, "new": 4, "linked": 3}
    assert contacts(services) == ["Anna Nowak"]
    bring_again(services, WHO, *rows)


def test_a_lead_that_stands_twice_in_the_sheet_comes_once(services: Services) -> None:
    row = ("Anna Nowak", "anna@x.pl", None, "Lipowa 8", "Kraków")
    rows = [row, row, ("Anna Nowak", "anna@x.pl", "601234567", "Lipowa 8", "Kraków")]
    report = bring(services, WHO, *rows)
    assert counts(report) == {"rows": 3, "new": 1, "linked": 2, "unchanged": 1, "skipped": 1}
    assert reasons(report) == [(4, "", "The same lead as in row 2.")]
    assert len(leads(services)) == 1


def test_two_rows_about_one_stored_lead_are_decided_by_the_first(services: Services) -> None:
    lead = add_lead(services, "Anna Nowak", emails=["anna@x.pl"], city="Kraków")
    headings = "Lead ID;E-mail;Ocena;Wersja"
    rows = [(lead.id, "anna@x.pl", 7, 1), (lead.id, "anna@x.pl", 7, 1), (lead.id, "anna@x.pl", 9, 1)]
    report = bring(services, headings, *rows)
    assert counts(report) == {"rows": 3, "updated": 1, "unchanged": 1, "skipped": 1, "linked": 3}
    assert services.leads.get(lead.id).score == 7
    bring_again(services, headings, *rows)


def test_addresses_of_two_contacts_in_one_row_are_refused(services: Services) -> None:
    add_contact(services, "Anna", emails=("anna@x.pl",))
    add_contact(services, "Jan", emails=("jan@x.pl",))
    report = bring(services, WHO, ("Ktoś", "anna@x.pl, jan@x.pl"))
    assert reasons(report) == [(2, "E-mail", "The e-mail addresses belong to different contacts: Anna, Jan.")]
    mixed = [("Ewa", "ewa@x.pl"), ("Ktoś", "ewa@x.pl; jan@x.pl"), ("Ola", "ola@x.pl, ewa@x.pl")]
    report = bring(services, WHO, *mixed)
    assert [row for row, *_ in reasons(report)] == [3]
    assert "Jan" in reasons(report)[0][2]
    assert "row 2" in reasons(report)[0][2]
    assert counts(report) == {"rows": 3, "new": 2, "linked": 1, "refused": 1}


@pytest.mark.parametrize("order", [1, -1])
def test_an_address_that_an_update_adds_is_known_to_the_other_rows(services: Services, order: int) -> None:
    lead = add_lead(services, "Anna Nowak", phones=["601234567"], city="Kraków")
    headings = "Lead ID;Contact;E-mail;Town;Version"
    rows = [(lead.id, "Anna Nowak", "anna@x.pl", "Kraków", 1), (None, "Ktoś Inny", "anna@x.pl", "Gdów", None)]
    report = bring(services, headings, *rows[::order])
    expected = {"rows": 2, "updated": 1, "new": 1, "linked": 2} if order == 1 else {"rows": 2, "new": 1, "refused": 1}
    assert counts(report) == expected
    bring_again(services, headings, *rows[::order])


def test_a_phone_in_common_does_not_give_an_address_to_the_wrong_contact(services: Services) -> None:
    add_contact(services, "Jan Kot", emails=("jan@x.pl",))
    rows = [("Jan Kot", "j.kot@y.pl", "601234567"), ("Jan Kot", "jan@x.pl", "601234567")]
    report = bring(services, WHO, *rows)
    assert counts(report) == {"rows": 2, "new": 2, "linked": 1}
    bring_again(services, WHO, *rows)


def test_known_people_get_what_a_row_adds(services: Services) -> None:
    known = add_contact(services, "Anna Nowak", emails=("anna@x.pl",), phones=("601234567",))
    other = add_lead(services, contact_id=known.id, city="Gdów")
    row = ("Anna Nowak", "anna@x.pl, anna@work.pl", "601 234 567; 12 345 67 89", None, "Kraków")
    report = bring(services, WHO, row)
    assert counts(report) == {"rows": 1, "new": 1, "linked": 1}
    contact = services.contacts.get(known.id)
    assert [email.address for email in contact.emails] == ["anna@x.pl", "anna@work.pl"]
    assert [phone.number for phone in contact.phones] == ["601234567", "12 345 67 89"]
    assert contact.version > known.version
    found = set(services.leads.open_list("anna@work.pl").ids())
    assert other.id in found, "older leads of the contact are found by the new address"
    assert len(found) == 2
    bring_again(services, WHO, row)


def test_a_number_alone_must_be_that_of_a_lead(services: Services) -> None:
    report = bring(services, "Lead ID;Ocena;Wersja", (4711, 5, 1))
    assert reasons(report) == [(2, "", "There is no lead 4711.")]
    report = bring(services, "Contact ID;Score", (4711, 5))
    assert reasons(report) == [(2, "", "There is no contact 4711.")]


def test_a_contact_number_is_enough_for_a_lead(services: Services) -> None:
    known = add_contact(services, "Anna Nowak")
    report = bring(services, "Contact ID;Town;Score", (known.id, "Gdów", 5))
    assert counts(report) == {"rows": 1, "new": 1, "linked": 1}
    assert leads(services)[0]["name"] == "Anna Nowak – Gdów"
    bring_again(services, "Contact ID;Town;Score", (known.id, "Gdów", 5))


def test_a_row_with_our_number_about_somebody_else_is_refused(services: Services) -> None:
    lead = add_lead(services, "Anna Nowak", emails=["anna@x.pl"])
    add_contact(services, "Jan Kot", emails=("jan@x.pl",))
    headings = "Lead ID;Lead name;Contact;E-mail;Version"
    report = bring(
        services,
        headings,
        (lead.id, "Zofia", "Zofia Lis", "zofia@x.pl", 1),
        (lead.id, "Anna Nowak", "Anna Nowak", "jan@x.pl", 1),
    )
    assert counts(report) == {"rows": 2, "refused": 2}
    assert reasons(report)[0][2] == f"Lead {lead.id} is Anna Nowak here; the row is about somebody else."
    assert reasons(report)[1][1:] == (
        "E-mail",
        f"The e-mail already belongs to Jan Kot (contact {lead.contact.id + 1}).",
    )


def test_a_refused_row_does_not_stand_in_the_way_of_the_next(services: Services) -> None:
    headings = "Contact;E-mail;Lead status;Town"
    rows = [("Anna", "anna@x.pl", "Converted", "Gdów"), ("Anna", "anna@x.pl", "Open", "Gdów")]
    assert counts(bring(services, headings, *rows)) == {"rows": 2, "new": 1, "refused": 1}


@pytest.mark.feature("A-02")
def test_a_person_comes_with_their_company(services: Services) -> None:
    headings = "Imię i nazwisko;Firma;E-mail;Telefon;Miasto"
    rows = [
        ("Jan Kot", "Dach Sp. z o.o.", "jan@dach.pl", None, "Gdów"),
        ("Ewa Lis", "DACH sp. z o.o.", "ewa@dach.pl", None, "Gdów"),
        (None, "Dach Sp. z o.o.", "biuro@dach.pl", "123456789", "Kraków"),
        ("Ola Sowa", "Dach Sp. z o.o.", "ola@dach.pl", None, "Gdów"),
    ]
    report = bring(services, headings, *rows)
    assert counts(report) == {"rows": 4, "new": 4, "linked": 1}
    assert sorted(contacts(services)) == ["Dach Sp. z o.o.", "Ewa Lis", "Jan Kot", "Ola Sowa"]
    by_name = {lead["contact"]["name"]: lead["contact"] for lead in leads(services)}
    assert by_name["Dach Sp. z o.o."]["kind"] == "company"
    assert {by_name[name]["company"] for name in ("Jan Kot", "Ewa Lis", "Ola Sowa")} == {"Dach Sp. z o.o."}
    people = services.contacts.get(by_name["Dach Sp. z o.o."]["id"]).people
    assert sorted(person.name for person in people) == ["Ewa Lis", "Jan Kot", "Ola Sowa"]
    bring_again(services, headings, *rows)


@pytest.mark.feature("A-02")
def test_a_known_company_is_not_made_again(services: Services) -> None:
    add_contact(services, "Dach", kind="company", emails=("biuro@dach.pl",))
    bring(services, "Imię i nazwisko;Firma;E-mail", ("Jan Kot", "dach", "jan@dach.pl"))
    assert contacts(services) == ["Dach", "Jan Kot"]


def test_an_update_gives_a_company_to_a_contact_and_undo_takes_it_back(services: Services) -> None:
    lead = add_lead(services, "Jan Kot", emails=["jan@x.pl"], city="Gdów")
    headings = "Imię i nazwisko;Firma;E-mail;Miasto"
    rows = [("Jan Kot", "Dach", "jan@x.pl", "Gdów"), ("Ewa Lis", "Dach", "ewa@x.pl", "Gdów")]
    report = bring(services, headings, *rows, options=UPDATE)
    assert counts(report) == {"rows": 2, "updated": 1, "new": 1, "linked": 1}
    assert services.contacts.get(lead.contact.id).company_name == "Dach"
    bring_again(services, headings, *rows, options=UPDATE)
    services.undo.undo()
    assert services.contacts.get(lead.contact.id).company_name is None
    assert contacts(services) == ["Jan Kot"]


@pytest.mark.feature("D-04", "D-05")
def test_several_addresses_and_numbers_in_a_cell_and_in_several_columns(services: Services) -> None:
    headings = "Klient;E-mail;E-mail 2;Telefon;Komórka"
    row = ("Anna", "anna@x.pl, ANNA@X.PL; a.nowak@y.pl", "anna@z.pl", "601234567, 602 345 678", "+48 603-456-789")
    report = bring(services, headings, row)
    assert counts(report) == {"rows": 1, "new": 1}
    (lead,) = leads(services)
    assert lead["contact"]["emails"] == ["anna@x.pl", "a.nowak@y.pl", "anna@z.pl"]
    assert lead["contact"]["phones"] == ["601234567", "602 345 678", "+48 603-456-789"]
    assert all(phone.e164 for phone in services.contacts.get(lead["contact"]["id"]).phones)
    assert {report.columns[heading]["values"] for heading in headings.split(";")} == {1}


def test_the_address_of_a_deleted_contact_is_refused(services: Services) -> None:
    known = add_contact(services, "Anna", emails=("anna@x.pl",))
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE contact SET deleted_at = updated_at WHERE id = ?", (known.id,))
    report = plan(services, WHO, ("Anna", "anna@x.pl"))
    assert reasons(report) == [(2, "", "The e-mail anna@x.pl belongs to a contact that was deleted.")]


def test_one_person_at_two_places_has_two_leads(services: Services) -> None:
    add_contact(services, "Anna", emails=("anna@x.pl",))
    rows = [("Anna", "anna@x.pl", None, "Lipowa 8", "Kraków"), ("Anna", "anna@x.pl", None, "Polna 2", "Kraków")]
    assert counts(bring(services, WHO, *rows)) == {"rows": 2, "new": 2, "linked": 2}
    bring_again(services, WHO, *rows)
    nowhere = bring(services, WHO, ("Anna", "anna@x.pl", None, None, "Kraków"))
    assert counts(nowhere) == {"rows": 1, "unchanged": 1, "linked": 1}


def test_a_stored_contact_is_known_by_what_rows_far_above_told_of_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solartui.services.import_reading.AT_ONCE", 1)
    known = add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
    report = bring(
        services,
        WHO,
        ("Anna Nowak", "anna@x.pl, anna@work.pl", None, "Lipowa 8", "Kraków"),
        ("A. Nowak", "anna@work.pl", None, "Polna 1", "Gdów"),
    )
    assert counts(report) == {"rows": 2, "new": 2, "linked": 2}
    assert {lead["contact"]["id"] for lead in leads(services)} == {known.id}
