"""Leads in columns: by stage, or by who carries them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grouping(StrEnum):
    """What the columns of a board stand for."""

    STAGE = "stage"
    ASSIGNEE = "assignee"


@dataclass(frozen=True, slots=True)
class Total:
    """How many leads a column has, and what they use in a month together (kWh)."""

    count: int
    kwh: float = 0.0
