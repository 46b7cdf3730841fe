"""News of what other programs write: asked for about once a second, and free of cost while nothing happens."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass

from solartui.i18n import tr
from solartui.store.connection import open_file
from solartui.store.failures import error_code, translated
from solartui.store.files import shown
from solartui.store.store import Store

EVERYTHING = frozenset({"leads", "contacts", "projects", "notes", "users", "views"})
# What may look different after a change, by the first word of its kind; anything else may be everything.
_TOPICS = {
    "lead": frozenset({"leads", "contacts"}),
    "contact": frozenset({"contacts", "leads", "projects"}),
    "note": frozenset({"notes", "leads"}),
    "comment": frozenset({"notes", "leads"}),
    "project": frozenset({"projects", "leads", "contacts"}),
    "design": frozenset({"projects", "leads"}),
    "proposal": frozenset({"projects", "leads"}),
    "charge": frozenset({"projects", "leads"}),
    "task": frozenset({"projects", "leads", "contacts", "notes"}),
    "user": frozenset({"users"}),
    "view": frozenset({"views"}),
    "import": frozenset({"leads", "contacts", "notes"}),
}
_CONVERTED = "lead.converted"
# Seconds; the next look comes soon enough.
_PATIENCE = 0.1
# Looks in vain before it is worth a word: somebody who writes a little is done long before.
_BUSY_LOOKS = 4


@dataclass(frozen=True, slots=True)
class News:
    """What one look found.

    Attributes:
        topics: what others changed since the look before.
        problem: what is wrong with the file now, one sentence for a person; empty while all is well.
    """

    topics: frozenset[str] = frozenset()
    problem: str = ""


_NOTHING = News()


def topics_of(kind: str) -> frozenset[str]:
    """What may look different after a change of a kind."""
    return EVERYTHING if kind == _CONVERTED else _TOPICS.get(kind.partition(".")[0], EVERYTHING)


class Watch:
    """Looks whether other programs changed the database, one thread at a time.

    Args:
        store: the open database; its own changes are no news. What was written before now is none either.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: sqlite3.Connection | None = None
        self._version = -1
        self._busy = 0
        self._missed = False
        # SQLite ends the process where a connection is closed while another thread asks it something.
        self._turn = threading.Lock()
        self._closed = False
        with store.reading() as connection:
            self._newest = _newest(connection)

    def look(self) -> News:
        """What is new; never waits for long, never raises for what is wrong with the file."""
        with self._turn:
            return _NOTHING if self._closed else self._look()

    def _look(self) -> News:
        problem, topics = self._missing(), frozenset[str]()
        if not problem:
            try:
                topics = self._changed()
            except sqlite3.Error as error:
                problem = self._failed(error)
                if not problem:
                    self._missed = True
                    return _NOTHING
        if problem:
            self._missed = True
            return News(problem=problem)
        self._busy = 0
        if self._missed:
            # What could not be read meanwhile is read now.
            self._missed = False
            return News(EVERYTHING)
        return News(topics) if topics else _NOTHING

    def close(self) -> None:
        """Stop looking, after the look that is under way."""
        with self._turn:
            self._closed = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _missing(self) -> str:
        place = self._store.whereabouts()
        if place == "gone":
            path = shown(self._store.path)
            return tr("{path} was moved or deleted. What is shown can be read; nothing can be saved.", path=path)
        if place == "replaced":
            return tr("{path} was replaced by another file. Close and open again.", path=shown(self._store.path))
        return ""

    def _changed(self) -> frozenset[str]:
        if self._connection is None:
            self._connection = open_file(self._store.path, writable=True, patience=_PATIENCE)
            self._connection.execute("PRAGMA query_only = ON")
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return frozenset()
        rows = self._connection.execute("SELECT id, kind FROM change WHERE id > ?", (self._newest,)).fetchall()
        self._version = version
        own = set(self._store.own_changes)
        kinds = {kind for number, kind in rows if number not in own}
        self._newest = max((number for number, _ in rows), default=self._newest)
        return frozenset().union(*map(topics_of, kinds))

    def _failed(self, error: sqlite3.Error) -> str:
        if error_code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            self._busy += 1
            if self._busy < _BUSY_LOOKS:
                return ""
        return translated(error, self._store.path).message


def _newest(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])
