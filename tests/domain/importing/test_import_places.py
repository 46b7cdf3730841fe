"""Postcodes, coordinates and addresses on one line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.errors import Invalid
from solartui.domain.importing.places import coordinates, on_one_line, placed, postcode, split_address
from solartui.domain.leads import Address

if TYPE_CHECKING:
    from solartui.domain.importing.cells import Cell

pytestmark = pytest.mark.feature("B-68", "B-73", "B-75")


@pytest.mark.parametrize(
    ("cell", "country", "code"),
    [("30-001", "PL", "30-001"), ("30001", "PL", "30-001"), ("30 001", "PL", "30-001"), ("30–001", "PL", "30-001"),
     (30001.0, "PL", "30-001"), (2677.0, "PL", "02-677"), ("2677", "PL", "2677"), ("'00950", "PL", "00-950"),
     ("'x", "PL", "'x"), (2000.0, "AU", "2000"),
     ("SW1A 1AA", "GB", "SW1A 1AA"), (None, "PL", None), ("-", "PL", None)],
)  # fmt: skip
def test_postcodes(cell: Cell, country: str, code: str | None) -> None:
    assert postcode(cell, country) == code


def test_a_date_is_no_postcode() -> None:
    with pytest.raises(Invalid, match="made a date"):
        postcode(date(2024, 3, 1), "PL")


@pytest.mark.parametrize(
    "text",
    ["50.0619, 19.9368", "50.0619 19.9368", "50.0619;19.9368", "50,0619; 19,9368", "50,0619, 19,9368",
     "(50.0619, 19.9368)", "50.0619,19.9368", "50.0619 N, 19.9368 E", "50°03'42.84\"N 19°56'12.48\"E",
     "50° 3′ 42.84″ N, 19° 56′ 12.48″ E", "50.0619° N 19.9368° E", "19.9368 E, 50.0619 N",
     "19°56'12.48\"E 50°03'42.84\"N"],
)  # fmt: skip
def test_coordinates(text: str) -> None:
    assert coordinates(text) == pytest.approx((50.0619, 19.9368))


def test_the_south_and_the_west_are_negative() -> None:
    assert coordinates("33°51'36\"S 151°12'36\"E") == pytest.approx((-33.86, 151.21))
    assert coordinates("-33.86, 151.21") == (-33.86, 151.21)
    assert coordinates("40 N 74 W") == coordinates("40.0n, 74.0w") == (40, -74)


@pytest.mark.parametrize(
    "text",
    ["Kraków", "50.06", "50.06, 19.94, 7", "95.0, 19.0", "50.0, 190.5", "0, 0", "https://x/@50.1,19.9", "1234.5, 19"],
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        coordinates(text)


def test_both_parts_of_a_place_are_needed() -> None:
    assert placed(None, None) is None
    assert placed(0, 19.9) == (0, 19.9)
    for pair in ((50.0, None), (None, 19.0), (0.0, 0.0)):
        with pytest.raises(Invalid):
            placed(*pair)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ul. Długa 5/7, 30-001 Kraków", Address("ul. Długa 5/7", "30-001", "Kraków")),
        ("30-001 Kraków, ul. Długa 5", Address("ul. Długa 5", "30-001", "Kraków")),
        ("Długa 5 30-001 Kraków", Address("Długa 5", "30-001", "Kraków")),
        ("Długa 5, 30-001 Kraków, małopolskie, PL", Address("Długa 5", "30-001", "Kraków", "małopolskie", "PL")),
        ("Długa 5, Kraków, Polska", Address("Długa 5", None, "Kraków", None, "PL")),
        ("Kraków, ul. Długa 5", Address("ul. Długa 5", None, "Kraków")),
        ("Długa 5, Kraków, Małopolskie", Address("Długa 5", None, "Kraków", "Małopolskie")),
        ("Kraków", Address(None, None, "Kraków")),
        ("Wola Duża 17", Address("Wola Duża 17")),
        ("12 King St, 2000 Sydney, NSW, Australia", Address("12 King St", "2000", "Sydney", "NSW", "AU")),
        ("PL-30-001 Kraków", Address(None, "30-001", "Kraków")),
        ("", Address()),
    ],
)
def test_addresses_on_one_line(text: str, address: Address) -> None:
    assert split_address(text) == address


NAME = st.from_regex(r"[A-ZŁŻ][a-ząćęłńóśźż]{3,10}( [A-ZŁŻ][a-ząćęłńóśźż]{3,10})?", fullmatch=True)


@pytest.mark.feature("B-69")
@given(
    st.none() | st.builds("{} {}".format, NAME, st.integers(1, 300)),
    st.from_regex(r"[0-9]{2}-[0-9]{3}", fullmatch=True),
    NAME,
    st.none() | NAME,
    st.none() | st.sampled_from(["PL", "DE", "AU"]),
)
def test_an_address_is_split_as_it_was_joined(
    street: str | None, code: str, city: str, region: str | None, country: str | None
) -> None:
    address = Address(street, code, city, region, country)
    assert split_address(address.text) == address


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "_", " - "])
def test_every_dash_of_a_postcode_is_one(dash: str) -> None:
    assert postcode(f"30{dash}001", "PL") == "30-001"


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Polna 5\n30-001 Kraków\nPolska", Address("Polna 5", "30-001", "Kraków", None, "PL")),
        ("Polna 5,\r\n30-001 Kraków\r\n", Address("Polna 5", "30-001", "Kraków", None, None)),
        ("30001 Kraków ul.Polna 5", Address("ul.Polna 5", "30001", "Kraków", None, None)),
        ("30-001 Nowy Targ al. Jana Pawła II 5/7", Address("al. Jana Pawła II 5/7", "30-001", "Nowy Targ", None, None)),
        ("Polna 5  Kraków  30-001  PL", Address("Polna 5  Kraków", "30-001", None, None, "PL")),
        ("Polna 5, 30-001 XX", Address("Polna 5", "30-001", "XX", None, None)),
        ("Leśna 1, 30-001 Kraków os. Górne", Address("Leśna 1", "30-001", "Kraków os. Górne", None, None)),
    ],
)
def test_lines_of_an_envelope_and_a_street_behind_its_town(cell: str, address: Address) -> None:
    assert split_address(str(on_one_line(cell))) == address


def test_what_is_no_text_is_no_address_of_several_lines() -> None:
    assert on_one_line(5.0) == 5.0
    assert on_one_line(None) is None
