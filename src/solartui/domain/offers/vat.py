"""Which VAT an offer bears: the rules of the place, of the day and of the site, or a rate that a person gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from solartui.domain.errors import Invalid, Refused
from solartui.domain.money import Line, lines_by_area
from solartui.domain.offers.vocabulary import Building
from solartui.domain.regulations import Regulation, Vat
from solartui.domain.vocabulary import LeadType
from solartui.i18n import tr

_MOST = Decimal(100)


@dataclass(frozen=True, slots=True)
class TaxCase:
    """What the rate rests on.

    Attributes:
        business: whether the customer is a company.
        capacity_kwp: of the plant.
        building: what it serves; None counts as a house.
        floor_area: usable m²; None where nobody asked.
        own_rate: per cent, where a person sets it.
        reason: why they do.
    """

    regulation: Regulation
    type: LeadType
    business: bool
    capacity_kwp: float
    building: Building | None
    floor_area: Decimal | None
    day: date
    own_rate: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VatRule:
    """The rates of an offer.

    Attributes:
        rate: of all of it, or of its part up to `limit`.
        above: of the rest; None where one rate holds.
        area: usable m², with the `limit` up to which `rate` holds.
        why: key of the sentence that explains it, see ``words.toml``.
        reason: what a person gave as their reason.
    """

    rate: Decimal
    why: str
    above: Decimal | None = None
    area: Decimal | None = None
    limit: Decimal | None = None
    reason: str = ""

    def split(self, net: int, own_rate: Decimal | None = None) -> tuple[Line, ...]:
        """The taxed parts of a net price in minor units; `own_rate` is that of a line with a rate of its own."""
        if own_rate is not None:
            return (Line(net, own_rate),)
        if self.above is None or self.area is None or self.limit is None:
            return (Line(net, self.rate),)
        return lines_by_area(net, self.area, self.limit, self.rate, self.above)


def check_rate(rate: Decimal) -> Decimal:
    """A rate in per cent.

    Raises:
        Invalid: it is none.
    """
    if not rate.is_finite() or not 0 <= rate <= _MOST or rate != round(rate, 2):
        raise Invalid(tr("{field}: is a rate between 0 and 100 per cent", field="vat_rate"), "vat_rate")
    return rate


def vat_rule(case: TaxCase) -> VatRule:
    """The rule for an offer.

    Raises:
        Refused: the rates of the place are not known and none is given, or one is given against the rules without a
            reason.
    """
    usual = case.regulation.vat(case.type, case.day)
    if case.own_rate is not None:
        return _own(case, usual)
    if usual is None:
        place = case.regulation.name
        raise Refused(tr("The VAT rate for {place} is set by hand: vat_rate=20", place=place), ("vat_rate",))
    return _usual(case, usual)


def _own(case: TaxCase, usual: Vat | None) -> VatRule:
    rate = check_rate(case.own_rate or Decimal(0))
    if usual is not None and not case.reason:
        by_rule = _usual(case, usual)
        if rate == by_rule.rate and by_rule.above is None:
            return by_rule
        raise Refused(tr("A VAT rate other than the usual one needs a reason: vat_reason=…"), ("vat_reason",))
    return VatRule(rate, "own", reason=case.reason)


def _usual(case: TaxCase, usual: Vat) -> VatRule:
    if usual.above is None or usual.house_m2 is None or usual.flat_m2 is None:
        return VatRule(usual.rate, "standard")
    if case.business:
        return VatRule(usual.above, "business")
    if case.building is Building.OTHER:
        return VatRule(usual.above, "building")
    if usual.largest_kwp is not None and Decimal(str(case.capacity_kwp)) > usual.largest_kwp:
        return VatRule(usual.above, "large")
    limit = usual.flat_m2 if case.building is Building.FLAT else usual.house_m2
    if case.floor_area is None:
        return VatRule(usual.rate, "area_unknown", limit=limit)
    if case.floor_area <= limit:
        return VatRule(usual.rate, "within", area=case.floor_area, limit=limit)
    return VatRule(usual.rate, "split", usual.above, case.floor_area, limit)
