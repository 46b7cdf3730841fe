"""Days, periods and ages of the filter language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from solartui.domain.query.dates import Span, between, compared, literal

ZONE = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)  # a Sunday
TICK = timedelta(microseconds=1)


def at(text: str | None) -> datetime | None:
    """A time in UTC from its local text."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC) if text else None


def span(start: str | None, end: str | None) -> Span:
    return Span(at(start), at(end))


@pytest.mark.feature("B-65", "B-66")
@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("today", "2026-11-22", "2026-11-23"),
        ("yesterday", "2026-11-21", "2026-11-22"),
        ("tomorrow", "2026-11-23", "2026-11-24"),
        ("this-week", "2026-11-16", "2026-11-23"),
        ("last-week", "2026-11-09", "2026-11-16"),
        ("next-week", "2026-11-23", "2026-11-30"),
        ("this-month", "2026-11-01", "2026-12-01"),
        ("last-month", "2026-10-01", "2026-11-01"),
        ("next-month", "2026-12-01", "2027-01-01"),
        ("this-year", "2026-01-01", "2027-01-01"),
        ("last-year", "2025-01-01", "2026-01-01"),
        ("next-year", "2027-01-01", "2028-01-01"),
        ("2026-11-22", "2026-11-22", "2026-11-23"),
        ("2026-12-31", "2026-12-31", "2027-01-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026", "2026-01-01", "2027-01-01"),
    ],
)
def test_periods_begin_at_the_midnight_of_the_zone(when: str, start: str, end: str) -> None:
    assert compared("=", when, NOW, ZONE, future=False) == span(start, end)
    assert compared("<", when, NOW, ZONE, future=False) == span(None, start)
    assert compared("<=", when, NOW, ZONE, future=False) == span(None, end)
    assert compared(">", when, NOW, ZONE, future=False) == span(end, None)
    assert compared(">=", when, NOW, ZONE, future=False) == span(start, None)


@pytest.mark.parametrize(
    ("age", "before", "after"),
    [
        ("0d", "2026-11-22 12:00", "2026-11-22 12:00"),
        ("3h", "2026-11-22 09:00", "2026-11-22 15:00"),
        ("7d", "2026-11-15 12:00", "2026-11-29 12:00"),
        ("2w", "2026-11-08 12:00", "2026-12-06 12:00"),
        ("1m", "2026-10-22 12:00", "2026-12-22 12:00"),
        ("9m", "2026-02-22 12:00", "2027-08-22 12:00"),
        ("1y", "2025-11-22 12:00", "2027-11-22 12:00"),
        # across the change of the clocks a day is still a day on the wall
        ("60d", "2026-09-23 12:00", "2027-01-21 12:00"),
    ],
)
def test_ages_count_back_and_for_follow_ups_forward(age: str, before: str, after: str) -> None:
    then, soon, now = at(before), at(after), NOW.astimezone(UTC)
    assert then is not None
    assert soon is not None
    assert compared("<", age, NOW, ZONE, future=False) == Span(then + TICK, None)
    assert compared("<=", age, NOW, ZONE, future=False) == Span(then, None)
    assert compared("=", age, NOW, ZONE, future=False) == Span(then, None)
    assert compared(">", age, NOW, ZONE, future=False) == Span(None, then)
    assert compared(">=", age, NOW, ZONE, future=False) == Span(None, then + TICK)
    assert compared("<", age, NOW, ZONE, future=True) == Span(None, soon)
    assert compared("<=", age, NOW, ZONE, future=True) == Span(None, soon + TICK)
    assert compared("=", age, NOW, ZONE, future=True) == Span(now, soon + TICK)
    assert compared(">", age, NOW, ZONE, future=True) == Span(soon + TICK, None)
    assert compared(">=", age, NOW, ZONE, future=True) == Span(soon, None)


def test_months_end_where_the_shorter_month_ends() -> None:
    end_of_march = datetime(2026, 3, 31, 8, 0, tzinfo=ZONE)
    assert compared(">", "1m", end_of_march, ZONE, future=False) == span(None, "2026-02-28 08:00")
    leap_day = datetime(2028, 2, 29, 8, 0, tzinfo=ZONE)
    assert compared(">", "1y", leap_day, ZONE, future=False) == span(None, "2027-02-28 08:00")


def test_the_day_is_that_of_the_zone_and_not_of_the_clock_given() -> None:
    late_evening_in_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert compared("=", "today", late_evening_in_utc, ZONE, future=False) == span("2026-11-23", "2026-11-24")


def test_late_is_before_now() -> None:
    assert compared("=", "late", NOW, ZONE, future=True) == Span(None, NOW)


def test_ranges_include_both_ends() -> None:
    assert between("2026-11-01", "2026-11-30", NOW, ZONE) == span("2026-11-01", "2026-12-01")
    assert between("", "today", NOW, ZONE) == span(None, "2026-11-23")
    assert between("2025", "", NOW, ZONE) == span("2025-01-01", None)


def test_a_span_holds_its_start_and_not_its_end() -> None:
    day = span("2026-11-22", "2026-11-23")
    assert day.start is not None
    assert day.end is not None
    assert [day.holds(t) for t in (day.start, day.end - TICK, day.end, None)] == [True, True, False, False]
    assert Span(None, None).holds(NOW)
    assert not Span(None, None).holds(None)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("7d", "7d"),
        ("7 dni", "7d"),
        ("007d", "7d"),
        ("2T", "2w"),
        ("3 miesiące", "3m"),
        ("1 rok", "1y"),
        ("Dzisiaj", "today"),
        ("zeszły tydzień", "last-week"),
        ("this_month", "this-month"),
        ("5.1.2026", "2026-01-05"),
        ("2026-2", "2026-02"),
        ("2026", "2026"),
        ("", None),
        ("7", None),
        ("7x", None),
        ("999999d", None),
        ("2026-13-01", None),
        ("2026-02-30", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("²d", "2d"),
        ("٢d", None),
    ],
)
def test_spellings_have_one_canonical_form(text: str, canonical: str | None) -> None:
    assert literal(text) == canonical
    if canonical:
        assert literal(canonical) == canonical


@pytest.mark.parametrize("when", ["100y", "1200m", "5300w", "36600d", "900000h", "1900", "2199-12-31"])
@pytest.mark.parametrize("future", [True, False])
def test_the_farthest_times_can_be_told(when: str, future: bool) -> None:
    assert literal(when) == when
    assert compared("<", when, NOW, ZONE, future=future) != Span(None, None)
