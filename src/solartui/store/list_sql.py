"""The questions that a list asks of the database.

There are two ways to the lines of a filtered list. One walks the index of the order and looks at each row: it has the
first lines at once where the filter lets much through. The other gathers what the filter lets through from the index
that serves it best, and sorts: it is quick where that is little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from solartui.domain.listing import Sort
from solartui.store.list_shape import Composite, ListShape, Selection

Question: TypeAlias = tuple[str, tuple[Any, ...]]
Key: TypeAlias = tuple[Any, ...]
"""The sort keys of a record and its id: its place in a list."""

_LITTLE = frozenset({"id", "deleted_at", "archived_at"})


def source_of(shape: ListShape[Any], selection: Selection, *columns: str) -> str:
    """The table, and by which index to look at all that a filter lets through.

    Args:
        shape: what is listed.
        selection: the filter.
        columns: what is asked of the records besides; the first one is what they are grouped by.
    """
    if not selection.where.startswith(shape.listed):
        return shape.table
    if _names_ids(shape, selection):
        return f"{shape.table} NOT INDEXED"
    if selection.origin and shape.placed:
        return f"{shape.table} INDEXED BY {shape.placed}"
    for condition, partial in shape.partial.items():
        if re.search(rf"{re.escape(f'({condition})')}(?! IS NOT TRUE)", selection.where):
            return f"{shape.table} INDEXED BY {partial}"
    asked = (selection.columns | set(columns)) - _LITTLE
    index = shape.narrow.get(next(iter(asked)), "") if len(asked) == 1 else ""
    if composite := _composite(shape, selection, *columns):
        index = composite.index
    for grouping in shape.composites:
        if columns and columns[0] == grouping.column and asked <= grouping.holds:
            index = grouping.index  # nothing needs to be sorted
    index = index or shape.covering
    return f"{shape.table} INDEXED BY {index}" if index else shape.table


def _composite(shape: ListShape[Any], selection: Selection, *columns: str) -> Composite | None:
    """The index for one value of a column, where the filter asks for one, and for nothing that the index lacks."""
    for composite in shape.composites:
        alone = rf"\b[a-z]\.{composite.column} (?:= \?|IN \(\?\))(?=\)? AND |\)?$)"
        asked = (selection.columns | set(columns)) - _LITTLE
        if asked <= composite.holds and re.search(alone, selection.where):
            return composite
    return None


def _names_ids(shape: ListShape[Any], selection: Selection) -> bool:
    """Whether the filter says which ids: a person typed them, or the full-text index tells them."""
    return bool(re.search(rf"(?<!NOT )\b{re.escape(shape.id)} (=|IN)", selection.where))


class ListSql:
    """One list in one order.

    Attributes:
        walks: whether an index holds the listed records in its order, so that walking makes sense.
        steady: whether walking can never be much dearer than gathering.
        probes: whether walking looks into the text of each row.
    """

    def __init__(self, shape: ListShape[Any], selection: Selection, sort: Sort) -> None:
        self._shape = shape
        self._selection = selection
        self._keys = [(shape.sorts[key.column].expression, key.descending) for key in sort.keys]
        self._keys.append((shape.id, self._keys[-1][1]))
        first = shape.sorts[sort.keys[0].column]
        listed = selection.where.startswith(shape.listed)
        self._listed = listed
        self._covered = all(shape.sorts[key.column].covered for key in sort.keys)
        self._along = f" INDEXED BY {first.along}" if first.along else ""
        composite = _composite(shape, selection) if listed else None
        fits = composite is not None and composite.order == first.expression
        self._index = composite.index if composite and fits else first.index
        self._plain = selection.plain and first.indexed and len(sort.keys) == 1
        self.probes = selection.probe != ""
        self.walks = first.indexed and listed and (self.probes or not _names_ids(shape, selection))
        # The index that is walked tells what is asked for, unless there is one of few records to gather by.
        gathered = source_of(shape, selection).split()[-1]
        few = selection.origin is not None or gathered in {*shape.partial.values()} - {shape.placed}
        cheap = (fits or (self._index == shape.covering != "" and not few)) and not self.probes
        self.steady = self._plain or (cheap and len(sort.keys) == 1)

    # ---- where rows come from

    @property
    def _walked(self) -> str:
        return f"{self._shape.table} INDEXED BY {self._index}" if self._index else self._shape.table

    @property
    def _gathered(self) -> str:
        if self._selection.plain and not self._covered:
            return f"{self._shape.table}{self._along}"
        return source_of(self._shape, self._selection)

    # ---- questions

    def page(
        self, limit: int, *, walking: bool, beyond: Key | None = None, reverse: bool = False, offset: int = 0
    ) -> Question:
        """Places of records in order.

        Args:
            limit: how many.
            walking: the way, see above.
            beyond: the place that they come after, before it where `reverse`.
            reverse: whether from the end.
            offset: how many to leave out.
        """
        where, params = self._selection.by_row if walking else (self._selection.where, self._selection.params)
        if beyond is not None:
            after, values = self._after(beyond, reverse=reverse)
            where, params = f"{where} AND {after}", (*params, *values)
        source = self._walked if walking else self._gathered
        keys = ", ".join(expression for expression, _ in self._keys)
        skipped = f" OFFSET {offset}" if offset else ""
        order = self._order(reverse=reverse, sorted_anew=source == self._shape.table and not walking)
        return f"SELECT {keys} FROM {source} WHERE {where} {order} LIMIT {limit}{skipped}", params

    def all_ids(self) -> Question:
        """The ids of everything, in order."""
        source = self._walked if self._plain else self._gathered
        where = self._selection.where
        return f"SELECT {self._shape.id} FROM {source} WHERE {where} {self._order()}", self._selection.params

    def members(self) -> Question:
        """The ids of everything, in any order."""
        return f"SELECT {self._shape.id} FROM {self._gathered} WHERE {self._selection.where}", self._selection.params

    def count(self) -> Question:
        """How many there are."""
        source = self._shape.table if self._selection.plain else self._gathered
        return f"SELECT count(*) FROM {source} WHERE {self._selection.where}", self._selection.params

    def total(self) -> Question:
        """How many there are without a filter."""
        return f"SELECT count(*) FROM {self._shape.table} WHERE {self._shape.listed}", ()

    def place_of(self, record_id: int) -> Question:
        """The place of a record, if the filter lets it through."""
        where, params = self._selection.by_row
        keys = ", ".join(expression for expression, _ in self._keys)
        return f"SELECT {keys} FROM {self._shape.table} WHERE {where} AND {self._shape.id} = ?", (*params, record_id)

    def count_before(self, place: Key) -> Question:
        """How many come before a place."""
        before, values = self._after(place, reverse=True)
        source = self._walked if self.walks and not self.probes else self._gathered
        query = f"SELECT count(*) FROM {source} WHERE {self._selection.where} AND {before}"
        return query, (*self._selection.params, *values)

    def hits(self, limit: int) -> Question | None:
        """How many records the full-text index finds, up to a limit; None where it is not asked."""
        if not self._selection.match:
            return None
        return self._shape.hits, (self._selection.match, limit)

    def lines(self, wanted: str) -> Question:
        """The lines of records, in any order, by the JSON text of their ids."""
        shape = self._shape
        tail = f"WHERE {shape.id} IN (SELECT value FROM json_each(?))"
        return f"SELECT {shape.columns} FROM {shape.table} {shape.joins} {tail}", (wanted,)

    # ---- order

    def _order(self, *, reverse: bool = False, sorted_anew: bool = False) -> str:
        sign = "+" if sorted_anew else ""  # keeps SQLite from walking an index all the same
        ways = ", ".join(f"{sign}{key} {'DESC' if down != reverse else 'ASC'}" for key, down in self._keys)
        return f"ORDER BY {ways}"

    def _after(self, place: Key, *, reverse: bool) -> Question:
        keys = [(key, "<" if down != reverse else ">") for key, down in self._keys]
        if len({sign for _, sign in keys}) == 1:
            marks = ", ".join("?" * len(keys))
            return f"({', '.join(key for key, _ in keys)}) {keys[0][1]} ({marks})", place
        first, sign = keys[0]
        condition, values = _one_by_one(keys, place)
        return f"{first} {sign}= ? AND ({condition})", (place[0], *values)  # the first part finds the beginning


def _one_by_one(keys: Sequence[tuple[str, str]], place: Key) -> Question:
    (key, sign), value = keys[0], place[0]
    if len(keys) == 1:
        return f"{key} {sign} ?", (value,)
    rest, values = _one_by_one(keys[1:], place[1:])
    return f"{key} {sign} ? OR ({key} = ? AND ({rest}))", (value, value, *values)
