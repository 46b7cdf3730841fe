"""What an import makes of each row: new, updated, unchanged, skipped or refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from solartui.domain.importing.rows import Problem, RowDraft
from solartui.services.import_identity import Who


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


class OnDuplicate(StrEnum):
    """What a row does that is about somebody, or something, that is there already."""

    LINK = "link"
    UPDATE = "update"
    SKIP = "skip"


class Key(StrEnum):
    """By what a row was recognised."""

    NUMBER = "id"
    EXTERNAL = "external_id"
    CONTACT = "contact_id"
    EMAIL = "email"
    PHONE = "phone"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Policies:
    """What rows do that are about somebody, or something, that is there already.

    Attributes:
        usual: for everything that is not said otherwise. Under `LINK` a row with a number of ours, or with what another
            program calls its record, still updates that record: it was made to do so.
        by_key: by what they were recognised, where a person wants it otherwise.
    """

    usual: OnDuplicate = OnDuplicate.LINK
    by_key: Mapping[Key, OnDuplicate] = field(default_factory=dict)

    def of(self, key: Key | None) -> OnDuplicate:
        """What a row does that was recognised by a key."""
        if key is not None and key in self.by_key:
            return self.by_key[key]
        names_it = key in {Key.NUMBER, Key.EXTERNAL}
        return OnDuplicate.UPDATE if names_it and self.usual is OnDuplicate.LINK else self.usual


@dataclass(frozen=True, slots=True)
class Decision:
    """One row's fate, before anything is written.

    Attributes:
        draft: what the row says.
        lead_id: the stored lead that it means.
        who: its contact.
        linked: whether its contact was known already.
        changes: fields of the lead that an update writes, as drafts take them.
        contact_changes: what is written to a contact that was known: new addresses and numbers, name, kind, company.
        kept: fields of the contact that the row has and that agree with the contact already.
        key: by what it was recognised; None where nobody knew it.
        problems: why it is refused or skipped, or what of it was left alone.
    """

    draft: RowDraft
    fate: Fate
    lead_id: int | None = None
    who: Who = ""
    linked: bool = False
    changes: Mapping[str, Any] = field(default_factory=dict)
    contact_changes: Mapping[str, Any] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    key: Key | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class ImportReport:
    """What an import did, or would do.

    Attributes:
        columns: for each heading the field it carries and how many values were written.
        unmapped: headings of the columns that are left alone.
        batch: number of the change that undoes the import; None for a dry run or when nothing was written.
        fates: what became of each row that has a problem.
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

    def count(self, decision: Decision, headings: Mapping[int, str], fields: Mapping[int, str]) -> None:
        """Add one row."""
        self.rows += 1
        setattr(self, decision.fate.value, getattr(self, decision.fate.value) + 1)
        self.linked += decision.linked and decision.fate is not Fate.REFUSED
        if decision.problems:
            self.problems.extend(decision.problems)
            self.fates[decision.draft.number] = decision.fate
        if decision.fate in {Fate.NEW, Fate.UPDATED}:
            self._count_values(decision, headings, fields)

    def _count_values(self, decision: Decision, headings: Mapping[int, str], fields: Mapping[int, str]) -> None:
        draft = decision.draft
        given = {fields[i] for i in draft.columns}
        there = decision.changes.keys() | decision.contact_changes.keys()
        if decision.fate is Fate.NEW:
            there |= decision.kept | (draft.values.keys() - (_OF_CONTACT if decision.linked else set()))
        for i in draft.columns:
            targets = targets_of(fields[i], given, draft.values)
            self.columns[headings[i]]["values"] += bool(targets & there)

    def as_dict(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        found = {name: getattr(self, name) for name in _PRINTED}
        problems = [
            {"row": p.row, "column": p.column or None, "value": p.value, "reason": p.reason} for p in self.problems
        ]
        return found | {"problems": problems}


_PRINTED = (
    "file", "sheet", "dry_run", "batch", "rows", "new", "updated", "linked", "unchanged", "skipped", "refused",
    "columns", "unmapped",
)  # fmt: skip
_OF_CONTACT = frozenset({"contact_name", "contact_kind", "company", "email", "phone"})
# Columns whose value becomes part of another field.
_PARTS = {
    "first_name": "contact_name",
    "last_name": "contact_name",
    "house_number": "street",
    "flat_number": "street",
    "annual_kwh": "monthly_kwh",
    "coordinates": "latitude",
}
# Columns that count only where none of these is filled in.
_GIVES_WAY: dict[str, AbstractSet[str]] = {
    "first_name": {"contact_name"},
    "last_name": {"contact_name"},
    "annual_kwh": {"monthly_kwh"},
    "coordinates": {"latitude", "longitude"},
    "address": {"street", "house_number", "flat_number", "postcode", "city", "region"},
}
_PLACE = ("street", "postcode", "city", "region", "country")
_NOTHING: frozenset[str] = frozenset()


def targets_of(key: str, given: Collection[str], values: Mapping[str, object]) -> frozenset[str]:
    """The fields that a column of a row feeds; none where its value counts for nothing beside the others.

    Args:
        key: what the column carries.
        given: what all columns carry that are filled in.
        values: what the row says.
    """
    if _GIVES_WAY.get(key, _NOTHING) & set(given):
        return _NOTHING
    if key.startswith("consumption_"):
        return frozenset({"consumption"})
    if key == "address":
        return frozenset(part for part in _PLACE if part in values)
    if key == "company" and "company" not in values:
        return frozenset({"contact_name", "company"})
    if key == "source" and "source" not in values:
        return _NOTHING if "channel" in given else frozenset({"channel"})
    return frozenset({_PARTS.get(key, key)})
