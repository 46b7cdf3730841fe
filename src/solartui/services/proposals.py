"""Proposals: made of designs, sent, looked at, signed or rejected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, Refused
from solartui.domain.offers.papers import language_of
from solartui.domain.offers.proposals import (
    Proposal,
    check_reject,
    check_send,
    check_sign,
    check_unanswered,
    check_view,
)
from solartui.domain.offers.vocabulary import Channel, ProposalStatus
from solartui.domain.text import clean, fold
from solartui.i18n import tr
from solartui.services.designs import check_open, get_design
from solartui.services.desk import Desk
from solartui.services.lead_rules import get_lead
from solartui.services.projects import get_project
from solartui.services.proposal_making import draft_of, future, make
from solartui.services.proposal_writing import (
    Act,
    Series,
    current,
    day_of,
    done,
    get_proposal,
    is_first,
    next_label,
    put_in_force,
)
from solartui.services.result import Changed
from solartui.services.settings import SettingService
from solartui.store.reading import offers as reading

if TYPE_CHECKING:
    from solartui.store.work import Work

_CREATED = Act("created", "proposal_created", "proposal_created")
_REVISED = Act("created", "proposal_created", "quote_updated")
_EDITED = Act("edited", "proposal_edited")
_ACTIVATED = Act("activated", "proposal_activated")
_SENT = Act("sent", "proposal_sent", "proposal_sent")
_VIEWED = Act("viewed", "proposal_viewed")
_SIGNED = Act("signed", "proposal_signed", "proposal_signed")
_REJECTED = Act("rejected", "proposal_rejected")
_LONGEST = 300
_DAY_SECONDS = 86_400


class ProposalService:
    """Offers to customers. What one says is frozen when it is made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._settings = SettingService(desk)

    # ---- reading

    @property
    def today(self) -> date:
        """The day by which offers expire."""
        return day_of(self._desk.store.clock())

    def get(self, proposal_id: int) -> Proposal:
        """One proposal with its views and deliveries."""
        with self._desk.reading() as connection:
            return get_proposal(connection, proposal_id, self.today)

    def of_project(self, project_id: int) -> list[Proposal]:
        """The proposals of a project, the oldest first."""
        with self._desk.reading() as connection:
            get_project(connection, project_id)
            return reading.proposals_of_project(connection, project_id, self.today)

    def of_lead(self, lead_id: int) -> list[Proposal]:
        """The proposals of all projects made from a lead, the oldest first."""
        with self._desk.reading() as connection:
            get_lead(connection, lead_id)
            return reading.proposals_of_lead(connection, lead_id, self.today)

    def find(
        self, text: str = "", statuses: frozenset[ProposalStatus] = frozenset(), *, unanswered: bool = False
    ) -> list[Proposal]:
        """The proposals of the desk, the newest first.

        Args:
            text: words that number, customer or project have.
            statuses: which ones; all where none is named.
            unanswered: those only that the customer looked at and did not answer.
        """
        wanted = fold(clean(text)).split()
        with self._desk.reading() as connection:
            found = reading.all_proposals(connection, self.today)
        return [
            one
            for one in reversed(found)
            if (not statuses or one.status in statuses)
            and (not unanswered or one.unanswered)
            and all(word in fold(f"{one.full_label} {one.customer} {one.project_name}") for word in wanted)
        ]

    # ---- making

    def of_newest_design(self, project_id: int) -> int:
        """The design that an offer of a project is made of, where none is named: the newest.

        Raises:
            Refused: it has none.
        """
        with self._desk.reading() as connection:
            get_project(connection, project_id)
            found = reading.designs(connection, project_id)
        if not found:
            raise Refused(tr("Project {id} has no design: solartui designs add {id}", id=project_id), ("design",))
        return found[-1].id

    def create(self, design_id: int, values: Mapping[str, Any]) -> Changed[Proposal]:
        """Make an offer of a design; the first one of a project is in force.

        Raises:
            Invalid: a value makes no sense.
            Refused: the design has no prices, the project has ended, or the VAT rate is not known.
        """
        draft = draft_of(values)
        with self._desk.writing("projects.edit") as work:
            design = get_design(work.raw, design_id)
            series = next_label(work, self._settings.text("proposals.series"))
            language = draft.language or language_of(get_project(work.raw, design.project_id))
            number = make(work, self._settings, design, draft, (language, series))
            if is_first(work, design.project_id):
                put_in_force(work, current(work, number))
            return done(work, number, _CREATED, _price(work, number))

    def revise(self, proposal_id: int, values: Mapping[str, Any]) -> Changed[Proposal]:
        """Make the next version of an offer from its design as it is now; the old one keeps its figures.

        It takes the place of the old one, unless that was signed: a signed offer is in force until the new one is.
        """
        given = draft_of(values)
        with self._desk.writing("projects.edit") as work:
            before = current(work, proposal_id)
            design = get_design(work.raw, before.design_id)
            chosen = {**before.figures.get("chosen", {}), **given.model_dump(exclude_unset=True)}
            draft = draft_of(chosen)
            revision = reading.next_revision(work.raw, before.year, before.number)
            series = Series(before.year, before.number, revision, before.label)
            number = make(work, self._settings, design, draft, (draft.language or before.language, series))
            if is_first(work, before.project_id) or (before.active and before.status is not ProposalStatus.ACCEPTED):
                put_in_force(work, current(work, number))
            return done(work, number, _REVISED, _price(work, number))

    def edit(self, proposal_id: int, values: Mapping[str, Any], version: int | None = None) -> Changed[Proposal]:
        """Set another last day; everything else of an offer is frozen: make a new version instead.

        Raises:
            Invalid: another field is named, or the day is over.
        """
        draft = draft_of(values)
        if draft.model_fields_set != {"valid_until"} or draft.valid_until is None:
            raise Invalid(tr("Only valid_until can be changed; make a new version: solartui proposals revise"))
        with self._desk.writing("projects.edit") as work:
            proposal = current(work, proposal_id, version)
            check_unanswered(proposal)
            last = future(draft.valid_until, day_of(work.now))
            if last == proposal.valid_until:
                return Changed(proposal, frozenset())
            work.update("proposal", proposal.id, {"valid_until": last.isoformat()})
            return done(work, proposal_id, _EDITED)

    def activate(self, proposal_id: int, version: int | None = None) -> Changed[Proposal]:
        """Put an offer in force; the one that was goes out of force.

        Raises:
            Refused: it was rejected, or another one is signed.
        """
        with self._desk.writing("projects.edit") as work:
            proposal = current(work, proposal_id, version)
            if proposal.active:
                return Changed(proposal, frozenset())
            if proposal.status is ProposalStatus.REJECTED:
                raise Refused(tr("Proposal {label} was rejected. Make a new version.", label=proposal.full_label))
            signed = "SELECT label FROM proposal WHERE project_id = ? AND active = 1 AND status = 'accepted'"
            row = work.raw.execute(signed, (proposal.project_id,)).fetchone()
            if row is not None and proposal.status is not ProposalStatus.ACCEPTED:
                raise Refused(tr("Proposal {label} is signed and stays in force.", label=row[0]))
            put_in_force(work, proposal)
            return done(work, proposal_id, _ACTIVATED)

    # ---- the customer

    def mark_sent(
        self, proposal_id: int, channel: Channel, to: str | None = None, version: int | None = None
    ) -> Changed[Proposal]:
        """Note that an offer was sent, by whatever way.

        Raises:
            Refused: it was answered, or has expired.
        """
        with self._desk.writing("projects.edit") as work:
            proposal = current(work, proposal_id, version)
            check_send(proposal)
            note_sent(work, proposal, channel, _line(to, "to"))
            return done(work, proposal_id, _SENT, {"channel": channel.value, "to": _line(to, "to")})

    def view(self, proposal_id: int, seconds: int, channel: Channel) -> Changed[Proposal]:
        """Note that the customer looked at an offer.

        Raises:
            Invalid: nobody looks for so long.
            Refused: it never reached the customer.
        """
        from solartui.store.tables import ProposalViewRow

        if not 0 <= seconds <= _DAY_SECONDS:
            raise Invalid(tr("seconds: is between 0 and {most}", most=_DAY_SECONDS), "seconds")
        with self._desk.writing("projects.edit") as work:
            proposal = current(work, proposal_id)
            check_view(proposal, channel)
            columns = {"viewed_at": work.now, "seconds": seconds, "channel": channel.value}
            work.add(ProposalViewRow.model_validate(columns | {"proposal_id": proposal_id}))
            work.update("proposal", proposal.id, _seen(work, proposal_id))
            return done(work, proposal_id, _VIEWED, {"seconds": seconds, "channel": channel.value})

    def sign(self, proposal_id: int, by: str | None = None, version: int | None = None) -> Changed[Proposal]:
        """The customer said yes: quote and project move on together.

        Raises:
            Refused: it was answered, has expired, or never reached the customer.
        """
        with self._desk.writing("projects.edit") as work:
            proposal = current(work, proposal_id, version)
            check_sign(proposal)
            check_open(get_project(work.raw, proposal.project_id))
            who = _line(by, "by") or proposal.customer
            work.update("proposal", proposal.id, {"status": "accepted", "decided_at": work.now, "signed_by": who})
            put_in_force(work, proposal)
            return done(work, proposal_id, _SIGNED, {"by": who})

    def reject(self, proposal_id: int, reason: str | None = None, version: int | None = None) -> Changed[Proposal]:
        """The customer said no.

        Raises:
            Refused: it was answered, or never reached the customer.
        """
        with self._desk.writing("projects.edit") as work:
            proposal = current(work, proposal_id, version)
            check_reject(proposal)
            why = _line(reason, "reason") or None
            columns = {"status": "rejected", "decided_at": work.now, "reason": why, "active": False}
            work.update("proposal", proposal.id, columns)
            return done(work, proposal_id, _REJECTED, {"reason": why})


