"""The year's use spread over the months."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.consumption import monthly_profile
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
