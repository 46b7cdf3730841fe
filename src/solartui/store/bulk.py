"""Many rows at once: prepared statements inside one unit of work, with ids that are known before they are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from solartui.store.work import Work, insert_many

COLUMNS: dict[str, tuple[str, ...]] = {
    "contact": (
        "id", "kind", "name", "name_key", "name_fold", "company_id", "origin", "created_at", "updated_at",
        "created_by_id", "version", "external_id",
    ),
    "contact_email": ("id", "contact_id", "position", "address", "address_key", "unusable"),
    "contact_phone": ("id", "contact_id", "position", "number", "e164", "digits"),
    "lead": (
        "id", "name", "name_key", "type", "grid_connection", "stage", "source", "channel", "contact_id",
        "contact_key", "street", "postcode", "city", "city_key", "region", "country",
        "latitude", "longitude", "assignee_user_id", "assignee_entity_id", "owner_id", "created_by_id",
        "created_entity_id", "monthly_kwh", "consumption", "panel", "battery", "heat_pump", "score",
        "last_contacted", "next_follow_up", "due_key", "follow_up_note", "lost_reason", "converted_at",
        "archived_at", "stage_since", "created_at", "updated_at", "version", "first_contacted_at", "respond_by",
        "respond_key", "external_id", "partner_id", "location_id",
    ),
    "note": ("id", "lead_id", "body", "author_id", "created_at", "updated_at", "version"),
    "custom_value": ("id", "field_id", "lead_id", "contact_id", "text", "number", "day", "flag"),
    "activity": (
        "at", "user_id", "uid", "actor", "kind", "subject_kind", "subject_id", "lead_id", "contact_id",
        "project_id", "change_id", "data",
    ),
    "lead_search": ("rowid", "text"),
}  # fmt: skip

# The order in which rows can be written without referring to what is not there yet.
_ORDER = tuple(COLUMNS)
_SEARCHED = "lead_search"
_SEARCH = f"INSERT INTO {_SEARCHED} ({', '.join(COLUMNS[_SEARCHED])}) VALUES (?, ?)"
_UNDOABLE = ("contact", "contact_email", "contact_phone", "lead", "note", "custom_value")


class Bulk:
    """Collects rows of several tables and writes them in chunks.

    Args:
        work: the unit of work that they belong to; it holds the write lock, so ids cannot be taken by others.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._rows: dict[str, list[Sequence[Any]]] = {table: [] for table in _ORDER}
        self._first = {table: _next_id(work.raw, table) for table in _UNDOABLE}
        self._next = dict(self._first)

    def new_id(self, table: str) -> int:
        """The id that the next row of a table gets."""
        number = self._next[table]
        self._next[table] += 1
        return number

    def next_id(self, table: str) -> int:
        """The id that the next row of a table will get, which stays to be taken."""
        return self._next[table]

    def add(self, table: str, values: Sequence[Any]) -> None:
        """Keep a row, in the order of `COLUMNS`, for the next `flush`."""
        self._rows[table].append(values)

    def add_mapping(self, table: str, values: dict[str, Any]) -> None:
        """As `add`, by name of column; missing ones are NULL."""
        self._rows[table].append([values.get(column) for column in COLUMNS[table]])

    def flush(self) -> None:
        """Write what was collected."""
        self.send()
        self._work.settle()

    def send(self) -> None:
        """Begin to write what was collected, beside whatever comes next."""
        collected = [(table, self._rows[table]) for table in _ORDER if self._rows[table]]
        if not collected:
            return
        self._rows = {table: [] for table in _ORDER}

        def write(raw: sqlite3.Connection) -> None:
            for table, rows in collected:
                if table == _SEARCHED:
                    # Before a statement of several rows the index writes down what it has collected so far.
                    raw.executemany(_SEARCH, rows)
                else:
                    insert_many(raw, table, COLUMNS[table], rows)

        self._work.beside(write)

    def finish(self) -> None:
        """Write the rest, and note the runs of new rows so that they can be taken back as a whole.

        May be called more than once; every row is noted once.
        """
        self.flush()
        for table in _UNDOABLE:
            if self._next[table] > self._first[table]:
                self._work.created(table, self._first[table], self._next[table] - 1)
                self._first[table] = self._next[table]


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) + 1 if row else 1
