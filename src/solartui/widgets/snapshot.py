"""One record with its history, as it was at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Protocol

from solartui.domain.activity import Names, sentence
from solartui.domain.contacts import Contact
from solartui.domain.custom_fields import CustomField, Value
from solartui.domain.offers.charges import Ledger
from solartui.domain.offers.designs import Design
from solartui.domain.offers.proposals import Proposal
from solartui.domain.projects import Project
from solartui.domain.records import Activity, Document, Note
from solartui.domain.stages import Stage
from solartui.domain.workflow.course import Course
from solartui.widgets import moments


class History(Protocol):
    """What blocks that tell of a record's history need to know."""

    @property
    def notes(self) -> Sequence[Note]:
        """The oldest first."""

    @property
    def activities(self) -> Sequence[Activity]:
        """The oldest first."""

    @property
    def now(self) -> datetime:
        """The time, in the zone of the person."""

    def local(self, at: datetime) -> datetime:
        """A time in the zone of the person."""

    def describe(self, activity: Activity) -> str:
        """The sentence of an activity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the page of any record shows of its history.

    Attributes:
        names: what keys and numbers in the history stand for; it has the stages and the zone of the person, too.
        notes: the oldest first, as `activities` and `documents`.
        now: the time, in the zone of the person.
        fields: the fields of the desk's own that such records have.
    """

    names: Names
    notes: Sequence[Note]
    activities: Sequence[Activity]
    now: datetime
    documents: Sequence[Document] = ()
    fields: Sequence[CustomField] = ()

    @property
    def stages(self) -> Sequence[Stage]:
        """All stages of leads."""
        return self.names.stages

    @property
    def zone(self) -> tzinfo:
        """The zone of the person."""
        return self.names.zone

    def local(self, at: datetime) -> datetime:
        """A time in the zone of the person."""
        return at.astimezone(self.zone)

    def day(self, at: datetime) -> str:
        """A day in words."""
        return moments.day(self.local(at), self.now)

    def describe(self, activity: Activity) -> str:
        """The sentence of an activity."""
        return sentence(activity, self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSnapshot(Snapshot):
    """What the page of a contact shows."""

    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSnapshot(Snapshot):
    """What the page of a project shows.

    Attributes:
        regulation: the name of the rules that hold at its place.
        course: where it stands in its workflow.
        lead_stage: the stage of the lead that it came from, None where there is none any more.
        designs: what may be built, the oldest first.
        proposals: its offers, the oldest first.
        ledger: its money.
        consumption: what its site uses in each month, January first, kWh; empty where that is not known.
        said: what it says in the fields of the desk's own, by key.
    """

    project: Project
    regulation: str
    course: Course | None = None
    lead_stage: Stage | None = None
    designs: Sequence[Design] = ()
    proposals: Sequence[Proposal] = ()
    ledger: Ledger | None = None
    consumption: Sequence[float | None] = ()
    said: Mapping[str, Value] = field(default_factory=dict)
