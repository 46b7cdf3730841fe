"""What was exported comes back with no change at all: every field, both kinds of files, both languages."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from solartui import i18n
from solartui.bootstrap import open_services
from solartui.domain.contact_points import parse_phone
from solartui.domain.drafts import ContactDraft, LeadDraft
from solartui.domain.errors import SolarError
from solartui.domain.importing.fields import BY_KEY, FIELDS
from solartui.domain.records import Subject
from solartui.domain.text import clean
from solartui.services.record_exports import ExportOptions
from tests.conftest import Clock
from tests.desk import add_contact, add_lead
from tests.services.importing.sheets import UPDATE, counts, dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.container import Services
    from solartui.services.import_report import ImportReport

pytestmark = pytest.mark.feature("B-69", "B-10", "B-13", "B-68")

HOSTILE = [
    "=1+1", "+48", "-5", "@x", "'quoted", "''=x", "5/7", "007", "1e5", "1,5", "tak", "TRUE", "[/]", "a\tb", "_x000D_",
    '"a";b', "Żółć", "ulica; miasto", "n/a", "-", "?", "2024-05-06", "12.5", "Ω≈ç√", "\u202ezlo",
    "\U0001f469\u200d\U0001f467", "a\u0301",
    "#N/A", "'#REF!", "#FORMULA?", "#12", "＝1+1", "=cmd|'/c calc'!A0",
]  # fmt: skip


def texts(longest: int) -> st.SearchStrategy[str | None]:
    """Texts as people, and worse, may enter them."""
    free = st.text(max_size=longest)
    return st.one_of(st.none(), st.sampled_from(HOSTILE), free).filter(lambda text: text is None or bool(clean(text)))


PLACES = st.one_of(
    st.none(), st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))
).filter(lambda place: place != (0, 0))
MOMENTS = st.one_of(st.none(), st.datetimes(datetime(1971, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
KWH = st.one_of(st.none(), st.floats(0, 1e9, allow_nan=False), st.integers(0, 10**6).map(lambda n: n / 1000))
PHONES = st.one_of(
    st.from_regex(r"\+?[0-9]{5,12}", fullmatch=True),
    st.sampled_from(
        ["601 234 567", "22/123 45 67", "0412 345 678", "+61 412 345 678", "601234567 wew. 12", "(02) 9999 1234",
         "601234567, 602345678", "601 lub 602 333 444", "12 345 67 89 w. 3"]
    ),
)  # fmt: skip
LEADS = st.fixed_dictionaries(
    {
        "contact": texts(30),
        "kind": st.sampled_from(["person", "company"]),
        "employer": st.one_of(st.none(), st.sampled_from(["Dach Sp. z o.o.", "Jan Kot"])),
        "emails": st.lists(st.emails(), max_size=2),
        "phones": st.lists(PHONES, max_size=2),
        "name": texts(40),
        "street": texts(20),
        "postcode": st.one_of(texts(8), st.sampled_from(["02677", "02-677", "2677", "00950", "0800"])),
        "city": texts(15),
        "region": texts(15),
        "country": st.sampled_from([None, "PL", "AU", "DE", "US", "XK", "zz"]),
        "channel": texts(20),
        "place": PLACES,
        "monthly_kwh": KWH,
        "consumption": st.one_of(st.none(), st.lists(KWH, min_size=12, max_size=12)),
        "type": st.sampled_from(["residential", "commercial", "industrial", "agricultural"]),
        "grid_connection": st.sampled_from(["on_grid", "off_grid", "zero_injection"]),
        "panel": st.booleans(),
        "battery": st.booleans(),
        "heat_pump": st.booleans(),
        "score": st.one_of(st.none(), st.integers(0, 100)),
        "last_contacted": MOMENTS,
        "next_follow_up": MOMENTS,
        "follow_up_note": texts(40),
        "stage": st.sampled_from(["open", "contacted", "assigned", "site_visit", "lost", "closed", "converted"]),
        "reason": texts(20),
        "external_id": texts(12),
        "partner": st.sampled_from([None, "Dach i Spółka"]),
        "assignee": st.sampled_from([None, "Anna Nowak", "Piotr Żak", "Kraków", "North", "Dach i Spółka"]),
        "owner": st.sampled_from([None, "Anna Nowak", "Marek Manager"]),
        "note": texts(200),
        "archived": st.booleans(),
    }
)


@contextmanager
def fresh_desk(template: Path) -> Iterator[tuple[Services, Path]]:
    """A desk of its own."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / "desk.db"
        shutil.copy(template, path)
        services = open_services(str(path), clock=Clock())
        try:
            yield services, Path(folder)
        finally:
            services.close()


