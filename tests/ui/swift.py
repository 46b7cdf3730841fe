"""What lets apps under test do the same in less time.

When an app has come to rest is told by its event loop. Textual's own way is to watch the processor, which takes two or
three fiftieths of a second for every key, and on a busy machine mistakes an app that waits for its turn for one that
has nothing to do. Pictures do not wait for their sixtieth of a second, style sheets are parsed once for all apps, and
what is said in passing stays.
"""

from __future__ import annotations

import asyncio
import time
from asyncio import base_events
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from textual import app, pilot, screen
from textual.css.stylesheet import Stylesheet
from textual.notifications import Notification

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLINK, _BLINKS = 0.012, 4
_PICTURE = 0.002
_HANGS = 0.1
_IDLE = 0.01
_jobs: WeakSet[asyncio.Future[Any]] = WeakSet()


async def wait_for_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until nothing is to be done at once, in a thread, or within a blink.

    Args:
        min_sleep: shortest time, in seconds.
        max_sleep: longest time: an app may never rest.
    """
    loop = asyncio.get_running_loop()
    begun = loop.time()
    quiet = blinked = 0
    while quiet < 2 and loop.time() - begun < max_sleep:
        await asyncio.sleep(0)
        soon = min(_timers(loop), default=begun + max_sleep) - loop.time()
        if loop._ready:  # type: ignore[attr-defined]
            quiet = 0
        elif soon < _BLINK and blinked < _BLINKS:
            # Some tests let a clock tick all the time.
            quiet, blinked = 0, blinked + 1
            await asyncio.sleep(max(0.0, soon))
        elif jobs := [job for job in _jobs if job.get_loop() is loop and not job.done()]:
            quiet = 0
            used = time.process_time()
            done, _ = await asyncio.wait(jobs, timeout=_HANGS, return_when=asyncio.FIRST_COMPLETED)
            if not done and time.process_time() - used < _IDLE:
                return
        else:
            quiet += 1
    await asyncio.sleep(max(0.0, min_sleep - (loop.time() - begun)))


def _timers(loop: asyncio.AbstractEventLoop) -> Iterator[float]:
    return (timer.when() for timer in loop._scheduled if not timer.cancelled())  # type: ignore[attr-defined]


def install() -> None:
    """Let all apps of this process be swift."""
    if vars(pilot)["wait_for_idle"] is wait_for_rest:
        return
    run, parse = base_events.BaseEventLoop.run_in_executor, Stylesheet._parse_rules
    parsed: dict[object, Any] = {}

    def run_in_executor(*args: Any) -> asyncio.Future[Any]:
        job = run(*args)
        _jobs.add(job)
        return job

    def parse_rules(sheet: Stylesheet, *args: Any, **more: Any) -> Any:
        key = frozenset(sheet._variables.items()), args, frozenset(more.items())
        if key not in parsed:
            parsed[key] = parse(sheet, *args, **more)
        return parsed[key]

    # What is said in passing would be gone before a test on a busy machine looks at it.
    Notification.time_left = property(lambda note: note.timeout * 100)  # type: ignore[assignment,method-assign]
    vars(screen)["UPDATE_PERIOD"] = _PICTURE
    vars(pilot)["wait_for_idle"] = vars(app)["wait_for_idle"] = wait_for_rest
    base_events.BaseEventLoop.run_in_executor = run_in_executor  # type: ignore[assignment,method-assign]
    Stylesheet._parse_rules = parse_rules  # type: ignore[assignment,method-assign]
