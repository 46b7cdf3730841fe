"""Addresses and numbers: the quick way must give just what the libraries give."""

from __future__ import annotations

import random
import re
import string
from contextlib import suppress

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.contact_points import (
    email_key,
    normalise_email,
    parse_phone,
    plain_email,
    plain_phone,
    split_points,
)
from solartui.domain.errors import Invalid

pytestmark = pytest.mark.feature("D-04", "D-05", "C-12")


def by_the_library(text: str) -> str | None:
    """What the library makes of an address."""
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None


def by_us(text: str) -> str | None:
    """What we make of it."""
    try:
        return normalise_email(text)[0]
    except Invalid:
        return None


LOCAL = st.text(string.ascii_letters + string.digits + "._+-'", min_size=1, max_size=70)
LABEL = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=12)
TOP = st.sampled_from(
    ["pl", "com", "COM", "test", "local", "invalid", "x", "c0m", "onion", "localhost", "example", "museum"]
)


@given(LOCAL, st.lists(LABEL, min_size=0, max_size=6), TOP)
def test_the_quick_way_agrees_with_the_library(local: str, labels: list[str], top: str) -> None:
    text = f"{local}@{'.'.join([*labels, top])}"
    assert by_us(text) == by_the_library(text)


@pytest.mark.parametrize(
    "text",
    [
        "jan@x.pl", "Jan.Kowalski+solar@Firma-Nova.COM.pl", "INFO@x.pl", "Postmaster@x.pl", "jan@żółw.pl", "żółw@x.pl",
        "a@xn--w-uga1v8h.pl", "a@ab--c.pl", "a@-b.pl", "a@b-.pl", "a..b@x.pl", ".a@x.pl", "a.@x.pl", "a@x..pl",
        f"{'a' * 65}@x.pl", f"a@{'b' * 64}.pl", f"a@{'b.' * 130}pl", '"a b"@x.pl', "a@[127.0.0.1]", "a@b", "a b@x.pl",
        "a@b.c", "a@b.c1", "_a@x.pl", "a'b@x.pl",
    ],
)  # fmt: skip
def test_ordinary_and_odd_addresses_agree_with_the_library(text: str) -> None:
    assert by_us(text) == by_the_library(text)


@pytest.mark.parametrize(
    "text", ["", "@", "jan", "jan@", "@x.pl", "a@x.pl, b@x.pl", "x" * 300 + "@x.pl", "\x1b]52;c;x\x07"]
)
def test_what_is_no_address_is_named(text: str) -> None:
    with pytest.raises(Invalid, match="is not an e-mail address") as caught:
        normalise_email(text)
    assert caught.value.field == "email"
    assert "\x1b" not in caught.value.message
    assert len(caught.value.message) < 120


@pytest.mark.parametrize(
    "text", ["mailto:jan@x.pl", " jan@x.pl ", "Jan Kowalski <jan@x.pl>", "<jan@x.pl>", "jan@X.PL", "ja\u200bn@x.pl"]
)
def test_what_is_put_around_an_address_goes(text: str) -> None:
    assert normalise_email(text) == ("jan@x.pl", "jan@x.pl")


def test_one_key_for_all_spellings() -> None:
    composed, decomposed = "jos\u00e9@x.pl", "jose\u0301@x.pl"
    assert normalise_email(composed) == normalise_email(decomposed)
    assert normalise_email("JAN@x.pl")[1] == normalise_email("jan@X.PL")[1] == email_key(" Jan@x.pl")
    assert normalise_email("JAN@x.pl")[0] == "JAN@x.pl"


def e164(text: str, region: str) -> str | None:
    """What the library makes of a number."""
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return (
        phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(found)
        else None
    )


def test_the_quick_way_agrees_with_the_library_on_every_polish_prefix() -> None:
    chance = random.Random(48)
    for prefix in range(1000):
        for tail in ("000000", "111111", "999999", f"{chance.randrange(10**6):06}", f"{chance.randrange(10**6):06}"):
            for code in ("", "+48", "48", "0048"):
                text = f"{code}{prefix:03}{tail}"
                assert parse_phone(text).e164 == e164(text, "PL"), text


