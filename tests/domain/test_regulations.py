"""Rules by place: chosen by country, then by coordinates, then by the desk's home; read from data that is checked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from solartui import i18n
from solartui.domain.errors import Invalid
from solartui.domain.regulations import Box, Vat, profiles, read_profiles, regulation_for, regulation_named
from solartui.domain.vocabulary import LeadType

TODAY = date(2026, 11, 22)
SMALL = """
[[regulation]]
key = "xx"
name = { en = "Nowhere", pl = "Nigdzie" }
countries = ["XX"]
currency = "XXX"
"""


@pytest.mark.feature("B-163")
@pytest.mark.parametrize(
    ("country", "point", "home", "key", "currency"),
    [
        ("PL", None, "AU", "pl", "PLN"),
        ("pl", (-33.9, 151.2), "AU", "pl", "PLN"),
        ("AU", None, "PL", "au", "AUD"),
        ("DE", None, "PL", "eu", "EUR"),
        ("CZ", None, "PL", "eu", "CZK"),
        ("US", None, "PL", "other", "USD"),
        ("BR", None, "PL", "other", "EUR"),
        (None, (50.0619, 19.9369), "AU", "pl", "PLN"),
        (None, (54.35, 18.65), "AU", "pl", "PLN"),
        (None, (49.30, 19.95), "AU", "pl", "PLN"),
        (None, (53.43, 14.55), "AU", "pl", "PLN"),
        (None, (51.15, 15.01), "AU", "pl", "PLN"),
        (None, (54.10, 22.93), "AU", "pl", "PLN"),
        (None, (-33.87, 151.21), "PL", "au", "AUD"),
        (None, (-42.88, 147.33), "PL", "au", "AUD"),
        (None, (50.08, 14.43), "PL", "eu", "EUR"),  # Prague
        (None, (52.52, 13.40), "PL", "eu", "EUR"),  # Berlin
        (None, (49.84, 24.03), "PL", "eu", "EUR"),  # Lviv
        (None, (54.71, 20.51), "PL", "eu", "EUR"),  # Kaliningrad
        (None, (40.71, -74.00), "AU", "au", "AUD"),  # New York: no box, so the desk's home
        (None, None, "PL", "pl", "PLN"),
        (None, None, "AU", "au", "AUD"),
        ("", None, "PL", "pl", "PLN"),
    ],
)
def test_rules_are_chosen_by_place(
    country: str | None, point: tuple[float, float] | None, home: str, key: str, currency: str
) -> None:
    latitude, longitude = point or (None, None)
    found = regulation_for(country, latitude, longitude, home)
    assert (found.key, found.currency) == (key, currency)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (LeadType.RESIDENTIAL, Vat(Decimal(8), Decimal(23), Decimal(300), Decimal(150), Decimal(50))),
        (LeadType.COMMERCIAL, Vat(Decimal(23))),
        (LeadType.INDUSTRIAL, Vat(Decimal(23))),
        (LeadType.AGRICULTURAL, Vat(Decimal(23))),
    ],
)
def test_vat_in_poland_goes_by_type(kind: LeadType, expected: Vat) -> None:
    assert regulation_for("PL").vat(kind, TODAY) == expected


def test_vat_elsewhere() -> None:
    assert regulation_for("AU").vat(LeadType.RESIDENTIAL, TODAY) == Vat(Decimal(10))
    assert regulation_for("AU").vat(LeadType.RESIDENTIAL, date(1999, 1, 1)) is None
    assert regulation_for("DE").vat(LeadType.RESIDENTIAL, TODAY) is None


def test_a_newer_rate_holds_from_its_day_on() -> None:
    text = SMALL + '[[regulation.vat]]\nfrom = 2020-01-01\nresidential = "5"\n'
    text += '[[regulation.vat]]\nfrom = 2027-01-01\nresidential = "7.5"\n'
    (found,) = read_profiles(text)
    days = (date(2019, 12, 31), date(2026, 12, 31), date(2027, 1, 1))
    assert [found.vat(LeadType.RESIDENTIAL, day) for day in days] == [None, Vat(Decimal(5)), Vat(Decimal("7.5"))]
    assert found.vat(LeadType.COMMERCIAL, TODAY) is None


def test_profiles_are_found_by_the_key_that_projects_keep() -> None:
    assert [regulation_named(profile.key) for profile in profiles()] == list(profiles())
    assert regulation_named("atlantis") is None
    assert len({hash(profile) for profile in profiles()}) == len(profiles())


def test_notes_say_how_sure_they_are() -> None:
    poland = regulation_for("PL")
    assert {note.basis for note in poland.notes} == {"documented", "general"}
    assert all(note.text.endswith("before relying on it)") for note in poland.notes if note.basis == "general")
    assert "A micro-installation has at most 50 kW." in [note.text for note in poland.notes]


def test_names_and_notes_have_both_languages() -> None:
    assert regulation_for("PL").name == "Poland"
    i18n.use_language("pl")
    assert regulation_for("PL").name == "Polska"
    assert "Mikroinstalacja ma najwyżej 50 kW." in [note.text for note in regulation_for("PL").notes]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "regulation"),
        ("regulation = 5", "regulation"),
        ("[[regulation", "regulation"),
        ("regulation = [5]", "regulation[0]"),
        (SMALL.replace('key = "xx"', ""), "regulation[0].key"),
        (SMALL.replace('key = "xx"', "key = 5"), "regulation[0].key"),
        (SMALL.replace(', pl = "Nigdzie"', ""), "regulation[0].name.pl"),
        (SMALL.replace('["XX"]', '"XX"'), "regulation[0].countries"),
        (SMALL + "boxes = [[1, 2, 3]]", "regulation[0].boxes[0]"),
        (SMALL + "boxes = [[1, 2, 3, 4], [2, 1, 3, 4]]", "regulation[0].boxes[1]"),
        (SMALL + '[[regulation.vat]]\nresidential = "5"', "regulation[0].vat[0].from"),
        (SMALL + '[[regulation.vat]]\nfrom = "2020"\nresidential = "5"', "regulation[0].vat[0].from"),
        (SMALL + '[[regulation.vat]]\nfrom = 2020-01-01\nresidential = "five"', "regulation[0].vat[0].residential"),
        (SMALL + '[[regulation.vat]]\nfrom = 2020-01-01\nresidential = "nan"', "regulation[0].vat[0].residential"),
        (SMALL + '[[regulation.vat]]\nfrom = 2020-01-01\ncommercial = "101"', "regulation[0].vat[0].commercial"),
        (
            SMALL + '[[regulation.vat]]\nfrom = 2020-01-01\nresidential = "5"\nreduced = { above = "9" }',
            "regulation[0].vat[0].reduced.house_m2",
        ),
        (
            SMALL + '[[regulation.notes]]\ntopic = "x"\nbasis = "rumour"\nen = "a"\npl = "b"',
            "regulation[0].notes[0].basis",
        ),
    ],
)
def test_what_is_wrong_in_the_data_is_named(text: str, key: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_profiles(text)
    assert caught.value.field == key
    assert "regulations.toml" in caught.value.message


def test_a_box_has_its_edges() -> None:
    box = Box(1.0, 2.0, 3.0, 4.0)
    assert box.holds(1.0, 4.0)
    assert not box.holds(0.99, 3.5)
    assert not box.holds(1.5, 4.01)
