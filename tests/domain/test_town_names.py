"""Towns, regions and whole addresses as people write them."""

from __future__ import annotations

import pytest

from solartui.domain.address_line import address_of_line, addresses_of_line, is_line
from solartui.domain.geocoding import postcode_and_country
from solartui.domain.leads import Address
from solartui.domain.regions import region_key
from solartui.domain.town_names import abbreviation, beginnings, is_everywhere, plain_name, slips, without_district


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Kraków", "Kraków"),
        (" m. Kraków ", "Kraków"),
        ("m.st. Warszawa", "Warszawa"),
        ("gm. Zabierzów", "Zabierzów"),
        ("Gmina Zabierzów", "Zabierzów"),
        ("wieś Rudawa", "Rudawa"),
        ("Zabierzów k. Krakowa", "Zabierzów"),
        ("Zabierzów k/Krakowa", "Zabierzów"),
        ("Zabierzów koło Krakowa", "Zabierzów"),
        ("Ryde near Sydney", "Ryde"),
        ("30-001 Kraków", "Kraków"),
        ("PL-30-001 Kraków", "Kraków"),
        ("Kraków 30-001", "Kraków"),
        ("10115 Berlin", "Berlin"),
        ("Kolonia", "Kolonia"),
        ("Koło", "Koło"),
        ("St Gallen", "St. Gallen"),
        ("Św Katarzyna", "Św. Katarzyna"),
        ("Stary Sącz", "Stary Sącz"),
        ("", ""),
    ],
)
def test_what_stands_beside_the_name_of_a_town_is_left_out(written: str, plain: str) -> None:
    assert plain_name(written) == plain


@pytest.mark.parametrize(
    ("written", "town"),
    [
        ("Kraków (Nowa Huta)", "Kraków"),
        ("Kraków / Nowa Huta", "Kraków"),
        ("Kraków - Nowa Huta", "Kraków"),
        ("Bielsko-Biała", "Bielsko-Biała"),
        ("Kraków", "Kraków"),
    ],
)
def test_a_district_stands_behind_its_town(written: str, town: str) -> None:
    assert without_district(written) == town


def test_the_first_words_of_a_name() -> None:
    assert list(beginnings("Kraków-Nowa Huta")) == ["krakow nowa", "krakow"]
    assert list(beginnings("Kraków")) == list(beginnings("")) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Grodzisk Maz.", "grodzisk mazowiecki"),
        ("Ostrów Wlkp.", "ostrow wielkopolski"),
        ("Piotrków Tryb.", "piotrkow trybunalski"),
        ("St. Gallen", "sankt gallen"),
        ("Frankfurt a.M.", "frankfurt am main"),
        ("Ostrowiec Św.", "ostrowiec swietokrzyski"),
    ],
)
def test_an_abbreviation_has_letters_of_its_word_in_their_order(written: str, meant: str) -> None:
    pattern = abbreviation(written)
    assert pattern is not None
    assert pattern.fullmatch(meant)
    assert not pattern.fullmatch(meant.replace("o", "x").replace("a", "x"))


def test_what_has_no_full_stop_is_no_abbreviation() -> None:
    assert abbreviation("Grodzisk Maz") is abbreviation("") is None
    strange = abbreviation("(x. [y")
    assert strange is None or not strange.fullmatch("(x. [y")


@pytest.mark.parametrize("wrong", ["krkow", "krakoww", "karkow", "krakiw", "kra kow"])
def test_one_slip_leads_back_to_the_town(wrong: str) -> None:
    assert "krakow" in set(slips(wrong))


def test_very_short_and_very_long_names_have_no_slips() -> None:
    assert list(slips("ab")) == list(slips("x" * 500)) == list(slips("")) == []


def test_villages_that_are_everywhere() -> None:
    assert is_everywhere("Nowa Wieś", "PL")
    assert is_everywhere("NOWA WIES", "PL")
    assert not is_everywhere("Nowa Wieś", "CZ")
    assert not is_everywhere("Wieliczka", "PL")


# ---- regions


