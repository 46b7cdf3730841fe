"""Fills the pictures of cards when they are ready; nobody waits for them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import SolarError
from solartui.domain.places import Spot
from solartui.screens.site_pictures import picture_mode, picture_of
from solartui.terminal.glyphs import choose
from solartui.widgets.cards.picture import Wanted, shape_of

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.pictures import PictureState
    from solartui.widgets.card_grid import CardGrid

_METRES_OF_A_CELL = 4.0


async def fill_cards(page: ConnectedScreen, grid: CardGrid[Any], wanted: Sequence[Wanted]) -> None:
    """Show the countries of records at once, and the sites from above as they come."""
    grid.pictures.plain = choose(os.environ) != "full"
    await _show_countries(page, grid, wanted)
    pictures = await page.load(page.session.services.pictures.state)
    source = pictures.source if picture_mode() is not None else None
    grid.attribute(source.attribution if source else "")
    if source is not None:
        await asyncio.gather(*(_fill(page, grid, pictures, one) for one in wanted), return_exceptions=True)


async def _show_countries(page: ConnectedScreen, grid: CardGrid[Any], wanted: Sequence[Wanted]) -> None:
    lacking = {(one.country, one.width, one.height) for one in wanted if grid.pictures.lacks_shape(one)}
    for country, width, height in sorted(lacking):
        towns = await page.load(page.session.services.surroundings.land, country)
        grid.pictures.put_shape(country, width, height, shape_of(towns, width, height))
    if lacking:
        grid.repaint_cards()


async def _fill(page: ConnectedScreen, grid: CardGrid[Any], pictures: PictureState, one: Wanted) -> None:
    place = Spot(one.latitude, one.longitude), max(pictures.metres / 2, one.width * _METRES_OF_A_CELL)
    try:
        found = await picture_of(page, pictures, place, (one.width, one.height), bare=True)
    except SolarError:
        return
    grid.pictures.put(one, found.rows)
    grid.repaint_cards(one.record_id)
