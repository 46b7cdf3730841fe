"""Days, periods and ages of the filter language: read, written in one canonical form, and resolved to times.

Canonical forms: ``7d`` (h, d, w, m, y), ``today``, ``this-week``, ``2026-11-22``, ``2026-11``, ``2026``, ``late``,
``open``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeAlias

from solartui.domain.query.document import plain_words

_TICK = timedelta(microseconds=1)
_AGE = re.compile(r"([0-9]{1,6})([a-z]+)")
_UNITS = {
    "h": ("h", "hour", "hours", "g", "godz", "godzina", "godziny", "godzin"),
    "d": ("d", "day", "days", "dzien", "dni"),
    "w": ("w", "week", "weeks", "t", "tydz", "tydzien", "tygodnie", "tygodni"),
    "m": ("m", "month", "months", "mies", "miesiac", "miesiace", "miesiecy"),
    "y": ("y", "year", "years", "r", "rok", "lata", "lat"),
}
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in names}
# The longest age in each unit: a little over a century.
_LONGEST = {"h": 900_000, "d": 36_600, "w": 5_300, "m": 1_200, "y": 100}

_NAMED = {
    "today": ("today", "dzis", "dzisiaj"),
    "yesterday": ("yesterday", "wczoraj"),
    "tomorrow": ("tomorrow", "jutro"),
    "this-week": ("thisweek", "tentydzien", "wtymtygodniu"),
    "last-week": ("lastweek", "zeszlytydzien", "ubieglytydzien", "poprzednitydzien"),
    "next-week": ("nextweek", "przyszlytydzien", "nastepnytydzien"),
    "this-month": ("thismonth", "tenmiesiac", "wtymmiesiacu"),
    "last-month": ("lastmonth", "zeszlymiesiac", "ubieglymiesiac", "poprzednimiesiac"),
    "next-month": ("nextmonth", "przyszlymiesiac", "nastepnymiesiac"),
    "this-year": ("thisyear", "tenrok", "wtymroku"),
    "last-year": ("lastyear", "zeszlyrok", "ubieglyrok", "poprzednirok"),
    "next-year": ("nextyear", "przyszlyrok", "nastepnyrok"),
    "late": ("late", "overdue", "spoznione", "zalegle", "poterminie"),
    # There is a date at all, whichever it is.
    "open": ("open", "waiting", "otwarte", "czeka", "czekajace", "oczekuje"),
}
# Words about a date to come that stand by themselves.
STANDING = frozenset({"late", "open"})
_NAME_OF = {name: canonical for canonical, names in _NAMED.items() for name in names}

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_YEARS = range(1900, 2200)
_EVER = datetime(1800, 1, 1, tzinfo=UTC)

Days: TypeAlias = tuple[date, date]
DaySpan: TypeAlias = tuple[str, str]
"""A day such as ``2026-11-22`` and the one behind the last; an empty text leaves a side open."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` (included) to `end` (left out), in UTC; None leaves a side open."""

    start: datetime | None
    end: datetime | None

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies inside; no moment lies nowhere."""
        if moment is None:
            return False
        return (self.start is None or moment >= self.start) and (self.end is None or moment < self.end)


def literal(text: str) -> str | None:
    """The canonical form of a day, period, age or ``late``; None where the text is none of these."""
    bare = "".join(plain_words(text)) if not text[:1].isdigit() else text.strip().lower()
    if bare in _NAME_OF:
        return _NAME_OF[bare]
    return _age(bare) or _absolute(bare)


def is_age(when: str) -> bool:
    """Whether a canonical form is an age."""
    return bool(_AGE.fullmatch(when))


def is_period(when: str) -> bool:
    """Whether a canonical form has a first and a last day."""
    return when not in STANDING and not is_age(when)


def compared(operator: str, when: str, now: datetime, zone: tzinfo, *, future: bool) -> Span:
    """The times that a comparison means; `future` counts ages forward from `now`."""
    if when == "late":
        return Span(None, now)
    if when == "open":
        return Span(_EVER, None)
    if is_age(when):
        return _from_now(operator, when, now, zone) if future else _before_now(operator, when, now, zone)
    start, end = _moments(when, now, zone)
    match operator:
        case "<":
            return Span(None, start)
        case "<=":
            return Span(None, end)
        case ">":
            return Span(end, None)
        case ">=":
            return Span(start, None)
        case _:
            return Span(start, end)


def between(first: str, last: str, now: datetime, zone: tzinfo) -> Span:
    """From the beginning of one period to the end of another; an empty text leaves a side open."""
    return Span(
        _moments(first, now, zone)[0] if first else None,
        _moments(last, now, zone)[1] if last else None,
    )


def days_compared(operator: str, when: str, now: datetime) -> DaySpan:
    """The days that a comparison of a day means, `now` being a time of the person's zone; ages end today."""
    today, one = now.date(), timedelta(days=1)
    if is_age(when):
        edge = _shift(when, now, now.tzinfo or UTC, -1).astimezone(now.tzinfo).date()
        spans = {"<": (edge + one, today + one), ">": (None, edge), ">=": (None, edge + one)}
        return _written(*spans.get(operator, (edge, today + one)))
    first, after = _days(when, today)
    sides = {"<": (None, first), "<=": (None, after), ">": (after, None), ">=": (first, None)}
    return _written(*sides.get(operator, (first, after)))


