"""Services that know addresses, and how badly they can behave."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

import pytest

from solartui.adapters.geocoder import Geocoder, Service
from solartui.domain.errors import Cancelled, Invalid, Refused
from solartui.domain.geocoding import Found, Precision, ServiceFailed
from solartui.domain.places import Spot
from tests.adapters.place_server import MODES, PlaceServer, serving

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


def test_several_places_are_all_told(server: PlaceServer) -> None:
    assert [place.text[-3:] for place in asked(server, "three")] == ["one", "two", "ree"]


@pytest.mark.parametrize("mode", ["empty list", "unable"])
def test_nothing_found_is_no_error(server: PlaceServer, mode: str) -> None:
    assert asked(server, mode) == []


GOOD = {"ok", "three", "photon", "empty list", "unable"}
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


@pytest.mark.parametrize(("header", "pause"), [("30", 30), ("", None), ("soon", None), ("9" * 30, 86_400)])
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
        Geocoder(Service("astrology")).search(QUESTION)
    with pytest.raises(Refused, match="key"):
        Geocoder(Service("opencage")).search(QUESTION)


def test_a_provider_of_geopy_with_a_key_is_asked_as_it_wants(server: PlaceServer) -> None:
    server.behaviour.mode = "json"
    server.behaviour.document = {
        "results": [{"formatted": "Lipowa 8", "geometry": {"lat": 49.9873, "lng": 20.0647}, "confidence": 9}],
        "status": {"code": 200},
    }
    (place,) = Geocoder(Service("opencage", server.url, key="secret")).search(QUESTION)
    assert place.spot == Spot(49.9873, 20.0647)
    assert server.behaviour.hits[-1].asked["key"] == "secret"
