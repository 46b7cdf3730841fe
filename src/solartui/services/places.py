"""Places that the program knows by itself: nothing here asks another machine.

Towns come with the program, postcodes are brought in by an admin, and leads whose place is known tell where their
postcode and their town are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid
from solartui.domain.geocoding import MOST_CANDIDATES, Found, Precision, in_country
from solartui.domain.leads import Address
from solartui.domain.places import Spot, Town, distance_km, middle, off_earth, place_key, typed_spot
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.settings import SettingService
from solartui.store.reading import places as reading

if TYPE_CHECKING:
    from solartui.adapters.gazetteer import Gazetteer

_NUMBER = re.compile(r"#\s*([0-9]{1,18})", re.ASCII)
_HAS_DIGIT = re.compile(r"\d")
# A town is what is meant where it has so many people, and so many times as many as the next of its name.
_LARGE, _LARGER = 50_000, 20
# Places of one postcode or one name that lie so near to each other are one place.
_TOGETHER_KM = 25.0
# A town that lies farther away from the area of its postcode than this is another one of the same name.
_AREA_KM = 90.0


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
            names = " · ".join(place.text for place in found[:4])
            message = tr("Several places are called {place}: {names}. Say which one.", place=wanted[:60], names=names)
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
        """The places that a typed text may mean, the likeliest first: coordinates, a lead, a postcode, a town."""
        wanted = clean(text)
        if spot := typed_spot(wanted):
            return [Found(spot.text, *spot, Precision.ADDRESS)]
        if number := _NUMBER.fullmatch(wanted):
            return self._at_lead(int(number[1]))
        if not place_key(wanted) or off_earth(wanted):
            return []
        first, *more = [part.strip() for part in wanted.split(",") if part.strip()] or [wanted]
        found = self._of_postcode(first) if _HAS_DIGIT.search(first) else []
        if not found:
            found = self._called(first, more)
        return found[:MOST_CANDIDATES]

    def _of_postcode(self, text: str) -> list[Found]:
        """Where a postcode is: at home first, then anywhere."""
        home = self.home
        with self._desk.reading() as connection:
            known = reading.postcodes(connection, text, home) or reading.postcodes(connection, text, None)
            leads = [] if known else reading.leads_of_postcode(connection, text)
        if known:
            return _grouped([Found(one.text, *one.spot, Precision.POSTCODE) for one in known])
        areas = [_towns().postcode(text, country) for country in (home, *_towns().postcode_countries)]
        for area in areas:
            if area is not None and area.whole:
                return [Found(f"{text} {area.town.text}", *area.town.spot, Precision.POSTCODE)]
        if (spot := middle(leads)) and all(distance_km(spot, one) <= _TOGETHER_KM for one in leads):
            return [Found(text, *spot, Precision.POSTCODE)]
        return [Found(f"{text} ({a.town.text})", *a.town.spot, Precision.AREA) for a in areas[:1] if a is not None]

    def _called(self, name: str, more: Sequence[str]) -> list[Found]:
        """Towns of a name; what follows it has to be their region or country."""
        home = self.home
        with self._desk.reading() as connection:
            known = reading.places_called(connection, name, None)
            leads = [] if known else reading.leads_of_town(connection, name)
        villages = [Found(one.text, *one.spot, Precision.TOWN) for one in known if _fits(one.region, one.country, more)]
        towns = [town for town in _towns().find(name) if _fits(town.region, town.country, more)]
        towns.sort(key=lambda town: (town.country != home, -town.people))
        if towns and (len(towns) == 1 or _stands_out(towns)):
            return [_of_town(towns[0])]
        found = _grouped([*map(_of_town, towns), *villages])
        spot = None if found or more else middle(leads)
        if spot and all(distance_km(spot, one) <= _TOGETHER_KM for one in leads):
            return [Found(name, *spot, Precision.TOWN)]
        return found

    def suggest(self, typed: str, limit: int = 8) -> list[Town]:
        """Towns whose name begins with what somebody has typed: those of the home country first."""
        own = _towns().suggest(typed, self.home, limit)
        return own if len(own) >= limit else [*own, *(t for t in _towns().suggest(typed, None, limit) if t not in own)]

    def of_address(self, address: Address) -> list[Found]:
        """The places that an address may mean, the likeliest first.

        One place is what is meant. Several have to be offered to a person, and so has one that is only an area.
        """
        country = (address.country or "").upper() or None
        found = self._by_postcode(address, country)
        if not found and address.city:
            found = self._by_town(address, country)
        if not found and address.postcode:
            found = self._of_postcode(address.postcode)
        return in_country(found, country)[:MOST_CANDIDATES]

    def _by_postcode(self, address: Address, country: str | None) -> list[Found]:
        """What an imported postcode tells, where one is known."""
        if not address.postcode:
            return []
        with self._desk.reading() as connection:
            known = reading.postcodes(connection, address.postcode, country or self.home)
        town = place_key(address.city or "")
        here = [one for one in known if place_key(one.place) == town] or known
        return _grouped([Found(one.text, *one.spot, Precision.POSTCODE) for one in here])

    def _by_town(self, address: Address, country: str | None) -> list[Found]:
        name = address.city or ""
        towns = _towns().find(name, country or self.home, address.region)
        if not towns and address.region:
            # Regions are written in many ways; the town counts.
            towns = _towns().find(name, country or self.home)
        if not towns and country is None:
            towns = _towns().find(name)
        with self._desk.reading() as connection:
            villages = reading.places_called(connection, name, country or self.home)
        found = _grouped(
            [*map(_of_town, towns), *(Found(one.text, *one.spot, Precision.TOWN) for one in villages)],
            Precision.TOWN,
        )
        area = _towns().postcode(address.postcode or "", country or self.home)
        if area is None:
            return found[:1] if len(towns) > 1 and _stands_out(towns) else found
        near = [one for one in found if distance_km(one.spot, area.town.spot) <= _AREA_KM]
        if near:
            near.sort(key=lambda one: distance_km(one.spot, area.town.spot))
            return near if len(near) > 1 else near[:1]
        # The town and its postcode speak of different places: a person has to look.
        other = Found(f"{address.postcode} ({area.town.text})", *area.town.spot, Precision.AREA)
        return [*found, other] if found else []

    def reverse(self, spot: Spot) -> Found | None:
        """The nearest town of a place, or the place of a postcode; None in the wilderness."""
        near = _towns().nearest(spot)
        with self._desk.reading() as connection:
            around = reading.nearest_postcode(connection, spot, 0.05)
        if around:
            best = min(around, key=lambda one: distance_km(one.spot, spot))
            if near is None or distance_km(best.spot, spot) <= near.km:
                return Found(best.text, *best.spot, Precision.POSTCODE)
        return None if near is None else _of_town(near.town)


def _towns() -> Gazetteer:
    from solartui.adapters.gazetteer import gazetteer

    return gazetteer()


def _of_town(town: Town) -> Found:
    return Found(town.text, *town.spot, Precision.TOWN)


def _fits(region: str, country: str, more: Iterable[str]) -> bool:
    from solartui.domain.importing.countries import code_of

    return all(part and (place_key(part) == place_key(region) or code_of(part) == country) for part in more)


def _stands_out(towns: Sequence[Town]) -> bool:
    """Whether the first of several towns is so much larger that nobody means another one."""
    first, second = towns[0], max(towns[1:], key=lambda town: town.people)
    return first.people >= _LARGE and first.people >= _LARGER * second.people


def _meant(found: Sequence[Found]) -> Found | None:
    return found[0] if len(found) == 1 else None


def _grouped(found: Iterable[Found], precision: Precision | None = None) -> list[Found]:
    """One of those that lie together: streets and parts of one town have the same name and postcode."""
    near = 8.0 if precision is Precision.TOWN else _TOGETHER_KM
    groups: list[Found] = []
    for one in found:
        if all(distance_km(one.spot, other.spot) > near for other in groups):
            groups.append(one)
    return groups