def enter(services: Services, given: dict[str, Any]) -> None:
    """Put a lead on the desk as forms and actions would; what they refuse is left out."""
    draft = ContactDraft(name=given["contact"], kind=given["kind"], phones=tuple(_sound(given["phones"])))
    lead_id = services.leads.create(LeadDraft(new_contact=draft if draft.name else ContactDraft(name="?!"))).value.id
    for key, value in given.items():
        values: dict[str, Any] = {}
        if key == "place" and value:
            values = {"latitude": value[0], "longitude": value[1]}
        elif (key in BY_KEY and key not in {"stage", "company"}) or key == "consumption":
            values = {key: value}
        if values:
            _attempt(services.leads.edit, lead_id, values)
    contact = services.leads.get(lead_id).contact.id
    _attempt(services.contacts.edit, contact, {"emails": tuple(given["emails"])})
    if given["employer"] and given["kind"] == "person":
        found = services.contacts.find(given["employer"], 1)
        company = found[0].id if found else add_contact(services, given["employer"], kind="company").id
        _attempt(services.contacts.edit, contact, {"company_id": company})
    if given["note"]:
        _attempt(services.notes.add, Subject("lead", lead_id), given["note"])
    _attempt(services.lead_actions.move, [lead_id], given["stage"], given["reason"])
    if given["stage"] == "converted":
        with services.store.begin(services.actor) as work:
            query = "UPDATE lead SET stage = 'converted', converted_at = updated_at WHERE id = ?"
            work.raw.execute(query, (lead_id,))
    if given["archived"]:
        services.lead_actions.archive([lead_id])


def _sound(phones: list[str]) -> Iterator[str]:
    for phone in phones:
        try:
            parse_phone(phone)
        except SolarError:
            continue
        yield phone


def _attempt(call: Any, *args: Any) -> None:
    with suppress(SolarError):
        call(*args)


def comes_back(services: Services, file: Path, columns: tuple[str, ...] = ()) -> ImportReport:
    """Export everything to a file and import that; the report of the import."""
    before = dump(services)
    services.exports.write(file, file.suffix[1:], ExportOptions("archived:any", columns=columns))
    with services.imports.read(file) as source:
        report = services.imports.apply(source).value
    assert report.problems == []
    changed = "\n".join(unified_diff(before.splitlines(), dump(services).splitlines(), n=2))
    assert not changed, changed
    return report


def all_come_back(template: Path, language: str, ending: str, leads: list[dict[str, Any]]) -> None:
    """Enter leads, export and import them: nothing is changed, nothing is refused."""
    i18n.use_language(language)
    try:
        with fresh_desk(template) as (services, folder):
            for lead in leads:
                enter(services, lead)
            report = comes_back(services, folder / f"out.{ending}")
            assert report.problems == []
            assert counts(report) == {"rows": len(leads), "unchanged": len(leads), "linked": len(leads)}
    finally:
        i18n.use_language("en")


# Shrinking would take minutes; a failure shows the leads anyway.
QUICK = settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
languages = pytest.mark.parametrize("language", ["en", "pl"])
endings = pytest.mark.parametrize("ending", ["xlsx", "csv"])


@languages
@endings
@QUICK
@given(leads=st.lists(LEADS, min_size=1, max_size=8))
def test_any_lead_comes_back_as_it_is(template: Path, language: str, ending: str, leads: list[dict[str, Any]]) -> None:
    all_come_back(template, language, ending, leads)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@languages
@endings
@settings(QUICK, max_examples=300)
@given(leads=st.lists(LEADS, min_size=1, max_size=8))
def test_very_many_leads_come_back(template: Path, language: str, ending: str, leads: list[dict[str, Any]]) -> None:
    all_come_back(template, language, ending, leads)


