"""The way from a screen to the services: reading and writing off the event loop, and news of what has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any, ClassVar, ParamSpec, Protocol, TypeVar, cast

from textual.notifications import Notification
from textual.worker import Worker

from solartui.commands import Keymap, command
from solartui.domain.errors import SolarError, Stale
from solartui.i18n import tr
from solartui.screens.session import Host, Session
from solartui.screens.shown import BAD_SECONDS, ShownScreen
from solartui.screens.toasts import show_now, take_away

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_GOOD_SECONDS, _STAYING_SECONDS = 4, 60
_LONG = 0.7
"""Seconds that a person waits for the database before the page says so."""


class HasTopics(Protocol):
    """What a write returns; see `solartui.services.result.Changed`."""

    @property
    def topics(self) -> frozenset[str]:
        """What may look different now."""


Written = TypeVar("Written", bound=HasTopics)


class ConnectedScreen(ShownScreen[None], inherit_bindings=False):
    """A screen that reads once the database is open, and again when something that it shows has changed.

    Attributes:
        TOPICS: which changes make it read again.
    """

    TOPICS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self._outdated: frozenset[str] = frozenset()
        self._waits = False
        self._stays_until = 0.0
        self._held: asyncio.Future[bool] | None = None
        self._foretold: Notification | None = None
        self._long: set[object] = set()

    def on_mount(self) -> None:
        """Listen for changes; read at once where the database is open already."""
        self._waits = True
        self.host.changes.subscribe(self, self._something_changed)
        if self.host.session is not None:
            self.session_opened()

    def session_opened(self) -> None:
        """The database is open; called again, it does nothing."""
        if self._waits:
            self._waits = False
            self.start(self.begin(), group="ready")

    async def begin(self) -> None:
        """Read for the first time, as the page does it."""
        await self.ready()

    async def ready(self) -> None:
        """Read for the first time."""

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again, because something that this page shows has changed."""

    @property
    def host(self) -> Host:
        """The app, as far as screens know it."""
        return cast("Host", self.app)

    @property
    def session(self) -> Session:
        """The open database and the person at it."""
        session = self.host.session
        if session is None:
            raise RuntimeError("the database is not open yet")
        return session

    @property
    def keymap(self) -> Keymap:
        """Keys that the person chose."""
        return self.host.keys

    async def load(
        self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """The result of a service call that reads, from a reader thread."""
        with self._patience():
            return await self.session.runner.read(call, *args, **kwargs)

    async def do(
        self, call: Callable[Arguments, Written], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Written | None:
        """Make a service call that writes, and let every page know what changed.

        Returns:
            what the call returned; None where it was refused, which the person has been told.
        """
        written = await self.write(call, *args, **kwargs)
        if written is not None:
            self.host.changes.publish(written.topics)
        return written

    async def write(
        self, call: Callable[Arguments, Written], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Written | None:
        """As `do`, for a page that shows already what it writes: nobody hears of it (`tell_others`)."""
        self.keys_go_on()
        held, self._held = False, asyncio.get_running_loop().create_future()
        told = self._held
        try:
            with self._patience():
                written = await self.session.runner.write(call, *args, **kwargs)
            held = True
        except SolarError as error:
            self.toast(error.message, bad=True)
            if isinstance(error, Stale):
                self.host.changes.publish(self.TOPICS)
            return None
        finally:
            told.set_result(held)
        return written

    def tell_others(self, topics: frozenset[str]) -> None:
        """Let every other page know what changed; this one shows it already."""
        self.host.changes.unsubscribe(self)
        self.host.changes.publish(topics)
        # The program may be ending.
        if self.is_running and self.is_attached:
            self.host.changes.subscribe(self, self._something_changed)
            self.caught_up()

    def caught_up(self) -> None:
        """What this page shows is written now; what follows from it may look different."""

    async def last_write_held(self) -> bool:
        """Whether what is still being written becomes true; it is waited for."""
        return self._held is None or self._held.done() or await self._held

    @contextmanager
    def _patience(self) -> Iterator[None]:
        """What takes long is shown as long as it takes; keys go on meanwhile."""
        asked = object()
        late = asyncio.get_running_loop().call_later(_LONG, self._takes_long, asked)
        try:
            yield
        finally:
            late.cancel()
            if asked in self._long:
                self._long.discard(asked)
                self.show_waiting(waiting=bool(self._long))

    def _takes_long(self, asked: object) -> None:
        self._long.add(asked)
        self.show_waiting(waiting=True)

    def show_waiting(self, *, waiting: bool) -> None:
        """Say that the database is waited for, or no longer."""

    def start(
        self, work: Coroutine[Any, Any, None], group: str, *, newest_only: bool = True, keys_wait: bool = False
    ) -> Worker[None]:
        """Run something beside the keys; what it cannot do becomes a toast.

        Args:
            work: what to run.
            group: name of the kind of work.
            newest_only: whether older work of the same group is given up.
            keys_wait: whether keys are for what it is about to show.
        """
        told = partial(self.toast, bad=True)
        return self.beside(work, group, newest_only=newest_only, tell=told, keys_wait=keys_wait)

    def _something_changed(self, topics: frozenset[str]) -> None:
        self._outdated |= topics & self.TOPICS
        if self.is_current:
            self._catch_up()

    def _catch_up(self) -> None:
        topics, self._outdated = self._outdated, frozenset()
        if topics and self.host.session is not None:
            self.start(self.changed(topics), group="changed")

    def on_screen_resume(self) -> None:
        """Visible again: show what has changed meanwhile."""
        self._catch_up()

    def toast(self, text: str, *, undo: bool = False, bad: bool = False) -> None:
        """Say something in passing.

        Args:
            text: one sentence, translated.
            undo: whether `undo` takes it back; the toast says with which key.
            bad: whether it did not work.
        """
        if bad:
            self.say_trouble(text, self._seconds(BAD_SECONDS))
            return
        words = f"{text} · {self.key_of('undo')} {tr('undo')}" if undo else text
        self.notify(words, timeout=self._seconds(_GOOD_SECONDS), markup=False)

    def _seconds(self, usual: float) -> float:
        return _STAYING_SECONDS if monotonic() < self._stays_until else usual

    def expect_nobody(self) -> None:
        """What was waited for took long, and nobody may be looking: what is said of it just now stays for a while."""
        self._stays_until = monotonic() + 1

    async def foretell(self, text: str) -> Callable[[], None]:
        """Say what is being written as done, beside a page that shows it so; what was said so before is taken away.

        Args:
            text: one sentence, translated.

        Returns:
            takes it back.
        """
        words = f"{text} · {self.key_of('undo')} {tr('undo')}"
        before, said = self._foretold, Notification(words, timeout=_GOOD_SECONDS)
        self._foretold = said
        await show_now(self, said, before)
        return partial(take_away, self, said)

    def unsay(self) -> None:
        """What was foretold is being taken back."""
        if self._foretold is not None:
            take_away(self, self._foretold)

    def key_of(self, command_id: str) -> str:
        """The key of a command as it is written for people."""
        return command(command_id).shown_key(self.keymap)
