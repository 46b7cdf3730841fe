"""The columns of the board: which leads belong to one, and how many of them there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from solartui.domain.board import Grouping, Total
from solartui.store.list_shape import Selection
from solartui.store.list_sql import source_of
from solartui.store.lists import LEADS

_KEYS: Mapping[Grouping, str] = {
    Grouping.STAGE: "l.stage",
    Grouping.ASSIGNEE: "coalesce('user:' || l.assignee_user_id, 'entity:' || l.assignee_entity_id, '')",
}
_CARRIED_BY = {"user": "l.assignee_user_id = ?", "entity": "l.assignee_entity_id = ?"}
_BY_NOBODY = "l.assignee_user_id IS NULL AND l.assignee_entity_id IS NULL"


def in_column(selection: Selection, by: Grouping, key: str) -> Selection:
    """The leads of a selection that stand in one column.

    Args:
        selection: what the filter lets through.
        by: what the columns stand for.
        key: a stage, or whom the leads are carried by: ``user:3``, ``entity:2``, nothing for nobody.
    """
    condition, value = "l.stage = ?", key
    if by is Grouping.ASSIGNEE:
        if not key:
            return selection.also(_BY_NOBODY)
        kind, _, value = key.partition(":")
        condition = _CARRIED_BY[kind]
    return selection.also(condition, (value,))


def column_of(connection: sqlite3.Connection, selection: Selection, by: Grouping, lead_id: int) -> str | None:
    """The column that a lead stands in; None where it is not in the selection."""
    query = f"SELECT {_KEYS[by]} FROM lead l WHERE {selection.where} AND l.id = ?"
    row = connection.execute(query, (*selection.params, lead_id)).fetchone()
    return None if row is None else str(row[0])


def column_totals(connection: sqlite3.Connection, selection: Selection, by: Grouping) -> dict[str, Total]:
    """Count and monthly use of every column that has leads, in one query."""
    source = source_of(LEADS, selection, "stage", "monthly_kwh")
    query = f"SELECT {_KEYS[by]}, count(*), total(l.monthly_kwh) FROM {source} WHERE {selection.where} GROUP BY 1"
    return {str(key): Total(count, {"kWh": kwh}) for key, count, kwh in connection.execute(query, selection.params)}
