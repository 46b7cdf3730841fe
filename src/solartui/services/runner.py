"""Threads for the database, so that no key ever waits for it: several readers, one writer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from solartui.domain.errors import Cancelled
from solartui.services.watching import call_until
from solartui.store.store import Store

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_READERS = 3
_PATIENCE = 0.2  # seconds that a reader waits for the others to open their connections


class Runner:
    """Runs service calls off the event loop. Cancelling a read interrupts its query."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._jobs: set[_Job[Any]] = set()
        self._ahead: list[_Ahead] = []
        self._ending = threading.Event()

    def open_all(self) -> None:
        """Let every reader open its connection now: who needs one later may find the file out of reach."""
        together = threading.Barrier(_READERS)
        for _ in range(_READERS):
            self._readers.submit(self._open_one, together)

    def _open_one(self, together: threading.Barrier) -> None:
        self._store.reader()
        with suppress(threading.BrokenBarrierError):
            together.wait(_PATIENCE)  # else one reader would come three times

    def read_ahead(
        self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """The result of a call that only reads, made in this thread; whoever asks `read` for the same has it, once.

        Raises:
            SolarError: it could not be read. Who asks for it reads it again, and is told.
        """
        job = _Job(self._store, partial(call, *args, **kwargs))
        self._jobs.add(job)
        one = _Ahead((call, args, kwargs), Future())
        one.answer.set_running_or_notify_cancel()
        self._ahead.append(one)
        result: Result | _Nothing = _NOTHING
        try:
            result = job.run()
        finally:
            self._jobs.discard(job)
            one.answer.set_result(result)
        return result

    def forget_ahead(self) -> None:
        """What was read ahead and not asked for may not be true any more."""
        self._ahead.clear()

    async def read(
        self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """The result of a call that only reads."""
        asked = (call, args, kwargs)
        if ahead := next((one for one in self._ahead if one.asked == asked), None):
            self._ahead.remove(ahead)
            known: Result | _Nothing = await ahead.result()
            if not isinstance(known, _Nothing):
                return known
        job = _Job(self._store, partial(call, *args, **kwargs))
        self._jobs.add(job)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, job.run)
        except asyncio.CancelledError:
            job.interrupt()
            raise
        finally:
            self._jobs.discard(job)

    async def write(
        self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """The result of a call that writes; writes run one after another, and a begun one is never cut off.

        Only one that takes long and tells how far it is, is taken back when the program ends.
        """
        self.forget_ahead()
        work = partial(call_until, self._ending.is_set, call, *args, **kwargs)
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._writer, work))

    def close(self) -> None:
        """Interrupt what only reads, let a begun write end or take a long one back, and start no more."""
        self._ending.set()
        for job in tuple(self._jobs):
            job.interrupt()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True, cancel_futures=True)


class _Nothing:
    """Nothing could be read."""


_NOTHING = _Nothing()


class _Ahead(NamedTuple):
    """A read that was made, or is being made, before anybody asked for it."""

    asked: tuple[object, ...]
    answer: Future[Any]

    async def result(self) -> Any:
        if self.answer.done():
            return self.answer.result()
        return await asyncio.wrap_future(self.answer)


class _Job(Generic[Result]):
    """One read, whose query can be stopped while it runs."""

    def __init__(self, store: Store, call: Callable[[], Result]) -> None:
        self._store = store
        self._call = call
        self._given_up = False

    def run(self) -> Result:
        with self._store.stoppable(self._gives_up):
            if self._given_up:
                raise Cancelled("")
            return self._call()

    def interrupt(self) -> None:
        self._given_up = True

    def _gives_up(self) -> bool:
        return self._given_up
