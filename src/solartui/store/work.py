"""The unit of work: everything that one use case writes, in one transaction, with its history.

Each row written through a `Work` is noted as it was and as it became. That note makes undo possible, and it is
committed together with the data it speaks of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol, cast

from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.store.beside import Beside, Write
from solartui.store.packs import Pack
from solartui.store.response import clock_columns
from solartui.store.stored import from_stored, to_json, to_stored
from solartui.store.times import to_text

if TYPE_CHECKING:
    from sqlmodel import SQLModel

# What the first-response clock of a lead is made of.
_CLOCK = frozenset({"stage", "source", "last_contacted", "first_contacted_at", "archived_at", "converted_at"})


# Rows of one statement: with more of them nothing gets faster, and what is left over is written one by one.
_AT_ONCE = 100


class VersionClash(Exception):
    """The row has a newer version than the one that was to be saved over."""


class Work:
    """One transaction. Leaving `Store.begin` commits it, an exception rolls it back; nobody else commits.

    Attributes:
        actor: who does it; every activity and change names them.
        now: the time of all that is written here.
    """

    def __init__(self, raw: sqlite3.Connection, actor: Actor, now: datetime) -> None:
        self._raw = raw
        self._beside = Beside(raw)
        self.actor = actor
        self.now = now
        self._change_id: int | None = None
        self._kind = "other"
        self._data: dict[str, Any] = {}
        self._undoable = True

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's connection inside the transaction, for reads and bulk statements as SQL text."""
        self._beside.settle()
        return self._raw

    def beside(self, write: Write) -> None:
        """Write in a thread of its own while the next rows are thought about; whoever uses the database waits for it.

        It pays where SQLite is busy for long without Python: for statements that write very many rows.
        """
        self._beside.begin(write)

    def settle(self) -> None:
        """Wait for what is written beside.

        Raises:
            sqlite3.Error: it failed.
        """
        self._beside.settle()

    def describe(self, kind: str, /, *, undoable: bool = True, **data: Any) -> None:
        """Say what this use case is, for the list of changes."""
        self._kind, self._data, self._undoable = kind, data, undoable

    @property
    def change_id(self) -> int:
        """The number of this use case in the list of changes."""
        if self._change_id is None:
            values = {"kind": self._kind, "data": "{}", "rows": 0, "undoable": 1, "undone": 0}
            self._change_id = self._keep("change", at=to_text(self.now), **self._who(), **values)
        return self._change_id

    @property
    def wrote(self) -> bool:
        """Whether anything was written yet."""
        return self._change_id is not None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the work that may fail by itself: an exception takes back what the part wrote, and no more."""
        change = self._change_id
        self.raw.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            # A full disk has ended the whole transaction already.
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK TO part")
                self.raw.execute("RELEASE part")
            self._change_id = change
            raise
        self.raw.execute("RELEASE part")

    def _who(self) -> dict[str, Any]:
        return {"user_id": self.actor.user_id, "uid": self.actor.uid, "actor": self.actor.name}

    def _keep(self, table: str, **stored: Any) -> int:
        """Insert a row of plain stored values: what is written beside every row must cost next to nothing."""
        marks = ", ".join("?" * len(stored))
        query = f"INSERT INTO {table} ({', '.join(stored)}) VALUES ({marks})"
        return cast("int", self.raw.execute(query, tuple(stored.values())).lastrowid)

    def add(self, row: SQLModel) -> int:
        """Insert a row and return its id."""
        table, values = str(row.__tablename__), {name: getattr(row, name) for name in type(row).model_fields}
        stored = {name: to_stored(table, name, value) for name, value in values.items() if value is not None}
        row_id = self._keep(table, **stored)
        self._note(table, row_id, None, None)
        return row_id

    def load(self, table: str, row_id: int) -> dict[str, Any] | None:
        """The columns of a row as they are now, or None."""
        row = self._stored(table, row_id)
        return None if row is None else {name: from_stored(table, name, value) for name, value in row.items()}

    def _stored(self, table: str, row_id: int) -> dict[str, Any] | None:
        found = self.raw.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        row = found.fetchone()
        return None if row is None else dict(zip((name for name, *_ in found.description), row, strict=True))

    def update(
        self, table: str, row_id: int, values: Mapping[str, Any], version: int | None = None
    ) -> dict[str, tuple[Any, Any]]:
        """Change columns of a row and count its version up.

        Args:
            table: whose row it is.
            row_id: which row; it must exist.
            values: the columns as they are to be.
            version: the version that the person saw, where they saw one.

        Returns:
            For each column that really changed, its value before and after; nothing is written when none did.

        Raises:
            VersionClash: the stored version is another one.
        """
        row = self.load(table, row_id)
        if row is None or (version is not None and row["version"] != version):
            raise VersionClash
        changed = {name: (row[name], value) for name, value in values.items() if row[name] != value}
        if not changed:
            return {}
        if table == "lead" and not _CLOCK.isdisjoint(changed):
            clock = clock_columns(self.raw, {**row, **values})
            changed |= {name: (row[name], value) for name, value in clock.items() if row[name] != value}
        new = {name: after for name, (_, after) in changed.items()}
        if "version" in row:
            new["version"] = row["version"] + 1
        if "updated_at" in row:
            new["updated_at"] = self.now
        stored = [to_stored(table, name, value) for name, value in new.items()]
        query = f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in new)} WHERE id = ?"
        self.raw.execute(query, (*stored, row_id))
        before = {name: to_stored(table, name, pair[0]) for name, pair in changed.items()}
        after = {name: to_stored(table, name, pair[1]) for name, pair in changed.items()}
        self._note(table, row_id, before, after)
        return changed

    def touch(self, table: str, row_id: int) -> None:
        """Count a row's version up because something that belongs to it has changed."""
        query = f"UPDATE {table} SET version = version + 1, updated_at = ? WHERE id = ?"
        self.raw.execute(query, (to_text(self.now), row_id))

    def remove(self, table: str, row_id: int) -> None:
        """Delete a row, keeping its columns for undo."""
        row = self._stored(table, row_id)
        self.raw.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._note(table, row_id, row, None)

    def bring_back(self, table: str, stored: Mapping[str, Any]) -> None:
        """Insert a removed row with the columns that `remove` kept."""
        self._keep(table, **stored)
        self._note(table, int(stored["id"]), None, None)

    def pack(self, table_name: str, pack: Pack) -> None:
        """Note many rows that statements changed, or removed, through `raw`."""
        if not pack.ids:
            return
        after = None if pack.after is None else dict.fromkeys(pack.columns)
        item = self._item(table_name, pack.ids[0], pack.ids[-1], {}, after)
        self._keep("change_pack", item_id=item, rows=len(pack.ids), body=pack.pressed())

    def created(self, table_name: str, first: int, last: int) -> None:
        """Note a run of rows that bulk statements inserted through `raw`."""
        self._item(table_name, first, last, None, None)

    def activity(
        self,
        kind: str,
        subject: Subject,
        data: Mapping[str, Any] | None = None,
        *,
        lead_id: int | None = None,
        contact_id: int | None = None,
        project_id: int | None = None,
    ) -> None:
        """Write one line of history on a record, visible from the lead, contact and project that are named."""
        own = {"lead": lead_id, "contact": contact_id, "project": project_id}
        if subject.kind in own:
            own[subject.kind] = subject.id
        values: dict[str, Any] = {"kind": kind, "data": to_json(dict(data or {})), "change_id": self.change_id}
        values |= {"subject_kind": subject.kind, "subject_id": subject.id}
        values |= {f"{name}_id": number for name, number in own.items()}
        self._keep("activity", at=to_text(self.now), **self._who(), **values)

    def finish(self) -> None:
        """Complete the change row; called once, before the commit."""
        if self._change_id is None:
            return
        counted = (
            "SELECT coalesce(sum(coalesce(p.rows, i.last_id - i.row_id + 1)), 0) "
            "FROM change_item i LEFT JOIN change_pack p ON p.item_id = i.id WHERE i.change_id = ?"
        )
        rows = self.raw.execute(counted, (self._change_id,)).fetchone()[0]
        values = (self._kind, to_json(self._data), int(self._undoable), rows, self._change_id)
        self.raw.execute("UPDATE change SET kind = ?, data = ?, undoable = ?, rows = ? WHERE id = ?", values)

    def _note(self, table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        self._item(table, row_id, row_id, before, after)

    def _item(
        self, name: str, first: int, last: int, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> int:
        kept = {
            "before": None if before is None else to_json(before),
            "after": None if after is None else to_json(after),
        }
        return self._keep("change_item", change_id=self.change_id, table_name=name, row_id=first, last_id=last, **kept)


def insert_many(raw: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert many rows of plain stored values, many of them by each statement.

    SQLite then works for long without asking Python for the next row, and other threads go on meanwhile.
    """
    walk = iter(rows)
    while found := list(islice(walk, _AT_ONCE)):
        by_column = list(zip(*found, strict=True))
        # What none of them fills in is NULL anyway; to bind that for each row takes a third as long as all the rest.
        filled = [place for place, values in enumerate(by_column) if values.count(None) < len(found)] or [0]
        marks = f"({', '.join('?' * len(filled))})"
        insert = f"INSERT INTO {table} ({', '.join([columns[place] for place in filled])}) VALUES "
        plain = zip(*[by_column[place] for place in filled], strict=True)
        if len(found) == _AT_ONCE:
            raw.execute(insert + ", ".join([marks] * _AT_ONCE), list(chain.from_iterable(plain)))
        else:
            raw.executemany(insert + marks, plain)


class Guarded(Protocol):
    """The open file as a unit of work knows it."""

    clock: Callable[[], datetime]

    def check_unchanged(self, raw: sqlite3.Connection) -> None:
        """Refuse a file that another program upgraded."""

    def check_identity(self) -> None:
        """Refuse a file that was deleted or replaced."""


@contextmanager
def unit_of_work(store: Guarded, raw: sqlite3.Connection, actor: Actor) -> Iterator[Work]:
    """Run a block of writes as one transaction on a connection that holds the lock for writing."""
    try:
        store.check_unchanged(raw)
        # The time is taken when others are done: the order of times is the order of the changes.
        work = Work(raw, actor, store.clock())
        try:
            yield work
        finally:
            work.settle()
        work.finish()
        store.check_identity()
        raw.execute("COMMIT")
    except BaseException:
        raw.rollback()
        raise
