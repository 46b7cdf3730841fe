"""Stages of leads as the admin keeps them: added, renamed, put in order, coloured, put out of use, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.stages import (
    GLYPHS,
    HUES,
    Stage,
    check_kinds_left,
    check_name_free,
    checked_stage_label,
    new_key,
    stage_named,
)
from solartui.domain.text import clean
from solartui.domain.vocabulary import StageKind
from solartui.i18n import ntr, tr
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.services.watching import progress
from solartui.store.reading import people as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.work import Work

TOPICS = frozenset({"leads", "contacts", "projects", "users", "views"})
_CHANGEABLE = frozenset({"label", "label_en", "label_pl", "hue", "glyph", "active"})


class StageService:
    """The list of stages. The rules of leads go by the kind of a stage, which never changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Stage, ...]:
        """All stages in their order."""
        with self._desk.reading() as connection:
            return reading.stages(connection)

    def get(self, name: str) -> Stage:
        """The stage of a key or a name.

        Raises:
            NotFound: there is none.
        """
        with self._desk.reading() as connection:
            return _find(connection, name)

    def counts(self) -> dict[str, int]:
        """How many leads are in each stage, archived ones, too."""
        with self._desk.reading() as connection:
            query = "SELECT stage, count(*) FROM lead WHERE deleted_at IS NULL GROUP BY stage"
            return dict(connection.execute(query).fetchall())

    def add(
        self,
        label_en: str,
        label_pl: str | None = None,
        kind: str = "working",
        *,
        hue: str | None = None,
        glyph: str | None = None,
        key: str | None = None,
        position: int | None = None,
    ) -> Changed[Stage]:
        """Add a stage; without a place it goes behind the last one of its kind.

        Raises:
            Invalid: something of it cannot be.
            Refused: there is such a stage, or its kind is the program's own.
        """
        from solartui.store.tables import LeadStageRow

        label_en = checked_stage_label(label_en)
        label_pl = checked_stage_label(label_pl) if label_pl else label_en
        chosen = _kind(kind)
        look = _usual_look(chosen) | _look({name: value for name, value in (("hue", hue), ("glyph", glyph)) if value})
        with self._desk.writing("stages.admin") as work:
            stages = reading.stages(work.raw)
            check_name_free(stages, label_en, label_pl)
            name = new_key(stages, key or label_en)
            labels = {"label_en": label_en, "label_pl": label_pl}
            row: dict[str, Any] = {"key": name, **labels, **look, "kind": chosen.value, "position": len(stages) + 1}
            work.add(LeadStageRow.model_validate(row))
            _put_at(work, name, _behind(stages, chosen) if position is None else position)
            work.describe("stage.added", name=label_en)
            return Changed(_find(work.raw, name), TOPICS, work.change_id)

    def edit(self, name: str, values: Mapping[str, Any]) -> Changed[Stage]:
        """Change names, colour or sign of a stage, or whether it is in use.

        Raises:
            NotFound: there is no such stage.
            Invalid: a value cannot be.
            Refused: the desk cannot do without it.
        """
        unknown = sorted(values.keys() - _CHANGEABLE)
        if unknown:
            raise Invalid(tr("{field}: cannot be changed.", field=clean(unknown[0])[:40]), unknown[0])
        with self._desk.writing("stages.admin") as work:
            stages = reading.stages(work.raw)
            stage = _find(work.raw, name)
            columns = _columns(stages, stage, values)
            if not work.update("lead_stage", _row_id(work.raw, stage.key), columns):
                return Changed(stage, frozenset())
            work.describe("stage.edited", name=stage.label)
            return Changed(_find(work.raw, stage.key), TOPICS, work.change_id)

    def move(self, name: str, position: int) -> Changed[Stage]:
        """Put a stage at a place; the first one is 1.

        Raises:
            NotFound: there is no such stage.
        """
        with self._desk.writing("stages.admin") as work:
            stage = _find(work.raw, name)
            if not _put_at(work, stage.key, position):
                return Changed(stage, frozenset())
            work.describe("stage.edited", name=stage.label)
            return Changed(_find(work.raw, stage.key), TOPICS, work.change_id)

    def delete(self, name: str, move_to: str | None = None, reason: str | None = None) -> Changed[Stage]:
        """Take a stage away; undo brings it back with its leads.

        Args:
            name: which stage.
            move_to: the stage that its leads go to.
            reason: why they are lost, where they go to a stage of lost leads.

        Raises:
            NotFound: there is no such stage.
            Refused: leads are in it and have nowhere to go, or the desk cannot do without it.
        """
        with self._desk.writing("stages.admin") as work:
            stages = reading.stages(work.raw)
            stage = _find(work.raw, name)
            target = _find(work.raw, move_to) if move_to else None
            check_kinds_left(stages, stage)
            (used,) = work.raw.execute("SELECT count(*) FROM lead WHERE stage = ?", (stage.key,)).fetchone()
            if used and target is None:
                count = ntr("{count} lead is", "{count} leads are", used)
                raise Refused(tr("{count} in {stage}. Say where to: --move-to STAGE.", count=count, stage=stage.label))
            if used and target is not None:
                _move_leads(work, stage, target, clean(reason or "") or None)
            work.remove("lead_stage", _row_id(work.raw, stage.key))
            work.describe("stage.deleted", name=stage.label)
            return Changed(stage, TOPICS, work.change_id)


