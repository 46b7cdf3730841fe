"""Taking a change back: its rows become what they were, unless somebody changed them since."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from solartui.domain.errors import Refused
from solartui.i18n import tr
from solartui.store.search_index import reindex_contacts, reindex_leads
from solartui.store.stored import from_stored, to_stored
from solartui.store.tables import metadata
from solartui.store.work import Work

# Rows of these tables are found through the lead or contact they belong to.
_OF_CONTACT = {"contact_email", "contact_phone"}


@dataclass(frozen=True, slots=True)
class _Item:
    id: int
    table: str
    first: int
    last: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def created(self) -> bool:
        return self.before is None


def _items(raw: sqlite3.Connection, change_id: int) -> list[_Item]:
    rows = raw.execute(
        "SELECT id, table_name, row_id, last_id, before, after FROM change_item WHERE change_id = ? ORDER BY id DESC",
        (change_id,),
    )
    return [
        _Item(i, table, first, last, json.loads(before) if before else None, json.loads(after) if after else None)
        for i, table, first, last, before, after in rows
    ]


def _refuse_if_touched(raw: sqlite3.Connection, item: _Item, change_id: int) -> None:
    """A created row can go only while nothing else was done to it."""
    row = raw.execute(
        "SELECT c.actor, c.id FROM change_item i JOIN change c ON c.id = i.change_id "
        "WHERE i.table_name = ? AND i.row_id <= ? AND i.last_id >= ? AND i.change_id > ? AND c.undone = 0 "
        "AND c.undoable = 1 ORDER BY c.id DESC LIMIT 1",
        (item.table, item.last, item.first, change_id),
    ).fetchone()
    if row is not None:
        raise Refused(tr("Not undone: {who} changed it since (change {number}).", who=row[0], number=row[1]))


def _last_hand(raw: sqlite3.Connection, item: _Item) -> str:
    row = raw.execute(
        "SELECT c.actor FROM change_item i JOIN change c ON c.id = i.change_id "
        "WHERE i.table_name = ? AND i.row_id <= ? AND i.last_id >= ? AND i.id > ? ORDER BY i.id DESC LIMIT 1",
        (item.table, item.first, item.first, item.id),
    ).fetchone()
    return str(row[0]) if row else "?"


def _drop(work: Work, table: Table, item: _Item) -> None:
    if item.first == item.last:
        work.remove_from(table, item.first)
    else:
        # A run made by an import: its file can be imported again, so its rows are not kept a second time.
        work.raw.execute(f"DELETE FROM {table.name} WHERE id BETWEEN ? AND ?", (item.first, item.last))
    if table.name == "lead":
        work.raw.execute("DELETE FROM lead_search WHERE rowid BETWEEN ? AND ?", (item.first, item.last))


def _put_back(work: Work, table: Table, item: _Item) -> None:
    current = work.load_from(table, item.first)
    after, before = item.after or {}, item.before or {}
    for name, value in after.items():
        if current is None or to_stored(table.c[name], current[name]) != value:
            who = _last_hand(work.raw, item)
            raise Refused(tr("Not undone: {who} changed {what} since.", who=who, what=name.replace("_", " ")))
    work.update_in(table, item.first, {name: from_stored(table.c[name], value) for name, value in before.items()})


def _affected(raw: sqlite3.Connection, items: list[_Item]) -> tuple[set[int], set[int]]:
    leads = {item.first for item in items if item.table == "lead" and item.first == item.last}
    contacts = {item.first for item in items if item.table == "contact" and item.first == item.last}
    for item in items:
        if item.table in _OF_CONTACT and item.first == item.last:
            kept = (item.before or {}).get("contact_id")
            row = raw.execute(f"SELECT contact_id FROM {item.table} WHERE id = ?", (item.first,)).fetchone()
            contacts.update(c for c in (kept, row[0] if row else None) if c is not None)
    return leads, contacts


def revert(work: Work, change_id: int) -> set[int]:
    """Make the rows of a change what they were before it.

    Returns:
        The ids of the leads that were changed back and still exist.

    Raises:
        Refused: somebody has changed one of the rows since, or something new hangs on one; nothing is changed.
    """
    items = _items(work.raw, change_id)
    leads, contacts = _affected(work.raw, items)
    for item in items:
        table = metadata.tables[item.table]
        if item.created:
            _refuse_if_touched(work.raw, item, change_id)
            _drop(work, table, item)
        elif item.after is None:
            work.bring_back(table, item.before or {})
        else:
            _put_back(work, table, item)
    after_leads, after_contacts = _affected(work.raw, items)
    reindex_contacts(work.raw, contacts | after_contacts)
    reindex_leads(work.raw, leads | after_leads)
    work.raw.execute("UPDATE change SET undone = 1 WHERE id = ?", (change_id,))
    alive = "SELECT id FROM lead WHERE id = ?"
    return {lead for lead in leads if work.raw.execute(alive, (lead,)).fetchone()}
