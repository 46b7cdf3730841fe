"""Columns that are made of others, for sorting and searching."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from solartui.domain.text import fold, sort_key, unique_key
from solartui.store.times import NEVER, to_text

NO_FOLLOW_UP = NEVER

DERIVED: Mapping[str, frozenset[str]] = {
    "lead": frozenset({"name_key", "contact_key", "city_key", "due_key", "respond_by", "respond_key"}),
    "contact": frozenset({"name_key", "name_fold", "login_key"}),
    "entity": frozenset({"name_key"}),
    "user_account": frozenset({"name_key"}),
    # What follows from the tasks of a project is made anew by `solartui.store.courses`.
    "project": frozenset(
        {"name_key", "name_fold", "city_fold", "stage", "outcome", "outcome_reason", "tasks_done", "tasks_total"}
    ),
}


def folded(text: str) -> str:
    """A name or a search for one: folded, with single blanks between its words."""
    return " ".join(fold(text).split())


def keys_of(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """All derived columns of a row of a table; none where the table has none.

    Args:
        connection: where a lead's contact is looked up.
        table: the name of the table.
        row: the columns of the row as they are to be.
    """
    if table == "contact":
        login = row.get("login")
        keys = {"name_key": sort_key(row["name"]), "name_fold": folded(row["name"])}
        return keys | {"login_key": unique_key(login) if login else None}
    if table in ("entity", "user_account"):
        return {"name_key": sort_key(row["name"])}
    if table == "project":
        keys = {"name_key": sort_key(row["name"]), "name_fold": folded(row["name"])}
        return keys | {"city_fold": fold(row["city"] or "")}
    if table != "lead":
        return {}
    from solartui.store.response import clock_columns

    clock = clock_columns(connection, row)
    contact = connection.execute("SELECT name_key FROM contact WHERE id = ?", (row["contact_id"],)).fetchone()
    due = row["next_follow_up"]
    return {
        "name_key": sort_key(row["name"]),
        "contact_key": contact[0] if contact else "",
        "due_key": NO_FOLLOW_UP if due is None else to_text(due),
        "city_key": sort_key(row["city"] or ""),
        "respond_by": clock["respond_by"],
        "respond_key": clock["respond_key"],
    }
