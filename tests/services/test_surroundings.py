from __future__ import annotations

import pytest

from solartui.domain.places import Spot
from solartui.services.container import Services
from tests.desk import add_lead

HERE = Spot(49.98738, 20.06473)


def place(services: Services, latitude: float, longitude: float) -> int:
    return add_lead(services, f"Jan {latitude} {longitude}", latitude=latitude, longitude=longitude).id


@pytest.mark.feature("B-43")
def test_leads_and_towns_around_a_place(services: Services) -> None:
    near = [place(services, HERE.latitude + at / 1000, HERE.longitude) for at in range(8)]
    far = place(services, 54.35, 18.65)
    add_lead(services, "Nowhere")
    gone = place(services, HERE.latitude, HERE.longitude + 0.001)
    services.lead_actions.archive([gone])
    around = services.surroundings.around(HERE)
    assert around.kilometres in {0.6, 2.0}
    assert {lead.id for lead in around.leads} == set(near)
    assert far not in {lead.id for lead in around.leads}
    assert "GeoNames" in around.credit


def test_a_place_far_from_the_others_shows_towns(services: Services) -> None:
    place(services, *HERE)
    around = services.surroundings.around(HERE)
    assert around.kilometres == 12.0
    assert "Wieliczka" in [town.name for town in around.towns]


def test_a_few_leads_in_the_country_are_shown_from_farther_away(services: Services) -> None:
    for at in range(3):
        place(services, HERE.latitude + at / 10, HERE.longitude)
    assert services.surroundings.around(HERE).kilometres == 35.0


def test_towns_are_found_by_name_and_coordinates_are_a_place(services: Services) -> None:
    found = services.surroundings.towns("wieliczk")
    assert found[0].name == "Wieliczka"
    (typed,) = services.surroundings.towns("50.06, 19.94")
    assert (typed.name, typed.spot) == ("", (50.06, 19.94))
    near = services.surroundings.town_near(HERE)
    assert near is not None
    assert near.name == "Wieliczka"
    assert services.surroundings.town_near(Spot(30.0, -40.0)) is None
    town = services.surroundings.town_of("Kraków", "PL")
    assert town is not None
    assert town.country == "PL"
    assert services.surroundings.town_of("", "PL") is None


def test_the_shape_of_a_country_is_where_its_towns_are(services: Services) -> None:
    poland = services.surroundings.land("PL")
    assert len(poland) > 500
    assert all(0 <= east <= 1 and 0 <= south <= 1 for east, south in poland)
    assert services.surroundings.land("XX") == []
