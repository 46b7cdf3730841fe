"""Words that the cards of all records have in common."""

from __future__ import annotations

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part

_NAME = 9
"""Cells in which a part of a name still tells who it is."""


def initials(name: str) -> str:
    """A person in two letters: ``PŻ``."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def carried_by(assignee: str | None, room: int) -> Part:
    """Who carries a record: the name, its beginning, or the initials."""
    if not assignee:
        return (tr("unassigned") if width_of(tr("unassigned")) <= room else "—"), "mute"
    name = cell_text(assignee)
    return (name if width_of(name) <= room else clip(name, room) if room >= _NAME else initials(name)), "soft"
