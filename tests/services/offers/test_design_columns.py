"""From what is said of a design to what is stored: what follows, what stays, what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from solartui.domain.drafts import validated
from solartui.domain.errors import Invalid, Refused
from solartui.domain.offers.designs import Plane
from solartui.domain.offers.drafts import DesignFields
from solartui.domain.offers.vocabulary import Building, LineKind, YieldSource
from solartui.services.design_columns import SiteUse, columns_of, estimated, first_columns, stored
from tests.domain.offers.examples import DESIGN, PROJECT

SITE = SiteUse(PROJECT, ())
NOWHERE = SiteUse(replace(PROJECT, latitude=None, longitude=None, address=replace(PROJECT.address, country="XX")), ())


def changed(**said: Any) -> dict[str, Any]:
    """What an edit of the example stores."""
    return columns_of(validated(DesignFields, said), SITE, DESIGN)


def first(site: SiteUse = SITE, **said: Any) -> dict[str, Any]:
    """What a new design stores."""
    return first_columns(validated(DesignFields, said), site)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({}, set()),
        ({"name": "B"}, {"name"}),
        ({"inverter": "SMA", "inverter_kw": "10"}, {"inverter", "inverter_kw"}),
        ({"battery": "", "battery_kwh": ""}, {"battery", "battery_kwh"}),
        ({"building": "flat", "floor_area": "80"}, {"building", "floor_area"}),
        ({"modules": "20"}, {"planes", "yields", "yield_source"}),
        ({"modules": "22"}, {"planes", "lines", "capacity_kwp", "yields", "yield_source"}),
        ({"module_wp": "450"}, {"module_wp", "capacity_kwp", "yields", "yield_source"}),
        ({"tilt": "10"}, {"planes", "yields", "yield_source"}),
        ({"yields": "1 2 3 4 5 6 7 8 9 10 11 12"}, {"yields", "yield_source"}),
        ({"capacity_kwp": "8.8"}, set()),
        ({"lines": []}, {"lines"}),
    ],
)
def test_only_what_is_said_and_what_follows_is_stored(said: dict[str, Any], kept: set[str]) -> None:
    assert set(changed(**said)) == kept


def test_as_many_modules_are_billed_as_lie_on_the_roof() -> None:
    found = changed(modules=22)
    assert [line.quantity for line in found["lines"]] == [22, 1, 1]
    assert found["capacity_kwp"] == 9.68
    own = replace(DESIGN, lines=tuple(replace(line, quantity=Decimal(19)) for line in DESIGN.lines))
    assert "lines" not in columns_of(validated(DesignFields, {"modules": 22}), SITE, own)
    several = {"planes": [{"modules": 10}, {"modules": 14, "azimuth": 90}]}
    assert columns_of(validated(DesignFields, several), SITE, DESIGN)["lines"][0].quantity == 24


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": " "}, "cannot be empty"),
        ({"capacity_kwp": "9"}, "20 × 440 Wp are 8.8 kWp"),
        ({"modules": "10", "capacity_kwp": "8.8"}, "10 × 440 Wp are 4.4 kWp"),
        ({"shading": "dark"}, "shading"),
        ({"planes": [{"tilt": 5}]}, "modules is missing"),
    ],
)
def test_what_contradicts_itself_is_refused(said: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        changed(**said)


def test_a_yield_that_was_given_stays_until_another_is() -> None:
    given = replace(DESIGN, yield_source=YieldSource.HAND)
    assert "yields" not in columns_of(validated(DesignFields, {"modules": 30}), SITE, given)
    cleared = columns_of(validated(DesignFields, {"yields": ""}), SITE, given)
    assert cleared["yield_source"] is YieldSource.ESTIMATE
    imported = columns_of(validated(DesignFields, {"yields": [1] * 12}), SITE, given, YieldSource.IMPORT)
    assert (sum(imported["yields"]), imported["yield_source"]) == (12, YieldSource.IMPORT)


def test_where_no_place_is_known_there_is_no_yield() -> None:
    assert estimated({}, NOWHERE, DESIGN) == {"yields": (), "yield_source": None}
    assert first(NOWHERE, modules=10)["yields"] == ()
    assert estimated({"capacity_kwp": 0.0, "planes": ()}, SITE, None)["yields"] == ()


@pytest.mark.parametrize(
    ("said", "kwp", "modules"),
    [
        ({}, 4.05, 9),
        ({"modules": 20, "module_wp": 440}, 8.8, 20),
        ({"modules": 20}, 9.0, 20),
        ({"capacity_kwp": "7.5"}, 7.5, 0),
        ({"planes": [{"modules": 4}, {"modules": 6}], "module_wp": 500}, 5.0, 10),
        ({"module_wp": 600}, 5.4, 9),
    ],
)
def test_a_first_design_is_whole(said: dict[str, Any], kwp: float, modules: int) -> None:
    found = first(**said)
    assert found["capacity_kwp"] == pytest.approx(kwp)
    assert sum(plane.modules for plane in found["planes"]) == modules
    assert found["yield_source"] is YieldSource.ESTIMATE
    assert LineKind.WORK in {line.kind for line in found["lines"]}


def test_a_first_design_takes_the_battery_of_its_project() -> None:
    with_battery = SiteUse(replace(PROJECT, battery_kwh=7.7), ())
    assert first(with_battery)["battery_kwh"] == 7.7
    assert LineKind.BATTERY in {line.kind for line in first(with_battery)["lines"]}
    assert first(with_battery, battery_kwh="")["battery_kwh"] is None


def test_without_use_and_modules_nothing_follows() -> None:
    with pytest.raises(Refused, match="modules=") as caught:
        first(SiteUse(replace(PROJECT, monthly_kwh=None), ()))
    assert caught.value.missing == ("modules",)


def test_records_become_columns() -> None:
    found = stored(
        {
            "name": "A",
            "planes": (Plane("S", 4, 35, 180),),
            "lines": DESIGN.lines[:1],
            "yields": (1.0,) * 12,
            "building": Building.HOUSE,
            "yield_source": YieldSource.PVGIS,
        }
    )
    assert found["planes"] == [{"name": "S", "modules": 4, "tilt": 35, "azimuth": 180, "shading": "none"}]
    assert found["lines"][0]["unit_net"] == 61_200
    assert (found["building"], found["yield_source"], found["yields"][0]) == ("house", "pvgis", 1.0)
    assert stored({"yields": (), "building": None}) == {"yields": None, "building": None}


@pytest.mark.parametrize(
    ("consumption", "year"), [((), 4200), ((100.0,) * 12, 1200), ((None,) * 12, 4200), ((50.0, None), 600)]
)
def test_the_use_of_a_site_by_months(consumption: tuple[float | None, ...], year: float) -> None:
    assert sum(SiteUse(PROJECT, consumption).months) == pytest.approx(year)
