"""A mail server on this machine: it keeps what it takes, and misbehaves on request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


class Postman:
    """What the server does with letters.

    Attributes:
        letters: those that were taken.
        answer: what is said to a letter; 250 takes it.
        refuses: an address that is not known here.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.logins: list[tuple[str, str]] = []
        self.answer = "250 OK"
        self.refuses = ""
        self.on_letter: Callable[[], object] = list

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address == self.refuses:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.on_letter()
        if self.answer.startswith("250"):
            self.recipients += envelope.rcpt_tos
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer

    def check(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        given = cast("LoginPassword", data)
        self.logins.append((given.login.decode(), given.password.decode()))
        right = given.password == b"geheim"
        return AuthResult(success=right, handled=right)


@contextmanager
def mail_server(*, login: bool = False) -> Iterator[tuple[Postman, int]]:
    """A server that runs for the block; its port comes with it."""
    postman, port = Postman(), _free_port()
    more: dict[str, Any] = {"authenticator": postman.check, "auth_required": True, "auth_require_tls": False}
    controller = Controller(postman, hostname="127.0.0.1", port=port, **(more if login else {}))
    controller.start()
    try:
        yield postman, port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def silent_server() -> Iterator[int]:
    """A port that takes calls and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []
    thread = threading.Thread(target=lambda: taken.append(listener.accept()[0]), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        for line in taken:
            line.close()
