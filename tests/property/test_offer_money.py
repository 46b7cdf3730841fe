"""The money of offers against independent arithmetic: exact to the last grosz and cent, whatever is offered."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.domain.offers.charges import Charge, Ledger
from solartui.domain.offers.designs import DesignLine, line_document, line_of
from solartui.domain.offers.pricing import part_of_taxes, priced
from solartui.domain.offers.vat import VatRule
from solartui.domain.offers.vocabulary import ChargeKind, LineKind
from tests.soak.offers import checked, line_values, random_offer

LINES = st.lists(
    st.builds(
        DesignLine,
        st.sampled_from(LineKind),
        st.just("x"),
        st.integers(1, 999_999).map(lambda thousandths: Decimal(thousandths) / 1000),
        st.just("pcs"),
        st.integers(0, 10**9),
        st.one_of(st.none(), st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)),
    ),
    max_size=12,
)
RULES = st.one_of(
    st.integers(0, 100).map(lambda rate: VatRule(Decimal(rate), "standard")),
    st.integers(301, 5_000).map(lambda area: VatRule(Decimal(8), "split", Decimal(23), Decimal(area), Decimal(300))),
)


@given(LINES, RULES)
def test_every_sum_is_the_sum_of_what_is_shown(lines: list[DesignLine], rule: VatRule) -> None:
    price = priced(lines, rule)
    assert (price.net, price.vat) == line_values(lines, rule)
    assert price.gross == price.net + price.vat == sum(line.gross for line in price.lines)
    assert sum(net for _, net, _ in price.by_rate) == price.net
    assert sum(vat for _, _, vat in price.by_rate) == price.vat
    assert all(sum(part.net for part in line.parts) == line.net for line in price.lines)
    assert [line_of(line_document(line)) for line in lines] == lines


@given(LINES, RULES, st.data())
def test_parts_of_a_price_add_up(lines: list[DesignLine], rule: VatRule, data: Any) -> None:
    price = priced(lines, rule)
    amount = data.draw(st.integers(0, price.gross))
    part = part_of_taxes(price.by_rate, price.gross, amount)
    assert sum(net + vat for _, net, vat in part) == (amount if price.gross else 0)
    assert all(net >= 0 and vat >= 0 for _, net, vat in part)


@given(st.integers(0, 10**9), st.lists(st.tuples(st.sampled_from(ChargeKind), st.integers(1, 10**8)), max_size=20))
def test_a_ledger_is_what_came_in_less_what_went_back(due: int, entries: list[tuple[ChargeKind, int]]) -> None:
    any_of: Any = None
    charges = tuple(
        Charge(number, 1, kind, amount, "PLN", any_of, None, None, "x", any_of, 1)
        for number, (kind, amount) in enumerate(entries)
    )
    ledger = Ledger(1, "PLN", due, charges)
    came = sum(amount for kind, amount in entries if kind in {ChargeKind.DEPOSIT, ChargeKind.FINAL, ChargeKind.PAYMENT})
    back = sum(amount for kind, amount in entries if kind is ChargeKind.REFUND)
    assert ledger.balance == due - came + back
    assert ledger.invoiced == sum(amount for kind, amount in entries if kind is ChargeKind.INVOICE)


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_random_offers_agree_with_independent_arithmetic(seed: int) -> None:
    assert checked(random_offer(seed)) == ""


@pytest.mark.parametrize(("text", "grosz"), [("0.005", 1), ("0.004999", 0), ("1.115", 112), ("2.675", 268)])
def test_halves_go_up(text: str, grosz: int) -> None:
    assert int((Decimal(text) * 100).quantize(Decimal(1), ROUND_HALF_UP)) == grosz
