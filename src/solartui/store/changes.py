"""Taking a change back: its rows become what they were, unless somebody changed them since.

What is put back is what people entered. Sort keys and search texts are made anew from it, and version and time of
change count on, so that whoever has the record open learns that it is another one now. Lines of history stay, and
so does the content of files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlalchemy.exc import IntegrityError

from solartui.domain.errors import Refused
from solartui.domain.records import Subject
from solartui.i18n import mark, tr
from solartui.store.keys import DERIVED, keys_of
from solartui.store.search_index import reindex_contacts, reindex_leads
from solartui.store.stored import from_stored, to_stored
from solartui.store.tables import ContactRow, metadata
from solartui.store.work import Work

_RECORDS = {
    "lead": mark("lead {id}"),
    "contact": mark("contact {id}"),
    "project": mark("project {id}"),
    "note": mark("note {id}"),
}
_WORDS = {
    "assignee_user_id": mark("the assignee"),
    "assignee_entity_id": mark("the assignee"),
    "owner_id": mark("the owner"),
    "contact_id": mark("the contact"),
    "company_id": mark("the company"),
    "stage": mark("the stage"),
    "stage_since": mark("the stage"),
    "deleted_at": mark("whether it is deleted"),
    "archived_at": mark("whether it is archived"),
    "converted_at": mark("the conversion"),
    "last_contacted": mark("the last contact"),
    "first_contacted_at": mark("the first contact"),
    "next_follow_up": mark("the follow-up"),
    "follow_up_note": mark("the follow-up"),
    "body": mark("the text"),
}
# Columns that say one thing together: one of them cannot be put back without the others.
_TOGETHER = {
    "assignee_entity_id": "assignee_user_id",
    "longitude": "latitude",
    "stage_since": "stage",
    "lost_reason": "stage",
}


@dataclass(frozen=True, slots=True)
class _Item:
    """One row, or one run of created rows, as a change has written it."""

    table: str
    first: int
    last: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def created(self) -> bool:
        return self.before is None

    @property
    def removed(self) -> bool:
        return self.before is not None and self.after is None

    @property
    def entered(self) -> set[str]:
        """The columns that a person changed, without the keys made of them."""
        return set(self.after or ()) - DERIVED.get(self.table, frozenset())


@dataclass(frozen=True, slots=True)
class _Later:
    """What somebody has done to a row since."""

    change_id: int
    actor: str
    columns: frozenset[str] | None  # None where the row was made or removed


def _items(raw: sqlite3.Connection, change_id: int) -> list[_Item]:
    """What a change wrote, the last thing first."""
    rows = raw.execute(
        "SELECT table_name, row_id, last_id, before, after FROM change_item WHERE change_id = ? ORDER BY id DESC",
        (change_id,),
    )
    return [
        _Item(table, first, last, json.loads(before) if before else None, json.loads(after) if after else None)
        for table, first, last, before, after in rows
    ]


# A change that was undone, and the undoing of it, cancel each other out.
_LATER = """
SELECT c.id, c.actor, i.after FROM change_item i JOIN change c ON c.id = i.change_id
WHERE i.table_name = ? AND {rows} AND c.id > ? AND c.undone = 0 AND c.kind <> 'undone'
"""


def _later(raw: sqlite3.Connection, table: str, first: int, last: int, change_id: int) -> Iterator[_Later]:
    """What other changes have done since to any of the rows, the last thing first."""
    single = _LATER.format(rows="i.row_id BETWEEN ? AND ?")
    runs = _LATER.format(rows="i.last_id > i.row_id AND i.row_id <= ? AND i.last_id >= ?")
    rows = raw.execute(
        f"{single} UNION ALL {runs} ORDER BY 1 DESC", (table, first, last, change_id, table, last, first, change_id)
    )
    for number, actor, after in rows:
        yield _Later(number, actor, frozenset(json.loads(after)) if after else None)


def _refuse_conflicts(raw: sqlite3.Connection, item: _Item, change_id: int) -> None:
    """A row can become what it was only while nobody has touched the same part of it."""
    if item.removed:
        _refuse_new_siblings(raw, item, change_id)
        return
    for later in _later(raw, item.table, item.first, item.last, change_id):
        if item.created or later.columns is None:
            raise Refused(
                tr(
                    "Not undone: {who} changed {record} since (change {number}).",
                    who=later.actor,
                    record=_record(item.table, item.first),
                    number=later.change_id,
                )
            )
        touched = {_TOGETHER.get(name, name) for name in later.columns}
        both = sorted(name for name in item.entered if _TOGETHER.get(name, name) in touched)
        if both:
            raise _changed_since(item, both[0], later.actor)


def _refuse_new_siblings(raw: sqlite3.Connection, item: _Item, change_id: int) -> None:
    """Numbers are replaced as a set: old ones do not come back beside those that were entered since."""
    owner = (item.before or {}).get("contact_id")
    if item.table != "contact_phone" or owner is None:
        return
    for (number,) in raw.execute("SELECT id FROM contact_phone WHERE contact_id = ?", (owner,)).fetchall():
        for later in _later(raw, item.table, number, number, change_id):
            message = tr("Not undone: {who} changed the numbers of contact {id} since.", who=later.actor, id=owner)
            raise Refused(message)


def _changed_since(item: _Item, column: str, who: str) -> Refused:
    what = tr(_WORDS[column]) if column in _WORDS else column.replace("_", " ")
    record = _record(item.table, item.first)
    return Refused(tr("Not undone: {who} changed {what} of {record} since.", who=who, what=what, record=record))


def _record(table: str, number: int) -> str:
    return tr(_RECORDS[table], id=number) if table in _RECORDS else tr("a part of it")


def _table(item: _Item) -> Table:
    table = metadata.tables.get(item.table)
    columns = {*(item.before or ()), *(item.after or ())}
    if table is None or not columns <= set(table.c.keys()):
        raise Refused(tr("Not undone: it was done by an older version of this program."))
    return table


def _drop(work: Work, table: Table, item: _Item) -> None:
    try:
        if item.first == item.last:
            work.remove_from(table, item.first)
        else:
            # A run made by an import: its file can be imported again, so its rows are not kept a second time.
            work.raw.execute(f"DELETE FROM {table.name} WHERE id BETWEEN ? AND ?", (item.first, item.last))
    except (IntegrityError, sqlite3.IntegrityError) as error:
        record = _record(item.table, item.first) if item.first == item.last else tr("one of the new records")
        raise Refused(tr("Not undone: something was added to {record} since.", record=record)) from error
    if table.name == "lead":
        work.raw.execute("DELETE FROM lead_search WHERE rowid BETWEEN ? AND ?", (item.first, item.last))


def _put_back(work: Work, table: Table, item: _Item) -> None:
    current = work.load_from(table, item.first)
    after, before = item.after or {}, item.before or {}
    for name in sorted(item.entered):
        if current is None or to_stored(table.c[name], current[name]) != after[name]:
            raise _changed_since(item, name, "?")
    entered = {name: from_stored(table.c[name], before[name]) for name in item.entered}
    work.update_in(table, item.first, entered | keys_of(work.raw, table.name, {**(current or {}), **entered}))


def _restore_item(work: Work, item: _Item) -> None:
    table = _table(item)
    if item.created:
        _drop(work, table, item)
    elif item.removed:
        work.bring_back(table, item.before or {})
    else:
        _put_back(work, table, item)


_OWNERS = {
    "contact_email": "SELECT DISTINCT contact_id, 'contact' FROM contact_email WHERE id BETWEEN ? AND ?",
    "contact_phone": "SELECT DISTINCT contact_id, 'contact' FROM contact_phone WHERE id BETWEEN ? AND ?",
    "project_contact": "SELECT DISTINCT project_id, 'project' FROM project_contact WHERE id BETWEEN ? AND ?",
    "project_assignee": "SELECT DISTINCT project_id, 'project' FROM project_assignee WHERE id BETWEEN ? AND ?",
}
_SUBJECT = """
SELECT DISTINCT coalesce(lead_id, contact_id, project_id),
  CASE WHEN lead_id IS NOT NULL THEN 'lead' WHEN contact_id IS NOT NULL THEN 'contact' ELSE 'project' END
