"""A proposal: a priced design with a number, valid until a day, on its way to a customer's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from solartui.domain.errors import Refused
from solartui.domain.money import per_kwp
from solartui.domain.offers.vocabulary import OPEN, Channel, ProposalStatus
from solartui.domain.vocabulary import GridConnection
from solartui.i18n import tr


@dataclass(frozen=True, slots=True)
class View:
    """A customer looked at an offer: when, for how many seconds, and how they came to it."""

    at: datetime
    seconds: int
    channel: Channel


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to send an offer by e-mail; `state` is sending, sent or failed."""

    recipient: str
    state: str
    error: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it is stored.

    Attributes:
        label: its number as customers read it, ``SO/2026/0417``.
        revision: counts the versions of one offer, from 1.
        status: as it is today; `EXPIRED` follows from `valid_until`.
        active: whether it is the one in force for its project.
        net: minor units of `currency`, with `vat` and what is given back (`incentive`).
        figures: everything that it says, frozen when it was made.
        link: where the customer can look at it, empty where the desk has no such place.
        channel: how it was sent, with `sent_to`.
        deliveries: attempts to send it by e-mail, the oldest first.
    """

    id: int
    project_id: int
    project_name: str
    lead_id: int | None
    design_id: int
    contact_id: int | None
    customer: str
    year: int
    number: int
    revision: int
    label: str
    status: ProposalStatus
    active: bool
    language: str
    currency: str
    net: int
    vat: int
    incentive: int
    capacity_kwp: float
    battery_kwh: float | None
    grid_connection: GridConnection
    figures: Mapping[str, Any]
    valid_until: date
    link: str
    sent_at: datetime | None
    channel: Channel | None
    sent_to: str | None
    decided_at: datetime | None
    signed_by: str | None
    reason: str | None
    views: tuple[View, ...]
    deliveries: tuple[Delivery, ...]
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int

    @property
    def gross(self) -> int:
        """With tax."""
        return self.net + self.vat

    @property
    def payable(self) -> int:
        """What the customer pays in the end."""
        return self.gross - self.incentive

    @property
    def full_label(self) -> str:
        """The number with its version, from the second one on."""
        return self.label if self.revision == 1 else f"{self.label} v{self.revision}"

    @property
    def per_kwp(self) -> tuple[int | None, int | None]:
        """Net and gross price of one kWp."""
        return per_kwp(self.net, self.capacity_kwp), per_kwp(self.gross, self.capacity_kwp)

    @property
    def last_viewed(self) -> datetime | None:
        """When the customer looked at it last."""
        return max((view.at for view in self.views), default=None)

    @property
    def seconds_viewed(self) -> int:
        """For how long the customer looked at it altogether."""
        return sum(view.seconds for view in self.views)

    @property
    def unanswered(self) -> bool:
        """Whether the customer has looked at it and has not said yes or no."""
        return bool(self.views) and self.status in OPEN


def status_on(stored: ProposalStatus, valid_until: date, day: date) -> ProposalStatus:
    """The status on a day: an offer without an answer expires after its last day."""
    ends = stored is ProposalStatus.DRAFT or stored in OPEN
    return ProposalStatus.EXPIRED if ends and day > valid_until else stored


def check_unanswered(proposal: Proposal) -> None:
    """Go on only with an offer that was not signed or rejected.

    Raises:
        Refused: it was.
    """
    if proposal.status is ProposalStatus.ACCEPTED:
        raise Refused(tr("Proposal {label} is signed already.", label=proposal.full_label))
    if proposal.status is ProposalStatus.REJECTED:
        raise Refused(tr("Proposal {label} was rejected. Make a new version.", label=proposal.full_label))


def check_send(proposal: Proposal) -> None:
    """Go on only with an offer that can be sent.

    Raises:
        Refused: it was answered, or it has expired.
    """
    check_unanswered(proposal)
    _check_valid(proposal)


def check_sign(proposal: Proposal) -> None:
    """Go on only with an offer that can be signed.

    Raises:
        Refused: it was answered, has expired, or never reached the customer.
    """
    check_unanswered(proposal)
    _check_valid(proposal)
    _check_sent(proposal)


def check_reject(proposal: Proposal) -> None:
    """Go on only with an offer that the customer can say no to.

    Raises:
        Refused: it was answered, or never reached the customer.
    """
    check_unanswered(proposal)
    _check_sent(proposal)


def check_view(proposal: Proposal, channel: Channel) -> None:
    """Go on only where a view can be noted.

    Raises:
        Refused: the offer never reached the customer, or a print-out cannot tell.
    """
    if channel is Channel.PRINT:
        raise Refused(tr("Nobody can tell when a print-out is read."))
    _check_sent(proposal)


def _check_valid(proposal: Proposal) -> None:
    if proposal.status is ProposalStatus.EXPIRED:
        day = proposal.valid_until.isoformat()
        raise Refused(
            tr("Proposal {label} expired on {day}. Set a later day: valid_until=…", label=proposal.full_label, day=day),
            ("valid_until",),
        )


def _check_sent(proposal: Proposal) -> None:
    if proposal.sent_at is None:
        raise Refused(
            tr("Proposal {label} was not sent yet: send it, or note that it was printed.", label=proposal.full_label)
        )
