"""The way through the leads of a list, from one page to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solartui.domain.listing import LeadLine
    from solartui.store.record_list import RecordList


class Walk:
    """Where a person is in a list of leads. The list that they came from puts its cursor there when it is shown again.

    Args:
        leads: the list.
        lead_id: the lead that is shown first.
        place: where it stands in the list.

    Attributes:
        lead_id: the lead that is shown now.
    """

    def __init__(self, leads: RecordList[LeadLine], lead_id: int, place: int = 0) -> None:
        self._leads = leads
        self.lead_id = lead_id
        self._place = place

    def beside(self, by: int) -> int | None:
        """The lead some places further on or back; None at either end. Reads; `go` goes there.

        A lead that is no longer in the list, as after it was moved on, leaves a gap: its neighbours are those around.
        """
        place = self._place_now()
        if place is not None:
            self._place = place
            wanted = place + by
        else:
            wanted = self._place + by - (by > 0)
        return self._at(wanted)

    def _place_now(self) -> int | None:
        """Where the lead stands; what was read before something changed is read again."""
        place = self._leads.position(self.lead_id)
        if place is None or self._at(place) != self.lead_id:
            self._leads.refresh()
            place = self._leads.position(self.lead_id)
        return place

    def _at(self, place: int) -> int | None:
        found = self._leads.rows(place, place + 1) if place >= 0 else []
        return found[0].id if found else None

    def go(self, lead_id: int) -> None:
        """Another lead is shown now."""
        self.lead_id = lead_id
