"""From addresses to places: what was found, how exactly, and which of several is meant."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from solartui.domain.bounds import COUNTRIES, Bounds
from solartui.domain.errors import Invalid, Refused
from solartui.domain.leads import Address
from solartui.domain.places import Spot, distance_km, place_key
from solartui.i18n import mark, tr

OFFLINE = "offline"
MOST_CANDIDATES = 10
# So near to each other, two answers are the same building, and two towns the same town.
_SAME_KM, _SAME_TOWN_KM = 0.3, 3.0
# How far beyond its box a place of a country may lie, in degrees: islands, and rough boxes.
_MARGIN = 1.0


class Precision(StrEnum):
    """How exactly a place is known."""

    ADDRESS = "address"
    STREET = "street"
    POSTCODE = "postcode"
    TOWN = "town"
    AREA = "area"
    UNKNOWN = "unknown"


PRECISIONS = {
    Precision.ADDRESS: mark("house"),
    Precision.STREET: mark("street"),
    Precision.POSTCODE: mark("postcode"),
    Precision.TOWN: mark("town"),
    Precision.AREA: mark("area only"),
    Precision.UNKNOWN: mark("not said how exactly"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A place that an address may mean.

    Attributes:
        text: the place in words.
        source: who says so: ``offline`` or the name of a service.
        sure: whether it is what was asked for; else it is only offered.
    """

    text: str
    latitude: float
    longitude: float
    precision: Precision
    source: str = OFFLINE
    sure: bool = True

    @property
    def spot(self) -> Spot:
        """Where it is."""
        return Spot(self.latitude, self.longitude)

    @property
    def exactness(self) -> str:
        """How exactly it is known, in the language in use; of what is not sure, that too."""
        how = tr(PRECISIONS[self.precision])
        return how if self.sure else tr("{how}, perhaps", how=how)


class Ambiguous(Refused):
    """Several places are meant by the same words; a person has to choose."""

    def __init__(self, message: str, candidates: tuple[Found, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class ServiceFailed(Refused):
    """A service gave no answer that can be used: one sentence says why.

    Attributes:
        retry_after: for how many seconds it wants to be left alone; None where it said nothing of that.
        lasting: whether it makes no sense to ask again before somebody has changed something.
    """

    def __init__(self, message: str, retry_after: float | None = None, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.lasting = lasting


def one_place(found: Sequence[Found]) -> Found | None:
    """The place that all answers mean; None where there is none, it is not sure, or they lie apart."""
    if not found or found[0].precision is Precision.AREA or not found[0].sure:
        return None
    first = found[0]
    near = _SAME_TOWN_KM if first.precision in {Precision.TOWN, Precision.POSTCODE} else _SAME_KM
    return first if all(distance_km(first.spot, other.spot) <= near for other in found) else None


# Parts of countries that lie far from the box of the rest.
_FAR_PARTS: Mapping[str, Sequence[Bounds]] = {
    "AU": (Bounds(-32, 158, -28, 169), Bounds(-13, 95, -9, 107)),
    "DK": (Bounds(54.9, 14.6, 55.4, 15.3),),
    "ES": (Bounds(27.5, -18.3, 29.5, -13.3),),
    "FR": (Bounds(41.3, 8.5, 43.1, 9.7),),
    "GB": (Bounds(59.5, -3, 61, 0),),
    "IT": (Bounds(35.4, 12.2, 36.9, 15.2),),
    "NZ": (Bounds(-44.6, -177.3, -43.4, -175.5),),
    "PT": (Bounds(32.3, -17.4, 33.2, -16.1), Bounds(36.8, -31.4, 39.9, -24.9)),
    "US": (Bounds(51, -180, 71.5, -129), Bounds(51, 172, 53.5, 180), Bounds(18.8, -160.6, 22.4, -154.7)),
}


def in_country(found: Sequence[Found], country: str | None) -> list[Found]:
    """The places that can lie in a country, as far as its bounds are known."""
    return [one for one in found if can_lie_in(country, *one.spot)]


def can_lie_in(country: str | None, latitude: float, longitude: float) -> bool:
    """Whether a place can lie in a country, as far as its bounds are known."""
    code = (country or "").upper()
    box = COUNTRIES.get(code)
    if box is None:
        return True
    wide = Bounds(box.south - _MARGIN, box.west - _MARGIN, box.north + _MARGIN, box.east + _MARGIN)
    boxes = (wide, *_FAR_PARTS.get(code, ()))
    return any(one.south <= latitude <= one.north and one.west <= longitude <= one.east for one in boxes)


def question_of(address: Address) -> str:
    """What a service is asked for an address: the address, and nothing else of the lead."""
    street = address.street or ""
    # The number of a flat says nothing of the place, and services stumble over it.
    street = re.sub(r"(\d+[A-Za-z]?)\s*(?:/|m\.|lok\.)\s*\d+[A-Za-z]?\s*$", r"\1", street)
    town = " ".join(part for part in (address.postcode, address.city) if part)
    return ", ".join(part for part in (street, town, address.region, address.country) if part)


def fingerprint(*parts: str) -> str:
    """The same for the same question, and nothing that the question could be read from."""
    return hashlib.sha256("\0".join(place_key(part) or part for part in parts).encode()).hexdigest()


def can_be_found(address: Address) -> bool:
    """Whether an address says where to look: a town or a postcode, be it on the line of the street."""
    from solartui.domain.address_line import is_line

    if place_key(address.city or "") or place_key(address.postcode or ""):
        return True
    return bool(address.street) and is_line(address.street or "")


_PREFIXED = re.compile(r"(?:([A-Z]{2})[-\s]?|([A-Z])-)\s?(?=[0-9])", re.ASCII)
_ON_CARS = {"D": "DE", "A": "AT", "F": "FR", "I": "IT", "E": "ES", "B": "BE", "L": "LU", "S": "SE", "H": "HU"}


def postcode_and_country(text: str) -> tuple[str, str | None]:
    """A postcode without the country before it, and that country: ``PL-30-001``, ``D-10115``."""
    from solartui.domain.country_codes import known_country

    found = _PREFIXED.match(text.strip().upper())
    country = found and (known_country(found[1]) if found[1] else _ON_CARS.get(found[2]))
    # Two letters and no sign between are the beginning of a British postcode.
    if found is None or country is None or found[0].isalpha():
        return text.strip(), None
    return text.strip()[found.end() :], country


PROVIDERS = (OFFLINE, "nominatim", "photon")
_PROVIDER = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)


def check_provider(name: str) -> str:
    """The name of a provider, as it can be asked.

    Raises:
        Invalid: it cannot be one.
    """
    if not _PROVIDER.fullmatch(name):
        known = ", ".join(PROVIDERS)
        raise Invalid(tr("{name} is no provider of places. Known: {known}", name=name[:40], known=known), "provider")
    return name


_ADDRESS = re.compile(
    r"https?://(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?(?:/[\w./~%-]*)?", re.ASCII
)


def check_url(url: str) -> str:
    """The address of a server, without a slash at its end.

    Raises:
        Invalid: it is none.
    """
    if not _ADDRESS.fullmatch(url):
        message = tr("{url} is no address of a server. Write it like {example}", url=url[:60], example="https://…")
        raise Invalid(message, "url")
    return url.rstrip("/")
