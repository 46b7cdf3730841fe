"""Estimates at the edges: the equator, the largest plant, the bill of one month, figures that are somebody's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from solartui.domain.estimate import Estimate, Prices, estimate, site_use, standard_figures
from solartui.domain.leads import Address
from solartui.domain.vocabulary import GridConnection, LeadType
from tests.domain.examples import LEAD

TODAY = date(2026, 11, 22)
FIGURES = standard_figures()
HOUSE = replace(LEAD, latitude=52.0, longitude=21.0, monthly_kwh=300.0, heat_pump=False, battery=False)


def plant_of(**changes: Any) -> Estimate:
    """The estimate of a house near Warsaw, with some things otherwise."""
    made = estimate(replace(HOUSE, **changes), TODAY)
    assert made is not None
    return made


def test_the_smallest_use_still_needs_one_module() -> None:
    plant = plant_of(monthly_kwh=0.01)
    assert (plant.modules, plant.capacity_kwp) == (1, 0.45)
    assert 0 < plant.self_supply <= 1
    assert plant.payback_years is not None
    assert plant.payback_years > 0


def test_more_use_never_means_a_smaller_plant() -> None:
    sizes = [plant_of(monthly_kwh=float(kwh)).modules for kwh in (10, 100, 300, 301, 1_000, 4_000, 50_000)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2] < sizes[-1]


def test_a_plant_that_just_fits_the_limit_is_not_called_cut() -> None:
    most = 111 * 0.45 * FIGURES.specific_yield(52.0) / 12
    whole = plant_of(monthly_kwh=most)
    assert (whole.modules, whole.capped_kwp) == (111, None)
    cut = plant_of(monthly_kwh=most * 1.001)
    assert (cut.modules, cut.capped_kwp) == (111, 50)
    assert cut.capacity_kwp <= 50


@pytest.mark.parametrize("connection", list(GridConnection))
def test_nothing_is_used_twice(connection: GridConnection) -> None:
    for kwh in (20.0, 350.0, 40_000.0):
        plant = plant_of(grid_connection=connection, monthly_kwh=kwh)
        for used, made, needed in zip(plant.self_used, plant.production, plant.use, strict=True):
            assert 0 <= used <= min(made, needed)
        assert 0 <= plant.self_supply <= 1


def test_what_is_fed_in_is_worth_something_on_the_grid_only() -> None:
    sold, kept = plant_of(), plant_of(grid_connection=GridConnection.OFF_GRID)
    assert sold.saving is not None
    assert kept.saving is not None
    assert sold.saving > 110 * sum(sold.self_used)
    assert kept.saving == round(110 * sum(kept.self_used))


def test_a_battery_pays_by_what_is_used_at_home() -> None:
    bare, stored = plant_of(), plant_of(battery=True)
    assert stored.modules == bare.modules
    assert sum(stored.self_used) > sum(bare.self_used)
    assert stored.saving is not None
    assert bare.saving is not None
    assert stored.saving > bare.saving


@pytest.mark.parametrize("kind", [LeadType.COMMERCIAL, LeadType.INDUSTRIAL, LeadType.AGRICULTURAL])
def test_a_business_uses_its_power_by_day_with_a_battery_or_without(kind: LeadType) -> None:
    assert FIGURES.self_use_of(replace(HOUSE, type=kind)) == 0.75
    assert FIGURES.self_use_of(replace(HOUSE, type=kind, battery=True)) == 0.75
    assert FIGURES.self_use_of(replace(HOUSE, type=kind, grid_connection=GridConnection.OFF_GRID)) == 0.9


def test_both_sides_of_the_equator_are_half_a_year_apart() -> None:
    north, south = plant_of(latitude=0.01), plant_of(latitude=-0.01)
    assert north.specific_yield == south.specific_yield == 1650
    assert south.use == pytest.approx(north.use[6:] + north.use[:6])
    assert south.production == pytest.approx(north.production[6:] + north.production[:6])


def test_the_pole_has_the_yield_of_the_last_known_place() -> None:
    for latitude in (65.0, 65.1, 90.0, -90.0):
        assert FIGURES.specific_yield(latitude) == 780
    assert FIGURES.shares(90.0) == pytest.approx(FIGURES.shares(52.0))
    assert FIGURES.shares(0.0) == pytest.approx(FIGURES.shares(42.0))
    assert sum(FIGURES.shares(-47.0)) == pytest.approx(1)


def test_a_country_stands_for_a_place_in_any_writing_and_no_other_does() -> None:
    known = [plant_of(latitude=None, longitude=None, address=Address(country=code)) for code in ("au", "AU")]
    assert {(plant.latitude, plant.located) for plant in known} == {(-33.0, False)}
    for code in ("", "XX", "Polska", None):
        lost = replace(HOUSE, latitude=None, longitude=None, address=Address(country=code))
        assert estimate(lost, TODAY) is None


def test_coordinates_count_more_than_the_country() -> None:
    plant = plant_of(latitude=54.5, address=Address(country="PL"))
    assert (plant.latitude, plant.located) == (54.5, True)
    assert plant.specific_yield < FIGURES.specific_yield(52.0)


def test_known_months_stand_and_the_others_follow_their_profile() -> None:
    months = (400.0, None, None, None, None, None, 100.0, None, None, None, None, None)
    use = site_use(replace(HOUSE, consumption=months), southern=False)
    assert use is not None
    assert (use[0], use[6]) == (400.0, 100.0)
    assert all(kwh > 0 for kwh in use)
    assert use[1] > use[5]


def test_months_of_nothing_are_no_use() -> None:
    assert site_use(replace(HOUSE, consumption=(0.0,) * 12), southern=False) is None
    one = site_use(replace(HOUSE, consumption=(0.0, *[50.0] * 11)), southern=False)
    assert one is not None
    assert (one[0], sum(one)) == (0.0, 550.0)


def test_a_list_that_is_no_year_gives_way_to_the_mean() -> None:
    short = replace(HOUSE, consumption=(100.0, 200.0))
    assert site_use(short, southern=False) == site_use(HOUSE, southern=False)
    assert site_use(replace(short, monthly_kwh=None), southern=False) is None


def test_the_heat_pump_of_the_south_runs_in_its_own_winter() -> None:
    bare, warm = (plant_of(latitude=-33.0, heat_pump=wanted) for wanted in (False, True))
    more = [b - a for a, b in zip(bare.use, warm.use, strict=True)]
    assert sum(more) == pytest.approx(warm.heat_pump_kwh) == pytest.approx(3500)
    assert bare.heat_pump_kwh == 0
    assert [month for month, kwh in enumerate(more, 1) if kwh < 1] == [1, 2, 3, 11, 12]


def test_a_desk_may_reckon_with_figures_of_its_own() -> None:
    dear = Prices("PLN", Decimal(8000), Decimal("1.10"), Decimal("0.30"))
    own = replace(FIGURES, module_wp=600, error_percent=5, prices={"PLN": dear}, largest={"pl": 3})
    plant = estimate(HOUSE, TODAY, own)
    assert plant is not None
    assert (plant.modules, plant.capacity_kwp, plant.capped_kwp, plant.error_percent) == (5, 3.0, 3, 5)
    assert plant.net == 2_400_000


def test_nothing_saved_is_never_paid_back() -> None:
    free = Prices("PLN", Decimal(4000), Decimal(0), Decimal(0))
    plant = estimate(HOUSE, TODAY, replace(FIGURES, prices={"PLN": free}))
    assert plant is not None
    assert (plant.saving, plant.payback_years) == (0, None)
    assert plant.net is not None


def test_a_business_pays_the_usual_tax_and_a_house_less() -> None:
    house, shop = plant_of(), plant_of(type=LeadType.COMMERCIAL)
    assert house.net == shop.net
    assert house.gross is not None
    assert shop.gross is not None
    assert house.net is not None
    assert house.net < house.gross < shop.gross


def test_the_figures_that_come_with_the_program_make_sense() -> None:
    degrees = [place for place, _ in FIGURES.yields]
    yields = [kwh for _, kwh in FIGURES.yields]
    assert degrees == sorted(set(degrees))
    assert yields == sorted(yields, reverse=True)
    assert all(len(shares) == 12 for shares in FIGURES.month_shares.values())
    assert FIGURES.cover.keys() == set(GridConnection)
    assert all(0 < share <= 1 for share in FIGURES.self_use.values())
    assert all(-90 <= latitude <= 90 for latitude in FIGURES.latitudes.values())
    assert all(price.currency == key and price.bought > price.fed_in for key, price in FIGURES.prices.items())
