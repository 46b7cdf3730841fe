"""Dates and times in the notations of people and spreadsheets."""
# ruff: noqa: DTZ001 - the cells of a sheet know no zone

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from math import inf, nan
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.errors import Invalid
from solartui.domain.importing.moments import birthday, moment, month_first

if TYPE_CHECKING:
    from solartui.domain.importing.cells import Cell

pytestmark = pytest.mark.feature("B-68")

WARSAW = ZoneInfo("Europe/Warsaw")


def local(*parts: int) -> datetime:
    """A moment on the clocks of Warsaw."""
    return datetime(*parts, tzinfo=WARSAW)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("24.11.2025", (2025, 11, 24)), ("4.1.2025", (2025, 1, 4)), ("24-11-2025", (2025, 11, 24)),
        ("24/11/2025", (2025, 11, 24)), ("05/06/2024", (2024, 6, 5)), ("24 11 2025", (2025, 11, 24)),
        ("2025-11-24", (2025, 11, 24)), ("2025/11/24", (2025, 11, 24)), ("2025.11.24", (2025, 11, 24)),
        ("20251124", (2025, 11, 24)), ("24.11.25", (2025, 11, 24)), ("24.11.2025 r.", (2025, 11, 24)),
        ("24.11.2025 roku", (2025, 11, 24)), ("pon., 24.11.2025", (2025, 11, 24)),
        ("24 listopada 2025", (2025, 11, 24)),
        ("24 listopada 2025 r. 14:30", (2025, 11, 24, 14, 30)), ("1 paź 2025", (2025, 10, 1)),
        ("poniedziałek 24 listopada 2025", (2025, 11, 24)), ("24 Nov 2025", (2025, 11, 24)),
        ("November 24, 2025", (2025, 11, 24)), ("Nov 24 2025 2:30 PM", (2025, 11, 24, 14, 30)),
        ("24-Nov-2025", (2025, 11, 24)), ("24.11.2025 14:30", (2025, 11, 24, 14, 30)),
        ("24.11.2025, godz. 9.05", (2025, 11, 24, 9, 5)), ("24.11.2025 14:30:15", (2025, 11, 24, 14, 30, 15)),
        ("2025-11-24T14:30", (2025, 11, 24, 14, 30)), ("2025-11-24 14:30:15.25", (2025, 11, 24, 14, 30, 15, 250000)),
        ("2025-11-24 12:05 am", (2025, 11, 24, 0, 5)), ("  24.11.2025\u00a014:30 ", (2025, 11, 24, 14, 30)),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str, parts: tuple[int, ...]) -> None:
    assert moment(text, zone=WARSAW) == local(*parts)


@pytest.mark.parametrize(
    "text",
    ["2025-07-01T14:30:00Z", "2025-07-01T16:30:00+02:00", "2025-07-01 16:30:00 +0200", "2025-07-01T10:30:00-04:00",
     "2025-07-01 16:30 GMT+2", "2025/07/01 4:30:00 PM GMT+2", "1.07.2025 14:30 UTC"],
)  # fmt: skip
def test_a_zone_in_the_text_is_kept(text: str) -> None:
    assert moment(text, zone=ZoneInfo("Australia/Sydney")) == datetime(2025, 7, 1, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (datetime(2024, 5, 6, 7, 8, 9), (2024, 5, 6, 7, 8, 9)),
        (datetime(2024, 5, 6, 14, 29, 59, 998000), (2024, 5, 6, 14, 30)),
        (datetime(2024, 5, 6, 14, 30, 0, 2000), (2024, 5, 6, 14, 30)),
        (date(2024, 5, 6), (2024, 5, 6)),
        (45418, (2024, 5, 6)),
        (45418.5, (2024, 5, 6, 12)),
        (45418.297326388887, (2024, 5, 6, 7, 8, 9)),
        ("45418", (2024, 5, 6)),
        ("45418,5", (2024, 5, 6, 12)),
        (20240506, (2024, 5, 6)),
    ],
)
def test_cells_of_a_spreadsheet(cell: Cell, parts: tuple[int, ...]) -> None:
    assert moment(cell, zone=WARSAW) == local(*parts)


