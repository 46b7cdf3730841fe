"""The first-response clock: working hours, holidays, time zones, and what a desk can set."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.holidays import countries, easter, holidays, states
from solartui.domain.response import (
    DEFAULT_RULES,
    ResponseRules,
    answer_by,
    knows_holidays,
    rules_data,
    rules_from,
    zone_named,
)

WARSAW = ZoneInfo("Europe/Warsaw")


def due(text: str, source: str = "company_leadgen", rules: ResponseRules = DEFAULT_RULES) -> str:
    """Until when a lead that came at a local time has to be answered, by the same clock."""
    zone = ZoneInfo(rules.zone)
    found = answer_by(rules, source, datetime.fromisoformat(text).replace(tzinfo=zone))
    assert found is not None
    assert found.tzinfo is UTC
    return f"{found.astimezone(zone):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        ("2026-11-23 09:30", "2026-11-23 11:30"),  # a Monday
        ("2026-11-23 16:00", "2026-11-23 18:00"),  # it may be answered until the very end
        ("2026-11-23 17:15", "2026-11-24 09:15"),
        ("2026-11-23 06:00", "2026-11-23 10:00"),  # before work
        ("2026-11-23 18:00", "2026-11-24 10:00"),
        ("2026-11-23 23:59", "2026-11-24 10:00"),
        ("2026-11-27 17:30", "2026-11-30 09:30"),  # over the weekend
        ("2026-11-28 12:00", "2026-11-30 10:00"),
        ("2026-11-10 17:00", "2026-11-12 09:00"),  # over Independence Day
        ("2026-12-23 17:00", "2026-12-28 09:00"),  # Christmas Eve to the second day, then a weekend
        ("2026-03-27 17:00", "2026-03-30 09:00"),  # clocks go forward between
        ("2026-10-23 17:00", "2026-10-26 09:00"),  # and back
    ],
)
def test_working_hours_are_counted(created: str, expected: str) -> None:
    assert due(created) == expected


def test_a_lead_by_hand_has_longer_and_may_span_days() -> None:
    assert due("2026-11-23 12:00", "manual_entities") == "2026-11-24 10:00"
    long = ResponseRules(hours={"company_leadgen": 100})
    assert due("2026-11-23 08:00", rules=long) == "2026-12-04 18:00"
    assert answer_by(ResponseRules(hours={"company_leadgen": 0}), "company_leadgen", datetime.now(UTC)) is None
    assert answer_by(DEFAULT_RULES, "unheard_of", datetime.now(UTC)) is None


def test_the_zone_is_that_of_the_desk() -> None:
    sydney = ResponseRules(zone="Australia/Sydney", country="AU", state="NSW")
    found = answer_by(sydney, "company_leadgen", datetime(2026, 11, 22, 21, 30, tzinfo=UTC))  # Monday, 8:30 there
    assert found == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def test_a_zone_that_this_machine_does_not_know_is_utc() -> None:
    assert zone_named("Moon/Sea") is UTC


def test_a_desk_that_never_works_is_no_endless_search() -> None:
    assert due("2026-11-23 09:00", rules=ResponseRules(days=frozenset())) > "2030"


@pytest.mark.parametrize(
    ("year", "day"),
    [(1999, (4, 4)), (2008, (3, 23)), (2011, (4, 24)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_polish_holidays_of_a_year() -> None:
    found = {f"{day:%m-%d}" for day in holidays("PL", None, 2026)}
    assert found == {
        "01-01", "01-06", "04-05", "04-06", "05-01", "05-03", "05-24", "06-04", "08-15", "11-01", "11-11", "12-24",
        "12-25", "12-26",
    }  # fmt: skip
    assert date(2024, 12, 24) not in holidays("PL", None, 2024)
    assert date(2010, 1, 6) not in holidays("PL", None, 2010)


def test_australian_holidays_by_state() -> None:
    whole = {f"{day:%m-%d}" for day in holidays("AU", None, 2026)}
    assert whole == {"01-01", "01-26", "04-03", "04-06", "04-25", "12-25", "12-26", "12-28"}
    extra = {state: {f"{day:%m-%d}" for day in holidays("AU", state, 2026)} - whole for state in states("AU")}
    assert extra == {
        "NSW": {"04-04", "04-05", "06-08", "10-05"},
        "VIC": {"04-04", "04-05", "06-08", "03-09", "11-03"},
        "QLD": {"04-04", "04-05", "10-05", "05-04"},
        "SA": {"04-04", "04-05", "06-08", "10-05", "03-09"},
        "WA": {"04-05", "04-27", "09-28", "03-02", "06-01"},
        "TAS": {"06-08", "03-09"},
        "NT": {"04-04", "04-05", "06-08", "05-04", "08-03"},
        "ACT": {"04-04", "04-05", "06-08", "10-05", "03-09", "06-01"},
    }
    # Both days of Christmas on a weekend; and New Year's Day.
    late = holidays("AU", None, 2021)
    assert {date(2021, 12, 27), date(2021, 12, 28)} <= late
    assert date(2022, 1, 3) in holidays("AU", None, 2022)


def test_a_country_that_is_not_known_has_none() -> None:
    assert holidays("XX", None, 2026) == frozenset()
    assert set(countries()) == {"PL", "AU"}
    assert knows_holidays("PL")
    assert not knows_holidays("XX")


def test_rules_are_kept_and_read_again() -> None:
    rules = ResponseRules(
        opens=time(7, 30), closes=time(15), days=frozenset({0, 5}), country="AU", state="QLD",
        zone="Australia/Brisbane", hours={"company_leadgen": 1.5, "manual_entities": 0},
    )  # fmt: skip
    assert rules_from(rules_data(rules)) == rules
    assert rules_from({}) == rules_from(None) == DEFAULT_RULES
    assert rules_from({"hours": {"company_leadgen": 4}}).hours == {"company_leadgen": 4, "manual_entities": 8}
    assert rules_from({"opens": "7"}).opens == time(7)
    assert rules_from({"days": list(range(7))}).days == frozenset(range(7))


def test_half_an_hour_is_a_clock_and_nothing_is_none() -> None:
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    (soon, never) = (rules_from({"hours": {"manual_entities": hours}}) for hours in (0.5, 0))
    assert answer_by(soon, "manual_entities", at) == at + timedelta(minutes=30)
    assert answer_by(never, "manual_entities", at) is None


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"opens": "soon"}, "opens"),
        ({"opens": "19:00"}, "closes"),
        ({"opens": "09:00", "closes": "09:00"}, "closes"),
        ({"days": []}, "days"),
        ({"days": [7]}, "days"),
        ({"days": "mon"}, "days"),
        ({"zone": "Moon/Sea"}, "zone"),
        ({"state": "NSW"}, "state"),
        ({"hours": 3}, "hours"),
        ({"hours": {"stars": 1}}, "hours"),
        ({"hours": {"company_leadgen": -1}}, "hours"),
        ({"hours": {"company_leadgen": True}}, "hours"),
    ],
)
def test_rules_that_make_no_sense_are_refused(data: dict[str, Any], name: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules_from(data)
    assert refused.value.field == name
