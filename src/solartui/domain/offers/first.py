"""The first design of a site: as much as it needs, and what its parts usually cost. All of it is an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor

from solartui.domain.estimate import Figures, standard_figures
from solartui.domain.money import to_minor
from solartui.domain.offers.designs import DesignLine, Plane
from solartui.domain.offers.figures import offer_figures
from solartui.domain.offers.papers import Words, language_of, words
from solartui.domain.offers.vocabulary import LineKind
from solartui.domain.projects import Project
from solartui.domain.text import clean

_WATTS = 1000
_TILT = 35.0
_ROUND = 100


def first_modules(
    project: Project, use: Sequence[float], latitude: float | None, figures: Figures | None = None
) -> int | None:
    """How many standard modules a site needs; None where neither its power nor its use is known.

    Args:
        project: the site.
        use: what it uses in each month, kWh.
        latitude: degrees north.
        figures: what it rests on, where that is not what comes with the program.
    """
    figures = figures or standard_figures()
    if project.capacity_kwp:
        return max(1, round(project.capacity_kwp * _WATTS / figures.module_wp))
    if not use or not sum(use) or latitude is None:
        return None
    per_kwp = figures.yield_at(project.address, latitude)
    kwp = figures.power_for(sum(use), project.grid_connection, per_kwp)
    modules = max(1, ceil(round(kwp * _WATTS / figures.module_wp, 6)))
    limit = figures.largest.get(project.regulation)
    return modules if limit is None else min(modules, floor(limit * _WATTS / figures.module_wp))


def first_plane(modules: int, latitude: float | None) -> Plane:
    """All modules on one plane that faces the equator."""
    south = 180.0 if latitude is None or latitude >= 0 else 0.0
    return Plane("", modules, _TILT, south)


def usual_lines(
    project: Project,
    modules: int,
    capacity_kwp: float,
    names: tuple[str | None, str | None, str | None],
    battery_kwh: float | None,
    *,
    figures: Figures | None = None,
) -> tuple[DesignLine, ...]:
    """A bill of materials at usual prices, of storage alone where there is no power; nothing for other currencies.

    Args:
        project: the site, with its currency.
        modules: how many.
        capacity_kwp: their power.
        names: what module, inverter and battery are called.
        battery_kwh: storage, where there is some.
        figures: what the prices are, where they are not those that come with the program.
    """
    prices = (figures or standard_figures()).prices.get(project.currency)
    if prices is None:
        return ()
    offers = offer_figures()
    whole = to_minor(prices.kwp * Decimal(str(capacity_kwp)), project.currency)
    say = words(language_of(project))
    own = dict(zip((LineKind.MODULE, LineKind.INVERTER, LineKind.BATTERY), names, strict=True))
    found = []
    for kind, share in offers.parts.items() if capacity_kwp else ():
        count = modules if kind is LineKind.MODULE and modules else 1
        each = _rounded(whole * share / _ROUND / count)
        found.append(
            DesignLine(kind, clean(own.get(kind) or "") or say[f"part_{kind}"], Decimal(count), _unit(say, kind), each)
        )
    per_kwh = offers.battery.get(project.currency)
    if battery_kwh and per_kwh is not None:
        cost = _rounded(to_minor(per_kwh * Decimal(str(battery_kwh)), project.currency))
        name = clean(own[LineKind.BATTERY] or "") or say["part_battery"]
        found.append(DesignLine(LineKind.BATTERY, name, Decimal(1), _unit(say, LineKind.BATTERY), cost))
    return tuple(found)


def _rounded(minor: float) -> int:
    """To whole units of the currency: an estimate is not exact to the cent."""
    return max(_ROUND, round(minor / _ROUND) * _ROUND)


def _unit(say: Words, kind: LineKind) -> str:
    if kind in (LineKind.MOUNTING, LineKind.ELECTRICAL):
        return say["unit_set"]
    return say["unit_job" if kind is LineKind.WORK else "unit_pcs"]
