"""The first estimate of a plant, and what it assumes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from solartui.domain.estimate import Estimate, Figures, estimate
from solartui.domain.estimate_words import assumptions
from solartui.domain.leads import Lead
from solartui.domain.money import format_money, format_number
from solartui.i18n import tr
from solartui.widgets import bars, moments
from solartui.widgets.block import Block
from solartui.widgets.cells import number
from solartui.widgets.painted import Drawn
from solartui.widgets.parts import Part, parts_width, spread
from solartui.widgets.wrapping import wrap

_INDENT = 2
_SLOT, _WIDEST = 4, 6
_GAP = 4
_ROWS = 2
_DECIMALS = 2
_ROUND_YEAR = 10


class EstimateBlock(Block):
    """Size, production and payback; the months as small bars where there is room; the assumptions below."""

    def __init__(self) -> None:
        super().__init__()
        self._lead: Lead | None = None
        self._estimate: Estimate | None = None

    def show(self, lead: Lead, today: date, figures: Figures | None = None) -> None:
        """Show the estimate for a lead, by the figures of the desk."""
        self._lead, self._estimate = lead, estimate(lead, today, figures)
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
    year = sum(plant.production)
    made = tr("{kwh} kWh / year", kwh=number(year))
    mean = tr("{kwh} kWh / month", kwh=number(year / len(plant.production)))
    left: list[Part] = [("☀ ", "yld"), (size, "bold text"), (f"   {made}", "text")]
    right: list[Part] = [(tr("estimate ±{percent}%", percent=plant.error_percent), "mute")]
    if parts_width([*left, *right]) + len(mean) + _GAP <= width:
        left.append((f"   {mean}", "soft"))
    return Drawn(tuple(spread(left, right, width)))


def _details(plant: Estimate, lead: Lead, width: int) -> Iterator[Drawn]:
    """The months where there is room for them, and what is assumed."""
    if width >= _INDENT + _SLOT * len(plant.production):
        yield from map(_indented, _months(plant.production, width - _INDENT))
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


def _months(production: Sequence[float], width: int) -> Iterator[Sequence[Part]]:
    """A bar for each month with its name below, and its kWh where there is room for all of them."""
    slot = min(_WIDEST, width // len(production))
    for line in bars.columns(production, _ROWS):
        yield [(bars.widened(line, slot - 1, 1), "yld")]
    names = "".join(f"{moments.month(month)[: slot - 1]:<{slot}}" for month in range(1, len(production) + 1))
    yield [(names, "mute")]
    amounts = [number(kwh) for kwh in production]
    if max(map(len, amounts)) < slot:
        yield [("".join(f"{amount:<{slot}}" for amount in amounts), "soft")]
