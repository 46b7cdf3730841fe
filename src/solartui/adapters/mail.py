"""Outgoing mail by SMTP: one letter to one person, or an error that says why not."""

from __future__ import annotations

import shlex
import smtplib
import ssl
import subprocess
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING

from solartui.domain.errors import Invalid, Refused
from solartui.domain.text import clean
from solartui.i18n import tr

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST_REASON = 160


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as an admin has set it.

    Attributes:
        security: starttls, tls or none.
        user: the name there; empty where none is needed.
        password_command: prints the password; it is run when it is needed and its answer kept nowhere.
        seconds: how long to wait for each answer.
    """

    host: str
    port: int
    security: str
    user: str
    password_command: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent.

    Attributes:
        sender: address, with the `name` that stands beside it.
        attachment: content of a PDF, with the name of its file.
    """

    sender: str
    name: str
    recipient: str
    subject: str
    body: str
    attachment: bytes
    file_name: str


def address_of(text: str, field: str) -> Address:
    """One e-mail address.

    Raises:
        Invalid: it is none.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(clean(text), check_deliverability=False)
    except EmailNotValidError:
        raise Invalid(
            tr("{field}: “{text}” is no e-mail address.", field=field, text=clean(text)[:60]), field
        ) from None
    return Address(username=found.local_part, domain=found.ascii_domain)


def _plain(text: str) -> str:
    """A text that no reader of headers takes for an encoded one: in those, line ends could hide."""
    return clean(text).replace("=?", "= ?")


def message_of(letter: Letter, at: datetime) -> EmailMessage:
    """The letter as it travels.

    Raises:
        Invalid: an address is none.
    """
    sender, recipient = address_of(letter.sender, "mail.from"), address_of(letter.recipient, "to")
    message = EmailMessage()
    try:
        named = Address(_plain(letter.name), sender.username, sender.domain)
        message["From"], message["To"], message["Subject"] = named, recipient, _plain(letter.subject)
    except (MessageError, ValueError) as error:
        raise Invalid(tr("The letter cannot be written: {why}", why=clean(str(error)))) from None
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.domain)
    message.set_content(letter.body)
    message.add_attachment(letter.attachment, maintype="application", subtype="pdf", filename=letter.file_name)
    return message


def send(server: Server, message: EmailMessage) -> None:
    """Hand a letter to the mail server, which then answers for it.

    Raises:
        Refused: it was not taken; one sentence says why.
    """
    try:
        _deliver(server, message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (0, b""))
        raise _not_sent(f"{code} {_words(said)}") from error
    except smtplib.SMTPResponseException as error:
        raise _not_sent(f"{error.smtp_code} {_words(error.smtp_error)}") from error
    except ssl.SSLError as error:
        raise _not_sent(tr("no safe line: {why}", why=getattr(error, "reason", "") or error)) from error
    except TimeoutError as error:
        raise _not_sent(tr("the mail server does not answer")) from error
    except smtplib.SMTPServerDisconnected as error:
        silent = "timed out" in str(error)
        why = tr("the mail server does not answer") if silent else tr("the mail server hung up")
        raise _not_sent(why) from error
    except (OSError, UnicodeError, smtplib.SMTPException) as error:
        raise _not_sent(_words(getattr(error, "strerror", None) or str(error))) from error


def _deliver(server: Server, message: EmailMessage) -> None:
    password = _password(server.password_command) if server.user else ""
    safe = ssl.create_default_context()
    if server.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=safe)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=server.seconds)
    with line:
        if server.security == "starttls":
            line.starttls(context=safe)
        if server.user:
            line.login(server.user, password)
        line.send_message(message)


def _password(command: str) -> str:
    """What the command prints.

    Raises:
        Refused: there is none, or it fails.
    """
    try:
        words = shlex.split(command)
        done = subprocess.run(words, capture_output=True, timeout=30, check=True, text=True) if words else None
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise _not_sent(tr("mail.password_command fails")) from error
    if done is None or not done.stdout.strip("\r\n"):
        raise _not_sent(tr("mail.password_command gives no password"))
    return done.stdout.splitlines()[0]


def _not_sent(why: str) -> Refused:
    return Refused(tr("The e-mail was not sent: {why}. Nothing was changed.", why=why.rstrip(".")))


def _words(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return clean(text)[:_LONGEST_REASON]
