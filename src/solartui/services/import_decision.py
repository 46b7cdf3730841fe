"""What an import makes of each row: new, updated, unchanged, skipped or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from solartui.domain.importing.rows import Problem, RowDraft


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


class OnDuplicate(StrEnum):
    """What a row does whose lead is there already."""

    LINK = "link"
    UPDATE = "update"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row's fate, before anything is written.

    Attributes:
        draft: what the row says.
        lead_id: the stored lead that it means.
        contact_id: the stored contact; None for a new one, or for one that an earlier row brings.
        same_as: number of the earlier row whose new contact this row belongs to.
        linked: whether its contact was known already.
        changes: fields that an update writes, as drafts take them.
        contact_changes: addresses, numbers or a name that an update adds to the contact.
        problems: why it is refused or skipped.
    """

    draft: RowDraft
    fate: Fate
    lead_id: int | None = None
    contact_id: int | None = None
    same_as: int | None = None
    linked: bool = False
    changes: Mapping[str, Any] = field(default_factory=dict)
    contact_changes: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    version: int | None = None


@dataclass
class ImportReport:
    """What an import did, or would do.

    Attributes:
        columns: for each heading the field it carries and how many values were written.
        unmapped: headings that no field was chosen for.
        batch: number of the change that undoes the import; None for a dry run or when nothing was written.
    """

    file: str
    sheet: str
    dry_run: bool
    columns: dict[str, dict[str, Any]]
    unmapped: list[str]
    batch: int | None = None
    rows: int = 0
    new: int = 0
    updated: int = 0
    linked: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)

    def count(self, decision: Decision, headings: Mapping[int, str], fields: Mapping[int, str]) -> None:
        """Add one row."""
        self.rows += 1
        setattr(self, decision.fate.value, getattr(self, decision.fate.value) + 1)
        self.linked += decision.linked and decision.fate is not Fate.REFUSED
        self.problems.extend(decision.problems)
        if decision.fate not in {Fate.NEW, Fate.UPDATED}:
            return
        written = decision.changes.keys() | decision.contact_changes.keys()
        for i in decision.draft.columns:
            if decision.fate is Fate.NEW or fields[i] in written or _part_of(fields[i], written):
                self.columns[headings[i]]["values"] += 1

    def as_dict(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        found: dict[str, Any] = {
            name: getattr(self, name)
            for name in (
                "file",
                "sheet",
                "dry_run",
                "batch",
                "rows",
                "new",
                "updated",
                "linked",
                "unchanged",
                "skipped",
            )
        }
        return found | {
            "refused": self.refused,
            "columns": self.columns,
            "unmapped": self.unmapped,
            "problems": [
                {"row": p.row, "column": p.column or None, "value": p.value, "reason": p.reason} for p in self.problems
            ],
        }


# Columns of a sheet that become part of another field.
_PARTS = {
    "first_name": "contact_name",
    "last_name": "contact_name",
    "company": "contact_name",
    "house_number": "street",
    "flat_number": "street",
    "address": "city",
    "annual_kwh": "monthly_kwh",
    "coordinates": "latitude",
}


def _part_of(key: str, written: set[str]) -> bool:
    if key.startswith("consumption_"):
        return "consumption" in written
    return _PARTS.get(key, "") in written
