"""How a lead moves from stage to stage. The rules go by the kind of a stage, so the admin may rename and add stages."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.domain.errors import Refused
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import StageKind
from solartui.i18n import tr


def check_target(target: Stage, reason: str | None) -> None:
    """Whether a lead may be put into a stage by hand at all.

    Raises:
        Refused: the stage is reached by conversion only, is no longer in use, or asks for a reason.
    """
    if target.kind is StageKind.CONVERTED:
        raise Refused(tr("{stage} is set by converting the lead, not by hand.", stage=target.label))
    if not target.active:
        raise Refused(tr("The stage {stage} is no longer in use.", stage=target.label))
    if target.kind is StageKind.LOST and not reason:
        raise Refused(tr("A lost lead needs a reason."), missing=("reason",))


def check_move(current: Stage, target: Stage, reason: str | None, *, archived: bool, has_projects: bool) -> bool:
    """Whether a lead may move by hand.

    Returns:
        False when it is in that stage already and nothing has to be done.

    Raises:
        Refused: a rule says no.
    """
    if current.key == target.key:
        return False
    check_target(target, reason)
    if archived:
        raise Refused(tr("The lead is archived. Bring it back first."))
    if current.kind is StageKind.CONVERTED and has_projects:
        raise Refused(tr("The lead was converted and has a project. It stays converted."))
    return True


def neighbour(stages: Sequence[Stage], current: str, step: int) -> Stage | None:
    """The stage that ``<`` (step -1) or ``>`` (step 1) leads to, None at either end.

    Only open and working stages are walked through; the end of a lead is always chosen by name.
    """
    way = [s for s in stages if (s.active and not s.finished) or s.key == current]
    place = next((i for i, s in enumerate(way) if s.key == current), None)
    if place is None or not 0 <= place + step < len(way):
        return None
    return way[place + step]


def stage_when_assigned(stages: Sequence[Stage], current: str) -> Stage | None:
    """The stage that an open lead gets when somebody is made responsible for it; None when it keeps its own."""
    now = next((s for s in stages if s.key == current), None)
    if now is None or now.kind is not StageKind.OPEN:
        return None
    return next((s for s in stages if s.key == "assigned" and s.active), None)


def stamps_contact(target: Stage) -> bool:
    """Whether reaching a stage means that the customer was contacted just now."""
    return target.key == "contacted"
