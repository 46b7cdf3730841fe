"""Column values as the database keeps them, and back.

What writing and undo need to know of the tables, without what describes them whole: `solartui.store.tables` is loaded
only where a new row is made. A test compares both.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from solartui.store.times import from_text, to_text

# The meaning of a column goes by its name, the same in all tables.
INSTANTS = frozenset({
    "archived_at", "at", "converted_at", "created_at", "decided_at", "deleted_at", "done_at", "ended_at", "erased_at",
    "first_contacted_at", "last_contacted", "next_follow_up", "reopened_at", "respond_by", "sent_at", "skipped_at",
    "stage_since", "started_at", "starts_at", "synced_at", "updated_at", "viewed_at",
})  # fmt: skip
FLAGS = frozenset({
    "active", "battery", "builtin", "current", "flag", "heat_pump", "panel", "required", "shared", "under_way",
    "undoable", "undone", "unusable",
})  # fmt: skip
JSON = frozenset({
    "after", "answer", "before", "choices", "columns", "consumption", "data", "figures", "lines", "planes", "removed",
    "value", "yields",
})  # fmt: skip
PLAIN = frozenset({("design", "battery")})
"""Columns, by table and name, that are called like others and are no more than what they hold."""


def to_json(value: Any) -> str:
    """The text that a JSON value is stored as."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_WAYS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = (
    dict.fromkeys(INSTANTS, (to_text, from_text))
    | dict.fromkeys(FLAGS, (int, bool))
    | dict.fromkeys(JSON, (to_json, json.loads))
)


def to_stored(table: str, column: str, value: Any) -> Any:
    """The plain value that the database keeps for a Python value of a column."""
    return value if value is None or column not in _WAYS or (table, column) in PLAIN else _WAYS[column][0](value)


def from_stored(table: str, column: str, value: Any) -> Any:
    """The Python value of a plain one."""
    return value if value is None or column not in _WAYS or (table, column) in PLAIN else _WAYS[column][1](value)


def columns_of(raw: sqlite3.Connection, table: str) -> Sequence[str]:
    """The columns of a table in their order; none where there is no such table."""
    return [name for (name,) in raw.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]


def links_within(raw: sqlite3.Connection, table: str) -> Sequence[str]:
    """The columns by which rows of a table refer to others of it."""
    query = 'SELECT "from" FROM pragma_foreign_key_list(?) WHERE "table" = ?'
    return [name for (name,) in raw.execute(query, (table, table))]
