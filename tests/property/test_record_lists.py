"""A list as a window shows the same as a plain sorted list, whatever is asked for and in which order."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solartui.domain.listing import Sort
from solartui.domain.stages import SEEDED
from solartui.domain.text import sort_key
from solartui.store import record_list
from solartui.store import store as store_module
from solartui.store.connection import connect
from solartui.store.list_shape import ListShape, Selection
from solartui.store.lists import CONTACTS, LEADS, PROJECTS
from solartui.store.record_list import RecordList
from solartui.store.store import Store

COUNT = 700
Row = dict[str, Any]
Key = Callable[[Row], Any]
CITIES = ("Łódź", "Lublin", "Żory", "Zabrze", "Åre", "", None, "ółw", "Kraków")
TIMES = [f"2026-0{n % 9 + 1}-01T00:00:00.000000Z" for n in range(12)]
POSITIONS = {stage.key: stage.position for stage in SEEDED}
PROJECT_STAGES = ("onboarding", "quoting", "considering", "committing", "inspection", "installation", "completed")


def insert(raw: sqlite3.Connection, table: str, **columns: Any) -> None:
    """A row of plain values."""
    marks = ", ".join("?" * len(columns))
    raw.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values()))


def seldom(dice: random.Random) -> str | None:
    """What marks one record in ten as archived or deleted."""
    return dice.choice([None] * 9 + ["x"])


def stamps(dice: random.Random) -> Row:
    """The columns that every record has."""
    return {"created_at": dice.choice(TIMES), "updated_at": dice.choice(TIMES), "version": 1}


def fill_contacts(raw: sqlite3.Connection, dice: random.Random) -> dict[int, str]:
    """Contacts; their sort keys by their ids."""
    keys = {}
    for number in range(1, 41):
        name = f"{dice.choice('ąałlzżźoó')}{number % 6}"
        keys[number] = sort_key(name)
        insert(
            raw,
            "contact",
            id=number,
            kind=dice.choice(["person", "company"]),
            name=name,
            name_key=keys[number],
            name_fold="",
            company_id=dice.choice([None, dice.randint(1, number - 1)]) if number > 1 else None,
            origin=dice.choice(["manual", "leadgen"]),
            deleted_at=seldom(dice),
            **stamps(dice),
        )
        for position in range(dice.randint(0, 2)):
            own: Row = {"contact_id": number, "position": position}
            text = f"{dice.choice('abc')}{number}.{position}@x.pl"
            insert(raw, "contact_email", address=text, address_key=text, unusable=0, **own)
            insert(raw, "contact_phone", number=dice.choice(["1", "2", "3"]), digits="1", **own)
    return keys


def fill_leads(raw: sqlite3.Connection, dice: random.Random, contacts: Mapping[int, str]) -> None:
    """Leads of the contacts."""
    for _ in range(COUNT):
        name, city, contact = f"lead {dice.randint(1, 30)}", dice.choice(CITIES), dice.randint(1, 40)
        due, answer = dice.choice([None, *TIMES]), dice.choice([None, *TIMES])
        who = dice.choice(["assignee_user_id", "assignee_entity_id"])
        insert(
            raw,
            "lead",
            name=name,
            name_key=sort_key(name),
            type=dice.choice(["residential", "commercial"]),
            grid_connection=dice.choice(["on_grid", "off_grid"]),
            stage=dice.choice(list(POSITIONS)),
            source=dice.choice(["manual_entities", "company_leadgen"]),
            channel=dice.choice([None, "", "web", "fair"]),
            contact_id=contact,
            contact_key=contacts[contact],
            city=city,
            city_key=sort_key(city or ""),
            street=dice.choice([None, "", "ul. Długa 1", "al. Róż 2"]),
            postcode=dice.choice([None, "", "30-001", "00-950"]),
            region=dice.choice([None, "", "Mazowsze"]),
            country=dice.choice([None, "PL", "AU"]),
            respond_by=answer,
            respond_key=answer or "9",
            owner_id=dice.choice([None, 1, 2]),
            created_by_id=dice.choice([None, 1, 2]),
            created_entity_id=dice.choice([None, 1, 2]),
            monthly_kwh=dice.choice([None, 0.0, 300.5, 400.0]),
            panel=1,
            battery=0,
            heat_pump=0,
            score=dice.choice([None, 0, 50]),
            last_contacted=dice.choice([None, *TIMES]),
            next_follow_up=due,
            due_key=due or "9",
            follow_up_note=dice.choice([None, "", "Call", "Żadnych"]),
            archived_at=seldom(dice),
            deleted_at=seldom(dice),
            stage_since="",
            **{who: dice.choice([None, 1, 2, 3])},
            **stamps(dice),
        )


def fill_projects(raw: sqlite3.Connection, dice: random.Random) -> None:
    """Projects without leads."""
    for _ in range(300):
        name, city = f"project {dice.randint(1, 30)}", dice.choice(CITIES)
        insert(
            raw,
            "project",
            name=name,
            name_key=sort_key(name),
            name_fold="",
            stage=dice.choice(PROJECT_STAGES),
            type="residential",
            grid_connection="on_grid",
            city=city,
            city_fold=(city or "").lower(),
            regulation="pl",
            currency="PLN",
            capacity_kwp=dice.choice([None, 1.5, 9.0]),
            price_net=dice.choice([None, 5, 6]),
            price_gross=99,
            tasks_done=dice.randint(0, 4),
            tasks_total=dice.choice([0, 4, 8]),
            deleted_at=seldom(dice),
            **stamps(dice),
        )


@pytest.fixture(scope="module")
def desk(template: Path) -> Iterator[Store]:
    """A store with a few hundred records of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        with closing(connect(path, writable=True)) as raw:
            dice = random.Random(7)
            raw.execute("BEGIN")
            fill_leads(raw, dice, fill_contacts(raw, dice))
            fill_projects(raw, dice)
            raw.execute("COMMIT")
        store = Store(str(path))
        yield store
        store.close()


