"""Cells as text, and the readers of single fields."""
# ruff: noqa: DTZ001 - the cells of a sheet know no zone

from __future__ import annotations

from datetime import UTC, date, datetime, time
from math import inf, nan
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.contacts import Phone
from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import (
    LONGEST_BLOCK,
    LONGEST_LINE,
    as_text,
    block,
    is_clean,
    line,
    no_date,
    refuse_errors,
    says_nothing,
)
from solartui.domain.importing.fields import FIELDS, Kind
from solartui.domain.importing.numbers import NumberStyle
from solartui.domain.importing.values import ColumnStyle, Desk, emails, phones, reader_of, styles_of
from solartui.domain.text import clean, clean_block

if TYPE_CHECKING:
    from solartui.domain.importing.cells import Cell

pytestmark = pytest.mark.feature("B-68")

ANY = ColumnStyle()
HERE = Desk(zone=UTC)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("x", "x"), (None, ""), (12, "12"), (12.0, "12"), (12.5, "12.5"), (48601234567.0, "48601234567"),
        (True, "True"),
        (datetime(2024, 5, 6, 7, 8, 9, 500), "2024-05-06 07:08:09"), (date(2024, 5, 6), "2024-05-06"),
        (time(7, 30), "07:30:00"), (1e300, "1e+300"),
    ],
)  # fmt: skip
def test_cells_as_a_person_reads_them(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [(" a \t b\n", "a b"), ("ja\u200bn", "jan"), ("e\u0301", "é"), ("\x1b[31mred", "[31mred"), ("-", None), ("—", None),
     ("?", None), ("", None), ("brak", "brak"), (12.0, "12")],
)  # fmt: skip
def test_one_line_of_text(cell: Cell, text: str | None) -> None:
    assert line(cell) == text


@given(st.text(max_size=20) | st.text("a \u00a0\u0301é\u200b\u2028\n\t\x1b\ud800\ufeffł", max_size=8))
def test_the_quick_look_agrees_with_the_cleaning(text: str) -> None:
    if is_clean(text):
        assert clean(text) == text
        assert clean_block(text) == text


def test_text_of_several_lines() -> None:
    assert block("  a\r\n\tb\x07\r\n\r\n") == "a\n\tb"
    assert block("—") is None
    assert block(7.0) == "7"


def test_text_has_a_longest_length() -> None:
    assert line("x" * LONGEST_LINE) is not None
    assert block("x" * LONGEST_BLOCK) is not None
    for read, length in ((line, LONGEST_LINE), (block, LONGEST_BLOCK)):
        with pytest.raises(Invalid, match="longer than"):
            read("x" * (length + 1))


@pytest.mark.parametrize("cell", ["#N/A", "#ref!", " #N/D!", "#ADR!", "#DZIEL/0!", "#FORMULA?", nan, inf, 10**19])
def test_errors_of_spreadsheets_are_no_values(cell: Cell) -> None:
    if isinstance(cell, str) and cell.startswith(" "):
        refuse_errors(cell)
        return
    for read in (refuse_errors, line, block):
        with pytest.raises(Invalid):
            read(cell)


def test_a_number_sign_is_no_error() -> None:
    assert line("#12") == "#12"
    assert line("#solar") == "#solar"


def test_blank_and_unknown() -> None:
    assert all(says_nothing(cell) for cell in (None, "", " \t\u00a0", "\u200b"))
    assert not any(says_nothing(cell) for cell in (0, 0.0, False, "Jan"))
    assert all(says_nothing(cell) for cell in (None, "", " ", "-", "Brak danych", "n/d", "NULL", "nie podano"))
    assert not any(says_nothing(cell) for cell in (0, False, "nie", "0", "x"))


@pytest.mark.parametrize("cell", [date(2024, 7, 5), datetime(2024, 7, 5), time(5, 7)])
def test_a_date_is_no_house_number(cell: Cell) -> None:
    with pytest.raises(Invalid, match="5/7"):
        no_date(cell)
    for key in ("house_number", "flat_number"):
        with pytest.raises(Invalid):
            reader_of(key, ANY, HERE)(cell)
    with pytest.raises(Invalid):
        phones(cell, "PL")


