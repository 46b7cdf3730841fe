"""What a desk sets about estimates, and the yields of Australian postcodes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from solartui.domain.desk_settings import SETTINGS
from solartui.domain.errors import Invalid
from solartui.domain.estimate import Figures, estimate, standard_figures
from solartui.domain.estimate_settings import ESTIMATE_SETTINGS, figures_of
from solartui.domain.leads import Address
from solartui.domain.setting import Value
from solartui.domain.vocabulary import GridConnection, LeadType
from tests.domain.examples import LEAD

pytestmark = pytest.mark.feature("B-83")
TODAY = date(2026, 11, 22)
HOUSE = replace(
    LEAD, type=LeadType.RESIDENTIAL, grid_connection=GridConnection.ON_GRID, monthly_kwh=350.0, consumption=(),
    latitude=50.0, longitude=20.0, address=Address(country="PL"), heat_pump=False, battery=False,
)  # fmt: skip


def own(**values: Value) -> Figures:
    """The figures of a desk that set some of them."""
    return figures_of({f"estimates.{name}": value for name, value in values.items()})


def test_without_settings_the_figures_are_those_of_the_program() -> None:
    assert figures_of({}) == standard_figures()
    assert figures_of({one.key: one.default for one in ESTIMATE_SETTINGS}) == standard_figures()
    assert figures_of({"estimates.module_wp": "nonsense", "estimates.unknown": 3.0}) == standard_figures()


def test_every_setting_changes_the_figures_and_is_among_those_of_the_desk() -> None:
    for one in ESTIMATE_SETTINGS:
        assert SETTINGS[one.key] is one
        assert isinstance(one.default, float)
        other = one.default + 1 if one.default + 1 <= one.most else one.default - 1
        assert figures_of({one.key: other}) != standard_figures(), one.key


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("module_wp", "0"),
        ("module_wp", "1001"),
        ("heat_pump_kwh", "-1"),
        ("self_use_home", "100,1"),
        ("cover_off_grid", "nan"),
        ("kwp_pln", "inf"),
        ("bought_eur", "cheap"),
        ("error_percent", ""),
    ],
)
def test_figures_have_bounds(name: str, typed: str) -> None:
    with pytest.raises(Invalid, match=f"^estimates.{name} is "):
        SETTINGS[f"estimates.{name}"].read(typed)


def test_a_plant_follows_the_figures_of_the_desk() -> None:
    usual = estimate(HOUSE, TODAY)
    assert usual is not None
    larger = estimate(HOUSE, TODAY, own(module_wp=500.0, cover_on_grid=150.0))
    assert larger is not None
    # 4,200 kWh x 1.5 / 1,080 = 5.83 kWp, in modules of 500 Wp.
    assert (larger.modules, larger.capacity_kwp) == (12, 6.0)
    dear = estimate(HOUSE, TODAY, own(kwp_pln=5000.0, bought_pln=2.2, fed_in_pln=0.0, self_use_home=100.0))
    assert dear is not None
    assert (dear.net, dear.gross) == (2_025_000, 2_187_000)
    both = sum(min(made, used) for made, used in zip(dear.production, dear.use, strict=True))
    assert dear.saving == round(both * 220)
    assert usual.saving is not None
    assert dear.saving > usual.saving


def test_the_heat_pump_of_a_desk_lies_in_the_cold_months() -> None:
    warm = estimate(replace(HOUSE, heat_pump=True), TODAY, own(heat_pump_kwh=7000.0))
    plain = estimate(HOUSE, TODAY)
    assert warm is not None
    assert plain is not None
    more = [round(after - before) for after, before in zip(warm.use, plain.use, strict=True)]
    assert more == [1000, 1000, 1000, 1000, 0, 0, 0, 0, 0, 1000, 1000, 1000]
    assert warm.heat_pump_kwh == 7000


def test_prices_of_a_desk_are_exact() -> None:
    prices = own(bought_pln=1.1, fed_in_aud=0.07).prices
    assert prices["PLN"].bought == Decimal("1.1")
    assert prices["AUD"].fed_in == Decimal("0.07")


@pytest.mark.parametrize(
    ("postcode", "zone", "per_kwp"),
    [
        ("2000", 3, 1382),
        ("3000", 4, 1185),
        ("4000", 3, 1382),
        ("5000", 3, 1382),
        ("6000", 3, 1382),
        ("7000", 4, 1185),
        ("0800", 2, 1536),
        ("0870", 1, 1622),
        ("0200", 3, 1382),
        ("8001", 4, 1185),
        ("9999", 3, 1382),
        (" 2000 ", 3, 1382),
    ],
)
def test_an_australian_postcode_says_more_than_the_latitude(postcode: str, zone: int, per_kwp: float) -> None:
    site = replace(HOUSE, latitude=-33.87, longitude=151.2, address=Address(postcode=postcode, country="AU"))
    plant = estimate(site, TODAY)
    assert plant is not None
    assert (plant.zone, plant.specific_yield) == (zone, per_kwp)
    assert sum(plant.production) == pytest.approx(plant.capacity_kwp * per_kwp)
    assert plant.prices is not None
    assert plant.prices.currency == "AUD"
    assert plant.production[0] > plant.production[6], "January is summer there"


@pytest.mark.parametrize("postcode", [None, "", "200", "20000", "2OOO", "0001", "0199", "-200", "\u0661\u0662"])
def test_without_a_good_postcode_the_latitude_counts(postcode: str | None) -> None:
    site = replace(HOUSE, latitude=-33.87, longitude=151.2, address=Address(postcode=postcode, country="AU"))
    plant = estimate(site, TODAY)
    assert plant is not None
    assert plant.zone is None
    assert plant.specific_yield == pytest.approx(standard_figures().specific_yield(33.87))


@pytest.mark.parametrize("country", ["PL", "NZ", "DE", None])
def test_the_same_postcode_elsewhere_has_no_zone(country: str | None) -> None:
    plant = estimate(replace(HOUSE, address=Address(postcode="3000", country=country)), TODAY)
    assert plant is None or plant.zone is None


def test_the_worked_example_of_a_house_in_sydney() -> None:
    # 500 kWh a month in zone 3: 6,000 / 1,382 = 4.34 kWp, 10 modules of 450 Wp, 4.5 kWp, 6,219 kWh; 5,400 and GST.
    site = replace(HOUSE, latitude=-33.87, longitude=151.2, monthly_kwh=500.0,
                   address=Address(postcode="2000", country="AU"))  # fmt: skip
    plant = estimate(site, TODAY)
    assert plant is not None
    assert (plant.modules, plant.capacity_kwp) == (10, 4.5)
    assert sum(plant.production) == pytest.approx(6219)
    assert (plant.net, plant.gross) == (540_000, 594_000)
