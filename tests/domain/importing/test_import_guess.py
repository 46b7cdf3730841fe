"""Headings as fairs, web forms and other programs write them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui import i18n
from solartui.domain.errors import Invalid
from solartui.domain.importing.fields import BY_KEY, CONSUMPTION, CONTACT_FIELDS, EXPORT_ONLY, FIELDS
from solartui.domain.importing.guess import column_letter, guess, guessed, remap, signature

pytestmark = pytest.mark.feature("B-68")

MEANINGS = {
    "Imię i nazwisko": "contact_name",
    "Nazwisko i imię": "contact_name",
    "IMIĘ I NAZWISKO *": "contact_name",
    "  Imię   i\nnazwisko ": "contact_name",
    "Imie i nazwisko klienta": "contact_name",
    "Klient (imię i nazwisko)": "contact_name",
    "full_name": "contact_name",
    "Klient": "contact_name",
    "Imię": "first_name",
    "Nazwisko": "last_name",
    "FirstName": "first_name",
    "Firma": "company",
    "Nazwa firmy": "company",
    "company_name": "company",
    "Telefon kontaktowy": "phone",
    "Nr tel.": "phone",
    "Tel. kom.": "phone",
    "Telefon (komórkowy)": "phone",
    "phone_number": "phone",
    "Numer telefonu klienta": "phone",
    "Jaki jest Twój numer telefonu?": "phone",
    "Telefon 2": "phone",
    "E-mail": "email",
    "e mail": "email",
    "Adres e-mail": "email",
    "E-mail klienta": "email",
    "Ulica i nr": "street",
    "Ulica, nr domu": "street",
    "street_address": "street",
    "Nr domu": "house_number",
    "Nr lokalu": "flat_number",
    "Kod pocztowy": "postcode",
    "Kod poczt.": "postcode",
    "post_code": "postcode",
    "Miejscowość": "city",
    "Miasto": "city",
    "Woj.": "region",
    "Kraj": "country",
    "Adres": "address",
    "Adres inwestycji": "address",
    "Szer. geogr.": "latitude",
    "Długość geograficzna": "longitude",
    "Lng": "longitude",
    "Współrzędne GPS": "coordinates",
    "Rodzaj obiektu": "type",
    "Typ obiektu": "type",
    "Typ przyłącza do sieci": "grid_connection",
    "gridConnection": "grid_connection",
    "Status leada": "stage",
    "Etap": "stage",
    "Źródło": "source",
    "Skąd o nas wiesz?": "channel",
    "campaign_name": "channel",
    "Osoba przypisana": "assignee",
    "Handlowiec": "assignee",
    "Właściciel": "owner",
    "Zużycie miesięczne (kWh)": "monthly_kwh",
    "Zużycie [kWh]": "monthly_kwh",
    "Średnie miesięczne zużycie": "monthly_kwh",
    "Ile wynosi średnie miesięczne zużycie prądu (kWh)?": "monthly_kwh",
    "kWh/mies.": "monthly_kwh",
    "monthly_kwh": "monthly_kwh",
    "Roczne zużycie kWh": "annual_kwh",
    "Zużycie (rok)": "annual_kwh",
    "kWh/rok": "annual_kwh",
    "Roczne zużycie energii elektrycznej w kWh": "annual_kwh",
    "Styczeń": "consumption_1",
    "Zużycie w lutym (kWh)": "consumption_2",
    "Mar (kWh)": "consumption_3",
    "Zużycie 11": "consumption_11",
    "December": "consumption_12",
    "Fotowoltaika": "panel",
    "PV": "panel",
    "Magazyn energii": "battery",
    "Bateria": "battery",
    "Czy interesuje Cię pompa ciepła?": "heat_pump",
    "heatPump": "heat_pump",
    "Ocena": "score",
    "Data ostatniego kontaktu": "last_contacted",
    "Następny kontakt": "next_follow_up",
    "Powód utraty": "lost_reason",
    "Uwagi": "note",
    "Notatki": "note",
    "Zarchiwizowane": "archived",
    "Data utworzenia": "created_at",
    "Sygnatura czasowa": "created_at",
    "created_time": "created_at",
    "Użytkownik tworzący": "created_by",
    "Jednostka tworząca": "created_entity",
    "Wersja": "version",
    "Lead ID": "id",
}
# Of other programs: address books, forms of advertisements, systems for customers and for invoices.
MEANINGS |= {
    "Person - Name": "contact_name",
    "Person - Email - Work": "email",
    "Osoba - Telefon - Praca": "phone",
    "Organization - Name": "company",
    "Organizacja - Nazwa": "company",
    "Deal - Title": "name",
    "Lead - Source channel": "channel",
    "Szansa sprzedaży - Etap": "stage",
    "E-mail 2 - Value": "email",
    "Phone 1 - Value": "phone",
    "Address 1 - City": "city",
    "Organization 1 - Name": "company",
    "Home Postal Code": "postcode",
    "Primary Address State": "region",
    "Company / Account": "company",
    "Imię i nazwisko (Imię)": "first_name",
    "Imię i nazwisko (Nazwisko)": "last_name",
    "Name (Last)": "last_name",
    "Adres (Ulica)": "street",
    "Adres montażu (ulica, kod, miejscowość)": "address",
    "Address (ZIP / Postal Code)": "postcode",
    "Kontakt (telefon)": "phone",
    "Telefon inwestora": "phone",
    "Best phone number to reach you": "phone",
    "Jak masz na imię?": "first_name",
    "Annual Energy Usage (kWh)": "annual_kwh",
    "Roczne zużycie [MWh]": "annual_kwh",
    "Imię i nazwisko handlowca": "assignee",
    "Średnie miesięczne zużycie (z ostatniego roku)": "monthly_kwh",
}
NO_FIELD = [
    "Zużycie (zł)", "Miesięczne zużycie [PLN]", "Zużycie gazu", "Zużycie wody (m3)", "Zużycie kwartalne (kWh)",
    "Dzienne zużycie energii", "Średnie dzienne zużycie kWh", "Quarterly usage (kWh)", "Zużycie za 2 miesiące (kWh)",
    "Person - ID", "Deal - ID", "Deal - Value", "Phone 1 - Type", "E-mail 1 - Label", "E-mail Type", "Business Fax",
    "Telefon asystenta", "Adres e-mail handlowca", "Numer telefonu opiekuna", "Nr telefonu kierownika", "Kod klienta",
    "Telefon pełnomocnika", "Imię i nazwisko małżonka", "User Agent", "IP City",
    "ID", "id", "Lp.", "Nr", "Data", "Rok", "NIP", "Zgoda na kontakt telefoniczny", "Zgoda RODO", "Phone verified",
    "Moc instalacji PV (kWp)", "Pojemność baterii", "Powierzchnia dachu", "Preferowana godzina kontaktu", "Gmina",
    "ad_name", "form_name", "is_organic", "E-mail do faktury", "Data ostatniego telefonu", "", "???", "12", "2024",
]  # fmt: skip


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn."""
    before = i18n.language()
    i18n.use_language(request.param)
    yield request.param
    i18n.use_language(before)


