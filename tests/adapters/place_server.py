"""A service of addresses on this machine that behaves as it is told."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

WIELICZKA = {
    "place_id": 1,
    "lat": "49.9873",
    "lon": "20.0647",
    "display_name": "Lipowa 8, Wieliczka",
    "addresstype": "building",
}
THREE = [
    {"lat": "50.1", "lon": "19.1", "display_name": "Lipowa 8, one"},
    {"lat": "51.1", "lon": "20.1", "display_name": "Lipowa 8, two"},
    {"lat": "52.1", "lon": "21.1", "display_name": "Lipowa 8, three"},
]
PHOTON = {
    "features": [{"geometry": {"coordinates": [20.0647, 49.9873]}, "properties": {"name": "Lipowa 8", "type": "house"}}]
}


@dataclass
class Hit:
    """What was asked, by whom and when."""

    path: str
    asked: Mapping[str, str]
    headers: Mapping[str, str]
    at: float


@dataclass
class Behaviour:
    """How the next answers are made.

    Attributes:
        mode: a name of `MODES`, a status, or `json` for `document`.
    """

    mode: str = "ok"
    document: Any = field(default_factory=lambda: [WIELICZKA])
    retry_after: str = "30"
    hits: list[Hit] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)


class PlaceServer(ThreadingHTTPServer):
    """Listens on a port of its own."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """People who hang up are no news."""


@contextmanager
def serving() -> Iterator[PlaceServer]:
    """A server for one test."""
    server = PlaceServer(Behaviour())
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.behaviour.let_go.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: PlaceServer

    def log_message(self, *_: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        behaviour = self.server.behaviour
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        behaviour.hits.append(Hit(parts.path, asked, dict(self.headers), monotonic()))
        with suppress(OSError):
            self._answer(behaviour)

    def _answer(self, behaviour: Behaviour) -> None:
        mode = behaviour.mode
        if mode.isdigit():
            self._out(b"{}", status=int(mode), more={"Retry-After": behaviour.retry_after})
        elif mode == "json":
            self._out(json.dumps(behaviour.document).encode())
        else:
            MODES[mode](self)

    def _out(
        self, body: bytes, kind: str = "application/json", status: int = 200, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _place(self, **changes: Any) -> None:
        place = {name: value for name, value in (WIELICZKA | changes).items() if value != "gone"}
        self._out(json.dumps([place]).encode())

    def _drip(self, *, headers: bool) -> None:
        """A byte now and then, for as long as somebody listens."""
        if not headers:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
        else:
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-A: ")
        while not self.server.behaviour.let_go.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"[")


MODES: Mapping[str, Callable[[_Handler], object]] = {
    "ok": lambda h: h._place(),
    "empty list": lambda h: h._out(b"[]"),
    "three": lambda h: h._out(json.dumps(THREE).encode()),
    "photon": lambda h: h._out(json.dumps(PHOTON).encode()),
    "html": lambda h: h._out(b"<html>captive portal</html>", "text/html"),
    "no body": lambda h: h._out(b""),
    "marked": lambda h: h._out(b"\xef\xbb\xbf" + json.dumps([WIELICZKA]).encode()),
    "null": lambda h: h._out(b"null"),
    "text": lambda h: h._out(b'"x"'),
    "number": lambda h: h._out(b"12"),
    "other object": lambda h: h._out(b'{"foo": 1}'),
    "list of nothing": lambda h: h._out(b"[null, 1, []]"),
    "unable": lambda h: h._out(b'{"error": "Unable to geocode"}'),
    "error": lambda h: h._out(b'{"error": "Nonsense"}'),
    "no coordinates": lambda h: h._place(lat="gone", lon="gone"),
    "half": lambda h: h._place(lon="gone"),
    "null coordinates": lambda h: h._place(lat=None, lon=None, display_name=None),
    "zero": lambda h: h._place(lat="0", lon="0"),
    "words": lambda h: h._place(lat="abc"),
    "not on earth": lambda h: h._place(lat="999", lon="-999"),
    "flags": lambda h: h._place(lat=True, lon=False),
    "digits apart": lambda h: h._place(lat="4_9.9"),
    "wraps round": lambda h: h._place(lon="380.0647"),
    "not a number": lambda h: h._place(lat="nan", lon="inf"),
    "list": lambda h: h._place(lat=[1], lon={}),
    "latin-1": lambda h: h._out(b'[{"lat":"1","lon":"2","display_name":"\xc5s"}]'),
    "odd charset": lambda h: h._out(b'["\xc5"]', "application/json; charset=klingon"),
    "miscalled": lambda h: h._out('[{"lat": "1", "lon": "2", "display_name": "Ås"}]'.encode(), "x/y; charset=latin-1"),
    "utf-16": lambda h: h._out(json.dumps([WIELICZKA]).encode("utf-16"), "application/json"),
    "huge": lambda h: h._out(b"[" + b" " * 3_000_000 + b"]"),
    "deep": lambda h: h._out(b"[" * 200_000),
    "gzip": lambda h: h._out(b"\x1f\x8bnot gzip", more={"Content-Encoding": "gzip"}),
    "to a file": lambda h: h._out(b"", status=302, more={"Location": "file:///etc/passwd"}),
    "in circles": lambda h: h._out(b"", status=302, more={"Location": h.path}),
    "elsewhere": lambda h: h._out(b"", status=307, more={"Location": "http://127.0.0.1:1/meta-data"}),
    "silent": lambda h: h.server.behaviour.let_go.wait(20),
    "drips": lambda h: h._drip(headers=False),
    "drips headers": lambda h: h._drip(headers=True),
    "hangs up": lambda h: h._reset(),
    "hangs up half-way": lambda h: h._short(),
    "no http": lambda h: h.wfile.write(b"SSH-2.0-OpenSSH_9\r\n"),
}
