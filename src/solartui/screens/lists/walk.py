"""The way through the records of a list, from one page to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.i18n import tr

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen
    from solartui.store.record_list import RecordList


class Walk:
    """Where a person is in a list. The list that they came from puts its cursor there when it is shown again.

    Args:
        records: the list.
        record_id: the record that is shown first.
        place: where it stands in the list.

    Attributes:
        record_id: the record that is shown now.
    """

    def __init__(self, records: RecordList[Any], record_id: int, place: int = 0) -> None:
        self._records = records
        self.record_id = record_id
        self._place = place

    def beside(self, by: int) -> int | None:
        """The record some places further on or back; None at either end. Reads; `go` goes there.

        A record that is no longer in the list, as after it was moved on, leaves a gap: its neighbours are those around.
        """
        place = self._place_now()
        if place is not None:
            self._place = place
            wanted = place + by
        else:
            wanted = self._place + by - (by > 0)
        return self._at(wanted)

    def _place_now(self) -> int | None:
        """Where the record stands; what was read before something changed is read again."""
        place = self._records.position(self.record_id)
        if place is None or self._at(place) != self.record_id:
            self._records.refresh()
            place = self._records.position(self.record_id)
        return place

    def _at(self, place: int) -> int | None:
        found = self._records.rows(place, place + 1) if place >= 0 else []
        return int(found[0][0]) if found else None

    def go(self, record_id: int) -> None:
        """Another record is shown now."""
        self.record_id = record_id


def why_not(walk: Walk | None, command_id: str) -> str | None:
    """Going on from page to page needs a list."""
    if walk is None and command_id in {"detail.next", "detail.previous"}:
        return tr("This page was not opened from a list.")
    return None


async def go_on(page: ConnectedScreen, walk: Walk | None, by: int, ends: tuple[str, str]) -> int | None:
    """The record beside the one that is shown; None at either end, which is said.

    Args:
        page: the page of the record.
        walk: the list that it was opened from.
        by: how many records on.
        ends: what to say at the beginning of the list, and at its end.
    """
    if walk is None:
        return None
    found = await page.load(walk.beside, by)
    if found is None:
        page.toast(ends[by > 0])
    else:
        walk.go(found)
    return found
