"""How the stages of a project look: hue, glyph and word for each, and its outcome where it ended early."""

from __future__ import annotations

from solartui.domain.stages import Stage
from solartui.domain.vocabulary import LABELS, ProjectStage, StageKind
from solartui.i18n import mark, tr
from solartui.widgets.cells import fit, width_of
from solartui.widgets.parts import Part

_LOOKS = {
    ProjectStage.ONBOARDING: ("open", "○"),
    ProjectStage.QUOTING: ("contacted", "◔"),
    ProjectStage.CONSIDERING: ("teal", "◑"),
    ProjectStage.COMMITTING: ("assigned", "◕"),
    ProjectStage.INSPECTION: ("indigo", "◇"),
    ProjectStage.INSTALLATION: ("site_visit", "◆"),
    ProjectStage.COMPLETED: ("converted", "✓"),
}
_SHORT = 6  # cells that still tell one stage from another
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


def steps_need() -> int:
    """How many cells the words of all stages need."""
    stages = project_stages()
    return sum(width_of(one.label) for one in stages) + len(stages) - 1


def project_steps(stage: str, outcome: str | None, width: int) -> tuple[list[Part], list[Part]]:
    """The strokes of the seven stages and the words below them, the present one bold; each as wide as its word.

    Strokes are heavy as far as the project has come, and muted where it ended before the last stage.
    """
    stages = project_stages()
    here = next((at for at, one in enumerate(stages) if one.key == stage), -1)
    ended = bool(outcome) and outcome != ProjectStage.COMPLETED
    strokes: list[Part] = []
    words: list[Part] = []
    shares = _shares([width_of(one.label) for one in stages], here, width)
    for at, (one, cells) in enumerate(zip(stages, shares, strict=True)):
        if at:
            strokes.append((" ", "text"))
            words.append((" ", "text"))
        hue = "hue.lost" if ended else f"hue.{one.hue}"
        strokes.append((("━" if at <= here else "─") * cells, hue if at <= here else "line_hi"))
        words.append((fit(one.label, cells), f"bold {hue}" if at == here else "mute"))
    return strokes, words


def _shares(wanted: list[int], here: int, width: int) -> list[int]:
    """Cells for each word: what it needs and a share of what is left.

    Where it is narrow the longest give way, the present one only when the others have become short.
    """
    cells, room = list(wanted), max(0, width - (len(wanted) - 1))
    while sum(cells) > room:
        others = [0 if at == here else one for at, one in enumerate(cells)]
        longest = max(others)
        cells[others.index(longest) if longest > _SHORT else cells.index(max(cells))] -= 1
    each, more = divmod(room - sum(cells), len(cells))
    return [one + each + (at < more) for at, one in enumerate(cells)]
