"""Projects of converted leads: sized by use and sunshine, priced by size, taxed by country."""

from __future__ import annotations

from typing import NamedTuple

from solartui.domain.demonstration.demand import Demand
from solartui.domain.demonstration.dice import Dice
from solartui.domain.demonstration.hours import DAY, HOUR, Calendar
from solartui.domain.demonstration.records import DemoProject
from solartui.domain.demonstration.staff import Carrier
from solartui.domain.vocabulary import GridConnection, LeadType, ProjectStage

_MODULES_WP = (410, 440, 450, 455, 475, 500)
_LARGEST_KWP = {
    LeadType.RESIDENTIAL: 15.0,
    LeadType.COMMERCIAL: 50.0,
    LeadType.INDUSTRIAL: 400.0,
    LeadType.AGRICULTURAL: 50.0,
}
_COVER = {GridConnection.ON_GRID: 1.0, GridConnection.ZERO_INJECTION: 0.5, GridConnection.OFF_GRID: 1.3}
_HOUSE_BATTERIES = (5.1, 7.7, 9.6, 10.2, 12.8, 13.5)
_BATTERY_MODULE_KWH = 5.12


class Market(NamedTuple):
    """What a country pays and how much sun it has.

    Attributes:
        per_kwp: net price of one kWp of a system of 10 kWp, in whole units of the currency.
        per_battery_kwh: net price of one kWh of storage.
        home_vat: per cent, on a house; `vat` is for everything else.
        sun: kWh that one kWp makes in a year.
        tariff: what a kWh costs on a bill.
        bill: how a sum is written.
    """

    currency: str
    per_kwp: int
    per_battery_kwh: int
    home_vat: int
    vat: int
    sun: int
    tariff: float
    bill: str


MARKETS = {
    "PL": Market("PLN", 4_000, 1_900, 8, 23, 1_050, 1.05, "{}"),
    "AU": Market("AUD", 1_150, 850, 10, 10, 1_382, 0.33, "${}"),
    "DE": Market("EUR", 1_250, 560, 0, 19, 1_000, 0.36, "€{}"),
    "GB": Market("GBP", 1_300, 520, 0, 20, 930, 0.27, "£{}"),
    "CZ": Market("CZK", 29_000, 13_500, 12, 21, 1_040, 6.2, "{} Kč"),
    "ES": Market("EUR", 1_150, 540, 21, 21, 1_450, 0.24, "€{}"),
}


# How long ago a project in each stage was started, in days; and how many of twenty projects are there.
STAGE_AGES: dict[ProjectStage, tuple[float, float]] = {
    ProjectStage.ONBOARDING: (0.2, 6),
    ProjectStage.QUOTING: (3, 16),
    ProjectStage.CONSIDERING: (8, 40),
    ProjectStage.COMMITTING: (15, 50),
    ProjectStage.INSPECTION: (20, 70),
    ProjectStage.INSTALLATION: (35, 120),
    ProjectStage.COMPLETED: (90, 900),
}
STAGE_COUNTS: tuple[tuple[ProjectStage, int], ...] = (
    (ProjectStage.ONBOARDING, 2),
    (ProjectStage.QUOTING, 3),
    (ProjectStage.CONSIDERING, 3),
    (ProjectStage.COMMITTING, 2),
    (ProjectStage.INSPECTION, 2),
    (ProjectStage.INSTALLATION, 3),
    (ProjectStage.COMPLETED, 5),
)
_ENDINGS = {
    ProjectStage.CONSIDERING: "lost",
    ProjectStage.COMMITTING: "cancelled",
    ProjectStage.INSPECTION: "failed",
}
_UNPRICED = (ProjectStage.ONBOARDING,)


class Conversion(NamedTuple):
    """A lead that became a project: what the projects take over from it."""

    lead_id: int
    lead_name: str
    country: str
    region: str
    contact_ids: tuple[int, ...]
    demand: Demand
    carrier: Carrier
    user_id: int
    stage: ProjectStage
    at: int
    zone: int


def gross(net: int, vat: int) -> int:
    """A net amount with `vat` per cent added, minor units, halves rounded up."""
    return (net * (100 + vat) + 50) // 100


def needed_kwp(demand: Demand, country: str) -> float:
    """The power that covers the use, within what such a site takes, kWp."""
    need = demand.monthly_kwh * 12 * _COVER[demand.grid_connection] / MARKETS[country].sun
    return max(2.4, min(_LARGEST_KWP[demand.kind], need))


