"""The board of leads, with the power that the leads of a column would need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from solartui.domain.listing import LeadLine
from solartui.services.board import BoardService, Lists
from solartui.services.desk import Desk
from solartui.store.reading.board import LeadColumns

if TYPE_CHECKING:
    from sqlite3 import Connection


class LeadBoardService(BoardService[LeadLine]):
    """Leads in columns.

    What they would need is a sum of estimates: from what they use in a month and how they are connected to the grid,
    with the sun of the desk's home country for all of them, wherever they are.

    Args:
        desk: whose database.
        leads: what understands queries and orders.
    """

    def __init__(self, desk: Desk, leads: Lists[LeadLine]) -> None:
        super().__init__(desk, leads, LeadColumns(self._read_power), "board.limits")
        self._power: Mapping[str, float] = {}

    def power(self, lead: LeadLine) -> float:
        """What one lead adds to the ``kWp`` of its column, with the figures of the totals that were read last."""
        return (lead.monthly_kwh or 0.0) * self._power.get(lead.grid_connection, 0.0)

    def _read_power(self, connection: Connection) -> Mapping[str, float]:
        from solartui.domain.estimate_settings import figures_of
        from solartui.services.settings import desk_values

        values = desk_values(connection)
        power = figures_of(values).home_power(str(values.get("places.country", "")))
        self._power = power
        return power
