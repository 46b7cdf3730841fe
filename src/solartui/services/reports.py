"""What the desk can learn from its leads."""

from __future__ import annotations

from dataclasses import dataclass

from solartui.services.desk import Desk
from solartui.services.leads import LeadService
from solartui.store.reading.sources import funnel, sources


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


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of leads, from the first inquiry to the end.

    Attributes:
        contacted: how many were ever spoken to; whoever became a project was.
        lost: how many are lost, as `closed` are closed, without having become a project.
    """

    created: int
    contacted: int
    converted: int
    lost: int
    closed: int

    @property
    def open(self) -> int:
        """How many are still under way."""
        return self.created - self.converted - self.lost - self.closed

    def rate(self, part: int, whole: int | None = None) -> float | None:
        """A share from 0 to 1, of all leads where no other whole is named; None of nothing."""
        of = self.created if whole is None else whole
        return part / of if of else None


class ReportService:
    """Reports over the leads that a filter lets through."""

    def __init__(self, desk: Desk, leads: LeadService) -> None:
        self._desk = desk
        self._leads = leads

    def funnel(self, query: str = "") -> Funnel:
        """What became of the leads that a filter lets through; of all of them, archived ones too, without one.

        Raises:
            Invalid: the query cannot be read.
        """
        selection = self._leads.selection(query.strip() or "archived:any")
        with self._desk.reading() as connection:
            return Funnel(*funnel(connection, selection.where, selection.params))

    def sources(self, query: str = "") -> list[SourceLine]:
        """A line for each source and channel, the largest first.

        Raises:
            Invalid: the query cannot be read.
        """
        selection = self._leads.selection(query)
        with self._desk.reading() as connection:
            return [SourceLine(*row) for row in sources(connection, selection.where, selection.params)]
