"""Numbers in the notations of Poles, Englishmen, Swiss and spreadsheets."""
# ruff: noqa: DTZ001 - the cells of a sheet know no zone

from __future__ import annotations

from datetime import date, datetime, time
from math import inf, nan
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.errors import Invalid
from solartui.domain.importing.numbers import NumberStyle, degrees, detect_style, kwh, number, proven_sign, whole

if TYPE_CHECKING:
    from solartui.domain.importing.cells import Cell

pytestmark = pytest.mark.feature("B-68", "B-81")

COMMA, POINT = NumberStyle(","), NumberStyle(".")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("450", 450), ("12,5", 12.5), ("12.5", 12.5), ("1 200,5", 1200.5), ("1\u00a0200,5", 1200.5),
        ("1\u202f200", 1200), ("1\u2009200\u2009300,25", 1200300.25), ("1.200,50", 1200.5), ("1,200.50", 1200.5),
        ("1'200.5", 1200.5), ("1.234.567", 1234567), ("1,234,567", 1234567), ("0,500", 0.5), ("0.500", 0.5),
        ("1500,250", 1500.25), ("12,3456", 12.3456), ("+7", 7), ("-7,5", -7.5), ("\u22127,5", -7.5), (",5", 0.5),
        ("7,", 7), (" 450 ", 450), ("ok. 450", 450), ("ok 450", 450), ("około 450", 450), ("~450", 450),
        ("ca. 450", 450),
    ],
)  # fmt: skip
def test_numbers_that_can_be_read_in_one_way(text: str, value: float) -> None:
    for style in (COMMA, POINT):
        assert number(text, style) == value


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [("1.500", COMMA, 1500), ("1.500", POINT, 1.5), ("12,345", COMMA, 12.345), ("12,345", POINT, 12345),
     ("-1.500", COMMA, -1500), ("1.500 kWh", COMMA, 1500)],
)  # fmt: skip
def test_numbers_that_can_be_read_in_two_ways_go_by_the_column(text: str, style: NumberStyle, value: float) -> None:
    assert kwh(text, style, 1) == value if value >= 0 else number(text, style) == value


@pytest.mark.parametrize("cell", ["", None, "-", "—", "brak", "b/d", "n/a", " ", "nie wiem"])
def test_what_is_not_known_is_no_number(cell: Cell) -> None:
    assert number(cell, COMMA) is None


@pytest.mark.parametrize(
    "cell",
    ["abc", "12 5", "400-500", "1,2,3", "1.2.3", "12,34.56,7", "1 20 300", "1.20,5.0", "12 zł", "1e5", "0x10", "١٢٫٥",
     "#N/A", "#DIV/0!", "#ARG!", nan, inf, -inf, 1e13, 10**400, True, False, date(2024, 5, 1), datetime(2024, 5, 1),
     time(7, 30), "nan()", "9" * 400, "#FORMULA?"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_reason(cell: Cell) -> None:
    with pytest.raises(Invalid) as caught:
        number(cell, COMMA)
    assert caught.value.message
    assert len(caught.value.message) < 140


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1.500", "12,5"], NumberStyle(",")),
        (["1.500", "1.234.567"], NumberStyle(",")),
        (["1,500", "12.5"], NumberStyle(".")),
        (["1.500", "0.500"], NumberStyle(".")),
        (["1.500", "1200.500"], NumberStyle(".")),
        (["1.500", "1.200,50"], NumberStyle(",")),
        (["1.500", "2.300"], NumberStyle(",", certain=False)),
        (["1,500", "12,000"], NumberStyle(".", certain=False)),
        (["350.250", "412.000"], NumberStyle(".", certain=False)),
        (["12,5", "12.5"], NumberStyle(",", certain=False)),
        (["12,5"] * 9 + ["12.5"], NumberStyle(",")),
        (["450", "300"], NumberStyle(",")),
        ([450.5, None, True], NumberStyle(",")),
        ([], NumberStyle(",")),
    ],
)
def test_the_style_of_a_column(cells: list[Cell], style: NumberStyle) -> None:
    assert detect_style(cells) == style


