"""From addresses to places: questions, answers that agree, and who may be asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.activity import change_sentence_of, sentence_of
from solartui.domain.errors import Invalid, Refused
from solartui.domain.geocoding import (
    PRECISIONS,
    Ambiguous,
    Found,
    Precision,
    ServiceFailed,
    can_be_found,
    check_provider,
    check_url,
    fingerprint,
    in_country,
    one_place,
    question_of,
)
from solartui.domain.leads import Address

HOUSE = Found("Lipowa 8, Wieliczka", 49.9873, 20.0647, Precision.ADDRESS, "nominatim")


def town(name: str, latitude: float, longitude: float, precision: Precision = Precision.TOWN) -> Found:
    return Found(name, latitude, longitude, precision)


# ---- which place is meant


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ([], False),
        ([HOUSE], True),
        ([HOUSE, HOUSE], True),
        ([HOUSE, Found("entrance", 49.9874, 20.0649, Precision.ADDRESS)], True),
        ([HOUSE, Found("next street", 49.9973, 20.0647, Precision.ADDRESS)], False),
        ([town("a", 50.0, 20.0)], True),
        ([town("a", 50.0, 20.0), town("part of a", 50.02, 20.0)], True),
        ([town("a", 50.0, 20.0), town("other a", 50.4, 20.0)], False),
        ([town("code", 50.0, 20.0, Precision.POSTCODE), town("code", 50.02, 20.0, Precision.POSTCODE)], True),
        ([town("area", 50.0, 20.0, Precision.AREA)], False),
        ([town("a", 50.0, 20.0), town("area", 52.0, 20.0, Precision.AREA)], False),
        ([HOUSE, HOUSE, Found("far", -33.0, 151.0, Precision.ADDRESS)], False),
    ],
)
def test_one_place_is_meant_where_all_answers_agree(found: list[Found], meant: bool) -> None:
    assert one_place(found) == (found[0] if meant else None)


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "kept"),
    [
        ("PL", 50.06, 19.94, True),
        ("pl", 50.06, 19.94, True),
        ("PL", 48.5, 20.0, True),  # a little beyond the box
        ("PL", 47.0, 20.0, False),
        ("PL", -33.87, 151.2, False),
        ("AU", -33.87, 151.2, True),
        ("AU", 50.06, 19.94, False),
        ("XX", -33.87, 151.2, True),  # nobody knows where that is
        ("", -33.87, 151.2, True),
        (None, -33.87, 151.2, True),
    ],
)
def test_places_in_another_country_are_left_out(
    country: str | None, latitude: float, longitude: float, kept: bool
) -> None:
    assert bool(in_country([town("x", latitude, longitude)], country)) is kept


# ---- what is asked


@pytest.mark.parametrize(
    ("address", "question"),
    [
        (
            Address("Lipowa 8", "32-020", "Wieliczka", "małopolskie", "PL"),
            "Lipowa 8, 32-020 Wieliczka, małopolskie, PL",
        ),
        (Address("ul. Długa 8/12", "30-001", "Kraków"), "ul. Długa 8, 30-001 Kraków"),
        (Address("Długa 8A m. 12", None, "Kraków"), "Długa 8A, Kraków"),
        (Address("Długa 8 lok. 3", None, "Kraków"), "Długa 8, Kraków"),
        (Address("12/4 George Street", "2000", "Sydney", "NSW", "AU"), "12/4 George Street, 2000 Sydney, NSW, AU"),
        (Address(None, None, "Kraków"), "Kraków"),
        (Address(None, "30-001"), "30-001"),
        (Address(), ""),
    ],
)
def test_a_question_is_the_address_and_nothing_else(address: Address, question: str) -> None:
    assert question_of(address) == question


@pytest.mark.parametrize(
    ("address", "there"),
    [
        (Address(), False),
        (Address("Lipowa 8"), False),
        (Address(region="małopolskie", country="PL"), False),
        (Address(city="Kraków"), True),
        (Address(postcode="30-001"), True),
        (Address(city=" - ", postcode="?"), False),
        (Address(city="名前"), True),
    ],
)
def test_an_address_needs_a_town_or_a_postcode(address: Address, there: bool) -> None:
    assert can_be_found(address) is there


def test_the_same_question_has_the_same_fingerprint() -> None:
    assert fingerprint("nominatim x", "Lipowa 8, Kraków") == fingerprint("nominatim x", "lipowa  8  krakow")
    assert fingerprint("nominatim x", "Lipowa 8") != fingerprint("nominatim x", "Lipowa 9")
    assert fingerprint("nominatim x", "Lipowa 8") != fingerprint("photon x", "Lipowa 8")
    assert fingerprint("a", "bc") != fingerprint("ab", "c")


@given(st.text(max_size=30))
def test_nothing_of_a_question_is_read_from_its_fingerprint(text: str) -> None:
    mark = fingerprint("service", text)
    assert len(mark) == 64
    assert mark.isalnum()


# ---- who is asked


@pytest.mark.parametrize("name", ["offline", "nominatim", "photon", "opencage", "here_v7"])
def test_providers_go_by_plain_names(name: str) -> None:
    assert check_provider(name) == name


@pytest.mark.parametrize("name", ["", "Nominatim", "a b", "../x", "x;y", "[/]", "ż" * 5, "x" * 41, "7up", "a\n"])
def test_other_names_are_no_providers(name: str) -> None:
    with pytest.raises(Invalid, match="Known: offline, nominatim, photon"):
        check_provider(name)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://geo.example", "https://geo.example"),
        ("https://geo.example/", "https://geo.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080/nominatim/", "http://[::1]:8080/nominatim"),
        ("https://geo.example/a/b", "https://geo.example/a/b"),
    ],
)
def test_addresses_of_servers(url: str, kept: str) -> None:
    assert check_url(url) == kept


@pytest.mark.parametrize(
    "url",
    [
        "", "geo.example", "ftp://geo.example", "file:///etc/passwd", "http://", "https://user:secret@geo.example",
        "https://geo.example?x=1", "https://geo.example/#x", "https://geo.example/a b", "javascript:alert(1)",
        "http://geo.example\r\nHost: evil", "http://" + "x" * 300, "http://geo.example:123456",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_server(url: str) -> None:
    with pytest.raises(Invalid, match="no address of a server"):
        check_url(url)


# ---- errors and words


def test_errors_carry_what_a_person_needs_to_go_on() -> None:
    ambiguous = Ambiguous("Two places.", (HOUSE,))
    assert isinstance(ambiguous, Refused)
    assert (ambiguous.exit_status, ambiguous.candidates) == (4, (HOUSE,))
    failed = ServiceFailed("Busy.", 30, lasting=True)
    assert (failed.exit_status, failed.retry_after, failed.lasting) == (4, 30, True)


def test_every_precision_has_a_word() -> None:
    assert set(PRECISIONS) == set(Precision)
    assert town("x", 1, 2).exactness == "town"
    assert HOUSE.spot == (49.9873, 20.0647)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            {"place": "Wieliczka, PL", "precision": "town", "source": "offline"},
            "Found on the map: Wieliczka, PL (town, offline)",
        ),
        ({"place": "x", "precision": "guess", "source": "y"}, "Found on the map: x (guess, y)"),
        ({"place": "x", "precision": 7, "source": "y"}, "Found on the map: x (7, y)"),
        (
            {"place": "[/]\x1b[31m", "precision": "house", "source": "\x07"},
            "Found on the map: [/][31m (house, )",
        ),
    ],
)
def test_history_tells_where_and_how_exactly(data: dict[str, object], said: str) -> None:
    assert sentence_of("located", data) == said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"count": 1, "name": "Jan – Kraków"}, "Jan – Kraków found on the map"),
        ({"count": 12, "name": "Jan – Kraków"}, "12 leads found on the map"),
    ],
)
def test_changes_tell_how_many(data: dict[str, object], said: str) -> None:
    assert change_sentence_of("lead.located", data) == said
