"""Keys in their order: each acts on what the one before it has left on the screen, however fast they come."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.screen import Screen
    from textual.widget import Widget

PATIENCE = 0.6
"""Seconds that keys wait for one before them: a page that never answers must not keep the keyboard."""
_TURNS = 2
"""A key may post a message, such as "submitted", that is behind the first turn in its widget's queue."""
_WRITING = ("insert_text_at_cursor", "insert", "write")
"""What fields of one line, of several lines and of forms write a text with."""


class Turn(Message):
    """Goes the way of a key, behind it; back at the app, the key has been worked off."""

    def __init__(self, number: int, screen: Screen[Any], left: int) -> None:
        super().__init__()
        self.number = number
        self.screen = screen
        self.left = left


class KeyOrder:
    """Gives keys and pastes to the app one by one.

    A key climbs from the focused widget to the app, one queue after another, and the command that it stands for may
    read before it shows its dialog. Keys of the same packet, or of a fast typist, would all go to the widget that had
    the focus before the first of them.

    Args:
        app: whose keys these are.
        give: hands an event to the app as it would have come.
    """

    def __init__(self, app: App[Any], give: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._give = give
        self._waiting: deque[events.Event] = deque()
        self._number = 0
        self._climbs = False
        self._holder: object | None = None
        self._limit: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether there are keys that have not been given yet."""
        return bool(self._waiting)

    async def take(self, event: events.Event) -> None:
        """Give an event now, or when those before it have been worked off."""
        self._waiting.append(event)
        # What has come in the same packet is looked at as a whole.
        while isinstance(behind := self._app._peek_message(), events.Key) and not behind.is_forwarded:  # noqa: SLF001
            self._waiting.append(behind)
            await self._app._get_message()  # noqa: SLF001
        if not (self._climbs or self._holder):
            await self._go_on()

    def hold(self, holder: object, patience: float | None = None) -> None:
        """Let keys wait: something that they may be meant for is about to be shown, within so many seconds."""
        self._holder = holder
        if patience is not None and self._limit is not None:
            self._limit.cancel()
            self._limit = None
        self._watch_time(patience)

    def let_go(self, holder: object) -> None:
        """Keys need not wait any longer for what this one shows."""
        if self._holder is holder:
            self._holder = None
            self._send(_TURNS)

    def came_back(self) -> None:
        """Nobody on its way wanted the key; the app has worked it off."""
        if self._climbs and not self._holder:
            self._send(_TURNS)

    async def turned(self, turn: Turn) -> None:
        """A turn is back: give the next key, unless something new has come meanwhile."""
        if turn.number != self._number or self._holder:
            return
        if self._waiting and turn.screen is not self._app.screen:
            self._send(_TURNS)
        elif self._waiting and turn.left > 1:
            self._send(turn.left - 1)
        else:
            self._climbs = False
            await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and not (self._climbs or self._holder):
            event = self._waiting.popleft()
            stays = self._stays_in_field(event)
            await self._give(self._with_letters_behind(event) if stays else event)
            if event.is_forwarded and not (stays or self._holder):
                self._send(_TURNS)
        if not (self._climbs or self._holder) and self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _with_letters_behind(self, event: events.Event) -> events.Event:
        """A letter and those behind it as one key that writes them all: very many of them cost no more than a few."""
        if not (isinstance(event, events.Key) and _takes_any_text(self._app.focused)):
            return event
        letters = [event.character or ""]
        while self._waiting and self._stays_in_field(behind := self._waiting[0]):
            assert isinstance(behind, events.Key)
            letters.append(behind.character or "")
            self._waiting.popleft()
        return event if len(letters) == 1 else events.Key(event.key, "".join(letters))

    def _stays_in_field(self, event: events.Event) -> bool:
        """Whether a field takes it as a letter: those behind it need not wait, however many there are."""
        field = self._app.focused
        if field is None or not isinstance(event, events.Key):
            return False
        return event.is_printable and field.check_consume_key(event.key, event.character)

    def _send(self, left: int) -> None:
        self._climbs = True
        self._number += 1
        self._watch_time()
        screen = self._app.screen
        turn = Turn(self._number, screen, left)
        if not (screen.focused or screen).post_message(turn):
            self._app.post_message(turn)

    def _watch_time(self, patience: float | None = None) -> None:
        if self._limit is None:
            limit = PATIENCE if patience is None else patience
            self._limit = asyncio.get_running_loop().call_later(limit, self._give_up)

    def _give_up(self) -> None:
        self._limit = self._holder = None
        self._number += 1
        self._app.post_message(Turn(self._number, self._app.screen, 0))


def _takes_any_text(field: Widget | None) -> bool:
    """Whether several letters are written into a field at once as they would be one by one."""
    writes = any(hasattr(field, name) for name in _WRITING)
    return writes and not (getattr(field, "max_length", None) or getattr(field, "restrict", None))
