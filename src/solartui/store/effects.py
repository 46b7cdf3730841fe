"""What taking back a change would do, row by row, read from what the change kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Any

from solartui.domain.contact_details import SECRETS, masked
from solartui.domain.effects import Effect, Fate
from solartui.store.changes import Item, items_of
from solartui.store.packs import Pack, read_pack

_NAMED = ("lead", "contact", "project")


def effects(raw: sqlite3.Connection, change_id: int, limit: int) -> list[Effect]:
    """The first effects of taking back a change."""
    return list(islice(_effects(raw, change_id, limit), limit))


def _effects(raw: sqlite3.Connection, change_id: int, limit: int) -> Iterator[Effect]:
    for item in items_of(raw, change_id, limit):
        pack = read_pack(raw, item.number) if item.packed else None
        if pack is not None:
            yield from _of_pack(raw, item, pack, limit)
        elif item.created:
            yield Effect(item.table, item.first, _name(raw, item.table, item.first), Fate.REMOVED,
                         rows=item.last - item.first + 1)  # fmt: skip
        elif item.removed:
            name = str((item.before or {}).get("name", ""))
            yield Effect(item.table, item.first, name, Fate.RESTORED)
        else:
            after, before = item.after or {}, item.before or {}
            columns = tuple(_shown(name, after[name], before[name]) for name in after if name in item.entered)
            yield Effect(item.table, item.first, _name(raw, item.table, item.first), Fate.CHANGED, columns)


def _of_pack(raw: sqlite3.Connection, item: Item, pack: Pack, limit: int) -> Iterator[Effect]:
    for place, row_id in enumerate(pack.ids[:limit]):
        if pack.after is None:
            held = dict(zip(pack.columns, pack.before[place], strict=True))
            yield Effect(item.table, row_id, str(held.get("name", "")), Fate.RESTORED)
            continue
        changed = pack.changed(place) - item.derived
        values = zip(pack.columns, pack.after[place], pack.before[place], strict=True)
        columns = tuple(_shown(*one) for one in values if one[0] in changed)
        yield Effect(item.table, row_id, _name(raw, item.table, row_id), Fate.CHANGED, columns)


def _shown(name: str, after: Any, before: Any) -> tuple[str, Any, Any]:
    """A column with both values; numbers of documents are masked."""
    return (name, masked(after), masked(before)) if name in SECRETS else (name, after, before)


def _name(raw: sqlite3.Connection, table: str, row_id: int) -> str:
    if table not in _NAMED:
        return ""
    row = raw.execute(f"SELECT name FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return str(row[0]) if row else ""
