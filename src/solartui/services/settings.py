"""What an admin sets for the whole desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from solartui.domain.desk_settings import SETTINGS, setting
from solartui.domain.errors import Invalid
from solartui.domain.setting import Setting, Value
from solartui.services.desk import Desk
from solartui.services.result import Changed

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.work import Work

_STORED = "desk."
_TOPICS = {"projects": frozenset({"settings", "projects"})}
_USUAL = frozenset({"settings"})


def desk_values(connection: Connection) -> dict[str, Value]:
    """What an admin has set, by the names of the settings."""
    query = "SELECT key, value FROM preference WHERE user_id IS NULL AND substr(key, 1, ?) = ?"
    rows = connection.execute(query, (len(_STORED), _STORED)).fetchall()
    found = {key.removeprefix(_STORED): value for key, value in rows}
    return {key: value for key, text in found.items() if (value := _read(key, text)) is not None}


class SettingService:
    """Settings that hold for everybody. They are no part of what can be undone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, key: str) -> Value:
        """The value in force: what an admin set, else the default.

        Raises:
            NotFound: there is no such setting.
        """
        one = setting(key)
        return self._stored().get(key, one.default)

    def text(self, key: str) -> str:
        """As `get`, of a setting that is a text."""
        return str(self.get(key))

    def all(self) -> list[tuple[Setting, Value]]:
        """Every setting with its value."""
        stored = self._stored()
        return [(one, stored.get(key, one.default)) for key, one in SETTINGS.items()]

    def set(self, key: str, value: object) -> Changed[Value]:
        """Set a value for everybody.

        Raises:
            NotFound: there is no such setting.
            Invalid: it cannot have this value.
            NotPermitted: the person is no admin.
        """
        kept = setting(key).read(value)
        self._write(key, kept)
        return Changed(kept, _TOPICS.get(key.partition(".")[0], _USUAL))

    def reset(self, key: str) -> Changed[Value]:
        """Go back to the default.

        Raises:
            NotFound: there is no such setting.
            NotPermitted: the person is no admin.
        """
        one = setting(key)
        self._write(key, None)
        return Changed(one.default, _TOPICS.get(key.partition(".")[0], _USUAL))

    def _stored(self) -> dict[str, Value]:
        with self._desk.reading() as connection:
            return desk_values(connection)

    def _write(self, key: str, value: Value | None) -> None:
        name = _STORED + key
        with self._desk.writing("desk.settings") as work, _followed(work, key, value):
            work.raw.execute("DELETE FROM preference WHERE user_id IS NULL AND key = ?", (name,))
            if value is not None:
                row = (None, name, json.dumps(value))
                work.raw.execute("INSERT INTO preference (user_id, key, value) VALUES (?, ?, ?)", row)


@contextmanager
def _followed(work: Work, key: str, value: Value | None) -> Iterator[None]:
    """What follows from a setting for the records of the desk, in the same transaction."""
    if key != "projects.inspection":
        yield
        return
    from solartui.store.inspections import go_on, leave_behind

    if value is not False:
        leave_behind(work.raw, work.now)
    yield
    go_on(work.raw)


def _read(key: str, text: str) -> Value | None:
    """A stored value; None where it is none, or its setting is gone or has changed."""
    try:
        return SETTINGS[key].read(json.loads(text))
    except (KeyError, ValueError, Invalid):
        return None
