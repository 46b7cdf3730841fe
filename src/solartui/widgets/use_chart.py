"""What a site uses: a year, a month, and the twelve months as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from solartui.domain.consumption import lies_south, monthly_profile
from solartui.domain.leads import Address
from solartui.domain.vocabulary import LeadType
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.block import Block
from solartui.widgets.cells import number
from solartui.widgets.month_chart import month_chart
from solartui.widgets.painted import Drawn
from solartui.widgets.parts import Part, parts_width, spread

_MONTHS = 12


class Uses(Protocol):
    """What uses energy: a lead, or the site of a project."""

    @property
    def consumption(self) -> Sequence[float | None]:
        """What each month takes, January first, kWh; empty where that is not known."""

    @property
    def monthly_kwh(self) -> float | None:
        """The mean of a month."""

    @property
    def type(self) -> LeadType:
        """Chooses the load profile."""

    @property
    def latitude(self) -> float | None:
        """Degrees north."""

    @property
    def address(self) -> Address:
        """Its country tells the half of the earth where the latitude is not known."""


@dataclass(frozen=True, slots=True)
class SiteUses:
    """The use of the site of a project; see `Uses`."""

    consumption: Sequence[float | None]
    monthly_kwh: float | None
    type: LeadType
    latitude: float | None
    address: Address


class UseChart(Block):
    """Bars of the months as they are known, or as the load profile spreads their mean; else what to do about it."""

    def __init__(self, edit_key: str) -> None:
        super().__init__()
        self._edit_key = edit_key
        self._lead: Uses | None = None

    def show(self, lead: Uses) -> None:
        """Show the use of the site of a lead or of a project."""
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
    def _spread_mean(lead: Uses, kwh: float, width: int) -> list[Drawn]:
        month = tr("{kwh} kWh / month", kwh=number(kwh))
        year = tr("about {kwh} kWh / year", kwh=number(kwh * _MONTHS))
        head: list[Part] = [("■ ", "use"), (month, "bold text"), (f"   {year}", "soft")]
        southern = lies_south(lead.latitude, lead.address.country)
        months = monthly_profile(lead.type, kwh * _MONTHS, southern=southern)
        source: list[Part] = [(f"  {tr('by load profile')}", "mute")]
        said = Drawn(tuple(spread(head, source if parts_width([*head, *source]) <= width else [], width)))
        return [said, *month_chart(months, width)] if kwh else [said]