def note_sent(work: Work, proposal: Proposal, channel: Channel, to: str) -> None:
    """Write inside a unit of work that an offer is on its way; one that was looked at stays so."""
    stored = work.raw.execute("SELECT status FROM proposal WHERE id = ?", (proposal.id,)).fetchone()[0]
    columns: dict[str, Any] = {"sent_at": work.now, "channel": channel.value, "sent_to": to or None}
    if stored == ProposalStatus.DRAFT:
        columns["status"] = ProposalStatus.SENT.value
    work.update("proposal", proposal.id, columns)


def _seen(work: Work, proposal_id: int) -> dict[str, str]:
    stored = work.raw.execute("SELECT status FROM proposal WHERE id = ?", (proposal_id,)).fetchone()[0]
    return {"status": ProposalStatus.VIEWED.value} if stored == ProposalStatus.SENT else {}


def _price(work: Work, proposal_id: int) -> dict[str, Any]:
    proposal = get_proposal(work.raw, proposal_id, day_of(work.now))
    return {"gross": proposal.gross, "currency": proposal.currency}


def _line(text: str | None, field: str) -> str:
    line = clean(text or "")
    if len(line) > _LONGEST:
        raise Invalid(tr("{field} is longer than {limit} characters.", field=field, limit=_LONGEST), field)
    return line
