"""A filter in the words of the person: what its chips and its panel say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from solartui.domain.query import dates
from solartui.domain.query.ast import (
    Answer,
    Choice,
    Condition,
    Date,
    DateRange,
    Digits,
    Empty,
    Me,
    Near,
    Number,
    NumberRange,
    Term,
    Text,
    Value,
    Words,
    number_text,
)
from solartui.domain.query.fields import Kind
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import label
from solartui.i18n import mark, ntr, tr

_PERIODS: Mapping[str, str] = {
    "today": mark("today"),
    "yesterday": mark("yesterday"),
    "tomorrow": mark("tomorrow"),
    "this-week": mark("this week"),
    "last-week": mark("last week"),
    "next-week": mark("next week"),
    "this-month": mark("this month"),
    "last-month": mark("last month"),
    "next-month": mark("next month"),
    "this-year": mark("this year"),
    "last-year": mark("last year"),
    "next-year": mark("next year"),
    "late": mark("late"),
    "open": mark("open"),
}
_SINCE: Mapping[str, str] = {
    "<": mark("before {day}"),
    "<=": mark("until {day}"),
    ">": mark("after {day}"),
    ">=": mark("since {day}"),
    "=": "{day}",
}
_PAST: Mapping[str, str] = {
    "<": mark("less than {age} ago"),
    ">": mark("more than {age} ago"),
    ">=": mark("{age} ago or longer"),
}
_COMING: Mapping[str, str] = {
    "<": mark("in less than {age}"),
    "<=": mark("in {age} at most"),
    ">": mark("in more than {age}"),
    ">=": mark("in {age} or later"),
}
_ARCHIVED: Mapping[tuple[bool, ...], str] = {
    (True,): mark("archived only"),
    (False,): mark("not archived"),
    (True, False): mark("archived too"),
}


class Spoken(NamedTuple):
    """A condition in words: what it is about, empty for plain words, and what is asked of it."""

    label: str
    value: str


def spoken(term: Term, stages: Iterable[Stage]) -> Spoken:
    """A term of a filter in the language in use."""
    if isinstance(term, Words):
        words = " ".join(term.words)
        return Spoken("", tr("not {what}", what=words) if term.negated else words)
    if term.field == "archived":
        answers = tuple(value.yes for value in term.values if isinstance(value, Answer))
        return Spoken("", tr(_ARCHIVED[answers]))
    title = term.entry.title if term.entry.own else _small(term.entry.title)
    if term.entry.kind is Kind.FLAG and len(term.values) > 1:
        return Spoken(title, tr("yes or no"))
    said = ", ".join(value_words(term, value, stages) for value in term.values)
    return Spoken(title, tr("not {what}", what=said) if term.negated else said)


def value_words(condition: Condition, value: Value, stages: Iterable[Stage]) -> str:
    """One value of a condition in the language in use."""
    match value:
        case Empty():
            return _empty(condition.field)
        case Me():
            return tr("me")
        case Choice(key=key):
            return _choice(condition, key, stages)
        case Answer(yes=yes):
            return tr("yes") if yes else tr("no")
        case Text(text=text):
            return text
        case Digits(digits=digits):
            return digits
        case Number(operator=operator, number=number):
            return number_text(number) if operator == "=" else f"{operator} {number_text(number)}"
        case NumberRange(low=low, high=high):
            return _between("" if low is None else number_text(low), "" if high is None else number_text(high))
        case Date(operator=operator, when=when):
            return _date(condition, operator, when)
        case DateRange(first=first, last=last):
            return _between(_day(first), _day(last))
        case Near(place=place, km=km):
            return tr("{place}, {km} km", place=place, km=number_text(km))


def _small(title: str) -> str:
    # E-mail is e-mail within a line, and kWh stays kWh.
    return title[:1].lower() + title[1:]


def _empty(field: str) -> str:
    if field == "assignee":
        return tr("unassigned")
    return tr("never") if field == "contacted" else tr("none")


def _choice(condition: Condition, key: str, stages: Iterable[Stage]) -> str:
    if condition.entry.kind is Kind.STAGE:
        return next((stage.label for stage in stages if stage.key == key), key)
    return next((label(value) for value in condition.entry.labels if value.value == key), key)


def _between(low: str, high: str) -> str:
    if low and high:
        return f"{low} – {high}"
    return tr("{low} or more", low=low) if low else tr("{high} or less", high=high)


def _day(when: str) -> str:
    return tr(_PERIODS[when]) if when in _PERIODS else when


def _date(condition: Condition, operator: str, when: str) -> str:
    if not dates.is_age(when):
        return tr(_SINCE[operator], day=_day(when))
    age = _age(when)
    if condition.entry.future:
        return tr(_COMING[operator], age=age) if operator in _COMING else tr("next {age}", age=age)
    return tr(_PAST[operator], age=age) if operator in _PAST else tr("last {age}", age=age)


def _age(when: str) -> str:
    count = int(re.sub(r"\D", "", when))
    match when[-1]:
        case "h":
            return ntr("{count} hour", "{count} hours", count)
        case "d":
            return ntr("{count} day", "{count} days", count)
        case "w":
            return ntr("{count} week", "{count} weeks", count)
        case "m":
            return ntr("{count} month", "{count} months", count)
        case _:
            return ntr("{count} year", "{count} years", count)
