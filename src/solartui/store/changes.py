"""Taking a change back: its rows become what they were, unless somebody changed them since.

What is put back is what people entered. Sort keys and search texts are made anew from it, and version and time of
change count on, so that whoever has the record open learns that it is another one now. Lines of history stay, and
so does the content of files.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from solartui.domain.errors import Refused
from solartui.domain.records import Subject
from solartui.domain.selection import IdSet
from solartui.i18n import mark, tr
from solartui.store.beside import spilling
from solartui.store.keys import DERIVED, keys_of
from solartui.store.packed_rows import bring_back_all, drop_run, put_back_all
from solartui.store.packs import Pack, read_pack
from solartui.store.search_index import reindex_contacts, reindex_leads
from solartui.store.stored import columns_of, from_stored, to_stored
from solartui.store.work import Work

_RECORDS = {
    "lead": mark("lead {id}"),
    "contact": mark("contact {id}"),
    "project": mark("project {id}"),
    "note": mark("note {id}"),
    "saved_view": mark("view {id}"),
    "project_task": mark("a task of the project"),
    "project_event": mark("an event of the project"),
    "design": mark("design {id}"),
    "proposal": mark("proposal {id}"),
    "charge": mark("payment {id}"),
    "custom_field": mark("field {id}"),
    "lead_stage": mark("stage {id}"),
    "entity": mark("entity {id}"),
    "user_account": mark("user {id}"),
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


MOST_HELD = 300_000
"""Rows whose pages are held until the commit, so that meanwhile others can read; of more, memory would run short."""

_NOTHING: frozenset[str] = frozenset()
_RECORD_KINDS = ("contact", "lead", "project")


@dataclass(frozen=True, slots=True)
class Item:
    """One row as a change has written it, one run of created rows, or many rows in a pack."""

    number: int
    table: str
    first: int
    last: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    packed: bool

    @property
    def created(self) -> bool:
        """Whether the rows were new."""
        return self.before is None

    @property
    def removed(self) -> bool:
        """Whether the rows were taken away."""
        return self.before is not None and self.after is None

    @property
    def entered(self) -> frozenset[str]:
        """The columns that a person changed, without the keys made of them."""
        return frozenset(self.after or ()) - self.derived

    @property
    def derived(self) -> frozenset[str]:
        """The columns that are made of others."""
        return DERIVED.get(self.table, _NOTHING)


@dataclass(frozen=True, slots=True)
class _Later:
    """What somebody has done to a row since."""

    change_id: int
    actor: str
    columns: frozenset[str] | None  # None where the row was made or removed


_ITEM = "i.id, i.table_name, i.row_id, i.last_id, i.before, i.after, p.item_id IS NOT NULL"
_FROM = "FROM change_item i LEFT JOIN change_pack p ON p.item_id = i.id"


def _item(row: Sequence[Any]) -> Item:
    number, table, first, last, before, after, packed = row
    then, now = (json.loads(text) if text else None for text in (before, after))
    return Item(number, table, first, last, then, now, bool(packed))


def items_of(raw: sqlite3.Connection, change_id: int, limit: int = -1) -> list[Item]:
    """What a change wrote, the last thing first; no more than `limit`."""
    query = f"SELECT {_ITEM} {_FROM} WHERE i.change_id = ? ORDER BY i.id DESC LIMIT ?"
    return [_item(row) for row in raw.execute(query, (change_id, limit))]


# A change that was undone, and the undoing of it, cancel each other out; so do undoing and doing again.
_LATER = f"""
SELECT c.id, c.actor, {_ITEM} {_FROM} JOIN change c ON c.id = i.change_id
WHERE {{rows}} AND c.undone = 0 AND c.kind NOT IN ('undone', 'redone')
"""
_SINGLE = "i.table_name = ? AND i.row_id BETWEEN ? AND ? AND c.id > ?"
# Of very many rows it is looked among what was written since, not among all that was ever written to them.
_SINGLE_SINCE = "+i.table_name = ? AND +i.row_id BETWEEN ? AND ? AND i.change_id > ?"
_RUNS = "i.table_name = ? AND i.last_id > i.row_id AND i.row_id <= ? AND i.last_id >= ? AND c.id > ?"
_RUNS_SINCE = "+i.table_name = ? AND i.last_id > i.row_id AND i.row_id <= ? AND i.last_id >= ? AND i.change_id > ?"


def _later(raw: sqlite3.Connection, item: Item, change_id: int) -> list[tuple[int, str, Item]]:
    """What other changes have written since near the rows, with who it was, the last thing first."""
    single = _LATER.format(rows=_SINGLE_SINCE if item.packed else _SINGLE)
    runs = _LATER.format(rows=_RUNS_SINCE if item.packed else _RUNS)
    rows = raw.execute(
        f"{single} UNION {runs} ORDER BY 1 DESC",
        (item.table, item.first, item.last, change_id, item.table, item.last, item.first, change_id),
    )
    return [(number, actor, _item(found)) for number, actor, *found in rows]


def _touched(raw: sqlite3.Connection, item: Item, mine: Container[int]) -> Iterator[tuple[int, frozenset[str] | None]]:
    """The rows among `mine` that an item has written, each with its columns; None where it was made or removed."""
    pack = read_pack(raw, item.number) if item.packed else None
    if pack is not None:
        for place, row_id in enumerate(pack.ids):
            if row_id in mine:
                yield row_id, None if item.removed else pack.changed(place)
    elif item.first < item.last:
        yield from ((row_id, None) for row_id in range(item.first, item.last + 1) if row_id in mine)
    elif item.first in mine:
        yield item.first, frozenset(item.after) if item.after else None


def refuse_conflicts(raw: sqlite3.Connection, item: Item, change_id: int) -> None:
    """A row can become what it was only while nobody has touched the same part of it.

    Raises:
        Refused: somebody has; the message says who.
    """
    if item.removed:
        _refuse_new_siblings(raw, item, change_id)
        return
    if item.table == "proposal" and (item.after or {}).get("status") == "accepted":
        _refuse_invoiced(raw, item.first)
    later = _later(raw, item, change_id)
    if not later:
        return
    pack = read_pack(raw, item.number) if item.packed else None
    mine = range(item.first, item.last + 1) if pack is None else frozenset(pack.ids)
    for number, actor, other in later:
        for row_id, columns in _touched(raw, other, mine):
            entered = item.entered if pack is None else pack.changed(pack.ids.index(row_id)) - item.derived
            _refuse_conflict(item, row_id, entered, _Later(number, actor, columns))


def _refuse_conflict(item: Item, row_id: int, entered: frozenset[str], later: _Later) -> None:
    if item.created or later.columns is None:
        record = _record(item.table, row_id)
        raise Refused(
            tr(
                "Not undone: {who} changed {record} since (change {number}).",
                who=later.actor,
                record=record,
                number=later.change_id,
            )
        )
    touched = {_TOGETHER.get(name, name) for name in later.columns}
    both = sorted(name for name in entered if _TOGETHER.get(name, name) in touched)
    if both:
        raise _changed_since(item.table, row_id, both[0], later.actor)


def _refuse_invoiced(raw: sqlite3.Connection, proposal_id: int) -> None:
    """An invoice stays for good, and so does the signature that it rests on."""
    row = raw.execute(
        "SELECT c.label FROM charge c JOIN proposal p ON p.project_id = c.project_id"
        " WHERE p.id = ? AND c.kind = 'invoice' AND c.created_at >= p.decided_at LIMIT 1",
        (proposal_id,),
    ).fetchone()
    if row is not None:
        raise Refused(tr("Not undone: invoice {label} was issued since.", label=row[0]))


def _refuse_new_siblings(raw: sqlite3.Connection, item: Item, change_id: int) -> None:
    """Numbers are replaced as a set: old ones do not come back beside those that were entered since."""
    owner = (item.before or {}).get("contact_id")
    if item.table != "contact_phone" or owner is None:
        return
    for (number,) in raw.execute("SELECT id FROM contact_phone WHERE contact_id = ?", (owner,)).fetchall():
        for _number, who, _other in _later(raw, replace(item, first=number, last=number), change_id):
            raise Refused(tr("Not undone: {who} changed the numbers of contact {id} since.", who=who, id=owner))


def _changed_since(table: str, row_id: int, column: str, who: str) -> Refused:
    what = tr(_WORDS[column]) if column in _WORDS else column.replace("_", " ")
    record = _record(table, row_id)
    return Refused(tr("Not undone: {who} changed {what} of {record} since.", who=who, what=what, record=record))


def _last_writer(raw: sqlite3.Connection, table: str, row_id: int) -> str:
    """Who wrote a row last, as far as the list of changes tells."""
    row = raw.execute(
        "SELECT c.actor FROM change_item i JOIN change c ON c.id = i.change_id "
        "WHERE i.table_name = ? AND i.row_id = ? ORDER BY i.id DESC LIMIT 1",
        (table, row_id),
    ).fetchone()
    return str(row[0]) if row else "?"


def _record(table: str, number: int) -> str:
    return tr(_RECORDS[table], id=number) if table in _RECORDS else tr("a part of it")


def _check_known(raw: sqlite3.Connection, item: Item) -> None:
    known = set(columns_of(raw, item.table))
    if not known or not known.issuperset({*(item.before or ()), *(item.after or ())}):
        raise Refused(tr("Not undone: it was done by an older version of this program."))


def _drop(work: Work, item: Item) -> None:
    try:
        if item.first == item.last:
            work.remove(item.table, item.first)
        else:
            drop_run(work, item.table, item.first, item.last)
    except sqlite3.IntegrityError as error:
        record = _record(item.table, item.first) if item.first == item.last else tr("one of the new records")
        raise Refused(tr("Not undone: something was added to {record} since.", record=record)) from error
    if item.table == "lead":
        work.raw.execute("DELETE FROM lead_search WHERE rowid BETWEEN ? AND ?", (item.first, item.last))


def _put_back(work: Work, item: Item) -> None:
    table = item.table
    current = work.load(table, item.first)
    after, before = item.after or {}, item.before or {}
    for name in sorted(item.entered):
        if current is None or to_stored(table, name, current[name]) != after[name]:
            raise _changed_since(table, item.first, name, _last_writer(work.raw, table, item.first))
    entered = {name: from_stored(table, name, before[name]) for name in item.entered}
    work.update(table, item.first, entered | keys_of(work.raw, table, {**(current or {}), **entered}))


def _bring_back(work: Work, item: Item, pack: Pack | None) -> list[Callable[[], object]]:
    """Bring removed rows back; what is left to do when all others are back, too."""
    with _fitting(item):
        if pack is not None:
            return bring_back_all(work, item.table, pack)
        work.bring_back(item.table, item.before or {})
        return []


@contextmanager
def _fitting(item: Item) -> Iterator[None]:
    """Rows that something entered since has no room for are refused."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        record = _record(item.table, item.first)
        raise Refused(tr("Not undone: {record} no longer fits what was entered since.", record=record)) from error


