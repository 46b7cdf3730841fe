"""What can be chosen for a lead: its next stage, who carries it, what to copy of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from solartui.domain import lifecycle
from solartui.domain.directions import directions_link
from solartui.domain.errors import Refused
from solartui.domain.leads import Lead
from solartui.domain.people import Actor, Assignee
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import AssigneeKind, StageKind, label
from solartui.i18n import tr
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

NOBODY = "nobody"
# Cells of a reason; the stage's own name has the rest of the line.
_REASON = 36
_KINDS = (AssigneeKind.USER, AssigneeKind.TEAM, AssigneeKind.BRANCH, AssigneeKind.PARTNER)


def stage_items(stages: Iterable[Stage], lead: Lead | None, convert_key: str) -> list[PickItem]:
    """The stages in their order; those that the lead cannot be moved to say why.

    Args:
        stages: all of the desk.
        lead: the lead; None where there are several, of which each goes as far as it may.
        convert_key: the key that converts, for the stage that is reached in no other way.
    """
    ordered = sorted((stage for stage in stages if stage.active), key=lambda stage: stage.position)
    here = next((stage for stage in ordered if lead is not None and stage.key == lead.stage), None)
    return [_stage_item(stage, here, lead, convert_key) for stage in ordered]


def _stage_item(stage: Stage, here: Stage | None, lead: Lead | None, convert_key: str) -> PickItem:
    left = ((f"{stage.glyph} ", f"hue.{stage.hue}"), (cell_text(stage.label), "text"))
    why = ""
    if here is not None and stage == here:
        why = tr("now")
    elif stage.kind is StageKind.CONVERTED:
        why = tr("{key} converts", key=convert_key)
    elif here is not None and lead is not None:
        try:
            lifecycle.check_move(here, stage, "-", archived=lead.archived, has_projects=bool(lead.projects))
        except Refused as refusal:
            why = refusal.message
    return PickItem(stage.key, left, ((f"  {clip(why, _REASON)}", "mute"),), enabled=stage == here or not why)


def assignee_items(people: Sequence[Assignee], me: Actor) -> list[PickItem]:
    """Whoever can carry a lead: oneself, nobody, then users, teams, branches and partners under their headings."""
    mine = Assignee(AssigneeKind.USER, me.user_id, me.name) if me.user_id is not None else None
    items = [PickItem(assignee_id(mine), _name(mine), ((tr("me"), "mute"),))] if mine else []
    items.append(PickItem(NOBODY, ((tr("nobody"), "soft"),)))
    for kind in _KINDS:
        found = [one for one in people if one.kind is kind and (mine is None or assignee_id(one) != assignee_id(mine))]
        if found:
            items.append(PickItem("", ((label(kind), "bold soft"),), heading=True))
            items += [PickItem(assignee_id(one), _name(one)) for one in found]
    return items


def _name(who: Assignee) -> tuple[tuple[str, str], ...]:
    return ((cell_text(who.name), "text"),)


def assignee_id(who: Assignee | None) -> str:
    """How a choice names somebody: ``user:7``, and ``nobody``."""
    return NOBODY if who is None else f"{who.kind.value}:{who.id}"


def assignee_chosen(chosen: str, people: Iterable[Assignee]) -> Assignee | None:
    """Who was meant by a choice."""
    return next((one for one in people if assignee_id(one) == chosen), None)


def copy_items(lead: Lead) -> list[PickItem]:
    """What can be copied of a lead; the id of a line is the text itself."""
    return [
        PickItem(text, ((f"{name:<12}", "mute"), (cell_text(text), "text"))) for name, text in _copies(lead) if text
    ]


def _copies(lead: Lead) -> Iterator[tuple[str, str]]:
    for phone in lead.contact.phones:
        yield tr("Phone"), phone
    for address in lead.contact.emails:
        yield tr("Mail"), address
    yield tr("Name"), lead.name
    if lead.contact.name != lead.name:
        yield tr("Contact"), lead.contact.name
    yield tr("Address"), lead.address.text
    yield tr("Position"), position_text(lead)
    yield tr("Map"), directions_link(lead.address, lead.latitude, lead.longitude) or ""
    parts = (lead.name, lead.contact.name, *lead.contact.phones, *lead.contact.emails, lead.address.text)
    yield tr("Everything"), " · ".join(dict.fromkeys(part for part in parts if part))


def position_text(lead: Lead) -> str:
    """The coordinates as other programs take them: ``49.98738, 20.06473``; empty where they are not known."""
    if lead.latitude is None or lead.longitude is None:
        return ""
    return f"{lead.latitude:.5f}, {lead.longitude:.5f}"
