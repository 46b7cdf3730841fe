from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.places import Spot
from solartui.services.container import Services
from solartui.services.position import By, Fix, PositionService
from tests.adapters.test_gpsd import FIX, daemon
from tests.adapters.tile_server import TileServer, serving
from tests.desk import SALES, add_lead, at_desk


@pytest.fixture
def server() -> Iterator[TileServer]:
    with serving() as found:
        yield found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Services], list[Fix]]:
    """Positions where no receiver is."""
    monkeypatch.setattr("solartui.adapters.gpsd.PORT", 9)
    return lambda services: services.position.candidates()


@pytest.mark.feature("B-77")
def test_nothing_is_known_and_nobody_asked_by_itself(
    services: Services, asked: Callable[[Services], list[Fix]], server: TileServer
) -> None:
    assert asked(services) == []
    assert services.position.town() is None
    assert server.asked == []


@pytest.mark.feature("B-77")
def test_the_last_site_that_this_person_worked_on(services: Services, asked: Callable[[Services], list[Fix]]) -> None:
    here = add_lead(services, "Jan Kowalski", latitude=50.1, longitude=19.9, city="Kraków")
    add_lead(services, "Ewa Lis")
    assert asked(at_desk(services, SALES)) == []
    (fix,) = asked(services)
    assert (fix.by, fix.spot, fix.metres) == (By.LAST_SITE, (50.1, 19.9), None)
    assert here.name in fix.name
    assert fix.at.startswith("2026-11-23")


@pytest.mark.feature("B-77")
def test_the_town_of_the_desk(services: Services, asked: Callable[[Services], list[Fix]]) -> None:
    services.settings.set("maps.town", "Wieliczka, PL")
    (fix,) = asked(services)
    assert fix.by is By.TOWN
    assert fix.name == "Wieliczka"
    assert fix.metres == 5000
    assert not fix.by.of_machine
    services.settings.set("maps.town", "Nowheretown")
    assert asked(services) == []


@pytest.mark.feature("B-77")
@pytest.mark.parametrize(
    ("answer", "spot"),
    [
        ({"latitude": 50.0, "longitude": "20.1"}, Spot(50.0, 20.1)),
        ({"lat": 50.0, "lng": 20.0}, Spot(50.0, 20.0)),
        ({"lat": 0, "lon": 0}, None),
        ({"lat": None, "lon": 20}, None),
        ({"ip": "10.0.0.1"}, None),
        ([50, 20], None),
    ],
)
def test_an_address_is_asked_only_where_an_admin_named_one(
    services: Services,
    asked: Callable[[Services], list[Fix]],
    server: TileServer,
    answer: object,
    spot: Spot | None,
) -> None:
    server.mode = "said"
    server.said = json.dumps(answer).encode()
    services.settings.set("maps.position_address", f"{server.address}/me")
    found = asked(services)
    assert server.asked == ["/me"]
    assert [fix.spot for fix in found] == ([] if spot is None else [spot])
    assert all(fix.by.of_machine for fix in found)


def test_an_address_has_to_be_a_safe_one(services: Services) -> None:
    with pytest.raises(Invalid):
        services.settings.set("maps.position_address", "http://where.example/")


@pytest.mark.feature("B-77")
def test_a_receiver_comes_first(services: Services) -> None:
    services.settings.set("maps.town", "Kraków")
    with daemon([FIX]) as port:
        first, second = PositionService(services._desk, services.settings, port).candidates()
    assert (first.by, first.metres) == (By.RECEIVER, 7.4)
    assert first.by.of_machine
    assert second.by is By.TOWN