Deferred = list[tuple[Item, Callable[[], object]]]


def _restore_item(work: Work, item: Item, deferred: Deferred) -> Sequence[int]:
    """Make the rows of an item what they were; the ids, where they were very many."""
    _check_known(work.raw, item)
    pack = read_pack(work.raw, item.number) if item.packed else None
    if item.created:
        _drop(work, item)
    elif item.removed:
        deferred += [(item, link) for link in _bring_back(work, item, pack)]
    elif pack is None:
        with _fitting(item):
            _put_back(work, item)
    elif (found := put_back_all(work, item.table, pack)) is not None:
        row_id, column = found
        raise _changed_since(item.table, row_id, column, _last_writer(work.raw, item.table, row_id))
    return () if pack is None or item.removed else pack.ids


_OWNERS = {
    "contact_email": "SELECT DISTINCT contact_id, 'contact' FROM contact_email WHERE id BETWEEN ? AND ?",
    "contact_phone": "SELECT DISTINCT contact_id, 'contact' FROM contact_phone WHERE id BETWEEN ? AND ?",
    "project_contact": "SELECT DISTINCT project_id, 'project' FROM project_contact WHERE id BETWEEN ? AND ?",
    "project_assignee": "SELECT DISTINCT project_id, 'project' FROM project_assignee WHERE id BETWEEN ? AND ?",
    "project_task": "SELECT DISTINCT project_id, 'project' FROM project_task WHERE id BETWEEN ? AND ?",
    "project_event": "SELECT DISTINCT project_id, 'project' FROM project_event WHERE id BETWEEN ? AND ?",
    "design": "SELECT DISTINCT project_id, 'project' FROM design WHERE id BETWEEN ? AND ?",
    "proposal": "SELECT DISTINCT project_id, 'project' FROM proposal WHERE id BETWEEN ? AND ?",
    "charge": "SELECT DISTINCT project_id, 'project' FROM charge WHERE id BETWEEN ? AND ?",
}
_SUBJECT = """
SELECT DISTINCT coalesce(lead_id, contact_id, project_id),
  CASE WHEN lead_id IS NOT NULL THEN 'lead' WHEN contact_id IS NOT NULL THEN 'contact' ELSE 'project' END
FROM {table} WHERE id BETWEEN ? AND ?
"""


