"""What customers want: the kind of site, its connection, its use of electricity and their interests."""

from __future__ import annotations

from typing import NamedTuple

from solartui.domain.consumption import monthly_profile
from solartui.domain.demonstration.dice import Dice, in_shares
from solartui.domain.vocabulary import GridConnection, LeadType

_TYPES = in_shares(
    (
        (LeadType.RESIDENTIAL, 68),
        (LeadType.COMMERCIAL, 14),
        (LeadType.AGRICULTURAL, 11),
        (LeadType.INDUSTRIAL, 7),
    ),
    100,
)
# Least and most kWh a month, and how strongly most sites stay near the least. Polish houses use 300 to 800 kWh
# (flats less), a house with a heat pump 1,000 and more; Australian houses more than Polish ones.
_USE = {
    LeadType.RESIDENTIAL: (140, 820, 1.7),
    LeadType.COMMERCIAL: (600, 14_000, 2.6),
    LeadType.INDUSTRIAL: (4_500, 68_000, 2.4),
    LeadType.AGRICULTURAL: (450, 11_000, 2.4),
}
_AUSTRALIAN_HOUSE = (260, 1_250, 1.6)
_HEAT_PUMP_KWH = 290  # 3,500 kWh a year
_BATTERY = {"residential": 0.42, "commercial": 0.18, "industrial": 0.12, "agricultural": 0.3}


class Demand(NamedTuple):
    """What one site needs. `monthly_kwh` is what it uses on average, also where the desk was not told."""

    kind: LeadType
    grid_connection: GridConnection
    monthly_kwh: float
    consumption: tuple[float, ...] | None
    battery: bool
    heat_pump: bool
    told: bool


def _rounded(kwh: float) -> float:
    step = 5 if kwh < 1_000 else 50 if kwh < 10_000 else 500
    return float(round(kwh / step) * step)


class Demands:
    """Deals demands in believable shares."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def kind(self) -> LeadType:
        """What stands at the site."""
        return self._dice.pick(_TYPES)

    def demand(self, kind: LeadType, country: str) -> Demand:
        """The needs of a site of this kind."""
        roll = self._dice.roll
        home = kind is LeadType.RESIDENTIAL
        low, high, skew = _AUSTRALIAN_HOUSE if home and country == "AU" else _USE[kind]
        kwh = low + (high - low) * roll() ** skew
        heat_pump = home and roll() < (0.1 if country == "AU" else 0.27)
        connection = self._connection(kind)
        off_grid = connection is GridConnection.OFF_GRID
        kwh = _rounded(kwh + _HEAT_PUMP_KWH * heat_pump)
        battery = off_grid or roll() < _BATTERY[kind]
        months = self._measured(kind, kwh, country) if roll() < 0.36 else None
        if months:
            kwh = round(sum(months) / 12, 1)
        return Demand(kind, connection, kwh, months, battery, heat_pump, bool(months) or roll() < 0.86)

    def _connection(self, kind: LeadType) -> GridConnection:
        roll = self._dice.roll()
        if roll < (0.02 if kind is LeadType.RESIDENTIAL else 0.04):
            return GridConnection.OFF_GRID
        if roll > (0.95 if kind is LeadType.RESIDENTIAL else 0.86):
            return GridConnection.ZERO_INJECTION
        return GridConnection.ON_GRID

    def _measured(self, kind: LeadType, kwh: float, country: str) -> tuple[float, ...]:
        """Twelve bills: the profile of the kind, each month a little off."""
        roll = self._dice.roll
        profile = monthly_profile(kind, kwh * 12, southern=country == "AU")
        return tuple([float(int(month * (0.94 + 0.12 * roll()))) for month in profile])
