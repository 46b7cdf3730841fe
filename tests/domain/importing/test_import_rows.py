"""Whole rows: what they say about a lead and its contact, and why they cannot be taken."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.contacts import Phone
from solartui.domain.importing.guess import guess
from solartui.domain.importing.rows import RowDraft, RowReader
from solartui.domain.importing.values import Desk, styles_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.domain.importing.cells import Cell

pytestmark = pytest.mark.feature("B-68", "B-13", "D-01", "D-02")

WHOLE = "Polna 5, 30-001 Kraków"
DESK = Desk(zone=ZoneInfo("Europe/Warsaw"))


def read_all(headings: Sequence[Cell], *rows: Sequence[Cell], desk: Desk = DESK) -> list[RowDraft]:
    """What the rows under the headings say."""
    found = guess([(1, headings), *((i, row) for i, row in enumerate(rows, 2))])
    reader = RowReader(found, styles_of(found.imported, rows), desk)
    return [reader.read(i, row) for i, row in enumerate(rows, 2)]


def values(headings: str, *cells: Cell) -> dict[str, object]:
    """The values of one row under headings that are parted by semicolons."""
    (draft,) = read_all(headings.split(";"), cells)
    assert draft.problems == ()
    return dict(draft.values)


def reasons(headings: str, *cells: Cell) -> list[tuple[str, str, str]]:
    """Column, value and reason of the problems of one row."""
    (draft,) = read_all(headings.split(";"), cells)
    assert all(problem.row == 2 for problem in draft.problems)
    return [(problem.column, problem.value, problem.reason) for problem in draft.problems]


def test_a_row_of_a_fair() -> None:
    headings = (
        "Imię i nazwisko;Telefon;E-mail;Ulica i nr;Kod pocztowy;Miejscowość;Typ obiektu;Przyłącze;Status;Źródło;"
        "Handlowiec;Zużycie miesięczne (kWh);Bateria;Pompa ciepła;Następny kontakt;Uwagi;NIP"
    )
    row = (
        " Jan  Kowalski ", 601234567.0, "Jan@X.pl; j2@x.pl", "Długa 5", 30001.0, "Kraków", "dom", "on-grid", "nowy",
        "Targi", "Anna Nowak", "1 200,5 kWh", "tak", "", "24.11.2025 14:30", "Dzwonić\r\npo 16\x07", "123",
    )  # fmt: skip
    assert values(headings, *row) == {
        "contact_name": "Jan Kowalski",
        "phone": (Phone("601234567", "+48601234567"),),
        "email": ("Jan@x.pl", "j2@x.pl"),
        "street": "Długa 5",
        "postcode": "30-001",
        "city": "Kraków",
        "type": "residential",
        "grid_connection": "on_grid",
        "stage": "open",
        "channel": "Targi",
        "assignee": "Anna Nowak",
        "monthly_kwh": 1200.5,
        "battery": True,
        "next_follow_up": datetime(2025, 11, 24, 13, 30, tzinfo=UTC),
        "note": "Dzwonić\npo 16",
    }


def test_columns_that_gave_a_value_are_counted() -> None:
    (draft,) = read_all(["Klient", "Uwagi", "Telefon", "Bateria"], ["Jan", "-", None, "nie"])
    assert draft.columns == (0, 3)


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        ("Imię;Nazwisko", ("Jan", "Nowak"), {"contact_name": "Jan Nowak"}),
        ("Nazwisko;Imię", ("Nowak", "Jan"), {"contact_name": "Jan Nowak"}),
        ("Imię;Nazwisko", (None, "Nowak"), {"contact_name": "Nowak"}),
        ("Klient;Imię;Nazwisko", ("J. Nowak", "Jan", "Nowak"), {"contact_name": "J. Nowak"}),
        ("Firma;Klient", ("Solar SA", None), {"contact_name": "Solar SA", "contact_kind": "company"}),
        ("Firma;Klient", ("Solar SA", "SOLAR SA"), {"contact_name": "Solar SA", "contact_kind": "company"}),
        (
            "Firma;Klient",
            ("Solar SA", "Jan"),
            {"contact_name": "Jan", "company": "Solar SA", "contact_kind": "person"},
        ),
        ("Klient;Typ klienta", ("Solar SA", "firma"), {"contact_name": "Solar SA", "contact_kind": "company"}),
    ],
)
def test_persons_and_companies(headings: str, cells: tuple[Cell, ...], expected: dict[str, object]) -> None:
    assert values(headings, *cells) == expected


def test_a_mail_or_a_number_is_enough_to_be_called_after() -> None:
    by_mail, by_number = read_all(
        ["Klient", "E-mail", "Telefon"], [None, "jan@x.pl", None], [None, None, "601 234 567"]
    )
    assert (by_mail.values["contact_name"], by_mail.named) == ("jan@x.pl", False)
    assert (by_number.values["contact_name"], by_number.named) == ("601 234 567", False)


def test_nobody_is_refused() -> None:
    assert reasons("Klient;Miasto", None, "Kraków") == [
        ("", "", "Nobody is named: a name, company, e-mail or phone is needed.")
    ]
    assert reasons("Klient;Cokolwiek", "\u200b", "tekst")[0][2].startswith("Nobody is named")


def test_a_row_that_names_the_lead_need_not_name_the_contact() -> None:
    assert values("Lead ID;Status", 12.0, "Utracone") == {"id": 12, "stage": "lost"}


@pytest.mark.parametrize(
    "cells", [(None, None, None), ("", " ", "\u00a0"), (None, 7.0, None), (), (None, None, None, True)]
)
def test_blank_rows_are_not_counted(cells: tuple[Cell, ...]) -> None:
    (draft,) = read_all(["Klient", "Lp.", "Miasto"], cells)
    assert draft.blank


def test_every_problem_of_a_row_is_told() -> None:
    found = reasons(
        "Klient;Telefon;E-mail;Typ obiektu;Zużycie;Bateria;Następny kontakt;Ocena;Szerokość",
        "Jan", "brak?", "jan(at)x.pl", "statek", "#N/A", "może", "31.02.2025", 120, 50.0,
    )  # fmt: skip
    assert [column for column, _, _ in found] == [
        "Telefon", "E-mail", "Typ obiektu", "Zużycie", "Bateria", "Następny kontakt", "Ocena", "Szerokość"
    ]  # fmt: skip
    assert found[2] == (
        "Typ obiektu",
        "statek",
        "statek is none of: Residential, Commercial, Industrial, Agricultural.",
    )
    assert found[3][1:] == ("#N/A", "#N/A is an error of the spreadsheet, not a value.")
    assert found[7][2] == "Latitude and longitude are needed together."


def test_long_and_hostile_values_are_cut_in_problems() -> None:
    ((_, value, reason),) = reasons("Klient;Bateria", "Jan", "\x1b]52;c;x\x07" + "x" * 300)
    assert len(value) == 80
    assert "\x1b" not in value + reason


def test_columns_of_points_are_joined_and_each_point_counts_once() -> None:
    found = values(
        "Klient;Telefon;Telefon 2;E-mail;E-mail 2",
        "Jan", "601 234 567, 12 345 67 89", "+48601234567", "a@x.pl", "A@x.pl, b@x.pl",
    )  # fmt: skip
    assert found["phone"] == (Phone("601 234 567", "+48601234567"), Phone("12 345 67 89", "+48123456789"))
    assert found["email"] == ("a@x.pl", "b@x.pl")


def test_the_country_of_a_row_decides_on_its_numbers_and_postcodes() -> None:
    polish, australian = read_all(
        ["Klient", "Telefon", "Kod", "Kraj"],
        ["Jan", 601234567, 2677.0, None],
        ["Jack", "0412 345 678", 2000.0, "Australia"],
    )
    assert (polish.values["postcode"], australian.values["postcode"]) == ("02-677", "2000")
    assert [draft.values["phone"][0].e164 for draft in (polish, australian)] == ["+48601234567", "+61412345678"]  # type: ignore[index]
    (elsewhere,) = read_all(["Klient", "Telefon"], ["Jack", "0412 345 678"], desk=Desk(country="AU"))
    assert elsewhere.values["phone"] == (Phone("0412 345 678", "+61412345678"),)


@pytest.mark.feature("B-82")
def test_use_by_month_and_by_year() -> None:
    found = values("Klient;Roczne zużycie kWh;Styczeń;Grudzień", "Jan", "4 000", 310.0, "420,5")
    assert found["monthly_kwh"] == 333.33
    assert found["consumption"] == (310.0, *[None] * 10, 420.5)
    assert values("Klient;Zużycie roczne;Zużycie miesięczne", "Jan", 4000, 350)["monthly_kwh"] == 350


def test_places() -> None:
    assert values("Klient;Współrzędne", "Jan", "50.06, 19.94") == {
        "contact_name": "Jan", "latitude": 50.06, "longitude": 19.94
    }  # fmt: skip
    assert values("Klient;Lat;Lon;GPS", "Jan", 50.1, 19.9, "51, 20")["latitude"] == 50.1
    assert values("Klient;Adres", "Jan", "Długa 5, 30-001 Kraków") == {
        "contact_name": "Jan", "street": "Długa 5", "postcode": "30-001", "city": "Kraków"
    }  # fmt: skip
    assert values("Klient;Adres;Miasto", "Jan", "Długa 5, 30-001 Kraków", "Łódź")["city"] == "Łódź"
    assert values("Klient;Ulica;Nr domu;Nr lokalu", "Jan", "Długa", 5.0, "7a")["street"] == "Długa 5/7a"
    assert values("Klient;Nr domu;Miasto", "Jan", 17.0, "Wola")["street"] == "17"
    assert values("Klient;Adres;Kraj", "Jan", "Kraków, Niemcy", "PL")["country"] == "PL"


def test_a_house_number_that_became_a_date_is_refused() -> None:
    assert "Excel made a date" in reasons("Klient;Nr domu", "Jan", date(2025, 7, 5))[0][2]


def test_the_style_of_a_column_decides_for_all_its_rows() -> None:
    drafts = read_all(["Klient", "Zużycie"], ["A", "1.500"], ["B", "12,5"])
    assert [draft.values["monthly_kwh"] for draft in drafts] == [1500, 12.5]
    drafts = read_all(["Klient", "Zużycie", "Roczne zużycie"], ["A", "1.500", "4000.5"])
    assert drafts[0].values["monthly_kwh"] == 1.5
    drafts = read_all(["Klient", "Następny kontakt"], ["A", "05/06/2025"], ["B", "05/13/2025"])
    assert [str(draft.values["next_follow_up"])[:10] for draft in drafts] == ["2025-05-05", "2025-05-12"]


def test_what_the_program_sets_itself_is_left_alone() -> None:
    assert values("Klient;Data utworzenia;Wersja;Utworzył", "Jan", "bzdura", "x", 7) == {"contact_name": "Jan"}


def test_source_and_channel() -> None:
    assert values("Klient;Źródło", "Jan", "Company LeadGen")["source"] == "company_leadgen"
    assert values("Klient;Źródło;Kanał", "Jan", "Targi", "Facebook")["channel"] == "Targi, Facebook"
    assert values("Klient;Źródło;Kanał", "Jan", "Targi", "Targi")["channel"] == "Targi"


CELLS = st.one_of(
    st.none(), st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.dates(), st.times(),
    st.sampled_from(["tak", "601234567", "a@x.pl", "#N/A", "1.500", "12,5", "24.11.2025", "dom", "0", "-", time(7)]),
)  # fmt: skip
HEADINGS = [
    "Klient", "Imię", "Nazwisko", "Firma", "Telefon", "E-mail", "Ulica", "Nr domu", "Kod", "Miasto", "Kraj", "Adres",
    "Lat", "Lon", "GPS", "Typ obiektu", "Przyłącze", "Status", "Źródło", "Zużycie", "Zużycie roczne", "Styczeń",
    "Bateria", "Ocena", "Ostatni kontakt", "Uwagi", "Lead ID", "Contact ID", "Zarchiwizowane",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(HEADINGS), CELLS), max_size=12))
def test_any_row_is_taken_refused_or_blank(row: list[tuple[str, Cell]]) -> None:
    (draft,) = read_all(["Klient", *(heading for heading, _ in row)], ["Jan", *(cell for _, cell in row)])
    assert draft.values["contact_name"]
    for problem in draft.problems:
        assert problem.column
        assert problem.reason
        assert len(problem.value) <= 80


@pytest.mark.parametrize(
    ("headings", "cells", "address"),
    [
        ("Adres;Kod;Miasto", ("Polna 5", "30-001", "Kraków"), ("Polna 5", "30-001", "Kraków")),
        ("Adres;Miejscowość", ("Rynek Główny", "Kraków"), ("Rynek Główny", None, "Kraków")),
        ("Adres;Nr domu;Miasto", ("Polna", "5", "Kraków"), ("Polna 5", None, "Kraków")),
        ("Adres;Miasto", (WHOLE, "Kraków"), ("Polna 5", "30-001", "Kraków")),
        ("Adres;Ulica i nr", ("30-001 Kraków", "Polna 5"), ("Polna 5", "30-001", "Kraków")),
        ("Adres;Miasto", ("Kraków", "Kraków"), (None, None, "Kraków")),
        ("Adres;Kraj", (WHOLE, "PL"), ("Polna 5", "30-001", "Kraków")),
        ("Adres;Ulica;Kod;Miasto", (WHOLE, None, "30-001", "Kraków"), ("Polna 5", "30-001", "Kraków")),
        ("Adres;Ulica;Kod;Miasto", ("Polna 5", None, None, "Kraków"), (None, None, "Kraków")),
        ("Adres;Ulica;Kod;Miasto", (WHOLE, None, None, None), ("Polna 5", "30-001", "Kraków")),
        # Another place: what the columns tell counts.
        ("Adres;Miasto", ("Długa 1, 80-001 Gdańsk", "Kraków"), (None, None, "Kraków")),
        ("Adres;Ulica", ("Długa 1, 80-001 Gdańsk", "Polna 5"), ("Polna 5", None, None)),
    ],
)  # fmt: skip
def test_an_address_on_one_line_beside_columns_of_its_parts(
    headings: str, cells: tuple[str | None, ...], address: tuple[str | None, ...]
) -> None:
    said = values(f"Klient;{headings}", "Jan", *cells)
    assert tuple(said.get(key) for key in ("street", "postcode", "city")) == address
    assert "address" not in said


def test_an_address_that_is_of_no_use_is_not_counted() -> None:
    headings = ["Klient", "Adres", "Miasto"]
    (used,) = read_all(headings, ["Jan", "Polna 5", "Kraków"])
    (unused,) = read_all(headings, ["Jan", "Długa 1, 80-001 Gdańsk", "Kraków"])
    assert (used.columns, unused.columns) == ((0, 1, 2), (0, 2))


@pytest.mark.parametrize("name", ["˙", "¨ ¨", "\u00b4"])
def test_a_single_accent_is_no_name(name: str) -> None:
    assert reasons("Klient;Miasto", name, "Kraków")[0][2].startswith("Nobody is named")
    assert values("Klient;E-mail", name, "a@x.pl")["contact_name"] == "a@x.pl"


def test_several_values_of_one_cell_of_an_address_book() -> None:
    said = values("Name;E-mail 1 - Value", "Jan", "a@x.pl ::: b@x.pl")
    assert said["email"] == ("a@x.pl", "b@x.pl")
    assert values("Klient;post_code", "Jan", "z:30001")["postcode"] == "30-001"


@pytest.mark.parametrize("total", ["Razem", "RAZEM:", "Suma", "Ogółem", "Total"])
def test_a_row_of_totals_is_nobody(total: str) -> None:
    ((column, value, reason),) = reasons("Lp.;Klient;Zużycie", None, total, 4500)
    assert (column, value) == ("Klient", total)
    assert "totals" in reason
    assert reasons("Nazwisko;Zużycie", total, 4500)[0][0] == "Nazwisko"
    assert reasons("Imię;Nazwisko;Zużycie", total, None, 4500)[0][:2] == ("Imię", total)
    assert values("Klient;Telefon", total, "601234567")["contact_name"] == total


def test_a_company_may_be_called_like_a_total_and_more() -> None:
    assert values("Firma", "Total Energies")["contact_name"] == "Total Energies"


@pytest.mark.parametrize("text", ["Razem: 2", "SUMA 12", "Łącznie 25 osób", "Total: 3 rows"])
def test_a_count_at_the_end_is_no_name(text: str) -> None:
    assert [reason for *_, reason in reasons("Klient;Miasto", text)] == [
        "This is a row of totals, not somebody's name."
    ]


def test_headings_on_every_page_are_no_rows() -> None:
    headings = ["Klient", "Miasto", "Uwagi", "Telefon"]
    again, person = read_all(headings, ["Klient", "Miasto", "Uwagi", None], ["Klient", "Opole", "Klient z Opola"])
    assert [(one.column, one.value) for one in again.problems] == [("Klient", "Klient")]
    assert "headings again" in again.problems[0].reason
    assert person.values["city"] == "Opole"
    (alone,) = read_all(["Klient"], ["Klient"])
    assert alone.problems


def test_postcode_and_town_in_one_cell() -> None:
    found = values("Klient;Ulica;Kod pocztowy i miejscowość", "Anna", "Polna 5", "30-001 Kraków")
    assert (found["street"], found["postcode"], found["city"]) == ("Polna 5", "30-001", "Kraków")


@pytest.mark.parametrize("heading", ["Kontakt", "Telefon", "E-mail"])
@pytest.mark.parametrize(
    "cell",
    ["601 234 567, anna@x.pl", "tel. 601234567 e-mail: anna@x.pl", "anna@x.pl\n601-234-567", "601234567 <anna@x.pl>",
     "anna@x.pl / 601234567"],
)  # fmt: skip
def test_numbers_and_addresses_in_one_cell(heading: str, cell: str) -> None:
    found = values(f"Klient;{heading}", "Anna", cell)
    assert found["email"] == ("anna@x.pl",)
    assert [phone.e164 for phone in found["phone"]] == ["+48601234567"]  # type: ignore[attr-defined]


def test_what_is_neither_number_nor_address_beside_one_of_them_is_told() -> None:
    assert reasons("Klient;Telefon", "Anna", "anna@x.pl, mąż")[0][0] == "Telefon"
    assert reasons("Klient;E-mail", "Anna", "anna@x, 601234567")[0][0] == "E-mail"


@pytest.mark.feature("B-75")
@pytest.mark.parametrize(
    "cell",
    ["50.0614, 19.9366", "50,0614; 19,9366", "50.0614N 19.9366E", "https://www.google.com/maps?q=50.0614,19.9366",
     "https://www.google.com/maps/@50.0614,19.9366,15z", "https://maps.google.com/?ll=50.0614%2C19.9366&z=3",
     "https://www.google.com/maps/dir/?api=1&destination=50.0614,19.9366"],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Lokalizacja", "Współrzędne"])
def test_coordinates_where_an_address_is_expected(heading: str, cell: str) -> None:
    found = values(f"Klient;{heading}", "Anna", cell)
    assert (found["latitude"], found["longitude"]) == (50.0614, 19.9366)
    assert "street" not in found


@pytest.mark.parametrize("cell", ["5/7", "Polna 5, 7", "12, 14", "50.06", "https://firma.pl/oferta"])
def test_house_numbers_are_no_coordinates(cell: str) -> None:
    assert "latitude" not in values("Klient;Adres", "Anna", cell)
