"""The app on a real database, for tests of pages."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events

from solartui.app import SolarApp
from solartui.screens.base import BaseScreen
from solartui.screens.contacts.list_screen import ContactsScreen
from solartui.screens.projects.list_screen import ProjectsScreen
from solartui.screens.session import Session
from solartui.services.runner import Runner
from tests.ui.support import lines, settle, shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from solartui.services.container import Services


class Start(BaseScreen):
    """Where a session begins in these tests."""

    PLACE: ClassVar[str | None] = "leads"


class Opened(BaseScreen):
    """Stands in for the page of a record."""

    KIND: ClassVar[str]

    def __init__(self, record_id: int, *_more: object) -> None:
        super().__init__()
        self.record = self.KIND, record_id


class OpenedLead(Opened):
    KIND: ClassVar[str] = "lead"


class OpenedContact(Opened):
    KIND: ClassVar[str] = "contact"


class OpenedProject(Opened):
    KIND: ClassVar[str] = "project"


class DeskApp:
    """The app, its pilot, and ways to read what a person sees."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> SolarApp:
        """The app."""
        return cast("SolarApp", self.pilot.app)

    @property
    def text(self) -> str:
        """What a person sees."""
        return shown(self.app)

    @property
    def screen(self) -> Any:
        """The screen on top."""
        return self.app.screen

    @property
    def record(self) -> tuple[str, int]:
        """The record whose page is shown."""
        return cast("tuple[str, int]", self.app.screen.record)  # type: ignore[attr-defined]

    @property
    def said(self) -> list[str]:
        """What was said in passing."""
        return [note.message for note in self.app._notifications]

    def hush(self) -> None:
        """Take away what was said; the same trouble is said again."""
        self.app.clear_notifications()
        self.screen._trouble = ("", 0.0)

    def line(self, text: str) -> str:
        """The first line of the screen that has a text."""
        found = next((line for line in lines(self.app) if text in line), None)
        assert found is not None, self.text
        return found

    async def press(self, *keys: str, until: Callable[[], bool] | None = None) -> None:
        """Press keys, and let everything come to rest."""
        await self.pilot.press(*keys)
        await settle(self.pilot, until)

    async def write(self, text: str) -> None:
        """Type a text, letter by letter."""
        names = {" ": "space", "#": "number_sign", "@": "at", ".": "full_stop", ":": "colon"}
        await self.press(*(names.get(sign, sign) for sign in text))

    async def paste(self, text: str) -> None:
        """Paste a text, as a person does with a long path."""
        self.app.post_message(events.Paste(text))
        await settle(self.pilot)

    async def see(self, *texts: str) -> None:
        """Wait until some texts are on the screen."""
        await settle(self.pilot, lambda: all(text in self.text for text in texts))

    async def miss(self, text: str) -> None:
        """Wait until a text is no longer on the screen."""
        await settle(self.pilot, lambda: text not in self.text)

    async def hear(self, text: str) -> None:
        """Wait until something is said in passing."""
        await settle(self.pilot, lambda: any(text in said for said in self.said))

    async def on(self, kind: type[Any]) -> Any:
        """Wait until a screen of a kind is on top."""
        await settle(self.pilot, lambda: isinstance(self.app.screen, kind))
        await settle(self.pilot)
        return self.app.screen


@asynccontextmanager
async def desk_app(
    services: Services,
    place: str = "leads",
    size: tuple[int, int] = (120, 36),
    records: dict[str, Any] | None = None,
    may: Callable[[str], bool] = lambda _capability: True,
    *,
    start: Callable[[], Any] = Start,
    toasts: bool = False,
) -> AsyncIterator[DeskApp]:
    """The app with one of its pages open.

    Args:
        services: of the person at the desk.
        place: the page to begin with.
        size: of the window.
        records: pages of records; stand-ins where they are not given.
        may: what the person may do.
        start: the page where the session begins.
        toasts: whether what is said in passing is shown, too.
    """
    session = Session(services, Runner(services.store), "desk.db", services.actor.name, may)
    pages = {"leads": start, "projects": ProjectsScreen, "contacts": ContactsScreen}
    stand_ins = {"lead": OpenedLead, "contact": OpenedContact, "project": OpenedProject}
    app = SolarApp(lambda: session, pages, records=stand_ins | (records or {}))
    async with app.run_test(size=size, notifications=toasts) as pilot:
        await settle(pilot, lambda: app.session is not None)
        await settle(pilot)
        if place != "leads":
            app.show_place(place)
            await settle(pilot, lambda: app.current_mode == place)
            await settle(pilot)
        yield DeskApp(pilot)
    session.runner.close()
