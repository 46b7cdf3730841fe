"""What a design makes, how much of it the site uses itself, and what that is worth over the years.

All of it is an estimate: no weather of a single year, no price of tomorrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from solartui.domain.consumption import MONTHS, monthly_profile
from solartui.domain.estimate import Figures, Prices, standard_figures
from solartui.domain.leads import Address
from solartui.domain.money import round_half_up, to_minor
from solartui.domain.offers.designs import Plane
from solartui.domain.offers.figures import OfferFigures, offer_figures
from solartui.domain.projects import Project
from solartui.domain.vocabulary import GridConnection, LeadType

NOWHERE = Address()
_WATTS = 1000
_HALF_TURN = 180
_FULL_TURN = 360


def latitude_of(project: Project, figures: Figures | None = None) -> float | None:
    """Degrees north of the site; of its country where the site has no coordinates."""
    if project.latitude is not None:
        return project.latitude
    return (figures or standard_figures()).latitudes.get((project.address.country or "").upper())


def off_equator(azimuth: float, latitude: float) -> float:
    """Degrees between the way a plane faces and the equator, 0 to 180."""
    equator = 0.0 if latitude < 0 else float(_HALF_TURN)
    away = abs(azimuth - equator) % _FULL_TURN
    return min(away, _FULL_TURN - away)


def months_of_one_kwp(latitude: float, address: Address = NOWHERE, figures: Figures | None = None) -> tuple[float, ...]:
    """What one kWp makes that faces the equator at about 35 degrees, in each month, kWh: as in estimates of leads."""
    figures = figures or standard_figures()
    year = figures.yield_at(address, latitude)
    return tuple(year * share for share in figures.shares(latitude))


def monthly_yields(
    planes: Sequence[Plane], module_wp: int, latitude: float, per_kwp: Sequence[float] = ()
) -> tuple[float, ...]:
    """What modules of one power make on some planes in each month, January first, kWh.

    Args:
        planes: where they lie.
        module_wp: the power of one.
        latitude: degrees north.
        per_kwp: what one kWp makes in each month, where that is known better than by latitude.
    """
    kwp = 0.0
    for plane in planes:
        factor = offer_figures().plane_factor(plane.tilt, off_equator(plane.azimuth, latitude), plane.shading)
        kwp += plane.modules * module_wp / _WATTS * factor
    return tuple(kwp * kwh for kwh in per_kwp or months_of_one_kwp(latitude))


def yields_of_power(capacity_kwp: float, latitude: float, per_kwp: Sequence[float] = ()) -> tuple[float, ...]:
    """As `monthly_yields`, for a power whose planes are not known: as if it faced the equator."""
    return tuple(capacity_kwp * kwh for kwh in per_kwp or months_of_one_kwp(latitude))


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a plant does for its owner in a year, and over the years.

    Attributes:
        use: what the site uses in each month, kWh; empty where it is not known.
        self_used: the share of the production that is used at the site, 0 to 1.
        self_supply: the share of the use that the plant covers, 0 to 1.
        saving: of the first year, minor units.
        co2_kg: carbon dioxide that the year's production saves.
        payback_years: until the balance is no longer negative; None where that takes longer than `balance` reaches.
        balance: after each year, beginning with the price, minor units.
        prices: what the money rests on.
    """

    use: tuple[float, ...]
    self_used: float
    self_supply: float
    saving: int
    co2_kg: float
    payback_years: float | None
    balance: tuple[int, ...]
    prices: Prices


def site_months(project: Project, consumption: Sequence[float | None], *, southern: bool) -> tuple[float, ...]:
    """What a site uses in each month, kWh: as measured, else spread by its profile; empty where nothing is known."""
    known = [value for value in consumption if value is not None]
    if len(known) == MONTHS:
        return tuple(known)
    mean = sum(known) / len(known) if known else project.monthly_kwh
    if not mean:
        return ()
    profile = monthly_profile(project.type, 1.0, southern=southern)
    return tuple(share * mean * MONTHS for share in profile)


def self_use_factor(project: Project, *, battery: bool, figures: Figures | None = None) -> float:
    """The share of what is made and used in a month that is used while it is made."""
    shares = (figures or standard_figures()).self_use
    if project.grid_connection is GridConnection.OFF_GRID:
        return shares["off_grid"]
    if project.type is not LeadType.RESIDENTIAL:
        return shares["business"]
    return shares["home_with_battery" if battery else "home"]


def benefit(
    project: Project,
    yields: Sequence[float],
    use: Sequence[float],
    cost: int,
    *,
    battery: bool,
    figures: Figures | None = None,
) -> Benefit | None:
    """What a plant brings; None where its use or the prices of its currency are not known.

    Args:
        project: the site.
        yields: what the plant makes in each month, kWh.
        use: what the site uses in each month, kWh.
        cost: what the customer pays, minor units.
        battery: whether there is storage.
        figures: what it rests on, where that is not what comes with the program.
    """
    figures = figures or standard_figures()
    prices = figures.prices.get(project.currency)
    if prices is None or not yields or not use or not sum(use) or not sum(yields):
        return None
    factor = self_use_factor(project, battery=battery, figures=figures)
    own = sum(min(made, used) * factor for made, used in zip(yields, use, strict=True))
    sold = sum(yields) - own if project.grid_connection is GridConnection.ON_GRID else 0.0
    year = prices.bought * Decimal(str(own)) + prices.fed_in * Decimal(str(sold))
    saving = to_minor(year, project.currency)
    offers = offer_figures()
    balance = tuple(_balance(cost, saving, offers))
    per_kwh = offers.co2.get((project.address.country or "").upper(), offers.co2["other"])
    return Benefit(
        use=tuple(use),
        self_used=own / sum(yields),
        self_supply=own / sum(use),
        saving=saving,
        co2_kg=sum(yields) * per_kwh,
        payback_years=_payback(balance),
        balance=balance,
        prices=prices,
    )


def _balance(cost: int, saving: int, offers: OfferFigures) -> list[int]:
    """What is left after each year when energy gets dearer and modules older."""
    step = (1 + offers.growth / 100) * (1 - offers.ageing / 100)
    values, total, year = [-cost], Decimal(-cost), Decimal(saving)
    for _ in range(offers.years):
        total += year
        year *= step
        values.append(round_half_up(total))
    return values


def _payback(balance: Sequence[int]) -> float | None:
    for year, (before, after) in enumerate(pairwise(balance)):
        if after >= 0:
            return year + (-before / (after - before) if after > before else 0.0)
    return None
