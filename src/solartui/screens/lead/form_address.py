"""The place of a lead while its address is typed: what the program knows at once, a service after a pause."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import SolarError
from solartui.domain.geocoding import Found, Precision, can_be_found, one_place
from solartui.domain.leads import Address
from solartui.domain.places import distance_km, typed_spot
from solartui.i18n import tr
from solartui.screens.lead.form_entries import place_entry
from solartui.services.place_lookup import CREDITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.screens.lead.form_fields import LeadFields
    from solartui.screens.session import Session
    from solartui.screens.shown import ShownScreen
    from solartui.widgets.form.field import Field

PAUSE = 1.2
"""Seconds without a letter, before a service is asked."""
_FAR_KM = 60.0


class AddressWatch:
    """Fills in the coordinates of an address that is typed, unless a person has entered other ones.

    Args:
        page: the form.
        session: the open database.
        fields: the fields of the form.
    """

    def __init__(self, page: ShownScreen[Any], session: Session, fields: LeadFields) -> None:
        self._page = page
        self._session = session
        self._fields = fields
        self._entered = ""
        self._opened = Address()

    def begin(self) -> None:
        """The form shows what it begins with."""
        self._opened = self._address

    def changed(self, field: Field) -> None:
        """Look for the place again where the address is another one."""
        fields = self._fields
        if field is fields.coordinates:
            if fields.coordinates.words != self._entered:
                self._entered = ""
                fields.coordinates.remark()
                fields.coordinates.warn("")
                self._page.beside(self._name(), "address", newest_only=True, tell=self._unsaid)
        elif field in {fields.postcode, fields.city, fields.region, fields.country, fields.street}:
            self._page.beside(self._look(), "address", newest_only=True, tell=self._unsaid)

    def _unsaid(self, _why: str) -> None:
        """The address can be stored without a place."""

    @property
    def _address(self) -> Address:
        fields = self._fields
        country = str(fields.country.entry or "") or None
        street, region = fields.street.words or None, fields.region.words or None
        return Address(street, fields.postcode.words or None, fields.city.words or None, region, country)

    async def _look(self) -> None:
        address = self._address
        if address == self._opened or not can_be_found(address):
            self._show((), address)
            return
        services, read = self._session.services, self._session.runner.read
        found = await read(services.places.of_address, address)
        # What is only like a town is said when nobody types any more: half a name is like many.
        doubtful = bool(found) and not found[0].sure
        self._show(() if doubtful else found, address)
        asks = address.street and await read(services.settings.text, "places.provider") not in {"", "offline"}
        if doubtful or asks:
            await asyncio.sleep(PAUSE)
        if doubtful:
            self._show(found, address)
        if not asks:
            return
        try:
            self._show(await self._asked(address) or found, address)
        except SolarError as error:
            self._fields.coordinates.warn(error.message)

    async def _name(self) -> None:
        """Which town coordinates are near, where the address does not say it."""
        spot = typed_spot(self._fields.coordinates.words)
        if spot is None or can_be_found(self._address):
            return
        found = await self._session.runner.read(self._session.services.places.reverse, spot)
        if found is not None and typed_spot(self._fields.coordinates.words) == spot:
            self._fields.coordinates.remark((tr("near {place}", place=found.text), "mute"))

    async def _asked(self, address: Address) -> list[Found]:
        """What a service says, asked in a thread that nobody has to wait for."""
        from solartui.adapters.background import Background

        look_up = self._session.services.geocoding.lookup.look_up
        return await asyncio.wrap_future(Background("address", 1).submit(look_up, address))

    def _show(self, found: Sequence[Found], address: Address) -> None:
        """Enter the place; say how exactly it is known, or why there is none."""
        field = self._fields.coordinates
        mine = field.words == self._entered
        place = one_place(found)
        if not mine:
            self._compare(place)
            return
        self._entered = place_entry(place.latitude, place.longitude) if place else ""
        if field.words != self._entered:
            field.put(self._entered)
            field.edited()
        by = CREDITS.get(place.source, place.source).partition(" CC")[0] if place else ""
        said = tr("{how}: {place} · {by}", how=place.exactness, place=place.text, by=by) if place else ""
        field.remark(*([(said, "mute")] if said else []))
        field.warn(_doubt(found) if place is None else "")

    def _compare(self, place: Found | None) -> None:
        """Coordinates that were entered stay; ones that are far from the address are pointed out."""
        spot = typed_spot(self._fields.coordinates.words)
        far = distance_km(spot, place.spot) if spot and place else 0.0
        said = tr("This is {n} km from {place}.", n=round(far), place=place.text) if place and far > _FAR_KM else ""
        self._fields.coordinates.remark()
        self._fields.coordinates.warn(said)


def _doubt(found: Sequence[Found]) -> str:
    """Why an address has no place yet, where a person can help."""
    if not found or found[0].precision is Precision.AREA:
        return ""
    if len(found) == 1:
        return tr("Perhaps {place} is meant.", place=found[0].text)
    return tr("Several towns are called so: which region or postcode?")
