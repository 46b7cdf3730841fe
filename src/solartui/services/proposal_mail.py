"""Sending a proposal by e-mail: noted before, sent, and noted again, so that nothing is half done.

No transaction is open while the mail server is waited for. What a crash interrupts stays visible as an attempt whose
end is not known, and is not tried again by itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from solartui.adapters.mail import Letter, Server, address_of, message_of, send
from solartui.domain.errors import Refused, SolarError
from solartui.domain.money import format_money, format_number
from solartui.domain.offers.papers import words
from solartui.domain.offers.proposals import Proposal, check_send
from solartui.domain.offers.vocabulary import Channel
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.papers import PaperService
from solartui.services.proposal_writing import Act, current, day_of, done, get_proposal
from solartui.services.proposals import note_sent
from solartui.services.result import Changed
from solartui.services.settings import SettingService

if TYPE_CHECKING:
    from solartui.store.work import Work

_SENT = Act("sent", "proposal_sent", "proposal_sent", undoable=False)
_PATIENCE = timedelta(minutes=5)
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent, and to whom."""

    proposal: Proposal
    recipient: str
    subject: str
    body: str
    file_name: str


class ProposalMail:
    """Takes offers to the mail server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._settings = SettingService(desk)
        self._papers = PaperService(desk)

    def preview(self, proposal_id: int, to: str | None = None) -> Preview:
        """What sending would do. Nothing is sent.

        Raises:
            Refused: the offer was answered or has expired, the customer has no address, or mail is not set up.
        """
        with self._desk.reading() as connection:
            proposal = get_proposal(connection, proposal_id, day_of(self._desk.store.clock()))
            unusable = {row[0] for row in connection.execute("SELECT address FROM contact_email WHERE unusable = 1")}
            query = "SELECT address FROM contact_email WHERE contact_id = ? AND unusable = 0 ORDER BY position LIMIT 1"
            row = connection.execute(query, (proposal.contact_id,)).fetchone()
        check_send(proposal)
        self._check_set_up()
        recipient = clean(to or "") or (row[0] if row else "")
        if not recipient:
            raise Refused(tr("{customer} has no e-mail address.", customer=proposal.customer), ("to",))
        if recipient in unusable:
            raise Refused(tr("{address} is marked as unusable.", address=recipient), ("to",))
        address_of(recipient, "to")
        return self._preview(proposal, recipient)

    def _check_set_up(self) -> None:
        missing = [key for key in ("mail.host", "mail.from") if not self._settings.text(key)]
        if missing:
            raise Refused(tr("Mail is not set up: solartui settings set {key} …", key=missing[0]), tuple(missing))

    def _preview(self, proposal: Proposal, recipient: str) -> Preview:
        say, figures = words(proposal.language), proposal.figures
        company = figures["company"]["name"] or figures["seller"]["name"]
        gross, payable = (
            format_money(minor, proposal.currency, proposal.language) for minor in (proposal.gross, proposal.payable)
        )
        contact = "\n".join(part for part in (figures["company"]["phone"], figures["company"]["email"]) if part)
        body = say.say(
            "letter",
            customer=figures["customer"]["name"],
            label=proposal.full_label,
            place=figures["site"]["address"],
            kwp=format_number(proposal.capacity_kwp, 2, proposal.language),
            gross=gross,
            tax=figures.get("tax_name") or "VAT",
            payable=say.say("letter_payable", payable=payable) if proposal.incentive else "",
            day=say.day(proposal.valid_until),
            seller=figures["seller"]["name"],
            company=company,
            contact=contact,
        )
        if proposal.link:
            body += f"\n{proposal.link}\n"
        subject = say.say("subject", label=proposal.full_label, company=company)
        return Preview(proposal, recipient, subject, body, file_name(proposal))

    def send(self, proposal_id: int, to: str | None = None, version: int | None = None) -> Changed[Proposal]:
        """Send an offer as PDF to its customer. This cannot be undone.

        Raises:
            Refused: as `preview`, or the mail server did not take it; then nothing has changed.
        """
        self._desk.allow("projects.edit")
        shown = self.preview(proposal_id, to)
        letter = Letter(
            sender=self._settings.text("mail.from"),
            name=self._settings.text("company.name"),
            recipient=shown.recipient,
            subject=shown.subject,
            body=shown.body,
            attachment=self._papers.pdf_of(shown.proposal),
            file_name=shown.file_name,
        )
        message = message_of(letter, self._desk.store.clock())
        attempt = self._begin(shown, str(message["Message-ID"]), version)
        try:
            send(self._server(), message)
        except BaseException as error:
            self._failed(attempt, error)
            raise
        return self._sent(attempt, shown)

    def _server(self) -> Server:
        settings = self._settings
        return Server(
            settings.text("mail.host"),
            int(float(settings.get("mail.port"))),
            settings.text("mail.security"),
            settings.text("mail.user"),
            settings.text("mail.password_command"),
            float(settings.get("mail.timeout")),
        )

    def _begin(self, shown: Preview, message_id: str, version: int | None) -> int:
        from solartui.store.tables import DeliveryRow

        with self._desk.writing("projects.edit") as work:
            proposal = current(work, shown.proposal.id, version)
            check_send(proposal)
            _refuse_two(work, proposal)
            columns = {"recipient": shown.recipient, "message_id": message_id, "state": "sending"}
            stamp = {"sent_by_id": work.actor.user_id, "started_at": work.now, "proposal_id": proposal.id}
            attempt = work.add(DeliveryRow.model_validate(columns | stamp))
            work.describe("proposal.sending", undoable=False, label=proposal.full_label, project=proposal.project_id)
            return attempt

    def _failed(self, attempt: int, error: BaseException) -> None:
        why = error.message if isinstance(error, SolarError) else type(error).__name__
        # What went wrong first is what a person has to know.
        with suppress(SolarError), self._desk.writing("projects.edit") as work:
            _end(work, attempt, "failed", why)
            work.describe("proposal.sending", undoable=False)

    def _sent(self, attempt: int, shown: Preview) -> Changed[Proposal]:
        with self._desk.writing("projects.edit") as work:
            _end(work, attempt, "sent")
            note_sent(work, current(work, shown.proposal.id), Channel.EMAIL, shown.recipient)
            data = {"channel": Channel.EMAIL.value, "to": shown.recipient}
            return done(work, shown.proposal.id, _SENT, data)


def _refuse_two(work: Work, proposal: Proposal) -> None:
    """Two people do not send the same offer at the same time."""
    under_way = [one for one in proposal.deliveries if one.state == "sending" and work.now - one.at < _PATIENCE]
    if under_way:
        raise Refused(tr("Proposal {label} is being sent at this moment.", label=proposal.full_label))


def _end(work: Work, attempt: int, state: str, why: str | None = None) -> None:
    error = None if why is None else clean(why)[:_LONGEST_REASON]
    work.update("delivery", attempt, {"state": state, "error": error, "ended_at": work.now})


def file_name(proposal: Proposal) -> str:
    """What the PDF of a proposal is called."""
    return proposal.full_label.replace("/", "-").replace(" ", "-") + ".pdf"
