"""Where places lie in their country, the way there, and the days on which nobody answers."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from solartui.domain.bounds import COUNTRIES, place_in_country
from solartui.domain.directions import directions_link
from solartui.domain.holidays import countries, easter, holidays, states
from solartui.domain.leads import Address

HOSTILE = "[@click=app.quit]x[/] & ?destination=evil#\"'<>\n"


def test_every_country_is_a_box_on_the_earth() -> None:
    for code, box in COUNTRIES.items():
        assert -90 <= box.south < box.north <= 90, code
        assert -180 <= box.west < box.east <= 180, code
        assert (code, len(code)) == (code.upper(), 2)


def test_a_place_is_told_by_how_far_east_and_south_it_is() -> None:
    box = COUNTRIES["PL"]
    assert place_in_country("PL", box.north, box.west) == (0, 0)
    assert place_in_country("pl", box.south, box.east) == (1, 1)
    gdansk, krakow = place_in_country("PL", 54.35, 18.65), place_in_country("PL", 50.06, 19.94)
    assert gdansk is not None
    assert krakow is not None
    assert gdansk[0] < krakow[0]
    assert gdansk[1] < 0.2
    assert krakow[1] > 0.8


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("PL", None, 20.0),
        ("PL", 52.0, None),
        ("PL", -52.0, 20.0),
        ("PL", 52.0, 151.0),
        ("XX", 52.0, 20.0),
        ("", 52.0, 20.0),
        (None, 52.0, 20.0),
    ],
)
def test_a_place_that_is_not_in_its_country_is_nowhere(
    country: str | None, latitude: float | None, longitude: float | None
) -> None:
    assert place_in_country(country, latitude, longitude) is None


def test_sydney_lies_in_the_south_east() -> None:
    place = place_in_country("AU", -33.87, 151.21)
    assert place is not None
    assert min(place) > 0.6


def test_a_hostile_address_stays_inside_its_link() -> None:
    link = directions_link(Address(HOSTILE, None, HOSTILE, None, "PL"), None, None)
    assert link is not None
    assert link.isascii()
    assert link.isprintable()
    parts = urlsplit(link)
    assert (parts.netloc, parts.fragment) == ("www.google.com", "")
    (destination,) = parse_qs(parts.query)["destination"]
    assert destination.startswith("[@click=app.quit]x[/]")


def test_coordinates_lead_there_without_an_address() -> None:
    for latitude, longitude, end in ((0.0, 0.0, "0.000000,0.000000"), (-33.9, 151.2, "-33.900000,151.200000")):
        link = directions_link(Address(), latitude, longitude)
        assert link is not None
        assert link.endswith(f"destination={end}")
    assert directions_link(Address(), None, None) is None
    assert directions_link(Address(), 50.0, None) is None


@pytest.mark.parametrize("postcode", ["30-001", "00-001"])
def test_a_postcode_is_enough_to_find_the_way(postcode: str) -> None:
    link = directions_link(Address(postcode=postcode), None, None)
    assert link is not None
    assert link.endswith(postcode)


def test_easter_is_a_sunday_of_spring() -> None:
    for year in range(1990, 2120):
        day = easter(year)
        assert day.weekday() == 6
        assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_every_holiday_lies_in_its_year_or_is_kept_right_after_it() -> None:
    for country in countries():
        for state in (None, *sorted(states(country))):
            for year in (2024, 2026, 2033):
                found = holidays(country, state, year)
                assert found
                assert all(date(year, 1, 1) <= day <= date(year, 12, 31) + timedelta(3) for day in found)


def test_a_state_keeps_what_its_country_keeps() -> None:
    for country in countries():
        for state in states(country):
            assert holidays(country, None, 2026) <= holidays(country, state, 2026)


def test_where_nothing_is_known_there_is_no_holiday() -> None:
    assert holidays("XX", None, 2026) == frozenset()
    assert holidays("PL", "NSW", 2026) == holidays("PL", None, 2026)
    assert states("PL") == states("XX") == frozenset()


def test_a_polish_holiday_on_a_saturday_is_not_moved() -> None:
    # 15 August 2026 is a Saturday.
    found = holidays("PL", None, 2026)
    assert date(2026, 8, 15) in found
    assert date(2026, 8, 17) not in found


def test_an_australian_holiday_on_a_weekend_is_kept_on_monday_as_well() -> None:
    # 26 January 2030 is a Saturday.
    found = holidays("AU", None, 2030)
    assert {date(2030, 1, 26), date(2030, 1, 28)} <= found
    assert date(2030, 1, 27) not in found
