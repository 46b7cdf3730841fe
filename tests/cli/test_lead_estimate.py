"""``solartui leads estimate``: figures on the command line as on the page of a lead, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

pytestmark = pytest.mark.feature("B-83", "B-86")
HOUSE = ("leads", "add", "--contact-name", "Jan", "--country", "PL", "--latitude", "50", "--longitude", "20")


def test_the_estimate_of_a_house_in_krakow(shell: Shell) -> None:
    shell.json(*HOUSE, "--monthly-kwh", "350")
    plant = shell.json("leads", "estimate", 1)
    assert (plant["modules"], plant["capacity_kwp"], plant["kwh_per_kwp"], plant["zone"]) == (9, 4.05, 1080, None)
    assert (plant["yield_kwh"], plant["use_kwh"], plant["error_percent"]) == (4374, 4200, 15)
    assert len(plant["yield_months"]) == len(plant["use_months"]) == len(plant["self_used_months"]) == 12
    assert sum(plant["yield_months"]) == pytest.approx(4374, abs=1)
    assert (plant["currency"], plant["price_net"], plant["price_gross"]) == ("PLN", "16200.00", "17496.00")
    assert plant["payback_years"] == pytest.approx(17496 / float(plant["saving"]), abs=0.01)
    assert plant["self_supply"] == pytest.approx(plant["self_used_kwh"] / 4200, abs=0.001)
    told = shell("leads", "estimate", 1).out
    for words in ("4.05 kWp", "4,374 kWh", "27%", "7.9 years", "±15%", "9 modules of 450 Wp"):
        assert words in told


def test_battery_heat_pump_and_connection_change_it(shell: Shell) -> None:
    shell.json(*HOUSE, "--monthly-kwh", "350")
    plain = shell.json("leads", "estimate", 1)
    shell("leads", "edit", 1, "battery=yes")
    stored = shell.json("leads", "estimate", 1)
    assert stored["self_supply"] == pytest.approx(plain["self_supply"] * 60 / 35, abs=0.001)
    shell("leads", "edit", 1, "heat_pump=yes", "battery=no")
    warm = shell.json("leads", "estimate", 1)
    assert (warm["use_kwh"], warm["heat_pump_kwh"]) == (7700, 3500)
    shell("leads", "edit", 1, "grid_connection=zero_injection", "heat_pump=no")
    assert shell.json("leads", "estimate", 1)["capacity_kwp"] < plain["capacity_kwp"]


def test_the_desk_sets_what_it_rests_on(shell: Shell) -> None:
    shell.json(*HOUSE, "--monthly-kwh", "350")
    shell("settings", "set", "estimates.kwp_pln", "5000")
    shell("settings", "set", "estimates.module_wp", "500")
    plant = shell.json("leads", "estimate", 1)
    assert (plant["modules"], plant["capacity_kwp"], plant["price_net"]) == (8, 4.0, "20000.00")
    assert plant["price_per_kwp"] == "5000.00"
    shell("settings", "reset", "estimates.kwp_pln")
    assert shell.json("leads", "estimate", 1)["price_net"] == "16000.00"
    refusal = shell.refused(2, "settings", "set", "estimates.module_wp", "0")
    assert refusal == "estimates.module_wp is between 50 and 1000."


def test_what_cannot_be_estimated_is_said_in_one_line(shell: Shell) -> None:
    shell.json("leads", "add", "--contact-name", "Jan")
    shell.json(*HOUSE)
    for number in (1, 2):
        assert f"#{number}" in shell.refused(4, "leads", "estimate", number)
    shell.refused(3, "leads", "estimate", 99)
    shell("leads", "edit", 2, "monthly_kwh=0")
    shell.refused(4, "leads", "estimate", 2)
    assert shell.json("leads", "show", 2)["version"] == 2, "asking changes nothing"


@pytest.mark.feature("B-126")
def test_a_history_in_short(shell: Shell) -> None:
    shell.json(*HOUSE)
    shell("leads", "move", 1, "contacted")
    shell("leads", "note", 1, "Dach od południa\ndrugi wiersz", "--follow-up", "+3d")
    shell("leads", "edit", 1, "city=Żywiec")
    told = shell.json("leads", "digest", 1)
    assert list(told) == ["id", "name", "since", "stage", "talks", "next", "changed", "notes"]
    assert told["stage"][0].startswith("Contacted")
    assert "Żywiec" in told["changed"][0]
    assert told["notes"][0].endswith("Dach od południa …")
    said = shell("leads", "digest", 1, "--lang", "pl").out
    assert "Notatki" in said
    assert "Skontaktowano" in said
    shell.refused(3, "leads", "digest", 9)


@pytest.mark.feature("B-81", "B-82")
def test_the_use_of_a_home_that_is_odd_is_remarked_on_and_stored(shell: Shell) -> None:
    added = shell(*HOUSE, "--monthly-kwh", "2500,5")
    assert (added.status, shell.json("leads", "show", 1)["monthly_kwh"]) == (0, 2500.5)
    assert "is that right?" in added.err
    assert added.err.count("\n") == 1
    assert shell("leads", "edit", 1, "monthly_kwh=350").err == ""
    assert "is that right?" in shell("leads", "edit", 1, "monthly_kwh=10").err
    assert shell("leads", "edit", 1, "city=Gdów").err == "", "only when the use is entered"
    assert shell("leads", "edit", 1, "type=commercial", "monthly_kwh=25000").err == ""
    assert "is that right?" in shell("leads", "edit", 1, "type=residential").err
    billed = shell("leads", "bill", 1, "9000", "2026-01-01", "2026-02-01")
    assert (billed.status, "is that right?" in billed.err) == (0, True)
