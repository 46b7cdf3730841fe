"""What a filter bar remembers of places, and columns that are there for a while."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from solartui.domain.column_choice import ColumnChoice
from solartui.domain.query import Query, QueryContext, parse
from solartui.domain.stages import SEEDED
from solartui.screens.lists import near_places
from solartui.screens.lists.near_places import NearPlaces, what_is_wrong
from solartui.services.container import Services
from solartui.widgets.column_view import ColumnView
from solartui.widgets.columns import Column
from tests.desk import add_lead

CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 23, 9, tzinfo=UTC), UTC, 1)


def asked(text: str) -> Query:
    return parse(text, CONTEXT)


def test_a_place_is_looked_up_once() -> None:
    near = NearPlaces()
    query = asked("near:krakow,5km near:#7,1km -near:krakow,2km stage:open")
    assert near.unjudged(query) == ["krakow", "#7"]
    near.learn({"krakow": "", "#7": ""})
    assert near.unjudged(query) == []
    assert near.problem("near:krakow,5km", asked("near:krakow,5km")) is None
    assert near.unjudged(asked("stage:open")) == []


def test_what_was_wrong_may_be_right_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(near_places, "monotonic", lambda: now[0])
    near, query = NearPlaces(), asked("near:#7,1km")
    near.learn({"#7": "Nobody knows."})
    assert near.unjudged(query) == []
    problem = near.problem("stage:open near:#7,1km", query)
    assert problem is not None
    assert (problem.why, problem.column, problem.length) == ("Nobody knows.", 17, 2)
    now[0] += 4
    assert near.unjudged(query) == ["#7"]


def test_why_places_cannot_be_asked_for(services: Services) -> None:
    add_lead(services)
    said = what_is_wrong(services, ["krakow", "nowheresville", "#1", "#2", "50,20"])
    assert [place for place, why in said.items() if not why] == ["krakow", "50,20"]
    assert "no lead 2" in said["#2"]


# ---- columns


def column(key: str, *, sometimes: bool = False, lead: bool = False) -> Column[str]:
    return Column(key, key, 10, lambda row, _palette: [(row, "text")], sometimes=sometimes, lead=lead)


@pytest.fixture
def view() -> ColumnView[str]:
    found = ColumnView([column("name", lead=True), column("stage"), column("town"), column("far", sometimes=True)])
    found.fit(100)
    return found


def keys(view: ColumnView[str]) -> list[str]:
    return [placed.column.key for placed in view.placed]


def test_a_column_is_there_while_it_is_lent(view: ColumnView[str]) -> None:
    assert keys(view) == view.keys == ["name", "stage", "town"]
    assert not view.has("far")
    assert view.lend(frozenset({"far"}))
    assert keys(view) == view.keys == ["name", "far", "stage", "town"]
    assert view.has("far")
    assert not view.lend(frozenset({"far"}))
    assert view.lend(frozenset())
    assert keys(view) == ["name", "stage", "town"]


def test_a_lent_column_stands_where_there_is_little_room(view: ColumnView[str]) -> None:
    view.lend(frozenset({"far"}))
    view.fit(22)
    assert keys(view) == ["name", "far"]
    view.lend(frozenset())
    assert keys(view) == ["name", "stage"]


def test_whoever_has_chosen_columns_keeps_them(view: ColumnView[str]) -> None:
    view.choose(ColumnChoice.parse("name,town"))
    view.lend(frozenset({"far"}))
    assert keys(view) == ["name", "town"]
    view.choose(ColumnChoice.parse("name,far"))
    view.lend(frozenset())
    assert keys(view) == ["name", "far"]
    view.choose(ColumnChoice.parse(""))
    assert keys(view) == ["name", "stage", "town"]


def test_what_is_not_there_is_not_lent(view: ColumnView[str]) -> None:
    view.lend(frozenset({"nothing", "stage"}))
    assert "nothing" not in keys(view)
    assert view.has("stage")
    assert not view.has("nothing")
