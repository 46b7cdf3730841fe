"""A list as a window on a query: any line of any order, without loading the list.

Neighbours are found by key, the ends from their side, far places by offset over an index. The first lines never wait
for a count. See `solartui.store.list_sql` for the two ways to them.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple

from solartui.domain.listing import Sort
from solartui.domain.selection import IdSet
from solartui.store.list_shape import Line, ListShape, Selection, SortKey
from solartui.store.list_sql import Key, ListSql, Question
from solartui.store.store import Store

__all__ = ["ListShape", "RecordList", "Selection", "SortKey"]

# Lines read at once: a walk that finds little takes the longer, the more it has to find.
_BLOCK = 64
_KEPT_BLOCKS = 20
# Places read at once: gathering costs nearly the same for many as for a few.
_WALKED, _GATHERED = _BLOCK, 64 * _BLOCK
_KEPT_PIECES = 40
# Of SQLite's machine, before walking is given up: some 7,000 rows of the table, or 20,000 of the texts.
_STEPS, _TEXT_STEPS = 100_000, 600_000
# So many hits of the full-text index are gathered; above that, walking finds the first lines sooner.
_FEW_HITS = 16_384


class _Piece(NamedTuple):
    ids: array[int]
    first: Key
    last: Key


_NOTHING = _Piece(array("q"), (), ())


@dataclass
class _Cache:
    walking: bool | None = None
    pieces: OrderedDict[int, _Piece] = field(default_factory=OrderedDict)
    blocks: OrderedDict[int, list[tuple[Any, ...]]] = field(default_factory=OrderedDict)
    count: int | None = None


class RecordList(Generic[Line]):
    """One list with one filter in one order. Safe to call from any reader thread."""

    def __init__(self, store: Store, shape: ListShape[Line], selection: Selection, sort: Sort) -> None:
        self._store = store
        self._make = shape.make
        self._sql = ListSql(shape, selection, sort)
        self._unfiltered = selection.plain
        self.sort = sort
        self._cache = _Cache()
        self._guard = threading.Lock()

    def rows(self, start: int, stop: int) -> list[Line]:
        """The lines from `start` up to `stop`, fewer at the end of the list."""
        found: list[tuple[Any, ...]] = []
        cache = self._cache
        with self._store.reading() as connection:
            place = max(start, 0)
            while place < stop:
                number, offset = divmod(place, _BLOCK)
                part = self._block(connection, cache, number)[offset : offset + stop - place]
                if not part:
                    break
                found += part
                place += len(part)
        return [self._make(row) for row in found]

    def at_hand(self, start: int, stop: int) -> list[Line] | None:
        """The lines of `rows`, where all of them have been read already; it never waits."""
        with self._guard:
            blocks = [self._cache.blocks.get(number) for number in range(start // _BLOCK, -(-stop // _BLOCK))]
        found: list[tuple[Any, ...]] = []
        for block in blocks:
            if block is None:
                return None
            found += block
            if len(block) < _BLOCK:
                break
        first = start % _BLOCK
        return [self._make(row) for row in found[first : first + stop - start]]

    def count(self) -> int:
        """How many records the filter lets through."""
        with self._store.reading() as connection:
            return self._count(connection, self._cache)

    def total(self) -> int:
        """How many records there are without a filter."""
        if self._unfiltered:
            return self.count()
        with self._store.reading() as connection:
            return _number(connection, self._sql.total())

    def position(self, record_id: int) -> int | None:
        """Where a record stands in the list, None when it is not in it."""
        cache = self._cache
        with self._store.reading() as connection:
            place = connection.execute(*self._sql.place_of(record_id)).fetchone()
            if place is None:
                return None
            known = self._known_place(cache, record_id)
            return _number(connection, self._sql.count_before(place)) if known is None else known

    def _known_place(self, cache: _Cache, record_id: int) -> int | None:
        size = self._size(cache)
        with self._guard:
            pieces = list(cache.pieces.items())
        for number, piece in pieces:
            if record_id in piece.ids:
                return number * size + piece.ids.index(record_id)
        return None

    def ids(self) -> Iterator[int]:
        """The ids of all records in their order, as they are now: eight bytes each."""
        with self._store.reading() as connection:
            return iter(array("q", (row[0] for row in connection.execute(*self._sql.all_ids()))))

    def members(self) -> IdSet:
        """All records that the filter lets through, in little room."""
        with self._store.reading() as connection:
            return IdSet(row[0] for row in connection.execute(*self._sql.members()))

    def refresh(self) -> None:
        """Forget what was read, because the data changed."""
        with self._guard:
            self._cache = _Cache()

    def _count(self, connection: sqlite3.Connection, cache: _Cache) -> int:
        if cache.count is None:
            cache.count = _number(connection, self._sql.count())
        return cache.count

    # ---- lines

    def _block(self, connection: sqlite3.Connection, cache: _Cache, number: int) -> list[tuple[Any, ...]]:
        with self._guard:
            known = cache.blocks.get(number)
        if known is not None:
            return known
        lines = self._lines(connection, self._places(connection, cache, number))
        with self._guard:
            _keep(cache.blocks, number, lines, _KEPT_BLOCKS)
        return lines

    def _lines(self, connection: sqlite3.Connection, ids: array[int]) -> list[tuple[Any, ...]]:
        if not ids:
            return []
        wanted = "[" + ",".join(map(str, ids)) + "]"
        found = {row[0]: row for row in connection.execute(*self._sql.lines(wanted))}
        return [found[i] for i in ids if i in found]

    # ---- places

    @staticmethod
    def _size(cache: _Cache) -> int:
        return _WALKED if cache.walking else _GATHERED

    def _places(self, connection: sqlite3.Connection, cache: _Cache, number: int) -> array[int]:
        if cache.walking is None:
            cache.walking = self._begins_walking(connection)
        start = number * _BLOCK
        found = self._piece(connection, cache, start // self._size(cache))
        if found is None:
            cache.walking = False
            with self._guard:
                cache.pieces.clear()
            found = self._piece(connection, cache, start // _GATHERED) or _NOTHING
        offset = start % self._size(cache)
        return found.ids[offset : offset + _BLOCK]

    def _begins_walking(self, connection: sqlite3.Connection) -> bool:
        if not self._sql.walks:
            return False
        hits = self._sql.hits(_FEW_HITS)
        return hits is None or _number(connection, hits) >= _FEW_HITS

    def _piece(self, connection: sqlite3.Connection, cache: _Cache, number: int) -> _Piece | None:
        """Some places in a row; None where walking to them takes too long."""
        with self._guard:
            known, before, after = (cache.pieces.get(n) for n in (number, number - 1, number + 1))
        if known is not None:
            return known
        size = self._size(cache)
        if number == 0:
            piece = self._ask(connection, cache)
        elif before is not None:
            piece = self._ask(connection, cache, beyond=before.last) if len(before.ids) == size else _NOTHING
        elif after is not None and after.ids:
            piece = self._ask(connection, cache, beyond=after.first, reverse=True)
        else:
            piece = self._far(connection, cache, number * size)
        if piece is None:
            return None
        if number == 0 and len(piece.ids) < size:
            cache.count = len(piece.ids)
        with self._guard:
            _keep(cache.pieces, number, piece, _KEPT_PIECES)
        return piece

    def _ask(
        self, connection: sqlite3.Connection, cache: _Cache, beyond: Key | None = None, *, reverse: bool = False
    ) -> _Piece | None:
        size = self._size(cache)
        if cache.walking:
            return self._walk(connection, self._sql.page(size, walking=True, beyond=beyond, reverse=reverse), reverse)
        question = self._sql.page(size, walking=False, beyond=beyond, reverse=reverse)
        return _piece_of(connection.execute(*question).fetchall(), reverse=reverse)

    def _walk(self, connection: sqlite3.Connection, question: Question, reverse: bool) -> _Piece | None:
        if self._sql.steady:
            rows: list[Key] | None = connection.execute(*question).fetchall()
        else:
            rows = self._store.within(connection, _TEXT_STEPS if self._sql.probes else _STEPS, *question)
        return None if rows is None else _piece_of(rows, reverse=reverse)

    def _far(self, connection: sqlite3.Connection, cache: _Cache, offset: int) -> _Piece:
        count = self._count(connection, cache)
        size = min(self._size(cache), count - offset)
        if size <= 0:
            return _NOTHING
        reverse = offset > count // 2
        skip = count - offset - size if reverse else offset
        if cache.walking and (self._sql.steady or skip < _BLOCK):
            question = self._sql.page(size, walking=True, reverse=reverse, offset=skip)
            if piece := self._walk(connection, question, reverse):
                return piece
        question = self._sql.page(size, walking=False, reverse=reverse, offset=skip)
        return _piece_of(connection.execute(*question).fetchall(), reverse=reverse)


def _number(connection: sqlite3.Connection, question: Question) -> int:
    return int(connection.execute(*question).fetchone()[0])


def _piece_of(rows: list[Key], *, reverse: bool) -> _Piece:
    if reverse:
        rows.reverse()
    return _Piece(array("q", (row[-1] for row in rows)), rows[0], rows[-1]) if rows else _NOTHING


def _keep(kept: OrderedDict[int, Any], number: int, value: Any, most: int) -> None:
    kept[number] = value
    if len(kept) > most:
        kept.popitem(last=False)
