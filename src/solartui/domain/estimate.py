"""The first estimate of a plant for a lead: how large, what it makes, how much of that is used, when it is paid back.

It needs no network: the production follows from the latitude, the use from the lead. All figures are defaults that
stand in ``estimates.toml`` with their sources, and go with the result so that they can be shown beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import ceil, floor
from typing import Any

from solartui.domain.consumption import MONTHS, monthly_profile
from solartui.domain.leads import Address, Lead
from solartui.domain.money import to_minor
from solartui.domain.regulations import Regulation, regulation_for
from solartui.domain.vocabulary import GridConnection, LeadType

_HALF_YEAR = 6
_WH = 1000
_AUSTRALIA, _POSTCODE = "AU", 4


@dataclass(frozen=True, slots=True)
class Prices:
    """What a plant costs and saves, in a currency.

    Attributes:
        kwp: net price of one kWp.
        bought: price of a kWh from the grid, with taxes.
        fed_in: pay for a kWh that is fed in.
    """

    currency: str
    kwp: Decimal
    bought: Decimal
    fed_in: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a plant would be and do. Months begin with January.

    Attributes:
        latitude: degrees north, negative in the south.
        located: whether it comes from the site's own coordinates and not from its country.
        use: what the site uses in each month, kWh; a heat pump that is wanted is in it.
        heat_pump_kwh: what that adds in a year, 0 without one.
        specific_yield: kWh a year per kWp, facing the equator at about 35 degrees, without shade.
        zone: of the Australian certificates, where that is what the yield comes from.
        modules: how many.
        module_wp: peak power of one, Wp.
        production: what the plant makes in each month, kWh.
        self_used: what is used while it is made, in each month, kWh.
        capped_kwp: the most that the rules of the place allow, where that was less than wanted.
        prices: what the money rests on; None for currencies without figures.
        net: price of the plant without tax, minor units.
        gross: with tax, where the rate is known.
        saving: what it saves in a year, minor units.
        error_percent: how far all of this may be off.
    """

    latitude: float
    located: bool
    use: tuple[float, ...]
    heat_pump_kwh: float
    specific_yield: float
    zone: int | None
    modules: int
    module_wp: int
    production: tuple[float, ...]
    self_used: tuple[float, ...]
    capped_kwp: float | None
    prices: Prices | None
    net: int | None
    gross: int | None
    saving: int | None
    error_percent: int

    @property
    def capacity_kwp(self) -> float:
        """Peak power of all modules, kWp."""
        return self.modules * self.module_wp / _WH

    @property
    def self_supply(self) -> float:
        """The share of the use that the plant covers, 0 to 1."""
        return sum(self.self_used) / sum(self.use)

    @property
    def payback_years(self) -> float | None:
        """Price by yearly saving: no interest, no change of prices."""
        price = self.gross if self.gross is not None else self.net
        return price / self.saving if price is not None and self.saving else None


def estimate(lead: Lead, on: date, figures: Figures | None = None) -> Estimate | None:
    """The estimate for a lead; None where its use or its place is not known.

    Args:
        lead: the lead.
        on: the day whose tax rates hold.
        figures: what it rests on, where that is not what comes with the program.
    """
    figures = figures or standard_figures()
    regulation = regulation_for(lead.address.country, lead.latitude, lead.longitude)
    latitude = lead.latitude
    if latitude is None:
        latitude = figures.latitudes.get((lead.address.country or "").upper())
    if latitude is None:
        return None
    use = site_use(lead, southern=latitude < 0)
    if use is None:
        return None
    extra = figures.heat_pump_kwh if lead.heat_pump else 0.0
    use = _heated(use, extra, figures, southern=latitude < 0)
    zone = figures.zone_of(lead.address)
    per_kwp = figures.yield_at(lead.address, latitude)
    modules, capped = _modules(figures.power_for(sum(use), lead.grid_connection, per_kwp), regulation, figures)
    year = modules * figures.module_wp / _WH * per_kwp
    production = tuple(year * share for share in figures.shares(latitude))
    factor = figures.self_use_of(lead)
    self_used = tuple(min(made, used) * factor for made, used in zip(production, use, strict=True))
    sold = 0.0 if lead.grid_connection is not GridConnection.ON_GRID else year - sum(self_used)
    prices = figures.prices.get(regulation.currency)
    vat = regulation.vat(lead.type, on)
    price = None if prices is None else prices.kwp * modules * figures.module_wp / _WH
    return Estimate(
        latitude=latitude,
        located=lead.latitude is not None,
        use=use,
        heat_pump_kwh=extra,
        specific_yield=per_kwp,
        zone=zone,
        modules=modules,
        module_wp=figures.module_wp,
        production=production,
        self_used=self_used,
        capped_kwp=capped,
        prices=prices,
        net=_minor(price, prices),
        gross=None if price is None or vat is None else _minor(price * (1 + vat.rate / 100), prices),
        saving=_minor(_saved(prices, sum(self_used), sold), prices),
        error_percent=figures.error_percent,
    )


