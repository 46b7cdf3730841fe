"""Lead stages: rows that the admin can change, each with a kind that the rules go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solartui import i18n
from solartui.domain.text import unique_key
from solartui.domain.vocabulary import StageKind


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
