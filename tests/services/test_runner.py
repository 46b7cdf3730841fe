"""Threads for the database: what happens to begun work when the program ends, and who is told how far it is."""

from __future__ import annotations

import asyncio
from threading import Event, current_thread

import pytest

from solartui.domain.errors import Cancelled, Unavailable
from solartui.services.container import Services
from solartui.services.runner import Runner
from solartui.services.watching import call_watched, progress
from tests.desk import add_lead


class Watcher:
    """Remembers what it is told, and never stops anything."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def tell(self, done: int, total: int = 0) -> None:
        self.told.append((done, total))

    def stopped(self) -> bool:
        return False


async def test_long_work_is_taken_back_when_the_program_ends(services: Services) -> None:
    runner, begun, watcher = Runner(services.store), Event(), Watcher()

    def endless() -> None:
        with services.store.begin(services.actor) as work:
            work.raw.execute("INSERT INTO preference (key, value) VALUES ('half', '1')")
            begun.set()
            while True:
                progress(1, 2)

    writing = asyncio.ensure_future(runner.write(call_watched, watcher, endless))
    await asyncio.to_thread(begun.wait)
    await asyncio.to_thread(runner.close)
    with pytest.raises(Cancelled, match="Nothing was changed"):
        await writing
    assert (1, 2) in watcher.told
    with services.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM preference WHERE key = 'half'").fetchone() == (0,)


async def test_short_work_that_has_begun_is_done_when_the_program_ends(services: Services) -> None:
    runner, begun, go_on = Runner(services.store), Event(), Event()

    def short() -> int:
        begun.set()
        go_on.wait(10)
        return add_lead(services).id

    writing = asyncio.ensure_future(runner.write(short))
    await asyncio.to_thread(begun.wait)
    ending = asyncio.ensure_future(asyncio.to_thread(runner.close))
    go_on.set()
    await ending
    assert services.leads.get(await writing).name


def test_nobody_has_to_watch() -> None:
    progress(1, 2)
    watcher = Watcher()
    call_watched(watcher, progress, 3, 4)
    progress(5, 6)
    assert watcher.told == [(3, 4)]


async def test_what_was_read_ahead_is_there_at_once_and_once_only(services: Services) -> None:
    runner, asked = Runner(services.store), list[str]()

    def stages(*, active: bool = True) -> int:
        asked.append(f"{current_thread().name[:6]} {active}")
        return len(asked)

    assert runner.read_ahead(stages) == 1
    assert runner.read_ahead(stages, active=False) == 2
    assert await runner.read(stages, active=False) == 2
    assert await runner.read(stages) == 1
    assert await runner.read(stages) == 3
    assert asked == [f"{current_thread().name[:6]} True", f"{current_thread().name[:6]} False", "reader True"]
    runner.close()


async def test_whoever_asks_for_what_is_being_read_waits_for_it(services: Services) -> None:
    runner, go_on, begun, asked = Runner(services.store), Event(), Event(), list[int]()

    def slow() -> int:
        begun.set()
        go_on.wait(10)
        asked.append(1)
        return 5

    ahead = asyncio.ensure_future(asyncio.to_thread(runner.read_ahead, slow))
    await asyncio.to_thread(begun.wait)
    reading, given_up = asyncio.ensure_future(runner.read(slow)), asyncio.ensure_future(runner.read(str, 7))
    assert await given_up == "7"
    assert not reading.done()
    go_on.set()
    assert (await reading, await ahead, asked) == (5, 5, [1])
    runner.close()


async def test_what_could_not_be_read_ahead_is_read_again_by_whoever_asks(services: Services) -> None:
    runner, locked = Runner(services.store), [True]

    def rows() -> str:
        if locked:
            locked.clear()
            raise Unavailable("The database is locked.")
        return "rows"

    with pytest.raises(Unavailable):
        runner.read_ahead(rows)
    assert await runner.read(rows) == "rows"
    runner.close()


async def test_what_was_read_ahead_is_forgotten_before_something_is_written(services: Services) -> None:
    runner = Runner(services.store)
    for forget in (lambda: runner.write(add_lead, services), lambda: asyncio.to_thread(runner.forget_ahead)):
        before = runner.read_ahead(services.lead_lists.open_list)
        await forget()
        assert await runner.read(services.lead_lists.open_list) is not before
    assert await runner.read(services.lead_lists.open_list().count) == 1
    runner.close()


async def test_leaving_interrupts_what_is_read_ahead(services: Services) -> None:
    runner, begun = Runner(services.store), Event()

    def endless() -> None:
        with services.store.reading() as connection:
            begun.set()
            connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    ahead = asyncio.ensure_future(asyncio.to_thread(runner.read_ahead, endless))
    await asyncio.to_thread(begun.wait)
    runner.close()
    with pytest.raises(Cancelled):
        await ahead