def site_use(lead: Lead, *, southern: bool) -> tuple[float, ...] | None:
    """What a site uses in each month, kWh, January first; None where nothing is known.

    Months that are not known follow from those that are, or from the mean of a month, by the profile of the site.
    """
    months = tuple(lead.consumption or ())
    known = {place: value for place, value in enumerate(months) if value is not None}
    profile = monthly_profile(lead.type, 1.0, southern=southern)
    if len(months) == MONTHS and known and (share := sum(profile[place] for place in known)):
        year = sum(known.values()) / share
    elif lead.monthly_kwh:
        known, year = {}, lead.monthly_kwh * MONTHS
    else:
        return None
    return tuple(known.get(place, year * share) for place, share in enumerate(profile)) if year else None


def with_heat_pump(use: tuple[float, ...], figures: Figures, *, southern: bool) -> tuple[float, ...]:
    """What a site uses in each month, kWh, with a heat pump that is not in its bills yet."""
    return _heated(use, figures.heat_pump_kwh, figures, southern=southern)


def _heated(use: tuple[float, ...], annual: float, figures: Figures, *, southern: bool) -> tuple[float, ...]:
    shift = _HALF_YEAR if southern else 0
    cold = {(month - 1 + shift) % MONTHS for month in figures.heat_pump_months}
    return tuple(kwh + (annual / len(cold) if place in cold else 0.0) for place, kwh in enumerate(use))


def _modules(wanted_kwp: float, regulation: Regulation, figures: Figures) -> tuple[int, float | None]:
    """Whole modules for a power, and the limit that made them fewer."""
    limit = figures.largest.get(regulation.key)
    modules = max(1, ceil(round(wanted_kwp * _WH / figures.module_wp, 6)))
    if limit is None or modules * figures.module_wp <= limit * _WH:
        return modules, None
    return floor(limit * _WH / figures.module_wp), limit


def _saved(prices: Prices | None, self_used: float, sold: float) -> Decimal | None:
    """What a year's kWh are worth."""
    if prices is None:
        return None
    return prices.bought * Decimal(str(self_used)) + prices.fed_in * Decimal(str(sold))


def _minor(amount: Decimal | None, prices: Prices | None) -> int | None:
    return None if amount is None or prices is None else to_minor(amount, prices.currency)


