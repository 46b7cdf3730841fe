"""Where addresses are that nobody wrote as the program would: found where that is sure, offered where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.geocoding import Found, Precision, in_country, one_place
from solartui.domain.leads import Address
from solartui.domain.places import distance_km
from solartui.services.container import Services
from solartui.services.geocoding import Fate
from tests.desk import add_lead


def place(services: Services, **address: str) -> str | None:
    found = one_place(services.places.of_address(Address(**{"country": "PL"} | address)))
    return found.text if found else None


def offered(services: Services, **address: str) -> list[str]:
    """The places of an address that are only offered."""
    found = services.places.of_address(Address(**{"country": "PL"} | address))
    assert one_place(found) is None
    return [one.text for one in found]


KRAKOW, WARSAW = "Kraków, małopolskie, PL", "Warszawa, mazowieckie, PL"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ({"city": "m. Kraków"}, KRAKOW),
        ({"city": "Kraków, Polska"}, KRAKOW),
        ({"city": "30-001 Kraków"}, KRAKOW),
        ({"city": "Kraków 1", "postcode": "30-960"}, KRAKOW),
        ({"city": "Kraków Nowa Huta", "postcode": "31-900"}, KRAKOW),
        ({"city": "Warszawa-Wawer", "postcode": "04-500"}, WARSAW),
        ({"city": "Zabierzów k. Krakowa"}, "Zabierzów, małopolskie, PL"),
        ({"city": "Grodzisk Maz."}, "Grodzisk Mazowiecki, mazowieckie, PL"),
        ({"city": "Ostrów Wlkp."}, "Ostrów Wielkopolski, wielkopolskie, PL"),
        ({"city": "Opole", "region": "woj. opolskie"}, "Opole, opolskie, PL"),
        ({"city": "Springfield", "region": "IL", "country": "US"}, "Springfield, Illinois, US"),
        ({"city": "Richmond", "region": "Victoria", "country": "AU"}, "Richmond, VIC, AU"),
        ({"city": "Frankfurt a.M.", "country": "DE"}, "Frankfurt am Main, Hessen, DE"),
        ({"city": "Honolulu", "country": "US"}, "Honolulu, Hawaii, US"),
        ({"city": "Las Palmas", "country": "ES"}, "Las Palmas de Gran Canaria, Canarias, ES"),
        ({"city": "Wien", "country": ""}, "Wien, AT"),
        ({"city": "St. Gallen", "country": ""}, "Sankt Gallen, CH"),
        ({"city": "St Gallen", "country": "CH"}, "Sankt Gallen, CH"),
        ({"city": "st etienne", "country": "FR"}, "Saint-Étienne, FR"),
        ({"city": "St Albans", "country": "GB"}, "St Albans, England, GB"),
        ({"postcode": "PL-30-001", "country": ""}, "30-001 Kraków, małopolskie, PL"),
        ({"postcode": "30 001"}, "30 001 Kraków, małopolskie, PL"),
        ({"street": "ul. Lipowa 8, 32-020 Wieliczka"}, "Wieliczka, małopolskie, PL"),
    ],
)
def test_a_town_is_found_however_it_is_written(services: Services, address: dict[str, str], text: str) -> None:
    assert place(services, **address) == text


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ({"city": "Kraków Nowa Huta"}, KRAKOW),
        ({"city": "Kraków (Podgórze)"}, KRAKOW),
        ({"city": "Karków"}, KRAKOW),
        ({"city": "Wraszawa"}, WARSAW),
        ({"city": "Wielczka", "postcode": "32-020"}, "Wieliczka, małopolskie, PL"),
        ({"city": "Zielonagóra"}, "Zielona Góra, lubuskie, PL"),
        ({"city": "Nowa Wieś"}, "Nowa Wieś, małopolskie, PL"),
        ({"city": "Nowa Wieś", "postcode": "32-065"}, "Nowa Wieś, małopolskie, PL"),
        ({"city": "Opole", "region": "lubelskie"}, "Opole, opolskie, PL"),
        ({"city": "Kraków", "postcode": "00-001"}, KRAKOW),
        ({"city": "Frankfurt/Main", "country": "DE"}, "Frankfurt am Main, Hessen, DE"),
    ],
)
def test_what_is_only_read_into_an_address_is_offered(services: Services, address: dict[str, str], text: str) -> None:
    assert text in offered(services, **address)


def test_an_unknown_region_says_nothing(services: Services) -> None:
    assert place(services, city="Wieliczka", region="wherever") == "Wieliczka, małopolskie, PL"


@pytest.mark.parametrize(
    "city", ["Nowhere at all", "Львів", "北京", "x" * 3000, "[/]", ".", "a.", ". . .", "k.", "(", "1"]
)
def test_names_that_are_nowhere(services: Services, city: str) -> None:
    assert services.places.of_address(Address(city=city, country="PL")) == []


def test_an_imported_postcode_and_a_town_far_away_are_both_offered(services: Services, folder: Path) -> None:
    codes = folder / "codes.txt"
    codes.write_text("PL\t32-020\tWieliczka\tM\t\t\t\t\t\t49.9871\t20.0653\t6\n", encoding="utf-8")
    services.postcodes.take(codes)
    assert place(services, city="Wieliczka", postcode="32-020") == "32-020 Wieliczka, M, PL"
    assert place(services, city="Kraków", postcode="32-020") == "32-020 Wieliczka, M, PL"
    assert offered(services, city="Gdynia", postcode="32-020") == ["32-020 Wieliczka, M, PL", "Gdynia, pomorskie, PL"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ul. Floriańska 5, 30-001 Kraków", KRAKOW),
        ("12 George Street, Sydney NSW 2000", "Sydney, NSW, AU"),
        ("Hauptstraße 5, 10115 Berlin", "Berlin, Berlin, DE"),
        ("Springfield, IL", "Springfield, Illinois, US"),
        ("Jabłonna, woj. mazowieckie", "Jabłonna, mazowieckie, PL"),
        ("30-001, PL", "30-001 Kraków, małopolskie, PL"),
        ("30-001 Kraków", KRAKOW),
        ("Grodzisk Maz.", "Grodzisk Mazowiecki, mazowieckie, PL"),
    ],
)
def test_whole_addresses_may_be_typed(services: Services, typed: str, text: str) -> None:
    (found,) = services.places.find(typed)
    assert found.text == text
    assert services.places.locate(typed) == found.spot


@pytest.mark.parametrize(
    ("typed", "perhaps"),
    [
        ("Karków", KRAKOW),
        ("Kraków, Mars", KRAKOW),
        ("Kraków Nowa Huta", KRAKOW),
        ("Nowa Wieś", "Nowa Wieś, małopolskie, PL"),
        ("Rynek 1, Opole, lubelskie", "Opole, opolskie, PL"),
    ],
)
def test_what_is_like_a_place_is_said_and_not_taken(services: Services, typed: str, perhaps: str) -> None:
    found = services.places.find(typed)
    assert [one.sure for one in found] == [False] * len(found)
    assert found[0].exactness == "town, perhaps"
    with pytest.raises(Invalid, match=f"no place {typed} that is known here. Perhaps it is {perhaps}") as unknown:
        services.places.locate(typed)
    assert len(unknown.value.message) < 200


def test_towns_of_one_name_and_region_are_told_apart_by_where_they_are(services: Services) -> None:
    with pytest.raises(Invalid, match=r"San José, CR \(9\.9339,-84\.0849\) · San José, CR \(10\.9519,-85\.1357\)"):
        services.places.locate("San José, CR")


def test_a_lead_whose_place_is_only_likely_keeps_none(services: Services) -> None:
    for city in ("Karków", "Kraków Nowa Huta"):
        add_lead(services, city=city, country="PL")
    from solartui.domain.selection import Chosen

    first, second = services.geocoding.locate(Chosen(query="")).value.leads
    assert (first.fate, second.fate) == (Fate.AMBIGUOUS, Fate.AMBIGUOUS)
    assert second.reason == f"Perhaps {KRAKOW} is meant."
    assert services.leads.get(2).latitude is None
    services.geocoding.locate(Chosen.of([2]), pick=1)
    assert services.leads.get(2).latitude == 50.0614


@pytest.mark.parametrize(
    ("country", "spot"),
    [
        ("US", (21.3, -157.9)), ("US", (61.2, -149.9)), ("US", (52, 175)), ("ES", (28.1, -15.4)), ("PT", (32.7, -16.9)),
        ("PT", (37.7, -25.7)), ("FR", (42.7, 9.45)), ("DK", (55.1, 14.9)), ("GB", (60.8, -0.9)), ("NZ", (-44, -176.5)),
        ("AU", (-31.5, 159.1)), ("IT", (35.5, 12.6)),
    ],
)  # fmt: skip
def test_islands_belong_to_their_countries(country: str, spot: tuple[float, float]) -> None:
    found = [Found("x", *spot, Precision.TOWN)]
    assert in_country(found, country) == in_country(found, None) == found
    assert in_country(found, "UA") == []


# Where some towns are, by an atlas.
ATLAS = (
    "Warszawa 52.23 21.01|Łódź 51.76 19.46|Wrocław 51.11 17.03|Poznań 52.41 16.93|Gdańsk 54.35 18.65|"
    "Szczecin 53.43 14.55|Lublin 51.25 22.57|Białystok 53.13 23.16|Rzeszów 50.04 22.00|Bielsko-Biała 49.82 19.05|"
    "Zakopane 49.30 19.95|Suwałki 54.10 22.93|Przemyśl 49.78 22.77|Świnoujście 53.91 14.25|Hel 54.61 18.80|"
    "OSWIECIM 50.03 19.21|kedzierzyn kozle 50.35 18.23"
)


@pytest.mark.parametrize("line", ATLAS.split("|"))
def test_towns_are_where_an_atlas_has_them(services: Services, line: str) -> None:
    name, latitude, longitude = line.rsplit(" ", 2)
    assert distance_km(services.places.locate(name), (float(latitude), float(longitude))) < 10
