"""Use and estimate reckoned a second time, from the published tables and by other means than the program's."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from solartui.domain.consumption import average_from_bill, bill_days, bill_warning, lies_south, monthly_profile
from solartui.domain.errors import Invalid
from solartui.domain.estimate import Estimate, estimate, standard_figures
from solartui.domain.leads import Address
from solartui.domain.vocabulary import GridConnection, LeadType
from tests.domain.examples import LEAD

TODAY = date(2026, 11, 22)
# Per cent of the year in each month, January first, as they are published; the rest to 100 goes to the largest month.
PUBLISHED = {
    LeadType.RESIDENTIAL: "10.21 8.95 9.34 8.33 7.83 7.04 6.97 7.15 7.31 8.31 8.67 9.88",
    LeadType.COMMERCIAL: "8.71 8.08 8.71 8.23 8.21 7.79 8.37 8.04 8.24 8.68 8.23 8.71",
    LeadType.INDUSTRIAL: "8.57 7.82 8.48 7.95 8.40 8.30 8.68 8.57 8.18 8.27 8.22 8.57",
    LeadType.AGRICULTURAL: "9.21 8.31 8.93 8.18 8.05 7.48 7.72 7.72 7.84 8.45 8.91 9.21",
}
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YIELDS = {25: 1650, 35: 1600, 40: 1480, 42: 1450, 45: 1300, 48: 1130, 50: 1080, 51: 1045, 52: 1015, 53.3: 990,
          56: 940, 60: 870, 65: 780}  # fmt: skip


def shares(kind: LeadType, *, southern: bool = False) -> list[Fraction]:
    """The shares of a year, exactly."""
    found = [Fraction(word) / 100 for word in PUBLISHED[kind].split()]
    found[found.index(max(found))] += 1 - sum(found)
    return found[6:] + found[:6] if southern else found


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def reckoned(kind: LeadType, kwh: float, first: date, last: date, *, southern: bool = False) -> float:
    """The average of a month for a bill whose last day counts, month by month and not day by day."""
    total, parts = Fraction(0), shares(kind, southern=southern)
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        length = 29 if month == 2 and leap(year) else DAYS[month - 1]
        begin = first.day if (year, month) == (first.year, first.month) else 1
        end = last.day if (year, month) == (last.year, last.month) else length
        total += parts[month - 1] * Fraction(end - begin + 1, length)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return float(Fraction(kwh) / total / 12)


BILLS = (
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2024, 1, 1), date(2024, 12, 31)),
    (date(2024, 2, 1), date(2024, 2, 29)),
    (date(2023, 2, 1), date(2023, 2, 28)),
    (date(2024, 2, 29), date(2024, 2, 29)),
    (date(2024, 2, 28), date(2024, 3, 1)),
    (date(2024, 12, 15), date(2025, 2, 14)),
    (date(2023, 12, 31), date(2024, 1, 1)),
    (date(2025, 6, 30), date(2025, 7, 29)),
    (date(2025, 11, 17), date(2026, 1, 16)),
    (date(2023, 7, 1), date(2025, 6, 30)),
    (date(2100, 2, 1), date(2100, 2, 28)),
    (date(2000, 2, 1), date(2000, 2, 29)),
    (date(2025, 10, 5), date(2025, 10, 24)),
)


@pytest.mark.feature("B-82", "B-107")
@pytest.mark.parametrize("kind", list(LeadType))
@pytest.mark.parametrize("southern", [False, True])
@pytest.mark.parametrize(("first", "last"), BILLS)
def test_bills_month_by_month(kind: LeadType, southern: bool, first: date, last: date) -> None:
    found = average_from_bill(kind, 1234.5, first, last, southern=southern)
    assert found == pytest.approx(reckoned(kind, 1234.5, first, last, southern=southern), rel=1e-12)


@pytest.mark.feature("B-82")
@pytest.mark.parametrize("kind", list(LeadType))
@pytest.mark.parametrize("southern", [False, True])
def test_bills_of_whole_years_are_their_twelfth_wherever_they_begin(kind: LeadType, southern: bool) -> None:
    for start in (date(2025, 1, 1), date(2024, 1, 1), date(2023, 3, 1), date(2024, 11, 1), date(2026, 7, 1)):
        last = date(start.year + 1, start.month, 1) - timedelta(1)
        for end in (last, last + timedelta(1)):
            assert average_from_bill(kind, 4200, start, end, southern=southern) == pytest.approx(350), (start, end)


@pytest.mark.feature("B-82")
@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), 365),
        (date(2024, 1, 1), date(2024, 12, 31), 366),
        (date(2025, 1, 1), date(2026, 1, 1), 365),
        (date(2024, 2, 1), date(2024, 2, 29), 29),
        (date(2024, 2, 1), date(2024, 3, 1), 29),
        (date(2025, 1, 31), date(2025, 3, 31), 59),
        (date(2025, 1, 31), date(2025, 2, 28), 29),
        (date(2025, 5, 5), date(2025, 5, 5), 1),
        (date(2025, 5, 5), date(2025, 5, 6), 2),
        (date(2025, 5, 5), date(2025, 5, 4), 0),
        (date(2025, 5, 5), date(2025, 4, 5), -29),
        (date(2024, 12, 15), date(2025, 2, 14), 62),
    ],
)
def test_days_of_a_bill(first: date, last: date, days: int) -> None:
    assert bill_days(first, last) == days


@pytest.mark.feature("B-82")
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 5, 5), date(2025, 5, 4)),
        (date(2025, 5, 5), date(2025, 4, 5)),
        (date(2025, 5, 5), date(2024, 5, 5)),
        (date(2015, 1, 1), date(2025, 3, 1)),
        (date(1900, 1, 1), date(2200, 1, 1)),
    ],
)
def test_periods_that_are_none(first: date, last: date) -> None:
    for southern in (False, True):
        with pytest.raises(Invalid) as caught:
            average_from_bill(LeadType.RESIDENTIAL, 100, first, last, southern=southern)
        assert caught.value.field == "end"


@pytest.mark.feature("B-82")
def test_only_periods_that_are_odd_are_remarked_on() -> None:
    start = date(2025, 1, 2)
    for days in range(1, 500):
        last = start + timedelta(days - 1)
        if last.day == start.day and days > 1:
            continue
        said = bill_warning(start, last)
        assert bool(said) is (days < 20 or days > 400), days
        assert not said or str(days) in said


@pytest.mark.feature("B-107")
@pytest.mark.parametrize("kind", list(LeadType))
@pytest.mark.parametrize("annual", [0.0, 1.0, 1979.9, 4200.0, 1e9])
def test_profiles_are_the_published_ones(kind: LeadType, annual: float) -> None:
    for southern in (False, True):
        wanted = [float(share) * annual for share in shares(kind, southern=southern)]
        assert monthly_profile(kind, annual, southern=southern) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("latitude", "country", "south"),
    [
        (-33.9, None, True),
        (-0.0001, "PL", True),
        (0.0, "AU", False),
        (50.0, "AU", False),
        (None, "AU", True),
        (None, "PL", False),
        (None, None, False),
        (-90.0, None, True),
        (90.0, "NZ", False),
    ],
)
def test_the_place_says_more_than_the_country(latitude: float | None, country: str | None, south: bool) -> None:
    assert lies_south(latitude, country) is south


# ---- the estimate


def planned(**changes: Any) -> Estimate:
    changes = {"latitude": 50.0, "longitude": 20.0, "monthly_kwh": 350.0, "heat_pump": False, "consumption": None,
               **changes}  # fmt: skip
    found = estimate(replace(LEAD, **changes), TODAY)
    assert found is not None
    return found


def yield_at(latitude: float) -> float:
    """Kilowatt hours of a year per kWp, straight lines between the published points."""
    north, points = abs(latitude), sorted(YIELDS)
    if north <= points[0]:
        return YIELDS[points[0]]
    for low, high in itertools.pairwise(points):
        if low <= north <= high:
            return YIELDS[low] + (YIELDS[high] - YIELDS[low]) * (north - low) / (high - low)
    return YIELDS[points[-1]]


@pytest.mark.parametrize(
    "latitude", [0, 10, 25, 30, 35, 38.7, 42, 43.5, 49.0, 50.06, 51.5, 52.23, 54.4, 58, 64.9, 65, 71, 90]
)
@pytest.mark.parametrize("sign", [1, -1])
def test_yields_lie_on_straight_lines(latitude: float, sign: int) -> None:
    assert standard_figures().specific_yield(sign * latitude) == pytest.approx(yield_at(latitude))


@pytest.mark.parametrize("latitude", [42.0, 45.0, 48.6, 50.0, 51.9, 52.0, 55.0, 60.0, 20.0])
def test_months_of_the_sun_make_a_year_and_change_places_in_the_south(latitude: float) -> None:
    north, south = standard_figures().shares(latitude), standard_figures().shares(-latitude)
    assert sum(north) == pytest.approx(1)
    assert (*north[6:], *north[:6]) == pytest.approx(south)
    assert max(north) in north[4:8]
    if latitude >= 52:
        assert sum(north[3:9]) == pytest.approx(0.702, abs=0.002), "70 per cent from April to September"


@pytest.mark.feature("B-83")
@pytest.mark.parametrize("monthly", [1, 50, 186.4, 350, 1000, 2000, 3999])
@pytest.mark.parametrize("grid", list(GridConnection))
def test_plants_are_whole_modules_for_the_use(monthly: float, grid: GridConnection) -> None:
    plant = planned(monthly_kwh=float(monthly), grid_connection=grid)
    cover = {GridConnection.ON_GRID: 1.0, GridConnection.ZERO_INJECTION: 0.5, GridConnection.OFF_GRID: 1.3}[grid]
    wanted = monthly * 12 * cover / 1080 * 1000 / 450
    assert plant.modules - 1 < wanted <= plant.modules + 1e-6 or plant.capped_kwp == 50
    assert plant.capacity_kwp <= 50
    assert plant.capacity_kwp == pytest.approx(plant.modules * 0.45)
    assert sum(plant.production) == pytest.approx(plant.capacity_kwp * 1080)
    assert sum(plant.use) == pytest.approx(monthly * 12)
    assert 0 < plant.self_supply <= 1
    pairs = zip(plant.self_used, plant.production, plant.use, strict=True)
    assert all(used <= min(made, need) + 1e-9 for used, made, need in pairs)


@pytest.mark.feature("B-83")
def test_the_published_example() -> None:
    plant = planned()
    assert (plant.modules, plant.capacity_kwp) == (9, 4.05)
    assert round(sum(plant.production)) == 4374
    assert plant.error_percent == 15


@pytest.mark.feature("B-86")
@pytest.mark.parametrize(("latitude", "cold"), [(50.0, {0, 1, 2, 3, 9, 10, 11}), (-35.0, {3, 4, 5, 6, 7, 8, 9})])
def test_a_heat_pump_adds_to_the_cold_months(latitude: float, cold: set[int]) -> None:
    without, with_one = planned(latitude=latitude), planned(latitude=latitude, heat_pump=True)
    more = [after - before for before, after in zip(without.use, with_one.use, strict=True)]
    assert sum(more) == pytest.approx(3500)
    assert {month for month, kwh in enumerate(more) if kwh > 0} == cold
    assert with_one.modules > without.modules


@pytest.mark.parametrize("latitude", [-90.0, -33.9, -0.1, 0.0, 66.6, 90.0])
@pytest.mark.parametrize("kind", list(LeadType))
def test_figures_are_sound_everywhere(latitude: float, kind: LeadType) -> None:
    plant = planned(latitude=latitude, longitude=180.0, type=kind, address=Address())
    assert plant.modules >= 1
    assert all(kwh >= 0 for kwh in (*plant.production, *plant.self_used, *plant.use))
    assert sum(plant.self_used) <= sum(plant.production)


@pytest.mark.feature("B-82", "B-106")
@pytest.mark.parametrize("known", [(0,), (11,), (5, 6, 7), (0, 2, 4, 6, 8, 10), tuple(range(12))])
def test_some_months_tell_the_others(known: tuple[int, ...]) -> None:
    year = [float(share) * 6000 for share in shares(LeadType.RESIDENTIAL)]
    months = tuple(year[month] if month in known else None for month in range(12))
    plant = planned(consumption=months, monthly_kwh=None, type=LeadType.RESIDENTIAL)
    assert plant.use == pytest.approx(tuple(year))
    for month in known:
        assert plant.use[month] == year[month]


@pytest.mark.parametrize(
    "changes",
    [
        {"monthly_kwh": None},
        {"monthly_kwh": 0.0},
        {"monthly_kwh": None, "consumption": (None,) * 12},
        {"monthly_kwh": None, "consumption": (0.0,) * 12},
        {"latitude": None, "longitude": None, "address": Address()},
        {"latitude": None, "longitude": None, "address": Address(country="XX")},
    ],
)
def test_nothing_is_made_of_nothing(changes: dict[str, Any]) -> None:
    lead = replace(LEAD, latitude=50.0, longitude=20.0, consumption=())
    assert estimate(replace(lead, **changes), TODAY) is None
