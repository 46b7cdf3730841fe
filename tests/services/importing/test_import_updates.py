"""Rows about leads that are there: what they change, what they leave alone, and the rules that they meet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from solartui.domain.records import Subject
from solartui.domain.vocabulary import Source
from tests.desk import MANAGER, TEAM, add_lead, kinds
from tests.services.importing.sheets import (
    SKIP,
    UPDATE,
    bring,
    bring_again,
    counts,
    leads,
    reasons,
)  # fmt: skip

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68")


@pytest.fixture
def lead(services: Services) -> Lead:
    """A lead that is there."""
    return add_lead(
        services, "Anna Nowak", emails=["anna@x.pl"], street="Lipowa 8", city="Kraków", monthly_kwh=450.5, score=3
    )


def test_link_leaves_what_is_there_as_it_is(services: Services, lead: Lead) -> None:
    report = bring(services, "Contact;E-mail;Street;Town;Score", ("Anna Nowak", "anna@x.pl", "Lipowa 8", "Kraków", 9))
    assert counts(report) == {"rows": 1, "skipped": 1, "linked": 1}
    assert reasons(report) == [(2, "", f"Already there as lead {lead.id}. To take over what differs, choose: update.")]
    assert services.leads.get(lead.id) == lead
    assert all(column["values"] == 0 for column in report.columns.values())


def test_update_takes_over_what_differs_and_nothing_else(services: Services, lead: Lead) -> None:
    headings = "Contact;E-mail;Street;Town;Score;Monthly use (kWh);Battery;Channel"
    row = ("Anna Nowak", "anna@x.pl", "Lipowa 8", "Kraków", 9, "450,5", "tak", None)
    report = bring(services, headings, row, options=UPDATE)
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}
    assert {name: column["values"] for name, column in report.columns.items() if column["values"]} == {
        "Score": 1,
        "Battery": 1,
    }
    after = services.leads.get(lead.id)
    assert (after.score, after.battery, after.monthly_kwh) == (9, True, 450.5)
    assert kinds(services, "lead", lead.id) == ["created", "edited"]
    bring_again(services, headings, row, options=UPDATE)


def test_skip_leaves_out_even_rows_with_our_number(services: Services, lead: Lead) -> None:
    row = (lead.id, "Anna Nowak", 9, 1)
    report = bring(services, "Lead ID;Contact;Score;Version", row, options=SKIP)
    assert counts(report) == {"rows": 1, "skipped": 1, "linked": 1}
    report = bring(services, "Lead ID;Contact;Score;Version", row)
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}


def test_number_and_name_of_another_contact_do_not_rename_that_of_the_lead(services: Services, lead: Lead) -> None:
    other = add_lead(services, "Jan Kot").contact
    headings = "Lead ID;Contact;Score;Contact ID;E-mail;Version"
    report = bring(services, headings, (lead.id, "Jan Kot", 9, other.id, "anna@x.pl", 1))
    assert counts(report) == {"rows": 1, "refused": 1}
    assert reasons(report) == [
        (2, "Contact ID", "The lead belongs to Anna Nowak (contact 1); an import gives it to nobody else.")
    ]
    report = bring(services, headings, (lead.id, "Anna Nowak-Kot", 9, lead.contact.id, "anna@x.pl", 1))
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}


@pytest.mark.parametrize("column", ["Assignee", "Owner"])
def test_nobody_is_called_so_is_said_of_the_name_alone(services: Services, lead: Lead, column: str) -> None:
    report = bring(services, f"Lead ID;Contact;{column};Version", (lead.id, "Anna Nowak", "Ola Nikt", 1))
    assert reasons(report) == [(2, column, "Nobody is called Ola Nikt. See: solartui users list")]


def test_blank_cells_say_nothing(services: Services, lead: Lead) -> None:
    headings = "Lead ID;Contact;Street;Monthly use (kWh);Score;Note;Version"
    report = bring(services, headings, (lead.id, "Anna Nowak", None, None, None, "", 1), options=UPDATE)
    assert counts(report) == {"rows": 1, "unchanged": 1, "linked": 1}


def test_months_that_are_blank_stay_as_they_are(services: Services, lead: Lead) -> None:
    services.leads.edit(lead.id, {"consumption": [100.0] * 12})
    headings = "Lead ID;Version;Use in January (kWh);Use in March (kWh)"
    report = bring(services, headings, (lead.id, 1, None, "250,5"))
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}
    assert services.leads.get(lead.id).consumption == (100.0, 100.0, 250.5, *[100.0] * 9)
    bring_again(services, headings, (lead.id, 1, None, "250,5"))


@pytest.mark.feature("D-26")
def test_a_contact_is_renamed_only_by_our_own_number(services: Services, lead: Lead) -> None:
    other = bring(
        services, "Contact;E-mail;Street;Town", ("A. Nowak", "anna@x.pl", "Lipowa 8", "Kraków"), options=UPDATE
    )
    assert counts(other) == {"rows": 1, "unchanged": 1, "linked": 1}
    headings = "Lead ID;Contact;E-mail;Contact kind;Version"
    row = (lead.id, "Anna Nowak-Lis", "anna@x.pl", "Company", 1)
    assert counts(bring(services, headings, row)) == {"rows": 1, "updated": 1, "linked": 1}
    contact = services.contacts.get(lead.contact.id)
    assert (contact.name, contact.kind.value) == ("Anna Nowak-Lis", "company")
    assert kinds(services, "contact", contact.id) == ["created", "created", "edited"]
    assert list(services.leads.open_list("lis").ids()) == [lead.id]
    bring_again(services, headings, row)


# ---- stages


@pytest.mark.feature("B-49")
def test_conversion_is_not_for_spreadsheets(services: Services, lead: Lead) -> None:
    headings = "Lead ID;Contact;Lead status;Version"
    rows = [(lead.id, "Anna Nowak", "Converted", 1), (None, "Jan Kot", "Przekonwertowane", None)]
    report = bring(services, headings, *rows)
    assert counts(report) == {"rows": 2, "refused": 2}
    reason = "Converted is set by converting the lead, not by hand."
    assert reasons(report) == [(2, "Lead status", reason), (3, "Lead status", reason)]
    assert [problem.value for problem in report.problems] == ["converted", "converted"]


@pytest.mark.feature("B-50")
def test_a_lead_is_lost_with_a_reason(services: Services, lead: Lead) -> None:
    headings = "Lead ID;Contact;Status leada;Powód utraty;Wersja"
    report = bring(services, headings, (lead.id, "Anna Nowak", "Utracone", None, 1))
    assert reasons(report) == [(2, "Status leada", "A lost lead needs a reason.")]
    report = bring(services, headings, (lead.id, "Anna Nowak", "Utracone", "za drogo", 1))
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}
    after = services.leads.get(lead.id)
    assert (after.stage, after.lost_reason) == ("lost", "za drogo")
    bring_again(services, headings, (lead.id, "Anna Nowak", "Utracone", "za drogo", 1))
    back = (lead.id, "Anna Nowak", "Open", "za drogo", 1)
    report = bring(services, headings, back)
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}
    assert reasons(report) == [(2, "Powód utraty", "Only a lost lead has a reason for it.")]
    assert report.columns["Powód utraty"]["values"] == 0
    assert services.leads.get(lead.id).lost_reason is None
    bring_again(services, headings, back)
    fresh = bring(services, "Klient;Powód utraty", ("Jan", "za drogo"))
    assert counts(fresh) == {"rows": 1, "new": 1}
    assert reasons(fresh) == [(2, "Powód utraty", "Only a lost lead has a reason for it.")]


def test_an_old_list_of_lost_leads_may_lack_the_reasons(services: Services) -> None:
    report = bring(services, "Klient;Status", ("Anna", "Utracone"))
    assert counts(report) == {"rows": 1, "new": 1}
    assert leads(services)[0]["stage"] == "lost"


@pytest.mark.feature("B-46", "D-20")
def test_the_last_contact_of_the_sheet_outlives_the_move(services: Services, lead: Lead) -> None:
    headings = "Lead ID;Contact;Lead status;Last contacted;Version"
    row = (lead.id, "Anna Nowak", "Contacted", datetime(2026, 3, 4, 12, 30), 1)  # noqa: DTZ001 - of a sheet
    assert counts(bring(services, headings, row))["updated"] == 1
    after = services.leads.get(lead.id)
    assert after.stage == "contacted"
    assert after.last_contacted is not None
    assert after.last_contacted.astimezone().replace(tzinfo=None) == datetime(2026, 3, 4, 12, 30)  # noqa: DTZ001
    bring_again(services, headings, row)


def test_a_move_without_a_date_stamps_the_contact(services: Services, lead: Lead) -> None:
    row = (lead.id, "Anna Nowak", "Contacted", 1)
    bring(services, "Lead ID;Contact;Lead status;Version", row)
    assert services.leads.get(lead.id).last_contacted == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    bring_again(services, "Lead ID;Contact;Lead status;Version", row)


def test_archived_leads_move_only_when_they_come_back(services: Services, lead: Lead) -> None:
    services.lead_actions.archive([lead.id])
    headings = "Lead ID;Contact;Lead status;Archived;Version"
    report = bring(services, headings, (lead.id, "Anna Nowak", "Contacted", "yes", 1))
    assert reasons(report)[0][1:] == ("Lead status", "The lead is archived. Bring it back first.")
    row = (lead.id, "Anna Nowak", "Contacted", "no", 1)
    assert counts(bring(services, headings, row))["updated"] == 1
    after = services.leads.get(lead.id)
    assert (after.archived, after.stage) == (False, "contacted")
    bring_again(services, headings, row)
    away = (lead.id, "Anna Nowak", "Assigned", "yes", 1)
    assert counts(bring(services, headings, away))["updated"] == 1
    assert (services.leads.get(lead.id).archived, services.leads.get(lead.id).stage) == (True, "assigned")
    bring_again(services, headings, away)


# ---- people


@pytest.mark.feature("B-07", "B-22", "D-22")
def test_people_are_found_by_name(services: Services) -> None:
    rows = [("A", "anna nowak", None), ("B", "North", "Marek"), ("C", "me", None), ("D", "brak", "Piotr Żak")]
    report = bring(services, "Klient;Handlowiec;Właściciel", *rows)
    assert counts(report) == {"rows": 4, "new": 4}
    found = [(lead["assignee"] and lead["assignee"]["name"], lead["owner"]["name"]) for lead in leads(services)]
    assert found == [
        ("Anna Nowak", "Anna Nowak"),
        ("North", "Marek Manager"),
        ("Ewa Admin", "Ewa Admin"),
        (None, "Piotr Żak"),
    ]
    bring_again(services, "Klient;Handlowiec;Właściciel", *rows, options=UPDATE)


def test_nobody_of_that_name_is_refused_with_column_and_value(services: Services, lead: Lead) -> None:
    rows = [("Jan", "Nikodem", None), ("Ewa", None, "Nikodem"), ("Ola", "Anna", None)]
    report = bring(services, "Klient;Handlowiec;Właściciel", *rows)
    assert counts(report) == {"rows": 3, "new": 1, "refused": 2}
    assert [(p.row, p.column, p.value) for p in report.problems] == [
        (2, "Handlowiec", "Nikodem"),
        (3, "Właściciel", "Nikodem"),
    ]
    assert "Nobody is called Nikodem" in report.problems[0].reason
    assert services.leads.get(lead.id) == lead


@pytest.mark.feature("B-47")
def test_assigning_by_a_sheet_moves_an_open_lead_on_unless_the_sheet_knows_better(
    services: Services, lead: Lead
) -> None:
    plain = (lead.id, "Anna Nowak", "Piotr Żak", 1)
    assert counts(bring(services, "Lead ID;Contact;Assignee;Version", plain))["updated"] == 1
    after = services.leads.get(lead.id)
    assert (after.stage, after.owner and after.owner.name) == ("assigned", "Piotr Żak")
    bring_again(services, "Lead ID;Contact;Assignee;Version", plain)
    second = add_lead(services, "Jan Kot")
    row = (second.id, "Jan Kot", "Piotr Żak", "Open", "Marek Manager", 1)
    headings = "Lead ID;Contact;Assignee;Lead status;Owner;Version"
    assert counts(bring(services, headings, row))["updated"] == 1
    after = services.leads.get(second.id)
    assert (after.stage, after.owner and after.owner.name) == ("open", "Marek Manager")
    bring_again(services, headings, row)


def test_leads_of_people_who_left_can_be_given_to_others(services: Services, lead: Lead) -> None:
    services.leads.edit(lead.id, {"assignee": "Marek Manager"})
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE user_account SET active = 0 WHERE id = ?", (MANAGER,))
    headings = "Lead ID;Contact;Assignee;Owner;Version"
    same = (lead.id, "Anna Nowak", "Marek Manager", "Marek Manager", 1)
    assert counts(bring(services, headings, same)) == {"rows": 1, "unchanged": 1, "linked": 1}
    row = (lead.id, "Anna Nowak", "Piotr Żak", "Marek Manager", 1)
    assert counts(bring(services, headings, row)) == {"rows": 1, "updated": 1, "linked": 1}
    after = services.leads.get(lead.id)
    assert after.assignee is not None
    assert after.owner is not None
    assert (after.assignee.name, after.owner.name) == ("Piotr Żak", "Marek Manager")
    bring_again(services, headings, row)
    assert counts(bring(services, headings, (lead.id, "Anna Nowak", "North", None, 1)))["updated"] == 1
    carried = services.leads.get(lead.id).assignee
    assert carried is not None
    assert (carried.kind.value, carried.id) == ("team", TEAM)


# ---- source, notes, sizes


@pytest.mark.feature("B-14", "B-16")
def test_the_source_of_new_leads_is_chosen_and_that_of_old_ones_stays(services: Services, lead: Lead) -> None:
    from solartui.services.import_options import ImportOptions

    chosen = ImportOptions(source=Source.COMPANY_LEADGEN)
    rows = [("Jan", None), ("Ewa", "Manual (Entities)"), ("Ola", "Targi Kraków")]
    bring(services, "Klient;Źródło", *rows, options=chosen)
    found = {item["contact"]["name"]: (item["source"], item["channel"]) for item in leads(services)}
    assert found["Jan"] == ("company_leadgen", None)
    assert found["Ewa"] == ("manual_entities", None)
    assert found["Ola"] == ("company_leadgen", "Targi Kraków")
    report = bring(services, "Lead ID;Contact;Source;Version", (lead.id, "Anna Nowak", "Company LeadGen", 1))
    assert counts(report) == {"rows": 1, "unchanged": 1, "linked": 1}
    assert reasons(report) == [(2, "Source", "The source of a lead tells how it was made and cannot be changed.")]


@pytest.mark.feature("A-20")
def test_a_note_is_added_once(services: Services, lead: Lead) -> None:
    headings = "Lead ID;Contact;Note;Version"
    row = (lead.id, "Anna Nowak", "  Dach płaski\nzadzwonić po 16  ", 1)
    assert counts(bring(services, headings, row))["updated"] == 1
    bring_again(services, headings, row)
    bring(services, "Klient;Uwagi", ("Jan", "pierwsza notatka"))
    assert kinds(services, "lead", leads(services)[1]["id"]) == ["created", "note_added"]


def test_a_long_note_is_told_as_one_that_was_typed(services: Services) -> None:
    bring(services, "Klient;Uwagi", ("Jan", "s" * 201))
    [lead] = leads(services)
    history = services.activity.of(Subject("lead", lead["id"]))
    assert [one.data["text"] for one in history if one.kind == "note_added"] == ["s" * 199 + "…"]


def test_names_that_are_joined_may_be_too_long(services: Services) -> None:
    rows = [("A" * 400, "B" * 400, "Gdów"), ("C" * 500, None, "Gdów")]
    report = bring(services, "Imię;Nazwisko;Miasto", *rows)
    assert counts(report) == {"rows": 2, "new": 1, "refused": 1}
    assert reasons(report)[0][2] == "The text is longer than 500 characters."
    assert len(leads(services)[0]["name"]) == 500
    bring_again(services, "Imię;Nazwisko;Miasto", *rows)


def test_the_energy_of_a_power_station_is_no_household(services: Services) -> None:
    report = bring(services, "Klient;Zużycie miesięczne", ("Jan", 2e9))
    assert reasons(report) == [(2, "Zużycie miesięczne", "This number is too large.")]


def test_values_that_give_way_to_others_are_not_counted(services: Services) -> None:
    headings = "Klient;Imię;Miasto;Adres;Zużycie miesięczne;Zużycie roczne;Szerokość;Długość;GPS"
    rows = [
        ("Jan Kot", "Jan", "Gdów", "Polna 1, 32-420 Gdów", 300, 3600, 50.1, 20.2, "50.1, 20.2"),
        (None, "Ola", None, "Polna 2, 32-420 Gdów", None, 1200, None, None, "50.2; 20.3"),
    ]
    report = bring(services, headings, *rows)
    assert [report.columns[heading]["values"] for heading in headings.split(";")] == [1, 1, 1, 2, 1, 1, 1, 1, 1]
    first, second = leads(services)
    # Beside a town the address still gives street and postcode.
    assert first["address"]["text"] == "Polna 1, 32-420 Gdów"
    assert second["address"]["text"] == "Polna 2, 32-420 Gdów"
    assert (second["monthly_kwh"], second["latitude"]) == (100.0, 50.2)
