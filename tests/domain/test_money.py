"""Money is exact: minor units, tax by line, half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.errors import Invalid
from solartui.domain.money import (
    Line,
    format_money,
    format_number,
    lines_by_area,
    per_kwp,
    to_decimal,
    to_minor,
)

EIGHT, TWENTY_THREE = Decimal(8), Decimal(23)


@pytest.mark.feature("B-100", "B-101")
def test_a_house_within_the_limit() -> None:
    lines = lines_by_area(4_000_000, Decimal(250), Decimal(300), EIGHT, TWENTY_THREE)
    assert lines == (Line(4_000_000, EIGHT),)
    assert sum(line.gross for line in lines) == 4_320_000
    assert per_kwp(sum(line.net for line in lines), 10.0) == 400_000
    assert per_kwp(sum(line.gross for line in lines), 10.0) == 432_000


@pytest.mark.feature("B-100", "B-101")
def test_a_house_above_the_limit_pays_the_full_rate_on_the_rest() -> None:
    reduced, rest = lines_by_area(4_000_000, Decimal(350), Decimal(300), EIGHT, TWENTY_THREE)
    assert (reduced.net, reduced.vat) == (3_428_571, 274_286)
    assert (rest.net, rest.vat) == (571_429, 131_429)
    assert sum(line.vat for line in (reduced, rest)) == 405_715
    assert sum(line.gross for line in (reduced, rest)) == 4_405_715
    assert per_kwp(sum(line.gross for line in (reduced, rest)), 10.0) == 440_572


@pytest.mark.parametrize(
    ("net", "rate", "vat"),
    [
        (3333, "23", 767),  # 766.59
        (50, "23", 12),  # 11.5: a half goes up
        (-50, "23", -12),
        (1, "8", 0),
        (0, "23", 0),
        (10**11, "8", 8 * 10**9),
        (100, "0", 0),
    ],
)
def test_tax_is_rounded_half_up(net: int, rate: str, vat: int) -> None:
    assert Line(net, Decimal(rate)).vat == vat
    assert Line(net, Decimal(rate)).gross == net + vat


def test_three_lines_are_rounded_one_by_one() -> None:
    assert sum(line.gross for line in [Line(3333, TWENTY_THREE)] * 3) == 3 * 4100
    assert sum(line.gross for line in [Line(9999, TWENTY_THREE)]) == 12299


@pytest.mark.parametrize("capacity", [None, 0.0, 0])
def test_without_capacity_there_is_no_price_per_kwp(capacity: float | None) -> None:
    assert per_kwp(100, capacity) is None
    assert per_kwp(None, 10.0) is None


@given(st.integers(-(10**12), 10**12), st.decimals(0, 100, places=2))
def test_tax_agrees_with_exact_arithmetic(net: int, rate: Decimal) -> None:
    exact = abs(Fraction(net) * Fraction(rate) / 100)
    expected = int(exact + Fraction(1, 2)) * (1 if net >= 0 else -1)
    assert Line(net, rate).vat == expected


@given(st.integers(0, 10**10), st.integers(1, 2000), st.sampled_from([150, 300]))
def test_parts_by_area_are_the_whole(net: int, area: int, limit: int) -> None:
    lines = lines_by_area(net, Decimal(area), Decimal(limit), EIGHT, TWENTY_THREE)
    assert sum(line.net for line in lines) == net
    assert all(line.net >= 0 for line in lines)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1234.50", "PLN", 123450),
        ("1 234,5", "PLN", 123450),
        ("40 000,00", "PLN", 4_000_000),
        ("0.005", "EUR", 1),
        ("-12.345", "EUR", -1235),
        (Decimal("0.01"), "AUD", 1),
        (7, "PLN", 700),
        ("1234", "JPY", 1234),
    ],
)
def test_amounts_become_minor_units(amount: str | int | Decimal, currency: str, minor: int) -> None:
    assert to_minor(amount, currency) == minor


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "NaN", "Infinity", "1e30", "--1", "٣٫٥"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no amount of money"):
        to_minor(text, "PLN")


@given(st.integers(-(10**14), 10**14))
def test_minor_units_survive_the_way_there_and_back(minor: int) -> None:
    assert to_minor(to_decimal(minor, "PLN"), "PLN") == minor
    assert to_minor(str(to_decimal(minor, "PLN")), "PLN") == minor
    assert str(to_decimal(minor, "PLN")).partition(".")[2].isdigit()


@pytest.mark.parametrize(
    ("minor", "currency", "language", "text"),
    [
        (123450, "PLN", "pl", "1\u00a0234,50\u00a0zł"),
        (123450, "PLN", "en", "PLN\u00a01,234.50"),
        (123450, "AUD", "pl", "1\u00a0234,50\u00a0AUD"),
        (-5, "EUR", "en", "EUR\u00a0-0.05"),
        (1234567, "JPY", "en", "JPY\u00a01,234,567"),
        (None, "PLN", "pl", "—"),
        (None, "PLN", "en", "—"),
    ],
)
def test_amounts_are_written_as_the_language_does(minor: int | None, currency: str, language: str, text: str) -> None:
    assert format_money(minor, currency, language) == text


def test_numbers_are_written_as_the_language_does() -> None:
    assert format_number(1234.5, 1, "pl") == "1\u00a0234,5"
    assert format_number(1234.5, 1) == "1,234.5"
    assert format_number(Decimal(12)) == "12"


def test_estimates_are_written_without_minor_units() -> None:
    assert format_money(123_450, "PLN", "pl", whole=True) == "1\u00a0234\u00a0zł"
    assert format_money(-123_460, "AUD", "en", whole=True) == "AUD\u00a0-1,235"
