"""Money that customers get back: certificates by zone and year, and a grant as an example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.offers.incentives import Site, certificate_count, incentives_for, possible_incentives

SYDNEY = Site("AU", "NSW", "residential", 6.6, False, "AUD")
HOUSE = Site("PL", None, "residential", 8.8, False, "PLN")


@pytest.mark.parametrize(
    ("kwp", "rating", "years", "count"),
    [
        (6.6, "1.382", 5, 45),
        (6.6, "1.185", 5, 39),
        (10.0, "1.185", 4, 47),
        (5.0, "1.382", 12, 82),
        (0.0, "1.382", 5, 0),
    ],
)
def test_certificates_are_whole(kwp: float, rating: str, years: int, count: int) -> None:
    assert certificate_count(kwp, Decimal(rating), years) == count


@pytest.mark.parametrize(
    ("site", "day", "count"),
    [
        (SYDNEY, date(2026, 6, 1), 45),
        (replace(SYDNEY, region="VIC"), date(2026, 6, 1), 39),
        (replace(SYDNEY, capacity_kwp=10.0, zone=4), date(2027, 1, 1), 47),
        (SYDNEY, date(2030, 12, 31), 9),
    ],
)
def test_certificates_go_by_zone_and_year(site: Site, day: date, count: int) -> None:
    (given,) = incentives_for(site, day, "en")
    assert given.note.startswith(f"{count} certificates")
    assert given.amount == count * (3_850 if day.year == 2025 else 3_900)


def test_the_scheme_ends_and_is_for_small_plants_of_its_country() -> None:
    assert incentives_for(SYDNEY, date(2031, 1, 1), "en") == ()
    assert incentives_for(replace(SYDNEY, capacity_kwp=100.5), date(2026, 1, 1), "en") == ()
    assert incentives_for(replace(SYDNEY, region=None), date(2026, 1, 1), "en") == ()
    assert incentives_for(HOUSE, date(2026, 1, 1), "pl") == ()
    with pytest.raises(Invalid, match="zone"):
        incentives_for(replace(SYDNEY, zone=9), date(2026, 1, 1), "en")


def test_a_grant_is_asked_for_and_called_an_example() -> None:
    (small,) = incentives_for(HOUSE, date(2026, 11, 23), "pl", ["grant_example"])
    (large,) = incentives_for(replace(HOUSE, battery=True), date(2026, 11, 23), "en", ["grant_example"])
    assert (small.amount, large.amount, small.basis) == (700_000, 1_300_000, "example")
    assert "przykład" in small.name
    assert "example" in large.name


@pytest.mark.parametrize("keys", [["nonsense"], ["certificates"]])
def test_what_does_not_hold_is_refused(keys: list[str]) -> None:
    with pytest.raises(Invalid):
        incentives_for(HOUSE, date(2026, 11, 23), "en", keys)
    with pytest.raises(Invalid):
        incentives_for(replace(HOUSE, kind="commercial"), date(2026, 11, 23), "en", ["grant_example"])
    assert incentives_for(SYDNEY, date(2026, 1, 1), "en", []) == ()


@pytest.mark.parametrize(
    ("site", "day", "expected"),
    [
        (SYDNEY, date(2026, 5, 1), [("certificates", True)]),
        (replace(SYDNEY, capacity_kwp=101), date(2026, 5, 1), []),
        (replace(SYDNEY, region=None), date(2026, 5, 1), [("certificates", True)]),
        (SYDNEY, date(2031, 1, 1), []),
        (HOUSE, date(2026, 5, 1), [("grant_example", False)]),
        (replace(HOUSE, kind="commercial"), date(2026, 5, 1), []),
        (replace(HOUSE, country=None), date(2026, 5, 1), []),
        (HOUSE, date(2024, 12, 31), []),
    ],
)
def test_what_an_offer_may_give_back_is_told_beforehand(
    site: Site, day: date, expected: list[tuple[str, bool]]
) -> None:
    found = possible_incentives(site, day, "en")
    assert [(key, usual) for key, _, usual in found] == expected
    # What is told can be asked for, and what belongs to every offer comes by itself.
    usual = {one.key for one in incentives_for(site, day, "en")}
    assert usual <= {key for key, *_ in found}
    if site.region or site.country != "AU":
        asked = incentives_for(site, day, "en", [key for key, *_ in found])
        assert [one.key for one in asked] == [key for key, _ in expected]
