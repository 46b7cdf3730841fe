"""The ways that leads take: which steps led to a stage, and how long each may have taken."""

from __future__ import annotations

from typing import NamedTuple

from solartui.domain.demonstration.dice import Deck, Dice, in_shares
from solartui.domain.demonstration.hours import DAY, HOUR, MINUTE
from solartui.domain.demonstration.projects import STAGE_AGES, STAGE_COUNTS
from solartui.domain.vocabulary import ProjectStage

OPEN, CONTACTED, ASSIGNED, SITE_VISIT = "open", "contacted", "assigned", "site_visit"
CONVERTED, LOST, CLOSED = "converted", "lost", "closed"

# How many of a hundred leads are in each stage.
_STAGES = ((OPEN, 20), (CONTACTED, 17), (ASSIGNED, 14), (SITE_VISIT, 11), (CONVERTED, 17), (LOST, 15), (CLOSED, 6))
# A customer who comes back has a lead that is under way.
_RETURNING = (OPEN, CONTACTED, ASSIGNED, ASSIGNED, SITE_VISIT, SITE_VISIT)

_PATHS: dict[str, tuple[tuple[str, int], ...]] = {
    OPEN: (("", 8), ("attempt", 2)),
    CONTACTED: (("contact", 4), ("attempt contact", 2), ("contact talk", 2), ("contact give", 2)),
    ASSIGNED: (("assign", 3), ("contact assign", 4), ("assign talk", 2), ("attempt contact assign talk", 1)),
    SITE_VISIT: (("contact assign plan", 5), ("assign talk plan", 2), ("contact assign plan visit", 3)),
    CONVERTED: (
        ("contact assign plan visit win", 5),
        ("contact assign talk win", 3),
        ("assign plan visit talk win", 2),
    ),
    LOST: (
        ("attempt attempt lose", 2),
        ("contact lose", 2),
        ("contact assign talk lose", 3),
        ("contact assign plan visit lose", 3),
        ("contact assign talk lose archive", 2),
    ),
    CLOSED: (("close", 4), ("contact close", 4), ("close archive", 2)),
}
# How much time lies before a step, in seconds.
_GAPS = {
    "attempt": (20 * MINUTE, 9 * HOUR),
    "contact": (12 * MINUTE, 30 * HOUR),
    "talk": (DAY, 6 * DAY),
    "give": (HOUR, 2 * DAY),
    "assign": (10 * MINUTE, 28 * HOUR),
    "plan": (6 * HOUR, 4 * DAY),
    "visit": (2 * DAY, 9 * DAY),
    "win": (2 * DAY, 20 * DAY),
    "lose": (3 * DAY, 24 * DAY),
    "close": (HOUR, 5 * DAY),
    "archive": (5 * DAY, 40 * DAY),
}
# How long ago the last step was, in seconds, and how strongly most are near the least.
_AGES = {
    OPEN: (9 * MINUTE, 4 * DAY, 2.4),
    CONTACTED: (20 * MINUTE, 8 * DAY, 1.8),
    ASSIGNED: (30 * MINUTE, 10 * DAY, 1.6),
    SITE_VISIT: (HOUR, 8 * DAY, 1.5),
    LOST: (4 * DAY, 160 * DAY, 1.6),
    CLOSED: (5 * DAY, 260 * DAY, 1.3),
}
# Follow-ups as days from today; late ones count backwards.
_DUE = (((-6, -3), 4), ((-2, -1), 8), ((0, 0), 11), ((1, 3), 14), ((4, 10), 10), ((11, 25), 5))
_FOLLOWED = {OPEN: 0.08, CONTACTED: 0.88, ASSIGNED: 0.9, SITE_VISIT: 1.0}


class Path(NamedTuple):
    """What happened to a lead after it was made.

    Attributes:
        stage: where it is now.
        steps: what led there, the oldest first.
        age: seconds since the last step, before it is moved into working hours.
        due_in: days until the follow-up, negative for a late one; None without one.
        project_stage: how far its project is, for a converted lead.
    """

    stage: str
    steps: tuple[str, ...]
    age: int
    due_in: int | None
    project_stage: ProjectStage | None


class Paths:
    """Deals ways, so that every stage comes up soon."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._stages = Deck(dice, _STAGES)
        self._projects = Deck(dice, STAGE_COUNTS)
        self._due = Deck(dice, _DUE)
        self._paths = {
            stage: in_shares(((tuple(steps.split()), share) for steps, share in found), sum(s for _, s in found))
            for stage, found in _PATHS.items()
        }

    def path(self, *, returning: bool) -> Path:
        """The way of the next lead."""
        dice = self._dice
        stage = dice.pick(_RETURNING) if returning else self._stages.deal()
        steps = dice.pick(self._paths[stage])
        project_stage = self._projects.deal() if stage == CONVERTED else None
        if project_stage:
            oldest, newest = STAGE_AGES[project_stage][1], STAGE_AGES[project_stage][0]
            age = int((newest + (oldest - newest) * dice.roll() ** 1.5) * DAY)
        else:
            low, high, skew = _AGES[stage]
            age = int(low + (high - low) * dice.roll() ** skew)
        return Path(stage, steps, age, self._due_in(stage), project_stage)

    def gap(self, step: str) -> int:
        """Seconds between a step and the one before it."""
        low, high = _GAPS[step]
        return int(low + (high - low) * self._dice.roll())

    def _due_in(self, stage: str) -> int | None:
        share = _FOLLOWED.get(stage, 0.0)
        if not share or self._dice.roll() >= share:
            return None
        first, last = self._due.deal()
        days = self._dice.between(first, last)
        return abs(days) if stage == OPEN else days
