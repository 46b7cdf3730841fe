"""The first estimate of a plant, against figures that were worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from solartui.domain.estimate import estimate, site_use, standard_figures
from solartui.domain.leads import Address
from solartui.domain.vocabulary import GridConnection, LeadType
from tests.domain.examples import LEAD

TODAY = date(2026, 11, 22)
KRAKOW = replace(LEAD, latitude=50.0, longitude=20.0, monthly_kwh=350.0, heat_pump=False)
FIGURES = standard_figures()


def made(**changes: Any) -> Any:
    """The estimate of a house in Kraków, with some things otherwise."""
    return estimate(replace(KRAKOW, **changes), TODAY)


def test_a_house_in_krakow() -> None:
    plant = made()
    # 12 x 350 = 4,200 kWh; / 1,080 = 3.89 kWp; / 450 Wp = 8.6 modules
    assert (plant.modules, plant.capacity_kwp, plant.specific_yield) == (9, 4.05, 1080)
    assert sum(plant.production) == pytest.approx(4374)
    assert sum(plant.use) == pytest.approx(4200)
    assert plant.located
    # 4.05 x 4,000 zł, and 8 % on it
    assert (plant.net, plant.gross, plant.prices.currency) == (1_620_000, 1_749_600, "PLN")


@pytest.mark.feature("B-53")
def test_the_power_that_a_site_asks_for_follows_from_its_use_its_connection_and_the_sun() -> None:
    # 4,200 kWh a year / 1,080 kWh a year per kWp
    assert FIGURES.power_for(4200, GridConnection.ON_GRID, 1080) == pytest.approx(3.889, abs=0.001)
    assert FIGURES.power_for(4200, GridConnection.ZERO_INJECTION, 1080) == pytest.approx(1.944, abs=0.001)
    assert FIGURES.power_for(4200, GridConnection.OFF_GRID, 1080) == pytest.approx(5.056, abs=0.001)


@pytest.mark.feature("B-53")
@pytest.mark.parametrize(("country", "per_kwp"), [("PL", 1015), ("pl", 1015), ("DE", 1045), ("FR", 1015), ("", 1015)])
def test_the_sun_of_a_country_stands_for_all_of_its_sites(country: str, per_kwp: float) -> None:
    expected = {"on_grid": 12 / per_kwp, "zero_injection": 6 / per_kwp, "off_grid": 15.6 / per_kwp}
    assert FIGURES.home_power(country) == pytest.approx(expected)


def test_money_saved_is_what_is_not_bought_and_what_is_fed_in() -> None:
    plant = made()
    used, year = sum(plant.self_used), sum(plant.production)
    assert used == pytest.approx(0.35 * sum(map(min, plant.production, plant.use)))
    assert plant.saving == round(110 * used + 30 * (year - used))
    assert plant.payback_years == pytest.approx(1_749_600 / plant.saving)
    assert plant.self_supply == pytest.approx(used / 4200)


@pytest.mark.parametrize(
    ("latitude", "kwh"),
    [(42.0, 1450), (50.0, 1080), (50.5, 1062.5), (53.3, 990), (-35.0, 1600), (10.0, 1650), (80.0, 780), (46.5, 1215)],
)
def test_the_yield_lies_on_straight_lines_between_known_places(latitude: float, kwh: float) -> None:
    assert FIGURES.specific_yield(latitude) == pytest.approx(kwh)


def test_seventy_per_cent_of_a_polish_year_are_made_from_april_to_september() -> None:
    shares = FIGURES.shares(52.0)
    assert sum(shares) == pytest.approx(1)
    assert sum(shares[3:9]) == pytest.approx(0.702, abs=0.001)
    assert FIGURES.shares(-52.0) == pytest.approx(shares[6:] + shares[:6])
    halfway = [(a + b) / 2 for a, b in zip(FIGURES.shares(42.0), shares, strict=True)]
    assert FIGURES.shares(47.0) == pytest.approx(halfway, abs=0.0002)


@pytest.mark.parametrize(
    ("changes", "factor"),
    [
        ({}, 0.35),
        ({"battery": True}, 0.6),
        ({"type": LeadType.COMMERCIAL}, 0.75),
        ({"grid_connection": GridConnection.OFF_GRID}, 0.9),
    ],
)
def test_how_much_is_used_while_it_is_made(changes: dict[str, Any], factor: float) -> None:
    plant = made(**changes)
    assert sum(plant.self_used) == pytest.approx(factor * sum(map(min, plant.production, plant.use)))


def test_the_grid_connection_decides_how_large_it_is_and_what_is_sold() -> None:
    zero = made(grid_connection=GridConnection.ZERO_INJECTION)
    assert zero.modules == 5  # half of 3.89 kWp
    assert zero.saving == round(110 * sum(zero.self_used))
    assert made(grid_connection=GridConnection.OFF_GRID).modules == 12  # 1.3 times as much


def test_a_micro_installation_ends_at_fifty_kilowatts_in_poland_only() -> None:
    large = {"monthly_kwh": 20_000.0, "type": LeadType.COMMERCIAL}
    plant = made(**large)
    assert (plant.modules, plant.capacity_kwp, plant.capped_kwp) == (111, 49.95, 50)
    german = made(**large, address=Address(None, None, "Köln", None, "DE"))
    assert (german.capped_kwp, german.gross, german.prices.currency) == (None, None, "EUR")
    assert german.capacity_kwp > 200
    assert german.payback_years == pytest.approx(german.net / german.saving)


def test_a_heat_pump_needs_power_in_the_cold_months() -> None:
    plant = made(heat_pump=True)
    assert sum(plant.use) == pytest.approx(7700)
    assert plant.use[6] == pytest.approx(made().use[6])
    assert plant.use[0] == pytest.approx(made().use[0] + 500)
    south = made(heat_pump=True, latitude=-33.9, longitude=151.2, address=Address(country="AU"))
    assert south.use[6] > south.use[0]


def test_months_that_are_not_known_follow_from_those_that_are() -> None:
    whole = site_use(
        replace(KRAKOW, monthly_kwh=1.0, consumption=tuple(float(kwh) for kwh in range(1, 13))), southern=False
    )
    assert whole == tuple(range(1, 13))
    january = site_use(replace(KRAKOW, monthly_kwh=None, consumption=(1022.0, *[None] * 11)), southern=False)
    assert january is not None
    assert sum(january) == pytest.approx(10_000)
    assert january[1] == pytest.approx(895)
    assert site_use(replace(KRAKOW, consumption=(None,) * 12), southern=False) == site_use(KRAKOW, southern=False)


def test_without_use_or_place_there_is_none() -> None:
    assert made(monthly_kwh=None) is None
    assert made(monthly_kwh=0.0) is None
    assert made(latitude=None, longitude=None, address=Address()) is None
    by_country = made(latitude=None, longitude=None)
    assert (by_country.located, by_country.latitude) == (False, 52.0)


def test_a_currency_without_figures_has_no_money() -> None:
    plant = made(latitude=47.0, longitude=8.0, address=Address(country="CH"))
    assert (plant.prices, plant.net, plant.gross, plant.saving, plant.payback_years) == (None,) * 5
