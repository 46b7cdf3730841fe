"""Services that know addresses, and how badly they can behave."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

import pytest

from solartui.adapters.geocoder import Geocoder, Service, _is_meant
from solartui.domain.errors import Cancelled, Invalid, Refused
from solartui.domain.geocoding import Found, Precision, ServiceFailed
from solartui.domain.places import Spot
from tests.adapters.place_server import MODES, PHOTON, THREE, PlaceServer, serving

QUESTION = "Lipowa 8, 32-020 Wieliczka"


@pytest.fixture(scope="module")
def server() -> Iterator[PlaceServer]:
    with serving() as server:
        yield server


def asked(server: PlaceServer, mode: str, provider: str = "nominatim", seconds: float = 5) -> list[Found]:
    server.behaviour.mode = mode
    return Geocoder(Service(provider, server.url, seconds=seconds)).search(QUESTION)


def test_a_good_answer_is_a_place(server: PlaceServer) -> None:
    (place,) = asked(server, "ok")
    assert (place.text, place.spot) == ("Lipowa 8, Wieliczka", Spot(49.9873, 20.0647))
    assert (place.precision, place.source) == (Precision.ADDRESS, "nominatim")


def test_only_the_address_is_sent_and_who_asks_is_told(server: PlaceServer) -> None:
    asked(server, "ok")
    hit = server.behaviour.hits[-1]
    assert hit.path == "/search"
    assert hit.asked["q"] == QUESTION
    assert set(hit.asked) <= {"q", "format", "limit", "addressdetails"}
    assert hit.headers["User-Agent"].startswith("SolarTUI/")
    assert not {"Cookie", "Referer", "Authorization"} & set(hit.headers)


def test_photon_answers_too(server: PlaceServer) -> None:
    (place,) = asked(server, "photon", "photon")
    assert place.spot == Spot(49.9873, 20.0647)
    assert place.precision is Precision.ADDRESS


@pytest.mark.parametrize(
    ("provider", "said"),
    [
        ("nominatim", {"lat": "49.84", "lon": "24.03", "display_name": "Lwów", "address": {"country_code": "ua"}}),
        ("photon", {"geometry": {"coordinates": [24.03, 49.84]}, "properties": {"name": "Lwów", "countrycode": "UA"}}),
    ],
)
def test_a_place_that_is_said_to_be_abroad_is_only_offered(server: PlaceServer, provider: str, said: object) -> None:
    server.behaviour.document = [said] if provider == "nominatim" else {"features": [said]}
    server.behaviour.mode = "json"
    geocoder = Geocoder(Service(provider, server.url))
    assert [one.sure for one in geocoder.search("Lwów", "PL")] == [False]
    assert [one.sure for one in geocoder.search("Lwów", "UA")] == [True]
    assert [one.sure for one in geocoder.search("Lwów")] == [True]
    server.behaviour.document = [said, *THREE] if provider == "nominatim" else {"features": [said, *PHOTON["features"]]}
    assert "Lwów" not in [one.text for one in geocoder.search("Lwów", "PL")]


def test_several_places_are_all_told(server: PlaceServer) -> None:
    assert [place.text[-3:] for place in asked(server, "three")] == ["one", "two", "ree"]


@pytest.mark.parametrize("mode", ["empty list", "unable"])
def test_nothing_found_is_no_error(server: PlaceServer, mode: str) -> None:
    assert asked(server, mode) == []


GOOD = {"ok", "three", "photon", "empty list", "unable", "marked", "miscalled"}
SLOW = {"silent", "drips", "drips headers"}


@pytest.mark.parametrize("mode", [*sorted(set(MODES) - GOOD - SLOW), "400", "401", "403", "404", "418", "500", "503"])
def test_every_misbehaviour_ends_in_one_sentence(server: PlaceServer, mode: str) -> None:
    with pytest.raises(ServiceFailed) as failed:
        asked(server, mode)
    assert failed.value.message.startswith("127.0.0.1:")
    assert "\n" not in failed.value.message
    assert "\x1b" not in failed.value.message


@pytest.mark.parametrize("mode", sorted(SLOW))
def test_what_is_slow_is_left_at_the_deadline(server: PlaceServer, mode: str) -> None:
    begun = monotonic()
    with pytest.raises(ServiceFailed, match="did not answer in time"):
        asked(server, mode, seconds=0.3)
    assert monotonic() - begun < 3


@pytest.mark.parametrize(("header", "pause"), [("30", 30), ("", 60), ("soon", 60), ("1e9", 60), ("9" * 30, 86_400)])
def test_a_service_that_wants_a_pause_says_for_how_long(server: PlaceServer, header: str, pause: float | None) -> None:
    server.behaviour.retry_after = header
    with pytest.raises(ServiceFailed, match="asked too often") as failed:
        asked(server, "429")
    assert failed.value.retry_after == pause


def test_a_date_of_the_past_is_no_pause(server: PlaceServer) -> None:
    server.behaviour.retry_after = "Wed, 21 Oct 2015 07:28:00 GMT"
    with pytest.raises(ServiceFailed) as failed:
        asked(server, "429")
    assert failed.value.retry_after == 0


@pytest.mark.parametrize(("header", "pause"), [("", None), ("20", 20), ("0", 0), ("soon", None)])
def test_a_service_in_trouble_may_want_a_pause_too(server: PlaceServer, header: str, pause: float | None) -> None:
    server.behaviour.retry_after = header
    with pytest.raises(ServiceFailed, match="has trouble") as failed:
        asked(server, "503")
    assert failed.value.retry_after == pause
    assert ("pause of 20 s" in failed.value.message) is (pause == 20)


def test_a_mark_of_byte_order_is_no_part_of_an_answer(server: PlaceServer) -> None:
    (place,) = asked(server, "marked")
    assert place.text == "Lipowa 8, Wieliczka"


@pytest.mark.parametrize("mode", ["hangs up", "hangs up half-way", "no http"])
def test_a_service_that_breaks_off_could_be_reached(server: PlaceServer, mode: str) -> None:
    with pytest.raises(ServiceFailed, match="broke off before it had answered"):
        asked(server, mode)


def test_a_place_may_have_a_height(server: PlaceServer) -> None:
    server.behaviour.document = {"features": [{"geometry": {"coordinates": [20.06, 49.98, 212.5]}, "properties": {}}]}
    (place,) = asked(server, "json", "photon")
    assert place.spot == Spot(49.98, 20.06)


def test_text_of_an_answer_is_cleaned(server: PlaceServer) -> None:
    server.behaviour.document = [{"lat": "1", "lon": "2", "display_name": "\x1b]52;c;QQ==\x07[@click=app.quit]Oslo[/]"}]
    (place,) = asked(server, "json")
    assert place.text == "]52;c;QQ==[@click=app.quit]Oslo[/]"


def test_a_good_place_beside_a_wrong_one_counts(server: PlaceServer) -> None:
    server.behaviour.document = [{"display_name": "x"}, {"lat": "50", "lon": "20", "display_name": "y"}]
    assert [place.text for place in asked(server, "json")] == ["y"]


def test_nobody_answers_there() -> None:
    with pytest.raises(ServiceFailed, match="cannot be reached"):
        Geocoder(Service("nominatim", "http://127.0.0.1:1", seconds=2)).search(QUESTION)


def test_a_person_can_give_up(server: PlaceServer) -> None:
    server.behaviour.mode = "silent"
    given_up = threading.Event()
    before = len(server.behaviour.hits)

    def stopped() -> bool:
        if len(server.behaviour.hits) > before:
            given_up.set()
        return given_up.is_set()

    with pytest.raises(Cancelled):
        Geocoder(Service("nominatim", server.url, seconds=20), stopped).search(QUESTION)


@pytest.mark.parametrize("question", ["", "x" * 20_000, "é" * 10, "Storgata 1\r\nHost: evil", "\0", "#?&%"])
def test_any_text_can_be_asked_for(server: PlaceServer, question: str) -> None:
    server.behaviour.mode = "ok"
    geocoder = Geocoder(Service("nominatim", server.url))
    with suppress(ServiceFailed):
        geocoder.search(question)
    assert "evil" not in server.behaviour.hits[-1].headers.get("Host", "")


def test_the_address_of_a_place(server: PlaceServer) -> None:
    server.behaviour.mode = "json"
    server.behaviour.document = {"lat": "49.9873", "lon": "20.0647", "display_name": "Lipowa 8"}
    found = Geocoder(Service("nominatim", server.url)).reverse(Spot(49.9873, 20.0647))
    assert found is not None
    assert found.text == "Lipowa 8"


def test_providers_that_are_none_or_lack_a_key() -> None:
    with pytest.raises(Invalid, match="no provider"):
        Geocoder(Service("astrology"))
    for provider in ("opencage", "mapbox", "herev7", "azure", "liveaddress", "geonames"):
        with pytest.raises(Refused, match="key"):
            Geocoder(Service(provider))


MAPBOX = {
    "features": [
        {
            "place_name": "Lipowa 8",
            "center": [20.0647, 49.9873],
            "geometry": {"coordinates": [20.0647, 49.9873]},
            "place_type": ["address"],
        }
    ]
}
AZURE = {
    "results": [{"type": "Geography", "entityType": "Municipality", "address": {"freeformAddress": "Wieliczka"},
                 "position": {"lat": 49.9873, "lon": 20.0647}}]
}  # fmt: skip
GEONAMES = {"geonames": [{"name": "Wieliczka", "lat": "49.9873", "lng": "20.0647", "countryName": "Poland"}]}
BAN = {"features": [{"geometry": {"coordinates": [20.0647, 49.9873]}, "properties": {"label": "x", "type": "street"}}]}


@pytest.mark.parametrize(
    ("provider", "document", "key", "precision"),
    [
        ("mapbox", MAPBOX, "access_token", Precision.ADDRESS),
        ("maptiler", MAPBOX, "key", Precision.ADDRESS),
        ("azure", AZURE, "subscription-key", Precision.TOWN),
        ("geonames", GEONAMES, "username", Precision.UNKNOWN),
        ("banfrance", BAN, None, Precision.STREET),
    ],
)
def test_any_provider_of_geopy_is_given_its_key_by_its_own_name(
    server: PlaceServer, provider: str, document: object, key: str | None, precision: Precision
) -> None:
    server.behaviour.mode, server.behaviour.document = "json", document
    (place,) = Geocoder(Service(provider, server.url, key="secret")).search(QUESTION)
    assert (place.spot, place.precision) == (Spot(49.9873, 20.0647), precision)
    asked = server.behaviour.hits[-1].asked
    assert asked.get(key or "") == ("secret" if key else None)
    assert ("secret" in asked.values()) is bool(key)


@pytest.mark.parametrize(("provider", "key"), [("liveaddress", "me:secret"), ("herev7", "secret"), ("here", "secret")])
def test_services_whose_keys_have_other_names(provider: str, key: str) -> None:
    assert Geocoder(Service(provider, key=key)) is not None


@pytest.mark.parametrize("provider", ["herev7", "baidu"])
def test_nothing_is_sent_where_geopy_knows_better(provider: str) -> None:
    with pytest.raises(Refused, match="cannot be asked so"):
        Geocoder(Service(provider, "http://127.0.0.1:1", key="secret", seconds=2)).search("filled.count.soap")


@pytest.mark.parametrize(
    ("url", "meant", "good"),
    [
        ("http://geo.example/search?q=x", "http://geo.example/nominatim", True),
        ("https://geocode.search.hereapi.com/v1", "https://search.hereapi.com", True),
        ("http://geocode.127.0.0.1:80/v1", "http://127.0.0.1:80", False),
        ("http://geocode.localhost/v1", "http://localhost", False),
        ("https://api.example/v1", "http://geo.example", False),
        ("https://evilgeo.example/v1", "http://geo.example", False),
        ("https://anywhere.example", "", True),
    ],
)
def test_only_the_server_that_is_meant_is_asked(url: str, meant: str, good: bool) -> None:
    assert _is_meant(url, Service("x", meant)) is good


def test_a_provider_of_geopy_with_a_key_is_asked_as_it_wants(server: PlaceServer) -> None:
    server.behaviour.mode = "json"
    server.behaviour.document = {
        "results": [{"formatted": "Lipowa 8", "geometry": {"lat": 49.9873, "lng": 20.0647}, "confidence": 9}],
        "status": {"code": 200},
    }
    (place,) = Geocoder(Service("opencage", server.url, key="secret")).search(QUESTION)
    assert place.spot == Spot(49.9873, 20.0647)
    assert server.behaviour.hits[-1].asked["key"] == "secret"
