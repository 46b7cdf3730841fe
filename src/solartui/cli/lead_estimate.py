"""``solartui leads estimate``: what a plant for a lead would be and do, with what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from solartui.cli.call import Call
from solartui.cli.grammar import Command, with_call
from solartui.cli.leads import number_argument
from solartui.domain.errors import Refused
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from solartui.domain.estimate import Estimate
    from solartui.domain.leads import Lead

_DIGITS = 1


@click.command("estimate", cls=Command, help=mark("Say what a plant would be and do: size, yield, payback."))
@number_argument
@with_call
def estimate(call: Call, number: int) -> None:
    """Nothing is stored; the figures of the desk are settings that begin with ``estimates``."""
    services = call.open()
    lead = services.leads.get(number)
    plant = services.estimates.of(lead)
    if plant is None:
        raise Refused(tr("There is no estimate for #{id}: it needs a use, and a place or a country.", id=number))
    call.show(_document(lead, plant), _pairs(lead, plant))


def _document(lead: Lead, plant: Estimate) -> dict[str, Any]:
    prices = plant.prices
    return {
        "lead": {"id": lead.id, "name": lead.name},
        "modules": plant.modules,
        "module_wp": plant.module_wp,
        "capacity_kwp": plant.capacity_kwp,
        "use_kwh": _total(plant.use),
        "use_months": _rounded(plant.use),
        "heat_pump_kwh": plant.heat_pump_kwh,
        "yield_kwh": _total(plant.production),
        "yield_months": _rounded(plant.production),
        "kwh_per_kwp": round(plant.specific_yield, _DIGITS),
        "zone": plant.zone,
        "self_used_kwh": _total(plant.self_used),
        "self_used_months": _rounded(plant.self_used),
        "self_supply": round(plant.self_supply, 4),
        "currency": prices.currency if prices else None,
        "price_net": _money(plant.net, plant),
        "price_gross": _money(plant.gross, plant),
        "saving": _money(plant.saving, plant),
        "payback_years": None if plant.payback_years is None else round(plant.payback_years, 2),
        "price_per_kwp": f"{prices.kwp:.2f}" if prices else None,
        "price_bought": f"{prices.bought:.2f}" if prices else None,
        "price_fed_in": f"{prices.fed_in:.2f}" if prices else None,
        "largest_kwp": plant.capped_kwp,
        "located": plant.located,
        "error_percent": plant.error_percent,
    }


def _total(months: Sequence[float]) -> float:
    return round(sum(months), _DIGITS)


def _rounded(months: Sequence[float]) -> list[float]:
    return [round(kwh, _DIGITS) for kwh in months]


def _money(amount: int | None, plant: Estimate) -> str | None:
    from solartui.domain.money import to_decimal

    return None if amount is None or plant.prices is None else str(to_decimal(amount, plant.prices.currency))


def _pairs(lead: Lead, plant: Estimate) -> Iterator[tuple[str, object]]:
    from solartui.domain.estimate_words import assumptions
    from solartui.domain.money import format_money, format_number

    def kwh(months: Sequence[float]) -> str:
        return tr("{kwh} kWh", kwh=format_number(sum(months), 0))

    yield f"#{lead.id}", lead.name
    yield tr("Plant"), tr("{kwp} kWp", kwp=format_number(plant.capacity_kwp, 2))
    yield tr("Use in a year"), kwh(plant.use)
    yield tr("Yield in a year"), kwh(plant.production)
    yield tr("Yield by month"), " ".join(format_number(one, 0) for one in plant.production)
    yield tr("Self-supply"), f"{round(100 * plant.self_supply)}%"
    if plant.prices is not None:
        price = plant.net if plant.gross is None else plant.gross
        yield tr("Price"), format_money(price, plant.prices.currency, whole=True)
        yield tr("Saved in a year"), format_money(plant.saving, plant.prices.currency, whole=True)
    if plant.payback_years is not None:
        yield tr("Paid back"), tr("in {years} years", years=format_number(plant.payback_years, 1))
    yield tr("It rests on"), " · ".join(assumptions(plant, lead.grid_connection))
    yield tr("How far off"), tr("estimate ±{percent}%", percent=plant.error_percent)