def test_a_moment_is_in_utc() -> None:
    found = moment("1.07.2025 14:30", zone=WARSAW)
    assert found is not None
    assert (found.tzinfo, found.hour) == (UTC, 12)
    assert moment(datetime(2025, 7, 1, 14, tzinfo=timezone(timedelta(hours=2))), zone=WARSAW) == datetime(
        2025, 7, 1, 12, tzinfo=UTC
    )


@pytest.mark.parametrize("cell", ["", None, "-", "brak", "  "])
def test_no_date_is_none(cell: Cell) -> None:
    assert moment(cell) is None


@pytest.mark.parametrize(
    "cell",
    [60, -1, -0.5, 0, 1e10, 10**400, 12, 99999999, nan, inf, True, time(7, 30), "31.02.2025", "32.01.2025", "1.13.2025",
     "24.11", "jutro", "24 brumaire 2025", "2025-11-24 25:00", "2025-11-24 13:00 pm", "24.11.0025", "1.1.1900",
     "24.11.3025", date(1900, 2, 28), datetime(9999, 12, 31, 23, 59, 59, 999999), "#N/A", "2025-11-24T10:00+99:00",
     "1e5000", "24.11.2025 - 25.11.2025"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_reason(cell: Cell) -> None:
    with pytest.raises(Invalid) as caught:
        moment(cell, zone=WARSAW)
    assert len(caught.value.message) < 140


def test_a_column_shows_that_the_month_comes_first() -> None:
    assert month_first(["05/06/2024", "05/13/2024", None, 7])
    assert not month_first(["05/06/2024", "13/05/2024"])
    assert not month_first(["05/13/2024", "13/05/2024"])
    assert not month_first(["05/06/2024", "text"])
    assert moment("05/06/2024", us=True, zone=UTC) == datetime(2024, 5, 6, tzinfo=UTC)
    assert moment("13/06/2024", us=True, zone=UTC) == datetime(2024, 6, 13, tzinfo=UTC)
    assert moment("2024-05-06", us=True, zone=UTC) == datetime(2024, 5, 6, tzinfo=UTC)


MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))


@pytest.mark.feature("B-69")
@given(MOMENTS, st.sampled_from([WARSAW, UTC, ZoneInfo("Australia/Lord_Howe")]))
def test_iso_texts_are_read_back_to_the_microsecond(at: datetime, zone: ZoneInfo) -> None:
    assert moment(at.astimezone(zone).isoformat(), zone=WARSAW) == at


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_anything_is_taken_or_refused(cell: Cell) -> None:
    try:
        found = moment(cell, zone=WARSAW)
    except Invalid:
        return
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize("text", ["1 V 2026", "1.V.2026", "1-v-2026", "01. 05. 2026", "1 V 2026 r."])
def test_months_in_roman_numbers_and_blanks_behind_points(text: str) -> None:
    assert moment(text, zone=WARSAW) == local(2026, 5, 1)


@pytest.mark.parametrize("text", ["0/0/00", "0000-00-00", "00.00.0000", "0000-00-00 00:00:00"])
def test_what_programs_write_where_there_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None
    assert birthday(text) is None


@pytest.mark.parametrize(
    ("cell", "us", "day"),
    [("17.05.80", False, "1980-05-17"), ("5/6/1981", True, "1981-05-06"), ("5/6/1981", False, "1981-06-05"),
     ("5/17/80", True, "1980-05-17"), (date(1980, 5, 17), True, "1980-05-17"), (29358, False, "1980-05-17")],
)  # fmt: skip
def test_birthdays_are_over(cell: Cell, us: bool, day: str) -> None:
    assert birthday(cell, us=us) == day
    with pytest.raises(Invalid, match="in the future"):
        birthday("17.05.2080")
    with pytest.raises(Invalid, match="1980 is not a date"):
        birthday(1980)
