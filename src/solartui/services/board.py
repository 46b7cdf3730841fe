"""The board: the records of a list, each column a window of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from solartui.domain.board import Grouping, Total
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.services.desk import Desk
from solartui.store.list_shape import ListShape, Selection
from solartui.store.reading.board import Columns, column_of, limits
from solartui.store.record_list import RecordList

_NOTHING = Total(0)
Line = TypeVar("Line", bound=tuple[Any, ...])


class Lists(Protocol[Line]):
    """The service that opens lists of the records."""

    def selection(self, query: str) -> Selection:
        """The compiled form of a query."""

    def shape(self, selection: Selection, sort: Sort) -> ListShape[Line]:
        """What a list of these records is made of."""


class BoardService(Generic[Line]):
    """Columns and their totals.

    Args:
        desk: whose database.
        lists: what understands queries and orders.
        columns: which columns there are.
        limits: the setting that says how many should stand in a stage at most; empty where there is none.
    """

    def __init__(self, desk: Desk, lists: Lists[Line], columns: Columns, limits: str = "") -> None:
        self._desk = desk
        self._lists = lists
        self._columns = columns
        self._limits = limits

    def columns(
        self, query: str, keys: Iterable[str], sort: Sort = NEWEST_FIRST, by: Grouping = Grouping.STAGE
    ) -> dict[str, RecordList[Line]]:
        """The records that a query lets through, by column.

        Args:
            query: the filter of the whole board.
            keys: which columns.
            sort: the order in every column.
            by: what the columns stand for.

        Raises:
            Invalid: the query cannot be read, or there is no such column to sort by.
        """
        selection = self._lists.selection(query)
        shape, within = self._lists.shape(selection, sort), self._columns.within
        return {key: RecordList(self._desk.store, shape, within(selection, by, key), sort) for key in keys}

    def totals(self, query: str, by: Grouping = Grouping.STAGE) -> dict[str, Total]:
        """How many records each column has, and their sums; columns without records and limit are left out."""
        selection = self._lists.selection(query)
        with self._desk.reading() as connection:
            found = self._columns.totals(connection, selection, by)
            wanted = limits(connection, self._limits) if self._limits and by is Grouping.STAGE else {}
            if not wanted:
                return found
            # A column is too full whatever the filter lets through of it.
            everything = Selection(self._columns.shape.listed)
            whole = found if selection.plain else self._columns.totals(connection, everything, by)
        return found | {
            key: replace(seen, limit=most, hidden=whole.get(key, _NOTHING).count - seen.count)
            for key, most in wanted.items()
            for seen in [found.get(key, _NOTHING)]
        }

    def column_of(self, query: str, record_id: int, by: Grouping = Grouping.STAGE) -> str | None:
        """The column that a record stands in; None where the query does not let it through."""
        selection = self._lists.selection(query)
        with self._desk.reading() as connection:
            return column_of(connection, self._columns, selection, by, record_id)
