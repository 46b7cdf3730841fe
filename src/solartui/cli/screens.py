"""``solartui`` without a command: the screens."""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from solartui.cli import printing

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.cli.call import Call
    from solartui.commands.personal import Personal
    from solartui.screens.session import Session
    from solartui.services.backups import DailyCopy
    from solartui.services.beginning import Beginning
    from solartui.services.container import Services
    from solartui.services.runner import Runner
    from solartui.store.watch import Watch
    from solartui.terminal.first_picture import TakenTerminal

# Where each page is, by the id of the command that shows it; loaded when it is shown. A session begins with the first.
_PAGES = {
    "leads": "solartui.screens.leads.list_screen:LeadListScreen",
    "projects": "solartui.screens.projects.list_screen:ProjectsScreen",
    "contacts": "solartui.screens.contacts.list_screen:ContactsScreen",
}
# Where the page of one record is, by what it is.
_RECORDS = {
    "lead": "solartui.screens.lead.screen:LeadScreen",
    "contact": "solartui.screens.contacts.page:ContactScreen",
    "project": "solartui.screens.projects.page:ProjectScreen",
    "design": "solartui.screens.designs.page:DesignScreen",
}
# What is loaded in a thread once the first page is shown, so that no later key waits for it.
_SOON = (
    "solartui.screens.dialogs.help",
    "solartui.screens.dialogs.palette",
    "solartui.screens.dialogs.ask",
    "solartui.screens.jump",
    "solartui.screens.lead.actions",
    "solartui.screens.lead_choices",
    "solartui.screens.lead.form",
    "solartui.screens.lead.screen",
    "solartui.screens.conversion",
    "solartui.screens.contacts.page",
    "solartui.screens.projects.page",
    "solartui.screens.dialogs.follow_up",
    "solartui.screens.dialogs.log",
    "solartui.screens.triage.screen",
    "solartui.screens.lists.board_feed",
    "solartui.widgets.card_grid",
)
# What only new records and typed values need: heavy, so it is loaded when somebody is about to enter some.
_WRITING = ("solartui.domain.drafts", "solartui.store.tables", "solartui.store.work")
# Late answers that a session writes down.
_NOTED = 200
# What the commands of the screens ask for, in the words of the services.
_CAPABILITIES = {"write": "leads.edit", "convert": "leads.convert"}