def rows_of(store: Store, table: str) -> list[Row]:
    cursor = store.reader().execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def held(*columns: str) -> dict[str, Key]:
    """Orders by columns that are never empty."""
    return {column: itemgetter(column) for column in columns}


def filled(empty: Any, *columns: str) -> dict[str, Key]:
    """Orders by columns with a value in the place of nothing."""

    def key(column: str) -> Key:
        return lambda row: empty if row[column] is None else row[column]

    return {column: key(column) for column in columns}


def named(table: Mapping[int, Row], *columns: str) -> Key:
    """An order by the name of what one of the columns refers to."""
    return lambda row: next((table_key(table, row[c]) for c in columns if row[c] is not None), "")


def table_key(table: Mapping[int, Row], number: int) -> str:
    return str(table[number]["name_key"])


def contact_keys(store: Store) -> dict[str, Key]:
    contacts = {row["id"]: row for row in rows_of(store, "contact")}
    keys = held("id", "kind", "origin", "created_at", "updated_at")
    return keys | {"name": itemgetter("name_key"), "company": named(contacts, "company_id")}


def project_keys(_store: Store) -> dict[str, Key]:
    return {
        **held("id", "created_at", "updated_at"),
        **filled(-1, "capacity_kwp", "price_net"),
        "name": itemgetter("name_key"),
        "stage": lambda row: PROJECT_STAGES.index(row["stage"]),
        "location": itemgetter("city_fold"),
        "progress": lambda row: row["tasks_done"] / row["tasks_total"] if row["tasks_total"] else -1,
    }


def lead_keys(store: Store) -> dict[str, Key]:
    users = {row["id"]: row for row in rows_of(store, "user_account")}
    entities = {row["id"]: row for row in rows_of(store, "entity")}
    contacts = {row["id"]: row for row in rows_of(store, "contact")}

    firsts: dict[str, dict[int, str]] = {"contact_email": {}, "contact_phone": {}}
    for table, column in (("contact_email", "address"), ("contact_phone", "number")):
        for point in sorted(rows_of(store, table), key=itemgetter("position"), reverse=True):
            firsts[table][point["contact_id"]] = point[column]

    def assignee(row: Row) -> str:
        return str(named(users, "assignee_user_id")(row) or named(entities, "assignee_entity_id")(row))

    return {
        **held("id", "type", "grid_connection", "source", "created_at", "updated_at"),
        **filled("", "channel", "last_contacted", "postcode", "region", "country", "street", "follow_up_note"),
        "email": lambda row: firsts["contact_email"].get(row["contact_id"], ""),
        "phone": lambda row: firsts["contact_phone"].get(row["contact_id"], ""),
        **filled(-1, "monthly_kwh", "score"),
        "name": itemgetter("name_key"),
        "contact": named(contacts, "contact_id"),
        "stage": lambda row: POSITIONS[row["stage"]],
        "location": lambda row: sort_key(row["city"] or ""),
        "assignee": assignee,
        "owner": named(users, "owner_id"),
        "created_by": named(users, "created_by_id"),
        "created_entity": named(entities, "created_entity_id"),
        "next_follow_up": lambda row: row["next_follow_up"] or "9",
        "respond_by": lambda row: row["respond_by"] or "9",
    }


SHAPES: dict[str, tuple[ListShape[Any], str, Callable[[Store], dict[str, Key]]]] = {
    "leads": (LEADS, "lead", lead_keys),
    "contacts": (CONTACTS, "contact", contact_keys),
    "projects": (PROJECTS, "project", project_keys),
}


@cache
def oracle(store: Store, name: str) -> tuple[list[Row], dict[str, Key]]:
    """The listed records, and for each order the key of a record, by other means than SQL."""
    _, table, keys = SHAPES[name]
    rows = rows_of(store, table)
    return [r for r in rows if r["deleted_at"] is None and r.get("archived_at") is None], keys(store)


ORDERS = [f"{name}.{column}" for name, (shape, _, _) in SHAPES.items() for column in shape.sorts]
LOOK = st.one_of(
    st.tuples(st.just("rows"), st.integers(-5, COUNT + 20), st.integers(0, 300)),
    st.tuples(st.just("position"), st.integers(0, COUNT - 1), st.integers(0, 20)),
    st.tuples(st.sampled_from(["count", "ids", "refresh"]), st.just(0), st.just(0)),
)


