"""What pages, forms and dialogs have in common: each is left once, and only what a person sees asks something."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Coroutine, Generator
from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.worker import Worker

from solartui.domain.errors import SolarError

Answer = TypeVar("Answer")
Reply = TypeVar("Reply")
Tell = Callable[[str], None]


class _Work:
    """Work of a worker; given up before it began, it is closed, lest Python complain of it."""

    def __init__(self, work: Coroutine[Any, Any, None], tell: Tell | None) -> None:
        self._work = work
        self._tell = tell
        weakref.finalize(self, work.close).atexit = False

    def __await__(self) -> Generator[Any, Any, None]:
        return self._run().__await__()

    async def _run(self) -> None:
        try:
            await self._work
        except SolarError as error:
            if self._tell is None:
                raise
            self._tell(error.message)


class ShownScreen(Screen[Answer]):
    """A screen that keys cannot take by surprise while it comes or goes.

    A second enter or click reaches a dialog that is being closed; to close "it" again would close the page below. And
    a key may have led to another page while the one that wants to ask was still reading.
    """

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with an answer; nothing where it was left already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def ask(self, dialog: Screen[Reply]) -> Reply | None:
        """Show a dialog and wait for its answer; None where the person changed their mind or has gone elsewhere."""
        if not self.is_active:
            return None
        # `push_screen_wait` would let another key in between the question above and the dialog.
        return await asyncio.shield(self.app.push_screen(dialog, wait_for_dismiss=True))

    def beside(
        self, work: Coroutine[Any, Any, None], group: str, *, newest_only: bool = False, tell: Tell | None = None
    ) -> Worker[None]:
        """Run something beside the keys.

        Args:
            work: what to run.
            group: name of the kind of work.
            newest_only: whether older work of the same group is given up.
            tell: gets the sentence about what it could not do; without it nothing may go wrong.
        """
        return self.run_worker(_Work(work, tell), group=group, exclusive=newest_only)
