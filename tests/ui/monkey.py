"""A monkey at the keyboard: random keys, words, clicks, pastes and sizes on the real app over hostile data."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.geometry import Size
from textual.keys import _character_to_key

from solartui.app import SolarApp
from solartui.cli import screens as program
from solartui.commands.catalogue import CATALOGUE
from solartui.domain.errors import SolarError
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.session import Session
from solartui.services.runner import Runner
from tests.hostile_desk import CONTROLS, TEXTS
from tests.ui.support import lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from solartui.services.container import Services

KEYS = (
    *sorted({key for one in CATALOGUE for key in one.keys}),
    "left", "right", "backspace", "delete", "ctrl+a", "ctrl+k", "ctrl+w", "ctrl+z", "ctrl+c", "ctrl+v", "ctrl+left",
    "shift+down", "shift+end", "ctrl+home", "f3", "f9", "insert", "ctrl+u", "ctrl+y", "ctrl+d", "ctrl+f",
)  # fmt: skip
WORDS = (
    "zolc", "stage:open", "kwh>", "#1", "tomorrow", "24.11 10:00", "anna", "-", "żółć", "太", "lost", "1,5", "-33.8",
    "50.06, 19.94", "x@y.pl", "601 234 567", "PL", "archived", "site", "delete", "nobody", "out.xlsx", "out.csv", "..",
    "custom.own_text:x", "custom.own_number>", "own_choice:", "custom.own_date:7d", "custom.own_yes_no:none", "custom.",
)  # fmt: skip
SIZES = ((80, 24), (120, 36), (100, 30), (60, 18), (61, 19), (200, 50), (1, 1), (10, 5), (59, 40), (300, 18), (99, 24))
_TURNS_HOME = 400


class Monkey:
    """One run on one database.

    Args:
        services: of the person at the screen.
        other: of somebody else, who works on the same database meanwhile.
        seed: gives the same acts again, as far as threads allow.
    """

    def __init__(self, services: Services, other: Services, seed: int) -> None:
        self._dice = random.Random(seed)
        self._services = services
        self._other = other
        self._done: deque[object] = deque(maxlen=60)
        self._acts: tuple[tuple[Callable[[SolarApp], None], int], ...] = (
            (self._keys, 60), (self._write, 8), (self._click, 14), (self._wheel, 4), (self._paste, 4),
            (self._resize, 3), (self._look_away, 1),
        )  # fmt: skip

    async def play(self, count: int) -> None:
        """Do so many things; whatever the app raises comes out of here.

        Raises:
            AssertionError: a control sign reached the screen, or there is a page that cannot be left.
        """
        app = self._made_app()
        try:
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await self._play(pilot, app, count)
        except BaseException as error:
            error.add_note("The last acts: " + " ".join(map(repr, self._done)))
            raise
        finally:
            if app.session is not None:
                app.session.runner.close()

    def _made_app(self) -> SolarApp:
        session = Session(self._services, Runner(self._services.store), "desk.db", self._services.actor.name)
        pages = {name: program._made(place) for name, place in program._PAGES.items()}
        records = {name: program._made(place) for name, place in program._RECORDS.items()}
        app = SolarApp(lambda: session, pages, records=records)
        app.leave = lambda _status: None
        return app

    async def _play(self, pilot: Pilot[Any], app: SolarApp, count: int) -> None:
        acts, weights = zip(*self._acts, strict=True)
        for number in range(count):
            (act,) = self._dice.choices(acts, weights)
            act(app)
            if self._dice.random() < 0.5:
                await pilot.pause()
            if number % 8 == 0:
                await asyncio.to_thread(self._interfere)
            if number % 20 == 0:
                self._check(app)
            assert app.is_running
        self._send(app, events.Resize(Size(100, 30), Size(100, 30)))
        await self._go_home(pilot, app)

    async def _go_home(self, pilot: Pilot[Any], app: SolarApp) -> None:
        for _ in range(_TURNS_HOME):
            await pilot.pause()
            if len(app.screen_stack) == 1:
                return
            # Escape leaves everything; what asks before it closes is told to go on.
            self._key(app, "y" if isinstance(app.screen, ConfirmDialog) else "escape")
        raise AssertionError(f"no way out of {app.screen}\n" + "\n".join(lines(app)))

    def _check(self, app: SolarApp) -> None:
        for line in lines(app):
            assert not CONTROLS.search(line), repr(line)

    # ---- acts

    def _send(self, app: SolarApp, event: events.Event) -> None:
        event.set_sender(app)
        app.post_message(event)

    def _key(self, app: SolarApp, name: str) -> None:
        self._done.append(name)
        key = _character_to_key(name) if len(name) == 1 else name
        sign = {"space": " ", "tab": "\t", "enter": "\r"}.get(name) or (name if len(name) == 1 else None)
        if sign is None and not ("+" in name or len(name) < 4):
            sign = _SIGNS.get(name)
        self._send(app, events.Key(key, sign))

    def _keys(self, app: SolarApp) -> None:
        for _ in range(self._dice.choice((1, 1, 1, 2, 3, 6))):
            self._key(app, self._dice.choice(KEYS))

    def _write(self, app: SolarApp) -> None:
        for sign in self._dice.choice(WORDS):
            self._key(app, sign)
        if self._dice.random() < 0.6:
            self._key(app, "enter")

    def _spot(self, app: SolarApp) -> tuple[int, int]:
        size = app.screen.size
        return self._dice.randrange(max(1, size.width)), self._dice.randrange(max(1, size.height))

    def _mouse(self, kind: type[events.MouseEvent], spot: tuple[int, int]) -> events.MouseEvent:
        return kind(None, *spot, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=spot[0], screen_y=spot[1])

    def _click(self, app: SolarApp) -> None:
        spot = self._spot(app)
        self._done.append(spot)
        self._send(app, self._mouse(events.MouseMove, spot))
        for _ in range(self._dice.choice((1, 1, 2, 3))):
            self._send(app, self._mouse(events.MouseDown, spot))
            # Now and then the button is let go elsewhere, or never.
            if self._dice.random() < 0.95:
                self._send(app, self._mouse(events.MouseUp, spot if self._dice.random() < 0.9 else self._spot(app)))

    def _wheel(self, app: SolarApp) -> None:
        kind = self._dice.choice((events.MouseScrollDown, events.MouseScrollUp))
        self._done.append(kind.__name__)
        spot = self._spot(app)
        for _ in range(self._dice.randrange(1, 5)):
            self._send(app, self._mouse(kind, spot))

    def _paste(self, app: SolarApp) -> None:
        text = self._dice.choice((*TEXTS, "a\n" * 300, "\x00", "\ud800x", ""))
        self._done.append(("paste", text[:20]))
        self._send(app, events.Paste(text))

    def _resize(self, app: SolarApp) -> None:
        size = Size(*self._dice.choice(SIZES))
        self._done.append(tuple(size))
        self._send(app, events.Resize(size, size))

    def _look_away(self, app: SolarApp) -> None:
        self._done.append("away")
        self._send(app, events.AppBlur())
        if self._dice.random() < 0.8:
            self._send(app, events.AppFocus())

    # ---- somebody else

    def _interfere(self) -> None:
        dice, services = self._dice, self._other
        ids = list(services.leads.open_list("").ids())
        if not ids:
            return
        some = dice.sample(ids, min(len(ids), dice.choice((1, 1, 3, 30))))
        text = dice.choice(TEXTS)
        acts: tuple[Callable[[], object], ...] = (
            lambda: services.lead_actions.move(some, dice.choice(("open", "contacted", "lost", "closed")), "x"),
            lambda: services.lead_actions.assign(some, dice.choice(("me", None))),
            lambda: services.lead_actions.archive(some[:1]),
            lambda: services.lead_actions.delete(some[:1]),
            lambda: services.lead_actions.log_contact(some, "call", text),
            lambda: services.leads.edit(some[0], {"name": text}),
            lambda: services.leads.edit(some[0], {"city": text}),
            lambda: services.conversion.convert(some[0]),
            services.undo.undo,
        )
        act = dice.choice(acts)
        try:
            act()
        except SolarError:
            return


_SIGNS = {
    "question_mark": "?", "colon": ":", "slash": "/", "full_stop": ".", "less_than_sign": "<",
    "greater_than_sign": ">", "left_square_bracket": "[", "right_square_bracket": "]", "comma": ",",
}  # fmt: skip
