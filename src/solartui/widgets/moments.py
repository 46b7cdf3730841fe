"""Times as people say them: ``2 d late``, ``today 14:30``, ``tomorrow``, ``24 Nov``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from solartui.domain.vocabulary import MONTHS
from solartui.i18n import mark, tr

WEEKDAYS: Final = (
    mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"),
)  # fmt: skip


class Due(NamedTuple):
    """When something is due, and how much it matters: `token` is a colour token."""

    text: str
    token: str


def moment(value: datetime | str | None) -> datetime | None:
    """A stored time (UTC text, or a time with zone) in the local zone."""
    if not value:
        return None
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return when.astimezone()


def month(number: int) -> str:
    """The short name of a month, January is 1."""
    return tr(MONTHS[number - 1])


def weekday(when: datetime) -> str:
    """The short name of the day of the week."""
    return tr(WEEKDAYS[when.weekday()])


def day(when: datetime, now: datetime) -> str:
    """A day without a time: ``24 Nov``, with the year where it is another one."""
    name = f"{when.day} {month(when.month)}"
    return name if when.year == now.year else f"{name} {when.year}"


def brief_day(when: datetime, now: datetime) -> str:
    """A day in six cells: ``24 Nov``, or ``11.2025`` where it is in another year."""
    return f"{when.day} {month(when.month)}" if when.year == now.year else f"{when.month}.{when.year}"


def due(when: datetime | None, now: datetime) -> Due:
    """What is to be done when: late is red, today is amber, tomorrow plain, later muted."""
    if when is None:
        return Due("", "mute")
    days = (when.date() - now.date()).days
    if when < now:
        return Due(_late(now - when, -days), "bold err")
    if days == 0:
        return Due(tr("today {time}", time=when.strftime("%H:%M")), "bold accent")
    if days == 1:
        return Due(tr("tomorrow"), "text")
    return Due(day(when, now), "soft")


def _late(by: timedelta, days: int) -> str:
    if days >= 1:
        return tr("{n} d late", n=days)
    minutes = int(by.total_seconds()) // 60
    return tr("{n} h late", n=minutes // 60) if minutes >= 60 else tr("{n} min late", n=max(1, minutes))


def ago(when: datetime | None, now: datetime) -> str:
    """How long ago something was: ``now``, ``5 min``, ``2 h``, ``6 d``, then the day."""
    if when is None:
        return ""
    minutes = int((now - when).total_seconds()) // 60
    if minutes < 1:
        return tr("now")
    if minutes < 60:
        return tr("{n} min", n=minutes)
    if minutes < 24 * 60:
        return tr("{n} h", n=minutes // 60)
    days = minutes // (24 * 60)
    return tr("{n} d", n=days) if days < 30 else day(when, now)


def clock(when: datetime | None, now: datetime) -> str:
    """A day and its time: ``24 Nov 14:30``."""
    return "" if when is None else f"{day(when, now)} {when.strftime('%H:%M')}"


def answer(when: datetime | None, now: datetime) -> Due:
    """Until when a lead has to be answered: ``2 h late``, ``2 h left``, ``tomorrow 09:00``, ``Mon 09:00``."""
    if when is None:
        return Due("", "mute")
    days = (when.date() - now.date()).days
    if when < now:
        return Due(_late(now - when, -days), "bold err")
    hour = when.strftime("%H:%M")
    if days == 0:
        minutes = int((when - now).total_seconds()) // 60
        left = tr("{n} h left", n=minutes // 60) if minutes >= 60 else tr("{n} min left", n=minutes)
        return Due(left, "bold accent" if minutes < 120 else "accent")
    if days == 1:
        return Due(tr("tomorrow {time}", time=hour), "text")
    return Due(f"{weekday(when)} {hour}" if days < 7 else day(when, now), "soft")
