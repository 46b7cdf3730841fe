"""Fills a picture of a place when it is ready: the drawn map at once, the picture from above when it comes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, cast

from solartui.commands import command
from solartui.domain.map_view import MapView
from solartui.domain.places import Spot
from solartui.domain.site_picture import Frame
from solartui.i18n import tr
from solartui.terminal import graphics
from solartui.terminal.glyphs import choose
from solartui.terminal.links import over_ssh
from solartui.theme import AMBER
from solartui.widgets.cells import cell_text
from solartui.widgets.pictures.cells import Mode, dots_for, rows_of
from solartui.widgets.pictures.drawn_map import Mark
from solartui.widgets.pictures.place_picture import MapShown, PictureShown

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.app import App
    from textual.screen import Screen

    from solartui.domain.leads import Address
    from solartui.domain.raster import Raster
    from solartui.domain.stages import Stage
    from solartui.screens.connected import ConnectedScreen
    from solartui.screens.session import Host
    from solartui.services.container import Services
    from solartui.services.pictures import PictureState
    from solartui.services.surroundings import Surroundings
    from solartui.terminal.safe_app import SafeApp
    from solartui.widgets.pictures.place_picture import PlacePicture

# Colours of a picture by what the terminal has: few are less to send, and 256 fixed ones look calm with fewer still.
_FIXED, _REMOTE, _LOCAL = 16, 64, 128


class Placed(Protocol):
    """What has a place: a lead, or the site of a project with the number of its lead."""

    @property
    def id(self) -> int:
        """The lead whose sign is left out, because it is the place itself."""

    @property
    def latitude(self) -> float | None:
        """Degrees north, None where the place is not known."""

    @property
    def longitude(self) -> float | None:
        """Degrees east."""

    @property
    def address(self) -> Address:
        """Its town is shown where the place is not known."""


@dataclass(frozen=True, slots=True)
class Site:
    """The site of a project; see `Placed`. Its `id` is that of its lead, 0 where there is none."""

    id: int
    latitude: float | None
    longitude: float | None
    address: Address


@dataclass(frozen=True, slots=True)
class Around:
    """What was read for a map."""

    known: Surroundings
    stages: Mapping[str, Stage]
    pictures: PictureState


def colours_for(app: App[Any]) -> int:
    """How many colours a picture has on this terminal."""
    if app.console.color_system != "truecolor":
        return _FIXED
    return _REMOTE if over_ssh(os.environ) else _LOCAL


def picture_mode() -> Mode | None:
    """How pictures are shown on this terminal, None where only signs of letters can be."""
    glyphs = choose(os.environ)
    return None if glyphs == "ascii" else "halves" if glyphs == "basic" else "quadrants"


def read_around(services: Services, spot: Spot) -> Around:
    """What lies around a place; called in a reader thread."""
    return _with_stages(services, services.surroundings.around(spot))


def read_view(services: Services, view: MapView) -> Around:
    """What lies on a piece of the map; called in a reader thread."""
    return _with_stages(services, services.surroundings.of_box(view.bounds(), view.centre))


def _with_stages(services: Services, known: Surroundings) -> Around:
    stages = {stage.key: stage for stage in services.people.stages()}
    return Around(known, stages, services.pictures.state())


def marks_of(around: Around, but: int | None = None) -> Sequence[Mark]:
    """The leads of a map as the signs of their stages."""
    marks = []
    for lead in around.known.leads:
        stage = around.stages.get(lead.stage)
        glyph, hue = (stage.glyph, f"hue.{stage.hue}") if stage else ("·", "mute")
        if lead.id != but:
            marks.append(Mark((lead.latitude, lead.longitude), glyph, hue))
    return marks


def map_of(around: Around, site: Spot | None, but: int | None = None) -> MapShown:
    """The drawn map of what was read."""
    known = around.known
    return MapShown(
        known.centre,
        site,
        known.kilometres,
        marks=marks_of(around, but),
        towns=known.towns,
        credit=known.credit,
        plain=choose(os.environ) != "full",
    )


async def picture_of(
    page: Screen[Any], pictures: PictureState, place: tuple[Spot, float], size: tuple[int, int], *, bare: bool = False
) -> PictureShown:
    """A picture from above; waits for it without keeping anybody else from anything.

    Args:
        page: where it will be shown.
        pictures: whose pictures may be fetched.
        place: what is in its middle, and how many metres it is wide.
        size: in cells.
        bare: whether signs may stand anywhere on it, so that there is no cross and nothing lies over its cells.

    Raises:
        Refused: there is none; the sentence says why.
    """
    width, height = size
    protocol, metres = graphics.current().protocol, place[1] / width
    attribution = pictures.source.attribution if pictures.source else ""
    whole = height if bare else height - 1
    if protocol == "kitty":
        picture = await _pixels(page, pictures, place, (width, whole), crossed=not bare)
        return PictureShown(await sent(page, picture, (width, whole)), attribution, metres, site=False)
    mode = picture_mode() or "halves"
    raster = await _raster(page, pictures, place, size, dots_for(width, height, mode))
    rows = await asyncio.to_thread(rows_of, raster, mode)
    shown = PictureShown(rows, attribution, metres, site=not bare)
    if protocol != "sixel" or bare:
        return shown
    return replace(shown, pixels=await sixels(await _pixels(page, pictures, place, (width, whole), crossed=True)))


async def _raster(
    page: Screen[Any], pictures: PictureState, place: tuple[Spot, float], size: tuple[int, int], dots: tuple[int, int]
) -> Raster:
    """A picture in so many dots, which are not square in cells."""
    services = services_of(page)
    frame = Frame(*place, size[1] * 2 / size[0])
    return await asyncio.wrap_future(services.pictures.ask(pictures, frame, *dots, colours_for(page.app)))


async def _pixels(
    page: Screen[Any], pictures: PictureState, place: tuple[Spot, float], size: tuple[int, int], *, crossed: bool
) -> Raster:
    """A picture in the pixels of so many cells."""
    across, down = graphics.current().cell
    width, height = size[0] * across, size[1] * down
    frame = Frame(*place, height / width)
    found = await asyncio.wrap_future(services_of(page).pictures.ask(pictures, frame, width, height))
    return found.crossed(AMBER) if crossed else found


async def sent(page: Screen[Any], picture: Raster, size: tuple[int, int]) -> Sequence[Sequence[Segment]]:
    """The cells that stand for a picture, which is on its way to the terminal."""
    from solartui.terminal import kitty

    number = kitty.next_number()
    transmission = await asyncio.to_thread(kitty.transmission, number, picture, *size)
    cast("SafeApp", page.app).to_terminal(transmission)
    return kitty.cells(number, *size)


async def sixels(picture: Raster) -> str:
    """What a terminal shows a picture by that knows sixels."""
    from solartui.adapters.raster_files import palette
    from solartui.terminal.sixel import encode

    numbers, colours = await asyncio.to_thread(palette, picture, _REMOTE)
    return await asyncio.to_thread(encode, numbers, colours, picture.width)


def services_of(page: Screen[Any]) -> Services:
    """The services of the session that a screen belongs to."""
    session = cast("Host", page.app).session
    if session is None:
        raise RuntimeError("the database is not open yet")
    return session.services


def spot_of_lead(lead: Placed) -> Spot | None:
    """Where a lead is, None where that is not known."""
    return Spot(lead.latitude, lead.longitude) if lead.latitude is not None and lead.longitude is not None else None


class SitePictures:
    """Keeps the picture of one place on a page filled.

    Args:
        page: the page that it is on.
        picture: what is filled.
    """

    def __init__(self, page: ConnectedScreen, picture: PlacePicture) -> None:
        self._page = page
        self._picture = picture
        self._lead: Placed | None = None
        self._shown: tuple[object, ...] = ()

    def show(self, lead: Placed) -> None:
        """Show the place of a lead or of a project, unless it is shown already."""
        self._lead = lead
        spot = spot_of_lead(lead)
        if spot is not None:
            self._picture.display = True
            self._page.start(self._fill(lead.id, spot), group="picture")
        else:
            self._page.start(self._fill_town(lead), group="picture")

    def resized(self) -> None:
        """There is more room, or less."""
        if self._lead is not None:
            self.show(self._lead)

    def _terms(self, pictures: PictureState) -> str:
        """What an admin has to do before there are pictures."""
        if pictures.chosen is None or pictures.accepted or not self._page.session.may("desk.settings"):
            return ""
        keys = f"{self._page.key_of('detail.picture')} {command('map.switch').shown_key(self._page.keymap)}"
        return tr("{keys} shows the terms of {name}", keys=keys, name=pictures.chosen.name)

    async def _fill_town(self, lead: Placed) -> None:
        """Where the site is not known, its town is shown, or nothing."""
        services, self._shown = self._page.session.services, ()
        city, country = lead.address.city or "", lead.address.country or ""
        town = await self._page.load(services.surroundings.town_of, city, country)
        self._picture.display = town is not None
        if town is not None:
            around = await self._page.load(read_around, services, Spot(*town.spot))
            words = tr("somewhere in {town}", town=cell_text(town.name))
            self._picture.show(replace(map_of(around, None, lead.id), remark=words))

    async def _fill(self, lead_id: int, spot: Spot) -> None:
        services, size = self._page.session.services, tuple(self._picture.size)
        if not (size[0] and size[1]):
            return
        around = await self._page.load(read_around, services, spot)
        drawn = map_of(around, spot, lead_id)
        pictures = around.pictures
        wanted = (lead_id, spot, size, pictures.source)
        if pictures.source is None or picture_mode() is None:
            self._shown = ()
            self._picture.show(replace(drawn, remark=self._terms(pictures)))
            return
        if wanted == self._shown:
            return
        if self._shown[:2] != wanted[:2]:
            self._picture.show(drawn)
        from solartui.services.pictures import trouble

        try:
            found = await picture_of(self._page, pictures, (spot, pictures.metres), (size[0], size[1]))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, there is the map
            self._picture.show(replace(drawn, remark=trouble(error)))
            return
        self._shown = wanted
        self._picture.show(found)
