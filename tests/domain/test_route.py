"""Visits in the order of the road."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.places import Spot, distance_km
from solartui.domain.route import WAYPOINTS, Visit, in_order, planned_route


def visit(number: int, latitude: float, longitude: float) -> Visit:
    return Visit(number, f"Lead {number}", "", Spot(latitude, longitude))


def length(way: list[Visit], start: Spot | None) -> float:
    spots = [*([start] if start else []), *(one.spot for one in way)]
    return sum(distance_km(a, b) for a, b in pairwise(spots))


LINE = [visit(number, 50.0 + number / 10, 20.0) for number in range(8)]


def test_stops_along_a_road_stand_in_its_order() -> None:
    mixed = [LINE[place] for place in (5, 0, 3, 7, 1, 6, 2, 4)]
    assert in_order(mixed, Spot(49.9, 20.0)) == LINE
    assert in_order(mixed, None) in (LINE, LINE[::-1])
    assert in_order(mixed, Spot(51.0, 20.0)) == LINE[::-1]


degrees = st.integers(-50, 50).map(lambda part: part / 100)


@given(
    st.lists(st.tuples(degrees, degrees), min_size=1, max_size=6, unique=True),
    st.none() | st.tuples(degrees, degrees),
)
def test_a_route_visits_all_once_and_is_hardly_longer_than_the_best(
    places: list[tuple[float, float]], start: tuple[float, float] | None
) -> None:
    visits = [visit(number, 50 + north, 20 + east) for number, (north, east) in enumerate(places)]
    begin = Spot(50 + start[0], 20 + start[1]) if start else None
    way = in_order(visits, begin)
    assert sorted(one.lead_id or 0 for one in way) == list(range(len(visits)))
    best = min(length(list(other), begin) for other in permutations(visits))
    assert length(way, begin) <= best * 1.1 + 1e-6
    assert in_order(visits[::-1], begin) == way


def plain_way(visits: list[Visit], start: Spot) -> list[Visit]:
    """The nearest first, then parts turned round as long as that saves road."""
    left, way, here = list(visits), list[Visit](), start
    while left:
        way.append(min(left, key=lambda one: distance_km(here, one.spot)))
        left.remove(way[-1])
        here = way[-1].spot
    shorter = True
    while shorter:
        shorter = False
        for first, last in combinations(range(len(way)), 2):
            other = way[:first] + way[first : last + 1][::-1] + way[last + 1 :]
            if length(other, start) < length(way, start) - 1e-9:
                way, shorter = other, True
    return way


@pytest.mark.parametrize("seed", range(6))
def test_a_day_is_no_longer_than_by_the_usual_rules(seed: int) -> None:
    at_random = Random(seed)
    spread = 0.1 * (seed + 1)
    visits = [visit(n, at_random.gauss(50, spread), at_random.gauss(20, spread)) for n in range(seed * 3 + 4)]
    start = Spot(50.0, 20.0)
    assert length(in_order(visits, start), start) <= length(plain_way(visits, start), start) + 1e-6


def test_visits_at_one_place_and_far_apart_are_all_made() -> None:
    same = [visit(number, 50.0, 20.0) for number in range(12)]
    assert in_order(same, None) == in_order(same[::-1], None) == same
    assert planned_route(same, ("Home", Spot(50.0, 20.0)), None).km == 0
    apart = [visit(1, 0.1, 179.9), visit(2, 0.1, -179.9), visit(3, 89.9, 0), visit(4, 89.9, 180)]
    assert planned_route(apart, None, None).km < 10_100


def test_a_day_without_visits_leads_nowhere() -> None:
    assert planned_route([], ("Home", Spot(50.0, 20.0)), None).links == ()


def test_legs_add_up() -> None:
    route = planned_route(LINE, ("Home", Spot(49.9, 20.0)), None)
    assert route.km == pytest.approx(sum(stop.leg_km for stop in route.stops))
    assert route.stops[0].leg_km == pytest.approx(11.12, abs=0.01)
    assert planned_route(LINE, None, None).stops[0].leg_km == 0
    assert planned_route([], None, None).km == 0


def asked(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_one_link_holds_start_destination_and_what_lies_between() -> None:
    (link,) = planned_route(LINE[:3], ("Home", Spot(49.9, 20.0)), None).links
    assert asked(link) == {
        "api": "1",
        "origin": "49.90000,20.00000",
        "waypoints": "50.00000,20.00000|50.10000,20.00000",
        "destination": "50.20000,20.00000",
    }
    assert asked(planned_route(LINE[:1], None, None).links[0]) == {"api": "1", "destination": "50.00000,20.00000"}
    assert planned_route([], None, None).links == ()


@pytest.mark.parametrize(("count", "links"), [(11, 1), (12, 2), (21, 2), (22, 3), (100, 10)])
def test_more_stops_than_a_link_can_hold_are_split(count: int, links: int) -> None:
    visits = [visit(number, 50.0 + number / 10, 20.0) for number in range(count)]
    found = planned_route(visits, None, None).links
    assert len(found) == links
    parts = [asked(link) for link in found]
    assert all(len(part.get("waypoints", "").split("|")) <= WAYPOINTS for part in parts)
    assert all(one["destination"] == other["origin"] for one, other in pairwise(parts))
    assert all(len(link) < 2000 for link in found)
