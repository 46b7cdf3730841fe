"""The bar at the top: where one is, what is due, which data and who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from solartui.i18n import ntr, tr
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import Drawn, Painted, Run, clip

_FULL = 100
_MANY = 999


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that one key reaches: its key, its word and the command that shows it."""

    key: str
    title: str
    command_id: str


class TopBar(Painted):
    """One line; every part of it can be clicked.

    Attributes are set by `show`; nothing but the places is shown until they are known.
    """

    SURFACE: ClassVar[str] = "panel"

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, places: Sequence[Place], active: str | None) -> None:
        super().__init__()
        self._places = tuple(places)
        self._active = active
        self._late = 0
        self._today = 0
        self._unanswered = 0
        self._database = ""
        self._user = ""
        self._waiting = False

    def show(
        self,
        *,
        late: int | None = None,
        today: int | None = None,
        unanswered: int | None = None,
        database: str | None = None,
        user: str | None = None,
        active: str | None = None,
    ) -> None:
        """Show what is known; what is not given stays."""
        self._active = self._active if active is None else active
        self._late = self._late if late is None else late
        self._today = self._today if today is None else today
        self._unanswered = self._unanswered if unanswered is None else unanswered
        self._database = self._database if database is None else cell_text(database)
        self._user = self._user if user is None else cell_text(user)
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The bar."""
        left = Run().add((" ☀ ", "bold accent"), ("SolarTUI ", "bold text"), (" ", "text"))
        for place in self._places:
            if place.command_id == self._active:
                left.add((f" {place.key} {tr(place.title)} ", "bold bg@accent"), zone=place.command_id)
            else:
                left.add((f" {place.key}", "mute"), (f" {tr(place.title)} ", "soft"), zone=place.command_id)
        right = self._right(width, width - left.width)
        left.then(right, width - right.width)
        self.zones = left.zones
        return [Drawn(tuple(left.parts), self.SURFACE)]

    def hit(self, zone: str) -> None:
        """Go where was clicked."""
        self.post_message(self.Chosen(zone))

    def show_waiting(self, *, waiting: bool) -> None:
        """Say that the database is waited for, or no longer."""
        self._waiting = waiting
        self.repaint()

    def _right(self, width: int, room: int) -> Run:
        """As much as there is room for: names go first, then words, then all but that something is waited for."""
        full = width >= _FULL
        for words, names in ((full, full), (full, False), (False, False)):
            run = self._state(words=words, names=names)
            if run.width <= room:
                return run
        run = self._wait(words=False)
        return run if run.width <= room else Run()

    def _wait(self, *, words: bool) -> Run:
        run = Run()
        if self._waiting:
            said = tr("waiting for the database") if words else tr("waiting")
            run.add(("◷ ", "warn"), (said, "warn"), ("  ", "soft"))
        return run

    def _state(self, *, words: bool, names: bool) -> Run:
        """What is waited for, what is due, and with `names` whose desk it is; in words or in numbers."""
        run = self._wait(words=words)
        if self._unanswered:
            many = f"{_MANY}+" if self._unanswered > _MANY else str(self._unanswered)
            said = ntr("{n} to answer", "{n} to answer", self._unanswered, n=many) if words else many
            run.add(("⚑ ", "err"), (f"{said} ", "soft"), (" ", "soft"))
        if self._late:
            said = ntr("{count} late", "{count} late", self._late) if words else str(self._late)
            run.add(("● ", "err"), (f"{said} ", "soft"), (" ", "soft"))
        if self._today:
            said = ntr("{count} today", "{count} today", self._today) if words else str(self._today)
            run.add(("● ", "accent"), (f"{said} ", "soft"), (" ", "soft"))
        if names and self._database:
            run.add(("⇅ ", "ok"), (f"{clip(self._database, 16)}  ", "soft"))
        if names and self._user:
            run.add((f"{clip(self._user, 20)} ", "bold text"))
        return run
