"""What an import did, or would do: counts, problems, and which rows met which fate."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
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


_GROUPS = {fate: Group(fate.value) for fate in Fate}


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

    def count(self, decisions: Iterable[Decision], headings: Mapping[int, str], fields: Mapping[int, str]) -> None:
        """Add some rows: those that are alike in all that counts together."""
        kinds: dict[Hashable, list[Decision]] = {}
        for decision in decisions:
            draft = decision.draft
            group = Group.LINKED if decision.linked and decision.fate is Fate.NEW else _GROUPS[decision.fate]
            self.groups.setdefault(group, array("L")).append(draft.number)
            kind = (decision.fate, decision.linked, draft.columns, tuple(draft.values), decision.kept,
                    tuple(decision.changes), tuple(decision.contact_changes))  # fmt: skip
            kinds.setdefault(kind, []).append(decision)
            if decision.problems:
                self.problems.extend(decision.problems)
                self.fates[draft.number] = decision.fate
        for alike in kinds.values():
            self._count_alike(alike, headings, fields)

    def _count_alike(self, alike: list[Decision], headings: Mapping[int, str], fields: Mapping[int, str]) -> None:
        one, count = alike[0], len(alike)
        fate = one.fate
        self.rows += count
        setattr(self, fate.value, getattr(self, fate.value) + count)
        self.linked += count if one.linked and fate is not Fate.REFUSED else 0
        if fate in {Fate.NEW, Fate.UPDATED}:
            for i in _columns_written(one, fields):
                self.columns[headings[i]]["values"] += count
        if fate is Fate.UPDATED:
            for decision in alike[: max(0, _MOST_DETAILS - len(self.changed))]:
                self.changed[decision.draft.number] = {**decision.contact_changes, **decision.changes}

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