class ProjectOffice:
    """Starts the projects of converted leads."""

    def __init__(self, dice: Dice, calendar: Calendar) -> None:
        self._dice = dice
        self._calendar = calendar
        self._last_id = 0

    def projects(self, won: Conversion) -> tuple[DemoProject, ...]:
        """The projects of a lead: one, or in a few cases variants that lost against the first."""
        roll = self._dice.roll()
        variants = 1 if roll < 0.9 else 2 if roll < 0.98 else 3
        return tuple(self._project(won, variant) for variant in range(variants))

    def _project(self, won: Conversion, variant: int) -> DemoProject:
        roll = self._dice.roll
        self._last_id += 1
        stage, outcome = self._state(won.stage, variant)
        kwp = self._modules(needed_kwp(won.demand, won.country) * (1.0, 0.75, 1.2)[variant])
        battery = self._battery(won.demand, kwp, variant)
        net = None if stage in _UNPRICED else self._net(won, kwp, battery)
        market = MARKETS[won.country]
        vat = market.home_vat if won.demand.kind is LeadType.RESIDENTIAL else market.vat
        created = min(self._calendar.now, won.at + variant * HOUR)
        age = self._calendar.now - created
        worked = created + int(age * roll() * (0.3 if age > 150 * DAY else 0.9))
        updated = max(created, self._calendar.at_work(worked, won.zone))
        return DemoProject(
            self._last_id,
            won.lead_id,
            won.lead_name if not variant else f"{won.lead_name} ({variant + 1})",
            stage.value,
            outcome,
            won.contact_ids,
            won.carrier.user_id,
            won.carrier.entity_id,
            self._phases(won, stage, kwp),
            self._number_of_site(won, stage),
            kwp,
            battery,
            net,
            None if net is None else gross(net, vat),
            market.currency,
            won.user_id,
            self._calendar.text(created),
            self._calendar.text(updated),
        )

    def _state(self, stage: ProjectStage, variant: int) -> tuple[ProjectStage, str | None]:
        if variant:
            return ProjectStage.QUOTING, "closed"
        if stage is ProjectStage.COMPLETED:
            return stage, "completed"
        return stage, _ENDINGS.get(stage) if self._dice.roll() < 0.12 else None

    def _modules(self, kwp: float) -> float:
        wp = self._dice.pick(_MODULES_WP)
        return round(max(5, int(kwp * 1000 / wp)) * wp / 1000, 3)

    def _battery(self, demand: Demand, kwp: float, variant: int) -> float | None:
        if demand.battery == (variant == 1):  # the second variant turns the wish for a battery round
            return None
        if demand.kind is LeadType.RESIDENTIAL:
            return self._dice.pick(_HOUSE_BATTERIES)
        modules = max(2, round(kwp * (0.7 + 0.8 * self._dice.roll()) / _BATTERY_MODULE_KWH))
        return round(modules * _BATTERY_MODULE_KWH, 1)

    def _net(self, won: Conversion, kwp: float, battery: float | None) -> int:
        """The net price in minor units; larger systems cost less a kWp."""
        market = MARKETS[won.country]
        scale = min(1.2, max(0.66, float((10 / kwp) ** 0.11)))
        price = kwp * market.per_kwp * scale * (0.94 + 0.12 * self._dice.roll())
        price += (battery or 0) * market.per_battery_kwh
        return round(price / 10) * 1000

    def _phases(self, won: Conversion, stage: ProjectStage, kwp: float) -> int | None:
        found = 3 if kwp > 3.68 and self._dice.roll() < 0.9 else 1
        # Where there is no metering point either, the phases are what is still to be asked for.
        begins = stage is ProjectStage.ONBOARDING and won.demand.grid_connection is GridConnection.OFF_GRID
        return None if begins else found

    def _number_of_site(self, won: Conversion, stage: ProjectStage) -> str | None:
        """The number of the connection point, which is known as soon as the site is described."""
        found = self._metering_point(won.country, won.region) if self._dice.roll() < 0.7 else None
        if stage is ProjectStage.ONBOARDING or won.demand.grid_connection is GridConnection.OFF_GRID:
            return None
        digits = f"{self._last_id * 7_919 % 10**9:09d}"
        known = {"PL": f"590{digits:>015}", "AU": f"{_STATES.get(won.region, '4')}{digits}"}
        return found or known.get(won.country, f"{won.country}{digits}")

    def _metering_point(self, country: str, region: str) -> str | None:
        """A number of the form that the country gives to connection points; none of them is real."""
        roll = self._dice.roll
        if country == "PL":
            return f"590{int(roll() * 10**15):015d}"
        if country == "AU" and region in _STATES:
            return f"{_STATES[region]}{int(roll() * 10**9):09d}"
        return None


_STATES = {"NSW": "4", "SA": "2", "VIC": "6", "TAS": "8", "QLD": "3"}
