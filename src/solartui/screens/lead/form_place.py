"""The place of a lead or of a project, chosen on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from solartui.domain.bounds import COUNTRIES
from solartui.domain.places import Spot, typed_spot
from solartui.screens.lead.form_entries import place_entry
from solartui.widgets.cells import cell_text

if TYPE_CHECKING:
    from solartui.domain.places import Town
    from solartui.screens.map.screen import Start
    from solartui.screens.session import Session
    from solartui.screens.shown import ShownScreen
    from solartui.services.container import Services
    from solartui.widgets.form.choice import ChoiceField
    from solartui.widgets.form.text_field import TextField

_NEAR, _COUNTRY = 5.0, 10_000.0
_ANYWHERE = Spot(52.07, 19.48)


class PlaceFields(Protocol):
    """The fields of a form that say where something is."""

    coordinates: TextField
    postcode: TextField
    city: TextField
    region: TextField
    country: ChoiceField


async def place_from_map(page: ShownScreen[Any], session: Session, fields: PlaceFields, name: str) -> None:
    """Show the map where the fields say, and enter the place that is taken; an empty address gets its town.

    Args:
        page: the form.
        session: the open database.
        fields: its fields.
        name: of whom or what, for the title.
    """
    from solartui.screens.map.screen import MapScreen

    start = await session.runner.read(_start, session.services, fields, cell_text(name))
    spot = await page.ask(MapScreen(session, start))
    if spot is None:
        return
    fields.coordinates.put(place_entry(spot.latitude, spot.longitude))
    fields.coordinates.edited()
    if not (fields.city.words or fields.postcode.words):
        town = await session.runner.read(session.services.surroundings.town_near, spot)
        if town is not None:
            _enter(fields, town)


def _enter(fields: PlaceFields, town: Town) -> None:
    fields.city.put(town.name)
    fields.city.edited()
    if not fields.region.words:
        fields.region.put(town.region)
        fields.region.edited()
    fields.country.put(town.country)
    fields.country.edited()


def _start(services: Services, fields: PlaceFields, name: str) -> Start:
    """Where the map begins: at the coordinates, in the town, in the town of the desk, or in the country."""
    from solartui.domain.map_view import reach_of_town
    from solartui.screens.map.going import metres_for
    from solartui.screens.map.screen import Start

    typed = typed_spot(fields.coordinates.words)
    if typed is not None:
        return Start(typed, _NEAR, typed, name=name, choosing=True)
    country = str(fields.country.entry or "")
    town = services.surroundings.town_of(fields.city.words, country)
    if town is not None:
        return Start(town.spot, metres_for(reach_of_town(town.people)), name=name, choosing=True)
    desk = services.position.town()
    if desk is not None:
        return Start(desk, metres_for(20_000), name=name, choosing=True)
    box = COUNTRIES.get(country)
    middle = Spot((box.south + box.north) / 2, (box.west + box.east) / 2) if box else _ANYWHERE
    return Start(middle, _COUNTRY, name=name, choosing=True)
