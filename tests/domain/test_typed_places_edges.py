"""What is typed for a place, and what only looks like one; yes and no where one of them has to be said."""

from __future__ import annotations

import pytest

from solartui.domain.drafts import checked_flag
from solartui.domain.errors import Invalid
from solartui.domain.places import off_earth, typed_spot


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("91,0", True),
        ("-90.1, 0", True),
        ("0,0", True),
        ("0, 181", True),
        ("91,5; 20,1", True),
        ("999 S 1 E", True),
        ("90,0", False),
        ("-90,-180", False),
        ("50.06,19.94", False),
        ("054 01", False),
        ("30-001", False),
        ("Kraków, 5", False),
        ("", False),
        ("1000, 5", False),
    ],
)
def test_a_pair_that_is_no_place_is_told_from_a_postcode(text: str, off: bool) -> None:
    assert off_earth(text) is off
    assert not (off and typed_spot(text))


@pytest.mark.parametrize(("value", "said"), [("yes", True), ("NIE", False), (True, True), (False, False), ("0", False)])
def test_a_flag_is_said(value: object, said: bool) -> None:
    assert checked_flag("active", value) is said


@pytest.mark.parametrize("value", ["", None, "maybe", "  ", 2, "x" * 500])
def test_a_flag_that_is_not_said(value: object) -> None:
    with pytest.raises(Invalid, match="neither yes nor no") as caught:
        checked_flag("active", value)
    assert caught.value.field == "active"
    assert len(str(caught.value)) < 100
