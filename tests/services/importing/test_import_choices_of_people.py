"""What a person decides about a sheet: keys and policies, words, corrected cells, rows left out, own fields, target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.importing.policies import Key, OnDuplicate
from solartui.services.import_options import ImportOptions
from solartui.services.import_report import Group
from solartui.services.import_source import ImportSource, Target
from tests.desk import add_contact, add_lead
from tests.services.importing.sheets import UPDATE, bring, bring_again, counts, dump, leads, reasons, source, table

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68")

WHO = "Imię i nazwisko;E-mail;Telefon;Ulica;Miasto"
CRM = "External ID;Imię i nazwisko;E-mail;Ocena"


def aimed(services: Services, headings: str, *rows: tuple[object, ...]) -> ImportSource:
    """A sheet of contacts."""
    return services.imports.aimed(source(services, headings, *rows), Target.CONTACTS)


def addresses(services: Services, number: int) -> tuple[str, ...]:
    """The e-mail addresses of a contact."""
    return tuple(email.address for email in services.contacts.get(number).emails)


# ---- by what others call it


def test_a_second_import_finds_a_lead_by_what_another_program_calls_it(services: Services) -> None:
    first = bring(services, CRM, ("A-1", "Anna Nowak", "anna@x.pl", 5), (1002.0, "Jan Kot", "jan@x.pl", 6))
    assert counts(first) == {"rows": 2, "new": 2}
    rows = ("A-1", "Anna Nowak-Lis", "anna@x.pl", 9), ("1002", "Jan Kot", "jan@x.pl", 6)
    assert counts(bring(services, CRM, *rows)) == {"rows": 2, "updated": 1, "unchanged": 1, "linked": 2}
    bring_again(services, CRM, *rows)
    one, two = leads(services)
    assert (one["external_id"], one["score"], one["contact"]["name"]) == ("A-1", 9, "Anna Nowak")
    assert two["external_id"] == "1002"
    assert counts(bring(services, CRM, *rows, options=UPDATE)) == {"rows": 2, "updated": 1, "unchanged": 1, "linked": 2}
    assert leads(services)[0]["contact"]["name"] == "Anna Nowak-Lis"


def test_a_second_import_leaves_alone_what_the_first_one_left_alone(services: Services) -> None:
    known = aimed(services, PEOPLE, ("Anna Nowak", "Dach sp. z o.o.", "anna@x.pl"))
    services.imports.apply(known)
    headings, row = "Record ID;Klient;Firma;E-mail", ("77", "Ania Nowak", "HubSpot", "anna@x.pl")
    assert counts(bring(services, headings, row)) == {"rows": 1, "new": 1, "linked": 1}
    bring_again(services, headings, row)
    services.undo.undo()
    alone = aimed(services, headings, row)
    assert counts(services.imports.apply(alone).value) == {"rows": 1, "updated": 1, "linked": 1}
    assert counts(services.imports.apply(alone).value) == {"rows": 1, "unchanged": 1, "linked": 1}
    anna = services.contacts.get(2)
    assert (anna.name, anna.company_name) == ("Anna Nowak", "Dach sp. z o.o.")


def test_somebody_else_of_the_same_number_elsewhere_is_refused_unless_the_number_is_trusted(services: Services) -> None:
    bring(services, CRM, ("A-1", "Anna Nowak", "anna@x.pl", 5))
    other = ("A-1", "Jan Kot", "jan@x.pl", 6)
    report = bring(services, CRM, other)
    assert counts(report) == {"rows": 1, "refused": 1}
    assert "the row is about somebody else" in report.problems[0].reason
    trusted = ImportOptions(by_key={Key.EXTERNAL: OnDuplicate.UPDATE})
    assert counts(bring(services, CRM, other, options=trusted)) == {"rows": 1, "updated": 1, "linked": 1}


def test_two_numbers_elsewhere_are_two_leads_even_at_one_place(services: Services) -> None:
    headings = CRM + ";Ulica;Miasto"
    rows = [(name, "Anna Nowak", "anna@x.pl", 5, "Lipowa 8", "Kraków") for name in ("A-1", "A-2")]
    assert counts(bring(services, headings, *rows)) == {"rows": 2, "new": 2, "linked": 1}
    bring_again(services, headings, *rows)
    assert counts(bring(services, headings, rows[0], rows[0])) == {"rows": 2, "unchanged": 2, "linked": 2}


# ---- policies


@pytest.mark.parametrize(
    ("key", "row"),
    [
        (Key.EMAIL, ("Anna Nowak", "anna@x.pl", None, "Polna 1", "Gdów")),
        (Key.PHONE, ("Anna Nowak", None, "601234567", "Polna 1", "Gdów")),
    ],
)
def test_each_key_has_a_policy_of_its_own(services: Services, key: Key, row: tuple[object, ...]) -> None:
    add_lead(services, "Anna Nowak", emails=["anna@x.pl"], phones=["601234567"], street="Lipowa 8", city="Kraków")
    skip = ImportOptions(by_key={key: OnDuplicate.SKIP})
    report = bring(services, WHO, row, options=skip)
    assert counts(report) == {"rows": 1, "skipped": 1, "linked": 1}
    assert reasons(report)[0][2] == "Anna Nowak is known already as contact 1."
    other = Key.PHONE if key is Key.EMAIL else Key.EMAIL
    linked = bring(services, WHO, row, options=ImportOptions(by_key={other: OnDuplicate.SKIP}))
    assert counts(linked) == {"rows": 1, "new": 1, "linked": 1}


def test_name_and_address_have_a_policy_too(services: Services) -> None:
    add_lead(services, "Anna Nowak", street="Lipowa 8", city="Kraków", score=1)
    row = ("Anna Nowak", "Lipowa 8", "Kraków", 9)
    headings = "Imię i nazwisko;Ulica;Miasto;Ocena"
    left = bring(services, headings, row, options=ImportOptions(by_key={Key.PLACE: OnDuplicate.SKIP}))
    assert counts(left) == {"rows": 1, "skipped": 1, "linked": 1}
    taken = bring(services, headings, row, options=ImportOptions(by_key={Key.PLACE: OnDuplicate.UPDATE}))
    assert counts(taken) == {"rows": 1, "updated": 1, "linked": 1}


def test_update_means_the_only_lead_of_whoever_is_known_by_e_mail(services: Services) -> None:
    add_lead(services, "Anna Nowak", emails=["anna@x.pl"], name="Dom Anny", street="Lipowa 8", city="Kraków")
    headings, row = "E-mail;Ocena;Telefon", ("ANNA@x.pl", 7, "601 234 567")
    assert counts(bring(services, headings, row, options=UPDATE)) == {"rows": 1, "updated": 1, "linked": 1}
    assert (leads(services)[0]["score"], len(leads(services))) == (7, 1)
    add_lead(services, contact_id=1, name="Stodoła")
    report = bring(services, headings, ("anna@x.pl", 8, None), options=UPDATE)
    assert counts(report) == {"rows": 1, "skipped": 1, "linked": 1}
    assert "2 leads" in report.problems[0].reason


# ---- words, corrections, rows left out


def test_words_of_the_sheet_mean_ours_and_are_remembered(services: Services) -> None:
    headings = "Imię i nazwisko;Typ obiektu;Handlowiec;Pompa ciepła"
    rows = ("Ola", "willa", "pani Ania", "raczej tak"), ("Ela", "WILLA ", "nikt", "nie wiadomo")
    assert counts(bring(services, headings, *rows)) == {"rows": 2, "refused": 2}
    options = ImportOptions()
    for key, text, word in (
        ("type", "willa", "residential"), ("assignee", "Pani Ania", "Anna Nowak"), ("assignee", "nikt", ""),
        ("heat_pump", "raczej tak", "tak"), ("heat_pump", "nie wiadomo", ""),
    ):  # fmt: skip
        options = options.meaning(key, text, word)
    assert counts(bring(services, headings, *rows, options=options)) == {"rows": 2, "new": 2}
    one, two = leads(services)
    assert (one["type"], one["assignee"]["name"], one["heat_pump"]) == ("residential", "Anna Nowak", True)
    assert (two["assignee"], two["heat_pump"]) == (None, False)
    again = source(services, headings, ("Iza", "willa", "nikt", None))
    usual = services.imports.usual_options(again)
    assert usual.words == options.words
    assert counts(services.imports.apply(again, usual).value) == {"rows": 1, "new": 1}


def test_a_cell_is_corrected_on_the_spot_and_a_row_left_out(services: Services) -> None:
    sheet = source(services, WHO, ("Ola", "ola(at)x.pl"), ("Ela", "ela@x.pl"), ("Iza",), ("Ola", "ela@x.pl"))
    assert services.imports.plan(sheet).refused == 1
    options = ImportOptions().corrected((2, 1), "ola@x.pl").corrected((4, 4), "Gdów").excluding(5)
    report = services.imports.apply(sheet, options).value
    assert counts(report) == {"rows": 4, "new": 3, "skipped": 1}
    assert reasons(report) == [(5, "", "Left out by hand.")]
    assert [lead["contact"]["emails"] for lead in leads(services)] == [["ola@x.pl"], ["ela@x.pl"], []]
    assert leads(services)[2]["address"]["city"] == "Gdów"
    assert options.excluding(5).excluded == frozenset()


def test_the_report_knows_the_rows_of_each_group(services: Services) -> None:
    add_lead(services, "Anna Nowak", emails=["anna@x.pl"], city="Kraków", name="Dom")
    headings = WHO + ";Lead name"
    rows = (
        ("Anna Nowak", "anna@x.pl", None, "Polna 1", "Gdów"), ("Ola", "ola@x.pl"), ("Ela", "ela"),
        ("Anna Nowak", "anna@x.pl", "601234567", None, "Kraków", "Dom"),
    )  # fmt: skip
    report = services.imports.plan(source(services, headings, *rows), UPDATE)
    assert {group: list(numbers) for group, numbers in report.groups.items()} == {
        Group.LINKED: [2], Group.NEW: [3], Group.REFUSED: [4], Group.UPDATED: [5],
    }  # fmt: skip
    assert report.changed[5].keys() == {"phone"}


# ---- fields of the desk's own


def test_unknown_columns_become_fields_of_the_desk_and_one_undo_takes_all_back(services: Services) -> None:
    headings = "Imię i nazwisko;E-mail;Pokrycie dachu;Nr działki"
    rows = ("Ola", "ola@x.pl", "dachówka", 12), ("Ela", "ela@x.pl", None, None)
    before = dump(services)
    plain = source(services, headings, *rows)
    assert plain.left_alone == ("Pokrycie dachu", "Nr działki")
    sheet = plain.keeping_all()
    plan = services.imports.plan(sheet)
    assert plan.columns["Pokrycie dachu"] == {"field": "custom.pokrycie_dachu", "values": 1}
    assert services.fields.of("lead") == ()
    done = services.imports.apply(sheet)
    assert done.value.columns == plan.columns
    assert [field.label for field in services.fields.of("lead")] == ["Pokrycie dachu", "Nr działki"]
    values = {"pokrycie_dachu": "dachówka", "nr_dzialki": "12"}
    assert services.fields.values("lead", [1, 2]) == {1: values}
    # The next sheet of this shape knows the fields.
    again = source(services, headings, ("Ola", "ola@x.pl", "blacha", 12), rows[1])
    assert again.left_alone == ()
    assert counts(services.imports.apply(again, UPDATE).value) == {"rows": 2, "updated": 1, "unchanged": 1, "linked": 2}
    assert services.fields.values("lead", [1])[1]["pokrycie_dachu"] == "blacha"
    services.undo.undo()
    assert services.fields.values("lead", [1, 2]) == {1: values}
    assert done.change_id is not None
    services.undo.undo(done.change_id)
    assert dump(services) == before
    assert services.fields.of("lead") == ()
    # What was remembered of them is honest about that.
    assert source(services, headings, *rows).left_alone == plain.left_alone


def test_headings_that_a_field_is_called_by_carry_it(services: Services) -> None:
    services.fields.add("lead", "Rodzaj dachu", "choice", choices=("płaski", "skośny"))
    services.fields.add("lead", "Data audytu", "date")
    services.fields.add("lead", "Zabytek", "yes_no")
    headings = "Imię i nazwisko;RODZAJ DACHU;data audytu;Zabytek"
    report = bring(services, headings, ("Ola", "Płaski", "2026-03-04", "tak"), ("Ela", "okrągły", None, None))
    assert counts(report) == {"rows": 2, "new": 1, "refused": 1}
    assert report.problems[0].column == "RODZAJ DACHU"
    values = services.fields.values("lead", [1])[1]
    assert values == {"rodzaj_dachu": "płaski", "data_audytu": "2026-03-04", "zabytek": True}


def test_own_numbers_and_days_go_by_their_column(services: Services) -> None:
    services.fields.add("lead", "Oferta", "number")
    services.fields.add("lead", "Montaż", "date")
    headings = "Imię i nazwisko;Oferta;Montaż"
    rows = ("Ola", "45.000", "05/13/2026"), ("Ela", "12.500", "05/06/2026"), ("Iza", "1.250.000,50", 46143.0)
    sheet = source(services, headings, *rows, ("Ada", None, "0000-00-00"))
    assert services.imports.doubtful(sheet) == {}
    services.imports.apply(sheet)
    found = services.fields.values("lead", [1, 2, 3])
    assert [found[lead]["oferta"] for lead in (1, 2, 3)] == [45_000.0, 12_500.0, 1_250_000.5]
    assert [found[lead]["montaz"] for lead in (1, 2, 3)] == ["2026-05-13", "2026-05-06", "2026-05-01"]
    assert services.imports.doubtful(source(services, headings, *rows[:2])) == {"Oferta": ","}


# ---- contacts alone


PEOPLE = "Imię i nazwisko;Firma;E-mail;Telefon"


def test_contacts_alone_come_in_without_leads(services: Services) -> None:
    rows = (
        ("Anna Nowak", None, "anna@x.pl, a@y.pl", "601 234 567"), (None, "Dach sp. z o.o.", "biuro@dach.pl", None),
        ("Jan Kot", "Dach sp. z o.o.", None, "602 345 678"), (None, None, None, None, "x"),
    )  # fmt: skip
    sheet = aimed(services, PEOPLE + ";Miasto", *rows)
    assert sheet.left_alone == ("Miasto",)
    plan, done = services.imports.plan(sheet), services.imports.apply(sheet)
    assert counts(plan) == counts(done.value) == {"rows": 4, "new": 3, "refused": 1}
    assert plan.columns == done.value.columns
    assert leads(services) == []
    anna, firm, jan = (services.contacts.get(number) for number in (1, 2, 3))
    assert addresses(services, 1) == ("anna@x.pl", "a@y.pl")
    assert [phone.e164 for phone in anna.phones] == ["+48601234567"]
    assert (firm.kind, jan.company_id) == ("company", 2)
    again = services.imports.apply(aimed(services, PEOPLE, *rows[:3])).value
    assert (counts(again), again.batch) == ({"rows": 3, "unchanged": 3, "linked": 3}, None)
    services.undo.undo(done.change_id)
    assert services.contacts.open_list().total() == 0


@pytest.mark.parametrize(
    ("policy", "expected", "name"),
    [
        (OnDuplicate.LINK, {"rows": 2, "updated": 1, "unchanged": 1, "linked": 2}, "Anna Nowak"),
        (OnDuplicate.UPDATE, {"rows": 2, "updated": 2, "linked": 2}, "Anna Nowak-Lis"),
        (OnDuplicate.SKIP, {"rows": 2, "skipped": 2, "linked": 2}, "Anna Nowak"),
    ],
)
def test_known_contacts_go_by_the_policy(
    services: Services, policy: OnDuplicate, expected: dict[str, int], name: str
) -> None:
    add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
    add_contact(services, "Jan Kot", phones=("601234567",))
    rows = ("Anna Nowak-Lis", None, "anna@x.pl", None), ("Jan Kot", None, "jan@x.pl", "+48 601 234 567")
    options = ImportOptions(policy)
    report = services.imports.apply(aimed(services, PEOPLE, *rows), options).value
    assert counts(report) == expected
    assert services.contacts.get(1).name == name
    assert addresses(services, 2) == (() if policy is OnDuplicate.SKIP else ("jan@x.pl",))
    again = services.imports.apply(aimed(services, PEOPLE, *rows), options).value
    assert (again.new, again.updated) == (0, 0)


@pytest.mark.feature("C-12")
def test_no_second_contact_is_made_of_known_information(services: Services) -> None:
    add_contact(services, "Anna Nowak", emails=("anna@x.pl",), phones=("601234567",))
    rows = ("Ktoś Inny", None, "ANNA@X.PL", None), ("anna nowak", None, None, "0048601234567"), ("Anna Nowak",)
    services.imports.apply(aimed(services, PEOPLE, *rows))
    services.imports.apply(source(services, PEOPLE + ";Miasto", *rows[:2]))
    assert services.contacts.open_list().total() == 1


def test_contacts_are_known_by_what_others_call_them(services: Services) -> None:
    headings = "External ID;" + PEOPLE
    one = services.imports.apply(aimed(services, headings, ("K-1", "Anna Nowak", None, "anna@x.pl"))).value
    assert counts(one) == {"rows": 1, "new": 1}
    lis = aimed(services, headings, ("K-1", "Anna Lis", None, "lis@x.pl"))
    two = services.imports.apply(lis).value
    assert counts(two) == {"rows": 1, "updated": 1, "linked": 1}
    assert (services.contacts.get(1).name, addresses(services, 1)) == ("Anna Nowak", ("anna@x.pl", "lis@x.pl"))
    assert counts(services.imports.apply(lis, UPDATE).value) == {"rows": 1, "updated": 1, "linked": 1}
    assert (services.contacts.get(1).name, addresses(services, 1)) == ("Anna Lis", ("anna@x.pl", "lis@x.pl"))


def test_a_contact_cannot_carry_a_field_of_leads(services: Services, folder: Path) -> None:
    from solartui.domain.errors import Invalid

    sheet = aimed(services, PEOPLE, ("Anna Nowak",))
    with pytest.raises(Invalid, match="score"):
        sheet.mapped({"Firma": "score"})
    assert services.imports.understand(table(["Contact ID", "Contact", "E-mail"], [1, "x", None])).target == "contacts"
