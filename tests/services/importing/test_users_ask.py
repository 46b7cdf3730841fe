"""What users of neighbouring products ask for, or complain about, of spreadsheets and known contacts, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from solartui.domain.drafts import ContactDraft
from solartui.domain.errors import Refused
from solartui.domain.listing import Sort
from solartui.domain.records import Subject
from solartui.services.record_exports import ExportOptions
from tests.desk import add_contact, add_lead
from tests.services.importing.sheets import UPDATE, bring, counts, dump, leads, source

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68", "B-69")

HEADINGS = "Imię i nazwisko;E-mail;Telefon;Miejscowość;Zużycie miesięczne"


@pytest.mark.feature("C-12")
def test_users_ask_1_a_known_e_mail_updates_and_makes_no_duplicate(services: Services) -> None:
    add_lead(services, "Anna Nowak", emails=["anna@x.pl"], city="Gdów", monthly_kwh=300.0)
    row = ("anna nowak", " ANNA@X.PL ", "601 234 567", "Gdów", 450)
    assert counts(bring(services, HEADINGS, row, options=UPDATE)) == {"rows": 1, "updated": 1, "linked": 1}
    assert counts(bring(services, "E-mail;Ocena", ("anna@x.pl", 7), options=UPDATE))["updated"] == 1
    assert (len(leads(services)), services.contacts.open_list().total()) == (1, 1)
    # The same person once more, at another place and by hand: the contact is known by the same key.
    linked = bring(services, HEADINGS, ("Anna Nowak", "anna@x.pl", None, "Kraków", 100))
    assert counts(linked) == {"rows": 1, "new": 1, "linked": 1}
    with pytest.raises(Refused):
        services.contacts.create(ContactDraft(name="Ktoś", emails=("Anna@x.pl",)))


def test_users_ask_2_fifty_thousand_rows_are_no_limit(services: Services, folder: Path) -> None:
    path = folder / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Imię i nazwisko;Ocena\n")
        # All of them are read and decided; most are refused, which costs no writing.
        file.writelines(f"Osoba {number};{number}\n" for number in range(50_001))
    with services.imports.read(path) as sheet:
        assert sheet.rows == 50_001
        report = services.imports.plan(sheet)
    assert (report.rows, report.new, report.refused) == (50_001, 101, 49_900)


def test_users_ask_3_values_are_counted_and_what_was_left_alone_is_named(services: Services) -> None:
    rows = ("Ola", "ola@x.pl", None, "Gdów", 100, "x"), ("Ela", None, None, "Gdów", None, "y")
    report = bring(services, HEADINGS + ";Kolor", *rows)
    assert {name: column["values"] for name, column in report.columns.items()} == {
        "Imię i nazwisko": 2, "E-mail": 1, "Telefon": 0, "Miejscowość": 2, "Zużycie miesięczne": 1,
    }  # fmt: skip
    assert report.unmapped == ["Kolor"]


def test_users_ask_4_a_mapping_is_guessed_in_two_languages_and_remembered(services: Services) -> None:
    english = source(services, "Full name;E-mail address;Phone number;Town;Monthly use (kWh)", ("Ola",))
    assert english.guess.fields == source(services, HEADINGS, ("Ola",)).guess.fields
    mine = source(services, "Kto;Ile", ("Ola", 100)).mapped({"Kto": "contact_name", "Ile": "monthly_kwh"})
    assert counts(services.imports.apply(mine).value) == {"rows": 1, "new": 1}
    again = source(services, "KTO ; ile", ("Ela", 200))
    assert (again.remembered, counts(services.imports.plan(again))) == (True, {"rows": 1, "new": 1})


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_users_ask_5_an_export_comes_back_with_no_change(services: Services, folder: Path, ending: str) -> None:
    add_lead(services, "Anna Nowak", emails=["anna@x.pl", "a@y.pl"], phones=["601234567"], city="Gdów", score=7)
    services.exports.write(folder / f"out.{ending}", ending, ExportOptions())
    before = dump(services)
    with services.imports.read(folder / f"out.{ending}") as sheet:
        assert counts(services.imports.apply(sheet).value) == {"rows": 1, "unchanged": 1, "linked": 1}
    assert dump(services) == before


def test_users_ask_6_an_export_has_names_and_the_number_to_come_back_by(services: Services, folder: Path) -> None:
    add_lead(services, "Anna Nowak", assignee="North", partner="Dach i Spółka")
    services.exports.write(folder / "out.xlsx", "xlsx", ExportOptions())
    head, row = openpyxl.load_workbook(folder / "out.xlsx").worksheets[0].iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert [found[name] for name in ("Lead ID", "Contact", "Assignee", "Partner")] == [
        1, "Anna Nowak", "North", "Dach i Spółka"
    ]  # fmt: skip


def test_users_ask_7_an_export_is_the_list_as_it_is_shown(services: Services, folder: Path) -> None:
    for name, town in (("Ola", "Gdów"), ("Ela", "Gdów"), ("Iza", "Kraków")):
        add_lead(services, name, city=town)
    options = ExportOptions("city:gdów", Sort("name"), ("contact", "stage", "city"))
    services.exports.write(folder / "out.xlsx", "xlsx", options)
    rows = [list(row) for row in openpyxl.load_workbook(folder / "out.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert rows[0] == ["Lead ID", "Contact", "Phone", "E-mail", "Lead status", "Town"]
    assert [row[1] for row in rows[1:]] == ["Ela", "Ola"]


def test_users_ask_8_each_problem_says_row_column_value_and_reason_and_can_be_mended(
    services: Services, folder: Path
) -> None:
    rows = ("Ola", "ola(at)x.pl", "601 234 567", "Gdów", 100), ("Ela", "ela@x.pl", None, "Gdów", "dużo")
    sheet = source(services, HEADINGS, *rows)
    report = services.imports.apply(sheet).value
    assert [(p.row, p.column, p.value) for p in report.problems] == [
        (2, "E-mail", "ola(at)x.pl"), (3, "Zużycie miesięczne", "dużo"),
    ]  # fmt: skip
    services.imports.write_refused(sheet, report, folder / "mend.xlsx")
    book = openpyxl.load_workbook(folder / "mend.xlsx")
    page = book.worksheets[0]
    for place, problem in zip(("B2", "E3"), report.problems, strict=True):
        assert page[place].fill.fgColor.rgb == "FFFFC7CE"
        assert page[place].comment is not None
        assert page[place].comment.text == problem.reason
    assert page["A2"].comment is None
    page["B2"], page["E3"] = "ola@x.pl", 200
    book.save(folder / "mend.xlsx")
    with services.imports.read(folder / "mend.xlsx") as again:
        assert counts(services.imports.apply(again).value) == {"rows": 2, "new": 2}
    assert [lead["monthly_kwh"] for lead in leads(services)] == [100, 200]


def test_users_ask_9_one_undo_takes_a_whole_import_back(services: Services) -> None:
    add_lead(services, "Anna Nowak", emails=["anna@x.pl"], city="Gdów")
    before = dump(services, stamps=False)
    rows = ("Anna Nowak", "anna@x.pl", "601 234 567", "Gdów", 7), ("Ola", "ola@x.pl", None, "Gdów", 8)
    report = bring(services, HEADINGS, *rows, options=UPDATE)
    assert counts(report) == {"rows": 2, "new": 1, "updated": 1, "linked": 1}
    assert report.batch is not None
    services.undo.undo(report.batch)
    assert dump(services, stamps=False) == before


@pytest.mark.feature("C-12", "D-04", "D-05")
def test_users_ask_10_a_duplicate_is_told_however_its_number_is_written(services: Services) -> None:
    add_contact(services, "Anna Nowak", emails=("anna@x.pl",), phones=("601 234 567",))
    for draft in (
        ContactDraft(name="A", phones=("+48601234567",)),
        ContactDraft(name="A", phones=("0048 601-234-567",)),
        ContactDraft(name="A", emails=("ANNA@x.pl",)),
    ):
        assert [one.ref.id for one in services.contacts.similar(draft)] == [1], draft
    row = ("Anna Nowak", None, "601-234-567, 602 345 678", "Gdów", None)
    assert counts(bring(services, HEADINGS, row)) == {"rows": 1, "new": 1, "linked": 1}


def test_users_ask_11_merged_contacts_keep_everything_of_both(services: Services) -> None:
    one = add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
    other = add_contact(services, "A. Nowak", emails=("a@y.pl",))
    add_lead(services, contact_id=other.id, city="Gdów")
    services.notes.add(Subject("contact", other.id), "dzwonić po 17")
    kept = services.merging.merge(one.id, other.id).value
    assert [email.address for email in kept.emails] == ["anna@x.pl", "a@y.pl"]
    assert len(kept.leads) == 1
    assert [note.body for note in services.notes.of(Subject("contact", one.id))] == ["dzwonić po 17"]


def test_users_ask_12_a_merge_shows_every_choice_before_and_can_be_undone(services: Services) -> None:
    one, other = add_contact(services, "Anna Nowak"), add_contact(services, "A. Nowak-Lis")
    before = dump(services, stamps=False)
    (choice,) = services.merging.plan(one.id, other.id).choices
    assert (choice.field, choice.kept, choice.other) == ("name", "Anna Nowak", "A. Nowak-Lis")
    merged = services.merging.merge(one.id, other.id, take={"name": True})
    assert merged.value.name == "A. Nowak-Lis"
    assert merged.change_id is not None
    services.undo.undo(merged.change_id)
    assert dump(services, stamps=False) == before


def test_users_ask_13_converting_makes_no_second_contact(services: Services) -> None:
    lead = add_lead(services, "Anna Nowak", emails=["anna@x.pl"], city="Gdów", street="Lipowa 8")
    project = services.conversion.convert(lead.id).value
    services.conversion.convert(lead.id, "Drugi dach")
    assert services.contacts.open_list().total() == 1
    assert [contact.id for contact in project.contacts] == [lead.contact.id]
