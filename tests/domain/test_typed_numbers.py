"""One way to read a typed number, in every place where one is typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.country_codes import COUNTRY_CODES, known_country
from solartui.domain.custom_fields import CustomField
from solartui.domain.drafts import LeadFields, parse_number, validated
from solartui.domain.errors import Invalid
from solartui.domain.importing.countries import country
from solartui.domain.importing.numbers import NumberStyle, number
from solartui.domain.money import to_minor
from solartui.domain.typed_numbers import plain_number

pytestmark = pytest.mark.feature("B-68")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1.200,5", "1200.5"), ("1,200.5", "1200.5"), ("1 200,5", "1200.5"), ("1\u00a0200,5", "1200.5"),
        ("1200,5", "1200.5"), ("1200.5", "1200.5"), ("1.234.567,89", "1234567.89"), ("1,234,567", "1234567"),
        ("1.234.567", "1234567"), ("-1.200,5", "-1200.5"), ("+12", "+12"), ("50.062", "50.062"), ("19,937", "19.937"),
        ("", ""), ("dach", "dach"), ("1e3", "1e3"),
    ],
)  # fmt: skip
def test_signs_between_thousands_and_before_decimals(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


@pytest.mark.parametrize("typed", ["1.20,5", "12.34.5", "1,2,3", "1.200,5,1", "1,200.5.1", ".,", "1..2", "1234.567,8"])
def test_signs_where_no_number_has_them_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        plain_number(typed)
    with pytest.raises(ValueError, match="number"):
        parse_number(typed)


@given(
    value=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    signs=st.sampled_from([(".", ","), (",", "."), (" ", ","), (" ", "."), ("", ","), ("\u202f", ",")]),
)
def test_whatever_is_written_is_read_again(value: Decimal, signs: tuple[str, str]) -> None:
    text = f"{value:,.2f}".replace(",", "_").replace(".", signs[1]).replace("_", signs[0])
    assert Decimal(plain_number(text)) == value
    assert parse_number(text) == float(value)
    assert to_minor(text, "PLN") == int(value * 100)
    assert number(text, NumberStyle()) == float(value)


def test_a_lead_a_field_of_the_desk_and_money_read_alike() -> None:
    assert validated(LeadFields, {"monthly_kwh": "1.200,5"}).monthly_kwh == 1200.5
    field = CustomField(1, "lead", "area", "Powierzchnia", "number")
    assert field.parse("1.200,5") == 1200.5
    assert to_minor("1.200,50", "PLN") == 120050
    with pytest.raises(Invalid):
        to_minor("1.20,5.0", "PLN")


@pytest.mark.parametrize("code", ["XX", "AA", "ZZ", "QQ", "EU", "P1", "POL", "P", "ÄÖ"])
def test_a_code_that_no_country_has_is_refused_everywhere(code: str) -> None:
    assert known_country(code) is None
    with pytest.raises(Invalid, match=r"PL"):
        validated(LeadFields, {"country": code})
    if code != "POL":
        with pytest.raises(Invalid, match=r"PL"):
            country(code)


@pytest.mark.parametrize(("typed", "code"), [("pl", "PL"), (" De ", "DE"), ("xk", "XK"), ("GB", "GB")])
def test_codes_of_countries_are_taken(typed: str, code: str) -> None:
    assert known_country(typed) == code
    assert validated(LeadFields, {"country": typed}).country == code


def test_there_are_as_many_countries_as_the_standard_has() -> None:
    assert len(COUNTRY_CODES) == 250