def days_between(first: str, last: str, now: datetime) -> DaySpan:
    """From the first day of one period to the last one of another; an empty text leaves a side open."""
    today = now.date()
    return _written(_days(first, today)[0] if first else None, _days(last, today)[1] if last else None)


def _written(first: date | None, after: date | None) -> DaySpan:
    return first.isoformat() if first else "", after.isoformat() if after else ""


def _age(bare: str) -> str | None:
    found = _AGE.fullmatch("".join(plain_words(bare)))
    if not found or found.group(2) not in _UNIT_OF:
        return None
    count, unit = int(found.group(1)), _UNIT_OF[found.group(2)]
    return f"{count}{unit}" if count <= _LONGEST[unit] else None


def _absolute(bare: str) -> str | None:
    if dotted := _DOTTED.fullmatch(bare):
        day, month, year = (int(part) for part in dotted.groups())
        return _checked(year, month, day)
    if iso := _ISO.fullmatch(bare):
        return _checked(*(int(part) for part in iso.groups() if part))
    return None


def _checked(year: int, month: int | None = None, day: int | None = None) -> str | None:
    try:
        real = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if year not in _YEARS:
        return None
    return real.isoformat()[: 4 if month is None else 7 if day is None else 10]


def _shifted(moment: datetime, when: str, sign: int) -> datetime:
    count, unit = int(when[:-1]) * sign, when[-1]
    if unit in "my":
        first = _month(moment.date(), count * (12 if unit == "y" else 1))
        length = (_month(first, 1) - first).days
        return moment.replace(year=first.year, month=first.month, day=min(moment.day, length))
    return moment + timedelta(days=count * (7 if unit == "w" else 1))


def _shift(when: str, now: datetime, zone: tzinfo, sign: int) -> datetime:
    """`now` moved by an age: hours as they pass, days and longer by the calendar and clock of the zone."""
    if when[-1] == "h":
        return now.astimezone(UTC) + timedelta(hours=int(when[:-1]) * sign)
    return _shifted(now.astimezone(zone), when, sign).astimezone(UTC)


def _before_now(operator: str, when: str, now: datetime, zone: tzinfo) -> Span:
    edge = _shift(when, now, zone, -1)
    match operator:
        case "<":
            return Span(edge + _TICK, None)
        case ">":
            return Span(None, edge)
        case ">=":
            return Span(None, edge + _TICK)
        case _:
            return Span(edge, None)


def _from_now(operator: str, when: str, now: datetime, zone: tzinfo) -> Span:
    edge = _shift(when, now, zone, 1)
    match operator:
        case "<":
            return Span(None, edge)
        case "<=":
            return Span(None, edge + _TICK)
        case ">":
            return Span(edge + _TICK, None)
        case ">=":
            return Span(edge, None)
        case _:
            return Span(now.astimezone(UTC), edge + _TICK)


def _moments(when: str, now: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    first, after = _days(when, now.astimezone(zone).date())
    start, end = (datetime.combine(day, time.min, zone).astimezone(UTC) for day in (first, after))
    return start, end


def _days(when: str, today: date) -> Days:
    """First day of a period and the day after its last one."""
    if when[0].isdigit():
        return _absolute_days(when)
    one = timedelta(days=1)
    if when in {"today", "yesterday", "tomorrow"}:
        day = today + one * {"today": 0, "yesterday": -1, "tomorrow": 1}[when]
        return day, day + one
    which, unit = when.split("-")
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        monday = today - one * today.weekday() + timedelta(weeks=step)
        return monday, monday + timedelta(weeks=1)
    if unit == "month":
        return _month(today, step), _month(today, step + 1)
    return date(today.year + step, 1, 1), date(today.year + step + 1, 1, 1)


def _absolute_days(when: str) -> Days:
    parts = [int(part) for part in when.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        first = date(parts[0], parts[1], 1)
        return first, _month(first, 1)
    day = date(*parts)
    return day, day + timedelta(days=1)


def _month(day: date, step: int) -> date:
    """The first day of the month that lies `step` months from the month of `day`."""
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)