def test_other_columns_decide_where_one_does_not() -> None:
    assert detect_style(["1.500"], elsewhere=".") == NumberStyle(".", certain=False)
    assert detect_style(["12,5"], elsewhere=".") == NumberStyle(",")
    assert (proven_sign(["12,5"]), proven_sign(["1.500", 7.5, None])) == (",", "")


@pytest.mark.parametrize(
    ("cell", "months", "value"),
    [
        ("450 kWh", 1, 450), ("450kWh", 1, 450), ("450_kwh", 1, 450), ("450 kWh/mies.", 1, 450),
        ("450 kWh na miesiąc", 1, 450),
        ("450 kWh m-c", 1, 450), ("4,5 MWh", 12, 4500), ("4 500 kWh/rok", 12, 4500), ("4500 kWh rocznie", 12, 4500),
        ("4500 kWh per year", 12, 4500), (0, 1, 0), (350.5, 1, 350.5),
    ],
)  # fmt: skip
def test_energy_with_its_unit(cell: Cell, months: int, value: float) -> None:
    assert kwh(cell, COMMA, months) == value


@pytest.mark.parametrize(
    ("cell", "months", "reason"),
    [
        ("4500 kWh/rok", 1, "of a year"),
        ("450 kWh/mies.", 12, "of a month"),
        (-1, 1, "less than zero"),
        ("-0,5", 1, "less than zero"),
        ("5 kWp", 1, "not a unit"),
        ("300 zł", 1, "not a unit"),
    ],
)
def test_energy_that_is_none(cell: Cell, months: int, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        kwh(cell, COMMA, months)


@pytest.mark.parametrize(
    ("cell", "value"), [("0", 0), (100.0, 100), ("85 %", 85), ("#12", 12), ("7 pkt", 7), (None, None)]
)
def test_whole_numbers(cell: Cell, value: int | None) -> None:
    assert whole(cell, COMMA, 0, 100) == value


@pytest.mark.parametrize("cell", [-1, 101, 7.5, "7,5", "l:12", "#", "12 kg"])
def test_numbers_that_are_not_whole_or_outside(cell: Cell) -> None:
    with pytest.raises(Invalid):
        whole(cell, COMMA, 0, 100)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("50.061", 50.061), ("50,061", 50.061), ("50.06194", 50.06194), (50.0, 50), ("-33.86", -33.86), ("19.94 E", 19.94),
     ("33,86 S", -33.86), ("50°", 50), ("", None), (0, 0), ("50.06194700000001", 50.06194700000001)],
)  # fmt: skip
def test_degrees(cell: Cell, value: float | None) -> None:
    assert degrees(cell, 90) == value


@pytest.mark.parametrize("cell", [90.1, "-91", "50.06, 19.94", "50 kWh", True, nan])
def test_degrees_that_are_none(cell: Cell) -> None:
    with pytest.raises(Invalid):
        degrees(cell, 90)


@given(st.decimals(0, 10**9, places=2), st.sampled_from([",", "."]), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_what_is_written_with_two_decimals_is_read_back(value: float, decimal: str, gap: str) -> None:
    text = f"{value:,.2f}".replace(",", "_").replace(".", decimal).replace("_", gap)
    assert number(text, COMMA) == number(text, POINT) == float(value)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e11, max_value=1e11))
def test_numbers_of_a_spreadsheet_are_taken_as_they_are(value: float) -> None:
    assert number(value, COMMA) == value


@given(st.text(max_size=30))
def test_any_text_is_taken_or_refused(text: str) -> None:
    for style in (COMMA, POINT):
        try:
            value = number(text, style)
        except Invalid:
            continue
        assert value is None or abs(value) <= 1e12
    assert detect_style([text]).decimal in {",", "."}
