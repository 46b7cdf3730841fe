"""Following what other programs write: every page that shows it reads it again, and nobody is told but of trouble."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solartui.store.watch import Watch

# Seconds; with the time to read again, what others change is there within two.
EVERY = 1.0


async def follow(watch: Watch, publish: Callable[[frozenset[str]], None], tell: Callable[[str], None]) -> None:
    """Look for news until cancelled.

    Args:
        watch: what looks; called in a thread.
        publish: gets what others changed.
        tell: gets what is wrong with the file, once as long as it stays so.
    """
    told = ""
    while True:
        await asyncio.sleep(EVERY)
        news = await asyncio.to_thread(watch.look)
        if news.topics:
            publish(news.topics)
        if news.problem and news.problem != told:
            tell(news.problem)
        told = news.problem