class Opened:
    """The database behind the screens, from the time it is open to the end."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._services: Services | None = None
        self._runner: Runner | None = None
        self._watch: Watch | None = None
        self._daily: DailyCopy | None = None
        self._opening: threading.Thread | None = None
        self._session: Session | None = None
        self._ready, self._read = threading.Event(), threading.Event()
        self._beginning: Beginning | None = None
        self._problem: Exception | None = None

    def begin(self) -> None:
        """Begin to open it, in a thread of its own."""
        self._opening = threading.Thread(target=self._open, name="opening")
        self._opening.start()

    def _open(self) -> None:
        try:
            from solartui.bootstrap import open_services

            self._services = services = open_services(self._target)
            self._session = self._begin(services)
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            self._problem = error
        finally:
            self._ready.set()
        try:
            if self._runner is not None:
                from solartui.services.beginning import read_ahead

                self._beginning = read_ahead(services, self._runner, get_terminal_size().lines)
        finally:
            self._read.set()

    def beginning(self, patience: float) -> Beginning | None:
        """What the first page begins with; None where that is not known in so many seconds."""
        self._read.wait(patience)
        return self._beginning

    def at_hand(self) -> Session | None:
        """The open desk, where nobody has to wait for it."""
        return self._session

    def open(self) -> Session:
        """The open desk; called in a thread while the first page is painted.

        Raises:
            SolarError: it could not be opened.
        """
        if self._opening is None:
            self.begin()
        self._ready.wait()
        if self._session is None:
            raise self._problem or RuntimeError("the opening was stopped")
        return self._session

    def _begin(self, services: Services) -> Session:
        from solartui.domain.permissions import CAPABILITIES, allowed
        from solartui.screens.session import Session
        from solartui.services.runner import Runner
        from solartui.store.watch import Watch

        self._runner = runner = Runner(services.store)
        self._watch = watch = Watch(services.store)

        def may(capability: str) -> bool:
            known = _CAPABILITIES.get(capability, capability)
            return known not in CAPABILITIES or allowed(services.actor.role, known)

        return Session(services, runner, services.store.path.stem, services.actor.name, may, watch)

    def prepare(self) -> None:
        """Load and open what is needed soon; called in a thread once the first page is there."""
        if self._runner is not None:
            self._runner.forget_ahead()
            self._runner.open_all()
        self._copy_daily()
        for name in _SOON:
            import_module(name)
        # All of this stays to the end: no later collection has to go through it.
        gc.freeze()
        gc.enable()

    def prepare_writing(self) -> None:
        """Load what new records need; called in a thread once somebody will make one."""
        for name in _WRITING:
            import_module(name)

    def _copy_daily(self) -> None:
        from solartui.services.backups import DailyCopy

        if self._services is not None:
            self._daily = DailyCopy(self._services.backups, logging.getLogger("solartui").warning)
            self._daily.start()

    def note_missed(self) -> None:
        """Say in their histories which leads were not answered in time, once somebody writes who may."""
        from solartui.domain.errors import SolarError

        if self._session is None or not self._session.may("write"):
            return
        try:
            # Each of them lies elsewhere in the file: many would fill the memory of the session with its pages.
            self._session.services.response.note_missed(_NOTED)
        except (SolarError, OSError) as problem:
            logging.getLogger("solartui").warning(str(problem))

    def save_drafts(self) -> None:
        """Keep what is being typed."""
        if self._services is not None:
            self._services.drafts.save_open()

    def close(self) -> None:
        """Wait for what is being written, then close."""
        if self._runner is not None:
            self._runner.close()
        if self._opening is not None:
            self._opening.join()
        if self._daily is not None:
            self._daily.stop()
        # The opening may have made it after the first look.
        if self._runner is not None:
            self._runner.close()
        if self._watch is not None:
            self._watch.close()
        if self._services is not None:
            self._services.close()


def _made(place: str) -> Callable[..., Any]:
    def make(*arguments: Any) -> Any:
        module, _, name = place.partition(":")
        return getattr(import_module(module), name)(*arguments)

    return make


def _keep(file: Path, name: str) -> None:
    with suppress(OSError):
        file.write_text(f"{name}\n", encoding="utf-8")


def _kept_theme(file: Path, chosen: str | None) -> str:
    """The colours of the settings, else those of the last time, else ours."""
    from solartui.theme import DARK

    if chosen is not None:
        return chosen
    try:
        return file.read_text(encoding="utf-8").strip() or DARK
    except (OSError, UnicodeDecodeError):
        return DARK


def _choose_graphics(setting: str) -> None:
    """Ask the terminal for pixels, before anything else talks to it, where a person wants them."""
    from solartui.terminal import graphics

    wish = graphics.wanted(os.environ, setting)
    if wish == "cells" or graphics.obstacle(os.environ) is not None:
        return
    from solartui.terminal.probe import ask

    graphics.use(graphics.decide(wish, ask()))


def open_screens(call: Call) -> int:
    """Open the screens on the database of a call.

    Returns:
        The exit status: 2 where this terminal cannot show them.

    Raises:
        SolarError: the database could not be opened.
    """
    from solartui.terminal import preflight
    from solartui.terminal.plain_loop import load_loop

    obstacle = preflight.obstacle_here()
    if obstacle is not None:
        printing.warn(obstacle)
        return preflight.EXIT_STATUS
    # What is loaded now is no garbage: looking for some in it is a fifth of the start. Goes on in `Opened.prepare`.
    gc.disable()
    load_loop()
    from solartui.cli import first_picture
    from solartui.commands.personal import read_personal
    from solartui.settings import config_file, state_dir

    personal = read_personal(config_file())
    _choose_graphics(personal.graphics)
    opened, theme = Opened(call.target), _kept_theme(state_dir() / "theme", personal.theme)
    opened.begin()
    taken = None
    try:
        taken = first_picture.show(opened.beginning, theme)
        return _run(opened, personal, theme, taken)
    finally:
        if taken is not None:
            taken.give_back()
        opened.close()


def _run(opened: Opened, personal: Personal, theme: str, taken: TakenTerminal | None) -> int:
    from solartui.app import SolarApp
    from solartui.settings import state_dir
    from solartui.terminal.run import run_app

    pages = {name: _made(place) for name, place in _PAGES.items()}
    records = {name: _made(place) for name, place in _RECORDS.items()}
    app = SolarApp(
        opened.open,
        pages,
        at_hand=opened.at_hand,
        theme=theme,
        taken=taken,
        keys=personal.keys,
        records=records,
        prepare=opened.prepare,
        prepare_writing=opened.prepare_writing,
        catch_up=opened.note_missed,
        keep_theme=lambda name: _keep(state_dir() / "theme", name),
    )
    status = run_app(app, opened.save_drafts)
    if app.problem is not None:
        raise app.problem
    return status
