"""What pages, forms and dialogs have in common: each is left once, and only what a person sees asks something."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Coroutine, Generator
from time import monotonic
from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.worker import Worker

from solartui.domain.errors import SolarError
from solartui.terminal.at_once import AnsweringScreen
from solartui.terminal.safe_app import SafeApp

Answer = TypeVar("Answer")
Reply = TypeVar("Reply")
Tell = Callable[[str], None]
BAD_SECONDS = 8.0
"""How long somebody can read what did not work."""


class _Work:
    """Work of a worker; given up before it began, it is closed, lest Python complain of it."""

    def __init__(self, work: Coroutine[Any, Any, None], tell: Tell) -> None:
        self._work = work
        self._tell = tell
        weakref.finalize(self, work.close).atexit = False

    def __await__(self) -> Generator[Any, Any, None]:
        return self._run().__await__()

    async def _run(self) -> None:
        try:
            await self._work
        except SolarError as error:
            self._tell(error.message)


class ShownScreen(AnsweringScreen[Answer]):
    """A screen that keys cannot take by surprise while it comes or goes.

    A second enter or click reaches a dialog that is being closed; to close "it" again would close the page below. And
    a key may have led to another page while the one that wants to ask was still reading.
    """

    def __init__(self) -> None:
        super().__init__()
        self._leading: set[object] = set()
        self._trouble = ("", 0.0)

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
        self,
        work: Coroutine[Any, Any, None],
        group: str,
        *,
        newest_only: bool = False,
        tell: Tell | None = None,
        keys_wait: bool = False,
    ) -> Worker[None]:
        """Run something beside the keys.

        Args:
            work: what to run.
            group: name of the kind of work.
            newest_only: whether older work of the same group is given up.
            tell: gets the sentence about what it could not do; without it the person is told in passing.
            keys_wait: whether keys that come now are for what it is about to show.
        """
        if keys_wait:
            work = self._led(work, self._hold_keys(object()))
        return self.run_worker(_Work(work, tell or self.say_trouble), group=group, exclusive=newest_only)

    def say_trouble(self, why: str, seconds: float = BAD_SECONDS) -> None:
        """Say in passing what did not work.

        What goes on failing, such as all that reads from a locked database, is said once as long as it can be read.
        """
        said, when = self._trouble
        if said == why and monotonic() - when < BAD_SECONDS:
            return
        self._trouble = why, monotonic()
        self.notify(why, severity="error", timeout=seconds, markup=False)

    # ---- keys that are meant for what is not there yet

    def _hold_keys(self, leader: object, patience: float | None = None) -> object:
        self._leading.add(leader)
        if isinstance(self.app, SafeApp):
            self.app.key_order.hold(leader, patience)
        return leader

    async def _led(self, work: Coroutine[Any, Any, None], leader: object) -> None:
        try:
            await work
        finally:
            self._let_keys_go(leader)
            self._leading.discard(leader)

    def _let_keys_go(self, leader: object) -> None:
        if isinstance(self.app, SafeApp):
            self.app.key_order.let_go(leader)

    def keys_go_on(self) -> None:
        """Whatever is being done may take its time; keys act on what is shown."""
        for leader in self._leading:
            self._let_keys_go(leader)
        self._leading.clear()

    def on_screen_suspend(self) -> None:
        """Something is shown above: keys are for that."""
        for leader in self._leading:
            self._let_keys_go(leader)

    def on_screen_resume(self) -> None:
        """What asked may go on to ask something more."""
        for leader in self._leading:
            self._hold_keys(leader)
