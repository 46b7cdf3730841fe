"""Going through leads one by one: the queue, what was decided about each of them, and what came of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from solartui.domain.records import Change

AHEAD = 32
"""Leads that are known before they are reached; fewer than these, and more are taken."""

# Kinds of changes that decide what becomes of a lead, and what the summary calls them.
_DECIDING: Mapping[str, str] = {
    "lead.moved": "moved",
    "lead.assigned": "assigned",
    "lead.follow_up_set": "followed",
    "lead.follow_up_done": "done",
    "lead.call": "logged",
    "lead.mail": "logged",
    "lead.visit": "logged",
    "lead.converted": "converted",
    "lead.archived": "archived",
    "lead.unarchived": "unarchived",
    "lead.deleted": "deleted",
}


class Queue:
    """Leads in the order in which they are gone through: those that were taken so far, and the place in them.

    Leads do not leave it because a decision takes them out of the list that they came from.
    """

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._known: set[int] = set()
        self._gone: set[int] = set()
        self._place = 0
        self._whole = False

    def take(self, ids: Iterable[int], *, last: bool = False) -> None:
        """Add leads at the end; those that are known are passed over.

        Args:
            ids: the next ones of the list.
            last: whether the list has no more.
        """
        new = [lead_id for lead_id in ids if lead_id not in self._known]
        self._ids += new
        self._known.update(new)
        self._whole = self._whole or last

    @property
    def taken(self) -> tuple[int, ...]:
        """All leads so far, in their order."""
        return tuple(self._ids)

    @property
    def wants_more(self) -> bool:
        """Whether the end of what was taken is near."""
        return not self._whole and len(self._ids) - self._place <= AHEAD

    @property
    def whole(self) -> bool:
        """Whether the list has no more."""
        return self._whole

    @property
    def current(self) -> int | None:
        """The lead at this place; None behind the last one."""
        return self._ids[self._place] if self._place < len(self._ids) else None

    @property
    def number(self) -> int:
        """The place of the lead, counted from 1."""
        return self._place + 1

    def ahead(self, count: int) -> tuple[int, ...]:
        """The leads behind this one."""
        behind = islice(self._ids, self._place + 1, None)
        return tuple(islice((lead_id for lead_id in behind if lead_id not in self._gone), count))

    def step(self, by: int) -> bool:
        """Go one on (1) or back (-1), over leads that have vanished; behind the last one there is a place, too.

        Returns:
            False where there is nothing before the first one.
        """
        place = self._place + by
        while 0 <= place < len(self._ids) and self._ids[place] in self._gone:
            place += by
        if not 0 <= place <= len(self._ids):
            return False
        self._place = place
        return True

    def go(self, lead_id: int) -> bool:
        """Go to a lead; False where it is none of these."""
        if lead_id not in self._known:
            return False
        self._gone.discard(lead_id)
        self._place = self._ids.index(lead_id)
        return True

    def drop(self, lead_id: int) -> None:
        """A lead has vanished: it is not stopped at again."""
        self._gone.add(lead_id)

    @property
    def vanished(self) -> int:
        """How many leads have vanished."""
        return len(self._gone)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one lead.

    Attributes:
        kind: moved, assigned, followed, done, logged, converted, archived, unarchived or deleted.
        to: the key of a stage, or the name of an assignee.
        change_id: the change that did it, which undo takes back.
        seconds: how long the lead had been looked at.
    """

    lead_id: int
    kind: str
    to: str | None
    change_id: int
    seconds: float = 0.0


def decision_in(change: Change, lead_id: int, seconds: float) -> Decision | None:
    """The decision that a change is; None where it leaves open what becomes of the lead, as a note does."""
    kind = _DECIDING.get(change.kind)
    if kind is None:
        return None
    to = change.data.get("stage" if kind == "moved" else "to")
    return Decision(lead_id, kind, str(to) if to else None, change.id, seconds)


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of it.

    Attributes:
        leads: how many were decided about.
        skipped: how many were looked at only.
        moved: by stage, how many were moved there.
        assigned: by name, how many were given to them; None stands for nobody.
        others: by kind, how many of the other decisions there were.
        seconds: how long it took in all.
    """

    leads: int
    skipped: int
    vanished: int
    moved: Mapping[str, int] = field(default_factory=dict)
    assigned: Mapping[str | None, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def each(self) -> float:
        """Seconds for each lead that was decided about."""
        return self.seconds / self.leads if self.leads else 0.0


class Round:
    """One go through a queue."""

    def __init__(self) -> None:
        self.queue = Queue()
        self._decisions: list[Decision] = []
        self._back: list[Decision] = []
        self._seen: set[int] = set()

    def look(self, lead_id: int) -> None:
        """A lead is shown."""
        self._seen.add(lead_id)

    def decide(self, decision: Decision) -> None:
        """Something was decided."""
        self._decisions.append(decision)
        self._back.clear()

    def take_back(self, change_id: int) -> Decision | None:
        """A change was undone: the decision that it was, if it was one."""
        found = self._with(self._decisions, change_id)
        if found is not None:
            self._decisions.remove(found)
            self._back.append(found)
        return found

    def again(self, change_id: int) -> Decision | None:
        """A change that was undone was done again."""
        found = self._with(self._back, change_id)
        if found is not None:
            self._back.remove(found)
            self._decisions.append(found)
        return found

    @staticmethod
    def _with(decisions: Iterable[Decision], change_id: int) -> Decision | None:
        return next((one for one in decisions if one.change_id == change_id), None)

    @property
    def last(self) -> Decision | None:
        """The last decision."""
        return self._decisions[-1] if self._decisions else None

    @property
    def decided(self) -> int:
        """How many leads were decided about."""
        return len({one.lead_id for one in self._decisions})

    def decided_about(self, lead_id: int) -> bool:
        """Whether something was decided about a lead."""
        return any(one.lead_id == lead_id for one in self._decisions)

    def summary(self) -> Summary:
        """What came of it so far."""
        leads = {one.lead_id for one in self._decisions}
        moved = Counter(one.to or "" for one in self._decisions if one.kind == "moved")
        assigned = Counter(one.to for one in self._decisions if one.kind == "assigned")
        others = Counter(one.kind for one in self._decisions if one.kind not in {"moved", "assigned"})
        return Summary(
            leads=len(leads),
            skipped=len(self._seen - leads),
            vanished=self.queue.vanished,
            moved=moved,
            assigned=assigned,
            others=others,
            seconds=sum(one.seconds for one in self._decisions),
        )
