"""Who may ask a service when, for all programs at one database; and what was answered before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from solartui.domain.geocoding import Found, Precision
from solartui.store.times import to_text

_FARTHEST = 90_000.0
"""No service is left alone for longer, in seconds: a clock that was wrong once must not close it for ever."""

_GOOD_FOR, _NOTHING_GOOD_FOR = timedelta(days=180), timedelta(days=7)


def take_turn(raw: sqlite3.Connection, service: str, now: float, held: float) -> float:
    """Ask a service now, where it may be asked: 0. Else in how many seconds it may be, and nothing is taken.

    Moments that lie ahead are not given away: who wakes up late would come too near to the next one, and meanwhile
    another program may have asked the same.

    Args:
        raw: inside a writing transaction: two programs never take the same moment.
        service: which one.
        now: seconds since 1970.
        held: how long nobody else asks meanwhile, unless the turn is given back sooner.
    """
    free = _free_at(raw, service)
    if now < free <= now + _FARTHEST:
        return free - now
    _set(raw, service, now + held)
    return 0.0


def give_back(raw: sqlite3.Connection, service: str, held_until: float, until: float) -> None:
    """End a turn: others may ask from a time on, unless somebody has learned meanwhile that they may not."""
    if _free_at(raw, service) == held_until:
        _set(raw, service, until)


def leave_alone(raw: sqlite3.Connection, service: str, until: float) -> None:
    """Nobody asks a service before a time."""
    _set(raw, service, max(until, _free_at(raw, service)))


def _free_at(raw: sqlite3.Connection, service: str) -> float:
    row = raw.execute("SELECT free_at FROM place_turn WHERE service = ?", (service,)).fetchone()
    return float(row[0]) if row else 0.0


def _set(raw: sqlite3.Connection, service: str, free_at: float) -> None:
    raw.execute(
        "INSERT INTO place_turn (service, free_at) VALUES (?, ?) "
        "ON CONFLICT (service) DO UPDATE SET free_at = excluded.free_at",
        (service, free_at),
    )


def known_answer(connection: sqlite3.Connection, service: str, question: str, now: datetime) -> list[Found] | None:
    """What a service has answered to a question (its fingerprint) before; None where it has to be asked."""
    query = "SELECT answer, at FROM place_answer WHERE question = ? AND service = ?"
    row = connection.execute(query, (question, service)).fetchone()
    if row is None:
        return None
    found = _read(row[0])
    if found is None or row[1] < to_text(now - (_GOOD_FOR if found else _NOTHING_GOOD_FOR)):
        return None
    return found


def keep_answer(raw: sqlite3.Connection, service: str, question: str, found: Sequence[Found], now: datetime) -> None:
    """Remember an answer."""
    kept = [[one.text, one.latitude, one.longitude, one.precision.value, one.source, one.sure] for one in found]
    raw.execute(
        "INSERT INTO place_answer (service, question, answer, at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (question, service) DO UPDATE SET answer = excluded.answer, at = excluded.at",
        (service, question, json.dumps(kept, ensure_ascii=False), to_text(now)),
    )


def _read(answer: str) -> list[Found] | None:
    try:
        rows: list[list[Any]] = json.loads(answer)
        # Answers of earlier versions did not say how sure they are.
        return [Found(text, float(north), float(east), Precision(how), by, *sure)
                for text, north, east, how, by, *sure in rows]  # fmt: skip
    except (TypeError, ValueError):
        return None
