"""Rows of packs put back, taken away and brought back: whole chunks at a time, as the database keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from solartui.store.bulk_change import follow
from solartui.store.keys import DERIVED
from solartui.store.packs import Pack
from solartui.store.search_index import reindex_leads
from solartui.store.stored import columns_of, links_within
from solartui.store.times import to_text
from solartui.store.work import Work

_CHUNK = 2_000
_AMONG = "id IN (SELECT value FROM json_each(?))"


def put_back_all(work: Work, table: str, pack: Pack) -> tuple[int, str] | None:
    """Make the rows of a pack what they were.

    Returns:
        None; or the row and the column that is no longer what the change has made of it, and nothing is written.
    """
    columns = ", ".join(pack.columns)
    query = f"SELECT id, {columns} FROM {table} WHERE {_AMONG} ORDER BY id"
    current = work.raw.execute(query, (pack.listed_ids,)).fetchall()
    after = [] if pack.after is None else pack.after
    differs = _difference(current, pack, after, DERIVED.get(table, frozenset()))
    if differs is not None:
        return differs
    values = ", ".join(f"{name} = ?" for name in pack.columns)
    stamp = to_text(work.now)
    work.raw.executemany(
        f"UPDATE {table} SET {values}, version = version + 1, updated_at = ? WHERE id = ?",
        ((*row, stamp, number) for row, number in zip(pack.before, pack.ids, strict=True)),
    )
    back = Pack(pack.columns, pack.ids, after, pack.before)
    work.pack(table, back)
    if table == "lead":
        follow(work, back, searched=bool({"channel", "region"} & set(pack.columns)))
    return None


def _difference(
    current: Sequence[Sequence[Any]], pack: Pack, after: Sequence[Sequence[Any]], derived: frozenset[str]
) -> tuple[int, str] | None:
    expected = [[number, *row] for number, row in zip(pack.ids, after, strict=True)]
    if [list(row) for row in current] == expected:
        return None
    found = {row[0]: row[1:] for row in current}
    for number, *row in expected:
        now = found.get(number)
        for place, name in enumerate(pack.columns):
            if name not in derived and (now is None or now[place] != row[place]):
                return number, name
    return None


def drop_run(work: Work, table: str, first: int, last: int) -> None:
    """Take a run of rows away, keeping them in packs."""
    columns = [name for name in columns_of(work.raw, table) if name != "id"]
    query = f"SELECT id, {', '.join(columns)} FROM {table} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"
    start = first
    while rows := work.raw.execute(query, (start, last, _CHUNK)).fetchall():
        work.pack(table, Pack.of(columns, rows, None))
        start = rows[-1][0] + 1
    # All at once: rows of the run may refer to each other.
    work.raw.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last))


def bring_back_all(work: Work, table: str, pack: Pack) -> list[Callable[[], object]]:
    """Insert the rows that were taken away.

    Returns:
        What is left to do once all rows of the table are there, because they may refer to each other.
    """
    places = {pack.columns.index(name) for name in links_within(work.raw, table) if name in pack.columns}
    marks = ", ".join("?" * (len(pack.columns) + 1))
    work.raw.executemany(
        f"INSERT INTO {table} (id, {', '.join(pack.columns)}) VALUES ({marks})",
        (
            (number, *(None if place in places else value for place, value in enumerate(row)))
            for number, row in zip(pack.ids, pack.before, strict=True)
        ),
    )
    for first, last in _runs(pack.ids):
        work.created(table, first, last)
    if table == "lead":
        reindex_leads(work.raw, pack.ids)
    # What is left to do holds the pack: of very many, only those that need it.
    linked = (place for place in sorted(places) if any(row[place] is not None for row in pack.before))
    return [partial(_link, work, table, pack, place) for place in linked]


def _link(work: Work, table: str, pack: Pack, place: int) -> None:
    links = ((row[place], number) for number, row in zip(pack.ids, pack.before, strict=True) if row[place] is not None)
    work.raw.executemany(f"UPDATE {table} SET {pack.columns[place]} = ? WHERE id = ?", links)


def _runs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ids without gaps between them, each as its first and its last one."""
    start = previous = ids[0]
    for number in ids[1:]:
        if number != previous + 1:
            yield start, previous
            start = number
        previous = number
    yield start, previous
