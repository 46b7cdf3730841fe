"""Records in columns: by stage, or by who carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Grouping(StrEnum):
    """What the columns of a board stand for."""

    STAGE = "stage"
    ASSIGNEE = "assignee"


ENDED = ("failed", "lost", "cancelled", "closed")
"""How projects end before they are completed; each has a column of its own behind those of the stages."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many records a column has, and what they have together.

    Attributes:
        sums: by unit: ``kWh`` of a month for leads; for projects ``kWp``, and by currency what they are worth without
            VAT in minor units.
    """

    count: int
    sums: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: Total) -> Total:
        return self._with(other, 1)

    def __sub__(self, other: Total) -> Total:
        return self._with(other, -1)

    def _with(self, other: Total, sign: int) -> Total:
        units = dict.fromkeys((*self.sums, *other.sums))
        sums = {unit: self.sums.get(unit, 0.0) + sign * other.sums.get(unit, 0.0) for unit in units}
        return Total(self.count + sign * other.count, sums)
