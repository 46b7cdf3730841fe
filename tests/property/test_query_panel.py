"""Text and panel are two views of one filter: nothing is lost on the way there and back."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from solartui.domain.query import Query, QueryError, parse
from solartui.domain.query.ast import Condition, Term, Words, term_text
from solartui.domain.query.fields import Kind
from solartui.domain.query.panel import SHOWN as SHOWN_OF_LEADS
from solartui.domain.query.panel import (
    Panel,
    criterion,
    panel_from,
    panel_of,
    typed,
    typed_criterion,
    value_texts,
)
from tests.property.query_desk import CONTEXT, OWN, query_texts, values_of

SHOWN = (*SHOWN_OF_LEADS, *OWN)


def read(text: str) -> Query | None:
    try:
        return parse(text, CONTEXT)
    except QueryError:
        return None


def meaning(query: Query) -> frozenset[Term]:
    """All terms hold, in whatever order they stand, and any of the values of each."""
    return frozenset(
        Condition(term.field, tuple(sorted(term.values, key=repr)), term.negated)
        if isinstance(term, Condition)
        else term
        for term in query.terms
    )


@settings(max_examples=200, deadline=None)
@given(query_texts)
@example("stage:open stage:lost -stage:closed archived -archived 12 345 kwh:any")
@example('12 "345" -"12 345" location:"a,b",none,"none" createdby:"me",me')
def test_a_text_means_the_same_after_the_panel(text: str) -> None:
    query = read(text)
    if query is not None:
        panel = panel_of(query, SHOWN)
        again = parse(panel.text, CONTEXT)
        assert meaning(again) == meaning(query)
        assert again.asks_archived is query.asks_archived
        assert panel_of(again, SHOWN) == panel


def _conditions(field: str) -> st.SearchStrategy[Condition | None]:
    listed = st.lists(st.sampled_from(values_of(field)), min_size=1, max_size=3)
    return listed.map(lambda values: criterion(field, values, CONTEXT))


criteria = st.lists(st.sampled_from(SHOWN), unique=True).flatmap(lambda names: st.tuples(*map(_conditions, names)))


@settings(max_examples=150, deadline=None)
@given(criteria, query_texts.filter(lambda text: read(text) is not None))
def test_a_panel_is_the_same_after_the_text(conditions: tuple[Condition | None, ...], rest: str) -> None:
    panel = panel_from((one for one in conditions if one is not None), rest, CONTEXT, SHOWN)
    assert panel_of(parse(panel.text, CONTEXT), SHOWN) == panel


@settings(max_examples=200, deadline=None)
@given(query_texts)
def test_a_criterion_that_is_entered_as_it_is_shown_is_the_same(text: str) -> None:
    query = read(text)
    for condition in panel_of(query, SHOWN).criteria if query is not None else ():
        assert criterion(condition.field, value_texts(condition), CONTEXT) == condition
        if condition.entry.kind is not Kind.FLAG:
            assert typed_criterion(condition.field, typed(condition), CONTEXT) == condition


def test_what_a_panel_cannot_show_stays_in_force() -> None:
    panel = panel_of(parse("-town:perth krak stage:open stage:lost archived:no dach", CONTEXT))
    assert [condition.field for condition in panel.criteria] == ["stage"]
    assert panel.words == (Words(("krak",)), Words(("dach",)))
    assert [term.negated for term in panel.also] == [True, False, False]
    assert panel.text == "stage:open krak dach -city:perth stage:lost -archived"


def test_people_need_no_quotes_in_a_panel() -> None:
    for shown, text in (
        ("Nowy Sącz, Kraków", 'location:"Nowy Sącz",Kraków'),
        ("none", "location:none"),
        ('"none"', 'location:"none"'),
    ):
        condition = typed_criterion("location", shown, CONTEXT)
        assert condition is not None
        assert Panel((condition,)).text == text
        assert typed(condition) == shown
    for field, shown, text in (
        ("created", "this month", "created:this-month"),
        ("kwh", ">= 400", "kwh>=400"),
        ("due", "late, dzisiaj", "due:late,today"),
        ("created", "1.11.2026 .. 22.11.2026", "created:2026-11-01..2026-11-22"),
    ):
        condition = typed_criterion(field, shown, CONTEXT)
        assert condition is not None
        assert Panel((condition,)).text == text
    assert typed_criterion("location", " , ", CONTEXT) is None


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("1,5", "kwh:1.5"),
        ("1 200,5", "kwh:1200.5"),
        ("1.200,5", "kwh:1200.5"),
        (">1,5", "kwh>1.5"),
        ("1,5..2,5", "kwh:1.5..2.5"),
        (">=1 200,50", "kwh>=1200.5"),
        ("..1,5", "kwh:..1.5"),
        ("1, 5", "kwh:1,5"),
        ("1,5, 2,5 , none", "kwh:1.5,2.5,none"),
        ("10,20,30", "kwh:10,20,30"),
        ("none,5", "kwh:none,5"),
        ("400,", "kwh:400"),
        (" , ", None),
    ],
)
def test_numbers_of_the_panel_have_a_decimal_comma(shown: str, text: str | None) -> None:
    condition = typed_criterion("kwh", shown, CONTEXT)
    assert (condition and term_text(condition)) == text
    if condition is not None:
        assert typed_criterion("kwh", typed(condition), CONTEXT) == condition


@pytest.mark.parametrize("shown", ["1,5,x", "1,,5x", "1.5,2.5.3,", ">1,5,6x", "1,5..x"])
def test_what_is_no_number_of_the_panel_is_said(shown: str) -> None:
    with pytest.raises(QueryError, match="is no number"):
        typed_criterion("kwh", shown, CONTEXT)
