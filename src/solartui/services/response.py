"""The rules of the first-response clock: one set for the whole desk, whoever is at it."""

from __future__ import annotations

import json

from solartui.domain.response import ResponseRules, rules_data
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.store.response import RULES, rules_of, wind_clocks


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
