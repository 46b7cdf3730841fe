"""Services that know addresses, asked through geopy; every answer is looked at before it is believed.

geopy makes places of answers that have none (a missing latitude becomes 0), waits for ever for answers that drip, and
lets all kinds of exceptions through; here each of these ends in one sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from solartui import __version__
from solartui.adapters.web_answer import NoAnswer, answer_of
from solartui.domain.errors import Cancelled, Invalid, Refused
from solartui.domain.geocoding import MOST_CANDIDATES, Found, Precision, ServiceFailed
from solartui.domain.places import Spot, on_earth
from solartui.domain.text import clean
from solartui.i18n import mark, tr

SECONDS = 15.0
LARGEST = 1_000_000
_LONGEST_TEXT = 300
_LONGEST_PAUSE = 86_400.0

_WHY: Mapping[str, str] = {
    "late": mark("{service} did not answer in time."),
    "large": mark("{service} answered too much to be an address."),
    "coded": mark("{service} answered in a form that cannot be read."),
    "moved": mark("{service} sends us to another address. Set the address where it is now."),
    "secure": mark("{service} could not prove who it is. Check its address."),
    "unreachable": mark("{service} cannot be reached."),
}
_STATUS: Mapping[int, str] = {
    400: mark("{service} did not understand the question."),
    401: mark("{service} wants a key. See the settings of places."),
    402: mark("{service} wants to be paid. See the settings of places."),
    403: mark("{service} refuses to answer us. Check its terms and the key."),
    404: mark("{service} is not at this address."),
    429: mark("{service} was asked too often."),
}


@dataclass(frozen=True, slots=True)
class Service:
    """Which service is asked, and how.

    Attributes:
        provider: its name, as geopy knows it in lower case.
        url: the address of the server; empty for the usual one.
        key: what some services want to know who asks.
        contact: where the people of the service can write to.
    """

    provider: str
    url: str = ""
    key: str = ""
    contact: str = ""
    seconds: float = SECONDS

    @property
    def host(self) -> str:
        """The machine whose patience is shared by all who ask it."""
        return urlsplit(self.url).netloc.lower() or self.provider

    @property
    def agent(self) -> str:
        """How the program presents itself."""
        return f"SolarTUI/{__version__} ({self.contact or 'terminal CRM for solar sales desks'})"


class Geocoder:
    """One service; each call asks once and blocks until the answer is there, the time is over or somebody gives up.

    Args:
        service: which one.
        stopped: asked now and then whether nobody waits any more.
    """

    def __init__(self, service: Service, stopped: Callable[[], bool] = lambda: False) -> None:
        self._service = service
        self._stopped = stopped

    def search(self, question: str, country: str | None = None) -> list[Found]:
        """The places that an address may mean, the likeliest first.

        Raises:
            ServiceFailed: the service gave no answer that can be used.
            Invalid: there is no such service, or it lacks a key or an address.
            Cancelled: somebody gave up.
        """
        limits: dict[str, Any] = {}
        if self._service.provider == "nominatim":
            limits = {"addressdetails": True, "limit": MOST_CANDIDATES}
            limits |= {"country_codes": country.lower()} if country else {}
        elif self._service.provider == "photon":
            limits = {"limit": MOST_CANDIDATES}
        return self._places(self._asked("geocode", question, limits))

    def reverse(self, spot: Spot) -> Found | None:
        """The address of a place; None where nothing is there.

        Raises:
            ServiceFailed: as for `search`.
        """
        found = self._places(self._asked("reverse", f"{spot.latitude}, {spot.longitude}", {}))
        return found[0] if found else None

    def _asked(self, what: str, question: str, limits: Mapping[str, Any]) -> list[Any]:
        ask = getattr(_geopy(self._service, self._stopped), what, None)
        if ask is None:
            raise Invalid(tr("{service} cannot do that.", service=self._service.provider), "provider")
        try:
            found = ask(question, exactly_one=False, **limits)
        except (ServiceFailed, Cancelled):
            raise
        except Exception as error:
            raise self._strange() from error
        if found is None:
            return []
        if not isinstance(found, list):
            raise self._strange()
        return found

    def _strange(self) -> ServiceFailed:
        return ServiceFailed(tr("{service} answered something that is no place.", service=self._service.host))

    def _places(self, locations: Iterable[Any]) -> list[Found]:
        """The answers that are places; ones that are not are an error where no other is left."""
        places: list[Found] = []
        wrong = False
        for location in locations:
            place = _place(location, self._service.provider)
            wrong = wrong or place is None
            if place is not None:
                places.append(place)
        if wrong and not places:
            raise self._strange()
        return places[:MOST_CANDIDATES]


def _place(location: Any, provider: str) -> Found | None:
    try:
        latitude, longitude = float(location.latitude), float(location.longitude)
        text = clean(str(location.address or ""))[:_LONGEST_TEXT]
        raw = location.raw if isinstance(location.raw, dict) else {}
    except (AttributeError, TypeError, ValueError, RecursionError):
        return None
    if not on_earth(latitude, longitude) or not _said(raw, provider):
        return None
    return Found(text or Spot(latitude, longitude).text, latitude, longitude, _precision(raw, provider), provider)


def _said(raw: Mapping[str, Any], provider: str) -> bool:
    """Whether the answer itself has both coordinates on earth: geopy makes up what is missing, and turns the globe."""
    try:
        if provider == "nominatim":
            return on_earth(float(raw["lat"]), float(raw["lon"]))
        if provider == "photon":
            longitude, latitude = raw["geometry"]["coordinates"]
            return on_earth(float(latitude), float(longitude))
    except (KeyError, TypeError, ValueError):
        return False
    return True


_KINDS: Mapping[str, Precision] = {
    **dict.fromkeys(("house", "building", "place", "amenity", "shop", "office", "house_number"), Precision.ADDRESS),
    **dict.fromkeys(("street", "road", "highway", "residential"), Precision.STREET),
    "postcode": Precision.POSTCODE,
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "suburb", "municipality", "locality", "district", "quarter",
         "neighbourhood", "borough", "city_district", "isolated_dwelling"),
        Precision.TOWN,
    ),
    **dict.fromkeys(("county", "state", "country", "region", "state_district", "boundary"), Precision.AREA),
}  # fmt: skip


def _precision(raw: Mapping[str, Any], provider: str) -> Precision:
    kinds: list[Any] = []
    if provider == "nominatim":
        kinds = [raw.get("addresstype"), raw.get("type"), raw.get("class")]
    elif provider == "photon":
        about = raw.get("properties")
        kinds = [about.get("type"), about.get("osm_value")] if isinstance(about, dict) else []
    return next((_KINDS[kind] for kind in kinds if isinstance(kind, str) and kind in _KINDS), Precision.ADDRESS)


def _geopy(service: Service, stopped: Callable[[], bool]) -> Any:
    """The geocoder of geopy that asks through our own eyes and hands."""
    import warnings

    from geopy.exc import ConfigurationError
    from geopy.geocoders import SERVICE_TO_GEOCODER

    # What it has to say about strange answers would be written across the screen.
    warnings.filterwarnings("ignore", module="geopy")
    made_by = SERVICE_TO_GEOCODER.get(service.provider)
    if made_by is None:
        known = ", ".join(sorted(SERVICE_TO_GEOCODER))
        raise Invalid(
            tr("{name} is no provider of places. Known: {known}", name=service.provider, known=known), "provider"
        )
    options: dict[str, Any] = {"user_agent": service.agent, "adapter_factory": _adapter_for(service, stopped)}
    options |= {"timeout": service.seconds}
    if service.url:
        parts = urlsplit(service.url)
        options |= {"domain": f"{parts.netloc}{parts.path}", "scheme": parts.scheme}
    if service.key:
        options["access_token" if service.provider in {"mapbox", "maptiler"} else "api_key"] = service.key
    try:
        return made_by(**options)
    except (TypeError, ValueError, ConfigurationError):
        name = service.provider
        raise Refused(tr("{service} cannot be asked so: it needs a key, or has no address.", service=name)) from None


def _adapter_for(service: Service, stopped: Callable[[], bool]) -> Callable[..., Any]:
    from geopy.adapters import BaseSyncAdapter

    class Adapter(BaseSyncAdapter):  # type: ignore[misc]
        """Fetches within a time and a size, and never from another address."""

        def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
            super().__init__(proxies=proxies, ssl_context=ssl_context)

        def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
            try:
                return answer_of(url, headers, seconds=service.seconds, most=LARGEST, stopped=stopped)
            except NoAnswer as none:
                raise _failure(service, none) from none

        def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
            text = self.get_text(url, timeout=timeout, headers=headers)
            try:
                said = json.loads(text)
            except (ValueError, RecursionError):
                said = None
            if not isinstance(said, list | dict):
                raise ServiceFailed(tr("{service} answered something that is no place.", service=service.host))
            return said

    return Adapter


def _failure(service: Service, none: NoAnswer) -> Exception:
    if none.why == "stopped":
        return Cancelled(tr("Stopped. Nothing was changed."))
    sentence = _WHY.get(none.why) or _STATUS.get(none.status)
    pause = _pause(none.retry_after) if none.status == 429 else None
    if sentence is None:
        message = tr("{service} has trouble (it said {status}).", service=service.host, status=none.status)
    elif none.status == 429 and pause:
        message = tr("{service} was asked too often and wants a pause of {n} s.", service=service.host, n=round(pause))
    else:
        message = tr(sentence, service=service.host)
    lasting = none.why in {"moved", "secure"} or none.status in {401, 402, 403, 404}
    return ServiceFailed(message, pause, lasting=lasting)


def _pause(header: str) -> float | None:
    """The seconds of a Retry-After header: a number, or a time of day."""
    text = header.strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), _LONGEST_PAUSE)
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    from datetime import UTC, datetime

    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (aware - datetime.now(UTC)).total_seconds()), _LONGEST_PAUSE)
