"""What taking back a change would do to each record, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from solartui.domain.activity import PLAIN, Names, field_label, shown_value
from solartui.domain.text import clean
from solartui.i18n import mark, ntr, tr


class Fate(StrEnum):
    """What becomes of a row."""

    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one row, or of a run of new ones.

    Attributes:
        table: the kind of record.
        row_id: its number.
        name: what it is called; empty for what has no name.
        fate: what becomes of it.
        columns: what changes: the column, its value now, and the one that comes back.
        rows: how many rows it is.
    """

    table: str
    row_id: int
    name: str
    fate: Fate
    columns: tuple[tuple[str, object, object], ...] = ()
    rows: int = 1


_TABLES = {
    "lead": mark("Lead"),
    "contact": mark("Contact"),
    "project": mark("Project"),
    "note": mark("Note"),
    "document": mark("File"),
    "contact_email": mark("E-mail"),
    "contact_phone": mark("Phone"),
    "user_account": mark("User"),
    "saved_view": mark("View"),
    "project_contact": mark("Contact of a project"),
    "project_assignee": mark("Assignee of a project"),
    "design": mark("Design"),
    "proposal": mark("Proposal"),
    "proposal_view": mark("View of a proposal"),
    "delivery": mark("E-mail with a proposal"),
    "charge": mark("Payment"),
}
_WORDS = {
    "stage": mark("Stage"),
    "assignee_user_id": mark("Assignee"),
    "assignee_entity_id": mark("Assignee"),
    "archived_at": mark("Archived"),
    "deleted_at": mark("Deleted"),
    "converted_at": mark("Converted"),
    "body": mark("Text"),
}
_MOMENTS = frozenset({"archived_at", "deleted_at", "converted_at"})
# What follows from other columns says nothing more.
_SILENT = frozenset({"stage_since", "first_contacted_at"})


def effect_title(effect: Effect) -> str:
    """Which record it is."""
    kind = tr(_TABLES[effect.table]) if effect.table in _TABLES else effect.table
    return f"{kind} #{effect.row_id} {clean(effect.name)}".rstrip()


def effect_text(effect: Effect, names: Names = PLAIN) -> str:
    """What becomes of it: each field as it is now, and what it becomes again."""
    if effect.fate is Fate.RESTORED:
        return tr("comes back")
    if effect.fate is Fate.REMOVED:
        return ntr("is removed", "{count} records are removed", effect.rows)
    parts = [_part(column, now, back, names) for column, now, back in effect.columns if column not in _SILENT]
    return "; ".join(parts)


def _part(column: str, now: object, back: object, names: Names) -> str:
    label = tr(_WORDS[column]) if column in _WORDS else field_label(column)
    return f"{label}: {_value(column, now, names)} → {_value(column, back, names)}"


def _value(column: str, value: object, names: Names) -> str:
    if column in _MOMENTS:
        return tr("yes") if value else tr("no")
    if column == "stage":
        return names.stage(value)
    if column == "assignee_user_id" and isinstance(value, int):
        return clean(names.users.get(value, f"#{value}"))
    if column == "assignee_entity_id" and isinstance(value, int):
        return clean(names.entities.get(value, f"#{value}"))
    return shown_value(column, value, names)
