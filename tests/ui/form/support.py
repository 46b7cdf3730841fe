"""A page that opens a form on a real database, and ways to read what stands in it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from solartui.app import SolarApp
from solartui.screens.base import BaseScreen
from solartui.screens.session import Session
from solartui.services.runner import Runner
from tests.ui.support import lines, settle, shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from solartui.screens.forms.form_screen import FormScreen
    from solartui.services.container import Services
    from solartui.widgets.form.field import Field

Form = TypeVar("Form", bound="FormScreen[Any]")


class Page(BaseScreen):
    """The page below the form."""

    PLACE: ClassVar[str | None] = "leads"

    async def answer(self, form: FormScreen[Any], answers: list[Any]) -> None:
        """Open a form and keep its answer."""
        answers.append(await self.ask(form))


class OpenForm(Generic[Form]):
    """A form on the screen, its pilot, and what it answered."""

    def __init__(self, pilot: Pilot[Any], form: Form, answers: list[Any]) -> None:
        self.pilot = pilot
        self.form = form
        self.answers = answers

    @property
    def app(self) -> SolarApp:
        """The app."""
        return cast("SolarApp", self.pilot.app)

    @property
    def text(self) -> str:
        """What a person sees."""
        return shown(self.app)

    @property
    def here(self) -> str:
        """The key of the field with the cursor."""
        field: Field | None = self.form.here
        return field.key if field is not None else ""

    def entry(self, key: str) -> object:
        """What is entered in a field."""
        return self.form.fields[key].entry

    def problem(self, key: str) -> str:
        """What is said to be wrong with a field."""
        return self.form.fields[key].problem

    @property
    def toasts(self) -> list[str]:
        """What was said in passing."""
        return [note.message for note in self.app._notifications]

    async def go(self, key: str) -> None:
        """Put the cursor into a field."""
        self.form.go_to(self.form.fields[key])
        await settle(self.pilot)

    async def press(self, *keys: str, until: Callable[[], bool] | None = None) -> None:
        """Press keys and let everything come to rest."""
        await self.pilot.press(*keys)
        await settle(self.pilot, until)

    async def type(self, text: str, until: Callable[[], bool] | None = None) -> None:
        """Type a text, letter by letter."""
        names = {" ": "space"}
        await self.press(*(names.get(sign, sign) for sign in text), until=until)

    async def enter(self, key: str, text: str) -> None:
        """Type a text into a field in the place of what stands there, and leave the field."""
        await self.go(key)
        await self.type(text)
        await self.press("tab")

    async def save(self) -> Any:
        """Save, and wait for the answer."""
        await self.press("ctrl+s", until=lambda: bool(self.answers))
        return self.answers[-1]

    async def see(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await settle(self.pilot, lambda: text in shown(self.app))

    def line(self, text: str) -> str:
        """The line of the screen that has a text."""
        return next(line for line in lines(self.app) if text in line)


def session_of(services: Services) -> Session:
    """A session on real services."""
    return Session(services, Runner(services.store), "desk.db", services.actor.name)


def busy(app: SolarApp, group: str) -> bool:
    """Whether work of a kind is under way."""
    return any(worker.group == group and not worker.is_finished for worker in app.workers)


@asynccontextmanager
async def opened(
    services: Services, make: Callable[[Session], Form], size: tuple[int, int] = (120, 36)
) -> AsyncIterator[OpenForm[Form]]:
    """The app with a form open."""
    session = session_of(services)
    app = SolarApp(lambda: session, {"leads": Page})
    answers: list[Any] = []
    async with app.run_test(size=size) as pilot:
        await settle(pilot, lambda: app.session is not None and isinstance(app.screen, Page))
        page, form = cast("Page", app.screen), make(session)
        page.run_worker(page.answer(form, answers))
        await settle(pilot, lambda: form in app.screen_stack and form.is_mounted)
        # Everything is read, unless the form asks about a draft.
        await settle(pilot, lambda: app.screen is not form or not busy(app, "open"))
        await settle(pilot)
        yield OpenForm(pilot, form, answers)
    session.runner.close()
