"""Money of offers at its edges: half cents, shares of taxes, balances, refunds, and amounts as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from solartui.domain.errors import Invalid, Refused
from solartui.domain.money import Line, lines_by_area, per_kwp, round_half_up
from solartui.domain.offers.charges import LARGEST, Charge, Ledger, check_amount, check_payment, left_to_invoice
from solartui.domain.offers.designs import DesignLine
from solartui.domain.offers.pricing import Price, PricedLine, incentive_total, part_of_taxes, priced
from solartui.domain.offers.vat import VatRule
from solartui.domain.offers.vocabulary import ChargeKind, LineKind

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def ledger(due: int | None, *entries: tuple[ChargeKind, int]) -> Ledger:
    lines = tuple(
        Charge(n, 7, kind, amount, "PLN", date(2026, 11, 22), None, None, "Ewa", NOW, 1)
        for n, (kind, amount) in enumerate(entries, 1)
    )
    return Ledger(7, "PLN", due, lines)


D, F, P, R, INV, X = (
    ChargeKind.DEPOSIT,
    ChargeKind.FINAL,
    ChargeKind.PAYMENT,
    ChargeKind.REFUND,
    ChargeKind.INVOICE,
    ChargeKind.PROFORMA,
)


@pytest.mark.parametrize(
    ("due", "entries", "sums"),
    [
        (None, (), (0, 0, 0, None)),
        (1000, (), (0, 0, 0, 1000)),
        (1000, ((D, 300),), (300, 0, 300, 700)),
        (1000, ((D, 300), (F, 700)), (1000, 0, 300, 0)),
        (1000, ((D, 300), (R, 300)), (0, 0, 300, 1000)),
        (1000, ((D, 300), (R, 100), (P, 50)), (250, 0, 300, 750)),
        (1000, ((INV, 1000), (X, 1000)), (0, 1000, 0, 1000)),
        (1000, ((P, 1200),), (1200, 0, 0, -200)),
        (None, ((D, 300),), (300, 0, 300, None)),
        (0, (), (0, 0, 0, 0)),
        (10**13, ((D, 1), (D, 2)), (3, 0, 3, 10**13 - 3)),
    ],
)
def test_what_is_left_to_pay(
    due: int | None, entries: tuple[tuple[ChargeKind, int], ...], sums: tuple[int | None, ...]
) -> None:
    found = ledger(due, *entries)
    assert (found.paid, found.invoiced, found.deposit, found.balance) == sums


@pytest.mark.parametrize(
    ("due", "entries", "kind", "amount", "message"),
    [
        (1000, (), D, 1000, None),
        (1000, (), D, 1001, "PLN\u00a010.00"),
        (1000, ((D, 400),), F, 600, None),
        (1000, ((D, 400),), F, 601, "PLN\u00a06.00"),
        (1000, ((D, 400), (R, 400)), P, 1000, None),
        (1000, ((P, 1000),), P, 1, "PLN\u00a00.00"),
        (None, (), D, 10**12, None),
        (None, ((D, 5),), R, 5, None),
        (None, ((D, 5),), R, 6, "PLN\u00a00.05"),
        (1000, (), R, 1, "PLN\u00a00.00"),
        (1000, ((D, 500), (R, 200)), R, 301, "PLN\u00a03.00"),
        (1000, ((INV, 1000), (X, 500)), R, 1, "PLN\u00a00.00"),
    ],
)
def test_no_more_is_paid_than_is_due_and_no_more_goes_back_than_came(
    due: int | None, entries: tuple[tuple[ChargeKind, int], ...], kind: ChargeKind, amount: int, message: str | None
) -> None:
    if message is None:
        check_payment(ledger(due, *entries), kind, amount)
        return
    with pytest.raises(Refused) as refused:
        check_payment(ledger(due, *entries), kind, amount)
    assert message in str(refused.value)


@pytest.mark.parametrize("amount", [1, 100, LARGEST])
def test_amounts_that_can_be_paid(amount: int) -> None:
    check_amount(amount)


@pytest.mark.parametrize("amount", [0, -1, LARGEST + 1, -LARGEST])
def test_amounts_that_cannot(amount: int) -> None:
    with pytest.raises(Invalid) as refused:
        check_amount(amount)
    assert refused.value.field == "amount"


@pytest.mark.parametrize(
    ("due", "entries", "left"),
    [
        (1000, (), 1000),
        (1000, ((INV, 400),), 600),
        (1000, ((X, 400), (D, 999)), 1000),
        (1000, ((INV, 999),), 1),
        (1000, ((INV, 1000),), None),
        (1000, ((INV, 600), (INV, 600)), None),
        (0, (), None),
        (None, (), None),
    ],
)
def test_what_was_not_invoiced_yet(
    due: int | None, entries: tuple[tuple[ChargeKind, int], ...], left: int | None
) -> None:
    if left is None:
        with pytest.raises(Refused):
            left_to_invoice(ledger(due, *entries))
    else:
        assert left_to_invoice(ledger(due, *entries)) == left


@pytest.mark.parametrize(
    ("amount", "whole"),
    [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("0.4999", 0), ("-2.4", -2), ("1e3", 1000), ("0", 0)],
)
def test_halves_go_away_from_zero(amount: str, whole: int) -> None:
    assert round_half_up(Decimal(amount)) == whole


@pytest.mark.parametrize(
    ("net", "rate", "vat"),
    [
        (0, "23", 0),
        (1, "23", 0),
        (2, "23", 0),
        (3, "23", 1),
        (50, "23", 12),
        (150, "23", 35),
        (1050, "8", 84),
        (25, "10", 3),
        (15, "10", 2),
        (5, "10", 1),
        (4, "10", 0),
        (123456789, "23", 28395061),
        (10**13, "7.75", 775 * 10**9),
        (999, "0", 0),
        (999, "100", 999),
    ],
)
def test_half_a_cent_of_tax_goes_up(net: int, rate: str, vat: int) -> None:
    assert Line(net, Decimal(rate)).vat == vat


@pytest.mark.parametrize(
    ("net", "area", "limit", "parts"),
    [
        (30000, "299.99", "300", [(30000, 8)]),
        (30000, "300", "300", [(30000, 8)]),
        (30000, "450", "300", [(20000, 8), (10000, 23)]),
        (40000_00, "350", "300", [(34285_71, 8), (5714_29, 23)]),
        (100, "150.01", "150", [(100, 8), (0, 23)]),
        (1, "400", "300", [(1, 8), (0, 23)]),
        (1, "900", "300", [(0, 8), (1, 23)]),
        (0, "900", "300", [(0, 8), (0, 23)]),
    ],
)
def test_a_large_house_splits_its_price(net: int, area: str, limit: str, parts: list[tuple[int, int]]) -> None:
    found = lines_by_area(net, Decimal(area), Decimal(limit), Decimal(8), Decimal(23))
    assert [(line.net, int(line.rate)) for line in found] == parts


@pytest.mark.parametrize(
    ("rates", "gross", "amount", "parts"),
    [
        ([("8", 10000, 800)], 10800, 10800, [("8", 10000, 800)]),
        ([("8", 10000, 800)], 10800, 5400, [("8", 5000, 400)]),
        ([("8", 10000, 800)], 10800, 1, [("8", 1, 0)]),
        ([("8", 10000, 800), ("23", 10000, 2300)], 23100, 11550, [("8", 5000, 400), ("23", 5000, 1150)]),
        ([("8", 10000, 800), ("23", 10000, 2300)], 23100, 0, [("8", 0, 0), ("23", 0, 0)]),
        ([("0", 100, 0)], 100, 33, [("0", 33, 0)]),
        ([], 0, 0, []),
    ],
)
def test_a_part_of_a_price_has_its_share_of_each_tax(
    rates: list[tuple[str, int, int]], gross: int, amount: int, parts: list[tuple[str, int, int]]
) -> None:
    found = part_of_taxes([(Decimal(rate), net, vat) for rate, net, vat in rates], gross, amount)
    assert [(str(rate), net, vat) for rate, net, vat in found] == parts


@pytest.mark.parametrize("amount", [1, 2, 3, 99, 12345, 23099, 4405715, 43])
def test_shares_of_taxes_are_the_amount(amount: int) -> None:
    rates = [(Decimal(8), 3428571, 274286), (Decimal(23), 571429, 131429), (Decimal(0), 1, 0)]
    gross = sum(net + vat for _rate, net, vat in rates)
    found = part_of_taxes(rates, gross, amount)
    assert sum(net + vat for _rate, net, vat in found) == amount
    assert all(net >= 0 and vat >= 0 for _rate, net, vat in found)


def bill(*lines: tuple[str, int, str | None]) -> list[DesignLine]:
    return [
        DesignLine(LineKind.OTHER, "x", Decimal(quantity), "", each, None if rate is None else Decimal(rate))
        for quantity, each, rate in lines
    ]


@pytest.mark.parametrize(
    ("lines", "net", "vat", "by_rate"),
    [
        ([], 0, 0, []),
        ([("1", 100, None)], 100, 23, [("23", 100, 23)]),
        ([("1", 2, None), ("1", 2, None)], 4, 0, [("23", 4, 0)]),
        ([("0.5", 1, None)], 1, 0, [("23", 1, 0)]),
        ([("0.499", 1, None)], 0, 0, [("23", 0, 0)]),
        ([("2.5", 3, None), ("1", 100, "8")], 108, 10, [("8", 100, 8), ("23", 8, 2)]),
        ([("1", 100, "0"), ("1", 100, "23")], 200, 23, [("0", 100, 0), ("23", 100, 23)]),
        ([("1000000", 10_000_000, None)], 10**13, 23 * 10**11, [("23", 10**13, 23 * 10**11)]),
    ],
)
def test_lines_are_taxed_one_by_one(
    lines: list[tuple[str, int, str | None]], net: int, vat: int, by_rate: list[tuple[str, int, int]]
) -> None:
    price = priced(bill(*lines), VatRule(Decimal(23), "standard"))
    assert (price.net, price.vat, price.gross) == (net, vat, net + vat)
    assert [(str(rate), one, tax) for rate, one, tax in price.by_rate] == by_rate


def test_a_price_beyond_any_plant_is_refused() -> None:
    with pytest.raises(Invalid):
        priced(bill(("1000000", 10**13, None)), VatRule(Decimal(0), "standard"))


@pytest.mark.parametrize(
    ("total", "kwp", "each"),
    [(None, 5.0, None), (100, None, None), (100, 0.0, None), (0, 5.0, 0), (4405715, 10.0, 440572), (1, 3.0, 0),
     (100, 0.1, 1000), (10**13, 0.001, 10**16), (5, 10.0, 1)],
)  # fmt: skip
def test_the_price_of_a_kwp(total: int | None, kwp: float | None, each: int | None) -> None:
    assert per_kwp(total, kwp) == each


def test_a_price_without_power_has_no_price_of_a_kwp() -> None:
    price = Price((PricedLine(bill(("1", 100, None))[0], (Line(100, Decimal(23)),)),))
    assert price.per_kwp(None) == (None, None)
    assert price.per_kwp(2.0) == (50, 62)


@pytest.mark.parametrize(
    ("amounts", "gross", "total"), [((), 100, 0), ((30, 20), 100, 50), ((80, 80), 100, 100), ((5,), 0, 0)]
)
def test_no_more_is_given_back_than_the_price(amounts: tuple[int, ...], gross: int, total: int) -> None:
    assert incentive_total(amounts, gross) == total
