"""Threads for what may take long and must never keep the program from ending."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import ParamSpec, TypeVar

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_PATIENCE = 64
"""So many calls may wait; the oldest ones are given up beyond that."""


class Background:
    """A few threads, made when they are needed; what was asked for last comes first, for that is what a person sees.

    They are daemons: unlike those of an executor, nobody waits for them when the program ends.

    Args:
        name: of the threads.
        threads: how many there are at most.
    """

    def __init__(self, name: str, threads: int) -> None:
        self._name = name
        self._most = threads
        self._waiting: deque[tuple[Future[None], Callable[[], None]]] = deque()
        self._there = threading.Condition()
        self._idle = 0
        self._count = 0

    def submit(
        self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        """Call something soon, in a thread."""
        future: Future[Result] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = call(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - whoever waits gets it
                future.set_exception(error)
            else:
                future.set_result(result)

        with self._there:
            self._waiting.append((future, run))  # type: ignore[arg-type]
            while len(self._waiting) > _PATIENCE:
                self._waiting.popleft()[0].cancel()
            if self._idle:
                self._there.notify()
            elif self._count < self._most:
                self._count += 1
                threading.Thread(target=self._work, name=self._name, daemon=True).start()
        return future

    def _work(self) -> None:
        while True:
            with self._there:
                self._idle += 1
                while not self._waiting:
                    self._there.wait()
                self._idle -= 1
                _, run = self._waiting.pop()
            with suppress(RuntimeError):  # the loop that waited for it is closed
                run()
            del run
