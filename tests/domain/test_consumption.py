"""The year's use spread over the months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from solartui.domain.consumption import LONGEST_BILL, average_from_bill, bill_warning, monthly_profile, use_warning
from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import LeadType


@given(kind=st.sampled_from(LeadType), annual=st.floats(0, 1e9), southern=st.booleans())
def test_the_months_add_up_to_the_year(kind: LeadType, annual: float, southern: bool) -> None:
    months = monthly_profile(kind, annual, southern=southern)
    assert len(months) == 12
    assert sum(months) == pytest.approx(annual)


def test_shares_are_those_of_the_table() -> None:
    months = monthly_profile(LeadType.RESIDENTIAL, 10_000)
    assert months[1] == pytest.approx(895)
    assert months[6] == pytest.approx(697)
    # The table says 10.21 % for January; the twelve shares miss a hundredth, which the largest month gets.
    assert months[0] == pytest.approx(1_022)


def test_seasons_are_half_a_year_apart_in_the_south() -> None:
    north = monthly_profile(LeadType.AGRICULTURAL, 5_000)
    assert monthly_profile(LeadType.AGRICULTURAL, 5_000, southern=True) == north[6:] + north[:6]


@given(
    kind=st.sampled_from(LeadType),
    annual=st.floats(1, 1e7),
    start=st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    days=st.integers(1, 800),
    southern=st.booleans(),
)
@pytest.mark.feature("B-82")
def test_a_bill_over_any_period_gives_the_average_back(
    kind: LeadType, annual: float, start: date, days: int, southern: bool
) -> None:
    months = monthly_profile(kind, annual, southern=southern)
    period = [start + timedelta(day) for day in range(days)]
    assume(days == 1 or period[-1].day != start.day)
    kwh = sum(months[day.month - 1] / monthrange(day.year, day.month)[1] for day in period)
    average = average_from_bill(kind, kwh, start, period[-1], southern=southern)
    assert average == pytest.approx(annual / 12)


@pytest.mark.feature("B-82")
def test_a_winter_bill_stands_for_less_than_a_summer_bill() -> None:
    winter = average_from_bill(LeadType.RESIDENTIAL, 800, date(2026, 1, 1), date(2026, 3, 1))
    summer = average_from_bill(LeadType.RESIDENTIAL, 800, date(2026, 6, 1), date(2026, 8, 1))
    assert winter < 400 < summer
    south = average_from_bill(LeadType.RESIDENTIAL, 800, date(2026, 1, 1), date(2026, 3, 1), southern=True)
    assert south > 400


@pytest.mark.parametrize(("days", "words"), [(-1, "ends after"), (-3, "ends after"), (LONGEST_BILL + 1, "3700 days")])
def test_a_period_that_is_none_is_refused(days: int, words: str) -> None:
    start = date(2026, 1, 1)
    with pytest.raises(Invalid, match=words) as caught:
        average_from_bill(LeadType.RESIDENTIAL, 800, start, start + timedelta(days))
    assert caught.value.field == "end"


@pytest.mark.feature("B-82")
@pytest.mark.parametrize(
    ("days", "warned"), [(1, True), (19, True), (20, False), (31, False), (400, False), (401, True), (3700, True)]
)
def test_unusual_bills_are_taken_with_a_word(days: int, warned: bool) -> None:
    start = date(2026, 1, 1)
    last = start + timedelta(days - 1)
    assert bool(bill_warning(start, last)) is warned
    assert average_from_bill(LeadType.RESIDENTIAL, 800, start, last) > 0


@pytest.mark.parametrize("kwh", [0, -1, -800.5, 1e9 + 1, float("inf"), float("nan")])
def test_a_bill_shows_a_use(kwh: float) -> None:
    with pytest.raises(Invalid, match="How many kWh") as refused:
        average_from_bill(LeadType.RESIDENTIAL, kwh, date(2026, 1, 1), date(2026, 3, 1))
    assert refused.value.field == "kwh"
    assert average_from_bill(LeadType.RESIDENTIAL, 1e9, date(2026, 1, 1), date(2026, 3, 1)) > 0


@pytest.mark.feature("B-82", "B-107")
def test_a_bill_reckoned_by_hand() -> None:
    # All of May and June: shares 7.83 % and 7.04 % of the year, and 2 days of July at 6.97 % / 31.
    share = 7.83 + 7.04 + 2 * 6.97 / 31
    average = average_from_bill(LeadType.RESIDENTIAL, 600, date(2026, 5, 1), date(2026, 7, 2))
    assert average == pytest.approx(600 / (share / 100) / 12, rel=1e-6)
    # The table of shares sums to 99.99: the missing hundredth is January's, the largest month.
    assert monthly_profile(LeadType.RESIDENTIAL, 10_000)[0] == pytest.approx(1022)


@pytest.mark.feature("B-81")
@pytest.mark.parametrize(
    ("kind", "monthly", "odd"),
    [
        (LeadType.RESIDENTIAL, None, False),
        (LeadType.RESIDENTIAL, 0.0, False),
        (LeadType.RESIDENTIAL, 49.9, True),
        (LeadType.RESIDENTIAL, 50.0, False),
        (LeadType.RESIDENTIAL, 2000.0, False),
        (LeadType.RESIDENTIAL, 2000.1, True),
        (LeadType.COMMERCIAL, 9000.0, False),
        (LeadType.INDUSTRIAL, 1.0, False),
        (LeadType.AGRICULTURAL, 5000.0, False),
    ],
)
def test_a_home_that_uses_very_much_or_little_is_remarked_on(kind: LeadType, monthly: float | None, odd: bool) -> None:
    said = use_warning(kind, monthly)
    assert bool(said) is odd
    assert not odd or ("50" in said and "2000" in said.replace("\u00a0", "").replace(" ", ""))
