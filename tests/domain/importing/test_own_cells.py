"""Cells of columns that carry fields of the desk's own."""

from __future__ import annotations

from datetime import datetime

import pytest

from solartui.domain.custom_fields import CustomField
from solartui.domain.errors import Invalid
from solartui.domain.importing.numbers import NumberStyle
from solartui.domain.importing.own import own_cell

pytestmark = pytest.mark.feature("B-68")

DAY = CustomField(1, "lead", "przeglad", "Przegląd", "date")
TEXT = CustomField(2, "lead", "dach", "Dach", "text")


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2103, 8, 20, 13, 30),  # noqa: DTZ001 - as it stands in a sheet
        "2103-08-20 00:00:00",
        "20.08.2103",
        "20.08.2103 00:00:00",
        "20 sierpnia 2103",
        74377,
    ],
)
def test_a_day_is_read_however_the_sheet_writes_it(cell: str | float | datetime) -> None:
    assert own_cell(DAY, cell) == "2103-08-20"


def test_a_day_of_long_ago_with_a_time_beside_it_is_read() -> None:
    assert own_cell(DAY, "20.11.1954 00:00:00") == "1954-11-20"


@pytest.mark.parametrize("cell", ["kiedyś", "31.02.2026", 7, True])
def test_what_is_no_day_is_refused_in_the_words_of_the_field(cell: str | bool) -> None:
    with pytest.raises(Invalid, match="Przegląd"):
        own_cell(DAY, cell)


@pytest.mark.parametrize(("cell", "text"), [("'#N/A", "#N/A"), ("''#ref!", "'#ref!"), ("'x", "'x"), ("#1", "#1")])
def test_what_an_export_wrote_to_be_read_as_text_is_text(cell: str, text: str) -> None:
    assert own_cell(TEXT, cell) == text


def test_an_error_of_the_spreadsheet_is_no_text() -> None:
    with pytest.raises(Invalid, match="error of the spreadsheet"):
        own_cell(TEXT, "#N/A")


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_number_of_the_sheet_is_that_number_in_any_style(decimal: str) -> None:
    """With three decimals, a text would be read as thousands."""
    area = CustomField(3, "lead", "metraz", "Metraż", "number")
    assert own_cell(area, 1.465, NumberStyle(decimal)) == 1.465
    assert own_cell(area, "1.465", NumberStyle(",")) == 1465
