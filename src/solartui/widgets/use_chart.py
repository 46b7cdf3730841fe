"""What a site uses: a year, a month, and the twelve months as bars."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.domain.consumption import lies_south, monthly_profile
from solartui.domain.leads import Lead
from solartui.i18n import tr
from solartui.widgets import bars, moments
from solartui.widgets.block import Block
from solartui.widgets.cells import number, width_of
from solartui.widgets.painted import Drawn
from solartui.widgets.strips import Part, spread

_MONTHS = 12
_ROWS = 6
_EVERY = 2
_STEPS = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)


class UseChart(Block):
    """Bars of the months as they are known, or as the load profile spreads their mean; else what to do about it."""

    def __init__(self, edit_key: str) -> None:
        super().__init__()
        self._edit_key = edit_key
        self._lead: Lead | None = None

    def show(self, lead: Lead) -> None:
        """Show the use of a lead's site."""
        self._lead = lead
        self.reshow()

    def lines(self, width: int) -> Sequence[Drawn]:
        """The numbers, and the bars below them."""
        if self._lead is None:
            return []
        months = self._lead.consumption
        known = [value for value in months if value is not None]
        if len(months) == _MONTHS and known:
            return [self._head(width, months), *_chart(months, width)]
        if self._lead.monthly_kwh is not None:
            return self._spread_mean(self._lead, self._lead.monthly_kwh, width)
        return [
            Drawn(
                (("■ ", "mute"), (tr("Use is not known yet."), "mute"), (f"   {self._edit_key}", "bold accent"),
                 (f" {tr('fill in')}", "soft"))
            )
        ]  # fmt: skip

    def _head(self, width: int, months: Sequence[float | None]) -> Drawn:
        values = [value or 0.0 for value in months]
        missing = sum(value is None for value in months)
        year = tr("{kwh} kWh / year", kwh=number(sum(values)))
        left: list[Part] = [("■ ", "use"), (year, "bold text")]
        if missing:
            left.append((f"   {tr('{n} of 12 months known', n=_MONTHS - missing)}", "mute"))
        elif self._lead is not None and self._lead.monthly_kwh is not None:
            left.append((f"   {tr('{kwh} kWh / month', kwh=number(self._lead.monthly_kwh))}", "soft"))
        peak = tr("peak {month}", month=moments.month(values.index(max(values)) + 1))
        return Drawn(tuple(spread(left, [(peak, "mute")], width)))

    @staticmethod
    def _spread_mean(lead: Lead, kwh: float, width: int) -> list[Drawn]:
        month = tr("{kwh} kWh / month", kwh=number(kwh))
        year = tr("about {kwh} kWh / year", kwh=number(kwh * _MONTHS))
        head: list[Part] = [("■ ", "use"), (month, "bold text"), (f"   {year}", "soft")]
        southern = lies_south(lead.latitude, lead.address.country)
        months = monthly_profile(lead.type, kwh * _MONTHS, southern=southern)
        said = Drawn(tuple(spread(head, [(tr("by load profile"), "mute")], width)))
        return [said, *_chart(months, width)] if kwh else [said]


def _chart(months: Sequence[float | None], width: int) -> list[Drawn]:
    top, marks = _scale(max(value or 0.0 for value in months))
    axis = max(width_of(label) for label in marks.values()) + 1
    slot = max(2, (width - axis) // _MONTHS)
    gap = 1 if slot < 6 else 2
    drawn = []
    for at, bar in enumerate(bars.columns(months, _ROWS, top)):
        label = f"{marks.get(at, ''):>{axis - 1}} "
        drawn.append(Drawn(((label, "mute"), (bars.widened(bar, slot - gap, gap), "use"))))
    base = "▔" * (slot * _MONTHS - gap)
    drawn.append(Drawn(((f"{'0':>{axis - 1}} ", "mute"), (base, "line_hi"))))
    names = "".join(f"{moments.month(month)[: slot - 1]:<{slot}}" for month in range(1, _MONTHS + 1))
    return [*drawn, Drawn(((" " * axis + names, "mute"),))]


def _scale(largest: float) -> tuple[float, dict[int, str]]:
    """The value of the whole height, and the labels by line: round numbers, each at the top of its line."""
    step = _round_up(max(largest, 1.0) * _EVERY / _ROWS)
    return step * _ROWS / _EVERY, {at: number(step * (_ROWS - at) / _EVERY) for at in range(0, _ROWS, _EVERY)}


def _round_up(value: float) -> float:
    """The next number of a kind that people count in, such as 15, 200 or 2 500."""
    power = 1.0
    while value > 100 * power:
        power *= 10
    while value < 10 * power and power > 0.01:
        power /= 10
    return next(step * power for step in _STEPS if step * power >= value - 1e-9)