@dataclass(frozen=True)
class Figures:
    """What estimates rest on; see ``estimates.toml`` for sources and units."""

    module_wp: int
    error_percent: int
    yields: tuple[tuple[float, float], ...]
    month_shares: Mapping[float, tuple[float, ...]]
    cover: Mapping[GridConnection, float]
    self_use: Mapping[str, float]
    heat_pump_kwh: float
    heat_pump_months: tuple[int, ...]
    largest: Mapping[str, float]
    prices: Mapping[str, Prices]
    latitudes: Mapping[str, float]
    zones: Mapping[int, float]
    zone_postcodes: tuple[tuple[int, int, int], ...]

    def zone_of(self, address: Address) -> int | None:
        """The zone of the certificates that an Australian postcode lies in; None for all others."""
        postcode = (address.postcode or "").strip()
        if (address.country or "").upper() != _AUSTRALIA or len(postcode) != _POSTCODE or not postcode.isdecimal():
            return None
        number = int(postcode)
        return next((zone for first, last, zone in self.zone_postcodes if first <= number <= last), None)

    def specific_yield(self, latitude: float) -> float:
        """KWh a year per kWp at a latitude, in degrees; beyond the table its nearest end holds."""
        north = abs(latitude)
        for (low, first), (high, last) in pairwise(self.yields):
            if north <= high:
                return first + (last - first) * max(0.0, north - low) / (high - low)
        return self.yields[-1][1]

    def yield_at(self, address: Address, latitude: float) -> float:
        """KWh a year per kWp at a site: by the zone of its postcode where there are zones, else by its latitude."""
        zone = self.zone_of(address)
        return self.specific_yield(latitude) if zone is None else self.zones[zone]

    def power_for(self, year: float, connection: GridConnection, per_kwp: float) -> float:
        """What a site asks for, kWp.

        Args:
            year: what it uses in a year, kWh.
            connection: how it is connected to the grid.
            per_kwp: kWh a year per kWp there.
        """
        return year * self.cover[connection] / per_kwp

    def home_power(self, country: str) -> dict[str, float]:
        """KWp for each kWh that a site uses in a month, by its grid connection, wherever in a country it is.

        Args:
            country: two letters; one whose latitude is not known counts as Poland.
        """
        per_kwp = self.specific_yield(self.latitudes.get(country.upper(), self.latitudes["PL"]))
        return {connection.value: self.power_for(MONTHS, connection, per_kwp) for connection in self.cover}

    def shares(self, latitude: float) -> tuple[float, ...]:
        """The part of a year's production in each month; together they are 1."""
        (low, first), (high, last) = sorted(self.month_shares.items())
        weight = min(1.0, max(0.0, (abs(latitude) - low) / (high - low)))
        mixed = [a + (b - a) * weight for a, b in zip(first, last, strict=True)]
        if latitude < 0:
            mixed = mixed[_HALF_YEAR:] + mixed[:_HALF_YEAR]
        return tuple(share / sum(mixed) for share in mixed)

    def self_use_of(self, lead: Lead) -> float:
        """The share of what is made and used in a month that is used while it is made."""
        if lead.grid_connection is GridConnection.OFF_GRID:
            return self.self_use["off_grid"]
        if lead.type is not LeadType.RESIDENTIAL:
            return self.self_use["business"]
        return self.self_use["home_with_battery" if lead.battery else "home"]


@cache
def standard_figures() -> Figures:
    """The figures that come with the program."""
    import tomllib
    from importlib import resources

    text = resources.files("solartui.domain").joinpath("estimates.toml").read_text(encoding="utf-8")
    return _figures(tomllib.loads(text))


def _figures(data: Mapping[str, Any]) -> Figures:
    def numbers(values: Sequence[float]) -> tuple[float, ...]:
        return tuple(float(value) for value in values)

    return Figures(
        module_wp=data["module_wp"],
        error_percent=data["error_percent"],
        yields=tuple((float(degrees), float(kwh)) for degrees, kwh in data["yield"]),
        month_shares={float(degrees): numbers(shares) for degrees, shares in data["shares"].items()},
        cover={GridConnection(key): float(share) for key, share in data["cover"].items()},
        self_use=dict(data["self_use"]),
        heat_pump_kwh=float(data["heat_pump"]["annual_kwh"]),
        heat_pump_months=tuple(data["heat_pump"]["months"]),
        largest=dict(data["largest"]),
        prices={
            currency: Prices(currency, *(Decimal(price[name]) for name in ("kwp", "bought", "fed_in")))
            for currency, price in data["prices"].items()
        },
        latitudes=dict(data["latitudes"]),
        zones={int(zone): float(kwh) for zone, kwh in data["zones"].items()},
        zone_postcodes=tuple((first, last, zone) for first, last, zone in data["zone_postcodes"]),
    )
