"""What another machine answers, within a time and a size, whatever that machine does."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

_CHUNK = 16_384
_LOOK = 0.1


class NoAnswer(Exception):
    """There is no answer.

    Attributes:
        why: ``late``, ``large``, ``coded`` (in a way that we cannot read), ``moved``, ``secure`` (its certificate is
            not good), ``stopped`` (somebody gave up), ``unreachable``, ``broken`` (off half-way, or no answer of the
            web), or ``status``.
        status: what the machine said, where it said something.
        retry_after: its header of that name.
    """

    def __init__(self, why: str, status: int = 0, retry_after: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.status = status
        self.retry_after = retry_after


class _Call:
    """One request in a thread of its own, which can be left alone with whatever it waits for."""

    def __init__(self, url: str, headers: Mapping[str, str], seconds: float, most: int) -> None:
        self._url = url
        self._headers = headers
        self._seconds = seconds
        self._most = most
        self._connection: HTTPConnection | None = None
        self._asked = False
        self.over = threading.Event()
        self.text = ""
        self.failed: NoAnswer | None = None

    def run(self) -> None:
        try:
            self.text = self._ask()
        except NoAnswer as failed:
            self.failed = failed
        except ssl.SSLError:
            self.failed = NoAnswer("secure")
        except TimeoutError:
            self.failed = NoAnswer("late")
        except (OSError, HTTPException, ValueError):
            self.failed = NoAnswer("broken" if self._asked else "unreachable")
        finally:
            self.over.set()
            self.cut()

    def cut(self) -> None:
        """Make whatever the thread waits for fail."""
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
        if connection is not None and self.over.is_set():
            connection.close()

    def _ask(self) -> str:
        parts = urlsplit(self._url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = connection = kind(parts.netloc, timeout=self._seconds)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("GET", target, headers={**self._headers, "Accept-Encoding": "identity"})
        self._asked = True
        with connection.getresponse() as answer:  # it may hold the line when the connection has let it go
            if answer.status != 200:
                why = "moved" if 300 <= answer.status < 400 else "status"
                raise NoAnswer(why, answer.status, answer.headers.get("Retry-After", ""))
            if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise NoAnswer("coded")
            return self._decoded(answer, self._body(answer))

    def _body(self, answer: HTTPResponse) -> bytes:
        data = b""
        while piece := answer.read1(_CHUNK):
            data += piece
            if len(data) > self._most:
                raise NoAnswer("large")
        if answer.length:
            raise NoAnswer("broken")
        return data

    @staticmethod
    def _decoded(answer: HTTPResponse, data: bytes) -> str:
        # What is UTF-8 is nothing else by chance, whatever the machine says of it; UTF-16 would be full of zeros.
        for code in ("utf-8", answer.headers.get_content_charset("utf-8")):
            with suppress(LookupError, ValueError):
                if "\0" not in (text := data.decode(code)):
                    return text.removeprefix("\ufeff")
        raise NoAnswer("coded")


def answer_of(
    url: str, headers: Mapping[str, str], *, seconds: float, most: int, stopped: Callable[[], bool] = lambda: False
) -> str:
    """The text of an answer; blocks for at most `seconds`, for everything together.

    Args:
        url: http or https; nothing is followed to another address.
        headers: what is sent besides.
        seconds: for everything, however slowly it drips.
        most: bytes that the answer may have.
        stopped: asked now and then whether nobody waits any more.

    Raises:
        NoAnswer: there is none; never anything else.
    """
    call = _Call(url, headers, seconds, most)
    threading.Thread(target=call.run, name="web answer", daemon=True).start()
    end = time.monotonic() + seconds
    while not call.over.wait(min(_LOOK, max(0.0, end - time.monotonic()))):
        given_up = stopped()
        if given_up or time.monotonic() >= end:
            call.cut()
            raise NoAnswer("stopped" if given_up else "late")
    if call.failed is not None:
        raise call.failed
    return call.text
