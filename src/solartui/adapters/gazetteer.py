"""The towns that come with the program: found by name, near a place, and within a box of a map.

The file is made by ``scripts/build_gazetteer.py`` from GeoNames (CC BY 4.0): where its towns are shown, `CREDIT` is.
Reading it takes about a tenth of a second and is done once, in a thread where a person waits.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from math import ceil, floor
from pathlib import Path
from threading import Lock
from typing import NamedTuple, overload

from solartui.domain.bounds import Bounds
from solartui.domain.places import Spot, Town, boxes_around, distance_km, place_key
from solartui.domain.regions import region_key
from solartui.domain.town_names import abbreviation, slips

FIRST_LINE = "SolarTUI towns 1"
POPULATION_STEP = 1.075
CREDIT = "GeoNames CC BY 4.0"

_FILE = Path(__file__).parent / "data" / "towns.xz"
_PAGE = 8
_BEHIND_ALL = chr(0x10FFFF)


class Near(NamedTuple):
    """A town and how far away it is."""

    town: Town
    km: float


class PostcodeArea(NamedTuple):
    """Where a postcode lies, as far as the program knows by itself.

    Attributes:
        town: the town that the postcode belongs to, or around which its area lies.
        whole: whether the whole postcode is known; otherwise only the area of its first digits is.
    """

    town: Town
    whole: bool


class _Words(Sequence[str]):
    """Very many short texts in the room of their letters.

    Args:
        lines: the texts, one below the other.
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._ends = array("I", (end.start() for end in re.finditer(b"\n", lines)))
        self._ends.append(len(lines))

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        end = self._ends[place]  # raises IndexError behind the last one
        start = self._ends[place - 1] + 1 if place not in (0, -len(self)) else 0
        return self._lines[start:end].decode()