def _subjects(raw: sqlite3.Connection, items: Iterable[Item]) -> Iterator[Subject]:
    """The records that single rows are, or hang on."""
    for item in items:
        if item.packed:
            if item.table in ("contact_email", "contact_phone"):
                yield from (Subject("contact", number) for number in _owners(raw, item))
            continue
        if item.table in ("lead", "contact", "project"):
            if item.first == item.last:
                yield Subject(item.table, item.first)
            continue
        if item.table in ("note", "document", "custom_value"):
            query = _SUBJECT.format(table=item.table)
        elif item.table in _OWNERS:
            query = _OWNERS[item.table]
        else:
            continue
        for number, kind in raw.execute(query, (item.first, item.last)).fetchall():
            yield Subject(kind, number)
        if item.removed and item.table in ("contact_email", "contact_phone"):
            yield Subject("contact", int((item.before or {})["contact_id"]))
        elif item.removed and item.table in _OWNERS:
            yield Subject("project", int((item.before or {})["project_id"]))
        if item.removed and item.table == "custom_value":
            before = item.before or {}
            yield from (Subject(kind, before[f"{kind}_id"]) for kind in _RECORD_KINDS if before.get(f"{kind}_id"))


def _owners(raw: sqlite3.Connection, item: Item) -> Iterator[int]:
    """The contacts that are there and get numbers or addresses of a pack back."""
    pack = read_pack(raw, item.number)
    if pack is not None and "contact_id" in pack.columns:
        place = pack.columns.index("contact_id")
        owners = json.dumps(sorted({row[place] for row in pack.before}))
        query = "SELECT id FROM contact WHERE id IN (SELECT value FROM json_each(?))"
        yield from (row[0] for row in raw.execute(query, (owners,)).fetchall())