@pytest.mark.parametrize(
    ("written", "country", "known"),
    [
        ("IL", "US", "Illinois"),
        ("Victoria", "AU", "VIC"),
        ("New South Wales", "au", "NSW"),
        ("woj. śląskie", "PL", "śląskie"),
        ("Województwo Małopolskie", "PL", "małopolskie"),
        ("Lesser Poland Voivodeship", "PL", "małopolskie"),
        ("Lower Silesian Voivodeship", "PL", "dolnośląskie"),
        ("Warmia i Mazury", "PL", "warmińsko-mazurskie"),
        ("Bavaria", "DE", "Bayern"),
        ("Catalunya", "ES", "Cataluña"),
        ("Hessen", "DE", "Hessen"),
    ],
)
def test_a_region_has_one_key_for_all_its_names(written: str, country: str, known: str) -> None:
    assert region_key(written, country) == region_key(known, country)


def test_regions_of_other_countries_and_none() -> None:
    assert region_key("IL", "AU") == "il"
    assert region_key("Silesia", "PL") != region_key("Lower Silesia", "PL")
    assert region_key("", "PL") == region_key("[/]", "") == ""
    assert region_key("woj.", "PL") == "woj"


# ---- addresses on one line


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("ul. Lipowa 8, 32-020 Wieliczka, Polska", Address("ul. Lipowa 8", "32-020", "Wieliczka", None, "PL")),
        ("Floriańska 5/3, Kraków", Address("Floriańska 5/3", None, "Kraków")),
        ("Kraków, Floriańska 5", Address("Floriańska 5", None, "Kraków")),
        ("Kraków 30-001", Address(None, "30-001", "Kraków", None, "PL")),
        ("12 George St, Sydney NSW 2000", Address("12 George St", "2000", "Sydney", "NSW", "AU")),
        ("Unit 4/12 George St, Sydney, NSW 2000", Address("Unit 4/12 George St", "2000", "Sydney", "NSW", "AU")),
        ("PO Box 12, Wagga Wagga NSW 2650, Australia", Address(None, "2650", "Wagga Wagga", "NSW", "AU")),
        ("1 Main St, Springfield, IL 62701", Address("1 Main St", "62701", "Springfield", "IL", "US")),
        ("Washington, DC 20500-0001, USA", Address(None, "20500", "Washington", "DC", "US")),
        ("221B Baker Street, London NW1 6XE", Address("221B Baker Street", "NW1 6XE", "London", None, "GB")),
        ("12 MG Road, Bengaluru, Karnataka 560001", Address("12 MG Road", "560001", "Bengaluru", "Karnataka", "IN")),
        ("12 MG Road, Bengaluru - 560 001, India", Address("12 MG Road", "560 001", "Bengaluru", None, "IN")),
        ("Hauptstraße 5, 10115 Berlin", Address("Hauptstraße 5", "10115", "Berlin")),
        ("Calle Mayor 5, 28013 Madrid, España", Address("Calle Mayor 5", "28013", "Madrid", None, "ES")),
        ("skr. poczt. 12, 30-960 Kraków 1", Address(None, "30-960", "Kraków 1")),
    ],
)
def test_an_address_on_one_line(line: str, address: Address) -> None:
    assert address_of_line(line) == address


def test_of_several_names_each_may_be_the_town() -> None:
    assert [one.city for one in addresses_of_line("Kraków, Nowa Huta")] == ["Nowa Huta", "Kraków"]


@pytest.mark.parametrize(
    "line", ["", ",", " , ,", "[/]", "\x1b[31m", "12", "5" * 4000, ",".join("a" * 300), "NSW 2000"]
)
def test_any_line_can_be_read(line: str) -> None:
    assert list(addresses_of_line(line))


def test_a_street_is_no_whole_address() -> None:
    assert is_line("ul. Floriańska 5, 30-001 Kraków")
    assert is_line("Floriańska 5, Kraków")
    assert not is_line("ul. Floriańska 5")
    assert not is_line("Floriańska 5/3")
    assert not is_line("Rynek")


@pytest.mark.parametrize(
    ("written", "code", "country"),
    [
        ("PL-30-001", "30-001", "PL"),
        ("pl 30-001", "30-001", "PL"),
        ("D-10115", "10115", "DE"),
        ("DE 10115", "10115", "DE"),
        ("CH-9000", "9000", "CH"),
        ("30-001", "30-001", None),
        ("SW1A 1AA", "SW1A 1AA", None),
        ("PL1 2AB", "PL1 2AB", None),
        ("E1 6AN", "E1 6AN", None),
        ("ZZ-123", "ZZ-123", None),
        ("", "", None),
    ],
)
def test_a_country_before_a_postcode(written: str, code: str, country: str | None) -> None:
    assert postcode_and_country(written) == (code, country)