def field_of(heading: str) -> str | None:
    """The field of a heading that stands alone."""
    return guess([(1, [heading, "something else"])]).fields[0]


@pytest.mark.parametrize(("heading", "field"), MEANINGS.items())
def test_headings_are_understood(heading: str, field: str) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize("heading", NO_FIELD)
def test_other_headings_are_left_alone(heading: str) -> None:
    assert field_of(heading) is None


def test_every_known_heading_means_one_field() -> None:
    special = {"id", "name"}
    wrong = {
        text: field.key
        for field in FIELDS
        for text in (field.key, field.label, *field.synonyms)
        if text not in special and field_of(text) != field.key
    }
    assert wrong == {}


@pytest.mark.feature("B-69")
def test_our_own_headings_come_back_in_every_language(language: str) -> None:
    headings = [field.heading for field in FIELDS]
    assert guess([(1, headings)]).fields == tuple(field.key for field in FIELDS)
    for field in FIELDS:
        assert field_of(field.heading) == field.key, language


def test_the_fields_are_complete() -> None:
    assert len(BY_KEY) == len(FIELDS) + len(CONTACT_FIELDS)
    assert {
        "created_by",
        "created_entity",
        "converted",
        "created_at",
        "updated_at",
        "version",
        "respond_by",
        "login",
        "passport",
        "licence",
    } == EXPORT_ONLY
    assert len(CONSUMPTION) == 12
    assert {field.key for field in FIELDS if not field.exported} == {
        "first_name", "last_name", "house_number", "flat_number"
    }  # fmt: skip


