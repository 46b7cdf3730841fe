"""Reads that may only take so long, that can be given up, and that go on when the file is out of reach."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Cancelled, Unavailable
from solartui.services.runner import Runner
from tests.desk import add_lead

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services
    from solartui.store.store import Store

COUNTED = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT count(*) FROM n"
FEW, MANY, ENDLESS = 10, 1_000_000, 10**12


@pytest.fixture
def store(services: Services) -> Store:
    return services.store


def limited(store: Store, rows: int) -> list[tuple[int]] | None:
    """So many rows counted, if that takes no more than some tens of thousands of steps."""
    with store.reading() as connection:
        return store.within(connection, 60_000, COUNTED, (rows,))


def test_a_read_within_its_limit_is_answered_and_another_one_is_not(store: Store) -> None:
    assert limited(store, FEW) == [(FEW,)]
    assert limited(store, MANY) is None
    with store.reading() as connection:  # the limit was for that one only
        assert connection.execute(COUNTED, (200_000,)).fetchone() == (200_000,)


def test_what_is_given_up_inside_a_limit_is_cancelled_and_not_taken_for_too_slow(store: Store) -> None:
    with store.stoppable(lambda: True), pytest.raises(Cancelled):
        limited(store, MANY)
    asked: list[int] = []

    def go_on() -> bool:
        asked.append(1)
        return False

    with store.stoppable(go_on):
        assert limited(store, FEW) == [(FEW,)]
        assert limited(store, MANY) is None
        before = len(asked)
        with store.reading() as connection:
            connection.execute(COUNTED, (200_000,)).fetchone()
        assert len(asked) > before  # and can be given up again afterwards
    before = len(asked)
    with store.reading() as connection:
        connection.execute(COUNTED, (200_000,)).fetchone()
    assert len(asked) == before


def test_an_error_inside_a_limit_is_an_error(store: Store) -> None:
    with pytest.raises(Unavailable, match="no such table"), store.reading() as connection:
        store.within(connection, 60_000, "SELECT * FROM nowhere", ())
    assert limited(store, FEW) == [(FEW,)]


async def test_all_readers_go_on_when_the_file_is_moved_away(services: Services, database: Path) -> None:
    add_lead(services)
    runner = Runner(services.store)
    runner.open_all()
    names = await asyncio.gather(*(runner.read(lambda: threading.current_thread().name) for _ in range(3)))
    await asyncio.to_thread(database.rename, database.with_suffix(".away"))
    together = threading.Barrier(3)

    def count() -> int:
        together.wait(5)  # three at once: each reader has one
        return services.leads.open_list("").count()

    assert await asyncio.gather(*(runner.read(count) for _ in range(3))) == [1, 1, 1]
    assert len(names) == 3
    runner.close()


async def test_a_list_that_is_given_up_while_it_walks_is_cancelled(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        add_lead(services, f"Jan {number}")
    monkeypatch.setattr("solartui.store.store._STEPS", 10)
    records = services.leads.open_list("nobody -else")
    with services.store.stoppable(lambda: True), pytest.raises(Cancelled):
        records.rows(0, 10)
    assert records.rows(0, 10) == []
    assert records.count() == 0
