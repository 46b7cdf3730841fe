"""Public holidays of a country, from the rules in ``holidays.toml`` beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY, _SUNDAY = 5, 6

Rule = Mapping[str, Any]


def easter(year: int) -> date:
    """Easter Sunday of a year, by the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, odd = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    quarter, left = divmod(rest, 4)
    week = (32 + 2 * odd + 2 * quarter - moon - left) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def countries() -> tuple[str, ...]:
    """The countries whose holidays are known, by their codes."""
    return tuple(_rules())


def states(country: str) -> frozenset[str]:
    """The states of a country that have holidays of their own."""
    return frozenset(state for rule in _rules().get(country, ()) for state in rule.get("states", ()))


@cache
def holidays(country: str, state: str | None, year: int) -> frozenset[date]:
    """The holidays of a year; none where a country is not known.

    Args:
        country: its two-letter code.
        state: of Australia, such as ``NSW``; None leaves out what only some states keep.
        year: which one.
    """
    days: set[date] = set()
    for rule in _rules().get(country, ()):
        if year >= rule.get("since", year) and ("states" not in rule or state in rule["states"]):
            days.update(_days(rule, year))
    return frozenset(days)


@cache
def _rules() -> Mapping[str, tuple[Rule, ...]]:
    import tomllib
    from importlib import resources

    text = resources.files("solartui.domain").joinpath("holidays.toml").read_text(encoding="utf-8")
    return {entry["code"]: tuple(entry["holidays"]) for entry in tomllib.loads(text)["country"]}


def _days(rule: Rule, year: int) -> Iterator[date]:
    day = _day(rule, year)
    yield day
    if day.weekday() >= _SATURDAY and "instead" in rule:
        to_monday = _WEEK - day.weekday()
        yield day + _DAY * (2 if rule["instead"] == "two_days" else to_monday)


def _day(rule: Rule, year: int) -> date:
    if "easter" in rule:
        return easter(year) + timedelta(days=rule["easter"])
    if "day" in rule:
        return _fixed(rule["day"], year)
    if "after" in rule:
        return _next(_fixed(rule["after"], year), rule["weekday"])
    if rule["nth"] < 0:
        after = date(year + rule["month"] // 12, rule["month"] % 12 + 1, 1)
        return _next(after - _DAY * _WEEK, rule["weekday"])
    return _next(date(year, rule["month"], 1), rule["weekday"]) + timedelta(weeks=rule["nth"] - 1)


def _fixed(text: str, year: int) -> date:
    month, day = text.split("-")
    return date(year, int(month), int(day))


def _next(day: date, weekday: int) -> date:
    """The first such weekday on or after a day."""
    return day + _DAY * ((weekday - day.weekday()) % _WEEK)
