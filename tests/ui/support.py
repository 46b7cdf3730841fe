"""What tests of screens share: waiting, reading the screen, and stand-ins for the floors below."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from textual import on
from textual.app import App, ComposeResult

from solartui.app import SolarApp
from solartui.domain.errors import Refused
from solartui.domain.records import Change
from solartui.domain.stages import SEEDED, Stage
from solartui.screens.base import BaseScreen
from solartui.screens.session import Session
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.columns import Column
from solartui.widgets.filter_bar import FilterBar
from solartui.widgets.record_table import RecordTable
from tests.ui.swift import install

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.widget import Widget

    from solartui.domain.people import Entity, User
    from solartui.services.container import Services
    from solartui.services.runner import Runner
    from solartui.theme import Palette
    from solartui.widgets.parts import Part

install()
PATIENCE, TURNS, TURN = 8.0, 200, 0.01


async def settle(pilot: Pilot[Any], until: Callable[[], bool] | None = None) -> None:
    """Let everything that was begun come to rest.

    Args:
        pilot: drives the app.
        until: what must be true in the end.

    Raises:
        AssertionError: it never was.
    """
    shown: list[str] = []
    begun, turns = time.monotonic(), 0
    # Many turns as well: on a busy machine time goes by without any.
    while turns < TURNS or time.monotonic() - begun < PATIENCE:
        turns += 1
        await pilot.pause()
        if until is None:
            before, shown = shown, lines(pilot.app)
            if shown == before:
                return
        elif until():
            # The last picture may have asked for more, such as rows for a table that is wider now.
            await pilot.pause()
            if until():
                return
        else:
            # It is at rest: what is waited for takes its time.
            await asyncio.sleep(TURN)
    raise AssertionError("\n".join(lines(pilot.app)))


def lines(app: App[Any]) -> list[str]:
    """What a person sees, line by line."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def shown(app: App[Any]) -> str:
    """What a person sees, as one text."""
    return "\n".join(lines(app))


def tokens_at(widget: Widget, y: int, text: str) -> tuple[str | None, str | None, bool]:
    """Colour, surface and boldness of a piece of text in a line of a widget."""
    for segment in widget.render_lines(widget.size.region)[y]:
        if text in segment.text and segment.style is not None:
            colour, surface = segment.style.color, segment.style.bgcolor
            return colour.name if colour else None, surface.name if surface else None, bool(segment.style.bold)
    raise AssertionError(f"{text!r} is not in line {y}")


class Row(NamedTuple):
    """A row of a table."""

    id: int
    name: str
    kwh: int


def made_rows(start: int, end: int) -> list[Row]:
    """Rows by index; ids are apart from indexes."""
    return [Row(1000 + index, f"Kowalski {index}", index * 10) for index in range(start, end)]


def _name(row: Row, _palette: Palette) -> Sequence[Part]:
    return [(row.name, "text")]


def _kwh(row: Row, _palette: Palette) -> Sequence[Part]:
    return [(str(row.kwh), "soft")]


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "Lead", 20, _name, widest=40, lead=True),
    Column("kwh", "kWh", 8, _kwh, "right"),
    Column("more", "More", 10, _name, sortable=False),
)


CLOCK = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Inline:
    """A runner without threads; reads and writes are done at once."""

    async def read(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)

    write = read


@dataclass
class Undo:
    """Changes that can be taken back."""

    done: list[str] = field(default_factory=list)

    def last(self) -> Change | None:
        return cast("Change", self.done[-1]) if self.done else None

    def undo(self, _change_id: int | None = None) -> Written:
        data = {"name": "Ewa", "stage": self.done.pop()}
        return Written(frozenset({"leads"}), Change(1, CLOCK, 1, "Ewa", "lead.moved", data, 1, True))


class Written(NamedTuple):
    """The outcome of a write."""

    topics: frozenset[str]
    value: Change | None = None


