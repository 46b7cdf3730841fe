"""Dates and times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.errors import Invalid
from solartui.domain.moments import parse_moment, to_utc

ZONE = timezone(timedelta(hours=1), "here")
NOW = datetime(2026, 11, 25, 14, 40, tzinfo=ZONE)  # a Wednesday
FIRST, LAST = datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2150-01-01")


def at(text: str, now: datetime = NOW) -> str:
    """The time that a text means, for reading."""
    return parse_moment(text, now).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-25 09:00:00"),
        ("tomorrow", "2026-11-26 09:00:00"),
        ("jutro", "2026-11-26 09:00:00"),
        ("pojutrze", "2026-11-27 09:00:00"),
        ("dziś", "2026-11-25 09:00:00"),
        ("WCZORAJ", "2026-11-24 09:00:00"),
        ("fri", "2026-11-27 09:00:00"),
        ("Friday 14:00", "2026-11-27 14:00:00"),
        ("piątek 8:05", "2026-11-27 08:05:00"),
        ("środa", "2026-12-02 09:00:00"),
        ("wed", "2026-12-02 09:00:00"),
        ("nd", "2026-11-29 09:00:00"),
        ("+3d", "2026-11-28 09:00:00"),
        ("+3d 8:15", "2026-11-28 08:15:00"),
        ("+1w, 16:00", "2026-12-02 16:00:00"),
        ("-1d", "2026-11-24 09:00:00"),
        ("+2w", "2026-12-09 09:00:00"),
        ("+2t", "2026-12-09 09:00:00"),
        ("+4h", "2026-11-25 18:40:00"),
        ("+4g", "2026-11-25 18:40:00"),
        ("+3m", "2027-02-25 09:00:00"),
        ("16:30", "2026-11-25 16:30:00"),
        ("16:30:15", "2026-11-25 16:30:15"),
        ("24.12", "2026-12-24 09:00:00"),
        ("24.12. 10:00", "2026-12-24 10:00:00"),
        ("24/12", "2026-12-24 09:00:00"),
        ("24-12-2027", "2027-12-24 09:00:00"),
        ("1.1", "2027-01-01 09:00:00"),
        ("20.11", "2026-11-20 09:00:00"),
        ("25.10", "2027-10-25 09:00:00"),
        ("26.10", "2026-10-26 09:00:00"),
        ("2026-12-24", "2026-12-24 09:00:00"),
        ("20261224", "2026-12-24 09:00:00"),
        ("2026-12-24 10:15", "2026-12-24 10:15:00"),
        ("2026-12-24T10:15:30", "2026-12-24 10:15:30"),
        ("  tomorrow,  8:00 ", "2026-11-26 08:00:00"),
    ],
)
def test_what_people_type(typed: str, meant: str) -> None:
    assert at(typed) == meant
    assert parse_moment(typed, NOW).tzinfo is not None


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "soon", "31.2", "32.1", "1.13", "25:00", "fri 24:01", "fri sat", "+3", "+4h 9:00", "+3d fri", "+3x",
        "3d", "+99999d",
        "-99999m", "2026-02-30", "2026-13-01", "tomorrow 9", "\x1b[2J", "\ud800", "9" * 500, "29.2",
        "24.12.20261", "٢٤.١٢ x",
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_in_one_line(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_moment(typed, NOW)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(
    ("day", "step", "meant"),
    [("2026-01-31", "+1m", "2026-02-28"), ("2028-01-31", "+1m", "2028-02-29"), ("2026-03-31", "-1m", "2026-02-28"),
     ("2026-12-15", "+1m", "2027-01-15"), ("2026-01-15", "-1m", "2025-12-15"), ("2026-08-31", "+1m", "2026-09-30")],
)  # fmt: skip
def test_a_month_on_stays_within_the_month(day: str, step: str, meant: str) -> None:
    now = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZONE)
    assert at(step, now)[:10] == meant


@given(st.datetimes(FIRST, LAST), st.integers(0, 6))
def test_a_day_of_the_week_is_the_next_one(moment: datetime, number: int) -> None:
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[number]
    now = moment.replace(tzinfo=ZONE)
    found = parse_moment(name, now)
    assert found.weekday() == number
    assert 1 <= (found.date() - now.date()).days <= 7


@given(st.datetimes(FIRST, LAST))
def test_a_written_time_is_read_back(moment: datetime) -> None:
    plain = moment.replace(microsecond=0)
    assert parse_moment(plain.isoformat(), NOW) == plain.replace(tzinfo=ZONE)
    assert parse_moment(plain.isoformat(" ") + "+05:00", NOW).utcoffset() == timedelta(hours=5)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_told_so(text: str) -> None:
    try:
        found = parse_moment(text, NOW)
    except Invalid as error:
        said = error.message
    else:
        assert found.tzinfo is not None
        return
    assert "is no date" in said


def test_times_are_kept_in_utc() -> None:
    assert to_utc(NOW) == datetime(2026, 11, 25, 13, 40, tzinfo=UTC)
    assert to_utc(NOW).tzinfo is UTC
    assert to_utc(FIRST).tzinfo is UTC


@pytest.mark.parametrize("year", [1, 1899, 2201, 9999])
def test_times_that_some_zone_cannot_show_are_refused(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        to_utc(datetime(year, 1, 1, tzinfo=UTC))