def _find(connection: Connection, name: str) -> Stage:
    stages = reading.stages(connection)
    found = stage_named(stages, name)
    if found is None:
        known = ", ".join(stage.key for stage in stages)
        raise NotFound(tr("There is no stage {name}. Stages: {known}", name=clean(name)[:40], known=known))
    return found


def _row_id(connection: Connection, key: str) -> int:
    return int(connection.execute("SELECT id FROM lead_stage WHERE key = ?", (key,)).fetchone()[0])


def _kind(text: str) -> StageKind:
    word = clean(text).lower()
    if word not in set(StageKind):
        kinds = ", ".join(kind for kind in StageKind if kind is not StageKind.CONVERTED)
        raise Invalid(tr("{value} is none of: {choices}", value=word[:40], choices=kinds), "kind")
    if word == StageKind.CONVERTED:
        raise Refused(tr("The stage of converted leads is the program's own."))
    return StageKind(word)


def _usual_look(kind: StageKind) -> dict[str, str]:
    looks = {
        StageKind.OPEN: ("open", "◇"),
        StageKind.LOST: ("lost", "✗"),
        StageKind.CLOSED: ("closed", "◌"),
    }
    hue, glyph = looks.get(kind, ("teal", "◐"))
    return {"hue": hue, "glyph": glyph}


def _look(values: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    if "hue" in values:
        hue = clean(str(values["hue"])).lower().replace("-", "_").replace(" ", "_")
        if hue not in HUES:
            raise Invalid(tr("{value} is none of: {choices}", value=hue[:40], choices=", ".join(HUES)), "hue")
        found["hue"] = hue
    if "glyph" in values:
        glyph = clean(str(values["glyph"]))
        if len(glyph) != 1 or glyph not in GLYPHS:
            raise Invalid(tr("{value} is none of: {choices}", value=glyph[:10], choices=" ".join(GLYPHS)), "glyph")
        found["glyph"] = glyph
    return found


def _columns(stages: Sequence[Stage], stage: Stage, values: Mapping[str, Any]) -> dict[str, Any]:
    from solartui.domain.drafts import checked_flag

    columns: dict[str, Any] = dict(_look(values))
    label = values.get("label")
    for name in ("label_en", "label_pl"):
        if name in values or label is not None:
            columns[name] = checked_stage_label(str(values.get(name, label) or ""))
    others = [one for one in stages if one.key != stage.key]
    check_name_free(others, *(columns[name] for name in ("label_en", "label_pl") if name in columns))
    if "active" in values:
        columns["active"] = checked_flag("active", values["active"])
        if not columns["active"]:
            check_kinds_left(stages, stage)
    return columns


def _behind(stages: Sequence[Stage], kind: StageKind) -> int:
    """The place behind the last stage of a kind; in front of those that end a lead where there is none."""
    same = [place for place, stage in enumerate(stages, 1) if stage.kind is kind]
    return same[-1] + 1 if same else len([stage for stage in stages if not stage.finished]) + 1


def _put_at(work: Work, key: str, position: int) -> bool:
    order = [stage.key for stage in reading.stages(work.raw) if stage.key != key]
    order.insert(max(0, min(position - 1, len(order))), key)
    changed = [
        work.update("lead_stage", _row_id(work.raw, one), {"position": place}) for place, one in enumerate(order, 1)
    ]
    return any(changed)


def _move_leads(work: Work, stage: Stage, target: Stage, reason: str | None) -> None:
    """Move all leads of a stage, archived and deleted ones, too: none of them can stay in a stage that is gone."""
    from solartui.domain.lifecycle import check_target
    from solartui.store.bulk_change import carry_out, sort_out
    from solartui.store.lead_acts import move_out
    from solartui.store.list_shape import Selection
    from solartui.store.packs import Pack

    if target.key == stage.key:
        raise Refused(tr("Leads cannot stay in {stage}.", stage=stage.label))
    check_target(target, reason)
    act = move_out(target, reason, work.now)
    tally = sort_out(work, Selection("l.stage = ?", (stage.key,)), act)
    if tally.changed:
        carry_out(work, act, tally, progress)
    gone = work.raw.execute("SELECT id, stage FROM lead WHERE stage = ? ORDER BY id", (stage.key,)).fetchall()
    work.raw.execute("UPDATE lead SET stage = ? WHERE stage = ?", (target.key, stage.key))
    work.pack("lead", Pack.of(("stage",), gone, [(number, target.key) for number, _ in gone]))