def test_mails() -> None:
    assert emails("a@x.pl; A@X.pl, b@x.pl") == ("a@x.pl", "b@x.pl")
    assert emails("brak") is None
    assert emails(" ; ") is None
    for cell in ("a@x.pl; nonsense", 7.0, True, "#N/A"):
        with pytest.raises(Invalid):
            emails(cell)


@pytest.mark.parametrize("cell", [601234567.0, 601234567, "601 234 567", 48601234567.0, "+48601234567 / 601234567"])
def test_phones_that_a_spreadsheet_made_numbers(cell: Cell) -> None:
    found = phones(cell, "PL")
    assert found is not None
    assert [phone.e164 for phone in found] == ["+48601234567"]


def test_phones_that_are_none() -> None:
    assert phones("nie podano", "PL") is None
    assert phones("12345; 12345", "PL") == (Phone("12345", None),)
    for cell in (True, nan, "12", 7.5, "#REF!"):
        with pytest.raises(Invalid):
            phones(cell, "PL")


def test_every_field_has_a_reader_that_takes_or_refuses() -> None:
    cells: list[Cell] = [None, "", "x", "1", 1.0, True, datetime(2025, 1, 2), "#N/A", "a@x.pl", "-", "50.06, 19.94"]
    for field in FIELDS:
        if field.key in {"phone", "postcode"} or not field.imported:
            continue
        read = reader_of(field.key, ANY, HERE)
        assert read(None) is None
        assert read("") is None
        for cell in cells:
            try:
                read(cell)
            except Invalid as error:
                assert error.message  # noqa: PT017


def test_readers_of_words_remember_and_do_not_remember_refusals() -> None:
    read = reader_of("type", ANY, HERE)
    assert [read("dom"), read("dom"), read("firma")] == ["residential", "residential", "commercial"]
    for _ in range(2):
        with pytest.raises(Invalid):
            read("statek")
    assert reader_of("archived", ANY, HERE)("tak") is True


def test_styles_are_found_for_numbers_and_dates_only() -> None:
    fields = {0: "name", 1: "monthly_kwh", 2: "next_follow_up", 3: "annual_kwh", 4: "latitude"}
    rows: list[list[Cell]] = [
        ["x", "1.500", "05/13/2025", "4000,5", "50.06"],
        ["y", "2.300", "05/06/2025"],
        ["z"],
    ]
    assert styles_of(fields, rows) == {
        1: ColumnStyle(NumberStyle(",", certain=False)),
        2: ColumnStyle(month_first=True),
        3: ColumnStyle(NumberStyle(",")),
        4: ColumnStyle(NumberStyle(".")),
    }


def test_columns_that_disagree_decide_nothing_for_others() -> None:
    fields = {0: "monthly_kwh", 1: "annual_kwh", 2: "consumption_1"}
    rows: list[list[Cell]] = [["1.500", "4000,5", "310.5"]]
    assert styles_of(fields, rows)[0] == ColumnStyle(NumberStyle(",", certain=False))
    rows = [["350.250", "4000,5", "310.5"]]
    assert styles_of(fields, rows)[0] == ColumnStyle(NumberStyle(".", certain=False))


def test_kinds_are_those_that_the_fields_have() -> None:
    assert {field.kind for field in FIELDS} == set(Kind)


@pytest.mark.parametrize("typed", ["p:+48601234567", "tel:+48601234567", "P: +48601234567", "phone:601234567"])
def test_what_forms_of_advertisements_write_before_a_number_is_no_part_of_it(typed: str) -> None:
    found = phones(typed, "PL")
    assert found is not None
    assert found[0].e164 == "+48601234567"
    assert found[0].number.lstrip("+").isdecimal()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("6.0123456E+08", "601234560"), ("6,012345E+08", "601234500"), ("4.8601234567E+10", "48601234567")],
)
def test_digits_that_are_still_there_make_the_whole_number(typed: str, number: str) -> None:
    found = phones(typed, "PL")
    assert found is not None
    assert found[0].number == number


