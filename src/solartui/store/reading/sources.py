"""How leads of each source and channel fare."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

_COUNTS = """
SELECT l.source, coalesce(l.channel, '') AS channel, count(*), count(l.first_contacted_at), count(l.converted_at)
FROM lead l WHERE {where} GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2
"""
# The middle of those that were contacted; of an even number the two in the middle are averaged.
_MEDIAN = """
WITH waited AS (
  SELECT (julianday(l.first_contacted_at) - julianday(l.created_at)) * 86400.0 AS seconds,
    row_number() OVER (ORDER BY julianday(l.first_contacted_at) - julianday(l.created_at)) AS place,
    count(*) OVER () AS n
  FROM lead l WHERE {where} AND l.first_contacted_at >= l.created_at AND l.source = ? AND coalesce(l.channel, '') = ?
) SELECT avg(seconds) FROM waited WHERE place IN ((n + 1) / 2, (n + 2) / 2)
"""


_FUNNEL = """
SELECT count(*),
  count(CASE WHEN l.first_contacted_at IS NOT NULL OR l.converted_at IS NOT NULL THEN 1 END),
  count(l.converted_at),
  count(CASE WHEN l.converted_at IS NULL AND s.kind = 'lost' THEN 1 END),
  count(CASE WHEN l.converted_at IS NULL AND s.kind = 'closed' THEN 1 END)
FROM lead l LEFT JOIN lead_stage s ON s.key = l.stage WHERE {where}
"""


def funnel(connection: sqlite3.Connection, where: str, params: Sequence[Any]) -> tuple[int, ...]:
    """How many leads were made, contacted, converted, lost, and closed without any of these."""
    return tuple(connection.execute(_FUNNEL.format(where=where), tuple(params)).fetchone())


def sources(connection: sqlite3.Connection, where: str, params: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Source, channel, leads, contacted, converted, and the median of the seconds until the first contact."""
    for row in connection.execute(_COUNTS.format(where=where), tuple(params)).fetchall():
        median = connection.execute(_MEDIAN.format(where=where), (*params, row[0], row[1])).fetchone()[0]
        yield (*row, median)
