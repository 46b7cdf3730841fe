"""The rules of `solartui.services.lead_actions`, said in SQL for very many leads at once.

Each function here does to a lead `l` what the act of the same name does to one; a test compares them on random desks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from solartui.domain import lifecycle
from solartui.domain.errors import Refused
from solartui.domain.people import Assignee
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import AssigneeKind, StageKind
from solartui.i18n import tr
from solartui.store.bulk_change import BulkAct, Line, Sql
from solartui.store.stored import to_json, to_stored
from solartui.store.times import to_text

_NO, _NULL = Sql("FALSE"), Sql("NULL")
_HAS_PROJECTS = "EXISTS (SELECT 1 FROM project p WHERE p.lead_id = l.id AND p.deleted_at IS NULL)"
# Columns that the search text of a lead is made of.
_SEARCHED = frozenset({"channel", "region"})
# A stored time as `datetime.isoformat` writes it.
_ISO = "CASE WHEN substr({c}, 20) = '.000000Z' THEN substr({c}, 1, 19) || '+00:00' ELSE replace({c}, 'Z', '+00:00') END"
_CARRIER = """json(CASE
WHEN l.assignee_user_id IS NOT NULL THEN (SELECT json_object('kind', 'user', 'id', u.id, 'name', u.name)
  FROM user_account u WHERE u.id = l.assignee_user_id)
WHEN l.assignee_entity_id IS NOT NULL THEN (SELECT json_object('kind', e.kind, 'id', e.id, 'name', e.name)
  FROM entity e WHERE e.id = l.assignee_entity_id)
END)"""


def move(stages: Sequence[Stage], target: Stage, reason: str | None, now: datetime) -> BulkAct:
    """Move to a stage by hand."""
    refusals = [
        (Sql("l.archived_at IS NOT NULL"), tr("The lead is archived. Bring it back first.")),
        (
            Sql(f"{_in_kind(stages, StageKind.CONVERTED)} AND {_HAS_PROJECTS}"),
            tr("The lead was converted and has a project. It stays converted."),
        ),
    ]
    try:
        lifecycle.check_target(target, reason)
    except Refused as refusal:
        refusals = [(Sql("TRUE"), refusal.message)]
    values, line = _moved(target, reason, now)
    return BulkAct(Sql("l.stage = ?", (target.key,)), refusals, values, [line])


def move_out(target: Stage, reason: str | None, now: datetime) -> BulkAct:
    """Move out of a stage that is taken away: nothing holds a lead back."""
    values, line = _moved(target, reason, now)
    return BulkAct(_NO, (), values, [line])


def _in_kind(stages: Sequence[Stage], kind: StageKind) -> str:
    keys = ", ".join(f"'{stage.key}'" for stage in stages if stage.kind is kind and stage.key.isidentifier())
    return f"l.stage IN ({keys})"


def _moved(target: Stage, reason: str | None, now: datetime) -> tuple[dict[str, Sql], Line]:
    stamp = to_text(now)
    values = {
        "stage": Sql("?", (target.key,)),
        "stage_since": Sql("?", (stamp,)),
        "lost_reason": Sql("?", (reason if target.kind is StageKind.LOST else None,)),
    }
    if lifecycle.stamps_contact(target):
        values |= _contacted(stamp) | {"last_contacted": Sql("?", (stamp,))}
    if reason:
        return values, Line("moved", Sql("json_object('from', l.stage, 'to', ?, 'reason', ?)", (target.key, reason)))
    return values, Line("moved", Sql("json_object('from', l.stage, 'to', ?)", (target.key,)))


def _contacted(stamp: str) -> dict[str, Sql]:
    return {
        "last_contacted": Sql("max(coalesce(l.last_contacted, ?), ?)", (stamp, stamp)),
        "first_contacted_at": Sql("min(coalesce(l.first_contacted_at, ?), ?)", (stamp, stamp)),
    }


def assign(stages: Sequence[Stage], to: Assignee | None, now: datetime) -> BulkAct:
    """Give to somebody, or to nobody; open leads become Assigned."""
    columns: dict[str, int | None] = {"assignee_user_id": None, "assignee_entity_id": None}
    if to is not None and to.kind is AssigneeKind.USER:
        columns |= {"assignee_user_id": to.id, "owner_id": to.id}
    elif to is not None:
        columns["assignee_entity_id"] = to.id
    values = {name: Sql("?", (value,)) for name, value in columns.items()}
    same = Sql(" AND ".join(f"l.{name} IS ?" for name in columns), tuple(columns.values()))
    brief = None if to is None else to_json({"kind": to.kind.value, "id": to.id, "name": to.name})
    lines = [Line("assigned", Sql(f"json_object('from', {_CARRIER}, 'to', json(?))", (brief,)))]
    target = next((t for s in stages if to and (t := lifecycle.stage_when_assigned(stages, s.key))), None)
    if target is not None:
        opens = f"({_in_kind(stages, StageKind.OPEN)} AND l.archived_at IS NULL)"
        moved, line = _moved(target, None, now)
        lines.append(Line(line.kind, line.data, Sql(opens)))
        for name, sql in moved.items():
            values[name] = Sql(f"CASE WHEN {opens} THEN {sql.text} ELSE l.{name} END", sql.params)
    return BulkAct(same, (), values, lines)


def follow_up(when: datetime | None, note: str | None) -> BulkAct:
    """Set when to look at it again; None marks the follow-up as done."""
    stamp = to_text(when) if when else None
    values = {"next_follow_up": Sql("?", (stamp,)), "follow_up_note": Sql("?", (note,))}
    same = Sql("l.next_follow_up IS ? AND l.follow_up_note IS ?", (stamp, note))
    said = "coalesce(?, l.follow_up_note)"
    if when:
        data = Sql(f"json_object('at', ?, 'note', {said})", (when.isoformat(), note))
        return BulkAct(same, (), values, [Line("follow_up_set", data)])
    data = Sql(f"json_object('at', {_ISO.format(c='l.next_follow_up')}, 'note', {said})", (note,))
    return BulkAct(same, (), values, [Line("follow_up_done", data)])


def log_contact(kind: str, text: str, at: datetime) -> BulkAct:
    """Write down that the customer was contacted."""
    stamp = to_text(at)
    line = Line(kind, Sql("json_object('text', ?, 'at', ?)", (text, at.isoformat())))
    # A call that is only now written down does not hide a later one.
    later = "l.last_contacted IS NULL OR l.last_contacted < ?"
    sooner = "l.first_contacted_at IS NULL OR ? < l.first_contacted_at"
    touches = Sql(f"({later} OR {sooner})", (stamp, stamp))
    return BulkAct(_NO, (), _contacted(stamp), [line], touches)


def stamp_all(what: str, now: datetime) -> BulkAct:
    """Mark as ``archived``, ``unarchived`` or ``deleted``."""
    stamp = Sql("?", (to_text(now),))
    line = Line(what, Sql("json_object('name', l.name)"))
    if what == "deleted":
        refusal = (Sql(_HAS_PROJECTS), tr("It has projects and cannot be deleted. Archive it instead."))
        return BulkAct(_NO, (refusal,), {"deleted_at": stamp}, [line])
    if what == "archived":
        return BulkAct(Sql("l.archived_at IS NOT NULL"), (), {"archived_at": stamp}, [line])
    return BulkAct(Sql("l.archived_at IS NULL"), (), {"archived_at": _NULL}, [line])


def set_columns(columns: Mapping[str, Any]) -> BulkAct:
    """Give columns the same value everywhere."""
    stored = {name: to_stored("lead", name, value) for name, value in columns.items()}
    same = Sql(" AND ".join(f"l.{name} IS ?" for name in stored), tuple(stored.values()))
    parts, params = [], []
    for name, value in columns.items():
        parts.append(f"json_array('{name}', {_as_json(name, columns)}, json(?))")
        params.append(to_json(value))
    line = Line("edited", Sql(f"json_object('changes', json_array({', '.join(parts)}))", tuple(params)))
    values = {name: Sql("?", (value,)) for name, value in stored.items()}
    return BulkAct(same, (), values, [line], searched=not _SEARCHED.isdisjoint(columns))


def _as_json(name: str, columns: Mapping[str, Any]) -> str:
    if isinstance(columns[name], bool):
        return f"json(CASE l.{name} WHEN 1 THEN 'true' ELSE 'false' END)"
    return f"l.{name}"
