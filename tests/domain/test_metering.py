"""Numbers of metering points."""

from __future__ import annotations

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.metering import metering_point, nmi_check

# As published by the operator of the Australian market.
VECTORS = {
    "2001985732": 8, "2001985733": 6, "3075621875": 8, "7102000001": 7, "QAAAVZZZZZ": 3, "QCDWW00010": 2,
    "NBBBX11110": 0, "NAAAMYS582": 6, "VAAASTY576": 8,
}  # fmt: skip


@pytest.mark.parametrize(("number", "digit"), VECTORS.items())
def test_check_digits_of_australia(number: str, digit: int) -> None:
    assert nmi_check(number) == digit
    assert metering_point(f"{number}{digit}", "AU") == f"{number}{digit}"
    assert metering_point(number.lower(), "AU") == number
    with pytest.raises(Invalid, match="check digit"):
        metering_point(f"{number}{(digit + 1) % 10}", "AU")


@pytest.mark.feature("E-06")
@pytest.mark.parametrize(
    ("typed", "country", "stored"),
    [
        ("590 1234-5678 9012 345", "PL", "590123456789012345"),
        ("590123456789012345", "PL", "590123456789012345"),
        ("20019 85732 8", "AU", "20019857328"),
        ("DE 0001 22", "DE", "DE 0001 22"),
        ("whatever", None, "whatever"),
    ],
)
def test_numbers_are_taken(typed: str, country: str | None, stored: str) -> None:
    assert metering_point(typed, country) == stored


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("59012345678901234", "PL"),
        ("5901234567890123456", "PL"),
        ("59012345678901234x", "PL"),
        ("٥٩٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥", "PL"),
        ("20019O57328", "AU"),
        ("200198573", "AU"),
        ("200198573281", "AU"),
        ("x" * 61, "DE"),
        ("\x1b]0;x\x07", "AU"),
    ],
)
def test_other_numbers_are_refused(typed: str, country: str) -> None:
    with pytest.raises(Invalid, match=r"^metering_point: ") as caught:
        metering_point(typed, country)
    assert caught.value.field == "metering_point"
    assert caught.value.message.isprintable()
