"""Where addresses are, as far as the program knows by itself.

A name that is written with its district, abbreviated, or with a slip of a key is read, too; but what was read into it
is only offered, unless its postcode says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from solartui.domain.address_line import address_of_line
from solartui.domain.geocoding import MOST_CANDIDATES, Found, Precision, in_country, postcode_and_country
from solartui.domain.leads import Address
from solartui.domain.places import Spot, Town, distance_km, middle, place_key
from solartui.domain.town_names import beginnings, is_everywhere, plain_name, without_district
from solartui.services.desk import Desk
from solartui.store.reading import places as reading

if TYPE_CHECKING:
    from solartui.adapters.gazetteer import Gazetteer, PostcodeArea

# A town is what is meant where it has so many people, and so many times as many as the next of its name.
_LARGE, _LARGER = 50_000, 20
# So many people make a town that is meant, and not one of the villages that are everywhere called so.
_NO_VILLAGE = 10_000
# Places of one postcode or one name that lie so near to each other are one place.
TOGETHER_KM, _ONE_TOWN_KM = 25.0, 8.0
# A town that lies farther away from its postcode, or from the area of its first digits, is another one of the name.
_CODE_KM, _AREA_KM = 40.0, 90.0
_FEW = 5
_IN_LINE = re.compile(r"[\d,]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The places that a name may mean.

    Attributes:
        sure: whether they are called so.
        told: whether a postcode that says the same makes them sure.
    """

    found: Sequence[Found]
    sure: bool = True
    told: bool = True


class AddressPlaces:
    """Looks for addresses among towns, imported postcodes and leads.

    Args:
        desk: where the postcodes are.
        home: the country of addresses that name none.
    """

    def __init__(self, desk: Desk, home: str) -> None:
        self._desk = desk
        self._home = home

    def of(self, address: Address) -> list[Found]:
        """The places that an address may mean, the likeliest first."""
        address = _in_parts(address)
        country = (address.country or "").upper() or None
        found = self._by_postcode(address, country or self._home)
        if not found and address.city:
            found = self._by_town(address, country)
        if not found and address.postcode:
            found = self.of_postcode(address.postcode, country)
        return found[:MOST_CANDIDATES]

    def of_postcode(self, text: str, country: str | None = None) -> list[Found]:
        """Where a postcode is: in its country, else at home first, then anywhere."""
        code, named = postcode_and_country(text)
        country = named or country
        first = country or self._home
        with self._desk.reading() as connection:
            known = reading.postcodes(connection, code, first)
            known = known or ([] if country else reading.postcodes(connection, code, None))
            leads = [] if known else reading.leads_of_postcode(connection, code)
        if known:
            return grouped([Found(one.text, *one.spot, Precision.POSTCODE) for one in known])
        where = (country,) if country else (self._home, *towns().postcode_countries)
        areas = [(code, area) for one in where if (area := towns().postcode(code, one)) is not None]
        for _, area in areas:
            if area.whole:
                return [Found(f"{code} {area.town.text}", *area.town.spot, Precision.POSTCODE)]
        if (spot := middle(leads)) and together(spot, leads):
            return in_country([Found(code, *spot, Precision.POSTCODE)], country)
        return [_around(code, area) for _, area in areas[:1]]

    def _by_postcode(self, address: Address, country: str) -> list[Found]:
        """What an imported postcode tells, where one is known; a town far away from it is another one."""
        if not address.postcode:
            return []
        with self._desk.reading() as connection:
            known = reading.postcodes(connection, address.postcode, country)
        name = place_key(address.city or "")
        here = [one for one in known if place_key(one.place) == name]
        found = grouped([Found(one.text, *one.spot, Precision.POSTCODE) for one in here or known])
        if here or not found or not name:
            return found
        others = [of_town(town) for town in towns().find(name, country)]
        if not others or any(distance_km(one.spot, other.spot) <= _CODE_KM for one in found for other in others):
            return found
        return unsure((*found, *others))

    def _by_town(self, address: Address, country: str | None) -> list[Found]:
        """What the name of a town tells, compared with its postcode."""
        where = country or self._home
        read = self._called(address.city or "", address.region, where)
        if read is None and country is None:
            plain = plain_name(address.city or "")
            abroad = towns().find(plain, None, address.region) or towns().abbreviated(plain)
            if abroad and not any(town.country == where for town in abroad):
                return grouped(map(of_town, abroad[:1] if stands_out(abroad) else abroad), _ONE_TOWN_KM)
        read = read or self._read(address.city or "", address.region, where)
        area = towns().postcode(address.postcode or "", where)
        found = list(read.found)
        if area is not None and found:
            reach = _CODE_KM if area.whole else _AREA_KM
            found.sort(key=lambda one: distance_km(one.spot, area.town.spot))
            near = [one for one in found if distance_km(one.spot, area.town.spot) <= reach]
            if near:
                return near if read.sure or read.told else unsure(near)
            # The town and its postcode speak of different places: a person has to look.
            return [*unsure(found), _around(address.postcode or "", area)]
        return found if read.sure else unsure(found)

    def _read(self, name: str, region: str | None, country: str) -> _Reading:
        """The places that a name means or may mean that is no name of a town as it stands."""
        plain = plain_name(name)
        if plain != name and (called := self._called(plain, region, country)):
            return called
        if found := grouped(map(of_town, towns().abbreviated(plain, country)), _ONE_TOWN_KM):
            return _Reading(found)
        for one in (without_district(plain), *beginnings(plain)):
            large = [town for town in towns().find(one, country) if town.people >= _LARGE]
            if large:
                return _Reading(grouped(map(of_town, large), _ONE_TOWN_KM), sure=False)
        return _Reading(grouped(map(of_town, towns().like(plain, country)[:_FEW])), sure=False, told=False)

    def _called(self, name: str, region: str | None, country: str) -> _Reading | None:
        """The towns and villages that have just this name."""
        known = towns().find(name, country, region)
        # Regions are written in many ways: one that nobody knows says nothing, one that is known says no.
        elsewhere = bool(region) and not known
        known = known or towns().find(name, country)
        with self._desk.reading() as connection:
            villages = reading.places_called(connection, name, country)
        found = grouped(
            [*map(of_town, known), *(Found(one.text, *one.spot, Precision.TOWN) for one in villages)], _ONE_TOWN_KM
        )
        if not found:
            return None
        if not villages and says_nothing(known):
            return _Reading(found, sure=False, told=False)
        if elsewhere and known and towns().has_region(region or "", country):
            return _Reading(found, sure=False)
        return _Reading(found[:1] if stands_out(known) and not elsewhere else found)


