"""The first-response clock against a count of the working minutes that lie between."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.domain.holidays import easter, holidays, states
from solartui.domain.response import ResponseRules, answer_by

_DAY = timedelta(days=1)
_PLACES = (
    ("PL", None, "Europe/Warsaw"),
    ("AU", "VIC", "Australia/Melbourne"),
    ("AU", "WA", "Australia/Perth"),
    ("XX", None, "America/New_York"),
)

rules = st.builds(
    lambda opens, length, days, place, hours: ResponseRules(
        opens=time(opens), closes=time(opens + length), days=days, country=place[0], state=place[1], zone=place[2],
        hours={"company_leadgen": hours},
    ),
    st.integers(5, 12),
    st.integers(1, 10),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from(_PLACES),
    st.sampled_from([0.25, 1, 2, 8, 30.5]),
)  # fmt: skip
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone follows


def worked(rules: ResponseRules, start: datetime, end: datetime) -> timedelta:
    """The working time between two moments, by the clock of the desk, day by day."""
    zone = ZoneInfo(rules.zone)
    first, last = (moment.astimezone(zone).replace(tzinfo=None) for moment in (start, end))
    total, day = timedelta(0), first.date()
    while day <= last.date():
        if day.weekday() in rules.days and day not in holidays(rules.country, rules.state, day.year):
            opens, closes = (datetime.combine(day, clock) for clock in (rules.opens, rules.closes))
            total += max(timedelta(0), min(last, closes) - max(first, opens))
        day += _DAY
    return total


@settings(max_examples=150, deadline=None)
@given(rules, moments)
def test_just_the_promised_working_time_passes_and_it_ends_at_work(rules: ResponseRules, created: datetime) -> None:
    by = answer_by(rules, "company_leadgen", created)
    assert by is not None
    assert by > created
    assert worked(rules, created, by) == timedelta(hours=rules.hours["company_leadgen"])
    here = by.astimezone(ZoneInfo(rules.zone))
    assert rules.opens < here.time() <= rules.closes
    assert rules.works(here.date())


@settings(max_examples=60, deadline=None)
@given(rules, moments, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_who_asks_later_is_never_answered_earlier(rules: ResponseRules, created: datetime, later: timedelta) -> None:
    first, second = (answer_by(rules, "company_leadgen", moment) for moment in (created, created + later))
    assert first is not None
    assert second is not None
    assert first <= second


@settings(max_examples=60, deadline=None)
@given(st.integers(1900, 2200))
def test_holidays_lie_in_their_year_and_easter_is_a_sunday_in_spring(year: int) -> None:
    assert easter(year).weekday() == 6
    assert (3, 22) <= (easter(year).month, easter(year).day) <= (4, 25)
    for country, state in (("PL", None), *(("AU", state) for state in states("AU"))):
        found = holidays(country, state, year)
        assert {day.year for day in found} == {year}
        assert len(found) >= 8