Narrowed = tuple[str, tuple[Any, ...], Callable[[Row], bool]]
# Filters of leads: a facet that the covering index holds, a stage, for which there is an index of its own, an id, and
# what only the table knows; by themselves and together.
FILTERS: tuple[Narrowed, ...] = (
    ("l.type = ?", ("commercial",), lambda row: row["type"] == "commercial"),
    ("(l.stage IN (?))", ("lost",), lambda row: row["stage"] == "lost"),
    ("(l.stage IN (?)) IS NOT TRUE", ("lost",), lambda row: row["stage"] != "lost"),
    ("l.due_key < ?", ("9",), lambda row: row["next_follow_up"] is not None),
    ("l.created_at >= ?", (TIMES[5],), lambda row: row["created_at"] >= TIMES[5]),
    ("l.region = ?", ("Mazowsze",), lambda row: row["region"] == "Mazowsze"),
    ("(l.id IN (?, ?))", (3, 5), lambda row: row["id"] in {3, 5}),
    ("l.name = ?", ("nobody",), lambda row: False),
)
PROBED: Narrowed = ("l.city = ?", ("Łódź",), lambda row: row["city"] == "Łódź")


@contextmanager
def impatient(gives_up: bool) -> Iterator[None]:
    """Walking an index is given up at once, wherever it may be."""
    with pytest.MonkeyPatch.context() as patch:
        if gives_up:
            patch.setattr(store_module, "_STEPS", 10)
            patch.setattr(record_list, "_STEPS", 0)
            patch.setattr(record_list, "_TEXT_STEPS", 0)
        yield


def narrowed_list(
    desk: Store, name: str, sort: Sort, filters: list[int], probing: bool
) -> tuple[RecordList[Any], list[Row], dict[str, Key]]:
    """A list with some filters, and the rows that it must show, by other means."""
    shape = SHAPES[name][0]
    listed, keys = oracle(desk, name)
    selection = Selection(shape.listed)
    if filters and name != "leads":
        listed = [row for row in listed if row["id"] % 3]
        selection = selection.also(f"{shape.id} % ? <> 0", (3,))
    elif filters:
        for where, params, holds in [FILTERS[number] for number in filters]:
            listed = [row for row in listed if holds(row)]
            selection = selection.also(where, params)
        if probing:
            # As full-text search does: one condition to look up ids, another one to look into the row.
            where, params, holds = PROBED
            listed = [row for row in listed if holds(row)]
            found = selection.also(f"l.id IN (SELECT id FROM lead WHERE {where.replace('l.', '')})", params)
            selection = replace(found, probe=f"{selection.where} AND {where}", probe_params=found.params)
    return RecordList(desk, shape, selection, sort), listed, keys


def sorted_ids(rows: list[Row], keys: dict[str, Key], sort: Sort) -> list[int]:
    """The ids in order: by one column after the other, then by id as the last one goes."""
    rows = sorted(rows, key=itemgetter("id"), reverse=sort.keys[-1].descending)
    for key in reversed(sort.keys):
        rows = sorted(rows, key=keys[key.column], reverse=key.descending)
    return [row["id"] for row in rows]


@pytest.mark.parametrize("order", ORDERS)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), descending=st.booleans(), looks=st.lists(LOOK, min_size=3, max_size=8))
def test_a_window_shows_what_the_whole_list_would(
    desk: Store, order: str, descending: bool, looks: list[tuple[str, int, int]], data: st.DataObject
) -> None:
    name, column = order.split(".")
    sort = Sort(column, descending)
    if data.draw(st.booleans(), "by two columns"):
        second = data.draw(st.sampled_from(sorted(set(SHAPES[name][0].sorts) - {column})))
        sort = Sort.parse(f"{sort.text},{data.draw(st.sampled_from(['', '-']))}{second}")
    filters = data.draw(st.lists(st.sampled_from(range(len(FILTERS))), max_size=2, unique=True), "filters")
    records, listed, keys = narrowed_list(desk, name, sort, filters, data.draw(st.booleans(), "probing"))
    expected = sorted_ids(listed, keys, sort)
    with impatient(data.draw(st.booleans(), "gives up")):
        check_looks(records, expected, looks)


def check_looks(records: RecordList[Any], expected: list[int], looks: list[tuple[str, int, int]]) -> None:
    for what, first, second in looks:
        if what == "rows":
            found = [line.id for line in records.rows(first, first + second)]
            assert found == expected[max(first, 0) : max(first + second, 0)]
        elif what == "position":
            assert records.position(-1 - second) is None
            if not expected:
                continue
            number = expected[first % len(expected)]
            assert records.position(number) == expected.index(number)
        elif what == "count":
            assert records.count() == len(expected)
        elif what == "ids":
            assert list(records.ids()) == expected
            assert list(records.members()) == sorted(expected)
        else:
            records.refresh()


def test_every_order_has_a_key_of_its_own_here(desk: Store) -> None:
    for name, (shape, _, _) in SHAPES.items():
        assert set(oracle(desk, name)[1]) == set(shape.sorts)