def _in_parts(address: Address) -> Address:
    """An address whose town stands alone, wherever it was written."""
    city, postcode = address.city or "", address.postcode or ""
    line = address.street if not city and not postcode else city if _IN_LINE.search(city) else None
    read = address_of_line(line) if line else Address()
    if read.city and (read.postcode or read.country or read.region or not city):
        address = replace(
            address,
            city=read.city,
            postcode=postcode or read.postcode,
            region=address.region or read.region,
            country=address.country or read.country,
        )
    code, country = postcode_and_country(address.postcode or "")
    return replace(address, postcode=code or None, country=address.country or country)


def towns() -> Gazetteer:
    """The towns that come with the program."""
    from solartui.adapters.gazetteer import gazetteer

    return gazetteer()


def of_town(town: Town) -> Found:
    """A town as a place that was found."""
    return Found(town.text, *town.spot, Precision.TOWN)


def _around(code: str, area: PostcodeArea) -> Found:
    return Found(f"{code} ({area.town.text})", *area.town.spot, Precision.AREA)


def unsure(found: Iterable[Found]) -> list[Found]:
    """Places that are only offered."""
    return [replace(one, sure=False) for one in found]


def stands_out(known: Sequence[Town]) -> bool:
    """Whether one town is meant: there is only one, or it is so much larger than the others."""
    if len(known) < 2:
        return bool(known)
    second = max(town.people for town in known[1:])
    return known[0].people >= _LARGE and known[0].people >= _LARGER * second


def says_nothing(known: Sequence[Town]) -> bool:
    """Whether towns are villages of a name that many others have, too."""
    return bool(known) and is_everywhere(known[0].name, known[0].country) and known[0].people < _NO_VILLAGE


def together(spot: Spot, others: Iterable[Spot]) -> bool:
    """Whether all of some places lie so near to one that they are one place."""
    return all(distance_km(spot, one) <= TOGETHER_KM for one in others)


def grouped(found: Iterable[Found], near: float = TOGETHER_KM) -> list[Found]:
    """One of those that lie together: streets and parts of one town have the same name and postcode."""
    groups: list[Found] = []
    for one in found:
        if all(distance_km(one.spot, other.spot) > near for other in groups):
            groups.append(one)
    return groups
