"""Dates and times as people type them: ``tomorrow``, ``+3d``, ``fri 14:00``, ``24.11``, ``2026-11-24 09:30``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from solartui.domain.errors import Invalid
from solartui.domain.text import clean, fold
from solartui.i18n import tr

MORNING = time(9, 0)
_YEARS = range(1900, 2201)

_DAYS = {"today": 0, "dzis": 0, "dzisiaj": 0, "tomorrow": 1, "jutro": 1, "pojutrze": 2, "yesterday": -1, "wczoraj": -1}
_WEEKDAYS = (
    ("mon", "monday", "pon", "poniedzialek"),
    ("tue", "tuesday", "wt", "wtorek"),
    ("wed", "wednesday", "sr", "sroda"),
    ("thu", "thursday", "czw", "czwartek"),
    ("fri", "friday", "pt", "piatek"),
    ("sat", "saturday", "sob", "sobota"),
    ("sun", "sunday", "nd", "niedz", "niedziela"),
)
_STEP = re.compile(r"([+-])(\d{1,4})(h|d|w|m|g|t)")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?")
_POLISH_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}))?\.?")


def _shift_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError


def _step(found: re.Match[str], now: datetime) -> datetime:
    count = int(found[2]) * (1 if found[1] == "+" else -1)
    unit = found[3]
    if unit in "hg":
        return now + timedelta(hours=count)
    day = now.date()
    day = _shift_months(day, count) if unit == "m" else day + timedelta(days=count * (7 if unit in "wt" else 1))
    return datetime.combine(day, MORNING, now.tzinfo)


def _day(word: str, now: datetime) -> date | None:
    today = now.date()
    if (found := _STEP.fullmatch(word)) and found[3] not in "hg":
        return _step(found, now).date()
    if word in _DAYS:
        return today + timedelta(days=_DAYS[word])
    for number, names in enumerate(_WEEKDAYS):
        if word in names:
            return today + timedelta(days=(number - today.weekday()) % 7 or 7)
    if found := _POLISH_DATE.fullmatch(word):
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
        # A day without its year is the next one, unless it has only just passed.
        return day if found[3] or day >= today - timedelta(days=30) else day.replace(year=day.year + 1)
    return None


def to_utc(moment: datetime) -> datetime:
    """A time in UTC; one without a zone is meant by the clock of this machine.

    Raises:
        ValueError: it is so far from today that some zone has no such time, or no sensible follow-up has it.
    """
    if moment.year not in _YEARS:
        raise ValueError(moment)
    return moment.astimezone(UTC)


def parse_moment(text: str, now: datetime) -> datetime:
    """The time that `text` means for a person whose clock shows `now` (aware, in their zone).

    A day without a time means 9:00.

    Raises:
        Invalid: it is no date that we know.
    """
    typed = clean(text)
    problem = Invalid(tr("{text} is no date. Write 24.11, fri 14:00, tomorrow or +3d.", text=typed[:60] or "—"))
    try:
        stamp = datetime.fromisoformat(typed)
    except ValueError:
        pass
    else:
        if ":" not in typed and "T" not in typed.upper() and " " not in typed:
            stamp = datetime.combine(stamp.date(), MORNING)
        return stamp if stamp.tzinfo else stamp.replace(tzinfo=now.tzinfo)
    words = fold(typed).replace(",", " ").split()
    try:
        if len(words) == 1 and (found := _STEP.fullmatch(words[0])):
            return _step(found, now)
        clock = MORNING
        if len(words) in {1, 2} and ":" in words[-1] and (found := _CLOCK.fullmatch(words[-1])):
            clock = time(int(found[1]), int(found[2]), int(found[3] or 0))
            words.pop()
        day = _day(words[0], now) if words else now.date()
    except (ValueError, OverflowError):
        raise problem from None
    if not typed or day is None or len(words) > 1:
        raise problem
    return datetime.combine(day, clock, now.tzinfo)
