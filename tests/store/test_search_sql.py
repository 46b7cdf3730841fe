"""Compiled filters as SQL: bound values only, never an error of the database, and on the indexes of the lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from solartui.domain.query import QueryError, parse
from solartui.store.search import People, Sql, compile_query
from tests.property.query_desk import CONTEXT, fill, new_desk, seeded

NOBODY = People((), ())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = new_desk(tmp_path_factory.mktemp("search") / "desk.db")
    fill(connection, *seeded(30))
    yield connection
    connection.close()


def compiled(text: str) -> Sql:
    return compile_query(parse(text, CONTEXT), people=lambda: NOBODY)


def plan(connection: sqlite3.Connection, text: str, order: str) -> str:
    sql = compiled(text)
    rows = connection.execute(
        f"EXPLAIN QUERY PLAN SELECT l.id FROM lead l WHERE {sql.where} ORDER BY {order}, l.id LIMIT 50", sql.params
    )
    return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", "AND", "OR", "NOT", "NEAR(", "*", "%", "_", "^a", "a*", "-", "--", ";", "\x00", "\ud800", "\\", "[/]",
        "\x1b]52;c;x\x07", "'; DROP TABLE lead; --", '"a" OR "b', "col : x", "{a b}: c", "city:%", 'city:"%\'"', "a%b",
        "name:*", "NEAR(a b, 5)", "𞤢", "city:𞤢", "ﷺ", "e\u0301", "\u202e\u200b", "a\x00b", "(((((", "x" * 100,
        "-".join("ab" for _ in range(90)), "a " * 200, "-a " * 100, "city:" + ",".join("ab" for _ in range(200)),
        "city:" + ",".join("abcdefghij"), "-city:" + ",".join(f"x{n}" for n in range(200)),
        "city:" + ",".join(f"x{n}" for n in range(200)), "created:" + ",".join(["today", "7d"] * 100),
        " ".join(f"x{n}" for n in range(200)), " ".join(f"-x{n}" for n in range(200)),
        " ".join(f"location:x{n}" for n in range(200)), "kwh:" + ",".join(f"{n}..{n}" for n in range(200)),
        "id:" + ",".join(map(str, range(1500))), 'city:"' + "ab " * 190 + '"', "ﷺ" * 6,
    ],
)  # fmt: skip
def test_no_text_is_an_error_to_the_database(desk: sqlite3.Connection, text: str) -> None:
    try:
        sql = compiled(text)
    except QueryError:
        return
    assert sql.where.count("?") == len(sql.params)
    desk.execute(f"SELECT l.id FROM lead l WHERE {sql.where}", sql.params).fetchall()


def test_values_are_bound_and_never_part_of_the_text() -> None:
    sql = compiled('zzqx city:zzqx assignee:"zzqx" phone:9999 kwh>98765 #98764 created:2026-01-02 country:zz')
    assert not any(typed in sql.where.lower() for typed in ("zz", "9999", "9876", "2026"))
    assert {"%~zzqx%", 98765, 98764, "ZZ", "%+9999%"} <= set(sql.params)


@pytest.mark.parametrize("text", ["", "-archived", "stage:open", "kwh>100", "-created>7d"])
def test_lists_walk_the_index_that_is_made_for_them(desk: sqlite3.Connection, text: str) -> None:
    shown = plan(desk, text, "l.name_key")
    assert "ix_lead_listed_" in shown


def test_archived_leads_need_no_listed_index(desk: sqlite3.Connection) -> None:
    assert "ix_lead_listed_" not in plan(desk, "archived:any", "l.name_key")


def test_words_narrow_by_one_look_into_the_index() -> None:
    sql = compiled("zolc city:krak,lodz -dach phone:601 owner:none")
    assert sql.where.count("MATCH") == 2  # the words that are wanted, and the one that is not
    assert sql.params[0] == '"zolc"* AND (("krak"*) OR ("lodz"*)) AND "601"*'


def test_names_need_somebody_to_look_them_up() -> None:
    with pytest.raises(LookupError):
        compile_query(parse("owner:anna", CONTEXT))
    assert compile_query(parse("owner:me owner:none", CONTEXT)).where.count("owner_id") == 2


def test_people_are_looked_up_once() -> None:
    asked = []

    def people() -> People:
        asked.append(1)
        return NOBODY

    compile_query(parse("owner:anna assignee:jan entity:x", CONTEXT), people=people)
    assert asked == [1]
