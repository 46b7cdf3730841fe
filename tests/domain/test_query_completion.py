"""What is offered while a filter is typed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui import i18n
from solartui.domain.query import QueryContext, QueryError, parse
from solartui.domain.query.completion import Completion, Known, complete, folded
from solartui.domain.query.fields import FIELDS, field_named
from solartui.domain.stages import SEEDED

CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 22, 12, tzinfo=UTC), UTC, 1)
KNOWN = Known(
    ("Anna Nowak", "Piotr Żak"),
    ("North", "Kraków"),
    {
        "city": folded(["Kraków", "Nowy Sącz", "Nowy Targ", "none"]),
        "channel": folded(["Website"]),
        "country": folded(["PL", "AU"]),
        "region": folded(["małopolskie"]),
    },
)


def offered(text: str, cursor: int | None = None, known: Known = KNOWN) -> Completion | None:
    return complete(text, len(text) if cursor is None else cursor, known, CONTEXT)


def taken(text: str, cursor: int | None = None) -> list[str]:
    """What the text becomes with each of the candidates."""
    found = offered(text, cursor)
    return [f"{text[: found.start]}{one.text}{text[found.stop :]}" for one in found.candidates] if found else []


@pytest.mark.feature("B-54")
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sta", ["stage:"]),
        ("krak sta", ["krak stage:"]),
        ("-sta", ["-stage:"]),
        ("eta", ["stage:"]),
        ("zrod", ["source:"]),
        ("stage:", ["stage:open", "stage:contacted"]),
        ("stage:o", ["stage:open"]),
        ("stage:open,", ["stage:open,open", "stage:open,contacted"]),
        ("stage:open,vis", ["stage:open,site_visit"]),
        ("etap:visit", ["etap:site_visit"]),
        ("type:res", ["type:residential"]),
        ("assignee:", ["assignee:me", "assignee:none", 'assignee:"Anna Nowak"']),
        ("assignee:now", ['assignee:"Anna Nowak"']),
        ("owner:zak", ['owner:"Piotr Żak"']),
        ("entity:kr", ['entity:"Kraków"']),
        ("city:krak", ["city:Kraków"]),
        ("near:krak", ["near:Kraków,25km"]),
        ("blisko:now", ['blisko:"Nowy Sącz",25km', 'blisko:"Nowy Targ",25km']),
        ("near:Kraków,", ["near:Kraków,5km", "near:Kraków,10km"]),
        ("near:Kraków,2", ["near:Kraków,25km"]),
        ("location:now", ['location:"Nowy Sącz"', 'location:"Nowy Targ"']),
        ('city:"nowy s', ['city:"Nowy Sącz"']),
        ("city:sacz", ['city:"Nowy Sącz"']),
        ("channel:w", ["channel:Website"]),
        ("country:", ["country:PL", "country:AU", "country:none"]),
        ("created:this", ["created:this-week", "created:this-month"]),
        ("created<7", ["created<7d"]),
        ("due:", ["due:late", "due:today"]),
        ("contacted:nev", ["contacted:never"]),
        ("kwh:", ["kwh:>400", "kwh:<400", "kwh:400..", "kwh:none"]),
        ("battery:", ["battery:yes", "battery:no", "battery:any"]),
    ],
)
def test_names_then_values(text: str, first: list[str]) -> None:
    assert taken(text)[: len(first)] == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s",
        "kowalski",
        "stage:open",
        "stage:nowhere",
        "nofield:x",
        "stage:open ",
        '"sta',
        "kwh>",
        "due>la",
        "x" * 10_001,
        "e\u0301",
    ],
)
def test_nothing_is_offered_where_nothing_helps(text: str) -> None:
    assert taken(text) == []


def test_names_are_offered_on_demand() -> None:
    found = complete("stage:open ", 11, KNOWN, CONTEXT, asked=True)
    assert found is not None
    assert [one.text for one in found.candidates] == [f"{name}:" for name in FIELDS]
    assert found.candidates[2].remark == "Stage, such as open"


def test_in_polish_fields_are_offered_by_their_polish_names() -> None:
    i18n.use_language("pl")
    assert taken("eta") == ["etap:"]
    assert taken("sta")[0] == "stage:"
    assert taken("zrod") == ["zrodlo:"]
    found = complete("", 0, KNOWN, CONTEXT, asked=True)
    assert found is not None
    for one in found.candidates:
        assert field_named(one.text.removesuffix(":")) is not None
    assert "etap:" in [one.text for one in found.candidates]
    assert offered("etap:otw") is not None
    assert taken("etap:otw") == ["etap:open"]


def test_the_middle_of_a_text_is_completed_too() -> None:
    assert taken("sta krak", 3)[0] == "stage: krak"
    assert taken("stage:coXX,open krak", 8)[0] == "stage:contacted,open krak"


def test_what_has_to_be_read_first_is_told() -> None:
    nothing = Known()
    needs = {text: found.needs if (found := offered(text, known=nothing)) else None
             for text in ("city:k", "location:k", "channel:", "owner:a", "stage:o")}  # fmt: skip
    assert needs == {"city:k": "city", "location:k": "city", "channel:": "channel", "owner:a": "people", "stage:o": ""}


pieces = st.sampled_from(['"', "-", ":", ",", "<", ">=", "..", "#", " ", "\\", "*", "%", "stage", "city", "owner",
                          "created", "kwh", "open", "krak", "12", "é", "e\u0301", "\x00", "none"])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=8).map("".join), st.integers(0, 30))
def test_whatever_is_typed_a_candidate_can_be_put_into_it(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    found = offered(text, cursor)
    if found is not None:
        assert 0 <= found.start <= cursor <= found.stop <= len(text)
        for one in found.candidates:
            assert one.title


@pytest.mark.parametrize("field", FIELDS)
def test_every_value_that_is_offered_can_be_read(field: str) -> None:
    found = offered(f"{field}:")
    for one in found.candidates if found else ():
        try:
            parse(f"{field}:{one.text}", CONTEXT)
        except QueryError as error:
            pytest.fail(f"{one.text}: {error.why}")
