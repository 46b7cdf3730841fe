"""Contacts that were exported come back with no change at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from solartui import i18n
from solartui.domain.errors import Invalid
from solartui.domain.records import Subject
from solartui.screens.contacts.columns import contact_columns
from solartui.services.import_source import ImportSource, Target
from solartui.services.imports import field_labels
from solartui.services.record_exports import ExportOptions
from tests.desk import add_contact, add_lead
from tests.services.importing.sheets import UPDATE, counts, dump, source
from tests.services.importing.test_export_comes_back import fresh_desk

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68", "B-69")

NAMES = st.sampled_from(["Anna Nowak", "=1+1", "Żółć", "Jan Kot", "-", "007", "a;b", "'x", "#N/A"])
QUICK = settings(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@QUICK
@given(
    people=st.lists(
        st.tuples(NAMES, st.booleans(), st.sampled_from([None, "+48 601 234 567", "0412 345 678"]), st.booleans()),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_any_contact_comes_back_as_it_is(
    template: Path, language: str, ending: str, people: list[tuple[str, bool, str | None, bool]]
) -> None:
    i18n.use_language(language)
    try:
        with fresh_desk(template) as (services, folder):
            firm = add_contact(services, "Dach sp. z o.o.", kind="company")
            services.fields.add("contact", "Dzielnica")
            for number, (name, company, phone, wired) in enumerate(people):
                emails = (f"osoba{number}@x.pl", f"o{number}@y.pl") if wired else ()
                contact = add_contact(services, name, kind="company" if company else "person", emails=emails,
                                      phones=(phone,) if phone else ())  # fmt: skip
                if not company:
                    services.contacts.edit(contact.id, {"company_id": firm.id, "custom": {"dzielnica": "Śródmieście"}})
            file = folder / f"contacts.{ending}"
            before = dump(services)
            written = services.contact_exports.write(file, ending)
            assert written.rows == len(people) + 1
            with services.imports.read(file) as source:
                assert source.target == "contacts"
                report = services.imports.apply(source).value
            assert report.problems == []
            assert counts(report) == {"rows": written.rows, "unchanged": written.rows, "linked": written.rows}
            assert dump(services) == before
            assert services.fields.of_record(Subject("contact", firm.id)) == {}
    finally:
        i18n.use_language("en")


def test_an_edited_export_changes_what_was_edited(template: Path) -> None:
    with fresh_desk(template) as (services, folder):
        add_lead(services, "Anna Nowak", emails=["anna@x.pl"])
        add_contact(services, "Jan Kot", phones=("601234567",))
        file = folder / "contacts.xlsx"
        services.contact_exports.write(file, "xlsx", ExportOptions("jan"))
        book = openpyxl.load_workbook(file)
        row = [cell.value for cell in book.worksheets[0][2]]
        assert row[:3] == [2, "Jan Kot", "Person"]
        book.worksheets[0]["B2"] = "Jan Kot-Lis"
        book.save(file)
        with services.imports.read(file) as source:
            report = services.imports.apply(source).value
        assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}
        assert services.contacts.get(2).name == "Jan Kot-Lis"
        assert len(list(services.leads.open_list().ids())) == 1


def test_a_name_that_several_have_is_that_of_whom_no_more_is_known(services: Services) -> None:
    for number in range(2):
        add_contact(services, "Żółć", emails=(f"z{number}@x.pl",))
    sheet = services.imports.aimed(source(services, "Klient", ("Żółć",)), Target.CONTACTS)
    first = services.imports.apply(sheet).value
    assert counts(first) == {"rows": 1, "new": 1}
    add_contact(services, "Żółć", phones=("601 234 567",))
    again = services.imports.apply(sheet).value
    assert counts(again) == {"rows": 1, "unchanged": 1, "linked": 1}


PERSON = {"middle_name": "Maria", "gender": "female", "birth_date": "1950-05-17", "passport": "AB1234567"}


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_details_of_a_person_go_out_masked_and_come_back(template: Path, language: str, ending: str) -> None:
    i18n.use_language(language)
    with fresh_desk(template) as (services, folder):
        anna = add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
        services.contacts.edit(anna.id, PERSON)
        before = dump(services)
        file = folder / f"contacts.{ending}"
        services.contact_exports.write(file, ending)
        assert b"AB1234567" not in file.read_bytes()
        if ending == "json":
            assert '"birth_date": "1950-05-17"' in file.read_text(encoding="utf-8")
            return
        with services.imports.read(file) as sheet:
            assert sheet.target == "contacts"
            report = services.imports.apply(sheet).value
        assert counts(report) == {"rows": 1, "unchanged": 1, "linked": 1}
        assert dump(services) == before
        assert services.contacts.secrets(anna.id).passport == "AB1234567"


def test_columns_of_the_list_go_out_and_come_back(template: Path) -> None:
    with fresh_desk(template) as (services, folder):
        lead = add_lead(services, "Anna Nowak", emails=["anna@x.pl"], phones=["601234567"])
        services.conversion.convert(add_lead(services, contact_id=lead.contact.id, city="Łódź", country="PL").id)
        services.fields.add("contact", "Dzielnica")
        keys = [column.key for column in contact_columns(lambda: datetime.now(UTC))]
        before = dump(services)
        for columns in (keys, ["custom.dzielnica", "phone"]):
            services.contact_exports.write(folder / "out.csv", "csv", ExportOptions(columns=columns))
            with services.imports.read(folder / "out.csv") as sheet:
                asked = services.imports.aimed(sheet, Target.CONTACTS)
                assert counts(services.imports.apply(asked, UPDATE).value) == {"rows": 1, "unchanged": 1, "linked": 1}
        assert dump(services) == before
        services.contact_exports.write(
            folder / "out.json", "json", ExportOptions(columns=("projects", "leads", "origin", "id"))
        )
        (row,) = json.loads((folder / "out.json").read_text(encoding="utf-8"))
        assert row == {"contact_id": 1, "projects": "Anna Nowak – Łódź", "leads": 2, "origin": "manual"}
        with pytest.raises(Invalid, match="no column secret"):
            services.contact_exports.write(folder / "out.csv", "csv", ExportOptions(columns=("secret",)))


HEADINGS = "Klient;E-mail;Drugie imię;Płeć;Data urodzenia"


def _contacts(services: Services, *rows: tuple[object, ...], headings: str = HEADINGS) -> ImportSource:
    return services.imports.aimed(source(services, headings, *rows), Target.CONTACTS)


def test_details_are_brought_and_taken_back(services: Services) -> None:
    rows = ("Anna Nowak", "anna@x.pl", "Maria", "K", "17.05.1950"), ("Jan Kot", "jan@x.pl", None, "mężczyzna", 18400)
    sheet = _contacts(services, *rows)
    report = services.imports.apply(sheet).value
    assert counts(report) == {"rows": 2, "new": 2}
    assert {heading: one["values"] for heading, one in report.columns.items()}["Płeć"] == 2
    anna, jan = (services.contacts.find(name)[0].id for name in ("Anna", "Jan"))
    found = services.contacts.get(anna).details
    assert (found.middle_name, found.gender, found.birth_date) == ("Maria", "female", "1950-05-17")
    assert services.contacts.get(jan).details.birth_date == "1950-05-17"
    assert counts(services.imports.apply(sheet).value) == {"rows": 2, "unchanged": 2, "linked": 2}
    services.undo.undo()
    assert services.contacts.open_list("").count() == 0


def test_what_is_not_known_of_somebody_is_filled_in_and_the_rest_on_demand(services: Services) -> None:
    anna = add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
    services.contacts.edit(anna.id, {"middle_name": "Ewa"})
    sheet = _contacts(services, ("Anna Nowak", "anna@x.pl", "Maria", "K", "1950-05-17"))
    services.imports.apply(sheet)
    found = services.contacts.get(anna.id).details
    assert (found.middle_name, found.gender, found.birth_date) == ("Ewa", "female", "1950-05-17")
    services.imports.apply(sheet, UPDATE)
    assert services.contacts.get(anna.id).details.middle_name == "Maria"
    services.undo.undo()
    assert services.contacts.get(anna.id).details.middle_name == "Ewa"


@pytest.mark.parametrize(
    ("birthday", "gender", "reason"),
    [("2150-01-01", "K", "future"), ("wczoraj", "K", "is not a date"), ("1850-01-01", "K", "cannot be meant"),
     ("1950-05-17", "robot", "is none of")],
)  # fmt: skip
def test_details_that_cannot_be_are_refused_with_their_reason(
    services: Services, birthday: str, gender: str, reason: str
) -> None:
    report = services.imports.plan(_contacts(services, ("Anna", "anna@x.pl", None, gender, birthday)))
    assert report.refused == 1
    assert reason in report.problems[0].reason


def test_leads_have_no_details_of_a_person(services: Services) -> None:
    sheet = source(services, HEADINGS, ("Anna", "anna@x.pl", "Maria", "K", "1950-05-17"))
    assert sheet.target is Target.LEADS
    assert sheet.left_alone == ("Drugie imię", "Płeć", "Data urodzenia")
    with pytest.raises(Invalid, match="as contacts"):
        sheet.mapped({"Płeć": "gender"})
    assert "gender" in field_labels(Target.CONTACTS)
    assert "gender" not in field_labels(Target.LEADS)
