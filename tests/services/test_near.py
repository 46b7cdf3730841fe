"""Leads near a place, and the places that are known without asking anybody."""

from __future__ import annotations

import pytest

from solartui.adapters.gazetteer import gazetteer
from solartui.domain.errors import Invalid, Refused
from solartui.domain.geocoding import Precision
from solartui.domain.leads import Address
from solartui.domain.listing import Sort
from solartui.domain.places import Spot, distance_km
from solartui.services.container import Services
from tests.desk import add_lead

KRAKOW = {"city": "Kraków", "postcode": "30-001", "latitude": 50.0614, "longitude": 19.9366}
WIELICZKA = {"city": "Wieliczka", "postcode": "32-020", "latitude": 49.9874, "longitude": 20.0647}
WARSAW = {"city": "Warszawa", "postcode": "00-001", "latitude": 52.2298, "longitude": 21.0118}
SYDNEY = {"city": "Sydney", "postcode": "2000", "country": "AU", "latitude": -33.8678, "longitude": 151.2073}


@pytest.fixture
def spread(services: Services) -> Services:
    """Five leads: Kraków, Wieliczka, Warsaw, Sydney, and one of which nobody knows where it is."""
    for place in (KRAKOW, WIELICZKA, WARSAW, SYDNEY, {"city": "Kraków"}):
        add_lead(services, **place)
    return services


def towns(services: Services, query: str, sort: str = "id") -> list[str | None]:
    return [line.city for line in services.leads.open_list(query, Sort.parse(sort)).rows(0, 10)]


