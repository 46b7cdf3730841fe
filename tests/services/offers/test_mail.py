"""Offers by e-mail: received by a real server, refused by one, and never half sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotPermitted, Refused, Stale
from solartui.domain.offers.vocabulary import Channel, ProposalStatus
from solartui.domain.records import Subject
from tests.desk import VIEWER, at_desk
from tests.mail_server import Postman, mail_server, silent_server
from tests.offer_desk import offer_of, project_of, sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.services.container import Services
    from tests.conftest import Clock


def set_up(services: Services, port: int, **more: object) -> None:
    """Let the desk send to a port of this machine."""
    values = {"host": "127.0.0.1", "port": port, "security": "none", "from": "biuro@dach.example", "timeout": 2} | more
    for key, value in values.items():
        services.settings.set(f"mail.{key}", value)
    services.settings.set("company.name", "Słoneczny Dach")


@pytest.fixture
def postman(services: Services) -> Iterator[Postman]:
    """A server that the desk sends to."""
    with mail_server() as (server, port):
        set_up(services, port)
        yield server


@pytest.mark.feature("B-147", "B-148", "E-11")
def test_the_customer_gets_the_offer_as_a_file(services: Services, postman: Postman, clock: Clock) -> None:
    offer = offer_of(services)
    after = services.proposal_mail.send(offer.id, version=offer.version).value
    (letter,) = postman.letters
    assert postman.recipients == ["anna@poczta.example"]
    assert letter["From"] == "Słoneczny Dach <biuro@dach.example>"
    assert letter["Subject"] == "Oferta SO/2026/0001 – Słoneczny Dach"
    assert "43\N{NO-BREAK SPACE}200,00\N{NO-BREAK SPACE}zł" in letter.get_body().get_content()  # type: ignore[union-attr]
    (file,) = letter.iter_attachments()
    assert file.get_filename() == "SO-2026-0001.pdf"
    assert file.get_content() == services.papers.proposal(offer.id)
    assert (after.status, after.channel, after.sent_to) == (ProposalStatus.SENT, Channel.EMAIL, "anna@poczta.example")
    assert [(one.state, one.recipient) for one in after.deliveries] == [("sent", "anna@poczta.example")]
    assert services.undo.last() is None or not services.undo.last().kind.startswith("proposal.sen")  # type: ignore[union-attr]
    told = [one.kind for one in services.activity.of(Subject("project", offer.project_id))]
    assert told.count("proposal_sent") == 1
    with pytest.raises(Stale):
        services.proposal_mail.send(offer.id, version=offer.version)


@pytest.mark.parametrize("trouble", ["recipient", "letter", "silent", "closed"])
def test_what_was_not_taken_changes_nothing(services: Services, postman: Postman, trouble: str) -> None:
    offer = offer_of(services)
    if trouble == "recipient":
        postman.refuses = "anna@poczta.example"
    elif trouble == "letter":
        postman.answer = "554 \x1b[31mspam"
    elif trouble == "closed":
        services.settings.set("mail.port", 1)
    if trouble == "silent":
        with silent_server() as port:
            set_up(services, port, timeout=1)
            with pytest.raises(Refused, match="does not answer"):
                services.proposal_mail.send(offer.id)
    else:
        with pytest.raises(Refused, match="was not sent"):
            services.proposal_mail.send(offer.id)
    after = services.proposals.get(offer.id)
    assert (after.status, after.sent_at, after.version) == (ProposalStatus.DRAFT, None, offer.version)
    (attempt,) = after.deliveries
    assert attempt.state == "failed"
    assert "\x1b" not in (attempt.error or "")
    assert postman.letters == []


def test_two_people_do_not_send_at_once(services: Services, postman: Postman, clock: Clock) -> None:
    offer = offer_of(services)
    said: list[str] = []

    def meanwhile() -> None:
        with pytest.raises(Refused, match="at this moment") as caught:
            services.proposal_mail.send(offer.id)
        said.append(caught.value.message)

    postman.on_letter = meanwhile
    services.proposal_mail.send(offer.id)
    assert len(said) == len(postman.letters) == 1


def test_the_password_comes_from_a_command(services: Services) -> None:
    offer = offer_of(services)
    with mail_server(login=True) as (postman, port):
        set_up(services, port, user="biuro", password_command="printf 'geheim\\nmore'")
        services.proposal_mail.send(offer.id)
        assert postman.logins == [("biuro", "geheim")]
        for command, why in (
            ("false", "fails"),
            ("true", "no password"),
            ("/no/such/program", "fails"),
            ("", "no password"),
        ):
            services.settings.set("mail.password_command", command)
            with pytest.raises(Refused, match=why):
                services.proposal_mail.send(offer.id)
        services.settings.set("mail.password_command", "echo wrong")
        with pytest.raises(Refused, match="535"):
            services.proposal_mail.send(offer.id)


def test_a_line_that_is_not_safe_is_not_used(services: Services, postman: Postman) -> None:
    services.settings.set("mail.security", "starttls")
    with pytest.raises(Refused, match="STARTTLS"):
        services.proposal_mail.send(offer_of(services).id)
    assert postman.letters == []


def test_what_is_needed_before_anything_is_sent(services: Services, postman: Postman, clock: Clock) -> None:
    offer = offer_of(services)
    with pytest.raises(Invalid, match="no e-mail address"):
        services.proposal_mail.send(offer.id, to="anna@poczta.example\nBcc: x@y.example")
    nobody = offer_of(services, project_of(services, "B", emails=()))
    with pytest.raises(Refused, match="has no e-mail address"):
        services.proposal_mail.preview(nobody.id)
    assert services.proposal_mail.preview(nobody.id, "b@poczta.example").recipient == "b@poczta.example"
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).proposal_mail.send(offer.id)
    services.settings.set("mail.host", "")
    with pytest.raises(Refused, match=r"mail\.host"):
        services.proposal_mail.preview(offer.id)
    services.settings.set("mail.host", "127.0.0.1")
    clock.forward(days=40)
    with pytest.raises(Refused, match="expired"):
        services.proposal_mail.send(offer.id)
    assert postman.letters == []


def test_a_signed_offer_is_not_sent_again(services: Services, postman: Postman) -> None:
    offer = services.proposals.sign(sent(services, offer_of(services)).id).value
    with pytest.raises(Refused, match="signed already"):
        services.proposal_mail.send(offer.id)


def test_hostile_names_are_only_text(services: Services, postman: Postman) -> None:
    project = project_of(services, 'Eve "x" <evil@x.example>, [/] =?utf-8?q?=0ABcc?=', emails=("eve@poczta.example",))
    services.proposal_mail.send(offer_of(services, project).id)
    (letter,) = postman.letters
    assert postman.recipients == ["eve@poczta.example"]
    assert letter["Bcc"] is None
