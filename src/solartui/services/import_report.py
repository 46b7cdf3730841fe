"""What an import did, or would do: counts, problems, and which rows met which fate."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from solartui.domain.importing.rows import Problem
from solartui.services.import_decision import Decision, Fate, targets_of

_MOST_DETAILS = 5_000
_OF_CONTACT = frozenset({"contact_name", "contact_kind", "company", "email", "phone"})
_PRINTED = (
    "file", "sheet", "dry_run", "batch", "rows", "new", "updated", "linked", "unchanged", "skipped", "refused",
    "columns", "unmapped",
)  # fmt: skip


class Group(StrEnum):
    """How a plan sorts the rows: as their fates, but new ones of known contacts apart."""

    NEW = "new"
    LINKED = "linked"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass
class ImportReport:
    """What an import did, or would do.

    Attributes:
        columns: for each heading the field it carries and how many values were written.
        unmapped: headings of the columns that are left alone.
        batch: number of the change that undoes the import; None for a dry run or when nothing was written.
        fates: what became of each row that has a problem.
        groups: the numbers of the rows of each group.
        changed: of the first rows that are updated, which fields change, and to what.
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
    fates: dict[int, Fate] = field(default_factory=dict)
    groups: dict[Group, array[int]] = field(default_factory=dict, repr=False, compare=False)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict, repr=False, compare=False)
    # Which columns count for rows that fill in the same ones: few different kinds of rows among very many.
    _counted: dict[Hashable, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def count(self, decision: Decision, headings: Mapping[int, str], fields: Mapping[int, str]) -> None:
        """Add one row."""
        fate, number = decision.fate, decision.draft.number
        self.rows += 1
        setattr(self, fate.value, getattr(self, fate.value) + 1)
        self.linked += decision.linked and fate is not Fate.REFUSED
        group = Group.LINKED if fate is Fate.NEW and decision.linked else Group(fate.value)
        self.groups.setdefault(group, array("L")).append(number)
        if decision.problems:
            self.problems.extend(decision.problems)
            self.fates[number] = fate
        if fate in {Fate.NEW, Fate.UPDATED}:
            self._count_values(decision, headings, fields)
        if fate is Fate.UPDATED and len(self.changed) < _MOST_DETAILS:
            self.changed[number] = {**decision.contact_changes, **decision.changes}

    def _count_values(self, decision: Decision, headings: Mapping[int, str], fields: Mapping[int, str]) -> None:
        kind = (decision.draft.columns, tuple(decision.draft.values), decision.fate, decision.linked, decision.kept,
                tuple(decision.changes), tuple(decision.contact_changes))  # fmt: skip
        counted = self._counted.get(kind)
        if counted is None:
            counted = tuple(headings[i] for i in _columns_written(decision, fields))
            if len(self._counted) < _MOST_DETAILS:
                self._counted[kind] = counted
        for heading in counted:
            self.columns[heading]["values"] += 1

    def as_dict(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        found = {name: getattr(self, name) for name in _PRINTED}
        problems = [
            {"row": p.row, "column": p.column or None, "value": p.value, "reason": p.reason} for p in self.problems
        ]
        return found | {"problems": problems}


def _columns_written(decision: Decision, fields: Mapping[int, str]) -> Iterator[int]:
    """The columns of a row whose values are written."""
    draft = decision.draft
    given = {fields[i] for i in draft.columns}
    there = decision.changes.keys() | decision.contact_changes.keys()
    if decision.fate is Fate.NEW:
        there |= decision.kept | (draft.values.keys() - (_OF_CONTACT if decision.linked else set()))
    return (i for i in draft.columns if targets_of(fields[i], given, draft.values) & there)
