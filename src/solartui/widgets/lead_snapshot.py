"""One lead with everything that its page shows, as it was at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solartui.domain.estimate import Figures
from solartui.domain.leads import Lead
from solartui.domain.offers.proposals import Proposal
from solartui.domain.people import Assignee
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import AssigneeKind
from solartui.i18n import tr
from solartui.widgets.snapshot import Snapshot

SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSnapshot(Snapshot):
    """What the page of a lead shows.

    Attributes:
        figures: what estimates rest on; None for what comes with the program.
    """

    lead: Lead
    proposals: Sequence[Proposal] = ()
    figures: Figures | None = None

    @property
    def stage(self) -> Stage | None:
        """The stage that the lead is in."""
        return next((stage for stage in self.stages if stage.key == self.lead.stage), None)


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
