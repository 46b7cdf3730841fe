"""One act on very many leads: refused, changed and written into their history by SQL, chunk by chunk.

Everything happens in the one transaction of the unit of work. What an act does to a lead is said by SQL texts over the
lead `l` as it was; all of these texts are ours, and every value is bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from solartui.domain.selection import IdSet
from solartui.store.chosen import named
from solartui.store.packs import Pack
from solartui.store.record_list import Selection
from solartui.store.response import wind_clocks
from solartui.store.search_index import reindex_leads
from solartui.store.stored import to_json
from solartui.store.times import to_text
from solartui.store.work import Work

_CHUNK = 5_000
_SHOWN = 100  # refused leads that are named one by one
_SAME, _FIRST_REASON = 1, 2
_MEANT = "l.id IN (SELECT id FROM meant_lead WHERE why = 0 AND id BETWEEN ? AND ?)"


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its bound values."""

    text: str
    params: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history for each lead: its kind, its data as JSON, and which leads get it."""

    kind: str
    data: Sql
    where: Sql = Sql("TRUE")


@dataclass(frozen=True, slots=True)
class BulkAct:
    """What is done with each lead.

    Attributes:
        same: holds where a lead is as it is to be, and nothing is done.
        refusals: conditions that forbid it, each with its reason; the first one counts.
        values: the columns as they are to be.
        lines: what history says, in this order.
        touches: holds where the row itself changes.
        searched: whether the search text has to be written anew.
    """

    same: Sql
    refusals: Sequence[tuple[Sql, str]]
    values: Mapping[str, Sql]
    lines: Sequence[Line]
    touches: Sql = Sql("TRUE")
    searched: bool = False


@dataclass(slots=True)
class Tally:
    """What became of the leads.

    Attributes:
        changed: those that are changed.
        there: how many of those that were meant exist.
        refused: some of the refused ones, with the reason.
        reasons: how many were refused for each reason.
    """

    changed: IdSet = field(default_factory=IdSet)
    there: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)


Progress = Callable[[int, int], None]


def sort_out(work: Work, meant: Selection, act: BulkAct) -> Tally:
    """Decide for every lead that is meant whether the act is done, is done already, or is refused."""
    raw = work.raw
    raw.execute("CREATE TEMP TABLE IF NOT EXISTS meant_lead (id INTEGER PRIMARY KEY, why INTEGER NOT NULL)")
    raw.execute("DELETE FROM meant_lead")
    cases = [(act.same, _SAME), *((sql, _FIRST_REASON + i) for i, (sql, _) in enumerate(act.refusals))]
    choice = " ".join(f"WHEN {sql.text} THEN {number}" for sql, number in cases)
    params = [value for sql, _ in cases for value in sql.params]
    raw.execute(
        f"INSERT INTO meant_lead SELECT l.id, CASE {choice} ELSE 0 END FROM lead l "
        f"WHERE l.deleted_at IS NULL AND ({meant.where})",
        (*params, *meant.params),
    )
    tally = Tally()
    counts = dict(raw.execute("SELECT why, count(*) FROM meant_lead GROUP BY why").fetchall())
    tally.changed = IdSet(row[0] for row in raw.execute("SELECT id FROM meant_lead WHERE why = 0"))
    tally.there = sum(counts.values())
    for place, (_, reason) in enumerate(act.refusals):
        why = _FIRST_REASON + place
        if count := counts.get(why, 0):
            tally.reasons[reason] = tally.reasons.get(reason, 0) + count
            rows = raw.execute("SELECT id FROM meant_lead WHERE why = ? LIMIT ?", (why, _SHOWN - len(tally.refused)))
            tally.refused += [(row[0], reason) for row in rows]
    return tally


def carry_out(work: Work, act: BulkAct, tally: Tally, progress: Progress) -> None:
    """Change the leads that `sort_out` let through.

    Args:
        work: the unit of work.
        act: what to do.
        tally: what `sort_out` found.
        progress: told how many are done, of how many; it may raise to stop.
    """
    done, last = 0, 0
    query = "SELECT count(*), max(id) FROM (SELECT id FROM meant_lead WHERE why = 0 AND id > ? ORDER BY id LIMIT ?)"
    while True:
        progress(done, len(tally.changed))
        count, end = work.raw.execute(query, (last, _CHUNK)).fetchone()
        if not count:
            break
        _change(work, act, (last + 1, end))
        done, last = done + count, end
    work.raw.execute("DELETE FROM meant_lead")


def _change(work: Work, act: BulkAct, span: tuple[int, int]) -> None:
    """One chunk: first its history, which tells of the rows as they were."""
    for line in act.lines:
        _tell(work, line, span)
    texts = [f"{name} = {sql.text}" for name, sql in act.values.items()]
    params = [value for sql in act.values.values() for value in sql.params]
    before = _rows(work, act, span)
    work.raw.execute(
        f"UPDATE lead AS l SET {', '.join(texts)}, version = l.version + 1, updated_at = ? "
        f"WHERE {_MEANT} AND {act.touches.text}",
        (*params, to_text(work.now), *span, *act.touches.params),
    )
    after = _rows(work, act, span)
    pack = Pack.of(tuple(act.values), before, after)
    work.pack("lead", pack.only([place for place in range(len(before)) if before[place] != after[place]]))
    follow(work, pack, searched=act.searched)


def _rows(work: Work, act: BulkAct, span: tuple[int, int]) -> list[tuple[Any, ...]]:
    columns = ", ".join(f"l.{name}" for name in act.values)
    return work.raw.execute(f"SELECT l.id, {columns} FROM lead l WHERE {_MEANT} ORDER BY l.id", span).fetchall()


def _tell(work: Work, line: Line, span: tuple[int, int]) -> None:
    where = Sql(f"{_MEANT} AND {line.where.text}", (*span, *line.where.params))
    _write_lines(work, Line(line.kind, line.data, where))


def _write_lines(work: Work, line: Line) -> None:
    who = (to_text(work.now), work.actor.user_id, work.actor.uid, work.actor.name)
    work.raw.execute(
        "INSERT INTO activity (at, user_id, uid, actor, kind, subject_kind, subject_id, lead_id, contact_id, "
        f"change_id, data) SELECT ?, ?, ?, ?, ?, 'lead', l.id, l.id, l.contact_id, ?, {line.data.text} "
        f"FROM lead l WHERE {line.where.text} ORDER BY l.id",
        (*who, line.kind, work.change_id, *line.data.params, *line.where.params),
    )


def tell_leads(work: Work, kind: str, data: Mapping[str, Any], ids: IdSet) -> None:
    """Write the same line of history on very many leads."""
    among = named(ids)
    _write_lines(work, Line(kind, Sql("?", (to_json(dict(data)),)), Sql(among.where, among.params)))


_CLOCK = frozenset({"stage", "last_contacted", "first_contacted_at", "archived_at", "converted_at"})
_WAITS = (
    "first_contacted_at IS NULL AND archived_at IS NULL AND converted_at IS NULL "
    "AND stage IN (SELECT key FROM lead_stage WHERE kind = 'open' OR key = 'assigned')"
)


def follow(work: Work, pack: Pack, *, searched: bool) -> None:
    """Bring in step what is made of columns that were changed: sort keys, clocks, search texts."""
    among, ids = "id IN (SELECT value FROM json_each(?))", (pack.listed_ids,)
    if "next_follow_up" in pack.columns:
        work.raw.execute(f"UPDATE lead SET due_key = coalesce(next_follow_up, '9') WHERE {among}", ids)
    if not _CLOCK.isdisjoint(pack.columns):
        stops = f"UPDATE lead SET respond_by = NULL, respond_key = '9' WHERE {among} AND respond_by IS NOT NULL"
        work.raw.execute(f"{stops} AND NOT ({_WAITS})", ids)
        starts = f"SELECT id FROM lead WHERE {among} AND respond_by IS NULL AND {_WAITS}"
        runs = [row[0] for row in work.raw.execute(starts, ids)]
        if runs:
            wind_clocks(work.raw, ", ".join(map(str, runs)))
    if searched:
        reindex_leads(work.raw, pack.ids)
