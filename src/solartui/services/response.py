"""The rules of the first-response clock: one set for the whole desk, whoever is at it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from solartui.domain.people import SYSTEM
from solartui.domain.records import Subject
from solartui.domain.response import ResponseRules, rules_data
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.store.response import RULES, rules_of, wind_clocks
from solartui.store.times import from_text, to_text

if TYPE_CHECKING:
    from sqlite3 import Connection

_NOTED = "response.noted"
_AT_FIRST = timedelta(days=7)
_MOST = 1_000


class ResponseService:
    """Working hours, holidays, time zone and thresholds of the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rules(self) -> ResponseRules:
        """The rules in force."""
        with self._desk.reading() as connection:
            return rules_of(connection)

    def set_rules(self, rules: ResponseRules) -> Changed[ResponseRules]:
        """Put other rules in force, for the leads that wait already, too. Settings are no part of what can be undone.

        Raises:
            NotPermitted: the person is no admin.
        """
        value = json.dumps(rules_data(rules))
        with self._desk.writing("desk.settings") as work:
            work.raw.execute("DELETE FROM preference WHERE user_id IS NULL AND key = ?", (RULES,))
            work.raw.execute("INSERT INTO preference (user_id, key, value) VALUES (NULL, ?, ?)", (RULES, value))
            wind_clocks(work.raw)
        return Changed(rules, frozenset({"leads"}))

    def note_missed(self, most: int | None = None) -> Changed[tuple[int, ...]]:
        """Write into the histories of leads, in the name of the program, that they were not answered in time.

        Each is noted once; what is long past when a desk is looked at for the first time is let be.

        Args:
            most: how many are noted at once; others wait for the next time.

        Returns:
            The ids of the leads; more may be left where they are very many.
        """
        with self._desk.reading() as connection:
            if not _missed(connection, to_text(self._desk.store.clock()), 1):
                return Changed((), frozenset())
        with self._desk.store.begin(SYSTEM) as work:
            found = _missed(work.raw, to_text(work.now), most or _MOST)
            if not found:
                return Changed((), frozenset())
            first = {"name": found[0][1], "lead": found[0][0]} if len(found) == 1 else {}
            work.describe("lead.answer_missed", undoable=False, count=len(found), **first)
            for lead_id, _name, contact_id, by in found:
                work.activity("answer_missed", Subject("lead", lead_id), {"by": by}, contact_id=contact_id)
            work.raw.execute("DELETE FROM preference WHERE user_id IS NULL AND key = ?", (_NOTED,))
            row = (_NOTED, json.dumps([found[-1][3], found[-1][0]]))
            work.raw.execute("INSERT INTO preference (user_id, key, value) VALUES (NULL, ?, ?)", row)
            change = work.change_id
        return Changed(tuple(number for number, *_ in found), frozenset({"leads"}), change)


def _missed(connection: Connection, now: str, most: int) -> list[tuple[int, str, int, str]]:
    """Leads whose time has run out since the last look: id, name, contact and until when."""
    row = connection.execute("SELECT value FROM preference WHERE user_id IS NULL AND key = ?", (_NOTED,)).fetchone()
    since, last = json.loads(row[0]) if row else (to_text(from_text(now) - _AT_FIRST), 0)
    query = (
        "SELECT id, name, contact_id, respond_key FROM lead WHERE deleted_at IS NULL AND archived_at IS NULL "
        "AND (respond_key, id) > (?, ?) AND respond_key <= ? ORDER BY respond_key, id LIMIT ?"
    )
    return connection.execute(query, (since, last, now, most)).fetchall()
