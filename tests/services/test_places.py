"""Places that are known without asking anybody: towns, postcodes, coordinates, leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from solartui.domain.errors import Cancelled, Invalid, NotPermitted
from solartui.domain.geocoding import Precision
from solartui.domain.leads import Address
from solartui.domain.places import Spot, distance_km
from solartui.services.container import Services
from solartui.services.watching import call_watched
from tests.desk import MANAGER, SALES, VIEWER, add_lead, at_desk

CODES = (
    ("PL", "30-001", "Kraków", 50.0717, 19.9433),
    ("PL", "32-020", "Wieliczka", 49.9871, 20.0653),
    ("PL", "32-020", "Mietniów", 49.9667, 20.0767),
    ("PL", "33-999", "Zalesie", 50.01, 20.98),
    ("PL", "05-999", "Zalesie", 52.05, 21.02),
    ("PL", "33-998", "Nigdziewo", 50.02, 20.97),
    ("SK", "05401", "Levoča", 49.02, 20.59),
    ("AU", "2000", "Sydney", -33.8688, 151.2093),
)


@pytest.fixture
def codes(folder: Path) -> Path:
    path = folder / "codes.txt"
    lines = (f"{c}\t{code}\t{place}\tRegion\t\t\t\t\t\t{lat}\t{lon}\t6" for c, code, place, lat, lon in CODES)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def known(services: Services, codes: Path) -> Services:
    services.postcodes.take(codes)
    return services


# ---- a place that is typed


FOUND = [
    ("krakow", "Kraków, małopolskie, PL", Precision.TOWN),
    ("Kraków, PL", "Kraków, małopolskie, PL", Precision.TOWN),
    ("Kraków, Polska", "Kraków, małopolskie, PL", Precision.TOWN),
    ("Kraków, małopolskie", "Kraków, małopolskie, PL", Precision.TOWN),
    ("krakow, malopolskie, pl", "Kraków, małopolskie, PL", Precision.TOWN),
    ("Sydney", "Sydney, NSW, AU", Precision.TOWN),
    ("Sydney, CA", "Sydney, CA", Precision.TOWN),
    ("Warsaw", "Warszawa, mazowieckie, PL", Precision.TOWN),
    ("St Etienne, FR", "Saint-Étienne, FR", Precision.TOWN),
    ("Grodzisk Maz., PL", "Grodzisk Mazowiecki, mazowieckie, PL", Precision.TOWN),
    ("50.06, 19.94", "50.06,19.94", Precision.ADDRESS),
    ("30-001", "30-001 Kraków, Region, PL", Precision.POSTCODE),
    ("30001", "30-001 Kraków, Region, PL", Precision.POSTCODE),
    ("054 01", "05401 Levoča, Region, SK", Precision.POSTCODE),
    ("Nigdziewo", "33-998 Nigdziewo, Region, PL", Precision.TOWN),
    ("31-777", "31-777 (Kraków, małopolskie, PL)", Precision.AREA),
]


@pytest.mark.parametrize(("typed", "text", "precision"), FOUND, ids=[typed for typed, *_ in FOUND])
def test_what_is_typed_is_found(known: Services, typed: str, text: str, precision: Precision) -> None:
    found = known.places.find(typed)
    assert [(one.text, one.precision) for one in found] == [(text, precision)]
    assert known.places.locate(typed) == found[0].spot


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "[/]", "nowhere at all", "99-99", "1", "Kraków, AU", "\x1b[31m", "x" * 500]
)
def test_what_is_not_known_is_told(known: Services, typed: str) -> None:
    assert known.places.find(typed) == []
    with pytest.raises(Invalid, match="no place") as unknown:
        known.places.locate(typed)
    assert unknown.value.field == "near"
    assert len(unknown.value.message) < 160


def test_places_of_one_name_are_all_offered(known: Services) -> None:
    found = known.places.find("Zalesie")
    assert len(found) > 1
    assert any("33-999" in one.text for one in found)
    with pytest.raises(Invalid, match=r"Several places are called Zalesie: .* · .*\. Say which one\."):
        known.places.locate("Zalesie")


def test_villages_of_one_postcode_are_one_place(known: Services) -> None:
    (one,) = known.places.find("32-020")
    assert "Wieliczka" in one.text


@pytest.mark.parametrize(("number", "why"), [("#2", "Nobody knows where lead 2"), ("#77", "no lead 77")])
def test_a_lead_is_a_place_once_it_has_one(known: Services, number: str, why: str) -> None:
    add_lead(known, latitude=50.0, longitude=20.0)
    add_lead(known)
    assert known.places.locate("#1") == known.places.locate(" # 1 ") == Spot(50.0, 20.0)
    with pytest.raises(Invalid, match=why):
        known.places.locate(number)
    known.lead_actions.delete([1])
    with pytest.raises(Invalid, match="no lead 1"):
        known.places.locate("#1")


def test_leads_far_apart_say_nothing_of_their_town(services: Services) -> None:
    for latitude in (50.0, 54.0):
        add_lead(services, city="Rozproszone", postcode="77-X7", latitude=latitude, longitude=20.0)
    assert services.places.find("Rozproszone") == []
    assert services.places.find("77-X7") == []


def test_towns_that_are_suggested_are_those_of_home_first(known: Services) -> None:
    names = [(town.name, town.country) for town in known.places.suggest("ber")]
    assert names[-1] != names[0]
    at_home = [country == "PL" for _, country in names]
    assert at_home == sorted(at_home, reverse=True)
    assert len(known.places.suggest("k", 3)) == 3
    assert known.places.suggest("") == []


# ---- an address


@pytest.mark.parametrize(
    ("address", "text", "precision"),
    [
        (Address("Lipowa 8", "32-020", "Wieliczka"), "32-020 Wieliczka, Region, PL", Precision.POSTCODE),
        (Address("Lipowa 8", "32-020", "mietniow"), "32-020 Mietniów, Region, PL", Precision.POSTCODE),
        (Address(None, "33-999", "Zalesie"), "33-999 Zalesie, Region, PL", Precision.POSTCODE),
        (Address(None, "05-999", "Zalesie"), "05-999 Zalesie, Region, PL", Precision.POSTCODE),
        (Address(None, None, "Nigdziewo"), "33-998 Nigdziewo, Region, PL", Precision.TOWN),
        (Address(None, "2000", "Sydney", None, "AU"), "2000 Sydney, Region, AU", Precision.POSTCODE),
        (Address(None, None, "Perth", "WA", "AU"), "Perth, WA, AU", Precision.TOWN),
        (Address(None, None, "Perth", "wherever", "AU"), "Perth, WA, AU", Precision.TOWN),
        (Address(None, None, "Reykjavík"), "Reykjavík, IS", Precision.TOWN),
    ],
)
def test_an_address_is_found(known: Services, address: Address, text: str, precision: Precision) -> None:
    found = known.places.of_address(address)
    assert (found[0].text, found[0].precision) == (text, precision)


@pytest.mark.parametrize(
    "address",
    [
        Address(),
        Address(city="Nowhere at all"),
        Address(city="Kraków", country="AU"),
        Address(postcode="99-99"),
        Address(city="[/]", postcode="\x07", country="??"),
    ],
)
def test_an_address_that_is_nowhere(known: Services, address: Address) -> None:
    assert known.places.of_address(address) == []


# ---- the other way round


@pytest.mark.parametrize(
    ("spot", "text"),
    [
        (Spot(49.9668, 20.0768), "32-020 Mietniów, Region, PL"),
        (Spot(-33.86, 151.2), "Sydney, NSW, AU"),
        (Spot(52.2298, 21.0118), "Warszawa, mazowieckie, PL"),
    ],
)
def test_the_nearest_place(known: Services, spot: Spot, text: str) -> None:
    near = known.places.reverse(spot)
    assert near is not None
    assert near.text == text or distance_km(near.spot, spot) < 2


# ---- bringing postcodes in


@pytest.mark.parametrize("user", [MANAGER, SALES, VIEWER])
def test_only_an_admin_brings_postcodes_in(services: Services, codes: Path, user: int) -> None:
    with pytest.raises(NotPermitted):
        at_desk(services, user).postcodes.take(codes)
    assert at_desk(services, user).postcodes.countries() == []


def test_a_country_is_replaced_and_the_others_stay(known: Services, folder: Path) -> None:
    assert known.postcodes.countries() == [("AU", 1), ("PL", 6), ("SK", 1)]
    newer = folder / "newer.txt"
    newer.write_text("PL\t00-001\tWarszawa\tM\t\t\t\t\t\t52.23\t21.01\t6\n", encoding="utf-8")
    assert known.postcodes.take(newer) == {"PL": 1}
    assert known.postcodes.countries() == [("AU", 1), ("PL", 1), ("SK", 1)]


def test_whoever_stops_keeps_what_was_there(known: Services, codes: Path) -> None:
    class Impatient:
        def tell(self, done: int, total: int = 0) -> None:
            assert total == 6

        def stopped(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        call_watched(Impatient(), known.postcodes.take, codes, "PL")
    assert known.postcodes.countries() == [("AU", 1), ("PL", 6), ("SK", 1)]
    assert known.undo.last() is None
