"""The filter of the contact list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.contact_filter import ContactFilter, read_contact_filter
from solartui.domain.vocabulary import ContactKind, ContactOrigin

WORDS = st.text().filter(lambda text: not read_contact_filter(text).kind and not read_contact_filter(text).origin)


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
    ],
)
def test_words_are_told_from_kind_and_origin(text: str, wanted: ContactFilter) -> None:
    assert read_contact_filter(text) == wanted


@given(WORDS, st.none() | st.sampled_from(ContactKind), st.none() | st.sampled_from(ContactOrigin))
def test_a_filter_is_read_as_it_is_written(words: str, kind: ContactKind | None, origin: ContactOrigin | None) -> None:
    wanted = ContactFilter(" ".join(words.split()), kind, origin)
    assert read_contact_filter(wanted.text) == wanted
