"""Answers to the form of a task: what people and programs give, read and checked."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from solartui.domain.errors import Invalid, Refused
from solartui.domain.moments import parse_moment, to_utc
from solartui.domain.text import clean, clean_block, fold
from solartui.domain.typed_numbers import plain_number
from solartui.domain.workflow.model import Need, NeedType
from solartui.i18n import tr

_YES = frozenset({"yes", "y", "true", "1", "on", "tak", "t"})
_NO = frozenset({"no", "n", "false", "0", "off", "nie", "f"})
_LONGEST_TEXT, _LONGEST_ITEM, _MOST_ITEMS = 5_000, 200, 2_000
_LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class Typed:
    """What was given, with the time on the clock of whoever gave it."""

    values: Mapping[str, object]
    now: datetime


def read_answers(needs: Collection[Need], typed: Typed) -> dict[str, object]:
    """The answers as they are stored; an empty one clears what was answered before, as None.

    Raises:
        Invalid: there is no such need, or a value cannot be one of its kind.
    """
    known = {need.name: need for need in needs}
    answers: dict[str, object] = {}
    for name, value in typed.values.items():
        need = known.get(name)
        if need is None:
            choices = ", ".join(known) or "—"
            raise Invalid(
                tr("There is no value {name} here. Known: {known}", name=clean(name)[:40], known=choices), name
            )
        if need.type is NeedType.FILE:
            raise Invalid(tr("{name} is a file: --attach {name}=FILE", name=name), name)
        answers[name] = _read(need, value, typed.now)
    return answers


def check_complete(needs: Collection[Need], values: Mapping[str, object]) -> None:
    """Go on only if everything that is required is there.

    Raises:
        Refused: something is missing; the message and `missing` name it.
    """
    missing = [need for need in needs if need.required and values.get(need.name) in (None, "", [], ())]
    if missing:
        shown = ", ".join(f"{need.name} ({need.label})" for need in missing)
        raise Refused(tr("Missing: {needs}.", needs=shown), tuple(need.name for need in missing))


def failed_points(needs: Collection[Need], values: Mapping[str, object]) -> tuple[Need, ...]:
    """The points that were answered in a way with which work does not go on."""
    return tuple(need for need in needs if need.must and not _passes(need, values.get(need.name)))


def _passes(need: Need, value: object) -> bool:
    said = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    return said is None or said in need.must


def _wrong(need: Need, problem: str) -> Invalid:
    return Invalid(f"{need.name}: {problem}", need.name)


def _read(need: Need, value: object, now: datetime) -> object:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, list | tuple) and need.type is not NeedType.LIST:
        raise _wrong(need, tr("is given more than once"))
    match need.type:
        case NeedType.NUMBER:
            return _number(need, value)
        case NeedType.DATE:
            return _date(need, value, now).isoformat()
        case NeedType.DATETIME:
            return _moment(need, value, now)
        case NeedType.CHOICE:
            return _choice(need, value)
        case NeedType.YES_NO:
            return _yes_no(need, value)
        case NeedType.LIST:
            return _list(need, value)
    text = clean_block(str(value))
    if not text.strip():
        raise _wrong(need, tr("has no visible character"))
    if len(text) > _LONGEST_TEXT:
        raise _wrong(need, tr("is longer than {limit} characters", limit=_LONGEST_TEXT))
    return text


def _shown(value: object) -> str:
    return clean(str(value))[:60]


def _number(need: Need, value: object) -> float | int:
    try:
        number = float(plain_number(str(value)).replace("_", "?"))
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not math.isfinite(number) or abs(number) > _LARGEST:
        raise _wrong(need, tr("{text} is no number", text=_shown(value)))
    if number < 0:
        raise _wrong(need, tr("is less than {limit}", limit=0))
    return int(number) if number == int(number) else number


def _date(need: Need, value: object, now: datetime) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _when(need, value, now).date()


def _when(need: Need, value: object, now: datetime) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else parse_moment(str(value), now)
        to_utc(moment)
    except (Invalid, ValueError, OverflowError):
        raise _wrong(
            need, tr("{text} is no date. Write 24.11, fri 14:00, tomorrow or +3d.", text=_shown(value))
        ) from None
    return moment


def _moment(need: Need, value: object, now: datetime) -> str:
    return to_utc(_when(need, value, now)).isoformat()


def _choice(need: Need, value: object) -> str:
    wanted = fold(clean(str(value)))
    for choice in need.choices:
        words = need.words.get(choice)
        names = {fold(choice), *(fold(text) for text in (words.texts.values() if words else ()))}
        if wanted in names:
            return choice
    raise _wrong(need, tr("{value} is none of: {choices}", value=_shown(value), choices=", ".join(need.choices)))


def _yes_no(need: Need, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = fold(clean(str(value)))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise _wrong(need, tr("{text} is neither yes nor no", text=_shown(value)))


def _list(need: Need, value: object) -> list[str] | None:
    items = list(value) if isinstance(value, list | tuple) else _parted(str(value))
    if any(isinstance(item, dict | list | bool) for item in items):
        raise _wrong(need, tr("holds something that is no text"))
    texts = [clean("" if item is None else str(item)) for item in items]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) > _MOST_ITEMS or any(len(text) > _LONGEST_ITEM for text in texts):
        problem = tr("has {n} items of {limit} characters at most", n=_MOST_ITEMS, limit=_LONGEST_ITEM)
        raise _wrong(need, problem)
    return texts or None


def _parted(text: str) -> list[Any]:
    """The items of a text: of a JSON list, or between newlines, semicolons or commas, whichever it has first."""
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if isinstance(found, list):
            return found
    sign = next((sign for sign in ("\n", ";", ",") if sign in text.strip()), None)
    return text.strip().split(sign) if sign else [text]
