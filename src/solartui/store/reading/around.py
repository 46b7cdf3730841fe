"""Leads by where they are, for maps."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from solartui.domain.bounds import Bounds
from solartui.domain.listing import LeadSpot

_IN_BOX = (
    "SELECT id, latitude, longitude, stage FROM lead INDEXED BY ix_lead_listed_place "
    "WHERE deleted_at IS NULL AND archived_at IS NULL AND latitude IS NOT NULL "
    "AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? LIMIT ?"
)


def leads_within(connection: Connection, box: Bounds, most: int) -> Sequence[LeadSpot]:
    """Listed leads in a box of degrees, at most so many."""
    rows = connection.execute(_IN_BOX, (box.south, box.north, box.west, box.east, most))
    return [LeadSpot(*row) for row in rows]
