"""Letters before they travel: addresses, headers and words that mean harm; and what a server may say."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest

from solartui.adapters import mail
from solartui.adapters.mail import Letter, Server, address_of, message_of, send
from solartui.domain.errors import Invalid, Refused

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LETTER = Letter(
    sender="biuro@dach.example",
    name="Słoneczny Dach",
    recipient="anna@poczta.example",
    subject="Oferta SO/2026/0001",
    body="Dzień dobry,\nzażółć gęślą jaźń\n.\nkoniec",
    attachment=b"%PDF-1.7 \x00\xff\r\n.\r\n",
    file_name="SO-2026-0001.pdf",
)
SERVER = Server("127.0.0.1", 25, "none", "", "", 1)


def travelled(letter: Letter) -> Any:
    """The letter as its reader gets it."""
    return message_from_bytes(message_of(letter, NOW).as_bytes(), policy=policy.default)


def test_a_letter_arrives_as_it_was_written() -> None:
    letter = travelled(LETTER)
    assert letter["From"] == "Słoneczny Dach <biuro@dach.example>"
    assert letter["To"] == "anna@poczta.example"
    assert letter["Subject"] == "Oferta SO/2026/0001"
    assert letter["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert letter["Message-ID"].endswith("@dach.example>")
    assert letter.get_body().get_content().splitlines() == LETTER.body.splitlines()
    (file,) = letter.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("application/pdf", "SO-2026-0001.pdf")
    assert file.get_content() == LETTER.attachment


HOSTILE = [
    "x\r\nBcc: evil@x.example",
    "x\nSubject: y",
    "=?utf-8?q?=0ABcc=3A_e=40x.pl?=",
    "\x1b[2J",
    "a" * 2000,
    "\u202ex",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_make_no_headers(text: str) -> None:
    letter = travelled(replace(LETTER, name=text, subject=text, body=text))
    assert letter["Bcc"] is None
    assert letter["To"] == "anna@poczta.example"
    assert len(letter.get_all("Subject")) == 1
    assert str(letter["From"]).endswith("<biuro@dach.example>")


GOOD = ["a@x.pl", "Anna.Nowak+tag@poczta.example.com", " a@x.pl ", "zażółć@x.pl"]
BAD = [
    "",
    "a",
    "a@",
    "@x.pl",
    "a@x",
    "a b@x.pl",
    "a@x.pl, b@x.pl",
    "a@x.pl\nBcc: b@x.pl",
    "<a@x.pl>",
    "a@x..pl",
]


@pytest.mark.parametrize("text", GOOD)
def test_addresses_that_are_some(text: str) -> None:
    assert "@" in address_of(text, "to").addr_spec


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("field", ["to", "mail.from"])
def test_addresses_that_are_none(text: str, field: str) -> None:
    with pytest.raises(Invalid, match="no e-mail address") as caught:
        address_of(text, field)
    assert caught.value.field == field
    assert "\n" not in caught.value.message


TROUBLES: list[tuple[BaseException, str]] = [
    (smtplib.SMTPRecipientsRefused({"a@x.pl": (550, b"no such \x1b[31mperson")}), "550 no such"),
    (smtplib.SMTPRecipientsRefused({}), "0"),
    (smtplib.SMTPSenderRefused(553, b"not you", "b@x.pl"), "553 not you"),
    (smtplib.SMTPDataError(554, b"spam"), "554 spam"),
    (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong"), "535 5.7.8 wrong"),
    (smtplib.SMTPConnectError(421, "busy"), "421 busy"),
    (smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."), "STARTTLS extension"),
    (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "hung up"),
    (smtplib.SMTPServerDisconnected("Connection unexpectedly closed: timed out"), "does not answer"),
    (TimeoutError(), "does not answer"),
    (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
    (OSError("odd"), "odd"),
    (ssl.SSLCertVerificationError("bad"), "no safe line"),
    (UnicodeEncodeError("ascii", "ą", 0, 1, "ordinal"), "ordinal"),
]


@pytest.mark.parametrize(("trouble", "why"), TROUBLES, ids=range(len(TROUBLES)))
def test_every_trouble_becomes_one_sentence(trouble: BaseException, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object) -> None:
        raise trouble

    monkeypatch.setattr(mail, "_deliver", fails)
    with pytest.raises(Refused, match=why) as caught:
        send(SERVER, message_of(LETTER, NOW))
    said = caught.value.message
    assert said.startswith("The e-mail was not sent: ")
    assert said.endswith("Nothing was changed.")
    assert not set(said) & {"\n", "\x1b"}
    assert len(said) < 260


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_the_line_is_as_safe_as_it_is_set(security: str, monkeypatch: pytest.MonkeyPatch) -> None:
    did: list[str] = []

    class Line:
        def __init__(self, host: str, port: int, **given: Any) -> None:
            did.append(f"{host}:{port} {sorted(given)}")

        def __enter__(self) -> Line:
            return self

        def __exit__(self, *_given: object) -> None:
            did.append("end")

        def starttls(self, context: ssl.SSLContext) -> None:
            assert context.verify_mode is ssl.CERT_REQUIRED
            did.append("starttls")

        def login(self, user: str, password: str) -> None:
            did.append(f"login {user} {password}")

        def send_message(self, _message: object) -> None:
            did.append("letter")

    monkeypatch.setattr(smtplib, "SMTP", Line)
    monkeypatch.setattr(smtplib, "SMTP_SSL", Line)
    send(Server("mail.example", 587, security, "biuro", "echo geheim", 5), message_of(LETTER, NOW))
    opened = "['context', 'timeout']" if security == "tls" else "['timeout']"
    more = ["starttls"] if security == "starttls" else []
    assert did == [f"mail.example:587 {opened}", *more, "login biuro geheim", "letter", "end"]


COMMANDS: list[tuple[str, str]] = [
    ("false", "fails"),
    ("/no/such/program", "fails"),
    ("'unbalanced", "fails"),
    ("true", "gives no password"),
    ("", "gives no password"),
    ("printf '\\n\\n'", "gives no password"),
]


@pytest.mark.parametrize(("command", "why"), COMMANDS, ids=range(len(COMMANDS)))
def test_without_a_password_nothing_is_sent(command: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_given: object, **_more: object) -> None:
        raise AssertionError("a line was opened")

    monkeypatch.setattr(smtplib, "SMTP", opened)
    with pytest.raises(Refused, match=rf"mail\.password_command {why}") as caught:
        send(replace(SERVER, user="biuro", password_command=command), message_of(LETTER, NOW))
    assert "geheim" not in caught.value.message


def test_the_first_line_is_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    password: Callable[[str], str] = mail._password
    assert password("printf 'geheim\\nrest'") == "geheim"
    assert password("printf 'with space '") == "with space "
