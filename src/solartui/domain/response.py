"""The first-response clock: until when a new lead has to be answered, counted in the desk's working hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from solartui.domain.errors import Invalid
from solartui.domain.holidays import countries, holidays, states
from solartui.domain.vocabulary import Source
from solartui.i18n import tr

_DAY = timedelta(days=1)
_WEEK = range(7)
_LONGEST = 1000
# A desk that never works would be looked for in vain.
_LONGEST_SEARCH = 4000


@dataclass(frozen=True, slots=True)
class ResponseRules:
    """What a desk promises to those who ask.

    Attributes:
        opens: when work begins, by the clock of `zone`.
        closes: when it ends, on the same day.
        days: working days, Monday is 0.
        country: whose holidays are kept; a two-letter code.
        state: of Australia, whose own holidays are kept, too.
        zone: name of the desk's time zone.
        hours: by source, within how many working hours a lead is answered; 0 for a source without a clock.
    """

    opens: time = time(8)
    closes: time = time(18)
    days: frozenset[int] = frozenset(range(5))
    country: str = "PL"
    state: str | None = None
    zone: str = "Europe/Warsaw"
    hours: Mapping[str, float] = field(
        default_factory=lambda: {Source.COMPANY_LEADGEN.value: 2, Source.MANUAL_ENTITIES.value: 8}, hash=False
    )

    def works(self, day: date) -> bool:
        """Whether anybody works on a day."""
        return day.weekday() in self.days and day not in holidays(self.country, self.state, day.year)


DEFAULT_RULES = ResponseRules()


@cache
def zone_named(name: str) -> tzinfo:
    """The time zone of this name; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return UTC


def answer_by(rules: ResponseRules, source: str, created: datetime) -> datetime | None:
    """Until when a lead that came in at a time has to be answered, in UTC; None where its source has no clock."""
    hours = rules.hours.get(source, 0)
    return _after(rules, created, timedelta(hours=hours)) if hours > 0 else None


def _after(rules: ResponseRules, start: datetime, span: timedelta) -> datetime:
    """The moment at which as much working time has passed since `start`."""
    zone = zone_named(rules.zone)
    here = start.astimezone(zone).replace(tzinfo=None)
    day, left = here.date(), span
    for _ in range(_LONGEST_SEARCH):
        if rules.works(day):
            begin = max(here, datetime.combine(day, rules.opens))
            room = datetime.combine(day, rules.closes) - begin
            if room >= left:
                return (begin + left).replace(tzinfo=zone).astimezone(UTC)
            left -= max(room, timedelta(0))
        day += _DAY
    return datetime.combine(day, rules.opens).replace(tzinfo=zone).astimezone(UTC)


def rules_from(data: object) -> ResponseRules:
    """The rules that a desk has stored; what is not among them is as it is by default.

    Raises:
        Invalid: something in it makes no sense; `field` names it.
    """
    if not isinstance(data, Mapping):
        return DEFAULT_RULES
    default = DEFAULT_RULES
    opens, closes = _clock(data, "opens", default.opens), _clock(data, "closes", default.closes)
    if opens >= closes:
        raise Invalid(tr("Work has to end after it begins."), "closes")
    country = str(data.get("country", default.country)).upper()
    state = str(data["state"]).upper() if data.get("state") else None
    if state is not None and state not in states(country):
        known = ", ".join(sorted(states(country))) or "—"
        raise Invalid(tr("{state} is no state of {country}. Known: {known}", state=state, country=country, known=known),
                      "state")  # fmt: skip
    return ResponseRules(
        opens=opens,
        closes=closes,
        days=_weekdays(data.get("days", sorted(default.days))),
        country=country,
        state=state,
        zone=_zone(str(data.get("zone", default.zone))),
        hours={**default.hours, **_hours(data.get("hours", {}))},
    )


def rules_data(rules: ResponseRules) -> dict[str, Any]:
    """The rules as a desk stores them: the inverse of `rules_from`."""
    return {
        "opens": f"{rules.opens:%H:%M}",
        "closes": f"{rules.closes:%H:%M}",
        "days": sorted(rules.days),
        "country": rules.country,
        "state": rules.state,
        "zone": rules.zone,
        "hours": dict(rules.hours),
    }


def knows_holidays(country: str) -> bool:
    """Whether the holidays of a country are known; of others only the weekend is."""
    return country in countries()


def _clock(data: Mapping[Any, Any], name: str, default: time) -> time:
    text = str(data.get(name, f"{default:%H:%M}"))
    try:
        return time.fromisoformat(text if ":" in text else f"{int(text):02d}:00").replace(tzinfo=None)
    except ValueError:
        raise Invalid(tr("{text} is no time of day. Write 8:00 as 08:00.", text=text[:20]), name) from None


def _weekdays(value: object) -> frozenset[int]:
    days = frozenset(value) if isinstance(value, list | tuple | set | frozenset) else frozenset()
    if not days or not days <= set(_WEEK):
        raise Invalid(tr("Working days are numbers from 0 (Monday) to 6 (Sunday)."), "days")
    return days


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise Invalid(tr("There is no time zone {name}. Write Europe/Warsaw.", name=name[:40]), "zone") from None
    return name


def _hours(value: object) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise Invalid(tr("Working hours are given by source."), "hours")
    known = {source.value for source in Source}
    for source, hours in value.items():
        if source not in known:
            raise Invalid(tr("There is no source {name}. Known: {known}", name=str(source)[:40],
                             known=", ".join(sorted(known))), "hours")  # fmt: skip
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 <= hours <= _LONGEST:
            raise Invalid(tr("Working hours lie between 0 (no clock) and {most}.", most=_LONGEST), "hours")
    return dict(value)