FROM {table} WHERE id BETWEEN ? AND ?
"""


def _subjects(raw: sqlite3.Connection, items: Iterable[_Item]) -> Iterator[Subject]:
    """The records that the rows are, or hang on."""
    for item in items:
        if item.table in ("lead", "contact", "project"):
            if item.first == item.last:
                yield Subject(item.table, item.first)
            continue
        if item.table in ("note", "document"):
            query = _SUBJECT.format(table=item.table)
        elif item.table in _OWNERS:
            query = _OWNERS[item.table]
        else:
            continue
        for number, kind in raw.execute(query, (item.first, item.last)).fetchall():
            yield Subject(kind, number)
        if item.removed and item.table in ("contact_email", "contact_phone"):
            yield Subject("contact", int((item.before or {})["contact_id"]))


def revert(work: Work, change_id: int) -> list[Subject]:
    """Make the rows of a change what they were before it.

    Returns:
        The leads, contacts and projects that were changed back and still exist.

    Raises:
        Refused: somebody has changed one of the rows since, or something new hangs on one; nothing is changed.
    """
    items = _items(work.raw, change_id)
    subjects = dict.fromkeys(_subjects(work.raw, items))
    for item in items:
        _refuse_conflicts(work.raw, item, change_id)
    for item in items:
        _restore_item(work, item)
    kept = [s for s in subjects if _exists(work.raw, s)]
    _follow(work, items, kept)
    work.raw.execute("UPDATE change SET undone = 1 WHERE id = ?", (change_id,))
    return kept


def _exists(raw: sqlite3.Connection, subject: Subject) -> bool:
    return raw.execute(f"SELECT 1 FROM {subject.kind} WHERE id = ?", (subject.id,)).fetchone() is not None


def _follow(work: Work, items: Iterable[_Item], kept: list[Subject]) -> None:
    """Bring in step what follows from the rows: search texts, and the version of a contact whose parts came back."""
    contacts = [s.id for s in kept if s.kind == "contact"]
    whole = {item.first for item in items if item.table == "contact" and item.after}
    for contact_id in contacts:
        if contact_id not in whole:
            work.touch(ContactRow, contact_id)
    reindex_leads(work.raw, [s.id for s in kept if s.kind == "lead"])
    reindex_contacts(work.raw, contacts)