class People:
    """Nobody but the stages that every desk has."""

    def stages(self) -> tuple[Stage, ...]:
        return SEEDED

    def users(self) -> tuple[User, ...]:
        return ()

    def entities(self) -> tuple[Entity, ...]:
        return ()


@dataclass
class Clock:
    """A store that knows the time."""

    def clock(self) -> datetime:
        return CLOCK


@dataclass
class FakeServices:
    """As much of the services as the screens' common ground needs."""

    undo: Undo = field(default_factory=Undo)
    people: People = field(default_factory=People)
    store: Clock = field(default_factory=Clock)

    def move(self, stage: str) -> Written:
        if stage == "lost":
            raise Refused("A lost lead needs a reason.")
        self.undo.done.append(stage)
        return Written(frozenset({"leads"}))


def session(services: FakeServices, may: Callable[[str], bool] = lambda _capability: True) -> Session:
    """A session on stand-ins."""
    return Session(cast("Services", services), cast("Runner", Inline()), "team db", "Piotr Żak", may)


class ListPage(BaseScreen):
    """A page with everything that a list page has."""

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "list", "record", "lead")
    PLACE: ClassVar[str | None] = "leads"
    PURPOSE: ClassVar[str] = "Find leads and work on them."
    TOPICS: ClassVar[frozenset[str]] = frozenset({"leads"})

    def __init__(self) -> None:
        super().__init__()
        self.filters = FilterBar()
        self.table: RecordTable[Row] = RecordTable(COLUMNS, lambda row: row.id)
        self.heard: list[object] = []
        self.total = 40

    def compose_body(self) -> ComposeResult:
        yield self.filters
        with Backdrop(id="body"):
            yield self.table

    async def ready(self) -> None:
        self.heard.append("ready")
        self.table.focus()
        self.table.reload()
        self.table.set_total(self.total)

    async def changed(self, topics: frozenset[str]) -> None:
        self.heard.append(topics)
        self.table.reload(self.table.cursor_id)

    @on(RecordTable.RowsWanted)
    def _rows(self, event: RecordTable.RowsWanted) -> None:
        self.table.supply(event.generation, event.start, made_rows(event.start, min(event.end, self.total)))

    @on(RecordTable.MarksChanged)
    def _marks(self, event: RecordTable.MarksChanged) -> None:
        self.show_keys(event.count)

    def why_disabled(self, command_id: str) -> str | None:
        return "It is converted already." if command_id == "lead.convert" else None

    def action_open(self) -> None:
        self.table.open()

    def action_mark(self) -> None:
        self.table.toggle_mark()

    def action_search(self) -> None:
        self.filters.begin()

    async def action_stage(self) -> None:
        services = cast("FakeServices", self.session.services)
        if await self.do(services.move, "contacted") is not None:
            self.toast("1 lead moved to Contacted", undo=True)

    async def action_archive(self) -> None:
        await self.do(cast("FakeServices", self.session.services).move, "lost")

    def action_convert(self) -> None:
        self.heard.append("converted")

    def action_edit(self) -> None:
        self.heard.append("edited")


class OtherPage(BaseScreen):
    """A second page."""

    PLACE: ClassVar[str | None] = "contacts"
    PURPOSE: ClassVar[str] = "Find contacts."
    TOPICS: ClassVar[frozenset[str]] = frozenset({"contacts"})

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    async def changed(self, topics: frozenset[str]) -> None:
        self.heard.append(topics)


def made_app(services: FakeServices | None = None, may: Callable[[str], bool] = lambda _capability: True) -> SolarApp:
    """The app with the two pages."""
    opened = session(services or FakeServices(), may)
    return SolarApp(lambda: opened, {"leads": ListPage, "contacts": OtherPage})


def list_page(app: App[Any]) -> ListPage:
    """The list page, which must be the one that is shown."""
    assert isinstance(app.screen, ListPage)
    return app.screen


def other_page(app: App[Any]) -> OtherPage:
    """The other page, which must be the one that is shown."""
    assert isinstance(app.screen, OtherPage)
    return app.screen