@pytest.mark.feature("B-55")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("near:30-001,25km", ["Kraków", "Wieliczka"]),
        ("near:30-001,5km", ["Kraków"]),
        ("near:#1,25km", ["Kraków", "Wieliczka"]),
        ("near:50.06,19.94,5km", ["Kraków"]),
        ("near:krakow,25km", ["Kraków", "Wieliczka"]),
        ("near:Cracow", ["Kraków", "Wieliczka"]),
        ("blisko:wieliczka,5", ["Wieliczka"]),
        ("-near:krakow,25km", ["Warszawa", "Sydney", "Kraków"]),
        ("near:krakow,300km -near:krakow,25km", ["Warszawa"]),
        ("near:2000,10km", ["Sydney"]),
        ("near:krakow,20000km", ["Kraków", "Wieliczka", "Warszawa", "Sydney"]),
        ("near:krakow,25km city:wiel", ["Wieliczka"]),
        ("located:no", ["Kraków"]),
        ("near:krakow,25km archived:any", ["Kraków", "Wieliczka"]),
    ],
)
def test_leads_near_a_place(spread: Services, query: str, found: list[str]) -> None:
    assert towns(spread, query) == found
    assert spread.leads.open_list(query).count() == len(found)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("near:nowheresville,5km", "no place nowheresville"),
        ("near:#99,5km", "no lead 99"),
        ("near:#5,5km", "Nobody knows where lead 5"),
        ("near:99-99,5km", "no place"),
        ("near:[/],5km", "no place"),
    ],
)
def test_a_place_that_is_not_known_is_told_in_one_line(spread: Services, query: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as wrong:
        spread.leads.open_list(query)
    assert "\n" not in wrong.value.message


def test_towns_of_one_name_are_offered(spread: Services) -> None:
    with pytest.raises(Invalid, match=r"Several places are called Jabłonna: .*mazowieckie.*Say which one"):
        spread.leads.open_list("near:Jabłonna,5km")
    assert towns(spread, 'near:"Jabłonna, mazowieckie",40km') == ["Warszawa"]


@pytest.mark.feature("B-55")
def test_lists_near_a_place_know_the_distance_and_can_be_ordered_by_it(spread: Services) -> None:
    listed = spread.leads.open_list("near:wieliczka,300km", Sort("distance"))
    lines = listed.rows(0, 10)
    assert [line.city for line in lines] == ["Wieliczka", "Kraków", "Warszawa"]
    assert [line.distance for line in lines] == [
        distance_km(gazetteer().find("Wieliczka")[0].spot, (line.latitude or 0, line.longitude or 0)) for line in lines
    ]
    assert towns(spread, "near:wieliczka,300km", "-distance") == ["Warszawa", "Kraków", "Wieliczka"]
    assert listed.position(lines[2].id) == 2


def test_without_a_place_there_is_no_distance(spread: Services) -> None:
    assert {line.distance for line in spread.leads.open_list("").rows(0, 10)} == {None}
    with pytest.raises(Invalid, match="near:30-001"):
        spread.leads.open_list("", Sort("distance"))


def test_the_board_shows_what_is_near_too(spread: Services) -> None:
    columns = spread.board.columns("near:krakow,25km", ["open"], Sort("distance"))
    assert [line.city for line in columns["open"].rows(0, 9)] == ["Kraków", "Wieliczka"]
    assert spread.board.totals("near:krakow,25km")["open"].count == 2


def test_the_place_of_a_lead_is_its_place_now(spread: Services) -> None:
    spread.leads.edit(1, {"latitude": 52.2298, "longitude": 21.0118})
    assert towns(spread, "near:#1,25km") == ["Kraków", "Warszawa"]


def test_a_postcode_that_only_leads_tell(spread: Services) -> None:
    add_lead(spread, city="Zdrój", postcode="Z9-77", latitude=49.5, longitude=20.5)
    assert towns(spread, "near:Z9-77,1km") == ["Zdrój"]
    assert towns(spread, "near:zdroj,1km") == ["Zdrój"]


# ---- addresses


def found(services: Services, **address: str) -> list[tuple[str, Precision]]:
    return [(one.text, one.precision) for one in services.places.of_address(Address(**address))]


@pytest.mark.feature("B-75")
def test_an_address_becomes_its_town(services: Services) -> None:
    address = {"street": "Lipowa 8", "postcode": "32-020", "city": "wieliczka", "country": "PL"}
    assert found(services, **address) == [("Wieliczka, małopolskie, PL", Precision.TOWN)]
    assert found(services, city="Sydney", country="AU")[0][0] == "Sydney, NSW, AU"


def test_the_postcode_tells_which_town_of_a_name_it_is(services: Services) -> None:
    assert len(found(services, city="Jabłonna", country="PL")) > 1
    assert found(services, city="Jabłonna", postcode="05-110", country="PL") == [
        ("Jabłonna, mazowieckie, PL", Precision.TOWN)
    ]


def test_a_town_that_is_not_where_its_postcode_is_is_a_question(services: Services) -> None:
    offered = found(services, city="Gdynia", postcode="30-001", country="PL")
    assert [precision for _, precision in offered] == [Precision.TOWN, Precision.AREA]


def test_a_postcode_alone_is_only_an_area(services: Services) -> None:
    ((text, precision),) = found(services, city="Nigdziewo", postcode="31-999", country="PL")
    assert precision is Precision.AREA
    assert "Kraków" in text
    assert found(services, city="Nigdziewo", country="PL") == []


def test_the_nearest_town_of_a_place(services: Services) -> None:
    near = services.places.reverse(Spot(49.99, 20.06))
    assert near is not None
    assert near.text == "Wieliczka, małopolskie, PL"
    assert services.places.reverse(Spot(0, -140)) is None


def test_towns_are_suggested_at_home_first(services: Services) -> None:
    suggested = services.places.suggest("war")
    assert suggested[0].name == "Warszawa"
    assert suggested[0].country == "PL"


def test_home_can_be_elsewhere(services: Services) -> None:
    services.settings.set("places.country", "AU")
    assert services.places.locate("Richmond, VIC")[0] < 0
    with pytest.raises((Invalid, Refused)):
        services.settings.set("places.country", "Poland")
