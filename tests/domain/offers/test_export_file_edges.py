"""Designs out of files of other programs, incentives and yields at their edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.offers.drafts import DesignFields, lines_of, planes_of
from solartui.domain.offers.figures import offer_figures
from solartui.domain.offers.incentives import Site, certificate_count, incentives_for
from solartui.domain.offers.sync import FIELDS, differences, read_export
from solartui.domain.offers.yields import monthly_yields, months_of_one_kwp, off_equator, yields_of_power
from tests.domain.offers.examples import DESIGN

HOSTILE = "\x1b]52;c;aGk=\x07\u202eevil"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kind;name;quantity\r\nmodule_wp;;440\r\n", {"module_wp": "440"}),
        ("\ufeffkind;name;quantity\nmodule_wp;;440", {"module_wp": "440"}),
        ("\n\n kind;name\nmodule;X", {"module": "X"}),
        ("KIND;NAME\nMODULE;X", {"module": "X"}),
        ("name;kind\nX;module", {"module": "X"}),
        ("kind;name;kind\nmodule;X;battery", {"module": "X"}),
        ("kind;name;other\nmodule;X;y;z;w", {"module": "X"}),
        ('kind,name\nmodule,"X, 440 W"', {"module": "X, 440 W"}),
        ('kind;name\nmodule;"X ""Pro"""', {"module": 'X "Pro"'}),
        (f"kind,name\nmodule,a{HOSTILE}", {"module": "a]52;c;aGk=evil"}),
        ("kind;name\nmodule;X\nmodule;Y", {"module": "Y"}),
        ("typ;pozycja\nurl;https://x.example/1", {"url": "https://x.example/1"}),
        ("Rodzaj;Opis;Ilość;JM;Cena netto;Stawka VAT\nwork;Montaż;1;h;5000;8", {"lines": [
            {"kind": "work", "name": "Montaż", "quantity": "1", "unit": "h", "unit_price": "5000", "vat_rate": "8"}]}),
        ("kind;name;quantity\nplane;;12", {"planes": [{"modules": "12"}]}),
        ("kind;name\nplane;S", {"planes": [{"name": "S", "modules": None}]}),
        ('{"yields": [], "name": "A"}', {"yields": [], "name": "A"}),
        ('{"name": "A", "name": "B"}', {"name": "B"}),
        ('{"lines": false, "capacity_kwp": 0}', {"lines": False, "capacity_kwp": 0}),
    ],
)  # fmt: skip
def test_files_are_read_as_programs_write_them(text: str, found: dict[str, Any]) -> None:
    assert read_export(text, "x") == found


@pytest.mark.parametrize(
    "text",
    [
        "\x00", "kind", "kind;name;quantity\nmonth;13;5", "kind;name;quantity\nmonth;1.5;5", "kind;name\nmonth;-1",
        "kind;name\nmonth;٣", "kind;name;price\nmodules;X;5", "kind;name\n=cmd;X", "[" * 5, '{"a"', "{'name': 'A'}",
        '{"name": "A"} x', "nul", "kind;name\n" + HOSTILE + ";x", "<xml/>", '{"name": ' + "9" * 5_000 + "}",
        "kind;name\nmodule;" + '"' + "x" * 200_000,
    ],
)  # fmt: skip
def test_other_files_end_in_one_line(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_export(text, "export")
    assert refused.value.message.isprintable()
    assert len(refused.value.message) < 220


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("capacity_kwp", float("nan")), ("capacity_kwp", float("inf")), ("capacity_kwp", 10**400), ("capacity_kwp", -1),
        ("capacity_kwp", True), ("capacity_kwp", []), ("module_wp", 440.5), ("module_wp", 0), ("module_wp", 10_001),
        ("battery_kwh", {}), ("floor_area", 0), ("floor_area", 10**400), ("yields", [1] * 11), ("yields", [1] * 13),
        ("yields", [-1] * 12), ("yields", ["x"] * 12), ("yields", [None] * 12), ("yields", [10**400] * 12),
        ("yields", [float("nan")] * 12), ("yields", [1e10] * 12), ("yields", 5), ("building", "castle"),
        ("modules", "many"), ("tilt", 91), ("azimuth", -1), ("planes", "S"), ("lines", {"a": 1}),
    ],
)  # fmt: skip
def test_numbers_of_files_that_cannot_be(field: str, value: object) -> None:
    with pytest.raises((ValueError, Invalid)):
        DesignFields(**{field: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("1 2 3 4 5 6 7 8 9 10 11 12", tuple(map(float, range(1, 13)))),
        ("1,5;" * 11 + "2", (1.5,) * 11 + (2.0,)),
        ([0] * 12, (0.0,) * 12),
        (["1 000"] * 12, (1000.0,) * 12),
        ("", None),
        (None, None),
    ],
)
def test_twelve_months(typed: Any, months: tuple[float, ...] | None) -> None:
    assert DesignFields(yields=typed).yields == months


