"""What people type for offers at its edges: amounts, words, lines, planes and days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from solartui.domain.errors import Invalid, Refused, SolarError
from solartui.domain.money import format_money, to_decimal, to_minor
from solartui.domain.offers.designs import DesignLine, line_document, line_of, quantity_text
from solartui.domain.offers.drafts import amount_of, day_of_text, exact_minor, key_of, lines_of, planes_of
from solartui.domain.offers.vocabulary import Building, Channel, ChargeKind, LineKind, word
from solartui.i18n import use_language


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("5000", "PLN", 500000),
        ("5 000,50", "PLN", 500050),
        ("5\u00a0000.50", "PLN", 500050),
        ("PLN 5000", "PLN", 500000),
        ("5000 pln", "PLN", 500000),
        ("0,01", "PLN", 1),
        ("-20", "PLN", -2000),
        ("0", "PLN", 0),
        ("1e3", "PLN", 100000),
        ("500", "JPY", 500),
        (5000, "EUR", 500000),
        (5000.5, "EUR", 500050),
        ("12.340", "AUD", 1234),
    ],
)
def test_amounts_with_and_without_their_currency(typed: object, currency: str, minor: int) -> None:
    assert amount_of(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "error"),
    [
        ("5000 EUR", "PLN", Refused),
        ("usd 5", "PLN", Refused),
        ("", "PLN", Invalid),
        ("PLN", "PLN", Invalid),
        ("0.001", "PLN", Invalid),
        ("0.5", "JPY", Invalid),
        ("1.000,50,2", "PLN", Invalid),
        ("nan", "PLN", SolarError),
        ("Infinity", "PLN", Invalid),
        ("1e12", "PLN", Invalid),
        ("1e999999999", "PLN", Invalid),
        ("-1e999999999", "PLN", Invalid),
        ("5_000", "PLN", Invalid),
        ("5000 zł", "PLN", Invalid),
        (None, "PLN", Invalid),
        (True, "PLN", Invalid),
        ("\x1b[2J5", "PLN", Invalid),
    ],
)
def test_amounts_of_something_else(typed: object, currency: str, error: type[SolarError]) -> None:
    with pytest.raises(error) as refused:
        amount_of(typed, currency)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(("amount", "currency", "minor"), [("1.10", "PLN", 110), ("-1", "PLN", -100), ("7", "ISK", 7)])
def test_amounts_are_exact(amount: str, currency: str, minor: int) -> None:
    assert exact_minor(Decimal(amount), currency, "x") == minor
    assert to_decimal(minor, currency) == Decimal(amount)
    assert to_minor(amount, currency) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "english", "polish"),
    [
        (0, "PLN", "PLN\u00a00.00", "0,00\u00a0zł"),
        (5, "PLN", "PLN\u00a00.05", "0,05\u00a0zł"),
        (-123456, "EUR", "EUR\u00a0-1,234.56", "-1\u00a0234,56\u00a0EUR"),
        (1234567, "JPY", "JPY\u00a01,234,567", "1\u00a0234\u00a0567\u00a0JPY"),
        (None, "PLN", "—", "—"),
    ],
)
def test_amounts_are_written_as_the_language_does(minor: int | None, currency: str, english: str, polish: str) -> None:
    assert format_money(minor, currency) == english
    assert format_money(minor, currency, "pl") == polish
    use_language("pl")
    assert format_money(minor, currency) == polish


@pytest.mark.parametrize(
    ("quantity", "text"),
    [("1", "1"), ("20", "20"), ("100", "100"), ("1.50", "1.5"), ("0.001", "0.001"), ("1000000", "1000000"), ("0", "0")],
)
def test_quantities_have_no_zeros_at_their_end(quantity: str, text: str) -> None:
    assert quantity_text(Decimal(quantity)) == text
    line = DesignLine(LineKind.WORK, "x", Decimal(quantity), "h", 5, Decimal("7.50"))
    assert line_of(line_document(line)) == line


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        (LineKind, "MODULE", LineKind.MODULE),
        (LineKind, " modules ", LineKind.MODULE),
        (Channel, "e-mail", Channel.EMAIL),
        (Channel, "EMAIL", Channel.EMAIL),
        (Building, "other building", Building.OTHER),
        (ChargeKind, "pro forma", ChargeKind.PROFORMA),
        (ChargeKind, "Final Payment", ChargeKind.FINAL),
    ],
)
def test_words_stand_for_keys(kind: type[LineKind], typed: str, found: LineKind) -> None:
    assert key_of(kind, typed, "kind") is found


@pytest.mark.parametrize("typed", ["", "-", "  ", "modul", "\u202e", "x" * 999, None, 5])
def test_other_words_stand_for_none(typed: object) -> None:
    with pytest.raises(Invalid, match=r"kind: is none of: module, inverter"):
        key_of(LineKind, typed, "kind")


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("kind", [LineKind, Channel, Building, ChargeKind])
def test_every_key_is_found_by_its_own_word_in_both_languages(kind: type[LineKind], language: str) -> None:
    use_language(language)
    assert [key_of(kind, word(one), "x") for one in kind] == list(kind)


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""}, {"name": "\u200b"}, {"name": "x" * 201}, {"quantity": "0"}, {"quantity": "-1"},
        {"quantity": "0.0001"}, {"quantity": "1000001"}, {"quantity": "nan"}, {"unit_price": None}, {"unit_price": "x"},
        {"unit_price": "-0.01"}, {"unit_price": "0.001"}, {"unit_price": "1e12"}, {"vat_rate": "-1"},
        {"vat_rate": "100.01"}, {"vat_rate": "7.005"}, {"vat_rate": "NaN"}, {"kind": "straw"}, {"unit": "x" * 201},
    ],
)  # fmt: skip
def test_lines_at_their_edges_are_refused(bad: dict[str, object]) -> None:
    good: dict[str, object] = {
        "kind": "work",
        "name": "Work",
        "quantity": "1.125",
        "unit_price": "0.01",
        "vat_rate": "7.25",
    }
    (line,) = lines_of([good], "PLN")
    assert (line.quantity, line.unit_net, line.vat_rate, line.net) == (Decimal("1.125"), 1, Decimal("7.25"), 1)
    with pytest.raises(Invalid):
        lines_of([good | bad], "PLN")


@pytest.mark.parametrize(("field", "least", "most"), [("modules", 1, 100_000), ("tilt", 0, 90), ("azimuth", 0, 360)])
def test_planes_have_bounds(field: str, least: int, most: int) -> None:
    for value in (least, most, str(most)):
        (plane,) = planes_of([{"modules": 5, field: value}])
        assert getattr(plane, field) == float(value)
    for bad in (least - 1, most + 1, "nan", True, "1 2x", 1e30):
        with pytest.raises(Invalid, match="planes 1: "):
            planes_of([{"modules": 5, field: bad}])


@pytest.mark.parametrize("text", ["31.02.2026", "2026-13-01", "yesterdayish", "\x1b", "29.02.2025"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        day_of_text(text, "valid_until")
    assert refused.value.field == "valid_until"
    assert str(refused.value).isprintable()


def test_days_that_are() -> None:
    assert day_of_text("2028-02-29", "x") == date(2028, 2, 29)
    assert day_of_text("31.12.2026", "x") == date(2026, 12, 31)
    assert day_of_text("", "x") is day_of_text(None, "x") is None