@pytest.mark.parametrize("typed", ["6.01235E+08", "6,01E+08", "4.86012E+10", "6E+08"])
def test_digits_that_a_narrow_column_has_rounded_away_are_not_made_up(typed: str) -> None:
    with pytest.raises(Invalid, match="shortened by the spreadsheet"):
        phones(typed, "PL")


def test_birthdays_of_a_column_go_by_their_column() -> None:
    rows: list[list[Cell]] = [["5/17/1980"], ["5/6/1981"]]
    style = styles_of({0: "birth_date"}, rows)[0]
    assert style.month_first
    read = reader_of("birth_date", style, HERE)
    assert [read(cell) for (cell,) in rows] == ["1980-05-17", "1981-05-06"]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("601 234 567 602 345 678", ["+48601234567", "+48602345678"]),
        ("601234567602345678", ["+48601234567", "+48602345678"]),
        ("+48 601 234 567+48 602-345-678", ["+48601234567", "+48602345678"]),
        ("601 234 567 i 602 345 678", ["+48601234567", "+48602345678"]),
        ("601234567 & 602345678", ["+48601234567", "+48602345678"]),
        ("601234567, brak", ["+48601234567"]),
        ("601 234 567 dom i praca", ["+48601234567"]),
    ],
)
def test_several_numbers_in_a_cell_however_they_are_parted(cell: str, numbers: list[str]) -> None:
    assert [phone.e164 for phone in phones(cell, "PL") or ()] == numbers


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a@x.pl i b@x.pl", ("a@x.pl", "b@x.pl")),
        ("mailto:a@x.pl?subject=Oferta", ("a@x.pl",)),
        ("a@x.pl, brak", ("a@x.pl",)),
    ],
)
def test_several_addresses_in_a_cell_however_they_are_parted(cell: str, found: tuple[str, ...]) -> None:
    assert emails(cell) == found


@pytest.mark.parametrize("key", ["street", "external_id"])
def test_a_day_is_no_number_of_a_house_or_of_a_case(key: str) -> None:
    read = reader_of(key, ANY, HERE)
    assert read("12/2025") == "12/2025"
    with pytest.raises(Invalid, match="Excel made a date"):
        read(date(2025, 12, 1))


@pytest.mark.parametrize("cell", [5.90322400100000e17, 10**15, -1e16])
def test_a_long_number_that_a_spreadsheet_has_rounded_is_not_made_up(cell: Cell) -> None:
    with pytest.raises(Invalid, match="shortened by the spreadsheet"):
        line(cell)
    assert line(123456789012345.0) == "123456789012345"
    assert line("590322400100000012") == "590322400100000012"


def test_text_of_a_number_has_as_many_digits_as_a_spreadsheet_shows() -> None:
    assert [line(cell) for cell in (0.1 + 0.2, 5.5, 7.0, 1e-7)] == ["0.3", "5.5", "7", "1e-07"]


def test_lines_of_other_programs_stay_lines() -> None:
    assert block("a\u2028b\x0bc\u2029d\x0ce") == "a\nb\nc\nd\ne"
    assert line("a\u2028b\x0bc") == "a b c"


def test_an_apostrophe_before_an_address_or_a_number_is_no_part_of_it() -> None:
    assert emails("'jan@x.example") == ("jan@x.example",)
    assert emails("'o'hara@x.example; b@x.example") == ("o'hara@x.example", "b@x.example")
    assert phones("'600100200", "PL") == (Phone("600100200", "+48600100200"),)
    assert phones("'+48 600 100 200", "PL") == (Phone("+48 600 100 200", "+48600100200"),)
    assert emails(None) is None


@pytest.mark.parametrize("key", ["contact_name", "first_name", "last_name", "company"])
def test_nobody_is_called_unknown(key: str) -> None:
    read = reader_of(key, ANY, HERE)
    assert [read(cell) for cell in ("n/d", "N/A", " Brak danych ", "-", None)] == [None] * 5
    # There are people of these names.
    assert [read(cell) for cell in ("Brak", "Null", "None", "Jan")] == ["Brak", "Null", "None", "Jan"]
    assert reader_of("city", ANY, HERE)("n/d") == "n/d"
