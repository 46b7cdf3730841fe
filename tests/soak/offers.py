"""Random offers against arithmetic that shares no code with the program; run long by `python -m tests.soak offers`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

from solartui.domain.offers.designs import DesignLine
from solartui.domain.offers.pricing import priced
from solartui.domain.offers.vat import VatRule
from solartui.domain.offers.vocabulary import LineKind


class Offer(NamedTuple):
    """Lines of a bill, the rule that taxes them, and the power of the plant."""

    lines: tuple[DesignLine, ...]
    rule: VatRule
    capacity_kwp: float


def random_offer(seed: int) -> Offer:
    """The offer of a number: the same each time."""
    dice = Random(seed)
    lines = tuple(
        DesignLine(
            dice.choice(list(LineKind)),
            "x",
            Decimal(dice.choice((dice.randint(1, 60), dice.randint(1, 99_999)))) / dice.choice((1, 1, 10, 1000)),
            "pcs",
            dice.choice((dice.randint(0, 99), dice.randint(0, 10**6), dice.randint(0, 10**8), 3333)),
            Decimal(dice.choice((0, 5, 8, 23))) if dice.random() < 0.1 else None,
        )
        for _ in range(dice.randint(0, 15))
    )
    area = Decimal(dice.randint(3_001, 90_000)) / 10
    rules = (
        VatRule(Decimal(dice.choice((0, 8, 10, 19, 23))), "standard"),
        VatRule(Decimal(8), "split", Decimal(23), area, Decimal(dice.choice((150, 300)))),
    )
    return Offer(lines, dice.choice(rules), dice.choice((0.0, dice.randint(1, 10**5) / 1000)))


def half_up(value: Fraction) -> int:
    """The nearest whole number; halves go up, for amounts that are not negative."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def line_values(lines: Sequence[DesignLine], rule: VatRule) -> tuple[int, int]:
    """Net price and tax by fractions: each part of each line rounded once."""
    net, vat = 0, 0
    for line in lines:
        own = half_up(Fraction(line.quantity) * line.unit_net)
        net += own
        if line.vat_rate is not None:
            vat += half_up(own * Fraction(line.vat_rate) / 100)
        elif rule.above is None or rule.area is None or rule.limit is None or rule.area <= rule.limit:
            vat += half_up(own * Fraction(rule.rate) / 100)
        else:
            share = half_up(own * Fraction(rule.limit) / Fraction(rule.area))
            vat += half_up(share * Fraction(rule.rate) / 100) + half_up((own - share) * Fraction(rule.above) / 100)
    return net, vat


def checked(offer: Offer) -> str:
    """What does not agree; empty where all does."""
    price = priced(offer.lines, offer.rule)
    net, vat = line_values(offer.lines, offer.rule)
    if (price.net, price.vat, price.gross) != (net, vat, net + vat):
        return f"{offer}: {price.net} {price.vat}, not {net} {vat}"
    for minor, shown in zip((net, net + vat), price.per_kwp(offer.capacity_kwp), strict=True):
        kwp = Decimal(str(offer.capacity_kwp))
        wanted = None if not kwp else int((Decimal(minor) / kwp).quantize(Decimal(1), ROUND_HALF_UP))
        if shown != wanted:
            return f"{offer}: {shown} for a kWp, not {wanted}"
    return ""


def run(count: int) -> int:
    """Check so many offers; the number of those that do not agree, which are printed."""
    wrong = 0
    for seed in range(count):
        said = checked(random_offer(seed))
        if said:
            wrong += 1
            print(said)
    print(f"{count} offers, {wrong} wrong")
    return wrong
