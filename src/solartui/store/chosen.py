"""Records that were chosen by their ids or by a filter, as a condition in SQL."""

from __future__ import annotations

import json
from collections.abc import Collection
from sqlite3 import Connection
from typing import Any

from solartui.domain.selection import IdSet
from solartui.store.list_shape import ListShape
from solartui.store.lists import LEADS
from solartui.store.record_list import Selection

# A list of ids is looked up one by one; above that, every record is looked at once.
_FEW = 20_000


def named(ids: Collection[int], shape: ListShape[Any] = LEADS) -> Selection:
    """The condition that a record of a list is one of those with these ids."""
    if not ids:
        return Selection("FALSE", (), plain=False)
    if len(ids) <= _FEW:
        return Selection(f"{shape.id} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),), plain=False)
    held = ids if isinstance(ids, IdSet) else IdSet(ids)
    return Selection(f"substr(?, {shape.id} + 1, 1) = x'01'", (held.flags,), plain=False)


def either_but(found: Selection, more: Selection, less: Selection) -> Selection:
    """The condition of `found` or of `more`, and not of `less`."""
    where = f"(({found.where}) OR {more.where}) AND NOT {less.where}"
    return Selection(where, (*found.params, *more.params, *less.params), plain=False)


def ids_in(
    connection: Connection, chosen: Selection, limit: int | None = None, shape: ListShape[Any] = LEADS
) -> list[int]:
    """The ids of the chosen records that exist, the oldest first; no more than `limit`."""
    there = f"{shape.id.removesuffix('id')}deleted_at IS NULL"
    query = f"SELECT {shape.id} FROM {shape.table} WHERE {there} AND ({chosen.where}) ORDER BY {shape.id} LIMIT ?"
    rows = connection.execute(query, (*chosen.params, -1 if limit is None else limit))
    return [row[0] for row in rows]


def stages_in(connection: Connection, chosen: Selection) -> set[str]:
    """The keys of the stages that the chosen leads are in."""
    rows = connection.execute(
        f"SELECT DISTINCT l.stage FROM lead l WHERE l.deleted_at IS NULL AND ({chosen.where})", chosen.params
    )
    return {row[0] for row in rows}
