"""One small file from another machine, within a time and a size, whatever that machine does."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO, Any
from urllib.parse import urlsplit

from solartui import __version__
from solartui.domain.errors import Invalid
from solartui.domain.tile_sources import check_address

USER_AGENT = f"SolarTUI/{__version__} (terminal CRM for solar sales desks)"
_CHUNK = 16_384
_REDIRECTS = 3


class FetchFailed(Exception):
    """The file did not come.

    Attributes:
        reason: ``missing`` (there is none), ``denied``, ``busy`` (asked too often, or the machine has trouble),
            ``late``, ``large``, ``kind`` (something else came), ``moved`` (to another machine), ``unreachable``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class WebFile:
    """What came."""

    data: bytes
    kind: str


def fetch(address: str, *, kinds: tuple[str, ...], seconds: float, most: int) -> WebFile:
    """The file of an address; blocks for at most about `seconds`.

    Args:
        address: https, or http on this machine.
        kinds: what its content type may begin with.
        seconds: for everything together, however slowly it drips.
        most: bytes that it may have.

    Raises:
        FetchFailed: it did not come; never anything else.
    """
    line = _Line()
    timer = threading.Timer(seconds, line.cut)
    timer.daemon = True
    timer.start()
    try:
        return _fetch(address, kinds, seconds, most, line)
    except FetchFailed as failed:
        # What was cut looks like anything, even like a whole answer of another kind.
        raise FetchFailed("late" if line.was_cut else failed.reason) from None
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchFailed(_meaning(error.code)) from None
    except (OSError, HTTPException, ValueError, Invalid) as error:
        late = line.was_cut or isinstance(error, TimeoutError) or "timed out" in str(error)
        raise FetchFailed("late" if late else "unreachable") from None
    finally:
        timer.cancel()
        line.cut()


def _fetch(address: str, kinds: tuple[str, ...], seconds: float, most: int, line: _Line) -> WebFile:
    check_address(address)
    request = urllib.request.Request(address, headers={"User-Agent": USER_AGENT, "Accept": ", ".join(kinds)})  # noqa: S310 - checked above
    opener = urllib.request.build_opener(_Http(line), _Https(line), _SameMachine())
    opener.addheaders = []
    with opener.open(request, timeout=seconds) as answer:
        kind = answer.headers.get_content_type()
        if not kind.startswith(kinds):
            raise FetchFailed("kind")
        said = answer.headers.get("Content-Length", "")
        if said.isdecimal() and int(said) > most:
            raise FetchFailed("large")
        data = b""
        while piece := answer.read1(_CHUNK):
            data += piece
            if len(data) > most:
                raise FetchFailed("large")
        if line.was_cut:
            raise FetchFailed("late")
        if said.isdecimal() and len(data) < int(said):
            raise FetchFailed("unreachable")
        return WebFile(data, kind)


def _meaning(status: int) -> str:
    if status in {404, 410, 204}:
        return "missing"
    return "denied" if status in {401, 402, 403, 407, 451} else "moved" if 300 <= status < 400 else "busy"


class _Line:
    """The connection of one request, which can be cut from another thread."""

    def __init__(self) -> None:
        self.was_cut = False
        self._socket: socket.socket | None = None

    def holds(self, connected: socket.socket | None) -> None:
        self._socket = connected
        if self.was_cut:
            self.cut()

    def cut(self) -> None:
        self.was_cut = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        line = self._line

        class Connection(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                line.holds(self.sock)

        return self.do_open(Connection, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        line = self._line

        class Connection(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                line.holds(self.sock)

        return self.do_open(Connection, req)


class _SameMachine(urllib.request.HTTPRedirectHandler):
    """Follows a few redirections, none of them to another machine or out of https."""

    max_redirections = _REDIRECTS

    def redirect_request(  # noqa: PLR0917 - urllib's own
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.hostname, old.scheme) != (new.hostname, new.scheme):
            fp.close()
            raise FetchFailed("moved")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def json_of(address: str, seconds: float) -> Mapping[str, Any]:
    """A JSON object from an address.

    Raises:
        FetchFailed: it did not come, or was none.
    """
    import json

    found = fetch(address, kinds=("application/json", "text/"), seconds=seconds, most=65_536)
    try:
        data = json.loads(found.data)
    except (ValueError, RecursionError):
        raise FetchFailed("kind") from None
    if not isinstance(data, dict):
        raise FetchFailed("kind")
    return data