class Gazetteer:
    """The towns of the world; safe to be asked from several threads."""

    def __init__(self, data: bytes) -> None:
        """Reads what the script has packed.

        Raises:
            ValueError: the data is not what the script writes.
        """
        first, head, names, others, columns = data.split(b"\0", 4)
        if first.decode() != FIRST_LINE:
            raise ValueError("no towns")
        about = json.loads(head)
        self._names = _Words(names)
        self._others = _Words(others)
        self._regions: Sequence[tuple[str, str]] = [(country, region) for country, region in about["regions"]]
        self._postcodes: Mapping[str, Mapping[str, int]] = about["postcodes"]
        towns = about["towns"]
        place = 0
        read: list[array[int]] = []
        for typecode, count in (("i", towns), ("i", towns), ("H", towns), ("B", towns), ("I", about["others"])):
            size = array(typecode).itemsize * count
            read.append(_joined(typecode, columns[place : place + size]))
            place += size
        self._latitudes, self._longitudes, self._where, self._people, self._meant = read
        self._keys: dict[str, Mapping[str, Sequence[int]]] = {}

    def __len__(self) -> int:
        return len(self._names)

    def find(self, name: str, country: str | None = None, region: str | None = None) -> list[Town]:
        """The towns of a name, in any spelling and in other languages for large ones; the largest first.

        Args:
            name: the whole name; ``krakow``, ``Kraków`` and ``Cracow`` are one.
            country: two letters, to look only there.
            region: the name of a region, to look only there; towns of a region without a known name stay.
        """
        key = place_key(name)
        found = {place: self._town(place, by) for place, by in self._beginning(key, whole=True)} if key else {}
        return _largest_first(town for town in found.values() if _lies_in(town, country, region))

    def abbreviated(self, name: str, country: str | None = None) -> list[Town]:
        """The towns that are meant by a name with abbreviations: ``Grodzisk Maz.``, ``St. Gallen``."""
        meant = abbreviation(name)
        if meant is None:
            return []
        # What stands before the first abbreviation is whole; of the abbreviation itself one letter is.
        first = place_key(name.partition(".")[0])
        begin = first.rpartition(" ")[0] or first[:1]
        found = {
            place: self._town(place, by)
            for place, by in self._beginning(begin)
            if meant.fullmatch(place_key(by or self._names[place]))
        }
        return _largest_first(town for town in found.values() if _lies_in(town, country, None))

    def like(self, name: str, country: str) -> list[Town]:
        """The towns that may be meant where one key was hit wrongly, the largest first."""
        key = place_key(name)
        named = self._keys_of(country)
        found = {place: self._town(place) for slip in {*slips(key)} - {key} for place in named.get(slip, ())}
        return _largest_first(iter(found.values()))

    def has_region(self, region: str, country: str) -> bool:
        """Whether a country has a region of this name."""
        key = region_key(region, country)
        return any(of == country and region_key(known, of) == key for of, known in self._regions)

    def suggest(self, name: str, country: str | None = None, limit: int = _PAGE) -> list[Town]:
        """Towns whose name begins with what somebody has typed: those of just that name first, then the largest."""
        key = place_key(name)
        if not key:
            return []
        towns: dict[int, Town] = {}
        for place, by in self._beginning(key):
            if place not in towns and (country is None or self._regions[self._where[place]][0] == country):
                towns[place] = self._town(place, by)
        exact = {place for place, _ in self._beginning(key, whole=True)}
        first = nlargest(
            limit, towns, key=lambda place: (place in exact, not towns[place].by, self._people[place], -place)
        )
        return [towns[place] for place in first]

    def nearest(self, spot: tuple[float, float], within_km: float = 100, least_people: int = 0) -> Near | None:
        """The town whose centre is nearest to a place, None where there is none within so many kilometres."""
        best: Near | None = None
        reach = min(8.0, within_km)
        while best is None:
            for place in self._within(boxes_around(spot, reach)):
                if POPULATION_STEP ** self._people[place] - 1 >= least_people:
                    km = distance_km(spot, self._spot(place))
                    if km <= reach and (best is None or km < best.km):
                        best = Near(self._town(place), km)
            if reach >= within_km:
                break
            reach = min(reach * 3, within_km)
        return best

    def within(self, box: Bounds, limit: int = 50) -> list[Town]:
        """The largest towns in a box of a map, the largest first."""
        found = nlargest(limit, self._within((box,)), key=lambda place: (self._people[place], -place))
        return [self._town(place) for place in found]

    @property
    def postcode_countries(self) -> Sequence[str]:
        """The countries of which it knows some postcodes."""
        return tuple(self._postcodes)

    def postcode(self, postcode: str, country: str) -> PostcodeArea | None:
        """Where a postcode lies, or the area of the first digits that are known."""
        known = self._postcodes.get(country, {})
        text = postcode.strip().upper()
        if country == "PL" and (found := _POLISH.fullmatch(text)):
            text = f"{found[1]}-{found[2]}"
        if text in known:
            return PostcodeArea(self._town(known[text]), True)
        if country in _FORMS and _FORMS[country].fullmatch(text):
            for size in range(_AREA_DIGITS, 1, -1):
                if text[:size] in known:
                    return PostcodeArea(self._town(known[text[:size]]), False)
        return None

    def _beginning(self, key: str, *, whole: bool = False) -> Iterator[tuple[int, str]]:
        for names, meant in ((self._names, None), (self._others, self._meant)):
            place = bisect_left(names, key, key=place_key)
            end = bisect_left(names, key + (" " if whole else _BEHIND_ALL), lo=place, key=place_key)
            for i in range(place, end):
                yield (i, "") if meant is None else (meant[i], names[i])

    def _keys_of(self, country: str) -> Mapping[str, Sequence[int]]:
        """The towns of a country by the keys of their own names; made when somebody asks for it."""
        if country not in self._keys:
            keys: defaultdict[str, list[int]] = defaultdict(list)
            for place, where in enumerate(self._where):
                if self._regions[where][0] == country:
                    keys[place_key(self._names[place])].append(place)
            self._keys[country] = keys
        return self._keys[country]

    def _within(self, boxes: Sequence[Bounds]) -> Iterator[int]:
        for box in boxes:
            south, north = round(box.south * 1e4), round(box.north * 1e4)
            west, east = round(box.west * 1e4), round(box.east * 1e4)
            for cell in self._cells(box):
                for place in self._grid.get(cell, ()):
                    if south <= self._latitudes[place] <= north and west <= self._longitudes[place] <= east:
                        yield place

    def _cells(self, box: Bounds) -> Iterator[tuple[int, int]]:
        rows = range(floor(box.south), ceil(box.north) + 1)
        columns = range(floor(box.west), ceil(box.east) + 1)
        if len(rows) * len(columns) > len(self._grid):
            yield from self._grid
            return
        yield from ((row, column) for row in rows for column in columns)

    @cached_property
    def _grid(self) -> Mapping[tuple[int, int], Sequence[int]]:
        """The towns by whole degrees."""
        grid: defaultdict[tuple[int, int], array[int]] = defaultdict(lambda: array("I"))
        for place, (latitude, longitude) in enumerate(zip(self._latitudes, self._longitudes, strict=True)):
            grid[latitude // 10_000, longitude // 10_000].append(place)
        return dict(grid)

    def _spot(self, place: int) -> Spot:
        return Spot(self._latitudes[place] / 1e4, self._longitudes[place] / 1e4)

    def _town(self, place: int, by: str = "") -> Town:
        country, region = self._regions[self._where[place]]
        magnitude = self._people[place]
        people = _rounded(POPULATION_STEP**magnitude) if magnitude else 0
        return Town(self._names[place], country, region, *self._spot(place), people, by)


# Postcodes whose first digits say in which area they are, and how many of them do at most.
_POLISH = re.compile(r"([0-9]{2})\s?[-–]?\s?([0-9]{3})")
_FORMS = {"PL": _POLISH, "AU": re.compile(r"[0-9]{4}")}
_AREA_DIGITS = 4

_lock = Lock()
_read: list[Gazetteer] = []


def gazetteer() -> Gazetteer:
    """The towns that come with the program; the first call reads them.

    Raises:
        OSError: the file is missing, so the installation is damaged.
    """
    with _lock:
        if not _read:
            _read.append(Gazetteer(lzma.decompress(_FILE.read_bytes())))
        return _read[0]


def _joined(typecode: str, data: bytes) -> array[int]:
    """The numbers whose bytes lie apart."""
    numbers = array(typecode)
    size = numbers.itemsize
    count = len(data) // size
    raw = bytearray(len(data))
    for i in range(size):
        raw[i::size] = data[i * count : (i + 1) * count]
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _rounded(number: float) -> int:
    """Two digits that mean something."""
    return int(float(f"{number:.1e}"))


def _lies_in(town: Town, country: str | None, region: str | None) -> bool:
    if country and town.country != country.upper():
        return False
    return not region or not town.region or region_key(town.region, town.country) == region_key(region, town.country)


def _largest_first(towns: Iterator[Town]) -> list[Town]:
    return sorted(towns, key=lambda town: (-town.people, town.country, town.region, town.latitude))
