"""Coordinates as people type them, distances and boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.places import FARTHEST_KM, Spot, bearing, boxes_around, distance_km, middle, typed_spot

KRAKOW = Spot(50.06143, 19.93658)
WARSAW = Spot(52.22977, 21.01178)
SYDNEY = Spot(-33.86785, 151.20732)

spots = st.builds(Spot, st.floats(-90, 90, width=32), st.floats(-180, 180, width=32))


@pytest.mark.feature("B-75")
@pytest.mark.parametrize(
    ("typed", "spot"),
    [
        ("50.06,19.94", (50.06, 19.94)),
        ("50.06, 19.94", (50.06, 19.94)),
        (" 50.06 ; 19.94 ", (50.06, 19.94)),
        ("50,06; 19,94", (50.06, 19.94)),
        ("50,06 19,94", (50.06, 19.94)),
        ("50.06 19.94", (50.06, 19.94)),
        ("-33.8678,151.2073", (-33.8678, 151.2073)),
        ("33.8678 S, 151.2073 E", (-33.8678, 151.2073)),
        ("50.06°N 19.94°E", (50.06, 19.94)),
        ("50, 20", (50, 20)),
        ("50°03'36\"N 19°56'24\"E", (50.06, 19.94)),
        ("50° 03′ 36″ N, 19° 56′ 24″ E", (50.06, 19.94)),
        ("50°3.6'N; 19°56.4'E", (50.06, 19.94)),
        ("33°52'S 151°12'E", (-33.8666667, 151.2)),
        ("19°56'24\"E 50°03'36\"N", (50.06, 19.94)),
    ],
)
def test_two_numbers_are_a_place(typed: str, spot: tuple[float, float]) -> None:
    assert typed_spot(typed) == spot


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "50.06",
        "0,0",
        "91,10",
        "10,181",
        "nan,inf",
        "Kraków",
        "30-001",
        "054 01",
        "50.06,19.94,5",
        "1e5,3",
        "٥,٦",
        "50°03'N 19°56'N",
        "50°03'N",
        "Kraków 50°03'N 19°56'E",
        "91°N 19°E",
    ],
)
def test_what_is_no_place_on_earth_is_none(typed: str) -> None:
    assert typed_spot(typed) is None


@given(spots)
def test_a_place_can_be_typed_as_it_is_written(spot: Spot) -> None:
    again = typed_spot(spot.text)
    if again is None:
        assert abs(spot.latitude) < 1e-6
        assert abs(spot.longitude) < 1e-6
    else:
        assert distance_km(spot, again) < 0.001


def test_distances_on_the_globe() -> None:
    assert distance_km(KRAKOW, WARSAW) == pytest.approx(252.2, abs=0.5)
    assert distance_km(KRAKOW, SYDNEY) == pytest.approx(15_650, abs=60)
    assert distance_km(KRAKOW, KRAKOW) == 0
    assert distance_km((10, 179.9), (10, -179.9)) == pytest.approx(21.9, abs=0.1)


@given(spots, spots)
def test_distance_is_the_same_both_ways_and_never_too_far(a: Spot, b: Spot) -> None:
    km = distance_km(a, b)
    assert km == pytest.approx(distance_km(b, a), abs=1e-6)
    assert 0 <= km <= FARTHEST_KM


def test_bearings() -> None:
    assert bearing((50, 20), (51, 20)) == pytest.approx(0)
    assert bearing((0, 20), (0, 21)) == pytest.approx(90)
    assert bearing((50, 20), (49, 20)) == pytest.approx(180)


@given(spots, spots, st.floats(0.01, 21_000))
def test_what_is_near_is_in_the_box(centre: Spot, other: Spot, km: float) -> None:
    if distance_km(centre, other) <= km:
        assert any(
            box.south <= other.latitude <= box.north and box.west <= other.longitude <= box.east
            for box in boxes_around(centre, km)
        )


def test_a_box_across_the_date_line_is_two() -> None:
    east, west = boxes_around((-17, 179.9), 50)
    assert east.east == 180
    assert west.west == -180
    (cap,) = boxes_around((89.9, 0), 100)
    assert (cap.west, cap.north, cap.east) == (-180, 90, 180)


def test_the_middle() -> None:
    assert middle([(50, 20), (51, 21)]) == (50.5, 20.5)
    assert middle([]) is None
