"""Services that know addresses, asked through geopy; every answer is looked at before it is believed.

geopy makes places of answers that have none (a missing latitude becomes 0), waits for ever for answers that drip, and
lets all kinds of exceptions through; here each of these ends in one sentence.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from solartui import __version__
from solartui.adapters.place_answers import country_of, precision_of, said_place
from solartui.adapters.web_answer import NoAnswer, answer_of
from solartui.domain.errors import Cancelled, Invalid, Refused, SolarError
from solartui.domain.geocoding import MOST_CANDIDATES, Found, ServiceFailed
from solartui.domain.places import Spot, on_earth
from solartui.domain.text import clean
from solartui.i18n import mark, tr

SECONDS = 15.0
LARGEST = 1_000_000
_LONGEST_TEXT = 300
_LONGEST_PAUSE = 86_400.0
_BUSY = frozenset({429, 503})
# What the services of geopy call the key that they want.
_KEY_NAMES = ("api_key", "apikey", "access_token", "subscription_key", "username")
USUAL_PAUSE = 60.0
"""Seconds for which a service is left alone that was asked too often and does not say for how long."""

_WHY: Mapping[str, str] = {
    "late": mark("{service} did not answer in time."),
    "large": mark("{service} answered too much to be an address."),
    "coded": mark("{service} answered in a form that cannot be read."),
    "moved": mark("{service} sends us to another address. Set the address where it is now."),
    "secure": mark("{service} could not prove who it is. Check its address."),
    "unreachable": mark("{service} cannot be reached."),
    "broken": mark("{service} broke off before it had answered."),
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
        """Gets ready to ask.

        Raises:
            Invalid: there is no such service.
            Refused: it lacks a key or an address.
        """
        self._service = service
        self._geopy = _geopy(service, stopped)

    def search(self, question: str, country: str | None = None) -> list[Found]:
        """The places that an address may mean, the likeliest first; of another country only where there are no others.

        Raises:
            ServiceFailed: the service gave no answer that can be used.
            Cancelled: somebody gave up.
        """
        limits: dict[str, Any] = {}
        if self._service.provider == "nominatim":
            limits = {"addressdetails": True, "limit": MOST_CANDIDATES}
            limits |= {"country_codes": country.lower()} if country else {}
        elif self._service.provider == "photon":
            limits = {"limit": MOST_CANDIDATES}
        found = self._places(self._asked("geocode", question, limits), country)
        return [one for one in found if one.sure] or found

    def reverse(self, spot: Spot) -> Found | None:
        """The address of a place; None where nothing is there.

        Raises:
            ServiceFailed: as for `search`.
        """
        found = self._places(self._asked("reverse", f"{spot.latitude}, {spot.longitude}", {}))
        return found[0] if found else None

    def _asked(self, what: str, question: str, limits: Mapping[str, Any]) -> list[Any]:
        ask = getattr(self._geopy, what, None)
        if ask is None:
            raise Invalid(tr("{service} cannot do that.", service=self._service.provider), "provider")
        try:
            found = ask(question, exactly_one=False, **limits)
        except SolarError:
            raise
        except Exception as error:
            raise self._strange() from error
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def _strange(self) -> ServiceFailed:
        return ServiceFailed(tr("{service} answered something that is no place.", service=self._service.host))

    def _places(self, locations: Iterable[Any], country: str | None = None) -> list[Found]:
        """The answers that are places; ones that are not are an error where no other is left."""
        places: list[Found] = []
        wrong = False
        for location in locations:
            place = _place(location, self._service.provider, country)
            wrong = wrong or place is None
            if place is not None:
                places.append(place)
        if wrong and not places:
            raise self._strange()
        return places[:MOST_CANDIDATES]


def _place(location: Any, provider: str, country: str | None) -> Found | None:
    try:
        latitude, longitude = float(location.latitude), float(location.longitude)
        text = clean(str(location.address or ""))[:_LONGEST_TEXT]
        raw = location.raw if isinstance(location.raw, dict) else {}
    except (AttributeError, TypeError, ValueError, RecursionError):
        return None
    if not on_earth(latitude, longitude) or not said_place(raw, provider):
        return None
    sure = not country or country_of(raw) in {None, country.upper()}
    where = text or Spot(latitude, longitude).text
    return Found(where, latitude, longitude, precision_of(raw, provider), provider, sure)


def maker_of(provider: str) -> Any:
    """What geopy asks a provider with.

    Raises:
        Invalid: it knows no such provider.
    """
    from geopy.geocoders import SERVICE_TO_GEOCODER

    if provider not in SERVICE_TO_GEOCODER:
        known = ", ".join(sorted(SERVICE_TO_GEOCODER))
        raise Invalid(tr("{name} is no provider of places. Known: {known}", name=provider, known=known), "provider")
    return SERVICE_TO_GEOCODER[provider]


def _geopy(service: Service, stopped: Callable[[], bool]) -> Any:
    """The geocoder of geopy that asks through our own eyes and hands."""
    import warnings

    from geopy.exc import ConfigurationError

    # What it has to say about strange answers would be written across the screen.
    warnings.filterwarnings("ignore", module="geopy")
    made_by = maker_of(service.provider)
    options: dict[str, Any] = {"user_agent": service.agent, "adapter_factory": _adapter_for(service, stopped)}
    options |= {"timeout": service.seconds, **dict(_address_and_key(service, inspect.signature(made_by).parameters))}
    try:
        return made_by(**options)
    except (TypeError, ValueError, ConfigurationError):
        raise _cannot(service) from None


def _cannot(service: Service) -> Refused:
    name = service.provider
    return Refused(tr("{service} cannot be asked so: it needs a key, or has no address.", service=name))


def _is_meant(url: str, service: Service) -> bool:
    """Whether a question goes where the desk wants it: geopy has addresses of its own for some questions."""
    asked, meant = urlsplit(url).hostname or "", urlsplit(service.url).hostname or ""
    named = meant.rpartition(".")[2].isalpha() and meant != "localhost"
    return not service.url or asked == meant or (named and asked.endswith(f".{meant}"))


def _address_and_key(service: Service, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What a service of geopy wants to be told, by the names that it has for it."""
    names = set(known)
    if service.url:
        parts = urlsplit(service.url)
        yield "domain", f"{parts.netloc}{parts.path}"
        if "scheme" in names:
            yield "scheme", parts.scheme
    if not service.key:
        return
    first, colon, second = service.key.partition(":")
    if colon and {"auth_id", "auth_token"} <= names:
        yield from (("auth_id", first), ("auth_token", second))
    elif (name := next((name for name in _KEY_NAMES if name in names), None)) is not None:
        yield name, service.key


def _adapter_for(service: Service, stopped: Callable[[], bool]) -> Callable[..., Any]:
    from geopy.adapters import BaseSyncAdapter

    class Adapter(BaseSyncAdapter):  # type: ignore[misc]
        """Fetches within a time and a size, and never from another address."""

        def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
            super().__init__(proxies=proxies, ssl_context=ssl_context)

        def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
            if not _is_meant(url, service):
                raise _cannot(service)
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
    said = _pause(none.retry_after) if none.status in _BUSY else None
    pause = USUAL_PAUSE if said is None and none.status == 429 else said
    if none.status == 429 and said:
        message = tr("{service} was asked too often and wants a pause of {n} s.", service=service.host, n=round(said))
    elif sentence is None and said:
        message = tr("{service} has trouble and wants a pause of {n} s.", service=service.host, n=round(said))
    elif sentence is None:
        message = tr("{service} has trouble (it said {status}).", service=service.host, status=none.status)
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
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (aware - datetime.now(UTC)).total_seconds()), _LONGEST_PAUSE)
