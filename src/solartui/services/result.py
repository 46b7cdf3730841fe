"""What a write returns: the new value, and which lists it touches."""

from __future__ import annotations

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
    """What became of several records: the ids that changed, and the refused ones with the reason."""

    changed: tuple[int, ...]
    refused: tuple[tuple[int, str], ...] = ()