def test_titles_and_blank_rows_above_the_headings_are_passed_over() -> None:
    rows: list[tuple[int, list[object]]] = [
        (2, ["Targi Kielce 2025 – lista zainteresowanych", None, None, None]),
        (5, [None, "Dane kontaktowe", None, "Adres"]),
        (6, [None, "Imię i nazwisko", "Telefon", "Miasto"]),
        (7, [None, "Jan Nowak", 601234567.0, "Kraków"]),
    ]
    found = guess(rows)
    assert found.row == 6
    assert found.fields == (None, "contact_name", "phone", "city")
    assert found.headings == ("Column A", "Imię i nazwisko", "Telefon", "Miasto")


def test_unknown_headings_are_found_by_their_width() -> None:
    found = guess([(1, ["Report", None, None]), (2, ["Foo", "Bar", "Baz"]), (3, ["1", "2", "3"])])
    assert (found.row, found.headings) == (2, ("Foo", "Bar", "Baz"))
    assert found.unmapped == ("Foo", "Bar", "Baz")


def test_one_known_heading_is_enough_for_a_narrow_sheet() -> None:
    assert guess([(1, ["E-mail"]), (2, ["jan@x.pl"])]).fields == ("email",)


def test_a_word_in_the_data_is_no_heading() -> None:
    rows = [(1, ["Wer", "Wo", "Was"]), (2, ["Jan", "Kraków", "Firma"]), (3, ["Anna", "Łódź", "Dom"])]
    assert guess(rows).row == 1


def test_no_two_columns_carry_one_field() -> None:
    found = guess([(1, ["Uwagi", "Notatki", "Miasto", "Miejscowość", "Adres zamieszkania", "Adres inwestycji"])])
    assert found.fields == ("note", None, None, "city", None, "address")
    assert found.unmapped == ("Notatki", "Miasto", "Adres zamieszkania")


def test_several_columns_may_carry_mails_and_phones() -> None:
    found = guess([(1, ["Telefon", "Telefon 2", "Telefon", "E-mail", "E-mail służbowy", "Telefon"])])
    assert found.fields == ("phone", "phone", "phone", "email", "email", "phone")
    assert found.headings == ("Telefon", "Telefon 2", "Telefon (2)", "E-mail", "E-mail służbowy", "Telefon (3)")


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Name", "Phone"], ["contact_name", "phone"]),
        (["Nazwa", "Klient"], ["name", "contact_name"]),
        (["Name", "Surname"], ["first_name", "last_name"]),
        (["Name", "First name", "Last name"], ["name", "first_name", "last_name"]),
        (["name", "stage", "version"], ["name", "stage", "version"]),
        (["Nazwa", "Imię", "Nazwisko"], ["company", "first_name", "last_name"]),
        (["Nazwa", "Imię", "Nazwisko", "Firma"], ["name", "first_name", "last_name", "company"]),
        (["Title", "First name", "Last name"], [None, "first_name", "last_name"]),
        (["Tytuł", "Klient"], ["name", "contact_name"]),
        (["Name", "Title", "Company"], ["contact_name", None, "company"]),
        (["Ulica", "Nr", "Miasto"], ["street", "house_number", "city"]),
        (["Nr", "Ulica"], [None, "street"]),
    ],
)
def test_a_plain_name_depends_on_its_neighbours(headings: list[str], fields: list[str]) -> None:
    assert list(guess([(1, headings)]).fields) == fields


def test_ids_of_other_programs_are_not_ours() -> None:
    assert guess([(1, ["id", "full_name"]), (2, ["l:123", "Jan"])]).fields == (None, "contact_name")
    assert guess([(1, ["Lead ID", "Klient"]), (2, ["00Q5g00000AbcDe", "Jan"])]).fields == (None, "contact_name")
    assert guess([(1, ["Lead ID", "Klient"]), (2, [12.0, "Jan"]), (3, [None, "Anna"])]).fields[0] == "id"
    assert guess([(1, ["id", "name", "version"]), (2, ["12", "Jan", "1"])]).fields == ("id", "name", "version")
    assert guess([(1, ["Lead ID", "Klient"]), (2, [True, "Jan"]), (3, [-1, "Anna"])]).fields[0] is None


