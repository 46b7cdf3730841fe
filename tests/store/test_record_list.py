"""Lists as windows: the plans of their queries, changes between two looks, and being interrupted."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.errors import Cancelled, Invalid
from solartui.domain.listing import NEWEST_FIRST, LeadLine, Sort
from solartui.domain.query.lexer import MAX_LENGTH
from solartui.services.container import Services
from solartui.services.runner import Runner
from solartui.store.connection import connect
from solartui.store.lists import CONTACTS, LEADS, PROJECTS
from solartui.store.record_list import ListShape, RecordList, Selection
from solartui.store.store import Store
from tests.desk import ADMIN, actor, add_lead

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
T = "2026-01-05T08:00:{:02}.{:06}Z"
LEAD = (
    "name, name_key, type, grid_connection, stage, source, contact_id, contact_key, city_key, panel, battery, "
    "heat_pump, stage_since, created_at, updated_at, due_key, version"
)


def fill(raw: sqlite3.Connection, count: int) -> None:
    """Many leads of one contact, with many equal values in every column."""
    raw.execute("BEGIN")
    raw.execute(
        "INSERT INTO contact (id, kind, name, name_key, name_fold, origin, created_at, updated_at, version) "
        "VALUES (1, 'person', 'Jan', 'jan', 'jan', 'manual', ?, ?, 1)",
        (T.format(0, 0), T.format(0, 0)),
    )
    rows = (
        (
            f"lead {n % 40}", f"lead {n % 40:04}", f"city {n % 7}", T.format(n % 50, n // 9), T.format(n % 3, 0),
            "9" if n % 4 else T.format(n % 60, 0), f"city {n % 7}", n % 5 or None,
        )
        for n in range(count)
    )  # fmt: skip
    raw.executemany(
        f"INSERT INTO lead ({LEAD}, city, score) VALUES (?, ?, 'residential', 'on_grid', 'open', 'manual_entities', 1, "
        "'jan', ?, 1, 0, 0, '', ?, ?, ?, 1, ?, ?)",
        rows,
    )
    raw.execute("COMMIT")


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    """A desk with 1,000 leads."""
    with closing(connect(database, writable=True)) as raw:
        fill(raw, 1000)
    opened = Store(str(database))
    yield opened
    opened.close()


def lead_list(store: Store, sort: Sort = NEWEST_FIRST, selection: Selection | None = None) -> RecordList[LeadLine]:
    return RecordList(store, LEADS, selection or Selection(LEADS.listed), sort)


INDEXES = {
    "name": "ix_lead_listed_name",
    "contact": "ix_lead_listed_contact",
    "location": "ix_lead_listed_city",
    "next_follow_up": "ix_lead_listed_due",
    "respond_by": "ix_lead_listed_response",
    "created_at": "ix_lead_listed_created",
    "updated_at": "ix_lead_listed_updated",
}


class Watched:
    """A connection that remembers what is asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.asked: list[tuple[str, Any]] = []

    def execute(self, query: str, params: Any = ()) -> sqlite3.Cursor:
        """Ask, and remember it."""
        self.asked.append((query, params))
        return self.connection.execute(query, params)

    def plans(self) -> list[str]:
        """How the rows of each question that asks for an order were found, without its inner questions."""
        return [
            "\n".join(r[3] for r in self.connection.execute(f"EXPLAIN QUERY PLAN {query}", params) if r[1] == 0)
            for query, params in self.asked
            if "ORDER BY" in query.rpartition(")")[2] or query.startswith("SELECT count")
        ]


