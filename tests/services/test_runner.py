"""Threads for the database: what happens to begun work when the program ends, and who is told how far it is."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from solartui.domain.errors import Cancelled
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
