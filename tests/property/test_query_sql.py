"""The compiled SQL finds just the leads that the rules find."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solartui.domain.leads import Lead
from solartui.domain.query import Query, QueryError, parse, to_text
from solartui.domain.query.evaluate import matches
from solartui.store.reading.leads import lead as read_lead
from solartui.store.reading.people import entities, users
from solartui.store.search import People, compile_query
from tests.property.query_desk import (
    CONTEXT,
    NAMES,
    contacts,
    fill,
    leads,
    new_desk,
    query_texts,
    seeded,
    values_of,
    where_is,
)

Found: TypeAlias = Callable[[Query], list[int]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = new_desk(tmp_path_factory.mktemp("desk") / "desk.db")
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[sqlite3.Connection, Found]]:
    """A desk of a hundred leads, and what the rules find there."""
    connection = new_desk(tmp_path_factory.mktemp("filled") / "desk.db")
    people, rows = seeded(100)
    fill(connection, people, rows)
    records = read_all(connection, len(rows))
    yield connection, lambda query: found_by_rules(query, records, people)
    connection.close()


def read_all(connection: sqlite3.Connection, count: int) -> list[Lead]:
    """The leads that are not deleted."""
    return [lead for number in range(1, count + 1) if (lead := read_lead(connection, number))]


def found_by_sql(connection: sqlite3.Connection, query: Query) -> list[int]:
    """The ids that the full-text index finds, which are also those that a look into the text of each row finds."""
    people = People(users(connection), entities(connection))
    looked_up = compile_query(query, people=lambda: people, places=where_is)
    probed = compile_query(query, people=lambda: people, places=where_is, probing=True)
    assert "MATCH" not in probed.where + probed.match
    found = []
    for sql in {looked_up.where: looked_up, probed.where: probed}.values():
        assert sql.where.count("?") == len(sql.params)
        rows = connection.execute(f"SELECT l.id FROM lead l WHERE {sql.where} ORDER BY l.id", sql.params)
        found.append([row[0] for row in rows])
    assert found[0] == found[-1]
    return found[0]


def found_by_rules(query: Query, records: list[Lead], people: list[dict[str, Any]]) -> list[int]:
    return [lead.id for lead in records if matches(query, lead, people[lead.contact.id - 1]["phones"], where_is)]


@pytest.mark.parametrize("name", NAMES)
def test_every_field_finds_some_leads_and_the_same_in_both_ways(
    filled: tuple[sqlite3.Connection, Found], name: str
) -> None:
    connection, expected = filled
    sizes = set()
    for value in values_of(name):
        for text in (f"{name}:{value}", f"-{name}:{value}", f"archived:any {name}:{value}"):
            if text == f"-{name}:any":
                continue
            query = parse(text, CONTEXT)
            assert found_by_sql(connection, query) == expected(query), text
            sizes.add(len(expected(query)))
    assert len(sizes) > 2


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=query_texts)
def test_any_filter_finds_the_same_leads_in_both_ways(filled: tuple[sqlite3.Connection, Found], text: str) -> None:
    connection, expected = filled
    try:
        query = parse(text, CONTEXT)
    except QueryError:
        return
    assert found_by_sql(connection, query) == expected(query), to_text(query)


@pytest.mark.feature("B-08", "B-55", "B-56", "B-57", "B-58", "B-59", "B-60", "B-61", "B-62", "B-63", "B-64", "B-65")
@pytest.mark.feature("B-66", "B-67")
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    people=st.lists(contacts, min_size=4, max_size=4),
    rows=st.lists(leads, min_size=1, max_size=5),
    texts=st.lists(query_texts, min_size=1, max_size=8),
)
def test_leads_with_any_text_are_found_in_both_ways(
    desk: sqlite3.Connection, people: list[dict[str, Any]], rows: list[dict[str, Any]], texts: list[str]
) -> None:
    desk.execute("BEGIN")
    try:
        fill(desk, people, rows)
        records = read_all(desk, len(rows))
        for text in texts:
            try:
                query = parse(text, CONTEXT)
            except QueryError:
                continue
            expected = found_by_rules(query, records, people)
            assert found_by_sql(desk, query) == expected, to_text(query)
    finally:
        desk.execute("ROLLBACK")
