"""The board: the leads of a list, each column a window of its own."""

from __future__ import annotations

from collections.abc import Iterable

from solartui.domain.board import Grouping, Total
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.services.desk import Desk
from solartui.services.leads import LeadList, LeadService
from solartui.store.reading.board import column_of, column_totals, in_column
from solartui.store.record_list import RecordList


class BoardService:
    """Columns and their totals."""

    def __init__(self, desk: Desk, leads: LeadService) -> None:
        self._desk = desk
        self._leads = leads

    def columns(
        self, query: str, keys: Iterable[str], sort: Sort = NEWEST_FIRST, by: Grouping = Grouping.STAGE
    ) -> dict[str, LeadList]:
        """The leads that a query lets through, by column.

        Args:
            query: the filter of the whole board.
            keys: which columns.
            sort: the order in every column.
            by: what the columns stand for.

        Raises:
            Invalid: the query cannot be read, or there is no such column to sort by.
        """
        selection = self._leads.selection(query)
        shape = self._leads.shape(selection, sort)
        return {key: RecordList(self._desk.store, shape, in_column(selection, by, key), sort) for key in keys}

    def totals(self, query: str, by: Grouping = Grouping.STAGE) -> dict[str, Total]:
        """How many leads each column has, and what they use; columns without leads are left out."""
        selection = self._leads.selection(query)
        with self._desk.reading() as connection:
            return column_totals(connection, selection, by)

    def column_of(self, query: str, lead_id: int, by: Grouping = Grouping.STAGE) -> str | None:
        """The column that a lead stands in; None where the query does not let it through."""
        selection = self._leads.selection(query)
        with self._desk.reading() as connection:
            return column_of(connection, selection, by, lead_id)
