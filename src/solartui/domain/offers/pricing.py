"""What an offer costs: each line with its tax, and what they come to. All amounts are whole minor units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from solartui.domain.errors import Invalid
from solartui.domain.money import Line, per_kwp, round_half_up
from solartui.domain.offers.designs import DesignLine
from solartui.domain.offers.vat import VatRule
from solartui.i18n import tr

_LARGEST = 10**14
"""Far beyond any plant, and far below what the database keeps exactly."""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line of the bill with the taxed parts of its price."""

    line: DesignLine
    parts: tuple[Line, ...]

    @property
    def net(self) -> int:
        """Without tax."""
        return self.line.net

    @property
    def vat(self) -> int:
        """The tax, rounded for each part."""
        return sum(part.vat for part in self.parts)

    @property
    def gross(self) -> int:
        """With tax."""
        return self.net + self.vat

    @property
    def rates(self) -> tuple[Decimal, ...]:
        """The rates, per cent."""
        return tuple(part.rate for part in self.parts)


@dataclass(frozen=True, slots=True)
class Price:
    """What all lines come to."""

    lines: tuple[PricedLine, ...]

    @property
    def net(self) -> int:
        """Without tax."""
        return sum(line.net for line in self.lines)

    @property
    def vat(self) -> int:
        """The tax: the sum of the taxes of the lines."""
        return sum(line.vat for line in self.lines)

    @property
    def gross(self) -> int:
        """With tax."""
        return self.net + self.vat

    @property
    def by_rate(self) -> tuple[tuple[Decimal, int, int], ...]:
        """For each rate, the lowest first: what it is taken of, and the tax."""
        found: dict[Decimal, tuple[int, int]] = {}
        for part in (part for line in self.lines for part in line.parts):
            net, vat = found.get(part.rate, (0, 0))
            found[part.rate] = net + part.net, vat + part.vat
        return tuple((rate, *sums) for rate, sums in sorted(found.items()))

    def per_kwp(self, capacity_kwp: float | None) -> tuple[int | None, int | None]:
        """Net and gross price of one kWp; None where there is no power to divide by."""
        return per_kwp(self.net, capacity_kwp), per_kwp(self.gross, capacity_kwp)


def priced(lines: Iterable[DesignLine], rule: VatRule) -> Price:
    """Tax the lines of a bill.

    Raises:
        Invalid: they come to more than any plant costs.
    """
    price = Price(tuple(PricedLine(line, rule.split(line.net, line.vat_rate)) for line in lines))
    if price.gross > _LARGEST:
        raise Invalid(tr("The price is too large."), "lines")
    return price


def incentive_total(amounts: Sequence[int], gross: int) -> int:
    """What is given back altogether: never more than the price."""
    return min(sum(amounts), gross)


def part_of_taxes(
    rates: Sequence[tuple[Decimal, int, int]], gross: int, amount: int
) -> tuple[tuple[Decimal, int, int], ...]:
    """The taxes in a part of a price: each rate has its share of it, and all shares together are the part.

    Args:
        rates: each rate of the whole price with its net amount and tax, minor units.
        gross: the whole price.
        amount: the part.
    """
    if amount == gross or not gross:
        return tuple(rates)
    found: list[tuple[Decimal, int, int]] = []
    left, left_of = amount, gross
    for rate, net, vat in rates:
        share = round_half_up(Decimal(left) * (net + vat) / left_of) if left_of else 0
        left, left_of = left - share, left_of - net - vat
        untaxed = round_half_up(Decimal(share) * 100 / (100 + rate))
        found.append((rate, untaxed, share - untaxed))
    return tuple(found)
