"""Contacts that were exported come back with no change at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from solartui import i18n
from solartui.domain.records import Subject
from solartui.services.import_source import Target
from tests.desk import add_contact, add_lead
from tests.services.importing.sheets import counts, dump, source
from tests.services.importing.test_export_comes_back import fresh_desk

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68", "B-69")

NAMES = st.sampled_from(["Anna Nowak", "=1+1", "Żółć", "Jan Kot", "-", "007", "a;b", "'x"])
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
        services.contact_exports.write(file, "xlsx", "jan")
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
