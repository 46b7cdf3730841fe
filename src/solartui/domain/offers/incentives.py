"""Money that customers get back: what the tables of the day give for a plant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from solartui.domain.errors import Invalid
from solartui.domain.money import format_money, format_number, to_minor
from solartui.domain.offers.figures import IncentiveRule, IncentiveYear, offer_figures
from solartui.domain.text import clean
from solartui.i18n import tr


@dataclass(frozen=True, slots=True)
class Site:
    """What incentives ask for.

    Attributes:
        kind: key of the lead type.
        zone: of the certificates, where it is known.
    """

    country: str | None
    region: str | None
    kind: str
    capacity_kwp: float
    battery: bool
    currency: str
    zone: int | None = None


@dataclass(frozen=True, slots=True)
class Incentive:
    """An amount in minor units, with its name and what it rests on, as a customer reads them."""

    key: str
    name: str
    note: str
    amount: int
    basis: str


def certificate_count(capacity_kwp: float, rating: Decimal, years: int) -> int:
    """Rated kW x rating of the zone x years that are left, rounded down."""
    product = Decimal(str(capacity_kwp)) * rating * years
    return int(product.to_integral_value(ROUND_FLOOR))


def incentives_for(site: Site, day: date, language: str, asked: Sequence[str] | None = None) -> tuple[Incentive, ...]:
    """The incentives of an offer that is made on a day.

    Args:
        site: the plant.
        day: whose tables hold.
        language: of names and notes.
        asked: keys of those that are wanted; None for those that belong to every offer of the place.

    Raises:
        Invalid: one that is asked for is not there, or not for this site or this day.
    """
    known = {rule.key: rule for rule in offer_figures().incentives}
    if asked is None:
        wanted = [rule for rule in known.values() if rule.auto and _fits(rule, site)]
        return tuple(_given(wanted, site, day, language))
    for key in asked:
        if key not in known:
            keys = ", ".join(known)
            raise Invalid(tr("There is no incentive {key}; there are: {keys}.", key=clean(key)[:40], keys=keys))
        if not _fits(known[key], site) or _year_of(known[key], day) is None:
            raise Invalid(tr("The incentive {key} does not hold for this project now.", key=key), "incentives")
    return tuple(_given([known[key] for key in dict.fromkeys(asked)], site, day, language))


def possible_incentives(site: Site, day: date, language: str) -> tuple[tuple[str, str, bool], ...]:
    """What an offer of a day may give back: key, name, and whether it belongs to every offer of the place."""
    return tuple(
        (rule.key, rule.names[language], rule.auto)
        for rule in offer_figures().incentives
        if _fits(rule, site) and _year_of(rule, day) is not None
    )


def _fits(rule: IncentiveRule, site: Site) -> bool:
    if (site.country or "").upper() not in rule.countries or (rule.types and site.kind not in rule.types):
        return False
    return rule.largest_kw is None or site.capacity_kwp <= rule.largest_kw


def _year_of(rule: IncentiveRule, day: date) -> IncentiveYear | None:
    return next((year for year in rule.years if year.holds(day)), None)


def _given(rules: Sequence[IncentiveRule], site: Site, day: date, language: str) -> Iterator[Incentive]:
    for rule in rules:
        year = _year_of(rule, day)
        if year is None:
            continue
        made = _certificates if rule.kind == "certificates" else _fixed
        one = made(rule, year, site, language)
        if one is not None:
            yield one


def _fixed(rule: IncentiveRule, year: IncentiveYear, site: Site, language: str) -> Incentive:
    amount = to_minor(year.with_battery if site.battery else year.amount, site.currency)
    return Incentive(rule.key, rule.names[language], rule.notes[language], amount, rule.basis)


def _certificates(rule: IncentiveRule, year: IncentiveYear, site: Site, language: str) -> Incentive | None:
    zone = site.zone or rule.zone_of_region.get((site.region or "").upper())
    if zone is None:
        return None
    if zone not in rule.zones:
        raise Invalid(tr("zone: is one of {zones}", zones=", ".join(map(str, rule.zones))), "zone")
    count = certificate_count(site.capacity_kwp, rule.zones[zone], year.years)
    price = to_minor(year.price, site.currency)
    digits = 0 if float(site.capacity_kwp).is_integer() else 2
    note = rule.notes[language].format(
        count=count,
        kwp=format_number(site.capacity_kwp, digits, language),
        zone=zone,
        years=year.years,
        price=format_money(price, site.currency, language),
    )
    return Incentive(rule.key, rule.names[language], note, count * price, rule.basis) if count else None
