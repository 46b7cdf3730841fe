"""The first estimate of a plant, and what it assumes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from solartui.domain.estimate import Estimate, estimate
from solartui.domain.leads import Lead
from solartui.domain.money import format_money, format_number, to_minor
from solartui.domain.vocabulary import GridConnection
from solartui.i18n import ntr, tr
from solartui.widgets import bars, moments
from solartui.widgets.block import Block
from solartui.widgets.cells import number
from solartui.widgets.painted import Drawn
from solartui.widgets.strips import Part, spread
from solartui.widgets.wrapping import wrap

_INDENT = 2
_SLOT = 4
_ROWS = 2
_DECIMALS = 2
_ROUND_YEAR = 10


class EstimateBlock(Block):
    """Size, production and payback; the months as small bars where there is room; the assumptions below."""

    def __init__(self) -> None:
        super().__init__()
        self._lead: Lead | None = None
        self._estimate: Estimate | None = None

    def show(self, lead: Lead, today: date) -> None:
        """Show the estimate for a lead."""
        self._lead, self._estimate = lead, estimate(lead, today)
        self.display = self._estimate is not None
        self.reshow()

    def lines(self, width: int) -> Sequence[Drawn]:
        """Nothing where there is nothing to estimate from."""
        if self._estimate is None or self._lead is None:
            return []
        return estimate_lines(self._estimate, self._lead, width)


def estimate_lines(plant: Estimate, lead: Lead, width: int) -> list[Drawn]:
    """All that is told of an estimate, the most important first."""
    return [_headline(plant, width), *map(_indented, _outcome(plant, width - _INDENT)), *_details(plant, lead, width)]


def _headline(plant: Estimate, width: int) -> Drawn:
    size = tr("{kwp} kWp", kwp=format_number(plant.capacity_kwp, _DECIMALS))
    made = tr("{kwh} kWh / year", kwh=number(sum(plant.production)))
    left: list[Part] = [("☀ ", "yld"), (size, "bold text"), (f"   {made}", "text")]
    return Drawn(tuple(spread(left, [(tr("estimate ±{percent}%", percent=plant.error_percent), "mute")], width)))


def _details(plant: Estimate, lead: Lead, width: int) -> Iterator[Drawn]:
    """The months where there is room for them, and what is assumed."""
    if width >= _INDENT + _SLOT * len(plant.production):
        yield from map(_indented, _months(plant.production))
    words = " · ".join(assumptions(plant, lead.grid_connection))
    yield from (_indented([(line, "mute")]) for line in wrap(words, width - _INDENT))


def _indented(parts: Sequence[Part]) -> Drawn:
    return Drawn(((" " * _INDENT, "text"), *parts))


def _outcome(plant: Estimate, width: int) -> Iterator[Sequence[Part]]:
    share = tr("covers {percent}% of the use", percent=round(100 * plant.self_supply))
    years = plant.payback_years
    if years is None or plant.prices is None:
        yield from _wrapped(share, "text", width)
        return
    back = tr("paid back in {years} years", years=format_number(years, 0 if years >= _ROUND_YEAR else 1))
    joined = (f"{share}{gap}{back}" for gap in ("   ", "  "))
    fitting = next((words for words in joined if len(words) <= width), None)
    for words in (share, back) if fitting is None else (fitting,):
        yield from _wrapped(words, "text", width)
    currency = plant.prices.currency
    price = format_money(plant.net if plant.gross is None else plant.gross, currency, whole=True)
    saving = format_money(plant.saving, currency, whole=True)
    words = tr("costs {price}, saves {saving} a year", price=price, saving=saving)
    yield from _wrapped(words, "soft", width)


def _wrapped(words: str, token: str, width: int) -> Iterator[Sequence[Part]]:
    """Words in as many lines as they need."""
    return ([(line, token)] for line in ([words] if len(words) <= width else wrap(words, width)))


def _months(production: Sequence[float]) -> Iterator[Sequence[Part]]:
    for line in bars.columns(production, _ROWS):
        yield [(bars.widened(line, _SLOT - 1, 1), "yld")]
    names = "".join(f"{moments.month(month)[: _SLOT - 1]:<{_SLOT}}" for month in range(1, len(production) + 1))
    yield [(names, "mute")]


def assumptions(plant: Estimate, connection: GridConnection) -> Iterator[str]:
    """What the estimate rests on, one translated phrase after the other."""
    yield ntr("{count} module of {wp} Wp", "{count} modules of {wp} Wp", plant.modules, wp=plant.module_wp)
    yield tr("{kwh} kWh per kWp: facing the equator at 35°, no shade", kwh=number(plant.specific_yield))
    if not plant.located:
        yield tr("the place is not known, its country is")
    if plant.heat_pump_kwh:
        yield tr("heat pump {kwh} kWh a year more", kwh=number(plant.heat_pump_kwh))
    if plant.capped_kwp is not None:
        yield tr("at most {kwp} kW by the rules of the place", kwp=number(plant.capped_kwp))
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
