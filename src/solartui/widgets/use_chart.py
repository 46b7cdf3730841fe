"""What a site uses: a year, a month, and the twelve months as bars."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.domain.consumption import lies_south, monthly_profile
from solartui.domain.leads import Lead
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.block import Block
from solartui.widgets.cells import number
from solartui.widgets.month_chart import month_chart
from solartui.widgets.painted import Drawn
from solartui.widgets.strips import Part, spread

_MONTHS = 12


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
            return [self._head(width, months), *month_chart(months, width)]
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
        return [said, *month_chart(months, width)] if kwh else [said]
