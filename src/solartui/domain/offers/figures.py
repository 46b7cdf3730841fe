"""The figures that designs and proposals rest on, from ``offers.toml`` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from solartui.domain.offers.vocabulary import LineKind

_FLAT = 12.0
_TILTED = 35.0
_UPRIGHT = 90.0


@dataclass(frozen=True, slots=True)
class IncentiveYear:
    """What holds from one day to another, both included."""

    since: date
    until: date
    years: int
    price: Decimal
    amount: Decimal
    with_battery: Decimal

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class IncentiveRule:
    """Money that customers get back; see ``offers.toml``."""

    key: str
    kind: str
    countries: tuple[str, ...]
    types: tuple[str, ...]
    basis: str
    auto: bool
    largest_kw: float | None
    names: Mapping[str, str]
    notes: Mapping[str, str]
    zones: Mapping[int, Decimal]
    zone_of_region: Mapping[str, int]
    years: tuple[IncentiveYear, ...]


@dataclass(frozen=True)
class OfferFigures:
    """All figures; units stand in ``offers.toml``."""

    orientation: tuple[tuple[float, float], ...]
    flat: float
    upright: float
    shading: Mapping[str, float]
    years: int
    growth: Decimal
    ageing: Decimal
    co2: Mapping[str, float]
    parts: Mapping[LineKind, int]
    battery: Mapping[str, Decimal]
    incentives: tuple[IncentiveRule, ...]

    def plane_factor(self, tilt: float, off_equator: float, shading: str) -> float:
        """What a plane makes, as a share of one that faces the equator at about 35 degrees.

        Args:
            tilt: degrees from the horizontal.
            off_equator: degrees between the way it faces and the equator, 0 to 180.
            shading: a key of `shading`.
        """
        facing = _between(self.orientation, off_equator)
        if tilt <= _FLAT:
            share = self.flat
        elif tilt <= _TILTED:
            share = self.flat + (facing - self.flat) * (tilt - _FLAT) / (_TILTED - _FLAT)
        else:
            share = facing * (1 + (self.upright - 1) * (tilt - _TILTED) / (_UPRIGHT - _TILTED))
        return share * self.shading[shading]


def _between(points: tuple[tuple[float, float], ...], place: float) -> float:
    for (low, first), (high, last) in pairwise(points):
        if place <= high:
            return first + (last - first) * (place - low) / (high - low)
    return points[-1][1]


@cache
def offer_figures() -> OfferFigures:
    """The figures that come with the program."""
    import tomllib
    from importlib import resources

    text = resources.files("solartui.domain.offers").joinpath("offers.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return OfferFigures(
        orientation=tuple((float(place), float(share)) for place, share in data["orientation"]),
        flat=float(data["flat"]),
        upright=float(data["upright"]),
        shading=dict(data["shading"]),
        years=int(data["years"]),
        growth=Decimal(str(data["growth"])),
        ageing=Decimal(str(data["ageing"])),
        co2=dict(data["co2"]),
        parts={LineKind(key): int(share) for key, share in data["parts"].items()},
        battery={currency: Decimal(price) for currency, price in data["battery"].items()},
        incentives=tuple(_incentive(entry) for entry in data["incentive"]),
    )


def _incentive(entry: Mapping[str, Any]) -> IncentiveRule:
    return IncentiveRule(
        key=entry["key"],
        kind=entry["kind"],
        countries=tuple(entry["countries"]),
        types=tuple(entry.get("types", ())),
        basis=entry["basis"],
        auto=entry["auto"],
        largest_kw=entry.get("largest_kw"),
        names=entry["name"],
        notes=entry["note"],
        zones={int(zone): Decimal(rating) for zone, rating in entry.get("zones", {}).items()},
        zone_of_region=dict(entry.get("zone_of_region", {})),
        years=tuple(_year(part) for part in entry["years"]),
    )


def _year(part: Mapping[str, Any]) -> IncentiveYear:
    amount = Decimal(part.get("amount", "0"))
    return IncentiveYear(
        since=part["from"],
        until=part["to"],
        years=part.get("years", 0),
        price=Decimal(part.get("price", "0")),
        amount=amount,
        with_battery=Decimal(part.get("with_battery", str(amount))),
    )