@languages
@endings
def test_what_is_hard_to_bring_back(services: Services, folder: Path, language: str, ending: str) -> None:
    company = add_contact(services, "Jan Kot", kind="company")
    person = add_contact(services, "?", emails=("a|b@x.pl", "x/y@x.pl"), phones=("601 lub 602 333 444",))
    services.contacts.edit(person.id, {"company_id": company.id})
    namesake = add_contact(services, "Jan Kot", phones=("601234567, 602345678",))
    services.contacts.edit(namesake.id, {"company_id": company.id})
    add_lead(services, contact_id=person.id, country="AU", postcode="02677", monthly_kwh=1.465, latitude=1e-300,
             longitude=-2.5e-11)  # fmt: skip
    lead = add_lead(services, contact_id=namesake.id, city="Gdów", street="5/7", follow_up_note="=HYPERLINK(1)")
    services.notes.add(Subject("lead", lead.id), "  indented\n\tand long " + "👍" * 40_000)
    services.notes.add(Subject("lead", lead.id), "-")
    add_lead(services, contact_id=company.id, country="PL", next_follow_up=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    add_lead(services, "Ola", phones=("0412 345 678",), country="AU", city="=1+1", street='\'quoted; "so"')
    i18n.use_language(language)
    for columns in ((), ("id", "address", "coordinates", "annual_kwh"), ("contact", "location", "note")):
        report = comes_back(services, folder / f"out.{ending}", columns)
        assert report.problems == []
        assert counts(report) == {"rows": 4, "unchanged": 4, "linked": 4}


@pytest.mark.parametrize("key", [field.key for field in FIELDS if field.exported])
def test_each_field_can_be_exported_alone(services: Services, folder: Path, key: str) -> None:
    lead = add_lead(
        services, "Anna Nowak", emails=["anna@x.pl"], phones=["601234567"], street="Lipowa 8", postcode="30-001",
        city="Kraków", region="małopolskie", country="PL", latitude=50.06, longitude=19.94, monthly_kwh=450.25,
        consumption=[float(month) for month in range(12)], score=7, assignee="North", channel="Targi",
        partner="Dach i Spółka",
        follow_up_note="oferta", next_follow_up=datetime(2026, 12, 1, 8, tzinfo=UTC), external_id="X-7",
        last_contacted=datetime(2026, 11, 1, 8, tzinfo=UTC),
    )  # fmt: skip
    services.notes.add(Subject("lead", lead.id), "zadzwonić")
    report = comes_back(services, folder / "out.csv", ("id", key))
    assert counts(report) == {"rows": 1, "unchanged": 1, "linked": 1}
    row = (folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert row.partition(",")[2] or key in {
        "id",
        "company",
        "lost_reason",
        "created_entity",
        "respond_by",
        "service_location",
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_own_numbers_of_more_digits_than_a_workbook_keeps_come_back(
    services: Services, folder: Path, ending: str
) -> None:
    """Excel keeps fifteen or sixteen digits of a number: 26/7 would come back as another one."""
    fields = [services.fields.add(record, "Ile pięter", "number").value.key for record in ("lead", "contact")]
    for n, number in enumerate((26 / 7, 25 / 7, 1.465, 1 / 7)):
        lead = add_lead(services, f"Osoba {n}", emails=[f"o{n}@x.pl"], custom={fields[0]: number})
        services.contacts.edit(lead.contact.id, {"custom": {fields[1]: number}})
    report = comes_back(services, folder / f"out.{ending}")
    assert counts(report) == {"rows": 4, "unchanged": 4, "linked": 4}
    file = folder / f"people.{ending}"
    services.contact_exports.write(file, ending)
    with services.imports.read(file) as source:
        report = services.imports.plan(source, UPDATE)
    assert counts(report) == {"rows": 4, "unchanged": 4, "linked": 4}


def test_days_of_own_fields_are_dates_in_a_workbook_and_come_back(services: Services, folder: Path) -> None:
    for record in ("lead", "contact"):
        services.fields.add(record, "Przegląd", "date")
    for n, day in enumerate(("2026-02-28", "1900-01-05", "2199-12-31")):
        lead = add_lead(services, f"Osoba {n}", emails=[f"o{n}@x.pl"], custom={"przeglad": day})
        services.contacts.edit(lead.contact.id, {"custom": {"przeglad": day}, "birth_date": "1980-05-17"})
    report = comes_back(services, folder / "out.xlsx")
    assert counts(report) == {"rows": 3, "unchanged": 3, "linked": 3}
    services.contact_exports.write(folder / "people.xlsx", "xlsx")
    with services.imports.read(folder / "people.xlsx") as source:
        assert counts(services.imports.plan(source, UPDATE)) == {"rows": 3, "unchanged": 3, "linked": 3}
    for name, heading in (("out", "Przegląd"), ("people", "Przegląd"), ("people", "Date of birth")):
        sheet = openpyxl.load_workbook(folder / f"{name}.xlsx").worksheets[0]
        column = next(cell.column for cell in sheet[1] if cell.value == heading)
        assert isinstance(sheet.cell(2, column).value, datetime)
    services.exports.write(folder / "out.json", "json", ExportOptions(columns=("custom.przeglad",)))
    assert "2199-12-31" in (folder / "out.json").read_text(encoding="utf-8")


def test_a_note_longer_than_a_cell_comes_back(services: Services, folder: Path) -> None:
    lead = add_lead(services, "Anna Nowak", emails=["anna@x.pl"])
    services.notes.add(Subject("lead", lead.id), "Żółw 🐢 " * 6_000)
    report = comes_back(services, folder / "out.xlsx", ("id", "note"))
    assert counts(report) == {"rows": 1, "unchanged": 1, "linked": 1}


@languages
@endings
def test_what_reads_like_an_error_of_a_spreadsheet_comes_back_as_text(
    services: Services, folder: Path, language: str, ending: str
) -> None:
    key = services.fields.add("lead", "Dach", "choice", choices=("#N/A", "płaski")).value.key
    for n, text in enumerate(("#N/A", "'#REF!", "''#DIV/0!", "#FORMULA?", "#", "# 1")):
        lead = add_lead(services, text, emails=[f"o{n}@x.pl"], street=text, city=text, custom={key: "#N/A"})
        services.notes.add(Subject("lead", lead.id), text)
    i18n.use_language(language)
    try:
        for columns in ((), ("id", "note", "street")):
            assert counts(comes_back(services, folder / f"out.{ending}", columns))["unchanged"] == 6
    finally:
        i18n.use_language("en")
    services.exports.write(folder / "out.json", "json", ExportOptions(columns=("street",)))
    assert '"#N/A"' in (folder / "out.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [("company",), ("company", "contact_kind"), ("company", "contact_id", "street")])
def test_an_export_without_the_names_of_people_comes_back(
    services: Services, folder: Path, columns: tuple[str, ...]
) -> None:
    """The company in it is whom they work for, not who they are."""
    lead = add_lead(services, "Anna Nowak", emails=["anna@x.pl"], street="Lipowa 8")
    firm = add_contact(services, "Dach sp. z o.o.", kind="company")
    services.contacts.edit(lead.contact.id, {"company_id": firm.id})
    file = folder / "out.csv"
    assert counts(comes_back(services, file, columns)) == {"rows": 1, "unchanged": 1, "linked": 1}
    file.write_text(file.read_text(encoding="utf-8-sig").replace("Dach sp.", "Słońce sp."), encoding="utf-8")
    with services.imports.read(file) as source:
        assert counts(services.imports.apply(source).value) == {"rows": 1, "updated": 1, "linked": 1}
    assert services.contacts.get(lead.contact.id).company_name == "Słońce sp. z o.o."
    assert services.contacts.get(lead.contact.id).name == "Anna Nowak"


def test_a_number_typed_in_one_country_and_read_in_another_is_the_same(services: Services, folder: Path) -> None:
    add_lead(services, "Anna Nowak", phones=["601 234 567"], country="DE")
    assert counts(comes_back(services, folder / "out.csv", ("id", "phone", "country")))["unchanged"] == 1


@languages
@pytest.mark.parametrize("columns", [(), ("contact_name",), ("contact_name", "email", "city")])
@pytest.mark.parametrize("name", ["anna@x.pl", "601 234 567", "@x"])
def test_somebody_called_like_an_address_comes_back(
    services: Services, folder: Path, language: str, columns: tuple[str, ...], name: str
) -> None:
    add_lead(services, name, city="Gdów")
    i18n.use_language(language)
    assert counts(comes_back(services, folder / "out.xlsx", columns)) == {"rows": 1, "unchanged": 1, "linked": 1}


def test_an_edited_export_changes_what_was_edited(services: Services, folder: Path) -> None:
    lead = add_lead(services, "Anna Nowak", emails=["anna@x.pl"], name="Dom", city="Kraków", monthly_kwh=450.0)
    file = folder / "out.csv"
    services.exports.write(file, "csv", ExportOptions())
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("450", "512.5").replace("Kraków,", "Wieliczka,"), encoding="utf-8")
    with services.imports.read(file) as source:
        report = services.imports.apply(source).value
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}
    after = services.leads.get(lead.id)
    assert (after.monthly_kwh, after.address.city) == (512.5, "Wieliczka")
    assert {name: column["values"] for name, column in report.columns.items() if column["values"]} == {
        "Monthly use (kWh)": 1,
        "Town": 1,
    }


def test_an_export_makes_the_same_desk_elsewhere(services: Services, folder: Path, template: Path) -> None:
    add_lead(services, "Anna Nowak", emails=["anna@x.pl", "a@y.pl"], phones=["601 234 567"], city="Kraków", score=5,
             street="Lipowa 8", consumption=[1.5] * 12, assignee="North", battery=True)  # fmt: skip
    file = folder / "out.xlsx"
    services.exports.write(file, "xlsx", ExportOptions())
    with fresh_desk(template) as (other, _):
        with other.imports.read(file) as source:
            report = other.imports.apply(source).value
        assert counts(report) == {"rows": 1, "new": 1}
        ours, theirs = next(services.leads.documents([1])), next(other.leads.documents([1]))
        assert ours == theirs
