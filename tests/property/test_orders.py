"""Lists in any order of one column or several hold the same rows in the same places as sorting by the rules does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solartui.domain.listing import LeadLine, Sort
from solartui.domain.stages import SEEDED
from solartui.domain.text import sort_key
from solartui.store.lists import LEADS
from solartui.store.record_list import RecordList, Selection
from solartui.store.store import Store
from tests.property.query_desk import fill, new_desk, seeded

COUNT = 160
_PLACES = {stage.key: place for place, stage in enumerate(sorted(SEEDED, key=lambda stage: stage.position))}


def _text(field: str) -> Callable[[LeadLine], str]:
    return lambda line: getattr(line, field) or ""


def _name(field: str) -> Callable[[LeadLine], str]:
    return lambda line: sort_key(getattr(line, field) or "")


def _number(field: str) -> Callable[[LeadLine], float]:
    def value(line: LeadLine) -> float:
        found = getattr(line, field)
        return -1 if found is None else found

    return value


RULES: dict[str, Callable[[LeadLine], Any]] = {
    "id": lambda line: line.id,
    "name": _name("name"),
    "stage": lambda line: _PLACES[line.stage],
    "location": _name("city"),
    "assignee": _name("assignee"),
    "owner": _name("owner"),
    "created_by": _name("created_by"),
    "created_entity": _name("created_entity"),
    "monthly_kwh": _number("monthly_kwh"),
    "score": _number("score"),
    "next_follow_up": lambda line: line.next_follow_up or "9",
    "respond_by": lambda line: line.respond_by or "9",
    **{field: _text(field) for field in ("type", "grid_connection", "source", "channel", "postcode", "region")},
    **{field: _text(field) for field in ("country", "street", "phone", "email", "follow_up_note")},
    **{field: _text(field) for field in ("last_contacted", "created_at", "updated_at")},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A desk of leads many of which are alike in most columns."""
    path = tmp_path_factory.mktemp("orders") / "desk.db"
    connection = new_desk(path)
    people, rows = seeded(COUNT)
    fill(connection, people, rows)
    connection.close()
    opened = Store(str(path))
    yield opened
    opened.close()


def listed(store: Store, sort: Sort) -> RecordList[LeadLine]:
    """All that a list shows without a filter."""
    return RecordList(store, LEADS, Selection(LEADS.listed), sort)


def by_rules(lines: list[LeadLine], sort: Sort) -> list[int]:
    """The ids in their order; where all columns are alike, the number decides, the way that the last one goes."""
    ordered = sorted(lines, key=lambda line: line.id, reverse=sort.keys[-1].descending)
    for key in reversed(sort.keys):
        ordered.sort(key=RULES[key.column], reverse=key.descending)
    return [line.id for line in ordered]


orders = st.lists(
    st.builds(Sort, st.sampled_from(sorted(RULES)), st.booleans()),
    min_size=1,
    max_size=4,
    unique_by=lambda key: key.column,
).map(Sort.of)


def test_every_order_on_offer_is_known_here() -> None:
    assert set(LEADS.sorts) - set(RULES) == {"contact"}


@pytest.mark.feature("B-19")
@settings(max_examples=60, deadline=None)
@given(order=orders, start=st.integers(0, COUNT), length=st.integers(0, 60))
def test_any_window_of_any_order_is_that_of_the_rules(store: Store, order: Sort, start: int, length: int) -> None:
    everything = listed(store, Sort("id")).rows(0, COUNT)
    expected = by_rules(everything, order)
    assert Sort.parse(order.text) == order
    records = listed(store, order)
    assert [line.id for line in records.rows(start, start + length)] == expected[start : start + length]
    assert list(records.ids()) == expected
    for place in {0, len(expected) // 2, len(expected) - 1}:
        assert records.position(expected[place]) == place
    back = Sort.of([Sort(key.column, not key.descending) for key in order.keys])
    assert list(listed(store, back).ids()) == expected[::-1]
