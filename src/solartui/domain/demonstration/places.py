"""Sites: invented house numbers in real streets' names, at real towns, a short way from their centre."""

from __future__ import annotations

from math import cos, radians, sqrt
from typing import NamedTuple

from solartui.domain.demonstration.dice import Dice, in_shares
from solartui.domain.demonstration.tables import Town, sections, towns

_SHARES = {"PL": 0.70, "AU": 0.16, "DE": 0.04, "GB": 0.04, "CZ": 0.03, "ES": 0.03}
_HOME_REGION, _HOME_FAVOUR = "małopolskie", 4.0  # the desk sits in Kraków
_KM_PER_DEGREE = 111.2
_VILLAGE = 3_500
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"


class _Around(NamedTuple):
    town: Town
    north_south: float
    east_west: float


def _around(town: Town) -> _Around:
    """How far sites may lie from the centre, as degrees; large towns spread further."""
    km = min(2.0, 0.15 * sqrt(town.people / 1000))
    return _Around(town, 2 * km / _KM_PER_DEGREE, 2 * km / (_KM_PER_DEGREE * cos(radians(town.latitude))))


def _weights() -> list[tuple[_Around, float]]:
    pull = {town: sqrt(town.people) * (_HOME_FAVOUR if town.region == _HOME_REGION else 1.0) for town in towns()}
    whole = dict.fromkeys(_SHARES, 0.0)
    for town, weight in pull.items():
        whole[town.country] += weight
    return [(_around(town), _SHARES[town.country] * weight / whole[town.country]) for town, weight in pull.items()]


def _spread(value: float, degrees: float, roll: float) -> float:
    return round(value + (roll - 0.5) * degrees, 5)


class Places:
    """Deals sites, most of them around the desk's home."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._towns = in_shares(_weights(), 8000)
        self._homes = {country: sections(country.lower())["streets"] for country in _SHARES}
        self._works = {country: sections(country.lower())["works streets"] for country in _SHARES}

    def site(self) -> tuple[Town, float, float]:
        """A town, and coordinates in it."""
        roll = self._dice.roll
        town, north_south, east_west = self._dice.pick(self._towns)
        return town, _spread(town.latitude, north_south, roll()), _spread(town.longitude, east_west, roll())

    def address(self, town: Town, *, works: bool) -> tuple[str, str]:
        """Street with house number, and postcode, in the manner of the country."""
        dice = self._dice
        country = town.country
        street = dice.pick((self._works if works else self._homes)[country])
        number = self._number(town)
        postcode = town.postcodes[0] if len(town.postcodes) == 1 else dice.pick(town.postcodes)
        if country == "PL":
            village = not works and town.people < _VILLAGE and dice.roll() < 0.5
            return f"{town.name if village else street} {number}", postcode
        if country == "GB":
            postcode = f"{postcode} {dice.between(1, 9)}{dice.pick(_INWARD)}{dice.pick(_INWARD)}"
            return f"{number} {street}", postcode
        if country == "AU":
            return f"{number} {street}", postcode
        return f"{street}, {number}" if country == "ES" else f"{street} {number}", postcode

    def _number(self, town: Town) -> str:
        roll = self._dice.roll()
        number = 1 + int(roll * roll * (140 if town.people < _VILLAGE else 90))
        kind = self._dice.roll()
        if kind < 0.06:
            return f"{number}{'ABC'[int(kind * 50)]}"
        if kind > 0.96 and town.country == "PL":
            return f"{number}/{int((kind - 0.96) * 400) + 1}"
        return str(number)
