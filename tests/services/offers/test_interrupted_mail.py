"""Sending that was cut off: seen by everybody, not done twice, and possible again after a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Refused, Unavailable
from solartui.domain.offers.vocabulary import ProposalStatus
from solartui.services import proposal_mail
from tests.mail_server import mail_server
from tests.offer_desk import offer_of
from tests.services.offers.test_mail import set_up
from tests.services.offers.test_offer_rights import rows

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock


class Cut(BaseException):
    """The process ends here."""


def cut(*_given: object) -> None:
    """End where a letter would go."""
    raise Cut


@pytest.mark.parametrize("noted", [True, False], ids=["interrupted", "killed"])
def test_an_attempt_that_was_cut_off_stays_visible(
    services: Services, clock: Clock, monkeypatch: pytest.MonkeyPatch, noted: bool
) -> None:
    offer = offer_of(services)
    with mail_server() as (postman, port):
        set_up(services, port)
        with monkeypatch.context() as patch:
            patch.setattr(proposal_mail, "send", cut)
            if not noted:
                patch.setattr(proposal_mail.ProposalMail, "_failed", cut)
            with pytest.raises(Cut):
                services.proposal_mail.send(offer.id)
        (attempt,) = services.proposals.get(offer.id).deliveries
        assert attempt.state == ("failed" if noted else "sending")
        assert services.proposals.get(offer.id).status is ProposalStatus.DRAFT
        if not noted:
            with pytest.raises(Refused, match="at this moment"):
                services.proposal_mail.send(offer.id)
            clock.forward(minutes=6)
        services.proposal_mail.send(offer.id)
        assert len(postman.letters) == 1
    states = [one.state for one in services.proposals.get(offer.id).deliveries]
    assert states == ["failed" if noted else "sending", "sent"]


def test_a_database_that_is_gone_sends_nothing(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = offer_of(services)
    with mail_server() as (postman, port):
        set_up(services, port)

        def gone(*_given: object) -> int:
            raise Unavailable("gone")

        monkeypatch.setattr(proposal_mail.ProposalMail, "_begin", gone)
        before = rows(services)
        with pytest.raises(Unavailable):
            services.proposal_mail.send(offer.id)
        assert postman.letters == []
        assert rows(services) == before


def test_the_first_trouble_is_told_even_where_it_cannot_be_noted(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = offer_of(services)
    with mail_server() as (postman, port):
        set_up(services, port)
        postman.answer = "554 spam"

        def gone(*_given: object, **_more: object) -> None:
            raise Unavailable("gone")

        monkeypatch.setattr(proposal_mail, "_end", gone)
        with pytest.raises(Refused, match="554 spam"):
            services.proposal_mail.send(offer.id)


def test_a_second_letter_is_possible_and_told_apart(services: Services, clock: Clock) -> None:
    offer = offer_of(services)
    with mail_server() as (postman, port):
        set_up(services, port)
        services.proposal_mail.send(offer.id)
        clock.forward(days=3)
        after = services.proposal_mail.send(offer.id, "anna2@poczta.example").value
    assert postman.recipients == ["anna@poczta.example", "anna2@poczta.example"]
    assert postman.letters[0]["Message-ID"] != postman.letters[1]["Message-ID"]
    assert (after.sent_at, after.sent_to) == (clock.now, "anna2@poczta.example")
    assert [one.state for one in after.deliveries] == ["sent", "sent"]


def test_addresses_that_were_marked_are_not_written_to(services: Services) -> None:
    offer = offer_of(services)
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE contact_email SET unusable = 1")
    with mail_server() as (_postman, port):
        set_up(services, port)
        with pytest.raises(Refused, match="has no e-mail address"):
            services.proposal_mail.preview(offer.id)
        with pytest.raises(Refused, match="marked as unusable"):
            services.proposal_mail.preview(offer.id, "anna@poczta.example")
