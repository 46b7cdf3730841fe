"""Text at the entrance: what is taken away, what stays, and the keys it is found and sorted by."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from solartui.domain.text import clean, clean_block, fold, sort_key, unique_key, words

ANY = st.text(st.characters(), max_size=60)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Jan Kowalski", "Jan Kowalski"),
        ("  Jan   Kowalski ", "Jan Kowalski"),
        ("Jan\tKowalski\r\n", "Jan Kowalski"),
        ("Jan\u00a0Kowalski", "Jan Kowalski"),
        ("Z\u0307o\u0301łć", "Żółć"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("\x9b2J", "2J"),
        ("a\u200bb\ufeffc", "abc"),
        (f"{BIDI}x", "x"),
        ("\ud800x", "x"),
        ("\x00", ""),
        ("\u200b \u200b", ""),
        ("", ""),
        ("👩\u200d👧", "👩\u200d👧"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
        ("O'Brien & Sons <b>", "O'Brien & Sons <b>"),
    ],
)
def test_a_line(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@given(ANY)
@example("a\u0301\u200b\u0301")
@example("\u1100\u200b\u1161")
@example("a \u200b b")
def test_a_clean_line_is_clean_for_ever(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in once)
    assert not set(BIDI) & set(once)
    once.encode("utf-8")


@given(ANY)
@example("\r\ra\r\n\tb")
@example("a\n\u200b")
def test_a_clean_block_is_clean_for_ever(text: str) -> None:
    once = clean_block(text)
    assert clean_block(once) == once
    assert "\r" not in once
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in once)
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\n\n  - a\n\n  - b\n\n", "  - a\n\n  - b"),
        ("a\tb", "a\tb"),
        ("a\x1b[2Jb\x00", "a[2Jb"),
        ("  ", ""),
    ],
)
def test_a_block_keeps_its_lines(typed: str, stored: str) -> None:
    assert clean_block(typed) == stored


@pytest.mark.feature("B-67")
@pytest.mark.parametrize(
    ("written", "typed"),
    [("Żółć", "zolc"), ("ŁÓDŹ", "lodz"), ("Straße", "STRASSE"), ("Müller", "muller"), ("Ærø", "aero"), ("ﬁn", "fin")],
)
def test_letters_are_found_without_their_signs(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@given(st.text("aąbcćdeęfghijklłmnńoóqrsśuwxyzźżAĄŁŻ 19", max_size=30))
def test_polish_text_folds_to_plain_letters(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) == len(text)


def test_the_words_of_a_text() -> None:
    assert words("ul. Długa 5/7, Łódź") == ["ul", "dluga", "5", "7", "lodz"]
    assert words('" * AND NEAR( %') == ["and", "near"]
    assert words("a_b") == ["a", "b"]


def test_names_are_in_the_order_of_a_polish_dictionary() -> None:
    names = [
        "Zając",
        "Źrebak",
        "Żak",
        "ława",
        "Lis",
        "lód",
        "lody",
        "Ósmy",
        "Oset",
        "Adam",
        "Ądam",
        "9 dom",
        "Élan",
        "eta",
    ]
    ordered = ["9 dom", "Adam", "Ądam", "Élan", "eta", "Lis", "lody", "lód", "ława", "Oset", "Ósmy", "Zając", "Źrebak"]
    assert sorted(names, key=sort_key) == [*ordered, "Żak"]


@given(ANY)
def test_case_makes_no_difference_to_the_order(text: str) -> None:
    assert sort_key(text.lower()) == sort_key(text.lower().casefold())


@pytest.mark.feature("C-12")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jan@X.pl", "jan@x.PL"),
        ("jan@x.pl", " jan@x.pl\u200b "),
        ("żółć@x.pl", "z\u0307o\u0301łć@x.pl"),
        ("ｊａｎ@x.pl", "jan@x.pl"),
        ("STRASSE@x.de", "straße@x.de"),
    ],
)
def test_spellings_of_one_thing_have_one_key(one: str, other: str) -> None:
    assert unique_key(one) == unique_key(other)


@given(ANY)
def test_a_key_is_its_own_key(text: str) -> None:
    assert unique_key(clean(text)) == unique_key(text)
    assert " " not in unique_key(text)
