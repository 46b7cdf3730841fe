"""A list as a window on a query: any line of any order, without loading the list.

The plain list in an indexed order walks the index: neighbours by key, far places by offset over ids. Any other order
or filter fetches the ids once, eight bytes each, and reads the lines of a window by id.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from solartui.domain.listing import Sort
from solartui.domain.selection import IdSet
from solartui.store.store import Store

Line = TypeVar("Line", bound=tuple[Any, ...])

_BLOCK = 128
_KEPT_BLOCKS = 24


@dataclass(frozen=True, slots=True)
class SortKey:
    """An SQL expression over the list's own table, never NULL, that the list can be ordered by."""

    expression: str
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class ListShape(Generic[Line]):
    """What a list is made of. All texts are ours, never a person's.

    Attributes:
        id: expression of the record's id.
        table: the table that the ids come from, with its alias.
        joins: what the lines need besides.
        columns: the columns of a line, the id first.
        listed: the condition of a list without any filter; indexes are made for it.
        sorts: the orders on offer, by their stable names.
        make: makes a line from the columns.
    """

    id: str
    table: str
    joins: str
    columns: str
    listed: str
    sorts: Mapping[str, SortKey]
    make: Callable[[tuple[Any, ...]], Line]


@dataclass(frozen=True, slots=True)
class Selection:
    """A compiled filter: a condition with its bound values. `plain` when it is just what every list shows."""

    where: str
    params: tuple[Any, ...] = ()
    plain: bool = True


@dataclass
class _Cache:
    blocks: OrderedDict[int, list[tuple[Any, ...]]] = field(default_factory=OrderedDict)
    ids: array[int] | None = None
    count: int | None = None


