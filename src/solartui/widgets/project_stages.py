"""How the stages of a project look: hue, glyph and word for each, and its outcome where it ended early."""

from __future__ import annotations

from solartui.domain.stages import Stage
from solartui.domain.vocabulary import LABELS, ProjectStage, StageKind
from solartui.i18n import mark, tr
from solartui.widgets.strips import Part

_LOOKS = {
    ProjectStage.ONBOARDING: ("open", "○"),
    ProjectStage.QUOTING: ("contacted", "◔"),
    ProjectStage.CONSIDERING: ("teal", "◑"),
    ProjectStage.COMMITTING: ("assigned", "◕"),
    ProjectStage.INSPECTION: ("indigo", "◇"),
    ProjectStage.INSTALLATION: ("site_visit", "◆"),
    ProjectStage.COMPLETED: ("converted", "✓"),
}
_OUTCOMES = {
    "completed": mark("Completed"),
    "failed": mark("Failed"),
    "lost": mark("Lost"),
    "cancelled": mark("Cancelled"),
    "closed": mark("Closed"),
}


def project_stages() -> list[Stage]:
    """The stages in their order, in the language in use, as `stage_steps` takes them."""
    return [
        Stage(stage.value, tr(LABELS[stage]), tr(LABELS[stage]), StageKind.WORKING, at, *_LOOKS[stage])
        for at, stage in enumerate(ProjectStage)
    ]


def project_tag(stage: str, outcome: str | None = None) -> list[Part]:
    """Glyph and word of a stage in its colour; of the outcome instead, where the project ended before the last one."""
    if outcome and outcome != ProjectStage.COMPLETED:
        return [(f"✗ {tr(_OUTCOMES[outcome]) if outcome in _OUTCOMES else outcome}", "hue.lost")]
    if stage not in set(ProjectStage):
        return [(stage, "mute")]
    hue, glyph = _LOOKS[ProjectStage(stage)]
    return [(f"{glyph} {tr(LABELS[ProjectStage(stage)])}", f"hue.{hue}")]
