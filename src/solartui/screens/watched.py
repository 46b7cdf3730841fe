"""Writes that may take long: a bar with a way to stop where they do, and nothing of it where they do not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from solartui.domain.errors import SolarError
from solartui.screens.dialogs.progress import ProgressDialog, Watched
from solartui.services.watching import call_watched

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen, HasTopics

Written = TypeVar("Written", bound="HasTopics")

PATIENCE = 0.5
"""Seconds before a bar is shown."""
TEDIOUS = 10.0
"""Seconds after which people look elsewhere."""


async def do_watched(page: ConnectedScreen, title: str, call: Callable[[], Written]) -> Written | None:
    """Make a service call that writes very much, and let every page know what changed.

    Args:
        page: the page below the bar.
        title: what is being done.
        call: the call; it tells how far it is by `solartui.services.watching.progress`.

    Returns:
        what the call returned; None where it was refused or stopped, which the person has been told.
    """
    watched, began = Watched(), monotonic()
    work = asyncio.ensure_future(page.session.runner.write(call_watched, watched, call))

    async def rest(_watched: Watched) -> Written:
        return await asyncio.shield(work)

    try:
        await asyncio.wait({work}, timeout=PATIENCE)
        if not work.done():
            await page.ask(ProgressDialog(title, rest, watched))
        if monotonic() - began > TEDIOUS:
            page.expect_nobody()
        written = await work
    except SolarError as error:
        page.toast(error.message, bad=True)
        return None
    page.host.changes.publish(written.topics)
    return written
