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
_ROUNDS, _TRIES = 60, 1_500
_TOGETHER = 3
_LEAST = 1e-9


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
        if self.start_spot is not None and spots:
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
    spots = [visit.spot for visit in known]
    way = _Ways(spots, start).shortest()
    return [known[place] for place in way]


class _Ways:
    """Ways along all of some places, by their numbers; a way ends wherever that makes it short."""

    def __init__(self, spots: Sequence[Spot], start: Spot | None) -> None:
        self._km = [[distance_km(one, other) for other in spots] for one in spots]
        # Without a start it costs nothing to begin anywhere.
        self._first = [distance_km(start, spot) if start else 0.0 for spot in spots]
        self._begins = [None, *range(len(spots))][: max(2, _TRIES // len(spots))]

    def shortest(self) -> list[int]:
        """The shortest way that was found."""
        return min((self._improved(self._nearest_first(begin)) for begin in self._begins), key=self._length)

    def _length(self, way: Sequence[int]) -> float:
        return self._first[way[0]] + sum(self._km[one][other] for one, other in pairwise(way))

    def _nearest_first(self, begin: int | None) -> list[int]:
        left = set(range(len(self._km)))
        way = [min(left, key=lambda place: (self._first[place], place)) if begin is None else begin]
        left.remove(way[0])
        while left:
            legs = self._km[way[-1]]
            near = min(left, key=lambda place: (legs[place], place))
            left.remove(near)
            way.append(near)
        return way

    def _improved(self, way: list[int]) -> list[int]:
        """The way without crossings and detours: changed as long as that makes it shorter."""
        for _ in range(_ROUNDS):
            if not (self._turn(way) or self._move(way)):
                break
        return way

    def _leg(self, one: int | None, other: int | None) -> float:
        """From a place to the next; None is before the first one, and behind the last one."""
        if other is None:
            return 0.0
        return self._first[other] if one is None else self._km[one][other]

    def _turn(self, way: list[int]) -> bool:
        """Turn parts of the way round where that saves road; whether it did."""
        turned = False
        for first in range(len(way) - 1):
            before = way[first - 1] if first else None
            for last in range(first + 1, len(way)):
                behind = way[last + 1] if last + 1 < len(way) else None
                old = self._leg(before, way[first]) + self._leg(way[last], behind)
                if old - self._leg(before, way[last]) - self._leg(way[first], behind) > _LEAST:
                    way[first : last + 1] = way[first : last + 1][::-1]
                    turned = True
        return turned

    def _move(self, way: list[int]) -> bool:
        """Take a few stops out and visit them elsewhere on the way where that saves road; whether it did."""
        for size in range(1, min(_TOGETHER, len(way) - 1) + 1):
            for first in range(len(way) - size + 1):
                part, rest = way[first : first + size], way[:first] + way[first + size :]
                saved = self._detour(rest, first, part)
                place, cost, again = min(self._places(rest, part), key=lambda one: one[1])
                if saved - cost > _LEAST:
                    way[:] = rest[:place] + again + rest[place:]
                    return True
        return False

    def _places(self, rest: Sequence[int], part: list[int]) -> Iterator[tuple[int, float, list[int]]]:
        """Where some stops could be visited, what road that costs, and in which order they are then."""
        for place in range(len(rest) + 1):
            for again in (part, part[::-1]):
                yield place, self._detour(rest, place, again), again

    def _detour(self, rest: Sequence[int], place: int, part: Sequence[int]) -> float:
        """What it costs to visit some stops before the stop at a place of the rest."""
        before = rest[place - 1] if place else None
        behind = rest[place] if place < len(rest) else None
        direct = self._leg(before, behind)
        return self._leg(before, part[0]) + self._leg(part[-1], behind) - direct


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
