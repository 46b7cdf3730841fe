"""VAT of offers: the rules of a place and a day, the share by floor area, and rates set by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from solartui.domain.errors import Invalid, Refused
from solartui.domain.offers.designs import DesignLine
from solartui.domain.offers.pricing import incentive_total, part_of_taxes, priced
from solartui.domain.offers.vat import TaxCase, check_rate, vat_rule
from solartui.domain.offers.vocabulary import Building, LineKind
from solartui.domain.regulations import regulation_for
from solartui.domain.vocabulary import LeadType

DAY = date(2026, 11, 23)
HOUSE = TaxCase(regulation_for("PL"), LeadType.RESIDENTIAL, False, 10.0, None, Decimal(250), DAY)


def line(price: str, quantity: str = "1", rate: str | None = None) -> DesignLine:
    minor = int(Decimal(price) * 100)
    return DesignLine(LineKind.OTHER, "x", Decimal(quantity), "", minor, None if rate is None else Decimal(rate))


@pytest.mark.feature("A-15")
def test_a_house_within_the_limit_bears_the_low_rate() -> None:
    price = priced([line("40000")], vat_rule(HOUSE))
    assert (price.net, price.vat, price.gross) == (4_000_000, 320_000, 4_320_000)
    assert price.per_kwp(10.0) == (400_000, 432_000)


@pytest.mark.feature("A-15")
def test_a_larger_house_bears_it_for_its_share_only() -> None:
    price = priced([line("40000")], vat_rule(replace(HOUSE, floor_area=Decimal(350))))
    assert price.by_rate == ((Decimal(8), 3_428_571, 274_286), (Decimal(23), 571_429, 131_429))
    assert (price.vat, price.gross) == (405_715, 4_405_715)
    assert price.per_kwp(10.0)[1] == 440_572


@pytest.mark.feature("B-101")
def test_without_power_there_is_no_price_per_kwp() -> None:
    assert priced([line("40000")], vat_rule(HOUSE)).per_kwp(0.0) == (None, None)


@pytest.mark.parametrize(
    ("case", "rate", "why"),
    [
        (HOUSE, 8, "within"),
        (replace(HOUSE, floor_area=None), 8, "area_unknown"),
        (replace(HOUSE, floor_area=Decimal(300)), 8, "within"),
        (replace(HOUSE, floor_area=Decimal("300.5")), 8, "split"),
        (replace(HOUSE, building=Building.FLAT, floor_area=Decimal(150)), 8, "within"),
        (replace(HOUSE, building=Building.FLAT, floor_area=Decimal(151)), 8, "split"),
        (replace(HOUSE, building=Building.OTHER), 23, "building"),
        (replace(HOUSE, business=True), 23, "business"),
        (replace(HOUSE, capacity_kwp=50.0), 8, "within"),
        (replace(HOUSE, capacity_kwp=50.1), 23, "large"),
        (replace(HOUSE, type=LeadType.COMMERCIAL), 23, "standard"),
        (replace(HOUSE, type=LeadType.AGRICULTURAL), 23, "standard"),
        (replace(HOUSE, regulation=regulation_for("AU")), 10, "standard"),
    ],
)
def test_the_rate_follows_from_the_case(case: TaxCase, rate: int, why: str) -> None:
    rule = vat_rule(case)
    assert (int(rule.rate), rule.why) == (rate, why)
    assert (rule.above == 23) is (why == "split")


def test_where_no_rate_is_known_one_is_given_by_hand() -> None:
    abroad = replace(HOUSE, regulation=regulation_for("DE"))
    with pytest.raises(Refused, match="set by hand"):
        vat_rule(abroad)
    assert vat_rule(replace(abroad, own_rate=Decimal(0))).rate == 0


def test_another_rate_needs_a_reason() -> None:
    with pytest.raises(Refused, match="needs a reason"):
        vat_rule(replace(HOUSE, own_rate=Decimal(23)))
    rule = vat_rule(replace(HOUSE, own_rate=Decimal(23), reason="second home of a firm"))
    assert (int(rule.rate), rule.why, rule.reason) == (23, "own", "second home of a firm")
    assert vat_rule(replace(HOUSE, own_rate=Decimal(8))).why == "within"


def test_rates_of_former_days_stay() -> None:
    assert vat_rule(replace(HOUSE, regulation=regulation_for("AU"), day=date(2001, 1, 1))).rate == 10
    with pytest.raises(Refused):
        vat_rule(replace(HOUSE, regulation=regulation_for("AU"), day=date(1999, 1, 1)))


@pytest.mark.parametrize("rate", ["-1", "100.01", "8.125", "NaN", "Infinity"])
def test_rates_that_are_none(rate: str) -> None:
    with pytest.raises(Invalid):
        check_rate(Decimal(rate))


def test_taxes_are_rounded_line_by_line() -> None:
    price = priced([line("33.33", "3")], vat_rule(HOUSE))
    assert (price.net, price.vat, price.gross) == (9_999, 800, 10_799)
    three = priced([line("33.33")] * 3, vat_rule(HOUSE))
    assert (three.net, three.vat, three.gross) == (9_999, 801, 10_800)


def test_half_a_cent_goes_up_and_a_line_may_have_its_own_rate() -> None:
    assert priced([line("0.01", "0.5")], vat_rule(HOUSE)).net == 1
    price = priced([line("100"), line("100", rate="0"), line("0")], vat_rule(HOUSE))
    assert price.by_rate == ((Decimal(0), 10_000, 0), (Decimal(8), 10_000, 800))


def test_prices_end_somewhere() -> None:
    assert priced([line("1000000000")], vat_rule(HOUSE)).gross == 108_000_000_000
    with pytest.raises(Invalid, match="too large"):
        priced([line("1000000000", "1000")], vat_rule(HOUSE))
    assert incentive_total([500, 700], 1_000) == 1_000


def test_the_taxes_in_a_part_of_a_price() -> None:
    rates = ((Decimal(8), 3_428_571, 274_286), (Decimal(23), 571_429, 131_429))
    assert part_of_taxes(rates, 4_405_715, 4_405_715) == rates
    part = part_of_taxes(rates, 4_405_715, 1_000_000)
    assert sum(net + vat for _, net, vat in part) == 1_000_000
    assert all(abs(net * rate / 100 - vat) <= 1 for rate, net, vat in part)
    assert part_of_taxes((), 0, 0) == ()