@pytest.mark.parametrize("region", ["PL", "AU", "DE"])
@given(st.from_regex(r"(\+48|0048|48)?[ -]?[1-9][0-9 -]{6,12}", fullmatch=True))
def test_notations_agree_with_the_library(region: str, text: str) -> None:
    if len(re.sub(r"\D", "", text)) >= 5:
        assert parse_phone(text, region).e164 == e164(text.strip(), region)


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("601 234 567", "PL", "+48601234567"),
        ("601-234-567", "PL", "+48601234567"),
        ("601.234.567", "PL", "+48601234567"),
        ("601\u00a0234\u00a0567", "PL", "+48601234567"),
        ("+48 (12) 345 67 89", "AU", "+48123456789"),
        ("22/123 45 67", "PL", "+48221234567"),
        ("tel. 601 234 567", "PL", "+48601234567"),
        ("601 234 567 (po 16)", "PL", "+48601234567"),
        ("601234567 dzwonić po 16", "PL", "+48601234567"),
        ("0412 345 678", "AU", "+61412345678"),
        ("+61 412 345 678", "PL", "+61412345678"),
        ("601234567.0", "PL", "+48601234567"),
        ("48601234567,0", "PL", "+48601234567"),
        ("6,01234567E+08", "PL", "+48601234567"),
        ("4.8601234567E+10", "PL", "+48601234567"),
        ("123456", "PL", None),
        ("601 234 56", "PL", None),
        ("0412 345 678", "PL", None),
    ],
)
def test_numbers_in_every_notation(text: str, region: str, number: str | None) -> None:
    assert parse_phone(text, region).e164 == number


def test_a_number_stays_as_it_was_typed() -> None:
    assert parse_phone(" 601  234-567\t").number == "601 234-567"
    assert parse_phone("601234567.0").number == "601234567"


@pytest.mark.parametrize("text", ["", "brak", "1234", "jan@x.pl", "1" * 21, "\x1b[31m"])
def test_what_is_no_number_is_named(text: str) -> None:
    with pytest.raises(Invalid, match="is not a telephone number"):
        parse_phone(text)


def test_a_number_that_lost_its_digits_is_refused() -> None:
    with pytest.raises(Invalid, match="shortened by the spreadsheet"):
        parse_phone("6,01E+08")


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("a@x.pl", ["a@x.pl"]),
        ("a@x.pl, b@x.pl;c@x.pl\nd@x.pl / e@x.pl", ["a@x.pl", "b@x.pl", "c@x.pl", "d@x.pl", "e@x.pl"]),
        ("a@x.pl b@x.pl.", ["a@x.pl", "b@x.pl"]),
        ("Jan K <a@x.pl>, b@x.pl", ["Jan K <a@x.pl>", "b@x.pl"]),
        ("601234567; 602345678", ["601234567", "602345678"]),
        ("601 234 567 / 602 345 678", ["601 234 567", "602 345 678"]),
        ("601 234 567 lub 602 345 678", ["601 234 567", "602 345 678"]),
        ("22/123 45 67, 601 234 567", ["22/123 45 67", "601 234 567"]),
        ("601234567/68", ["601234567/68"]),
        ("4,8601234567E+10", ["4,8601234567E+10"]),
        (" ;, ", []),
        ("", []),
    ],
)
def test_several_points_in_one_field(text: str, points: list[str]) -> None:
    assert split_points(text) == points


@given(st.text(max_size=60))
def test_any_text_is_taken_or_refused(text: str) -> None:
    for read in (normalise_email, parse_phone):
        with suppress(Invalid):
            assert read(text)
    assert all(point.strip() for point in split_points(text))


ROUGHLY_A_NUMBER = st.one_of(
    st.from_regex(r"(\+48 ?|48|0048|\+49)?[4-9][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3,4}", fullmatch=True),
    st.text("0123456789+-. ()/,;e", max_size=16),
)


@given(text=ROUGHLY_A_NUMBER, region=st.sampled_from(["PL", "DE", "GB", "XX"]))
def test_the_short_way_of_a_plain_number_leads_where_the_long_one_does(text: str, region: str) -> None:
    plain = plain_phone(text, region)
    if plain is not None:
        assert split_points(text) == [text]
        assert parse_phone(text, region) == plain
        found = phonenumbers.parse(text, region)
        assert phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164) == plain.e164


@pytest.mark.parametrize("text", ["601 234 567", "+48 601-234-567", "0048601234567", "22 444 45 67"])
def test_most_polish_numbers_take_the_short_way(text: str) -> None:
    assert plain_phone(text, "PL") is not None


@pytest.mark.parametrize("text", ["601.234.567", " 601234567", "601234567.0", "601 234 567 / 602 333 444", "12345", ""])
def test_whatever_may_mean_more_takes_the_long_way(text: str) -> None:
    assert plain_phone(text, "PL") is None


@given(local=LOCAL, domain=st.lists(LABEL, min_size=1, max_size=2).map(".".join), top=TOP)
def test_the_short_way_of_a_plain_address_leads_where_the_long_one_does(local: str, domain: str, top: str) -> None:
    address = f"{local}@{domain}.{top}"
    plain = plain_email(address)
    if plain is not None:
        assert split_points(address) == [address]
        assert by_us(address) == by_the_library(address) == plain
