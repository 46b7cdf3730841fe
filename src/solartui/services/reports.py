"""What the desk can learn from its leads."""

from __future__ import annotations

from dataclasses import dataclass

from solartui.services.desk import Desk
from solartui.services.leads import LeadService
from solartui.store.reading.sources import sources


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How the leads of one source and channel fare.

    Attributes:
        contacted: how many were ever contacted.
        first_contact: the median of the seconds from their making to the first contact, None where there was none.
    """

    source: str
    channel: str
    leads: int
    contacted: int
    converted: int
    first_contact: float | None


class ReportService:
    """Reports over the leads that a filter lets through."""

    def __init__(self, desk: Desk, leads: LeadService) -> None:
        self._desk = desk
        self._leads = leads

    def sources(self, query: str = "") -> list[SourceLine]:
        """A line for each source and channel, the largest first.

        Raises:
            Invalid: the query cannot be read.
        """
        selection = self._leads.selection(query)
        with self._desk.reading() as connection:
            return [SourceLine(*row) for row in sources(connection, selection.where, selection.params)]
