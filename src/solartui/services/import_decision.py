"""What an import makes of each row: new, updated, unchanged, skipped or refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Any, NamedTuple

from solartui.domain.importing.policies import Key
from solartui.domain.importing.rows import Problem, RowDraft
from solartui.services.import_identity import Who

_UNCHANGED: Mapping[str, Any] = {}


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


class Decision(NamedTuple):
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
        search: the words that a new lead is found by, as far as they were put together where the row was read.
    """

    draft: RowDraft
    fate: Fate
    lead_id: int | None = None
    who: Who = ""
    linked: bool = False
    changes: Mapping[str, Any] = _UNCHANGED
    contact_changes: Mapping[str, Any] = _UNCHANGED
    kept: frozenset[str] = frozenset()
    key: Key | None = None
    problems: tuple[Problem, ...] = ()
    search: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Very many of them go from one process to another."""
        return Decision, tuple(self)


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
}
_LOCATED = frozenset({"latitude", "coordinates"})
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
        parts = frozenset(part for part in _PLACE if part in values and part not in given)
        return parts or (frozenset({"latitude"}) & values.keys() if _LOCATED.isdisjoint(given) else _NOTHING)
    if key == "company" and "company" not in values:
        return frozenset({"contact_name", "company"})
    if key == "source" and "source" not in values:
        return frozenset({"channel"})
    return frozenset({_PARTS.get(key, key)})
