"""One address, or one place, asked of a service or of the program itself.

Nothing is sent anywhere unless an admin has named the service in the settings of the desk, or the server is this very
machine. What a service answers is kept, so that nothing is asked twice. All programs at one database ask a service
once a second, however many they are.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from solartui.domain.errors import Cancelled, Invalid, Refused
from solartui.domain.geocoding import (
    OFFLINE,
    PROVIDERS,
    Found,
    ServiceFailed,
    check_provider,
    check_url,
    fingerprint,
    in_country,
    question_of,
)
from solartui.domain.leads import Address
from solartui.domain.places import Spot
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.places import PlaceService
from solartui.services.settings import SettingService
from solartui.services.watching import stopped

if TYPE_CHECKING:
    from solartui.adapters.geocoder import Geocoder, Service

_LOOK = 0.1
_AGAIN = 0.25
_KEY = "SOLARTUI_PLACES_KEY"
CREDITS = {
    OFFLINE: "GeoNames CC BY 4.0",
    "nominatim": "© OpenStreetMap contributors",
    "photon": "© OpenStreetMap contributors",
}
"""Whom to name where their places are shown."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is asked for places.

    Attributes:
        provider: ``offline``, or a service; None for that of the settings.
        url: the server; None for that of the settings.
    """

    provider: str | None = None
    url: str | None = None


BY_SETTING = Wanted()


class PlaceLookup:
    """Looks for places, by itself or with the help of a service.

    Attributes:
        pause: how long a service is left alone after an answer, in seconds.
        held: how long nobody else asks while one answer is waited for, in seconds.
        patience: how long one answer is waited for, in seconds.
        longest_pause: a longer one, that a service asks for, is not waited for by whoever has just asked.
        longest_wait: for a turn that is farther away, nobody waits.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._places = PlaceService(desk)
        self.pause = 1.02
        self.held = 3.0
        self.patience = 15.0
        self.longest_pause = 10.0
        self.longest_wait = 45.0

    def service(self, wanted: Wanted = BY_SETTING) -> Service | None:
        """The service that is asked; None where nothing leaves the program.

        Raises:
            Invalid: there is no such provider, or the address of the server is none.
            Refused: nobody has allowed that addresses are sent there.
        """
        settings = SettingService(self._desk)
        allowed, own_url = settings.text("places.provider") or OFFLINE, settings.text("places.url")
        provider = check_provider(wanted.provider or (PROVIDERS[1] if wanted.url and allowed == OFFLINE else allowed))
        if provider == OFFLINE:
            if wanted.url:
                raise Invalid(tr("Offline there is no server: leave out --url, or name a provider."), "url")
            return None
        from solartui.adapters.geocoder import Service, maker_of
        from solartui.adapters.key_command import secret

        url = check_url(wanted.url) if wanted.url else own_url if provider == allowed else ""
        if not ((provider == allowed and url == own_url) or _is_here(url)):
            maker_of(provider)
            how = f"solartui settings set places.provider {provider}"
            if provider == allowed:
                how = f"solartui settings set places.url {url}"
            raise Refused(tr("Nobody has allowed that addresses are sent to {name}: {how}", name=provider, how=how))
        key = "" if provider in PROVIDERS else secret(settings.text("places.key_command"), _KEY)
        return Service(provider, url, key, settings.text("places.contact"), self.patience)

    def look_up(self, address: Address, wanted: Wanted = BY_SETTING) -> list[Found]:
        """The places that an address may mean, the likeliest first; blocks while a service is asked.

        Raises:
            ServiceFailed: the service gave no answer that can be used.
            Refused: nobody has allowed that addresses are sent to it.
            Cancelled: whoever watches has given up.
        """
        return self.ask(self.service(wanted), address)

    def ask(self, service: Service | None, address: Address) -> list[Found]:
        """As `look_up`, of a service that is known already."""
        if service is None:
            return self._places.of_address(address)
        question, country = question_of(address), address.country
        found = self._answer(service, question, lambda geocoder: geocoder.search(question, country))
        # What lies in another country only is what nobody asked for, and perhaps what was meant.
        return in_country(found, country) or [replace(one, sure=False) for one in found]

    def reverse(self, spot: Spot, wanted: Wanted = BY_SETTING) -> Found | None:
        """The address of a place, or the nearest town where no service is asked.

        Raises:
            ServiceFailed: the service gave no answer that can be used.
            Refused: nobody has allowed that places are sent to it.
        """
        service = self.service(wanted)
        if service is None:
            return self._places.reverse(spot)

        def ask(geocoder: Geocoder) -> list[Found]:
            found = geocoder.reverse(spot)
            return [] if found is None else [found]

        found = self._answer(service, f"@{spot.text}", ask)
        return found[0] if found else None

    # ---- services

    def _answer(self, service: Service, question: str, ask: Callable[[Geocoder], list[Found]]) -> list[Found]:
        """What was answered before, by now perhaps to another program; else the answer, when it is our turn."""
        from solartui.adapters.geocoder import Geocoder

        geocoder: Geocoder | None = None
        patient = True
        while (known := self._known(service, question)) is None:
            # geopy takes its time to load: before the turn, not in it.
            geocoder = geocoder or Geocoder(service, stopped)
            wait, held = self._turn(service.host)
            if wait:
                # A turn that is held is mostly given back sooner.
                self._wait(wait if wait > self.held else min(wait, _AGAIN))
                continue
            try:
                found = ask(geocoder)
            except Cancelled:
                self._give_back(service.host, held)
                raise
            except ServiceFailed as failed:
                self._obey(service.host, held, failed, patient=patient)
                patient = False
            else:
                self._keep(service, held, question, found)
                return found
        return known

    def _known(self, service: Service, question: str) -> list[Found] | None:
        from solartui.store import place_turns

        with self._desk.reading() as connection:
            return place_turns.known_answer(connection, *_kept_as(service, question), self._desk.store.clock())

    def _keep(self, service: Service, held: float, question: str, found: Sequence[Found]) -> None:
        from solartui.store import place_turns

        with self._desk.store.begin(self._desk.actor) as work:
            place_turns.keep_answer(work.raw, *_kept_as(service, question), found, work.now)
            place_turns.give_back(work.raw, service.host, held, time.time() + self.pause)

    def _obey(self, host: str, held: float, failed: ServiceFailed, *, patient: bool) -> None:
        """Give a service the pause that it wants; a short one is worth being waited for, once.

        Raises:
            ServiceFailed: it is not asked again.
        """
        self._give_back(host, held, failed.retry_after or 0.0)
        if not patient or failed.retry_after is None or failed.retry_after > self.longest_pause:
            raise failed

    def _give_back(self, host: str, held: float, pause: float = 0.0) -> None:
        """End a turn; where the service wants a pause, nobody asks before that is over."""
        from solartui.store import place_turns

        with self._desk.store.begin(self._desk.actor) as work:
            now = time.time()
            place_turns.give_back(work.raw, host, held, now + self.pause)
            place_turns.leave_alone(work.raw, host, now + pause)

    def _turn(self, host: str) -> tuple[float, float]:
        """For how long there is no turn; where there is one, until when it is held.

        It counts from the answer: a question leaves late after its turn where machine or disk are busy.
        """
        from solartui.store import place_turns

        with self._desk.store.begin(self._desk.actor) as work:
            now = time.time()
            wait = place_turns.take_turn(work.raw, host, now, self.held)
        if wait > self.longest_wait:
            message = tr("{service} is asked again in {n} s at the earliest.", service=host, n=round(wait))
            raise ServiceFailed(message, wait)
        return wait, now + self.held

    @staticmethod
    def _wait(seconds: float) -> None:
        end, nobody = time.monotonic() + seconds, Event()
        while (left := end - time.monotonic()) > 0:
            if stopped():
                raise Cancelled(tr("Stopped. Nothing was changed."))
            nobody.wait(min(_LOOK, left))


def _kept_as(service: Service, question: str) -> tuple[str, str]:
    """Under which name and fingerprint an answer is kept."""
    name = f"{service.provider} {service.host}"
    return name, fingerprint(name, question)


def _is_here(url: str) -> bool:
    """Whether a server is this machine, so that nothing leaves it."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
