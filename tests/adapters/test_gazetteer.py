"""The towns that come with the program."""

from __future__ import annotations

import lzma
import tracemalloc
from itertools import pairwise

import pytest

from solartui.adapters.gazetteer import _FILE, Gazetteer, Near, _Words, gazetteer
from solartui.domain.bounds import COUNTRIES, Bounds
from solartui.domain.demonstration.tables import towns
from solartui.domain.places import distance_km, place_key

KRAKOW = (50.0614, 19.9366)


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize("typed", ["krakow", "Kraków", "KRAKÓW", "Cracow", " kraków "])
def test_a_town_is_found_however_it_is_typed(world: Gazetteer, typed: str) -> None:
    town = world.find(typed)[0]
    assert (town.name, town.region, town.country) == ("Kraków", "małopolskie", "PL")
    assert distance_km(town.spot, KRAKOW) < 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [("zolkiewka", "Żółkiewka"), ("lodz", "Łódź"), ("bielsko biala", "Bielsko-Biała"), ("Munich", "München")],
)
def test_signs_and_dashes_do_not_matter(world: Gazetteer, typed: str, name: str) -> None:
    assert world.find(typed)[0].name == name


def test_the_capital_is_called_as_its_people_call_it(world: Gazetteer) -> None:
    town = world.find("Warsaw")[0]
    assert (town.name, town.by) == ("Warszawa", "Warsaw")


def test_a_name_of_several_towns_gives_all_of_them_the_largest_first(world: Gazetteer) -> None:
    found = world.find("Sydney")
    assert [town.country for town in found] == ["AU", "CA"]
    assert [town.country for town in world.find("Sydney", "CA")] == ["CA"]
    assert world.find("Sydney", "AU", "VIC") == []


@pytest.mark.parametrize("typed", ["", "  ", "-", "no such town at all", "[/]", "\x1b]52;c;QQ==\x07", "x" * 5000])
def test_nothing_is_found_where_there_is_nothing(world: Gazetteer, typed: str) -> None:
    assert world.find(typed) == []
    assert world.suggest(typed) == []


def test_towns_are_suggested_while_somebody_types(world: Gazetteer) -> None:
    names = [town.name for town in world.suggest("wiel", "PL")]
    assert "Wieliczka" in names
    assert all(place_key(name).startswith("wiel") for name in names)
    assert world.suggest("krak")[0].name == "Kraków"


def test_the_whole_name_comes_before_longer_ones(world: Gazetteer) -> None:
    assert world.suggest("Brzeg", "PL")[0].name == "Brzeg"


def test_the_nearest_town_of_a_place(world: Gazetteer) -> None:
    near = world.nearest((49.99, 20.06))
    assert isinstance(near, Near)
    assert near.town.name == "Wieliczka"
    assert near.km == distance_km((49.99, 20.06), near.town.spot) < 1
    large = world.nearest((49.99, 20.06), least_people=100_000)
    assert large is not None
    assert large.town.name == "Kraków"
    assert world.nearest((0.0, -140.0)) is None


@pytest.mark.parametrize("spot", [(90.0, 0.0), (-90.0, 10.0), (0.0, 180.0), (-16.8, -179.99), (52.0, 179.9)])
def test_the_edges_of_the_map_do_not_matter(world: Gazetteer, spot: tuple[float, float]) -> None:
    near = world.nearest(spot, 300)
    assert near is None or near.km <= 300


def test_the_nearest_is_found_across_the_date_line(world: Gazetteer) -> None:
    near = world.nearest((-16.8, -179.99), 200)
    assert near is not None
    assert near.town.country == "FJ"


def test_the_towns_of_a_map(world: Gazetteer) -> None:
    found = world.within(COUNTRIES["PL"], 10)
    assert len(found) == 10
    assert found[0].name == "Warszawa"
    assert all(one.people >= other.people for one, other in pairwise(found))
    assert world.within(Bounds(0, -150, 1, -149)) == []


def test_postcodes_lead_to_their_town_or_area(world: Gazetteer) -> None:
    known = world.postcode("32-020", "PL")
    assert known is not None
    assert (known.town.name, known.whole) == ("Wieliczka", True)
    area = world.postcode("31-999", "PL")
    assert area is not None
    assert (area.town.name, area.whole) == ("Kraków", False)
    assert world.postcode("31", "XX") is None
    assert world.postcode("", "PL") is None


def test_every_town_of_the_demonstration_desk_is_known(world: Gazetteer) -> None:
    assert [town.name for town in towns() if not world.find(town.name, town.country, town.region)] == []


def test_the_names_stand_in_the_order_that_searching_needs(world: Gazetteer) -> None:
    keys = [place_key(name) for name in world._names]
    assert keys == sorted(keys)
    assert len(world) > 90_000


def test_damaged_data_is_refused() -> None:
    with pytest.raises(ValueError, match="towns"):
        Gazetteer(b"something\0else\0a\0b\0c")


@pytest.mark.parametrize("words", [["Kraków"], ["", "Ełk", "", "東京", "x" * 300, ""], [""], ["a", "b", "c"]])
def test_texts_in_little_room_are_a_list_of_texts(words: list[str]) -> None:
    packed = _Words("\n".join(words).encode())
    assert list(packed) == words
    assert len(packed) == len(words)
    assert [packed[place] for place in range(-len(words), 0)] == words
    assert packed[0:2] == words[0:2]
    assert packed[::-1] == words[::-1]
    for place in (len(words), -len(words) - 1):
        with pytest.raises(IndexError):
            packed[place]


def test_the_towns_of_the_world_take_little_room() -> None:
    tracemalloc.start()
    try:
        towns = Gazetteer(lzma.decompress(_FILE.read_bytes()))
        assert towns.nearest((50.06, 19.94)) is not None
        assert tracemalloc.get_traced_memory()[0] < 8_000_000
    finally:
        tracemalloc.stop()
