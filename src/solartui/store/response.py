"""The first-response clock of stored leads: whoever changes a lead's row leaves its clock right."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from solartui.domain.errors import Invalid
from solartui.domain.response import DEFAULT_RULES, ResponseRules, answer_by, rules_from
from solartui.store.times import NEVER, from_text, to_text

RULES = "response"
_WAITING = """
SELECT id, source, created_at FROM lead WHERE first_contacted_at IS NULL AND archived_at IS NULL
AND converted_at IS NULL AND stage IN (SELECT key FROM lead_stage WHERE kind = 'open' OR key = 'assigned')
"""


def rules_of(connection: sqlite3.Connection) -> ResponseRules:
    """The rules of this desk; those by default where none were set, or none that make sense."""
    query = "SELECT value FROM preference WHERE user_id IS NULL AND key = ?"
    row = connection.execute(query, (RULES,)).fetchone()
    return DEFAULT_RULES if row is None else _read(row[0])


def clock_columns(connection: sqlite3.Connection, row: Mapping[str, Any]) -> dict[str, Any]:
    """When a lead was first spoken to, and until when that has to happen while it has not.

    Args:
        connection: where stages and rules are looked up.
        row: the columns of the lead as they are to be.
    """
    first, last = row.get("first_contacted_at"), row["last_contacted"]
    first = None if last is None else min(first or last, last)
    by = None
    if first is None and row["archived_at"] is None and row["converted_at"] is None:
        query = "SELECT 1 FROM lead_stage WHERE key = ? AND (kind = 'open' OR key = 'assigned')"
        if connection.execute(query, (row["stage"],)).fetchone():
            by = answer_by(rules_of(connection), row["source"], row["created_at"])
    return {
        "first_contacted_at": first,
        "respond_by": by,
        "respond_key": NEVER if by is None else to_text(by),
    }


def wind_clocks(connection: sqlite3.Connection, ids: str | None = None) -> None:
    """Make the clocks of leads right after bulk statements, or after the rules have changed.

    Args:
        connection: inside a transaction.
        ids: our own SQL text that selects the ids of the leads; all leads where it is not given.
    """
    only = f" AND id IN ({ids})" if ids else ""
    connection.execute(
        "UPDATE lead SET respond_by = NULL, respond_key = ? WHERE respond_by IS NOT NULL" + only, (NEVER,)
    )
    connection.execute(
        "UPDATE lead SET first_contacted_at = last_contacted "
        "WHERE first_contacted_at IS NOT last_contacted AND (first_contacted_at IS NULL OR last_contacted IS NULL "
        "OR first_contacted_at > last_contacted)" + only
    )
    connection.executemany("UPDATE lead SET respond_by = ?, respond_key = ? WHERE id = ?", _wound(connection, only))


def _wound(connection: sqlite3.Connection, only: str) -> Iterator[tuple[str, str, int]]:
    rules = rules_of(connection)
    for lead_id, source, created in connection.execute(_WAITING + only).fetchall():
        by = answer_by(rules, source, from_text(created))
        if by is not None:
            yield to_text(by), to_text(by), lead_id


@lru_cache(maxsize=8)
def _read(text: str) -> ResponseRules:
    try:
        return rules_from(json.loads(text))
    except (ValueError, Invalid):
        return DEFAULT_RULES
