"""What a plant brings over the years, and the first design of a site."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from solartui.domain.leads import Address
from solartui.domain.offers.figures import offer_figures
from solartui.domain.offers.first import first_modules, first_plane, usual_lines
from solartui.domain.offers.vocabulary import LineKind
from solartui.domain.offers.yields import (
    benefit,
    latitude_of,
    months_of_one_kwp,
    self_use_factor,
    site_months,
    yields_of_power,
)
from solartui.domain.vocabulary import GridConnection, LeadType
from tests.domain.offers.examples import PROJECT

USE = (350.0,) * 12
MADE = (400.0,) * 12
NOWHERE = replace(PROJECT, latitude=None, longitude=None)


@pytest.mark.parametrize(
    ("project", "battery", "factor"),
    [
        (PROJECT, False, 0.35),
        (PROJECT, True, 0.6),
        (replace(PROJECT, type=LeadType.COMMERCIAL), False, 0.75),
        (replace(PROJECT, type=LeadType.AGRICULTURAL), True, 0.75),
        (replace(PROJECT, grid_connection=GridConnection.OFF_GRID), False, 0.9),
        (replace(PROJECT, grid_connection=GridConnection.ZERO_INJECTION), False, 0.35),
    ],
)
def test_how_much_is_used_on_site(project: Any, battery: bool, factor: float) -> None:
    assert self_use_factor(project, battery=battery) == factor


def test_a_year_is_worth_what_is_not_bought_and_what_is_sold() -> None:
    brings = benefit(PROJECT, MADE, USE, 3_000_000, battery=False)
    assert brings is not None
    own = 350 * 0.35 * 12
    assert brings.saving == pytest.approx((own * 1.10 + (4800 - own) * 0.30) * 100, abs=1)
    assert brings.self_used == pytest.approx(own / 4800)
    assert brings.self_supply == pytest.approx(0.35)
    assert brings.co2_kg == pytest.approx(4800 * 0.66)


def test_what_may_not_be_sold_is_lost() -> None:
    free = benefit(replace(PROJECT, grid_connection=GridConnection.ZERO_INJECTION), MADE, USE, 1, battery=False)
    assert free is not None
    assert free.saving == round(350 * 0.35 * 12 * 110)


def test_the_balance_begins_with_the_price_and_grows() -> None:
    brings = benefit(PROJECT, MADE, USE, 1_000_000, battery=False)
    assert brings is not None
    assert brings.balance[0] == -1_000_000
    assert brings.balance[1] == brings.saving - 1_000_000
    assert len(brings.balance) == offer_figures().years + 1
    steps = [after - before for before, after in zip(brings.balance, brings.balance[1:], strict=False)]
    assert steps == sorted(steps)
    assert brings.payback_years == pytest.approx(3.8, abs=0.3)


@pytest.mark.parametrize(("cost", "years"), [(0, 0.0), (10**12, None)])
def test_what_is_free_pays_at_once_and_what_is_too_dear_never(cost: int, years: float | None) -> None:
    brings = benefit(PROJECT, MADE, USE, cost, battery=False)
    assert brings is not None
    assert brings.payback_years == years


@pytest.mark.parametrize(
    ("project", "made", "use"),
    [
        (replace(PROJECT, currency="CZK"), MADE, USE),
        (PROJECT, (), USE),
        (PROJECT, MADE, ()),
        (PROJECT, (0.0,) * 12, USE),
        (PROJECT, MADE, (0.0,) * 12),
    ],
)
def test_what_is_not_known_brings_no_figures(project: Any, made: Any, use: Any) -> None:
    assert benefit(project, made, use, 1, battery=False) is None


@pytest.mark.parametrize(
    ("monthly", "consumption", "year"),
    [
        (350.0, (), 4200),
        (None, (), 0),
        (0.0, (), 0),
        (None, (100.0,) * 12, 1200),
        (350.0, (100.0,) * 12, 1200),
        (None, (100.0, None, 300.0), 2400),
        (350.0, (None,) * 12, 4200),
    ],
)
def test_the_use_of_a_site(monthly: float | None, consumption: tuple[float | None, ...], year: float) -> None:
    months = site_months(replace(PROJECT, monthly_kwh=monthly), consumption, southern=False)
    assert sum(months) == pytest.approx(year)


def test_where_a_site_is() -> None:
    assert latitude_of(PROJECT) == 50.0
    assert latitude_of(NOWHERE) == 52.0
    assert latitude_of(replace(NOWHERE, address=Address(country="AU"))) == -33.0
    assert latitude_of(replace(NOWHERE, address=Address(country="XX"))) is None
    assert latitude_of(replace(NOWHERE, address=Address())) is None


def test_south_of_the_equator_december_is_summer() -> None:
    north, south = months_of_one_kwp(50.0), months_of_one_kwp(-50.0)
    assert sum(north) == pytest.approx(sum(south)) == pytest.approx(1080)
    assert (max(range(12), key=north.__getitem__), max(range(12), key=south.__getitem__)) == (6, 0)
    assert yields_of_power(2.0, 50.0) == tuple(kwh * 2 for kwh in north)
    assert yields_of_power(2.0, 50.0, (1.0,) * 12) == (2.0,) * 12


@pytest.mark.parametrize(
    ("project", "use", "latitude", "modules"),
    [
        (PROJECT, USE, 50.0, 9),
        (replace(PROJECT, capacity_kwp=9.9), (), None, 22),
        (replace(PROJECT, grid_connection=GridConnection.ZERO_INJECTION), USE, 50.0, 5),
        (replace(PROJECT, grid_connection=GridConnection.OFF_GRID), USE, 50.0, 12),
        (PROJECT, (350_000.0,) * 12, 50.0, 111),
        (replace(PROJECT, regulation="au"), (35_000.0,) * 12, 50.0, 865),
        (PROJECT, (), 50.0, None),
        (PROJECT, (0.0,) * 12, 50.0, None),
        (PROJECT, USE, None, None),
        (PROJECT, (0.1,) * 12, 50.0, 1),
    ],
)
def test_how_many_modules_a_site_needs(project: Any, use: Any, latitude: float | None, modules: int | None) -> None:
    assert first_modules(project, use, latitude) == modules


@pytest.mark.parametrize(("latitude", "azimuth"), [(50.0, 180.0), (-33.0, 0.0), (None, 180.0), (0.0, 180.0)])
def test_a_first_plane_faces_the_equator(latitude: float | None, azimuth: float) -> None:
    plane = first_plane(9, latitude)
    assert (plane.modules, plane.tilt, plane.azimuth) == (9, 35.0, azimuth)


@pytest.mark.parametrize("kwp", [0.4, 4.05, 10.0, 49.95])
@pytest.mark.parametrize("battery", [None, 10.2])
def test_usual_parts_come_to_the_usual_price(kwp: float, battery: float | None) -> None:
    lines = usual_lines(PROJECT, 9, kwp, ("JA Solar", None, "BYD"), battery)
    plant = sum(line.net for line in lines if line.kind is not LineKind.BATTERY)
    assert plant == pytest.approx(kwp * 400_000, abs=9 * 100 + 500)
    assert all(line.unit_net % 100 == 0 for line in lines)
    stored = [line.name for line in lines if line.kind is LineKind.BATTERY]
    assert stored == (["BYD"] if battery else [])
    assert lines[0].name == "JA Solar"
    assert lines[1].name == "Falownik"


def test_parts_speak_the_language_of_the_place_and_need_known_prices() -> None:
    english = usual_lines(replace(PROJECT, regulation="au", currency="AUD"), 9, 4.0, (None, None, None), None)
    assert english[0].name == "Photovoltaic modules"
    assert usual_lines(replace(PROJECT, currency="CZK"), 9, 4.0, (None, None, None), None) == ()
    assert usual_lines(PROJECT, 0, 0.0, (None, None, None), None) == ()