def test_a_file_that_says_the_same_changes_nothing() -> None:
    values = {field: getattr(DESIGN, field) for field in FIELDS}
    assert differences(DESIGN, values) == []
    assert differences(DESIGN, {}) == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": "B"}, [("A", "B")]),
        ({"name": None}, [("A", "")]),
        ({"module_wp": 450}, [("440", "450")]),
        ({"battery_kwh": None}, [("10.20", "")]),
        ({"battery_kwh": 10.0}, [("10.20", "10")]),
        ({"capacity_kwp": 9.9}, [("8.80", "9.90")]),
        ({"url": f"https://x.example/{HOSTILE}"}, [("", "https://x.example/]52;c;aGk=evil")]),
        ({"planes": ()}, [("Południe 20 × 35°/180°", "")]),
        ({"planes": planes_of([{"modules": 20, "shading": "some"}])},
         [("Południe 20 × 35°/180°", "20 × 35°/180°, some")]),
        ({"planes": (*DESIGN.planes, *planes_of([{"modules": 3, "tilt": 12.5}]))}, [("", "3 × 12.5°/180°")]),
        ({"lines": tuple(reversed(DESIGN.lines))}, [("in this order", "in another order")]),
        ({"lines": DESIGN.lines[1:]}, [("JA Solar 440 W: 20 szt. × PLN\u00a0612.00", "")]),
        ({"lines": (*DESIGN.lines, *lines_of([{"name": "Extra", "unit_price": "0.01", "vat_rate": "8"}], "PLN"))},
         [("", "Extra: 1 × PLN\u00a00.01, 8%")]),
        ({"yields": (100.0,) * 12}, [(None, "1,200 kWh a year")]),
        ({"yields": ()}, [(None, "")]),
        ({"nonsense": 5}, []),
    ],
)  # fmt: skip
def test_what_would_change_is_told(values: dict[str, Any], told: list[tuple[str | None, str]]) -> None:
    found = [(one.before, one.after) for one in differences(DESIGN, values)]
    assert len(found) == len(told)
    for (before, after), (was, becomes) in zip(found, told, strict=True):
        assert after == becomes
        assert was is None or before == was


@pytest.mark.parametrize(
    ("kwp", "rating", "years", "count"),
    [
        (6.6, "1.382", 5, 45), (6.6, "1.382", 0, 0), (0.1, "1.185", 1, 0), (100.0, "1.622", 6, 973),
        (6.512, "1.536", 5, 50), (10.0, "1.5", 4, 60), (9.999999, "1.0", 1, 9),
    ],
)  # fmt: skip
def test_certificates_are_rounded_down(kwp: float, rating: str, years: int, count: int) -> None:
    assert certificate_count(kwp, Decimal(rating), years) == count


def site(country: str | None, region: str | None = None, kwp: float = 6.6, **more: Any) -> Site:
    return Site(country, region, more.pop("kind", "residential"), kwp, more.pop("battery", False),
                more.pop("currency", "AUD"), **more)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "day", "amounts"),
    [
        (site("AU", "NSW"), date(2025, 12, 31), [54 * 3850]),
        (site("AU", "NSW"), date(2026, 1, 1), [45 * 3900]),
        (site("AU", "nsw"), date(2026, 12, 31), [45 * 3900]),
        (site("au", "VIC"), date(2026, 6, 1), [39 * 3900]),
        (site("AU", "VIC", zone=1), date(2026, 6, 1), [53 * 3900]),
        (site("AU", "NT"), date(2030, 12, 31), [10 * 3900]),
        (site("AU", "NSW"), date(2031, 1, 1), []),
        (site("AU", "NSW"), date(2024, 12, 31), []),
        (site("AU", None), date(2026, 6, 1), []),
        (site("AU", "elsewhere"), date(2026, 6, 1), []),
        (site("AU", "NSW", 100.0), date(2026, 6, 1), [691 * 3900]),
        (site("AU", "NSW", 100.1), date(2026, 6, 1), []),
        (site("AU", "NSW", 0.1), date(2026, 6, 1), []),
        (site("PL", None, currency="PLN"), date(2026, 6, 1), []),
        (site(None), date(2026, 6, 1), []),
    ],
)
def test_what_every_offer_of_a_place_gets(place: Site, day: date, amounts: list[int]) -> None:
    assert [one.amount for one in incentives_for(place, day, "en")] == amounts