class RecordList(Generic[Line]):
    """One list with one filter in one order. Safe to call from any reader thread."""

    def __init__(self, store: Store, shape: ListShape[Line], selection: Selection, sort: Sort) -> None:
        self._store = store
        self._shape = shape
        self._selection = selection
        self.sort = sort
        self._keys = [(shape.sorts[key.column], key.descending) for key in sort.keys]
        self._key = self._keys[0][0]
        self._walks = selection.plain and self._key.indexed and len(self._keys) == 1
        self._cache = _Cache()
        self._guard = threading.Lock()

    def rows(self, start: int, stop: int) -> list[Line]:
        """The lines from `start` up to `stop`, fewer at the end of the list."""
        found: list[tuple[Any, ...]] = []
        with self._guard, self._store.reading() as connection:
            place = max(start, 0)
            while place < stop:
                number, offset = divmod(place, _BLOCK)
                part = self._block(connection, number)[offset : offset + stop - place]
                if not part:
                    break
                found += part
                place += len(part)
        make = self._shape.make
        return [make(row[1:]) for row in found]

    def count(self) -> int:
        """How many records the filter lets through."""
        with self._guard, self._store.reading() as connection:
            return self._count(connection)

    def total(self) -> int:
        """How many records there are without a filter."""
        with self._store.reading() as connection:
            query = f"SELECT count(*) FROM {self._shape.table} WHERE {self._shape.listed}"
            return int(connection.execute(query).fetchone()[0])

    def position(self, record_id: int) -> int | None:
        """Where a record stands in the list, None when it is not in it."""
        with self._guard, self._store.reading() as connection:
            if not self._walks:
                ids = self._ids(connection)
                return ids.index(record_id) if record_id in ids else None
            where, params = self._selection.where, self._selection.params
            found = connection.execute(
                f"SELECT {self._key.expression} FROM {self._shape.table} WHERE {where} AND {self._shape.id} = ?",
                (*params, record_id),
            ).fetchone()
            if found is None:
                return None
            before = ">" if self.sort.descending else "<"
            query = (
                f"SELECT count(*) FROM {self._shape.table} WHERE {where} "
                f"AND ({self._key.expression}, {self._shape.id}) {before} (?, ?)"
            )
            return int(connection.execute(query, (*params, found[0], record_id)).fetchone()[0])

    def ids(self) -> Iterator[int]:
        """The ids of all records in their order."""
        with self._guard, self._store.reading() as connection:
            return iter(self._ids(connection))

    def members(self) -> IdSet:
        """All records that the filter lets through, in little room."""
        with self._store.reading() as connection:
            query = f"SELECT {self._shape.id} FROM {self._shape.table} WHERE {self._selection.where}"
            return IdSet(row[0] for row in connection.execute(query, self._selection.params))

    def refresh(self) -> None:
        """Forget what was read, because the data changed."""
        with self._guard:
            self._cache = _Cache()

    def _count(self, connection: sqlite3.Connection) -> int:
        if self._cache.count is None:
            if self._cache.ids is not None:
                self._cache.count = len(self._cache.ids)
            else:
                query = f"SELECT count(*) FROM {self._shape.table} WHERE {self._selection.where}"
                self._cache.count = int(connection.execute(query, self._selection.params).fetchone()[0])
        return self._cache.count

    def _order(self, *, reverse: bool = False) -> str:
        ways = ["DESC" if descending != reverse else "ASC" for _, descending in self._keys]
        keys = [f"{key.expression} {way}" for (key, _), way in zip(self._keys, ways, strict=True)]
        return f"ORDER BY {', '.join(keys)}, {self._shape.id} {ways[-1]}"

    def _ids(self, connection: sqlite3.Connection) -> array[int]:
        if self._cache.ids is None:
            self._cache.ids = self._ordered(connection)
        return self._cache.ids

    def _ordered(self, connection: sqlite3.Connection, limit: str = "") -> array[int]:
        shape = self._shape
        query = f"SELECT {shape.id} FROM {shape.table} WHERE {self._selection.where} {self._order()} {limit}"
        return array("q", (row[0] for row in connection.execute(query, self._selection.params)))

    def _lines(self, connection: sqlite3.Connection, tail: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        shape = self._shape
        key = self._key.expression
        return connection.execute(
            f"SELECT {key}, {shape.columns} FROM {shape.table} {shape.joins} {tail}", params
        ).fetchall()

    def _block(self, connection: sqlite3.Connection, number: int) -> list[tuple[Any, ...]]:
        blocks = self._cache.blocks
        if number in blocks:
            blocks.move_to_end(number)
            return blocks[number]
        rows = self._walk(connection, number) if self._walks else self._pick(connection, number)
        blocks[number] = rows
        if len(blocks) > _KEPT_BLOCKS:
            blocks.popitem(last=False)
        return rows

    def _pick(self, connection: sqlite3.Connection, number: int) -> list[tuple[Any, ...]]:
        if number == 0 and self._cache.ids is None:
            # The first lines are asked for before anything else: do not make them wait for all ids.
            return self._first(connection)
        start = number * _BLOCK
        return self._by_id(connection, self._ids(connection)[start : start + _BLOCK])

    def _first(self, connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
        if not self._key.indexed or len(self._keys) > 1:
            # Sorting ids is ten times cheaper than sorting whole lines.
            return self._by_id(connection, self._ordered(connection, f"LIMIT {_BLOCK}"))
        tail = f"WHERE {self._selection.where} {self._order()} LIMIT {_BLOCK}"
        return self._lines(connection, tail, self._selection.params)

    def _by_id(self, connection: sqlite3.Connection, ids: array[int]) -> list[tuple[Any, ...]]:
        wanted = "[" + ",".join(map(str, ids)) + "]"
        tail = f"WHERE {self._shape.id} IN (SELECT value FROM json_each(?))"
        found = {row[1]: row for row in self._lines(connection, tail, (wanted,))}
        return [found[i] for i in ids if i in found]

    def _walk(self, connection: sqlite3.Connection, number: int) -> list[tuple[Any, ...]]:
        if number == 0:
            return self._first(connection)
        blocks = self._cache.blocks
        if before := blocks.get(number - 1):
            return self._beside(connection, before[-1], reverse=False)
        if after := blocks.get(number + 1):
            return self._beside(connection, after[0], reverse=True)[::-1]
        return self._far(connection, number * _BLOCK)

    def _beside(self, connection: sqlite3.Connection, row: tuple[Any, ...], *, reverse: bool) -> list[tuple[Any, ...]]:
        way = "<" if self.sort.descending != reverse else ">"
        tail = (
            f"WHERE {self._selection.where} AND ({self._key.expression}, {self._shape.id}) {way} (?, ?) "
            f"{self._order(reverse=reverse)} LIMIT {_BLOCK}"
        )
        return self._lines(connection, tail, (*self._selection.params, row[0], row[1]))

    def _far(self, connection: sqlite3.Connection, offset: int) -> list[tuple[Any, ...]]:
        count = self._count(connection)
        size = min(_BLOCK, count - offset)
        if size <= 0:
            return []
        reverse = offset > count // 2
        skip = count - offset - size if reverse else offset
        query = (
            f"SELECT {self._shape.id} FROM {self._shape.table} WHERE {self._selection.where} "
            f"{self._order(reverse=reverse)} LIMIT {size} OFFSET {skip}"
        )
        ids = array("q", (row[0] for row in connection.execute(query, self._selection.params)))
        if reverse:
            ids.reverse()
        return self._by_id(connection, ids)
