"""The columns of a board: which records belong to one, how many of them there are, and what they have together."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, Protocol

from solartui.domain.board import ENDED, Grouping, Total, read_limits
from solartui.domain.errors import Invalid
from solartui.store.list_shape import ListShape, Selection
from solartui.store.list_sql import source_of
from solartui.store.lists import LEADS, PROJECTS


class Columns(Protocol):
    """The columns of one kind of record.

    Attributes:
        shape: what its lists are made of.
        keys: expressions for the column of a record.
    """

    shape: ListShape[Any]
    keys: Mapping[Grouping, str]

    def within(self, selection: Selection, by: Grouping, key: str) -> Selection:
        """The records of a selection that stand in one column.

        Args:
            selection: what the filter lets through.
            by: what the columns stand for.
            key: a stage, or who carries the records: ``user:3``, ``entity:2``, nothing for nobody.
        """

    def totals(self, connection: sqlite3.Connection, selection: Selection, by: Grouping) -> dict[str, Total]:
        """Every column that has records, in one query."""


def limits(connection: sqlite3.Connection, setting: str) -> dict[str, int]:
    """How many should stand in a column at most, by its key; a setting that cannot be read says nothing."""
    query = "SELECT value FROM preference WHERE user_id IS NULL AND key = ?"
    row = connection.execute(query, (f"desk.{setting}",)).fetchone()
    if row is None:
        return {}
    try:
        return read_limits(str(json.loads(row[0])))
    except (ValueError, Invalid):
        return {}


def column_of(
    connection: sqlite3.Connection, columns: Columns, selection: Selection, by: Grouping, record_id: int
) -> str | None:
    """The column that a record stands in; None where it is not in the selection."""
    shape = columns.shape
    query = f"SELECT {columns.keys[by]} FROM {shape.table} WHERE {selection.where} AND {shape.id} = ?"
    row = connection.execute(query, (*selection.params, record_id)).fetchone()
    return None if row is None else str(row[0])


class LeadColumns:
    """Leads stand in the stages of the desk.

    Args:
        power: kWp for each kWh that a site uses in a month, by its grid connection; asked once for all columns.
    """

    shape = LEADS
    keys: Mapping[Grouping, str] = {
        Grouping.STAGE: "l.stage",
        Grouping.ASSIGNEE: "coalesce('user:' || l.assignee_user_id, 'entity:' || l.assignee_entity_id, '')",
    }
    _carried_by: Mapping[str, str] = {"user": "l.assignee_user_id = ?", "entity": "l.assignee_entity_id = ?"}
    _by_nobody = "l.assignee_user_id IS NULL AND l.assignee_entity_id IS NULL"

    def __init__(self, power: Callable[[sqlite3.Connection], Mapping[str, float]]) -> None:
        self._power = power

    def within(self, selection: Selection, by: Grouping, key: str) -> Selection:
        """The leads of one column."""
        condition, value = "l.stage = ?", key
        if by is Grouping.ASSIGNEE:
            if not key:
                return selection.also(self._by_nobody)
            kind, _, value = key.partition(":")
            condition = self._carried_by[kind]
        return selection.also(condition, (value,))

    def totals(self, connection: sqlite3.Connection, selection: Selection, by: Grouping) -> dict[str, Total]:
        """Count, monthly use, and the power that this use asks for."""
        source = source_of(LEADS, selection, "stage", "monthly_kwh", "grid_connection")
        power = self._power(connection)
        each = f"CASE l.grid_connection {'WHEN ? THEN ? ' * len(power)}END"
        query = (
            f"SELECT {self.keys[by]}, count(*), total(l.monthly_kwh), total(l.monthly_kwh * {each}) "
            f"FROM {source} WHERE {selection.where} GROUP BY 1"
        )
        rows = connection.execute(query, (*chain.from_iterable(power.items()), *selection.params))
        return {str(key): Total(count, {"kWh": kwh, "kWp": kwp}) for key, count, kwh, kwp in rows}


class _Projects:
    """Projects under way and completed ones stand in their stages, the others in how they ended."""

    shape = PROJECTS
    keys: Mapping[Grouping, str] = {
        Grouping.STAGE: "CASE WHEN coalesce(p.outcome, 'completed') = 'completed' THEN p.stage ELSE p.outcome END",
        # The first one of those who carry it.
        Grouping.ASSIGNEE: (
            "coalesce((SELECT coalesce('user:' || a.user_id, 'entity:' || a.entity_id) FROM project_assignee a "
            "WHERE a.project_id = p.id ORDER BY a.id LIMIT 1), '')"
        ),
    }

    def within(self, selection: Selection, by: Grouping, key: str) -> Selection:
        """The projects of one column."""
        if by is Grouping.ASSIGNEE:
            return selection.also(f"{self.keys[by]} = ?", (key,))
        if key in ENDED:
            return selection.also("p.outcome = ?", (key,))
        return selection.also("p.stage = ? AND coalesce(p.outcome, 'completed') = 'completed'", (key,))

    def totals(self, connection: sqlite3.Connection, selection: Selection, by: Grouping) -> dict[str, Total]:
        """Count, kWp, and what they are worth without VAT in each currency."""
        query = (
            f"SELECT {self.keys[by]}, p.currency, count(*), total(p.capacity_kwp), total(p.price_net) "
            f"FROM project p WHERE {selection.where} GROUP BY 1, 2"
        )
        found: dict[str, Total] = {}
        for key, currency, count, kwp, price in connection.execute(query, selection.params):
            found[str(key)] = found.get(str(key), Total(0)) + Total(count, {"kWp": kwp, currency: price})
        return found


PROJECT_COLUMNS: Columns = _Projects()
