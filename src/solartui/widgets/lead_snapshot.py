"""One lead with everything that its page shows, as it was at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from solartui.domain.activity import Names, sentence
from solartui.domain.leads import Lead
from solartui.domain.people import Assignee
from solartui.domain.records import Activity, Note
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import AssigneeKind
from solartui.i18n import tr

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class LeadSnapshot:
    """What the page of a lead shows.

    Attributes:
        names: what keys and numbers in the history stand for; it has the stages and the zone of the person, too.
        notes: the oldest first, as `activities`.
        now: the time, in the zone of the person.
    """

    lead: Lead
    names: Names
    notes: Sequence[Note]
    activities: Sequence[Activity]
    now: datetime

    @property
    def stages(self) -> Sequence[Stage]:
        """All stages of the desk."""
        return self.names.stages

    @property
    def stage(self) -> Stage | None:
        """The stage that the lead is in."""
        return next((stage for stage in self.stages if stage.key == self.lead.stage), None)

    @property
    def zone(self) -> tzinfo:
        """The zone of the person."""
        return self.names.zone

    def local(self, at: datetime) -> datetime:
        """A time in the zone of the person."""
        return at.astimezone(self.zone)

    def describe(self, activity: Activity) -> str:
        """The sentence of an activity."""
        return sentence(activity, self.names)


def person(name: str) -> str:
    """Who did something, as it is written: people by their name, the program by its word."""
    return tr("system") if name == SYSTEM else name


def initials(who: Assignee | str | None) -> str:
    """Two letters for narrow places: ``Piotr Żak`` is ``PŻ``; a team keeps the beginning of its name."""
    if who is None:
        return "—"
    name = who if isinstance(who, str) else who.name
    if not isinstance(who, str) and who.kind is not AssigneeKind.USER:
        return name
    parts = name.split()
    return "".join(part[0] for part in (parts[0], parts[-1])).upper() if len(parts) > 1 else name[:2].upper()
