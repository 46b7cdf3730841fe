"""How far a lead has come: one stroke for each stage, in its colour once it is reached."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.domain.stages import Stage
from solartui.domain.vocabulary import StageKind
from solartui.widgets.cells import fit
from solartui.widgets.parts import Part

_ASIDE = {StageKind.LOST, StageKind.CLOSED}


def way_of(stages: Sequence[Stage], key: str) -> list[Stage]:
    """The stages that a lead goes through; where it was lost or closed, that stage stands at the end instead."""
    ordered = sorted((stage for stage in stages if stage.active or stage.key == key), key=lambda stage: stage.position)
    here = next((stage for stage in ordered if stage.key == key), None)
    way = [stage for stage in ordered if stage.kind not in _ASIDE]
    if here is not None and here.kind in _ASIDE:
        way = [stage for stage in way if stage.kind != StageKind.CONVERTED] + [here]
    return way


def stage_strokes(stages: Sequence[Stage], key: str, width: int) -> list[Part]:
    """The strokes, heavy as far as the lead has come."""
    way = way_of(stages, key)
    here = _place(way, key)
    parts: list[Part] = []
    for at, (stage, cells) in enumerate(zip(way, _shares(len(way), width), strict=True)):
        if at:
            parts.append((" ", "text"))
        reached = at <= here
        parts.append((("━" if reached else "─") * cells, f"hue.{stage.hue}" if reached else "line_hi"))
    return parts


def stage_words(stages: Sequence[Stage], key: str, width: int) -> list[Part]:
    """The names below the strokes, the present one bold."""
    way = way_of(stages, key)
    parts: list[Part] = []
    for at, (stage, cells) in enumerate(zip(way, _shares(len(way), width), strict=True)):
        if at:
            parts.append((" ", "text"))
        parts.append((fit(stage.label, cells), f"bold hue.{stage.hue}" if stage.key == key else "mute"))
    return parts


def stage_tag(stage: Stage) -> list[Part]:
    """Glyph and word of a stage in its colour."""
    return [(f"{stage.glyph} {stage.label}", f"hue.{stage.hue}")]


def _place(way: Sequence[Stage], key: str) -> int:
    return next((at for at, stage in enumerate(way) if stage.key == key), -1)


def _shares(count: int, width: int) -> list[int]:
    if not count:
        return []
    each, more = divmod(max(count, width - (count - 1)), count)
    return [each + (at < more) for at in range(count)]
