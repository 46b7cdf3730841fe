"""Where the person may be just now, by everything that can know it; nobody outside is asked unless an admin says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from solartui.domain.places import Spot, on_earth
from solartui.services.desk import Desk

if TYPE_CHECKING:
    from solartui.services.settings import SettingService

_SECONDS = 4.0
_OF_AN_ADDRESS = 25_000.0
_OF_A_TOWN = 5_000.0
_LOOKED_THROUGH = 20_000
_LAST_SITE = (
    "SELECT l.latitude, l.longitude, l.name, a.at FROM activity a JOIN lead l ON l.id = a.lead_id "
    "WHERE a.id > (SELECT max(id) FROM activity) - ? AND a.user_id = ? AND l.latitude IS NOT NULL "
    "AND l.deleted_at IS NULL ORDER BY a.id DESC LIMIT 1"
)


class By(Enum):
    """Who says where the person is."""

    RECEIVER = "receiver"
    LAST_SITE = "last_site"
    TOWN = "town"
    ADDRESS = "address"

    @property
    def of_machine(self) -> bool:
        """Whether it is the position of the machine that the program runs on, over SSH that of a server."""
        return self in {By.RECEIVER, By.ADDRESS}


@dataclass(frozen=True, slots=True)
class Fix:
    """A position.

    Attributes:
        metres: how wrong it may be, None where nobody can say.
        name: of the site or the town.
        at: when the person was there, ISO 8601 in UTC.
    """

    by: By
    spot: Spot
    metres: float | None
    name: str = ""
    at: str = ""


class PositionService:
    """Positions; called in a thread, for receivers and servers take their time."""

    def __init__(self, desk: Desk, settings: SettingService, port: int | None = None) -> None:
        self._desk = desk
        self._settings = settings
        self._port = port

    def candidates(self) -> list[Fix]:
        """Every position that is known, the most exact first."""
        return [*self._by_receiver(), *self._by_last_site(), *self._by_town(), *self._by_address()]

    def town(self) -> Spot | None:
        """The town of the desk."""
        return next((fix.spot for fix in self._by_town()), None)

    def _by_receiver(self) -> Iterator[Fix]:
        from solartui.adapters import gpsd

        found = gpsd.position(port=self._port or gpsd.PORT)
        if found is not None:
            yield Fix(By.RECEIVER, found.spot, found.metres)

    def _by_last_site(self) -> Iterator[Fix]:
        with self._desk.reading() as connection:
            row = connection.execute(_LAST_SITE, (_LOOKED_THROUGH, self._desk.actor.user_id)).fetchone()
        if row is not None:
            yield Fix(By.LAST_SITE, Spot(row[0], row[1]), None, row[2], row[3])

    def _by_town(self) -> Iterator[Fix]:
        from solartui.adapters.gazetteer import gazetteer

        name, _, country = (part.strip() for part in self._settings.text("maps.town").partition(","))
        towns = gazetteer().find(name, country[:2].upper() or None) if name else []
        if towns:
            yield Fix(By.TOWN, towns[0].spot, _OF_A_TOWN, towns[0].name)

    def _by_address(self) -> Iterator[Fix]:
        from solartui.adapters.web_file import FetchFailed, json_of

        address = self._settings.text("maps.position_address")
        if not address:
            return
        try:
            told = json_of(address, _SECONDS)
            spot = Spot(*(float(next(told[key] for key in names if key in told)) for names in _NAMES))
        except (FetchFailed, StopIteration, RuntimeError, TypeError, ValueError):
            return
        if on_earth(*spot):
            yield Fix(By.ADDRESS, spot, _OF_AN_ADDRESS)


_NAMES = (("latitude", "lat"), ("longitude", "lon", "lng"))
