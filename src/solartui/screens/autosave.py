"""Keeps what is being typed on a screen as a draft, at most a second behind the keys and off the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import SolarError

if TYPE_CHECKING:
    from textual.timer import Timer

    from solartui.adapters.drafts import Draft, Drafts
    from solartui.screens.shown import ShownScreen

_BEHIND = 1.0


class Autosave:
    """One draft of one screen.

    Args:
        screen: whose timers and workers are used.
        drafts: where drafts are kept.
        key: what is being written, such as ``lead:42``.
        values: what stands there now, or None where there is nothing to keep.
    """

    def __init__(
        self, screen: ShownScreen[Any], drafts: Drafts, key: str, values: Callable[[], Mapping[str, object] | None]
    ) -> None:
        self._screen = screen
        self._drafts = drafts
        self._key = key
        self._values = values
        self._timer: Timer | None = None
        self._guard = threading.Lock()
        self._taken = 0
        self._written = 0
        self._done = False
        self._told = False
        drafts.attach(self.now)

    async def earlier(self) -> Draft | None:
        """What was left unsaved the last time."""
        return await asyncio.to_thread(self._drafts.load, self._key)

    def touched(self) -> None:
        """Something was typed: it is kept within a second."""
        if self._timer is None and not self._done:
            self._timer = self._screen.set_timer(_BEHIND, self._due)

    def now(self) -> None:
        """Keep what stands there at once, in this thread: the program is about to end."""
        if not self._done:
            self._write(self._next(), self._values())

    def forget(self) -> None:
        """The earlier draft is not wanted; what is typed from now on is kept."""
        with self._guard:
            self._drafts.discard(self._key)

    def finish(self) -> None:
        """What was typed is saved, or was dropped on purpose: there is nothing to keep any more."""
        self._done = True
        self._drafts.detach(self.now)
        with self._guard:
            self._drafts.discard(self._key)

    def leave(self) -> None:
        """The screen goes away: keep what stands there, unless it was finished before."""
        with contextlib.suppress(SolarError):  # nobody is there any more who could be told
            self.now()
        self._done = True
        self._drafts.detach(self.now)

    def _due(self) -> None:
        self._timer = None
        if not self._done:
            self._screen.beside(self._keep(self._next(), self._values()), "draft")

    async def _keep(self, number: int, values: Mapping[str, object] | None) -> None:
        try:
            await asyncio.to_thread(self._write, number, values)
        except SolarError as error:
            if not self._told:
                self._told = True
                self._screen.notify(error.message, severity="warning", markup=False)

    def _next(self) -> int:
        self._taken += 1
        return self._taken

    def _write(self, number: int, values: Mapping[str, object] | None) -> None:
        with self._guard:
            if self._done or number < self._written:
                return
            self._written = number
            if values is None:
                self._drafts.discard(self._key)
            else:
                self._drafts.save(self._key, values)