def test_ratings_in_words_are_no_scores() -> None:
    assert guess([(1, ["Rating", "Klient"]), (2, ["Hot", "Jan"]), (3, [None, "Anna"])]).fields[0] is None
    assert guess([(1, ["Rating", "Klient"]), (2, ["Hot", "Jan"]), (3, [80, "Anna"])]).fields[0] == "score"
    assert guess([(1, ["Ocena", "Klient"]), (2, ["dużo", "Jan"])]).fields[0] == "score"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["300_kwh_-_500_kwh", "powyżej 500 kWh"], None),
        (["300 - 500 kWh", None, "nie wiem", "do 300"], None),
        (["300 - 500 kWh"], "monthly_kwh"),
        (["300 - 500 kWh", "450 kWh"], "monthly_kwh"),
        (["#DIV/0!", "#N/A"], "monthly_kwh"),
        (["dużo", 450.0], "monthly_kwh"),
    ],
)
def test_use_in_spans_is_no_number(cells: list[object], field: str | None) -> None:
    rows = [(n, [cell, "Jan"]) for n, cell in enumerate(cells, 2)]
    assert guess([(1, ["Miesięczne zużycie", "Klient"]), *rows]).fields[0] == field


def test_one_of_several_addresses_of_a_person_is_taken_whole() -> None:
    kinds = ("Business", "Home", "Other")
    headings = [f"{kind} {part}" for kind in kinds for part in ("Street", "City", "State", "Postal Code")]
    found = guess([(1, ["Last Name", *headings])])
    assert {found.headings[i]: field for i, field in found.imported.items() if i} == {
        "Home Street": "street", "Home City": "city", "Home State": "region", "Home Postal Code": "postcode"
    }  # fmt: skip


def test_what_the_program_sets_itself_is_known_and_not_brought_in() -> None:
    found = guess([(1, ["Klient", "Data utworzenia", "Wersja"])])
    assert found.imported == {0: "contact_name"}
    assert found.unmapped == ()


def test_columns_beyond_the_headings_are_named_after_their_letter() -> None:
    found = guess([(1, ["Klient", None]), (2, ["Jan", None, "x"])])
    assert found.headings == ("Klient", "Column B", "Column C")


def test_choices_replace_the_guess() -> None:
    found = guess([(1, ["Klient", "Tel", "Cokolwiek", "Uwagi"])])
    chosen = remap(found, {"cokolwiek": "note", "Tel": None})
    assert chosen.fields == ("contact_name", None, "note", None)
    assert remap(chosen, chosen.choices) == chosen
    assert chosen.choices == {"Klient": "contact_name", "Tel": None, "Cokolwiek": "note", "Uwagi": None}


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"Nie ma": "note"}, "no column Nie ma"),
        ({"Klient": "shoe_size"}, "no field shoe_size"),
        ({"Klient": "note", "Tel": "note"}, "Two columns are to be Note"),
    ],
)
def test_impossible_choices_are_refused(choices: dict[str, str | None], message: str) -> None:
    with pytest.raises(Invalid, match=message):
        remap(guess([(1, ["Klient", "Tel"])]), choices)


def test_a_sheet_without_rows_is_refused() -> None:
    with pytest.raises(Invalid, match="no rows"):
        guess([])


def test_signatures_are_alike_for_alike_headings() -> None:
    assert signature(["Imię i nazwisko", "E-mail"]) == signature(["IMIE I NAZWISKO ", "e mail"])
    assert signature(["A", "B"]) != signature(["B", "A"])


