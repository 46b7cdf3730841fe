"""What leads a filter lets through, case by case; the database is compared with these rules elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from solartui.domain.contacts import Phone
from solartui.domain.leads import Address
from solartui.domain.query import QueryContext, parse
from solartui.domain.query.document import national, plain_words, search_text, token, tokens
from solartui.domain.query.evaluate import matches
from solartui.domain.stages import SEEDED
from tests.domain.examples import LEAD, NOW

CONTEXT = QueryContext(SEEDED, NOW, UTC, 7)
PHONES = (Phone("601 234 567", "+48601234567"),)


def lets_through(text: str, **changed: Any) -> bool:
    return matches(parse(text, CONTEXT), replace(LEAD, **changed), PHONES)


@pytest.mark.feature("B-67", "B-55")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "zolc",
        "ŻÓŁ",
        "wschod dach",
        "kowal nowak",
        "sacz",
        "30-001",
        "30 001",
        "malopol",
        "dluga 12a",
        "poczta example",
        "zofia@poczta",
        "123",
        "601234567",
        "+48 601-234-567",
        "0048 601 234 567",
        "(601) 234",
        "targi",
        "#123",
        "-lublin",
        '-"zolc lublin"',
        "city:nowy",
        "city:sacz,lublin",
        'city:"sacz nowy"',
        "location:malo location:30 location:nowy",
        'location:"30-001 nowy sącz"',
        "postcode:30-0 kod:30001",
        "region:mał",
        "street:12",
        "name:dach contact:nowak",
        "email:example channel:energia",
        "phone:601 phone:48601234567 phone:0601234567",
        "-city:krakow -phone:602",
    ],
)
def test_words_begin_words(text: str) -> None:
    assert lets_through(text)


@pytest.mark.parametrize(
    "text",
    [
        "olc",
        "zolc lublin",
        "234567",
        "-zolc",
        '-"zolc dach"',
        "city:acz",
        "city:malopolskie",
        "name:zofia",
        "contact:dach",
        "street:nowy",
        "phone:123",
        "-city:nowy",
        "archived",
        "#124",
        "city:none",
        "email:none",
    ],
)
def test_nothing_else_is_found(text: str) -> None:
    assert not lets_through(text)


@pytest.mark.feature("B-56", "B-57", "B-58", "B-59", "B-60", "B-61", "B-62", "B-63", "B-64")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type:residential,commercial", True),
        ("-type:residential", False),
        ("grid:off-grid", False),
        ("stage:open stage:open,lost", True),
        ("stage:open stage:lost", False),
        ("source:manual", True),
        ("source:none", False),
        ("assignee:ekipa", True),
        ("assignee:me", False),  # team 7 is not user 7
        ("assignee:none", False),
        ("assignee:none,poludnie", True),
        ("owner:me owner:sama", True),
        ("createdby:none createdby:system", True),
        ("createdby:anna", False),
        ("-createdby:anna", True),
        ("entity:solar", True),
        ("entity:none", False),
        ("converted:no", True),
        ("converted:yes", False),
        ("converted:any archived:any", True),
        ("battery:no heatpump:yes panel:yes", True),
        ("-battery:no", False),
        ("country:pl", True),
        ("country:none", False),
        ("location:none", False),
    ],
)
def test_facets(text: str, expected: bool) -> None:
    assert lets_through(text) is expected


@pytest.mark.feature("B-65", "B-66", "D-20")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kwh>400 kwh<401 kwh:400.5", True),
        ("kwh>=400,5 kwh<=400,5", True),
        ("kwh>400,5", False),
        ("kwh:400..401 kwh:..500 kwh:100..", True),
        ("score:50 score:1..49,50", True),
        ("-score:50", False),
        ("created<8d created<=7d created:7d created>=7d", True),
        ("created<7d", False),
        ("created>7d", False),
        ("created:2026-11-15 created:2026-11-01..2026-11-15", True),
        ("updated:today updated:this-month updated<1h", True),
        ("contacted:never", True),
        ("contacted<30d", False),
        ("-contacted<30d", True),
        ("contacted>30d", False),
        ("due:late due<=today due<today due<7d", True),
        ("due:7d", False),
        ("due:today", False),
        ("due:none", False),
    ],
)
def test_numbers_and_times(text: str, expected: bool) -> None:
    assert lets_through(text) is expected


@pytest.mark.feature("B-64")
def test_archived_leads_are_hidden_until_they_are_asked_for() -> None:
    assert not lets_through("dach", archived=True)
    assert not lets_through("-archived", archived=True)
    assert lets_through("archived", archived=True)
    assert lets_through("archived:any", archived=True)
    assert lets_through("archived:any")


def test_empty_values_can_be_asked_for() -> None:
    bare = replace(LEAD.contact, emails=(), phones=())
    empty: dict[str, Any] = {
        "address": Address(), "contact": bare, "assignee": None, "owner": None, "created_entity": None, "channel": None,
        "monthly_kwh": None, "score": None, "next_follow_up": None,
    }  # fmt: skip
    text = "city:none postcode:none region:none street:none country:none location:none channel:none email:none "
    text += "phone:none assignee:none owner:none createdby:none entity:none kwh:none score:none contacted:none due:none"
    assert lets_through(text, **empty)
    assert not lets_through("location:none", **(empty | {"latitude": 50.0, "longitude": 20.0}))
    assert lets_through("kwh:none,>400")


def test_without_the_international_form_a_number_is_found_as_typed() -> None:
    query = parse("601 234", CONTEXT)
    assert matches(query, LEAD)
    typed = replace(LEAD, contact=replace(LEAD.contact, phones=("+61 412 345 678",)))
    assert matches(parse("0412 345 678", CONTEXT), typed)
    assert matches(parse("61412345", CONTEXT), typed)


@pytest.mark.parametrize("typed", ["0412345678", "0412 345 678", "phone:0412345678"])
def test_a_number_of_inside_the_country_is_found_with_each_digit(typed: str) -> None:
    mobile = replace(LEAD, contact=replace(LEAD.contact, phones=("+61 412 345 678",)))
    begun = [typed[:end] for end in range(typed.index("4") + 2, len(typed) + 1)]
    assert [text for text in begun if not matches(parse(text, CONTEXT), mobile)] == []
    assert not matches(parse("0413", CONTEXT), mobile)
    assert not matches(parse("-0412", CONTEXT), mobile)
    assert matches(parse("-0413", CONTEXT), mobile)


@pytest.mark.parametrize("text", ["00412", "04", "street:012", "city:0412", "041a", "0123456789012"])
def test_the_zero_of_other_words_counts(text: str) -> None:
    address = replace(LEAD.address, street="Długa 12", city="412 Bogdan", postcode="12-345")
    lead = replace(LEAD, id=412, address=address, contact=replace(LEAD.contact, phones=("+61 412 345 678",)))
    assert not matches(parse(text, CONTEXT), lead)


def test_the_search_text_has_every_section_behind_its_sign() -> None:
    text = search_text(
        name="Dach", contact="Jan Nowak", street="Długa 1", postcode="30-001", city="Łódź", region=None,
        channel="web", emails=["j@x.pl"], phones=PHONES, lead_id=5,
    )  # fmt: skip
    assert text == "!dach@jan@nowak/dluga/1#30#001#30001~lodz<web&j&x&pl+48601234567+601234567=5"


@pytest.mark.parametrize(
    ("number", "rest"),
    [("48601234567", "601234567"), ("12025550123", "2025550123"), ("61412345678", "412345678"), ("35312345", "12345")],
)
def test_the_code_of_the_country_is_left_out(number: str, rest: str) -> None:
    assert national(number) == rest


def test_letters_younger_than_the_index_are_spelled_out() -> None:
    adlam = "\U0001e922"  # a letter since Unicode 9
    assert [*tokens(f"{adlam}x 名前 ოხა")] == ["u1e922x", "名前", "ოხა"]
    assert plain_words(adlam) == [adlam]
    assert token("zolc") == "zolc"


def test_long_numbers_lose_the_zeros_of_a_prefix() -> None:
    assert plain_words("Ǿre 0048601234567 007 00000000") == ["ore", "48601234567", "007", "00000000"]
