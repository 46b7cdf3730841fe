"""The filter of the contact list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.contact_filter import ContactFilter, own_conditions, read_contact_filter
from solartui.domain.vocabulary import ContactKind, ContactOrigin


def _plain(text: str) -> bool:
    found = read_contact_filter(text)
    return found.kind is None and found.origin is None and not found.own


WORDS = st.text().filter(_plain)


@pytest.mark.feature("A-04", "A-02")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ContactFilter()),
        ("  anna   nowak ", ContactFilter("anna nowak")),
        ("kind:company", ContactFilter(kind=ContactKind.COMPANY)),
        ("zajazd KIND:Company origin:leadgen", ContactFilter("zajazd", ContactKind.COMPANY, ContactOrigin.LEADGEN)),
        ("origin:manual origin:leadgen", ContactFilter(origin=ContactOrigin.LEADGEN)),
        ("kind:dog origin: a:b", ContactFilter("kind:dog origin: a:b")),
        ("anna custom.segment:a,b nowak", ContactFilter("anna nowak", own="custom.segment:a,b")),
        ('-custom.x:"a b" kind:person', ContactFilter(kind=ContactKind.PERSON, own='-custom.x:"a b"')),
        ("WŁASNE.x>5 12:30", ContactFilter("12:30", own="WŁASNE.x>5")),
        ("custom.segment mycustom.x:1", ContactFilter("custom.segment mycustom.x:1")),
        ('"custom.x:1"', ContactFilter('"custom.x:1"')),
        ("custom.x:1 " + "a" * 10_000, ContactFilter("custom.x:1 " + "a" * 10_000)),
    ],
)
def test_words_are_told_from_kind_and_origin(text: str, wanted: ContactFilter) -> None:
    assert read_contact_filter(text) == wanted


def test_conditions_on_own_fields_stay_where_they_stand() -> None:
    assert own_conditions("anna custom.x:1  nowak -custom.y>2") == "     custom.x:1        -custom.y>2"
    assert own_conditions("anna nowak") == own_conditions("custom.x") == ""


@given(WORDS, st.none() | st.sampled_from(ContactKind), st.none() | st.sampled_from(ContactOrigin))
def test_a_filter_is_read_as_it_is_written(words: str, kind: ContactKind | None, origin: ContactOrigin | None) -> None:
    wanted = ContactFilter(" ".join(words.split()), kind, origin)
    assert read_contact_filter(wanted.text) == wanted
