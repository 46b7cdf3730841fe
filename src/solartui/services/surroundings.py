"""What lies around a place: other leads of the desk, and towns; for maps that need no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solartui.domain.bounds import COUNTRIES, Bounds, place_in_country
from solartui.domain.listing import LeadSpot
from solartui.domain.places import Spot, Town, boxes_around, typed_spot
from solartui.services.desk import Desk
from solartui.store.reading.around import leads_within

_REACHES = (0.6, 2.0, 6.0, 12.0, 20.0, 35.0, 60.0)
_BESIDE = 15.0
_COUNTRYSIDE, _ALONE = 6.0, 12.0
_ENOUGH = 6
_MOST_LEADS, _MOST_TOWNS, _MOST_OF_A_COUNTRY = 400, 160, 6000
_WIDER = 2.4  # a picture shows more than what was looked at: it is wider than high


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a piece of a map.

    Attributes:
        kilometres: how far from the middle there is something to see.
        credit: whom the towns come from, to be named beside them.
    """

    centre: Spot
    kilometres: float
    leads: Sequence[LeadSpot]
    towns: Sequence[Town]
    credit: str = ""


class SurroundingsService:
    """Reads for maps; called in a reader thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def around(self, spot: Spot) -> Surroundings:
        """As much as is needed to see some other leads of the desk."""
        found: dict[float, int] = {}
        for reach in _REACHES:
            found[reach] = len(self._leads(boxes_around(spot, reach)[0]))
            if found[reach] > _ENOUGH:
                return self._of_reach(spot, reach)
        # Where the desk has few others, towns tell where it is.
        far = min((reach for reach in found if reach >= _COUNTRYSIDE), key=lambda reach: (-found[reach], reach))
        return self._of_reach(spot, far if found[far] > 1 else _ALONE)

    def _of_reach(self, spot: Spot, kilometres: float) -> Surroundings:
        return self.of_box(boxes_around(spot, kilometres * _WIDER)[0], spot, kilometres)

    def of_box(self, box: Bounds, centre: Spot, kilometres: float = 0.0) -> Surroundings:
        """What lies in a box of degrees."""
        from solartui.adapters.gazetteer import CREDIT, gazetteer

        towns = gazetteer().within(box, _MOST_TOWNS)
        return Surroundings(centre, kilometres, self._leads(box), towns, CREDIT if towns else "")

    def towns(self, typed: str, limit: int = 12) -> list[Town]:
        """Towns whose name begins with what was typed; a pair of coordinates is a place without a name."""
        from solartui.adapters.gazetteer import gazetteer

        spot = typed_spot(typed)
        return [Town("", "", "", *spot, 0)] if spot else gazetteer().suggest(typed, limit=limit)

    def town_of(self, city: str, country: str) -> Town | None:
        """The largest town of a name, None where it is not known."""
        from solartui.adapters.gazetteer import gazetteer

        found = gazetteer().find(city, country or None) if city else []
        return found[0] if found else None

    def town_near(self, spot: Spot) -> Town | None:
        """The town that a place lies in or beside, None where there is none within some kilometres."""
        from solartui.adapters.gazetteer import gazetteer

        near = gazetteer().nearest(spot, within_km=_BESIDE)
        return near.town if near else None

    def land(self, country: str) -> Sequence[tuple[float, float]]:
        """Where the towns of a country are, as shares of its box from the west and from the north."""
        from solartui.adapters.gazetteer import gazetteer

        box = COUNTRIES.get(country)
        towns = gazetteer().within(box, _MOST_OF_A_COUNTRY) if box else ()
        places = (place_in_country(country, *town.spot) for town in towns if town.country == country)
        return [place for place in places if place is not None]

    def _leads(self, box: Bounds) -> Sequence[LeadSpot]:
        with self._desk.reading() as connection:
            return leads_within(connection, box, _MOST_LEADS)
