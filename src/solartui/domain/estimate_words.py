"""What an estimate rests on, in words."""

from __future__ import annotations

from collections.abc import Iterator

from solartui.domain.estimate import Estimate
from solartui.domain.money import format_money, to_minor
from solartui.domain.vocabulary import GridConnection
from solartui.i18n import ntr, tr


def assumptions(plant: Estimate, connection: GridConnection) -> Iterator[str]:
    """What the estimate rests on, one translated phrase after the other."""
    yield ntr("{count} module of {wp} Wp", "{count} modules of {wp} Wp", plant.modules, wp=plant.module_wp)
    yield tr("{kwh} kWh per kWp: facing the equator at 35°, no shade", kwh=_grouped(plant.specific_yield))
    if plant.zone is not None:
        yield tr("certificate zone {zone} by the postcode", zone=plant.zone)
    if not plant.located:
        yield tr("the place is not known, its country is")
    if plant.heat_pump_kwh:
        yield tr("heat pump {kwh} kWh a year more", kwh=_grouped(plant.heat_pump_kwh))
    if plant.capped_kwp is not None:
        yield tr("at most {kwp} kW by the rules of the place", kwp=_grouped(plant.capped_kwp))
    if plant.prices is None:
        return
    currency = plant.prices.currency
    kwp, bought, fed_in = (
        format_money(to_minor(amount, currency), currency)
        for amount in (plant.prices.kwp, plant.prices.bought, plant.prices.fed_in)
    )
    yield tr("{price} net per kWp, {bought} per kWh bought", price=kwp, bought=bought)
    if connection is GridConnection.ON_GRID:
        yield tr("{price} per kWh fed in", price=fed_in)


def _grouped(kwh: float) -> str:
    """A whole number in groups of three, the same in both languages."""
    return f"{kwh:,.0f}".replace(",", " ")
