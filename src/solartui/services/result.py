"""What a write returns: the new value, and which lists it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Changed(Generic[Value]):
    """The outcome of a write.

    Attributes:
        value: the record as it is now.
        topics: what may look different now: leads, contacts, projects, notes, users, views.
        change_id: what `undo` takes; None when nothing had to be written.
    """

    value: Value
    topics: frozenset[str]
    change_id: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of several records.

    Attributes:
        changed: the ids that changed.
        refused: the refused ones with the reason; of very many, some.
        reasons: how many were refused for each reason, where those are more than `refused` names.
    """

    changed: Collection[int]
    refused: tuple[tuple[int, str], ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def grouped(self) -> tuple[tuple[str, int], ...]:
        """How many were refused for each reason, the most frequent first."""
        counted = Counter(dict(self.reasons)) if self.reasons else Counter(why for _, why in self.refused)
        return tuple(counted.most_common())
