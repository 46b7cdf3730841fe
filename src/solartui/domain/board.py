"""Records in columns: by stage, or by who carries them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.i18n import tr

_LIMIT = re.compile(r"([a-zA-Z][\w-]{0,39})\s*[\s:=]\s*([0-9]{1,7})", re.ASCII)


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
        limit: how many should stand in the column at most; 0 where nobody said.
        hidden: how many more stand in it that the filter does not let through.
        sums: by unit: ``kWh`` of a month for leads, and the ``kWp`` that they would need; for projects ``kWp``, and by
            currency what they are worth without VAT in minor units.
    """

    count: int
    sums: Mapping[str, float] = field(default_factory=dict)
    limit: int = 0
    hidden: int = 0

    @property
    def whole(self) -> int:
        """How many stand in the column, whatever the filter."""
        return self.count + self.hidden

    @property
    def too_many(self) -> bool:
        """Whether more stand in the column than should."""
        return 0 < self.limit < self.whole

    def __add__(self, other: Total) -> Total:
        return self._with(other, 1)

    def __sub__(self, other: Total) -> Total:
        return self._with(other, -1)

    def _with(self, other: Total, sign: int) -> Total:
        units = dict.fromkeys((*self.sums, *other.sums))
        sums = {unit: self.sums.get(unit, 0.0) + sign * other.sums.get(unit, 0.0) for unit in units}
        return Total(self.count + sign * other.count, sums, self.limit, self.hidden)


def read_limits(text: str) -> dict[str, int]:
    """How many should stand in each stage at most, by its key: ``contacted 20, site_visit 10``.

    Raises:
        Invalid: it says something else.
    """
    found: dict[str, int] = {}
    for part in filter(None, (piece.strip() for piece in re.split("[,;]", text))):
        told = _LIMIT.fullmatch(part)
        if told is None:
            raise Invalid(tr("{text} is no limit. Write: contacted 20, site_visit 10", text=clean(part)[:40]), "limits")
        found[told.group(1).lower()] = int(told.group(2))
    return found