def asked_by(store: Store, records: RecordList[Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    watched = Watched(store.reader())
    monkeypatch.setattr(Store, "reader", lambda _self: watched)
    monkeypatch.setattr(Store, "_use", lambda *_: None)
    records.rows(0, 20)
    records.rows(128, 150)
    records.rows(700, 720)
    records.rows(600, 640)
    records.rows(990, 1000)
    return watched.plans()


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", sorted(INDEXES))
def test_users_ask_23_indexed_orders_walk_their_index_and_sort_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, column: str, descending: bool
) -> None:
    plans = asked_by(store, lead_list(store, Sort(column, descending)), monkeypatch)
    walked = [plan for plan in plans if f"l USING INDEX {INDEXES[column]}" in plan]
    assert len(walked) >= 5
    for plan in plans:
        assert "TEMP B-TREE" not in plan, plan
        assert plan in walked or plan.startswith("SCAN l USING INDEX ix_lead_listed_"), plan


def test_every_indexed_order_of_leads_is_known_here() -> None:
    assert {name for name, key in LEADS.sorts.items() if key.indexed} == {*INDEXES, "id"}
    assert {name: key.index for name, key in LEADS.sorts.items() if key.index} == INDEXES


@pytest.mark.parametrize(
    ("shape", "column", "index"),
    [
        (CONTACTS, "name", "ix_contact_name"),
        (CONTACTS, "id", "c USING INTEGER PRIMARY KEY"),
        (PROJECTS, "created_at", "ix_project_created"),
        (PROJECTS, "id", "p USING INTEGER PRIMARY KEY"),
    ],
)
def test_lists_of_contacts_and_projects_walk_their_indexes(
    store: Store, monkeypatch: pytest.MonkeyPatch, shape: ListShape[Any], column: str, index: str
) -> None:
    for plan in asked_by(store, RecordList(store, shape, Selection(shape.listed), Sort(column)), monkeypatch):
        assert "TEMP B-TREE" not in plan, plan
        assert index in plan or plan.splitlines()[0] == f"SCAN {shape.id[0]}", plan


def test_the_place_of_a_record_is_counted_on_the_index(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    records = lead_list(store)
    watched = Watched(store.reader())
    monkeypatch.setattr(Store, "reader", lambda _self: watched)
    monkeypatch.setattr(Store, "_use", lambda *_: None)
    assert records.position(500) is not None
    assert "SEARCH l USING INDEX ix_lead_listed_created (" in watched.plans()[-1]


def test_users_ask_14_a_board_column_is_read_from_its_index(store: Store) -> None:
    query = (
        "EXPLAIN QUERY PLAN SELECT l.id FROM lead l WHERE l.stage = ? AND l.deleted_at IS NULL "
        "AND l.archived_at IS NULL ORDER BY l.created_at DESC, l.id DESC LIMIT 20"
    )
    (plan,) = [row[3] for row in store.reader().execute(query, ("open",))]
    assert "ix_lead_listed_stage" in plan


@pytest.mark.parametrize("window", [(-5, 3), (0, 0), (5, 5), (10, 4), (995, 1200), (1000, 1100), (10**9, 10**9 + 5)])
def test_windows_that_reach_over_the_ends_are_cut(store: Store, window: tuple[int, int]) -> None:
    for sort in (NEWEST_FIRST, Sort("score")):
        records = lead_list(store, sort)
        everything = list(records.ids())
        start, stop = window
        assert [line.id for line in records.rows(start, stop)] == everything[max(start, 0) : max(stop, 0)]


def change_all(path: Path, what: str) -> None:
    with closing(connect(path, writable=True)) as raw:
        raw.execute(what)


@pytest.mark.parametrize("sort", [NEWEST_FIRST, Sort("name"), Sort("score"), Sort("assignee", descending=True)])
@pytest.mark.parametrize(
    "what",
    [
        "DELETE FROM lead",
        "DELETE FROM lead WHERE id % 3 = 0",
        "DELETE FROM lead WHERE id > 300",
        "UPDATE lead SET deleted_at = 'x' WHERE id BETWEEN 400 AND 700",
        "UPDATE lead SET created_at = id, name_key = -id, score = id % 11",
        f"INSERT INTO lead ({LEAD}) SELECT {LEAD} FROM lead",
    ],
)
def test_what_others_change_between_two_looks_breaks_nothing(
    store: Store, database: Path, sort: Sort, what: str
) -> None:
    records = lead_list(store, sort)
    count = records.count()
    records.rows(0, 50)
    records.rows(500, 560)
    change_all(database, what)
    for start in (0, 30, 120, 250, 480, 620, 700, count - 10, count + 50):
        lines = records.rows(start, start + 40)
        assert len(lines) <= 40
        assert all(isinstance(line.name, str) for line in lines)
    records.position(1)
    records.refresh()
    with closing(connect(database, writable=False)) as raw:
        alive = {row[0] for row in raw.execute(f"SELECT id FROM lead l WHERE {LEADS.listed}")}
    found = [line.id for line in records.rows(0, 5000)]
    assert set(found) == alive
    assert found == list(records.ids())
    assert records.count() == records.total() == len(alive)


def test_a_refresh_while_ids_are_walked_does_not_disturb_the_walk(store: Store) -> None:
    records = lead_list(store)
    walk = records.ids()
    first = next(walk)
    records.refresh()
    assert len([first, *walk]) == 1000


def test_several_threads_may_ask_one_list(store: Store) -> None:
    records = lead_list(store, Sort("score"))
    expected = list(records.ids())
    records.refresh()
    wrong: list[int] = []

    def ask(offset: int) -> None:
        for start in range(offset, 1000, 97):
            found = [line.id for line in records.rows(start, start + 30)]
            wrong.extend(n for n, m in zip(found, expected[start : start + 30], strict=True) if n != m)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def interrupted(store: Store, call: Any) -> None:
    """Call something whose query is stopped after a few steps."""
    connection = store.reader()
    connection.set_progress_handler(lambda: 1, 100)
    try:
        with pytest.raises(Cancelled):
            call()
    finally:
        connection.set_progress_handler(None, 0)


@pytest.mark.parametrize("sort", [NEWEST_FIRST, Sort("score")])
def test_an_interrupted_look_can_be_repeated(store: Store, sort: Sort) -> None:
    records = lead_list(store, sort)
    for call in (
        lambda: records.rows(300, 340),
        records.count,
        records.total,
        records.ids,
        lambda: records.position(7),
    ):
        interrupted(store, call)
    expected = list(lead_list(store, sort).ids())
    assert [line.id for line in records.rows(300, 340)] == expected[300:340]
    assert records.position(expected[77]) == 77


async def test_a_cancelled_read_interrupts_its_query(store: Store) -> None:
    started, ended = threading.Event(), threading.Event()

    def read() -> None:
        with store.reading() as connection:
            started.set()
            try:
                connection.execute(ENDLESS).fetchone()
            finally:
                ended.set()

    runner = Runner(store)
    task = asyncio.create_task(runner.read(read))
    await asyncio.to_thread(started.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.to_thread(ended.wait)
    assert await runner.read(lead_list(store).count) == 1000
    runner.close()


async def test_leaving_interrupts_what_is_being_read(store: Store) -> None:
    started = threading.Event()

    def read() -> None:
        with store.reading() as connection:
            started.set()
            connection.execute(ENDLESS).fetchone()

    runner = Runner(store)
    task = asyncio.create_task(runner.read(read))
    await asyncio.to_thread(started.wait)
    runner.close()
    with pytest.raises(Cancelled):
        await task


async def test_who_interrupts_does_not_wait_for_a_locked_database(database: Path) -> None:
    """The event loop interrupts; a reader that waits for its first connection must not hold it up."""
    store = Store(str(database), patience=30)
    waiting, go_on = threading.Event(), threading.Event()
    plain = store.reader

    def slow() -> sqlite3.Connection:
        waiting.set()
        go_on.wait()
        return plain()

    store.reader = slow  # type: ignore[method-assign]
    runner = Runner(store)
    task = asyncio.create_task(runner.read(lambda: 1))
    await asyncio.to_thread(waiting.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    runner.close()
    store.close()


async def test_writes_run_one_after_another_and_are_never_cut_off(database: Path) -> None:
    services = Services(Store(str(database)), actor(ADMIN))
    add_lead(services)
    runner = Runner(services.store)
    tasks = [asyncio.create_task(runner.write(services.leads.edit, 1, {"score": n})) for n in range(5)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await tasks[0]
    await asyncio.gather(*tasks[1:])
    runner.close()
    assert services.leads.get(1).score == 4
    assert len(services.undo.changes()) == 6
    services.close()


@pytest.mark.parametrize("column", ["name; drop table lead", "", "l.id", "\x1b[2J", "rowid"])
def test_orders_come_from_a_fixed_table(services: Services, column: str) -> None:
    for service in (services.leads, services.contacts, services.projects):
        with pytest.raises(Invalid) as caught:
            service.open_list("", Sort(column))
        assert caught.value.message.isprintable()


HOSTILE = [
    "%",
    "_",
    "'",
    '"',
    "\\",
    "\x00",
    "\ud800",
    "\u0301",
    "\ud7ff",
    "\U0010ffff",
    "a" * 100_000,
    "\u200b",
    "ﷺ",
    "٣",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_can_be_looked_for(services: Services, text: str) -> None:
    add_lead(services, "Zażółć Gęślą", emails=("żółw@x.pl",), phones=("601 234 567",))
    for typed in (text, text * 3, f"a{text}", f"{text} b"):
        if len(typed) <= MAX_LENGTH:
            services.contacts.open_list(typed).rows(0, 10)
            services.projects.open_list(typed).rows(0, 10)
        services.contacts.find(typed)


@pytest.mark.feature("B-19")
@pytest.mark.parametrize("text", ["score,-created_at", "-location,name", "-name,-score,location", "stage,-id"])
def test_several_columns_order_one_after_the_other(store: Store, text: str) -> None:
    sort = Sort.parse(text)
    records = lead_list(store, sort)
    ids = list(records.ids())
    expected = sorted(
        lead_list(store, Sort("id")).rows(0, 1000), key=lambda line: line.id, reverse=sort.keys[-1].descending
    )
    values: dict[str, Any] = {
        "score": lambda line: -1 if line.score is None else line.score,
        "created_at": lambda line: line.created_at,
        "location": lambda line: line.city,
        "name": lambda line: f"{int(line.name.split()[1]):04}",
        "stage": lambda line: line.stage,
        "id": lambda line: line.id,
    }
    for key in reversed(sort.keys):
        expected.sort(key=values[key.column], reverse=key.descending)
    assert ids == [line.id for line in expected]
    fresh = lead_list(store, sort)
    assert [line.id for line in fresh.rows(0, 60)] == ids[:60]
    assert [line.id for line in fresh.rows(880, 1000)] == ids[880:]
    assert fresh.position(ids[777]) == 777


def test_what_has_been_read_is_at_hand_without_the_database(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    records = RecordList(store, LEADS, Selection(LEADS.listed), Sort("id"))
    assert records.at_hand(0, 10) is None
    rows = records.rows(0, 70)
    monkeypatch.setattr(store, "reading", None)
    assert records.at_hand(0, 70) == rows
    assert records.at_hand(60, 70) == rows[60:]
    assert records.at_hand(0, 0) == []
    assert records.at_hand(100, 129) is None
    monkeypatch.undo()
    last = records.rows(900, 1100)
    assert len(last) == 100
    assert records.at_hand(950, 1200) == last[50:]
    assert records.at_hand(800, 950) is None
    records.refresh()
    assert records.at_hand(0, 10) is None
