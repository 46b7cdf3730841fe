"""Exports of other design programs: read in all their forms, compared field by field."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.offers.designs import Plane
from solartui.domain.offers.drafts import lines_of
from solartui.domain.offers.sync import FIELDS, Difference, differences, read_export
from solartui.i18n import use_language
from tests.domain.offers.examples import DESIGN, LINES

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"name": "A", "colour": "red"}', {"name": "A"}),
        ('\ufeff {"module_wp": 440}', {"module_wp": 440}),
        ('{"name": null, "battery_kwh": 0}', {"battery_kwh": 0}),
        ('{"link": {"system": "pylon", "external_id": "P-1", "url": null}}', {"external_id": "P-1"}),
        ('{"link": {"external_id": "P-1"}, "external_id": "P-2"}', {"external_id": "P-2"}),
        ('{"link": 5, "name": "A"}', {"name": "A"}),
        ("kind;name;quantity\nmodule_wp;;440\n", {"module_wp": "440"}),
        ("kind,name\nmodule,JA Solar\n", {"module": "JA Solar"}),
        ("kind\tname\ninverter\tFronius\n\n\t\n", {"inverter": "Fronius"}),
        ("Rodzaj;Nazwa;Ilość\nbattery;BYD;\nbattery_kwh;;10,2\n", {"battery": "BYD", "battery_kwh": "10,2"}),
        ("kind;name;qty;unit;price\nwork;Montaż;1;h;5\n",
         {"lines": [{"kind": "work", "name": "Montaż", "quantity": "1", "unit": "h", "unit_price": "5"}]}),
        ("kind;name;quantity;tilt;azimuth\nplane;S;12;40;180\n",
         {"planes": [{"name": "S", "modules": "12", "tilt": "40", "azimuth": "180"}]}),
    ],
)  # fmt: skip
def test_exports_are_read(text: str, found: dict[str, Any]) -> None:
    assert read_export(text, "x") == found


def test_months_may_stand_in_any_order() -> None:
    rows = "".join(f"month;{number};{number * 10}\n" for number in reversed(range(1, 13)))
    assert read_export("kind;name;quantity\n" + rows, "x")["yields"] == [str(n * 10) for n in range(1, 13)]
    some = read_export("kind;name;quantity\nmonth;3;5\n", "x")["yields"]
    assert some == [None, None, "5", *[None] * 9]


BAD = [
    ("", "headings"),
    ("{", r"line 1, column 2"),
    ('{"a":\n x}', r"line 2, column 2"),
    ("[" * 100_000, "no JSON"),
    ("[]", "no JSON object"),
    ("{}", "nothing of a design"),
    ('{"colour": 1}', "nothing of a design"),
    ("name;quantity\nx;1\n", "headings"),
    ("kind;name\n", "nothing of a design"),
    ("kind;name\n;x\n", "no kind —"),
    ("kind;name\nroof;x\n", "line 2: there is no kind roof"),
    ("kind;name\nmodule;x\nmonth;0\n", "line 3: the name of a month"),
    ("kind;name\nmonth;²\n", "the name of a month"),
    ('kind;name\nmodule;"x\n', "no CSV"),
]


@pytest.mark.parametrize(("text", "why"), BAD, ids=range(len(BAD)))
def test_exports_that_make_no_sense_say_where(text: str, why: str) -> None:
    use_language("en")
    with pytest.raises(Invalid, match=why) as caught:
        read_export(text, "export.csv")
    assert caught.value.message.startswith("export.csv")


def differing(**values: Any) -> list[Difference]:
    """What would change in the example."""
    use_language("en")
    return differences(DESIGN, values)


@pytest.mark.feature("E-10")
@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"name": "A", "module_wp": 440, "planes": DESIGN.planes, "lines": DESIGN.lines}, []),
        ({"name": "B"}, [("name", "A", "B")]),
        ({"battery": None}, [("battery", "BYD HVS 10.2", "")]),
        ({"battery_kwh": 7.5}, [("battery_kwh", "10.20", "7.50")]),
        ({"inverter_kw": 10.0}, [("inverter_kw", "8", "10")]),
        ({"planes": ()}, [("planes", "Południe 20 × 35°/180°", "")]),
        ({"planes": (Plane("S", 20, 30, 170, "some"),)},
         [("planes", "Południe 20 × 35°/180°", "S 20 × 30°/170°, some")]),
        ({"external_id": "P-1"}, [("external_id", "", "P-1")]),
        ({"name": "[/]\x1b[2J"}, [("name", "A", "[/][2J")]),
    ],
)  # fmt: skip
def test_only_what_differs_is_told(values: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    assert [(one.field, one.before, one.after) for one in differing(**values)] == found


def test_lines_are_paired() -> None:
    dearer = lines_of([LINES[0] | {"unit_price": "650"}, *LINES[1:]], "PLN")
    (one,) = differing(lines=dearer)
    assert one.before == f"JA Solar 440 W: 20 szt. × PLN{NBSP}612.00"
    assert one.after == f"JA Solar 440 W: 20 szt. × PLN{NBSP}650.00"
    fewer = differing(lines=DESIGN.lines[:1])
    assert [(bool(one.before), bool(one.after)) for one in fewer] == [(True, False), (True, False)]
    turned = differing(lines=tuple(reversed(DESIGN.lines)))
    assert [(one.before, one.after) for one in turned] == [("in this order", "in another order")]
    taxed = tuple(replace(line, vat_rate=line.quantity) for line in DESIGN.lines[:1])
    assert differing(lines=(*taxed, *DESIGN.lines[1:]))[0].after.endswith(", 20%")


def test_yields_are_told_by_the_year() -> None:
    (one,) = differing(yields=(100.0,) * 12)
    assert (one.before, one.after) == ("9,504 kWh a year", "1,200 kWh a year")
    (moved,) = differing(yields=tuple(reversed(DESIGN.yields)))
    assert moved.before == moved.after
    assert differing(yields=DESIGN.yields) == []


def test_every_field_that_is_read_can_be_told() -> None:
    document = dict.fromkeys(FIELDS, "x")
    assert set(read_export(json.dumps(document), "x")) == set(FIELDS)