def _settle_projects(work: Work, subjects: Iterable[Subject]) -> None:
    """Stage, outcome and jobs follow from the tasks that are there again, or no longer."""
    projects = [subject.id for subject in subjects if subject.kind == "project"]
    if projects:
        from solartui.store.courses import settle

        for project_id in projects:
            settle(work.raw, project_id)


Progress = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def revert(work: Work, change_id: int, progress: Progress = _silent) -> tuple[list[Subject], IdSet]:
    """Make the rows of a change what they were before it.

    Args:
        work: the unit of work.
        change_id: which change; one that undid another can be reverted, too.
        progress: told how many of its parts are done, of how many; it may raise to stop.

    Returns:
        The leads, contacts and projects that were changed back and still exist; and very many leads by their ids.

    Raises:
        Refused: somebody has changed one of the rows since, or something new hangs on one; nothing is changed.
    """
    items = items_of(work.raw, change_id)
    subjects = dict.fromkeys(_subjects(work.raw, items))
    for item in items:
        refuse_conflicts(work.raw, item, change_id)
    many, deferred = IdSet(), Deferred()
    rows = sum(item.last - item.first + 1 for item in items)
    with spilling(work.raw) if rows > MOST_HELD else nullcontext():
        for place, item in enumerate(items):
            progress(place, len(items))
            ids = _restore_item(work, item, deferred)
            if item.table == "lead":
                many = many.changed(ids, ())
        for item, link in deferred:
            with _fitting(item):
                link()
    kept = [s for s in subjects if _exists(work.raw, s)]
    _follow(work, items, kept)
    work.raw.execute("UPDATE change SET undone = 1 WHERE id = ?", (change_id,))
    return kept, many


def _exists(raw: sqlite3.Connection, subject: Subject) -> bool:
    return raw.execute(f"SELECT 1 FROM {subject.kind} WHERE id = ?", (subject.id,)).fetchone() is not None


def _follow(work: Work, items: Iterable[Item], kept: list[Subject]) -> None:
    """Bring in step what follows from the rows: search texts, and the version of a record whose parts came back."""
    contacts = [s.id for s in kept if s.kind == "contact"]
    items = list(items)
    whole = {(item.table, item.first) for item in items if item.after}
    in_parts = {"contact"} | ({"lead", "project"} if any(item.table == "custom_value" for item in items) else set())
    for subject in kept:
        if subject.kind in in_parts and (subject.kind, subject.id) not in whole:
            work.touch(subject.kind, subject.id)
    _settle_projects(work, kept)
    reindex_leads(work.raw, [s.id for s in kept if s.kind == "lead"])
    reindex_contacts(work.raw, contacts)
