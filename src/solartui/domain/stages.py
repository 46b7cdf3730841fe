"""Lead stages: rows that the admin can change, each with a kind that the rules go by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from solartui import i18n
from solartui.domain.errors import Invalid, Refused
from solartui.domain.text import clean, fold, unique_key
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr

LONGEST_LABEL = 24
HUES = (
    "open", "contacted", "assigned", "site_visit", "converted", "lost", "closed",
    "teal", "indigo", "rose", "steel", "sage",
)  # fmt: skip
"""The stage ramp of the theme: the colours of the first stages, and some more."""
GLYPHS = "○◔◑◕◐●◌◇◆△▲▽▼□■☆★✦✓✗"
"""Signs that a stage can have: each is one cell wide and has a stand-in where a terminal lacks it."""
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a lead's way.

    Attributes:
        key: stable English key, such as ``site_visit``.
        hue: name of a place on the stage ramp of the theme.
        glyph: one cell that tells the stage without colour.
    """

    key: str
    label_en: str
    label_pl: str
    kind: StageKind
    position: int
    hue: str
    glyph: str
    active: bool = True

    @property
    def label(self) -> str:
        """The stage's name in the language in use."""
        return self.label_pl if i18n.language() == "pl" else self.label_en

    @property
    def finished(self) -> bool:
        """Whether a lead in this stage needs no more work."""
        return self.kind in {StageKind.CONVERTED, StageKind.LOST, StageKind.CLOSED}


# The seven statuses of the lead page (feature rows B-45 to B-51), with its Polish words.
SEEDED: tuple[Stage, ...] = (
    Stage("open", "Open", "Otwarte", StageKind.OPEN, 1, "open", "○"),
    Stage("contacted", "Contacted", "Skontaktowano", StageKind.WORKING, 2, "contacted", "◔"),
    Stage("assigned", "Assigned", "Przypisane", StageKind.WORKING, 3, "assigned", "◑"),
    Stage("site_visit", "Site visit", "Wizja lokalna", StageKind.WORKING, 4, "site_visit", "◕"),
    Stage("converted", "Converted", "Przekonwertowane", StageKind.CONVERTED, 5, "converted", "✓"),
    Stage("lost", "Lost", "Utracone", StageKind.LOST, 6, "lost", "✗"),
    Stage("closed", "Closed", "Zamknięte", StageKind.CLOSED, 7, "closed", "◌"),
)


def stage_named(stages: Iterable[Stage], name: str) -> Stage | None:
    """The stage that a person means by a key or by a name in either language."""
    wanted = unique_key(name).replace("_", "").replace("-", "")
    for stage in stages:
        names = (stage.key, stage.label_en, stage.label_pl)
        if wanted in (unique_key(n).replace("_", "").replace("-", "") for n in names):
            return stage
    return None


def checked_stage_label(label: str) -> str:
    """The name of a stage as it is stored.

    Raises:
        Invalid: it is empty or too long for the head of a column.
    """
    text = clean(label)
    if not text:
        raise Invalid(tr("A stage needs a name."), "label")
    if len(text) > LONGEST_LABEL:
        raise Invalid(tr("{field} can have {limit} characters at most.", field="label", limit=LONGEST_LABEL), "label")
    return text


def check_name_free(stages: Iterable[Stage], *labels: str) -> None:
    """Two stages of one name could not be told apart.

    Raises:
        Refused: a stage is called so.
    """
    stages = tuple(stages)
    for label in labels:
        if (found := stage_named(stages, label)) is not None:
            raise Refused(tr("There is a stage {name} already.", name=found.label))


def new_key(stages: Iterable[Stage], text: str) -> str:
    """A key for a new stage, made of a name; with a number where another stage has it."""
    taken = {stage.key for stage in stages}
    base = _NOT_IN_KEYS.sub("_", fold(text)).strip("_")[:30].strip("_") or "stage"
    base = base if base[0].isalpha() else f"stage_{base}"
    return next(
        key for number in range(1, len(taken) + 2) if (key := base if number == 1 else f"{base}_{number}") not in taken
    )


def check_kinds_left(stages: Iterable[Stage], without: Stage) -> None:
    """Whether the desk can do without a stage: leads begin in an open one, and can be lost or converted.

    Raises:
        Refused: it is the last one of its kind that is in use.
    """
    if without.kind is StageKind.CONVERTED:
        raise Refused(tr("The stage of converted leads is the program's own."))
    needed = without.kind in {StageKind.OPEN, StageKind.LOST}
    others = [stage for stage in stages if stage.kind is without.kind and stage.active and stage.key != without.key]
    if needed and not others:
        raise Refused(tr("{stage} stays: it is the only stage of its kind that is in use.", stage=without.label))
