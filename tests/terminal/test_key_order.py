"""Keys in their order: one after another, each for what the one before has left, and none kept for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from solartui.terminal import key_order
from solartui.terminal.safe_app import SafeApp
from tests.ui.support import settle

if TYPE_CHECKING:
    from typing import ClassVar

    from textual.binding import BindingType


class Asks(ModalScreen[str]):
    """A question with a field."""

    def __init__(self) -> None:
        super().__init__()
        self.field = Input()

    def compose(self) -> ComposeResult:
        """The field."""
        yield self.field

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The answer."""
        self.dismiss(event.value)


class Page(Screen[None]):
    """Notes every key; ``q`` asks a question, after some thinking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "screen.think"), Binding("a", "screen.note('a')"), Binding("b", "screen.note('b')"),
        Binding("p", "screen.note('p')", priority=True),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []
        self.thinks = asyncio.Event()
        self.holds = True

    def action_note(self, key: str) -> None:
        """Note it."""
        self.noted.append(key)

    def action_think(self) -> None:
        """Ask once it is thought about."""
        if self.holds:
            self.app.key_order.hold(self)  # type: ignore[attr-defined]
        self.run_worker(self._think())

    async def _think(self) -> None:
        await self.thinks.wait()
        self.app.push_screen(Asks(), lambda text: self.noted.append(f"<{text}>"))
        self.app.key_order.let_go(self)  # type: ignore[attr-defined]


class Typist(SafeApp):
    """An app with that page."""

    def get_default_screen(self) -> Screen[None]:
        """The page."""
        return Page()

    @property
    def page(self) -> Page:
        """The page."""
        page = self.screen_stack[0]
        assert isinstance(page, Page)
        return page

    def send(self, text: str) -> None:
        """Keys of one packet."""
        for sign in text:
            key = "enter" if sign == "\r" else sign
            self.post_message(events.Key(key, sign))


async def test_keys_behind_a_question_are_its_answer() -> None:
    app = Typist()
    async with app.run_test() as pilot:
        app.send("aqban\rbp")
        await settle(pilot, lambda: app.page.noted == ["a"])
        app.page.thinks.set()
        await settle(pilot, lambda: app.page.noted == ["a", "<ban>", "b", "p"])


async def test_a_paste_keeps_its_place_among_the_keys() -> None:
    app = Typist()
    async with app.run_test() as pilot:
        app.page.thinks.set()
        app.send("qx")
        app.post_message(events.Paste("pasted"))
        app.send("y\ra")
        await settle(pilot, lambda: app.page.noted == ["<xpastedy>", "a"])


async def test_who_never_asks_does_not_keep_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_order, "PATIENCE", 0.01)
    app = Typist()
    async with app.run_test() as pilot:
        app.send("qab")
        await settle(pilot, lambda: app.page.noted == ["a", "b"])


async def test_many_letters_in_one_packet_reach_a_field_in_their_order() -> None:
    app = Typist()
    text = "".join(chr(ord("c") + number % 20) for number in range(1_000))
    async with app.run_test() as pilot:
        app.page.thinks.set()
        app.send(f"q{text}\rb")
        await settle(pilot, lambda: app.page.noted == [f"<{text}>", "b"])


class Typed(SafeApp):
    """An app with a field that counts how often it was changed, and one that takes three letters only."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[str] = []
        self.first, self.short = Input(), Input(max_length=3)

    def compose(self) -> ComposeResult:
        """The fields."""
        yield self.first
        yield self.short

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another text."""
        self.changes.append(event.value)

    def send(self, text: str) -> None:
        """Keys of one packet."""
        for sign in text:
            self.post_message(events.Key({"\r": "enter", "\t": "tab", "\b": "left"}.get(sign, sign), sign))


async def test_letters_of_one_packet_are_written_at_once_and_keys_between_them_keep_their_place() -> None:
    app = Typed()
    async with app.run_test() as pilot:
        app.first.focus()
        await pilot.pause()
        app.send("x" * 9_000)
        await settle(pilot, lambda: len(app.first.value) == 9_000)
        assert len(app.changes) < 10
        app.send("\bęò🌞\tabcdef")
        await settle(pilot, lambda: app.short.value == "abc")
        assert app.first.value == "x" * 8_999 + "ęò🌞x"


async def test_another_holder_lets_nothing_go() -> None:
    app = Typist()
    async with app.run_test() as pilot:
        app.key_order.hold(app)
        app.key_order.let_go(pilot)
        app.send("a")
        assert app.page.noted == []
        app.key_order.let_go(app)
        await settle(pilot, lambda: app.page.noted == ["a"])


async def test_a_screen_that_goes_away_takes_no_key_with_it() -> None:
    app = Typist()
    async with app.run_test() as pilot:
        app.page.thinks.set()
        for _ in range(5):
            app.send("qz\r")
        app.send("b")
        await settle(pilot, lambda: app.page.noted == ["<z>"] * 5 + ["b"])