def test_letters_of_columns() -> None:
    assert [column_letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


CELLS = st.one_of(st.none(), st.text(max_size=20), st.floats(), st.booleans(), st.sampled_from(list(MEANINGS)))


@given(st.lists(st.lists(CELLS, max_size=8), min_size=1, max_size=8))
def test_any_rows_give_a_guess(rows: list[list[object]]) -> None:
    found = guess(list(enumerate(rows, 1)))
    assert len(found.headings) == len(found.fields) == len({heading.casefold() for heading in found.headings})
    single = [field for field in found.fields if field and not BY_KEY[field].several]
    assert len(single) == len(set(single))
    assert remap(found, found.choices) == found


def test_headings_of_two_rows() -> None:
    rows: list[tuple[int, list[object]]] = [
        (1, ["Lista klientów 2026"]),
        (3, ["Klient", None, "Telefon", "Adres", None, None, "Zużycie", None, "Zgoda"]),
        (4, ["Imię", "Nazwisko", None, "Ulica", "Kod", "Miejscowość", "01", "02", "tak/nie"]),
        (5, ["Jan", "Kot", "601234567", "Polna 1", "30-001", "Kraków", 100, 120, "tak"]),
    ]
    found = guess(rows)
    assert found.row == 4
    assert found.headings[2] == "Telefon"
    assert found.fields == (
        "first_name", "last_name", "phone", "street", "postcode", "city", "consumption_1", "consumption_2", None
    )  # fmt: skip


def test_a_row_of_words_that_are_headings_too_is_a_row_of_data() -> None:
    headings = ["Imię i nazwisko", "Typ", "Źródło", "Kanał", "Uwagi"]
    assert guess([(1, headings), (2, ["Partner", "Firma", "Kanał", "Targi", None])]).row == 1
    assert guess([(1, [*headings, None]), (2, ["Jan Kot", "Firma", "Kanał", "Targi", "Osoba", "x"])]).row == 1


def test_a_title_above_the_headings_is_no_part_of_them() -> None:
    rows: list[tuple[int, list[object]]] = [
        (1, ["Telefon"]),
        (2, ["Imię i nazwisko", None, "Miasto"]),
        (3, ["Jan Kot", "x", "Gdów"]),
    ]
    assert guess(rows).headings == ("Imię i nazwisko", "Column B", "Miasto")


@pytest.mark.parametrize("heading", ["Zużycie 2025", "Zużycie prądu w 2024 [kWh]", "Consumption 2023", "kWh 2025"])
def test_the_use_of_a_calendar_year_is_not_that_of_a_month(heading: str) -> None:
    assert guessed(heading) in {None, "annual_kwh"}
    assert guessed("Zużycie miesięczne 2025") == "monthly_kwh"
    assert guessed("Styczeń 2025") == "consumption_1"


OUTLOOK = [
    "First Name", "Last Name", "Business Street", "Business City", "Business Postal Code",
    "Home Street", "Home City", "Home Postal Code",
]  # fmt: skip


def test_an_address_at_work_counts_where_that_at_home_is_blank() -> None:
    home, work = ("Polna 5", "Gdów", "32-420"), ("Rynek 1", "Kraków", "30-001")
    nobody: list[object] = ["Jan", "Kot", *[None] * 6]
    at_work = guess([(1, OUTLOOK), (2, ["Anna", "Żak", *work]), (3, nobody)])
    assert at_work.fields[2:] == ("street", "city", "postcode", None, None, None)
    both = guess([(1, OUTLOOK), (2, ["Anna", "Żak", *work, *home]), (3, nobody)])
    assert both.fields[2:] == (None, None, None, "street", "city", "postcode")
    assert guess([(1, OUTLOOK), (2, nobody)]).fields == both.fields


@pytest.mark.parametrize(
    ("headings", "rows", "fields"),
    [
        (["Klient", "Kontakt"], [["Anna Żak", "601 234 567"], ["Jan", 602345678.0]], ("contact_name", "phone")),
        (
            ["Klient", "Kontakt"],
            [["Anna", "a@x.pl"], ["Jan", "j@x.pl"], ["Ewa", "601234567"]],
            ("contact_name", "email"),
        ),
        (["Firma", "Kontakt"], [["ACME", "Jan Kot"]], ("company", "contact_name")),
        (["Klient", "Kontakt", "Tel."], [["ACME", "Jan Kot", "601234567"]], (None, "contact_name", "phone")),
        (["Klient", "Telefon / e-mail"], [["Anna", "601234567"]], ("contact_name", "phone")),
        (["Klient", "Dane kontaktowe"], [["Anna", "a@x.pl, 601234567"]], ("contact_name", "email")),
        (["Klient", "Kontakt"], [["Anna", None]], (None, "contact_name")),
        (["Firma", "Kontakt"], [["ACME", "2026-05-01"], ["X", "1.05.2026"]], ("company", "contact_name")),
        (["Klient", "Telefon opiekuna"], [["Anna", "601234567"]], ("contact_name", None)),
    ],
)
def test_a_column_about_the_contact_is_what_stands_in_it(
    headings: list[object], rows: list[list[object]], fields: tuple[str | None, ...]
) -> None:
    assert guess([(1, headings), *enumerate(rows, 2)]).fields == fields


def fields_of(*rows: list[object]) -> dict[str, str | None]:
    """What the columns of a sheet are taken for."""
    return guess(list(enumerate(rows, 1))).choices


def test_a_column_of_numbers_is_not_one_of_names_where_another_one_is() -> None:
    headings: list[object] = ["Customer", "Name 1", "City", "Postl Code"]
    rows: list[list[object]] = [["0000100234", "Zakład", "Płock", "09-400"], [None, "Rolnik", "Płońsk", "09-100"]]
    found = fields_of(headings, rows[0], [100235, *rows[1][1:]])
    assert found == {"Customer": None, "Name 1": "contact_name", "City": "city", "Postl Code": "postcode"}
    assert fields_of(["Klient", "Miasto"], ["12345", "Łódź"])["Klient"] == "contact_name"
    assert fields_of(["Klient", "Osoba"], ["12345", "Jan"], ["Ewa", "Jan"])["Klient"] == "contact_name"


@pytest.mark.parametrize(
    ("headings", "left"),
    [
        (["Adres domowy - ulica", "Adres domowy - miejscowość", "Adres służbowy - kraj/region"], 1),
        (["Home Street", "Home City", "Business State"], 1),
        (["Business Street", "Business City", "Business State", "Business Country/Region"], 0),
        (["Work city", "Home street"], 1),
        (["Other city", "Postal code", "Country"], 0),
    ],
)
def test_parts_of_different_addresses_are_not_put_together(headings: list[str], left: int) -> None:
    found = guess([(1, headings), (2, ["x"] * len(headings))]).fields
    assert sum(field is None for field in found) == left


def test_what_an_address_book_shows_is_the_name_where_there_is_no_other() -> None:
    assert fields_of(["Display Name", "Mobile Phone"], ["Mama", "600100200"])["Display Name"] == "contact_name"
    found = fields_of(
        ["First Name", "Last Name", "Display Name", "Primary Email"], ["Jan", "Lis", "Jan z biura", "j@x.pl"]
    )
    assert [found[name] for name in ("Display Name", "Primary Email")] == [None, "email"]
    assert guessed("E-mail Display Name") != "email"


def test_a_word_above_the_headings_of_a_statement_is_none_of_them() -> None:
    headings: list[object] = ["#Data operacji", "#Tytuł operacji", "#Rachunek", "#Kwota"]
    entry: list[object] = ["2026-05-01", "Przelew", "12 34", "1 234,56 PLN"]
    found = guess(list(enumerate([["Bank S.A."], ["#Klient"], ["JAN NOWAK"], headings, entry], 1)))
    assert (found.row, set(found.fields)) == (4, {None})
    assert guess([(1, ["E-mail"]), (2, ["a@x.pl", "b", "c"])]).row == 1


def test_values_are_no_headings() -> None:
    card: list[object] = ["abc", "Jan", "tel. 600100200", "biuro@lead.pl", "Do zrobienia"]
    found = guess([(1, ["Card ID", "Card Name", "Description of the card", "Members", "List Name"]), (2, card)])
    assert found.row == 1


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Kod kontrahenta", "Nazwa kontrahenta", "Osoba kontaktowa"], [None, "company", "contact_name"]),
        (["Nazwa kontrahenta", "Telefon"], ["contact_name", "phone"]),
        (["Firma", "Nazwa klienta", "Osoba kontaktowa"], ["company", "contact_name", None]),
        (["Name", "Person", "Phone"], ["contact_name", None, "phone"]),
        (["Title", "Person", "Phone"], ["name", "contact_name", "phone"]),
    ],
)
def test_who_is_meant_depends_on_who_else_is_named(headings: list[str], fields: list[str | None]) -> None:
    found = guess([(1, headings), (2, ["x"] * len(headings))])
    assert set(found.fields) == set(fields)
    assert [found.choices[heading] for heading in headings] == fields
