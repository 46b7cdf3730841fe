"""Cells of every kind on their way into a lead, and the reason where one of them stays outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from solartui.domain.errors import Refused
from solartui.domain.importing.fields import EXPORT_ONLY, FIELDS, Kind
from tests.desk import add_contact
from tests.services.importing.sheets import UPDATE, bring, counts, leads, plan, reasons, source

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68")

# Something that makes no sense for a kind of column.
NONSENSE: dict[Kind, object] = {
    Kind.NUMBER: "dużo",
    Kind.INTEGER: "kilka",
    Kind.YES_NO: "może",
    Kind.DATETIME: "wkrótce",
    Kind.CHOICE: "fioletowy",
    Kind.EMAIL_LIST: "anna at x.pl",
}
# Sources of other kinds are kept as channels, and numbers of other programs are not ours.
LEFT = {"source", "id", "contact_id"}
READ = [field for field in FIELDS if field.imported and field.kind in NONSENSE and field.key not in LEFT]


def brought(services: Services, headings: str, *cells: object) -> dict[str, Any]:
    """The lead that one row brings."""
    report = bring(services, f"Kontakt;{headings}", ("Jan Kot", *cells))
    assert (report.new, report.problems) == (1, []), reasons(report)
    return leads(services)[-1]


# ---- headings


@pytest.mark.parametrize(
    ("heading", "cell", "monthly"),
    [("Roczne zużycie [MWh]", "4,8", 400), ("Zużycie (MWh)", 0.45, 450), ("Zużycie (MWh)", "450 kWh", 450)],
)
def test_a_heading_in_megawatt_hours_counts_thousands(
    services: Services, heading: str, cell: object, monthly: float
) -> None:
    assert brought(services, heading, cell)["monthly_kwh"] == monthly


def test_an_address_counts_where_it_gives_what_no_column_gives(services: Services) -> None:
    report = bring(services, "Kontakt;Adres;Kod pocztowy;Miasto", ("Jan Kot", "Polna 5", "32-420", "Gdów"))
    assert {heading: column["values"] for heading, column in report.columns.items()} == {
        "Kontakt": 1, "Adres": 1, "Kod pocztowy": 1, "Miasto": 1
    }  # fmt: skip
    assert leads(services)[-1]["address"]["text"] == "Polna 5, 32-420 Gdów"
    other = bring(services, "Kontakt;Adres;Miasto", ("Ewa Lis", "Długa 1, 80-001 Gdańsk", "Gdów"))
    assert other.columns["Adres"]["values"] == 0


def test_the_use_of_a_year_is_never_taken_for_that_of_a_month(services: Services) -> None:
    assert brought(services, "Annual Energy Usage (kWh)", 4800)["monthly_kwh"] == 400


@pytest.mark.parametrize(
    "heading", ["E-MAIL:", " e mail ", "*Email*", "Adres e-mail", "E-mail (służbowy)", "e_mail", "E-mail\u00a0"]
)
def test_a_heading_is_known_however_it_is_written(services: Services, heading: str) -> None:
    sheet = source(services, f"Imię i nazwisko;{heading}", ("Jan Kot", "jan@x.pl"))
    assert sorted(sheet.guess.imported.values()) == ["contact_name", "email"]


@pytest.mark.parametrize("heading", ["=1+1", "[red]x[/]", "💡💡", "x" * 300, "'; DROP TABLE lead; --"])
def test_a_heading_that_nobody_knows_is_left_alone(services: Services, heading: str) -> None:
    report = bring(services, f"Kontakt;Miasto;{heading}", ("Jan Kot", "Gdów", "anything"))
    assert counts(report) == {"rows": 1, "new": 1}
    assert report.problems == []
    assert "anything" not in str(leads(services))


def test_what_the_program_sets_itself_changes_nothing(services: Services) -> None:
    headings = ";".join(field.label for field in FIELDS if field.key in EXPORT_ONLY)
    report = bring(services, f"Contact;{headings}", ("Jan Kot", *["2199-01-01"] * len(EXPORT_ONLY)))
    assert counts(report) == {"rows": 1, "new": 1}
    assert report.problems == []
    assert leads(services)[0]["created_at"].startswith("2026-11-23")


# ---- cells that are taken


@pytest.mark.parametrize(
    ("cell", "kwh"),
    [(450, 450), (450.5, 450.5), ("450,5", 450.5), ("1 200", 1200), ("1\u00a0200,25", 1200.25), ("ok. 300 kWh", 300)],
)
def test_a_number_is_read_as_people_write_it(services: Services, cell: object, kwh: float) -> None:
    assert brought(services, "Zużycie miesięczne (kWh)", cell)["monthly_kwh"] == kwh


@pytest.mark.parametrize(
    ("cell", "wanted"), [("TAK", True), ("x", True), (1, True), (True, True), ("Nie.", False), (0, False)]
)
def test_a_wish_is_read_as_people_tick_it(services: Services, cell: object, wanted: bool) -> None:
    assert brought(services, "Pompa ciepła", cell)["heat_pump"] is wanted


@pytest.mark.parametrize(
    "cell",
    [
        "3.11.2026",
        "03.11.2026",
        "2026-11-03",
        date(2026, 11, 3),
        datetime.fromisoformat("2026-11-03T12:00"),
        "3 listopada 2026",
    ],
)
def test_a_day_is_read_from_words_and_from_dates(services: Services, cell: object) -> None:
    assert brought(services, "Ostatni kontakt", cell)["last_contacted"].startswith("2026-11-0")


def test_words_become_keys(services: Services) -> None:
    lead = brought(
        services, "Typ obiektu;Typ przyłącza;Status leada", "Gospodarstwo rolne", "zero export", "Po kontakcie"
    )
    assert (lead["type"], lead["grid_connection"], lead["stage"]) == ("agricultural", "zero_injection", "contacted")


def test_parts_of_a_name_and_of_an_address_are_joined(services: Services) -> None:
    report = bring(
        services,
        "Imię;Nazwisko;Ulica;Nr domu;Nr lokalu;Kod pocztowy;Miejscowość",
        ("Łucja", "Żak-Ćwik", "Długa", "12a", 3, "30001", "Kraków"),
    )
    assert counts(report) == {"rows": 1, "new": 1}
    (lead,) = leads(services)
    assert lead["contact"]["name"] == "Łucja Żak-Ćwik"
    assert lead["address"]["street"] == "Długa 12a/3"
    assert (lead["address"]["postcode"], lead["address"]["city"]) == ("30-001", "Kraków")


def test_both_halves_of_a_place_in_one_cell(services: Services) -> None:
    lead = brought(services, "Współrzędne", "50.0619, 19.9368")
    assert "50.0619" in str(lead)
    assert "19.9368" in str(lead)


def test_several_addresses_and_numbers_in_one_cell(services: Services) -> None:
    contact = brought(services, "E-mail;Telefon", "a@x.pl; b@x.pl", "601 234 567, 12 430 00 01")["contact"]
    assert contact["emails"] == ["a@x.pl", "b@x.pl"]
    assert len(contact["phones"]) == 2


def test_single_months_are_kept_as_they_stand(services: Services) -> None:
    lead = brought(services, "Zużycie styczeń (kWh);Zużycie luty (kWh)", 100, "200,5")
    assert lead["consumption"][:3] == [100, 200.5, None]


def test_a_years_use_is_divided(services: Services) -> None:
    assert brought(services, "Zużycie roczne (kWh)", 4800)["monthly_kwh"] == 400


# ---- cells that are refused


@pytest.mark.parametrize("field", READ, ids=[field.key for field in READ])
def test_what_makes_no_sense_is_refused_with_row_column_and_value(services: Services, field: Any) -> None:
    wrong = NONSENSE[field.kind]
    report = plan(services, f"Contact;{field.label}", ("Jan Kot", wrong), ("Anna Żak", None))
    assert counts(report) == {"rows": 2, "new": 1, "refused": 1}
    (problem,) = report.problems
    assert (problem.row, problem.column, problem.value) == (2, field.label, wrong)
    assert problem.reason
    assert problem.reason.isprintable()


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#ARG!", "#DIV/0!"])
def test_an_error_of_the_spreadsheet_is_no_value(services: Services, cell: str) -> None:
    report = plan(services, "Kontakt;Zużycie miesięczne (kWh)", ("Jan Kot", cell))
    assert counts(report) == {"rows": 1, "refused": 1}
    assert report.problems[0].value == cell


@pytest.mark.parametrize(("heading", "cell"), [("Szerokość geograficzna", 91), ("Długość geograficzna", -181)])
def test_a_place_beyond_the_earth_is_refused(services: Services, heading: str, cell: float) -> None:
    report = plan(services, f"Kontakt;{heading}", ("Jan Kot", cell))
    assert counts(report) == {"rows": 1, "refused": 1}


def test_all_that_is_wrong_with_a_row_is_told_at_once(services: Services) -> None:
    report = plan(
        services, "Kontakt;E-mail;Zużycie miesięczne (kWh);Bateria", ("Jan Kot", "nobody", "dużo", "może"), ("Ewa",)
    )
    assert [(problem.row, problem.value) for problem in report.problems] == [(2, "nobody"), (2, "dużo"), (2, "może")]
    assert counts(report) == {"rows": 2, "new": 1, "refused": 1}


def test_a_hostile_value_is_shown_short_and_plain(services: Services) -> None:
    report = plan(services, "Kontakt;E-mail", ("Jan Kot", "\x1b[2J[b]" + "x" * 500))
    (problem,) = report.problems
    assert len(problem.value) <= 80
    assert problem.value.isprintable()
    assert problem.reason.isprintable()


# ---- times that have not come yet


@pytest.mark.parametrize(
    ("cell", "kept"), [("2026-11-22", True), ("2026-11-23", True), ("2026-12-24", False), ("2030-01-01", False)]
)
def test_only_a_contact_that_happened_is_kept(services: Services, cell: str, kept: bool) -> None:
    report = bring(services, "Kontakt;Ostatni kontakt", ("Jan Kot", cell))
    assert counts(report) == {"rows": 1, "new": 1}
    assert bool(leads(services)[0]["last_contacted"]) is kept
    left = [] if kept else ["What has not happened yet is a follow-up."]
    assert [why for _, _, why in reasons(report)] == left


def test_a_future_contact_does_not_keep_the_rest_of_an_update_out(services: Services) -> None:
    bring(services, "Kontakt;E-mail;Miasto;Ostatni kontakt", ("Jan", "jan@x.pl", "Gdów", "2026-11-01"))
    row = ("Jan", "jan@x.pl", "Gdów", "2031-01-01", 9)
    report = bring(services, "Kontakt;E-mail;Miasto;Ostatni kontakt;Score", row, options=UPDATE)
    assert counts(report) == {"rows": 1, "updated": 1, "linked": 1}
    (lead,) = leads(services)
    assert lead["score"] == 9
    assert "2031" not in str(lead["last_contacted"])


def test_a_follow_up_may_lie_ahead(services: Services) -> None:
    lead = brought(services, "Next follow-up;Follow-up note", "2027-03-01 14:30", "oferta")
    assert lead["next_follow_up"].startswith("2027-03-01")
    assert lead["follow_up_note"] == "oferta"


# ---- what rows mean


def test_a_number_of_a_lead_or_contact_that_is_not_there_is_refused(services: Services) -> None:
    report = plan(services, "Lead ID;Version;Score", (77, 1, 3))
    assert reasons(report) == [(2, "", "There is no lead 77.")]
    report = plan(services, "Contact ID;Town;Version", (77, "Gdów", 1))
    assert reasons(report) == [(2, "", "There is no contact 77.")]


def test_one_bad_row_does_not_keep_its_neighbours_out(services: Services) -> None:
    known = add_contact(services, "Anna Żak", emails=("anna@x.pl",))
    rows = [("Anna Żak", "anna@x.pl"), ("Zły", "x@"), ("Jan", "jan@x.pl"), (None, None), ("Ola", "ola@x.pl")]
    report = bring(services, "Kontakt;E-mail", *rows)
    assert counts(report) == {"rows": 4, "new": 3, "linked": 1, "refused": 1}
    assert [lead["contact"]["name"] for lead in leads(services)] == ["Anna Żak", "Jan", "Ola"]
    assert leads(services)[0]["contact"]["id"] == known.id


def test_a_sheet_that_nobody_understands_tells_of_the_other_ones(services: Services, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Wypełnij drugi arkusz"])
    book.create_sheet("Leady").append(["Imię i nazwisko", "E-mail"])
    book.worksheets[1].append(["Jan Kot", "jan@x.pl"])
    book.save(tmp_path / "fair.xlsx")
    with services.imports.read(tmp_path / "fair.xlsx") as first, pytest.raises(Refused, match="Other sheets: Leady"):
        services.imports.plan(first)
    with services.imports.read(tmp_path / "fair.xlsx", "Leady") as second:
        assert services.imports.plan(second).new == 1
