"""What is known of a project when its workflow is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from solartui.domain.people import Assignee

Values = Mapping[str, object]

# Events that people write by hand, beside those of the workflow.
STAGE_SET, OUTCOME_SET = "stage_set", "outcome_set"


@dataclass(frozen=True, slots=True)
class Tick:
    """What is stored of one task.

    Attributes:
        done_at: when it was done, with `done_by`.
        skipped_at: when somebody skipped it, with `reason`.
        reopened_at: when it was opened again last; events before that no longer do it.
        values: what was answered; files by the ids of their documents.
        version: how often it was changed.
    """

    done_at: datetime | None = None
    done_by: str | None = None
    skipped_at: datetime | None = None
    reason: str | None = None
    reopened_at: datetime | None = None
    values: Values = field(default_factory=dict)
    note: str | None = None
    assignee: Assignee | None = None
    due: date | None = None
    version: int = 0


NO_TICK = Tick()


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that was recorded."""

    key: str
    at: datetime
    by: str
    data: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules ask for.

    Attributes:
        words: what can be compared as a word: regulation, country, region, type, grid_connection.
        numbers: what can be compared as a number: capacity_kwp, battery_kwh, phases; None where it is not known.
        customer: whether the project has a contact.
        site: whether place, phases and metering point are known.
        inspection: whether this company inspects sites before it installs.
        started: when the project was made.
        ticks: the stored tasks by their keys.
        events: what happened, the oldest first.
    """

    words: Mapping[str, str | None]
    numbers: Mapping[str, float | None]
    customer: bool
    site: bool
    inspection: bool
    started: datetime
    fields: Values = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    events: tuple[Happening, ...] = ()

    def tick(self, key: str) -> Tick:
        """What is stored of a task."""
        return self.ticks.get(key, NO_TICK)

    def last(self, key: str) -> Happening | None:
        """The last event of a kind."""
        return next((event for event in reversed(self.events) if event.key == key), None)
