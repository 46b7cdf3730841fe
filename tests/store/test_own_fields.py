"""Conditions on own fields as SQL: both ways say the same, values are bound, and only known records are named."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from solartui.domain.custom_fields import CustomField
from solartui.domain.query import Condition, QueryContext, parse
from solartui.domain.query.fields import LEAD_FIELDS
from solartui.domain.query.own_fields import with_own
from solartui.domain.stages import SEEDED
from solartui.store.functions import add_functions
from solartui.store.own_fields import own_condition, own_sorts
from solartui.store.own_values import own_values

FIELDS = (
    CustomField(1, "lead", "roof", "Roof", "choice", ("tile", "metal")),
    CustomField(2, "lead", "area", "Area", "number"),
    CustomField(3, "lead", "until", "Until", "date"),
    CustomField(4, "lead", "remark", "Remark", "text"),
    CustomField(5, "lead", "shaded", "Shaded", "yes_no"),
)
CONTEXT = QueryContext(SEEDED, datetime(2026, 11, 22, 12, tzinfo=UTC), UTC, 1, with_own(LEAD_FIELDS, FIELDS))


@pytest.fixture
def desk() -> sqlite3.Connection:
    """Four leads; the last one says nothing."""
    connection = sqlite3.connect(":memory:")
    add_functions(connection)
    connection.executescript(
        """
        CREATE TABLE lead (id INTEGER PRIMARY KEY);
        INSERT INTO lead VALUES (1), (2), (3), (4);
        CREATE TABLE custom_value (field_id, lead_id, contact_id, project_id, text, number, day, flag);
        INSERT INTO custom_value (field_id, lead_id, text) VALUES (1, 1, 'tile'), (1, 2, 'metal'), (4, 3, 'Łódź Górna');
        INSERT INTO custom_value (field_id, lead_id, number) VALUES (2, 1, 10), (2, 3, -2.5);
        INSERT INTO custom_value (field_id, lead_id, day) VALUES (3, 2, '2026-11-22');
        INSERT INTO custom_value (field_id, lead_id, flag) VALUES (5, 1, 1), (5, 2, 0);
        """
    )
    return connection


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("custom.roof:tile", [1]),
        ("custom.roof:tile,metal", [1, 2]),
        ("custom.roof:none", [3, 4]),
        ("custom.roof:none,tile", [1, 3, 4]),
        ("-custom.roof:tile", [2, 3, 4]),
        ("-custom.roof:none", [1, 2]),
        ("-custom.roof:none,tile", [2]),
        ("custom.area>=10", [1]),
        ("custom.area:-2.5", [3]),
        ("custom.area:..0", [3]),
        ("custom.area:-3..10", [1, 3]),
        ("custom.until:today", [2]),
        ("custom.until:..2026-11", [2]),
        ("custom.until>today", []),
        ('custom.remark:"gor lodz"', [3]),
        ("-custom.remark:gor", [1, 2, 4]),
        ("custom.shaded:no", [2]),
        ("-custom.shaded:no,none", [1]),
    ],
)
def test_both_ways_find_the_same(desk: sqlite3.Connection, text: str, ids: list[int]) -> None:
    query = parse(text, CONTEXT)
    (term,) = query.terms
    assert isinstance(term, Condition)
    for by_row in (False, True):
        sql, params = own_condition("lead", "l.id", term, query, by_row=by_row)
        assert sql.count("?") == len(params)
        rows = desk.execute(f"SELECT l.id FROM lead l WHERE {sql} ORDER BY 1", params)
        assert [row[0] for row in rows] == ids, by_row


def test_what_people_type_is_never_part_of_the_sql() -> None:
    hostile = "x'); DROP TABLE lead; --"
    query = parse(f'custom.remark:"{hostile}"', CONTEXT)
    (term,) = query.terms
    assert isinstance(term, Condition)
    sql, params = own_condition("lead", "l.id", term, query)
    assert "DROP" not in sql
    assert params == [4, "x drop table lead"]


def test_a_list_that_goes_through_its_table_sees_that_its_id_is_compared() -> None:
    query = parse("-custom.roof:tile custom.roof:tile", CONTEXT)
    negated, plain = (
        own_condition("lead", "l.id", term, query)[0] for term in query.terms if isinstance(term, Condition)
    )
    assert "WHERE l.id = lead_id" in negated
    assert plain.startswith("l.id IN (SELECT")


def test_orders_are_made_for_fields_that_are_there() -> None:
    wanted = ["custom.area", "custom.remark", "custom.nope", "name"]
    found = own_sorts("lead", "l.id", FIELDS, wanted)
    assert list(found) == ["custom.area", "custom.remark"]
    assert "field_id = 2" in found["custom.area"].expression
    assert not any(key.covered or key.indexed for key in found.values())


def test_orders_put_who_says_nothing_first(desk: sqlite3.Connection) -> None:
    for name, ids in (
        ("custom.area", [2, 4, 3, 1]),
        ("custom.roof", [3, 4, 2, 1]),
        ("custom.until", [1, 3, 4, 2]),
        ("custom.shaded", [3, 4, 2, 1]),
        ("custom.remark", [1, 2, 4, 3]),
    ):
        key = own_sorts("lead", "l.id", FIELDS, [name])[name].expression
        assert [row[0] for row in desk.execute(f"SELECT l.id FROM lead l ORDER BY {key}, l.id")] == ids, name


def test_values_stand_in_a_line_by_the_numbers_of_their_fields(desk: sqlite3.Connection) -> None:
    rows = desk.execute(f"SELECT {own_values('lead', 'l.id')} FROM lead l ORDER BY l.id").fetchall()
    assert [row[0] for row in rows] == [
        '{"1":"tile","2":10,"5":1}', '{"1":"metal","3":"2026-11-22","5":0}', '{"4":"Łódź Górna","2":-2.5}', None,
    ]  # fmt: skip


def test_only_records_that_have_fields_are_named() -> None:
    query = parse("custom.roof:tile", CONTEXT)
    (term,) = query.terms
    assert isinstance(term, Condition)
    with pytest.raises(ValueError, match="user"):
        own_condition("user", "u.id", term, query)
    with pytest.raises(ValueError, match="user"):
        own_values("user", "u.id")
    with pytest.raises(ValueError, match="user"):
        own_sorts("user", "u.id", FIELDS, ["custom.area"])


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Łódź Górna", "lodz", True),
        ("Łódź Górna", "lo go", True),
        ("Łódź Górna", "odz", False),
        ("30-001", "30 001", True),
        ("", "a", False),
        (None, "a", False),
        ("x" * 5000, "x", True),
    ],
)
def test_words_begin_words(desk: sqlite3.Connection, text: str | None, words: str, found: bool) -> None:
    assert bool(desk.execute("SELECT words_begin(?, ?)", (text, words)).fetchone()[0]) is found