@pytest.mark.parametrize(
    ("battery", "day", "amount"),
    [
        (False, date(2025, 6, 1), 600_000), (True, date(2025, 6, 1), 1_600_000), (False, date(2026, 1, 1), 700_000),
        (True, date(2027, 12, 31), 1_300_000),
    ],
)  # fmt: skip
def test_a_grant_goes_by_battery_and_day(battery: bool, day: date, amount: int) -> None:
    for language in ("en", "pl"):
        (grant,) = incentives_for(
            site("PL", battery=battery, currency="PLN"), day, language, ["grant_example", "grant_example"]
        )
        assert (grant.amount, grant.basis) == (amount, "example")


@pytest.mark.parametrize("keys", [["nothing"], [HOSTILE], ["certificates"], ["grant_example", "x"], [""]])
def test_incentives_that_are_not_there(keys: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        incentives_for(site("PL", currency="PLN"), date(2026, 6, 1), "en", keys)
    assert refused.value.message.isprintable()


@pytest.mark.parametrize("zone", [5, -1, 99])
def test_zones_that_are_none(zone: int) -> None:
    with pytest.raises(Invalid, match="zone: is one of 1, 2, 3, 4"):
        incentives_for(site("AU", "NSW", zone=zone), date(2026, 6, 1), "en")


@pytest.mark.parametrize(
    ("azimuth", "latitude", "off"),
    [(0, 50, 180), (360, 50, 180), (180, 50, 0), (90, 50, 90), (270, 50, 90), (0, -33, 0), (360, -33, 0),
     (350, -33, 10), (10, -33, 10), (180, 0, 0), (1, 0, 179)],
)  # fmt: skip
def test_the_way_to_the_equator(azimuth: float, latitude: float, off: float) -> None:
    assert off_equator(azimuth, latitude) == off


@pytest.mark.parametrize("latitude", [-45.0, -20.0, 0.0, 35.0, 50.0, 65.0])
def test_no_plane_makes_more_than_one_that_faces_the_equator(latitude: float) -> None:
    best = sum(yields_of_power(10, latitude))
    assert best == pytest.approx(10 * sum(months_of_one_kwp(latitude)))
    facing = 180 if latitude >= 0 else 0
    for tilt in (0, 12, 20, 35, 60, 90):
        for azimuth in (0, 45, 90, 180, 270, 359):
            planes = planes_of([{"modules": 20, "tilt": tilt, "azimuth": azimuth}])
            made = sum(monthly_yields(planes, 500, latitude))
            assert 0.3 * best < made <= best * 1.000001
            if tilt == 35 and azimuth == facing:
                assert made == pytest.approx(best)
    north_and_south = monthly_yields(planes_of([{"modules": 1, "azimuth": facing}]), 500, latitude, [1.0] * 12)
    assert north_and_south == pytest.approx((0.5,) * 12)


def test_the_tilt_goes_over_without_a_step() -> None:
    figures = offer_figures()
    for edge in (12.0, 35.0):
        for off in (0, 45, 90, 180):
            below, above = (figures.plane_factor(edge + step, off, "none") for step in (-1e-6, 1e-6))
            assert below == pytest.approx(above, abs=1e-5)
    assert figures.plane_factor(35, 0, "heavy") == pytest.approx(0.75)
    assert figures.plane_factor(90, 0, "none") == pytest.approx(0.7)
    assert figures.plane_factor(0, 180, "some") == pytest.approx(0.81)
