"""What one person set for themselves: sort orders, columns, panes, theme."""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Any

from solartui.services.desk import Desk


class PreferenceService:
    """Settings of the person at the desk, as JSON values."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, key: str, default: Any = None) -> Any:
        """The value that was set for `key`, else `default`."""
        with self._desk.reading() as connection:
            query = "SELECT value FROM preference WHERE user_id IS ? AND key = ?"
            row = connection.execute(query, (self._desk.actor.user_id, key)).fetchone()
        try:
            return default if row is None else json.loads(row[0])
        except ValueError:
            return default

    def several(self, *keys: str) -> tuple[Any, ...]:
        """The values that were set for some keys, None for those that were not."""
        return tuple(map(self.get, keys))

    def set(self, key: str, value: Any) -> None:
        """Keep a value for `key`. Settings are no part of what can be undone."""
        with self._desk.store.jotting() as raw:
            self.put(raw, key, value)

    def put(self, raw: Connection, key: str, value: Any) -> None:
        """As `set`, as part of a transaction that is under way."""
        # The system has no user id, and to a UNIQUE constraint no two NULLs are the same.
        who = self._desk.actor.user_id
        raw.execute("DELETE FROM preference WHERE user_id IS ? AND key = ?", (who, key))
        raw.execute("INSERT INTO preference (user_id, key, value) VALUES (?, ?, ?)", (who, key, json.dumps(value)))
