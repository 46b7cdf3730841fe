"""The visits of a day, in the order of the road."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from solartui.adapters.local_zone import local_zone
from solartui.domain.errors import Invalid, Refused
from solartui.domain.moments import parse_moment
from solartui.domain.places import Spot
from solartui.domain.query import dates
from solartui.domain.route import Route, Unplaced, Visit, planned_route
from solartui.domain.selection import Chosen
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.choosing import condition
from solartui.services.desk import Desk
from solartui.services.leads import LeadService
from solartui.services.places import PlaceService
from solartui.services.settings import SettingService
from solartui.store.list_shape import Selection
from solartui.store.reading.route_stops import jobs_of, visits_among
from solartui.store.times import to_text

# With the hour that some days have more.
_LONGEST_DAY = timedelta(hours=25)
MOST = 100
"""Stops of one route."""


class RouteService:
    """Routes of the person at the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_day(self, day: str = "today", start: str | None = None) -> Route:
        """The person's visits of a day in the order of the road: follow-ups of their leads, and jobs of projects.

        A job belongs to whom its team names: the person, or their branch, team or partner. Where it names nobody that
        is known here, it belongs to those who work on the project, and else to whoever made it or has its lead.

        Args:
            day: ``today``, ``tomorrow``, ``2026-11-24``, as in filters; ``+3d``, ``fri``, ``24.11``, as in forms.
            start: where it begins, as `PlaceService.locate` takes it; the town of the desk without it.

        Raises:
            Invalid: the day or the place cannot be understood.
            Refused: there are too many visits for one day.
        """
        first, last, shown = self._span(day)
        who = self._desk.actor.user_id
        mine = (
            LeadService(self._desk)
            .selection("")
            .also(
                "(l.owner_id = ? OR l.assignee_user_id = ?) AND l.due_key >= ? AND l.due_key < ?",
                (who, who, first, last),
            )
        )
        with self._desk.reading() as connection:
            jobs = jobs_of(connection, who, (first, last), MOST + 1)
        return self._planned(mine, start, shown, jobs)

    def of_leads(self, leads: Chosen, start: str | None = None) -> Route:
        """Chosen leads in the order of the road.

        Raises:
            Invalid: the place cannot be understood.
            Refused: there are too many for one day.
        """
        return self._planned(condition(self._desk, leads), start, None)

    def check_day(self, day: str) -> None:
        """Go on only if it is a day.

        Raises:
            Invalid: it is none.
        """
        self._span(day)

    def _span(self, day: str) -> tuple[str, str, date]:
        typed, now = clean(day), self._desk.store.clock().astimezone(local_zone())
        span = _day_in(typed, now)
        if span is None:
            # What a filter does not take for a day may be one in a form: +3d, fri, 24.11.
            with suppress(Invalid):
                span = _day_in(parse_moment(typed, now).date().isoformat(), now)
        if span is None:
            raise Invalid(tr("“{value}” is no day. Write today, tomorrow or 2026-11-22", value=typed[:40]), "day")
        first, last = span
        return to_text(first), to_text(last), first.astimezone(local_zone()).date()

    def _start(self, start: str | None) -> tuple[str, Spot] | None:
        """Where it begins: a place that is named, or the town of the desk."""
        places = PlaceService(self._desk)
        if start:
            return clean(start), places.locate(start)
        town = SettingService(self._desk).text("maps.town")
        found = places.find(town) if town else []
        return (town, found[0].spot) if len(found) == 1 and found[0].sure else None

    def _planned(
        self, meant: Selection, start: str | None, day: date | None, jobs: Sequence[Visit | Unplaced] = ()
    ) -> Route:
        begin = self._start(start)
        with self._desk.reading() as connection:
            rows = [*visits_among(connection, meant, MOST + 1), *jobs]
        if len(rows) > MOST:
            raise Refused(tr("These are more than {n} visits; choose fewer.", n=MOST))
        visits = [visit for visit in rows if isinstance(visit, Visit)]
        unplaced = [row for row in rows if isinstance(row, Unplaced)]
        return planned_route(visits, begin, day, unplaced)


def _day_in(typed: str, now: datetime) -> tuple[datetime, datetime] | None:
    """Where a day begins and ends that is written as in a filter; None where it is no single day."""
    when = dates.literal(typed)
    if when is None or not dates.is_period(when):
        return None
    span = dates.compared("=", when, now, local_zone(), future=True)
    if span.start is None or span.end is None or span.end - span.start > _LONGEST_DAY:
        return None
    return span.start, span.end
