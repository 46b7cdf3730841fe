"""Proposals inside a unit of work: found, numbered, put in force, and told of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from solartui.domain.errors import NotFound, Stale
from solartui.domain.offers.proposals import Proposal
from solartui.domain.records import Subject
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.offer_events import tell_workflow
from solartui.services.result import Changed
from solartui.store.reading import offers as reading
from solartui.store.reading.history import related

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection

    from solartui.services.proposal_figures import Figured
    from solartui.store.work import Work

TOPICS = frozenset({"projects", "leads"})


class Act(NamedTuple):
    """What is done to a proposal: the change, the activity, what the workflow hears, and whether it can be undone."""

    change: str
    activity: str
    event: str | None = None
    undoable: bool = True


class Series(NamedTuple):
    """Where a proposal stands among all: its year and number, the version of it, and the number as it is read."""

    year: int
    number: int
    revision: int
    label: str


def day_of(moment: datetime) -> date:
    """The day of a time on the clock of this place."""
    return moment.astimezone().date()


def get_proposal(connection: Connection, proposal_id: int, day: date) -> Proposal:
    """The proposal with this id.

    Raises:
        NotFound: there is none.
    """
    found = reading.proposal(connection, proposal_id, day)
    if found is None:
        raise NotFound(tr("There is no proposal {id}.", id=proposal_id))
    return found


def current(work: Work, proposal_id: int, version: int | None = None) -> Proposal:
    """The proposal as it is stored, if it is the version that a person saw.

    Raises:
        NotFound: there is none.
        Stale: somebody saved a newer version.
    """
    proposal = get_proposal(work.raw, proposal_id, day_of(work.now))
    if version is not None and proposal.version != version:
        raise Stale(tr("Proposal {label} was changed meanwhile.", label=proposal.full_label), proposal, {})
    return proposal


def next_label(work: Work, prefix: str) -> Series:
    """The next free number of this year."""
    year = day_of(work.now).year
    number = reading.free_number(work.raw, year)
    return Series(year, number, 1, f"{prefix}/{year}/{number:04d}")


def insert(work: Work, series: Series, figured: Figured, columns: Mapping[str, Any]) -> int:
    """Store a new proposal, not in force."""
    import secrets

    from solartui.store.tables import ProposalRow

    row = {
        "year": series.year,
        "number": series.number,
        "revision": series.revision,
        "label": series.label,
        "net": figured.price.net,
        "vat": figured.price.vat,
        "incentive": figured.incentive,
        "figures": figured.document,
        "token": secrets.token_urlsafe(15),
        "created_by_id": work.actor.user_id,
        "created_at": work.now,
        "updated_at": work.now,
    }
    return work.add(ProposalRow.model_validate(row | dict(columns)))


def put_in_force(work: Work, proposal: Proposal) -> None:
    """Make a proposal the one that counts for its project, whose power and price become those of the proposal."""
    query = "SELECT id FROM proposal WHERE project_id = ? AND active = 1 AND id <> ?"
    for (other,) in work.raw.execute(query, (proposal.project_id, proposal.id)).fetchall():
        work.update("proposal", other, {"active": False})
    work.update("proposal", proposal.id, {"active": True})
    price = {"price_net": proposal.net, "price_gross": proposal.gross}
    size = {"capacity_kwp": proposal.capacity_kwp, "battery_kwh": proposal.battery_kwh}
    work.update("project", proposal.project_id, price | size)


def is_first(work: Work, project_id: int) -> bool:
    """Whether no proposal of a project is in force."""
    query = "SELECT 1 FROM proposal WHERE project_id = ? AND active = 1"
    return work.raw.execute(query, (project_id,)).fetchone() is None


def done(work: Work, proposal_id: int, act: Act, data: Mapping[str, Any] | None = None) -> Changed[Proposal]:
    """Write the history of what was done, tell the workflow, and give the proposal back as it now is."""
    proposal = get_proposal(work.raw, proposal_id, day_of(work.now))
    subject = Subject("project", proposal.project_id)
    told = {"label": proposal.full_label, "proposal": proposal.id, **(data or {})}
    work.activity(act.activity, subject, told, **related(work.raw, subject))
    if act.event is not None:
        tell_workflow(work, proposal.project_id, act.event, told)
    names = {"label": proposal.full_label, "proposal": proposal.id, "project": proposal.project_id}
    work.describe(f"proposal.{act.change}", undoable=act.undoable, **names)
    return Changed(proposal, TOPICS, work.change_id)


def sign_in(work: Work, project_id: int, by: str | None) -> None:
    """Mark the offer of a project that was signed, because somebody else learned of the signature.

    It is the one that is out, else the one in force, which then went out by ways that nobody noted. The workflow is
    not told: it is the workflow that says so. Nothing happens where no offer waits for an answer.

    Args:
        work: the unit of work of whoever learned of it.
        project_id: whose offer it is.
        by: who signed; None for the customer.
    """
    offers = reading.proposals_of_project(work.raw, project_id, day_of(work.now))
    waiting = [one for one in offers if one.decided_at is None and (one.sent_at is not None or one.active)]
    if not waiting:
        return
    proposal = max(waiting, key=lambda one: (one.sent_at is not None, one.active, one.id))
    who = clean(by or "") or proposal.customer
    work.update("proposal", proposal.id, {"status": "accepted", "decided_at": work.now, "signed_by": who})
    put_in_force(work, proposal)
    subject = Subject("project", project_id)
    told = {"label": proposal.full_label, "proposal": proposal.id, "by": who}
    work.activity("proposal_signed", subject, told, **related(work.raw, subject))
