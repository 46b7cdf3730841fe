"""The leads of triage as they are read: the one that is shown, and those that come next before they are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.errors import NotFound
from solartui.screens.lead.reading import read_lead

if TYPE_CHECKING:
    from solartui.domain.triage import Queue
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.leads import LeadList
    from solartui.widgets.lead_snapshot import LeadSnapshot

_AHEAD = 2


class Supply:
    """Reads leads for a page.

    Args:
        page: whose reader threads are used.
        leads: the list that they are taken from.
        queue: where they are put.
    """

    def __init__(self, page: ConnectedScreen, leads: LeadList, queue: Queue) -> None:
        self._page = page
        self._leads = leads
        self._queue = queue
        self._known: dict[int, LeadSnapshot] = {}
        self._fresh: set[int] = set()

    async def take(self) -> None:
        """Take more leads from the list."""
        found = await self._page.load(self._page.session.services.triage.take, self._leads, self._queue.taken)
        self._queue.take(found, last=not found)

    async def count(self) -> int:
        """How many leads there are in the list."""
        return await self._page.load(self._leads.count)

    def outdated(self) -> None:
        """What was read may look different now; until it is read again it is better than nothing."""
        self._fresh.clear()

    def known(self, lead_id: int) -> LeadSnapshot | None:
        """A lead as it was read."""
        return self._known.get(lead_id)

    def fresh(self, lead_id: int) -> bool:
        """Whether nothing has changed since a lead was read."""
        return lead_id in self._fresh

    async def read(self, lead_id: int) -> LeadSnapshot:
        """A lead as it is now.

        Raises:
            NotFound: it is gone.
        """
        read = await self._page.load(read_lead, self._page.session.services, lead_id)
        self._known[lead_id] = read
        self._fresh.add(lead_id)
        return read

    async def look_ahead(self) -> None:
        """Read what comes next, and forget what was long ago."""
        queue = self._queue
        if queue.wants_more:
            await self.take()
        wanted = queue.ahead(_AHEAD)
        for lead_id in wanted:
            if lead_id not in self._fresh:
                try:
                    await self.read(lead_id)
                except NotFound:
                    queue.drop(lead_id)
        for lead_id in set(self._known) - {*wanted, queue.current}:
            del self._known[lead_id]
            self._fresh.discard(lead_id)
