"""Places that the program knows by itself: nothing here asks another machine.

Towns come with the program, postcodes are brought in by an admin, and leads whose place is known tell where their
postcode and their town are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from solartui.domain.address_line import addresses_of_line
from solartui.domain.errors import Invalid
from solartui.domain.geocoding import MOST_CANDIDATES, Found, Precision
from solartui.domain.importing.countries import code_of
from solartui.domain.leads import Address
from solartui.domain.places import Spot, Town, distance_km, middle, off_earth, place_key, typed_spot
from solartui.domain.regions import region_key
from solartui.domain.text import clean
from solartui.domain.town_names import plain_name
from solartui.i18n import tr
from solartui.services.address_places import (
    AddressPlaces,
    grouped,
    of_town,
    says_nothing,
    stands_out,
    together,
    towns,
    unsure,
)
from solartui.services.desk import Desk
from solartui.services.settings import SettingService
from solartui.store.reading import places as reading

_NUMBER = re.compile(r"#\s*([0-9]{1,18})", re.ASCII)
_HAS_DIGIT = re.compile(r"\d")


class PlaceService:
    """Where towns, postcodes and leads are, and which town a place is near."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def home(self) -> str:
        """The country where places are looked for first."""
        return SettingService(self._desk).text("places.country").upper() or "PL"

    def locate(self, text: str) -> Spot:
        """Where a place of a filter is: ``#123``, ``50.06,19.94``, a postcode, or a town with its region.

        Raises:
            Invalid: it is not known, or several places are called so.
        """
        wanted = clean(text)
        if number := _NUMBER.fullmatch(wanted):
            return self._of_lead(int(number[1]))
        if spot := typed_spot(wanted):
            return spot
        found = self.find(wanted)
        if not found:
            raise Invalid(tr("There is no place {place} that is known here.", place=wanted[:60]), "near")
        if (one := _meant(found)) is None:
            names = _told_apart(found[:4] if found[0].sure else found[:2])
            if found[0].sure:
                message = tr(
                    "Several places are called {place}: {names}. Say which one.", place=wanted[:60], names=names
                )
            else:
                message = tr("There is no place {place} that is known here. Perhaps it is {names}.", place=wanted[:60],
                             names=names)  # fmt: skip
            raise Invalid(message, "near")
        return one.spot

    def _of_lead(self, lead_id: int) -> Spot:
        with self._desk.reading() as connection:
            lead = reading.lead_spot(connection, lead_id)
        if lead is None:
            raise Invalid(tr("There is no lead {id}.", id=lead_id), "near")
        name, spot = lead
        if spot is None:
            raise Invalid(tr("Nobody knows where lead {id} ({name}) is.", id=lead_id, name=name[:60]), "near")
        return spot

    def _at_lead(self, lead_id: int) -> list[Found]:
        with self._desk.reading() as connection:
            name, spot = reading.lead_spot(connection, lead_id) or ("", None)
        return [Found(name, *spot, Precision.ADDRESS)] if spot else []

    def find(self, text: str) -> list[Found]:
        """The places that a typed text may mean, the likeliest first: coordinates, a lead, a postcode, a town.

        What is only like the text is not sure.
        """
        wanted = clean(text)
        if spot := typed_spot(wanted):
            return [Found(spot.text, *spot, Precision.ADDRESS)]
        if number := _NUMBER.fullmatch(wanted):
            return self._at_lead(int(number[1]))
        if not place_key(wanted) or off_earth(wanted):
            return []
        first, *more = [part.strip() for part in wanted.split(",") if part.strip()] or [wanted]
        known = AddressPlaces(self._desk, self.home)
        country = code_of(more[0]) if len(more) == 1 else None
        found = known.of_postcode(first, country) if _HAS_DIGIT.search(first) and (country or not more) else []
        found = found or self._called(first, more)
        # A town with something beside it, or a whole address; what is in a street is not looked for.
        return (found or self._in_line(known, wanted))[:MOST_CANDIDATES]

    @staticmethod
    def _in_line(known: AddressPlaces, text: str) -> list[Found]:
        """Where an address on one line is; not sure where some of it is neither its street nor its town."""
        alone = "," not in text and not _HAS_DIGIT.search(text)
        lines = [replace(line, street=None) for line in ([Address(city=text)] if alone else addresses_of_line(text))]
        found = next((found for line in lines if (found := known.of(line))), [])
        return found if len(lines) == 1 else unsure(found)

    def _called(self, name: str, more: Sequence[str]) -> list[Found]:
        """Towns of a name; what follows it has to be their region or country."""
        home = self.home
        with self._desk.reading() as connection:
            known = reading.places_called(connection, name, None)
            leads = [] if known else reading.leads_of_town(connection, name)
        villages = [Found(one.text, *one.spot, Precision.TOWN) for one in known if _fits(one.region, one.country, more)]
        spelled = towns().find(name) or towns().abbreviated(plain_name(name))
        named = [town for town in spelled if _fits(town.region, town.country, more)]
        named.sort(key=lambda town: (town.country != home, -town.people))
        if named and stands_out(named):
            found = [of_town(named[0])]
            return unsure(found) if says_nothing(named) and not villages else found
        found = grouped([*map(of_town, named), *villages])
        spot = None if found or more else middle(leads)
        return [Found(name, *spot, Precision.TOWN)] if spot and together(spot, leads) else found

    def suggest(self, typed: str, limit: int = 8) -> list[Town]:
        """Towns whose name begins with what somebody has typed: those of the home country first."""
        own = towns().suggest(typed, self.home, limit)
        return own if len(own) >= limit else [*own, *(t for t in towns().suggest(typed, None, limit) if t not in own)]

    def of_address(self, address: Address) -> list[Found]:
        """The places that an address may mean, the likeliest first.

        One place that is sure is what is meant. Others have to be offered to a person.
        """
        return AddressPlaces(self._desk, self.home).of(address)

    def reverse(self, spot: Spot) -> Found | None:
        """The nearest town of a place, or the place of a postcode; None in the wilderness."""
        near = towns().nearest(spot)
        with self._desk.reading() as connection:
            around = reading.nearest_postcode(connection, spot, 0.05)
        if around:
            best = min(around, key=lambda one: distance_km(one.spot, spot))
            if near is None or distance_km(best.spot, spot) <= near.km:
                return Found(best.text, *best.spot, Precision.POSTCODE)
        return None if near is None else of_town(near.town)


def _fits(region: str, country: str, more: Iterable[str]) -> bool:
    return all(part and (_is_region(part, region, country) or code_of(part) == country) for part in more)


def _is_region(text: str, region: str, country: str) -> bool:
    return bool(region) and region_key(text, country) == region_key(region, country)


def _meant(found: Sequence[Found]) -> Found | None:
    return found[0] if len(found) == 1 and found[0].sure else None


def _told_apart(found: Sequence[Found]) -> str:
    """The names of places; of two that have the same, where they are."""
    texts = [one.text for one in found]
    return " · ".join(one.text if texts.count(one.text) == 1 else f"{one.text} ({one.spot.text})" for one in found)
