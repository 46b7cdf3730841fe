"""The visits of a day in an order that saves road: distances are as the crow flies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from solartui.domain.places import Spot, distance_km

WAYPOINTS = 9
"""So many places between start and destination fit into one link of Google Maps."""

_LINK = "https://www.google.com/maps/dir/?api=1"
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Visit:
    """A lead that is to be visited, or the site of a project with a job.

    Attributes:
        lead_id: the lead; None of a job.
        planned: when it was to be, where a time was set.
        about: the note of the follow-up; of a job its team and its note.
        project_id: the project of a job.
        job: what is done there: ``inspection`` or ``installation``, or what a workflow of the company calls it.
    """

    lead_id: int | None
    name: str
    address: str
    spot: Spot
    contact: str = ""
    phone: str = ""
    planned: datetime | None = None
    about: str = ""
    project_id: int | None = None
    job: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit of which nobody knows where it is; `kind` is ``lead`` or ``project``."""

    kind: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit with the way to it from the stop before, and from the start, in kilometres."""

    visit: Visit
    leg_km: float
    total_km: float


@dataclass(frozen=True, slots=True)
class Route:
    """A day on the road.

    Attributes:
        day: which one; None for leads that were chosen by hand.
        start: the name of the place where it begins, empty where that is the first visit.
        stops: the visits in their order.
        unplaced: the visits of which nobody knows where they are.
    """

    day: date | None
    start: str
    start_spot: Spot | None
    stops: tuple[Stop, ...]
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def km(self) -> float:
        """How long it is."""
        return self.stops[-1].total_km if self.stops else 0.0

    @property
    def links(self) -> tuple[str, ...]:
        """Links that open it in Google Maps: one, or several where there are more stops than one can hold."""
        spots = [stop.visit.spot for stop in self.stops]
        if self.start_spot is not None:
            spots.insert(0, self.start_spot)
        return tuple(_link(part) for part in _parts(spots))


def planned_route(
    visits: Sequence[Visit],
    start: tuple[str, Spot] | None,
    day: date | None,
    unplaced: Sequence[Unplaced] = (),
) -> Route:
    """The visits in the order of a short way: from the start, or from that visit from where the way is shortest."""
    begin = start[1] if start else None
    stops: list[Stop] = []
    here, total = begin, 0.0
    for visit in in_order(visits, begin):
        leg = distance_km(here, visit.spot) if here else 0.0
        total += leg
        stops.append(Stop(visit, leg, total))
        here = visit.spot
    return Route(day, start[0] if start else "", begin, tuple(stops), tuple(unplaced))


def in_order(visits: Sequence[Visit], start: Spot | None) -> list[Visit]:
    """The visits in the order of a short way, the same for the same visits however they were listed."""
    known = sorted(visits, key=lambda visit: (visit.spot, visit.lead_id or 0, visit.project_id or 0, visit.job))
    if len(known) < 2:
        return known
    if start is not None:
        return _improved(_nearest_first(known, start), start)
    ways = (_improved(_nearest_first(known, one.spot), None) for one in known[:_ROUNDS])
    return min(ways, key=lambda way: _length(way, None))


def _nearest_first(visits: Sequence[Visit], here: Spot) -> list[Visit]:
    left, way = list(visits), []
    while left:
        near = min(left, key=lambda visit: distance_km(here, visit.spot))
        left.remove(near)
        way.append(near)
        here = near.spot
    return way


def _improved(way: list[Visit], start: Spot | None) -> list[Visit]:
    """The way without crossings: parts of it are turned round as long as that makes it shorter."""
    spots = [visit.spot for visit in way]
    for _ in range(_ROUNDS):
        turned = False
        for first in range(len(way) - 1):
            for last in range(first + 1, len(way)):
                if _gain(spots, first, last, start) > 1e-9:
                    way[first : last + 1] = way[first : last + 1][::-1]
                    spots[first : last + 1] = spots[first : last + 1][::-1]
                    turned = True
        if not turned:
            break
    return way


def _gain(spots: Sequence[Spot], first: int, last: int, start: Spot | None) -> float:
    """How many kilometres are saved when the stops from `first` to `last` are visited the other way round."""
    before = spots[first - 1] if first else start
    after = spots[last + 1] if last + 1 < len(spots) else None
    old = new = 0.0
    if before is not None:
        old += distance_km(before, spots[first])
        new += distance_km(before, spots[last])
    if after is not None:
        old += distance_km(spots[last], after)
        new += distance_km(spots[first], after)
    return old - new


def _length(way: Sequence[Visit], start: Spot | None) -> float:
    spots = [*([start] if start else []), *(visit.spot for visit in way)]
    return sum(distance_km(one, other) for one, other in pairwise(spots))


def _parts(spots: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    """As many places as one link holds; the next one begins where the one before ends."""
    most = WAYPOINTS + 2
    first = 0
    while first < len(spots):
        yield spots[first : first + most]
        if first + most >= len(spots):
            return
        first += most - 1


def _link(spots: Sequence[Spot]) -> str:
    texts = [f"{spot.latitude:.5f},{spot.longitude:.5f}" for spot in spots]
    origin = f"&origin={texts[0]}" if len(texts) > 1 else ""
    between = "%7C".join(texts[1:-1])
    return f"{_LINK}{origin}&destination={texts[-1]}" + (f"&waypoints={between}" if between else "")
