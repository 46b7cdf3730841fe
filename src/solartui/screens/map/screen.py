"""A map as large as the window: a cross is moved over it by keys or mouse, and its place can be taken."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from solartui.commands import Command, FooterEntry, command, footer_entries, help_groups
from solartui.commands.bindings import bindings_for
from solartui.domain.directions import directions_link
from solartui.domain.errors import SolarError
from solartui.domain.leads import Address
from solartui.domain.map_view import SCALES, MapView
from solartui.domain.places import Spot, Town, bearing, distance_km
from solartui.i18n import mark, tr
from solartui.screens.dialogs.dialog import TitleLine
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.map.going import ask_position, ask_town
from solartui.screens.map.terms import ask_terms
from solartui.screens.session import Host, Session
from solartui.screens.shown import ShownScreen
from solartui.screens.site_pictures import Around, map_of, picture_mode, picture_of, read_view
from solartui.terminal.clipboard import copy
from solartui.widgets.cells import cell_text, number
from solartui.widgets.key_footer import KeyFooter
from solartui.widgets.lead_facts import position_words
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.parts import Part, spread
from solartui.widgets.pictures.drawn_map import length
from solartui.widgets.pictures.place_picture import MapShown, PictureShown, PlacePicture

if TYPE_CHECKING:
    from solartui.services.pictures import PictureState
    from solartui.widgets.pictures.place_picture import View

_EDGE = 2
_NEAR_ENOUGH = 6.0
"""Metres of a cell beyond which a picture from above tells nothing."""
_WINDS = (mark("N"), mark("NE"), mark("E"), mark("SE"), mark("S"), mark("SW"), mark("W"), mark("NW"))


@dataclass(frozen=True, slots=True)
class Start:
    """Where a map begins.

    Attributes:
        metres: how wide a cell is.
        site: the place that is known already.
        lead_id: whose place that is.
        name: of whom or what, for the title.
        choosing: whether a place is to be taken.
    """

    centre: Spot
    metres: float
    site: Spot | None = None
    lead_id: int | None = None
    name: str = ""
    choosing: bool = False


class _Below(Painted):
    """What lies under the cross, in words."""

    SURFACE: ClassVar[str] = "panel"

    def __init__(self) -> None:
        super().__init__(classes="map-below")
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()

    def show(self, left: Sequence[Part], right: Sequence[Part]) -> None:
        """Say something else."""
        self._left, self._right = left, right
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """One line."""
        return [Drawn(tuple(spread(self._left, self._right, width)), self.SURFACE)]


class MapScreen(ShownScreen[Spot], ModalScreen[Spot], inherit_bindings=False):
    """Answers the place that was taken, None where there is none.

    Args:
        session: the open database.
        start: where it begins.
    """

    SCOPE: ClassVar[str] = "map"
    BINDINGS = bindings_for("map")
    PURPOSE: ClassVar[str] = mark("A map of leads and towns; the cross chooses a place.")

    def __init__(self, session: Session, start: Start) -> None:
        super().__init__()
        self._session = session
        self._start = start
        self._centre, self._metres = start.centre, start.metres
        self._around: Around | None = None
        self._wants_picture = True
        self._remark = ""
        self.map = PlacePicture(id="map")
        self._below = _Below()
        self.footer = KeyFooter()

    # ---- layout

    def compose(self) -> ComposeResult:
        """A title, the map, what lies under the cross, the keys."""
        title = tr("Choose the place") if self._start.choosing else tr("Map")
        yield TitleLine(title, clip(cell_text(self._start.name), 50))
        yield self.map
        yield self._below
        yield self.footer

    def on_mount(self) -> None:
        """Show the keys."""
        one = command("map.help")
        pinned = [FooterEntry(one.shown_key(self.host.keys), tr(one.title), one.id)]
        self.footer.show(footer_entries((self.SCOPE,), self.host.keys, self.works), "", pinned)

    @property
    def host(self) -> Host:
        """The app, as far as screens know it."""
        return cast("Host", self.app)

    @property
    def view(self) -> MapView:
        """The piece of the map on the screen."""
        width, height = self.map.size
        return MapView(self._centre, self._metres, width, height)

    @property
    def spot(self) -> Spot:
        """The place under the cross."""
        x, y = self.map.pointer or (0, 0)
        view = self.view
        if (x, y) == (view.width // 2, view.height // 2):
            return self._centre
        spot = view.spot_at(x + (0.5 if view.width % 2 else 0), y + (0.5 if view.height % 2 else 0))
        return Spot(round(spot.latitude, 6), round(spot.longitude, 6))

    def works(self, one: Command) -> bool:
        """A place is taken only where one is to be chosen; a picture needs a provider."""
        if one.id in {"map.take", "map.position"}:
            return self._start.choosing
        if one.id == "map.switch":
            return self._around is not None and self._around.pictures.chosen is not None
        return True

    # ---- what is shown

    @on(PlacePicture.Sized)
    def _sized(self) -> None:
        self._go(self._centre)

    def _go(self, centre: Spot, metres: float | None = None) -> None:
        """Show another piece of the map with the cross in its middle: what is known at once, then the rest."""
        self._centre = self.view.at(centre).centre
        self._metres = metres or self._metres
        view = self.view
        self.map.pointer = view.width // 2, view.height // 2
        self.map.show(self.map.view if self._around is None else self._drawn(self._around))
        self._tell()
        self.beside(self._read(), group="map", newest_only=True)

    async def _read(self) -> None:
        try:
            self._around = around = await self._session.runner.read(read_view, self._session.services, self.view)
        except SolarError as error:
            self._remark = error.message
            self._tell()
            return
        if not isinstance(self.map.view, PictureShown):
            self.map.show(self._drawn(around))
        self.on_mount()
        self._remark = ""
        self.map.show(await self._best(around))
        self._tell()

    async def _best(self, around: Around) -> View:
        """The picture from above where one is wanted and can be had, else the drawn map."""
        drawn = self._drawn(around)
        wanted = self._wants_picture and self._metres <= _NEAR_ENOUGH
        if not wanted or around.pictures.source is None or picture_mode() is None:
            return drawn
        from solartui.services.pictures import trouble

        view = self.view
        place, size = (view.centre, view.width * view.metres), (view.width, view.height)
        try:
            return await picture_of(self, around.pictures, place, size, bare=True)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, there is the map
            self._remark = trouble(error)
            return drawn

    def _drawn(self, around: Around) -> MapShown:
        drawn = map_of(around, self._start.site, self._start.lead_id)
        return replace(drawn, centre=self._centre, metres=self._metres)

    def _tell(self) -> None:
        """Say what lies under the cross."""
        spot = self.spot
        left: list[Part] = [(" ✚ ", "bold accent"), (position_words(*spot), "text")]
        left.append((nearest_words(self._around.known.towns if self._around else (), spot), "soft"))
        right: list[Part] = [(f"{tr('{length} a cell', length=length(self._metres))} ", "mute")]
        if self._remark:
            right = [(f"{self._remark} ", "warn")]
        self._below.show(left, right)

    # ---- keys and mouse

    def action_command(self, command_id: str) -> None:
        """Run a command of this screen."""
        one = command(command_id)
        if one.direct:
            self.beside(self._run(one.action), "run")
        elif self.works(one):
            getattr(self, f"action_{one.action}")()

    async def _run(self, action: str) -> None:
        await self.run_action(action)

    @on(KeyFooter.Pressed)
    def _key_clicked(self, event: KeyFooter.Pressed) -> None:
        self.action_command(event.command_id)

    @on(PlacePicture.Pointed)
    def _clicked(self, event: PlacePicture.Pointed) -> None:
        self.map.point((event.x, event.y))
        self._tell()
        if event.twice:
            self.action_command("map.take")

    def action_step(self, across: int, down: int) -> None:
        """Move the cross by some cells."""
        x, y = self.map.pointer or (0, 0)
        x, y = x + across, y + down
        view = self.view
        self.map.pointer = x, y
        if not (_EDGE <= x < view.width - _EDGE and _EDGE <= y < view.height - _EDGE):
            self._go(self.spot)
            return
        self.map.repaint()
        self._tell()

    def action_nearer(self) -> None:
        """Show less around the cross."""
        self._go(self.spot, self.view.nearer(1).metres)

    def action_farther(self) -> None:
        """Show more around the cross."""
        self._go(self.spot, self.view.nearer(-1).metres)

    def action_switch(self) -> None:
        """From the map to the picture, as near as that tells something, and back; terms come first."""
        pictures = self._around.pictures if self._around is not None else None
        if pictures is not None and not pictures.accepted:
            self.beside(self._ask_terms(pictures), "ask")
        elif pictures is not None and isinstance(self.map.view, PictureShown):
            self._wants_picture = False
            self._go(self.spot)
        elif pictures is not None:
            self._show_picture(pictures)

    async def _ask_terms(self, pictures: PictureState) -> None:
        if await ask_terms(self, self._session, pictures):
            self._show_picture(pictures)

    def _show_picture(self, pictures: PictureState) -> None:
        near = next((scale for scale in SCALES if scale * self.view.width >= pictures.metres * 2), _NEAR_ENOUGH)
        self._wants_picture = True
        self._go(self.spot, min(near, self._metres))

    def action_take(self) -> None:
        """Take the place under the cross."""
        self.dismiss(self.spot)

    def action_cancel(self) -> None:
        """Close without a place."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy the coordinates."""
        spot = self.spot
        self.notify(copy(self.app, f"{spot.latitude:.6f}, {spot.longitude:.6f}"), markup=False)

    def action_link(self) -> None:
        """Open the way there, or show its link."""
        from solartui.screens.link import follow_link

        link = directions_link(Address(), *self.spot)
        if link:
            self.beside(follow_link(self, link, os.environ), "link")

    def action_search(self) -> None:
        """Go to a town."""
        self.beside(self._search(), "ask")

    async def _search(self) -> None:
        found = await ask_town(self, self._session)
        if found is not None:
            self._go(found.spot, found.metres)

    def action_position(self) -> None:
        """Go to where the person is."""
        self.beside(self._find_position(), "ask")

    async def _find_position(self) -> None:
        self._remark = tr("Looking where you are …")
        self._tell()
        found = await ask_position(self, self._session)
        self._remark = ""
        self._tell()
        if found is not None:
            self._go(found.spot, found.metres)

    def action_help(self) -> None:
        """Show the keys."""
        self.beside(self._help(), "ask")

    async def _help(self) -> None:
        groups = help_groups((self.SCOPE,), self.works)
        chosen = await self.ask(HelpDialog(tr(self.PURPOSE), groups, self.host.keys))
        if chosen is not None:
            self.action_command(chosen)


def nearest_words(towns: Sequence[Town], spot: Spot) -> str:
    """The town nearest to a place and how far that is, with air before it; nothing where no town is known."""
    if not towns:
        return ""
    town = min(towns, key=lambda one: distance_km(spot, one.spot))
    return f"   {distance_words(distance_km(spot, town.spot), bearing(town.spot, spot), cell_text(town.name))}"


def distance_words(kilometres: float, degrees: float, name: str) -> str:
    """How far and where from a town: ``3 km NE of Wieliczka``, or just ``Wieliczka``."""
    if kilometres < 1:
        return name
    wind = tr(_WINDS[round(degrees / 45) % 8])
    return tr("{km} km {wind} of {town}", km=number(kilometres), wind=wind, town=name)
