"""A server of tiles on this machine that behaves as badly as it is told to."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO


@cache
def tile(red: int = 90, green: int = 140, blue: int = 70, kind: str = "PNG", side: int = 256) -> bytes:
    """A picture of one colour."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (side, side), (red, green, blue)).save(out, kind)
    return out.getvalue()


@cache
def bomb() -> bytes:
    """A few bytes that claim to be a picture of 50,000 by 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


class TileServer:
    """What it answers, and what it was asked.

    Attributes:
        mode: how it behaves.
        asked: the paths, with queries.
        agents: the User-Agent of every request.
        said: the JSON that it answers in the mode of that name.
        stop: ends what drips.
    """

    def __init__(self) -> None:
        self.mode = "good"
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.said = b"{}"
        self.stop = threading.Event()
        self.address = ""
        self.port = 0

    @property
    def template(self) -> str:
        """The address of a tile."""
        return f"{self.address}/{{z}}/{{x}}/{{y}}.png"


_STILL: dict[str, tuple[str, Callable[[], bytes]]] = {
    "html": ("text/html", lambda: b"<html>Please log in</html>"),
    "liar": ("image/png", lambda: b"<html>Please log in</html>"),
    "bomb": ("image/png", bomb),
    "huge": ("image/png", lambda: bytes(3_000_000)),
    "half": ("image/png", lambda: tile()[: len(tile()) // 2]),
    "jpeg": ("image/jpeg", lambda: tile(kind="JPEG")),
}


def _answer(server: TileServer, handler: BaseHTTPRequestHandler) -> None:
    mode, path = server.mode, handler.path
    moved = {
        "elsewhere": f"http://127.0.0.2:{server.port}/1/1/1.png",
        "file": "file:///etc/passwd",
        "loop": f"{path}x",
        "once": "" if path.endswith("?moved") else f"{path}?moved",
    }
    if mode.isdecimal() or (mode == "corner" and not path.endswith("/0/0.png")):
        handler.send_error(int(mode) if mode.isdecimal() else 404)
    elif mode == "said":
        _send(handler, "application/json", server.said)
    elif mode in _STILL:
        kind, data = _STILL[mode]
        _send(handler, kind, data())
    elif moved.get(mode):
        _move(handler, moved[mode])
    elif mode in {"drip", "drip_head", "silent", "endless", "cut"}:
        _misbehave(server, handler)
    else:
        _send(handler, "image/png", tile())


def _misbehave(server: TileServer, handler: BaseHTTPRequestHandler) -> None:
    out, mode = handler.wfile, server.mode
    if mode == "cut":
        _head(handler, "image/png", len(tile()))
        out.write(tile()[: len(tile()) // 2])
        return
    if mode == "drip_head":
        out.write(b"HTTP/1.1 200 OK\r\n")
    elif mode != "silent":
        _head(handler, "image/png", 5000 if mode == "drip" else None)
    pieces = {"drip": b"\0", "drip_head": b"X: y\r\n", "silent": b"", "endless": bytes(65_536)}
    while not server.stop.wait(0 if mode == "endless" else 0.02):
        out.write(pieces[mode])
        out.flush()


def _head(handler: BaseHTTPRequestHandler, kind: str, length: int | None) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    if length is not None:
        handler.send_header("Content-Length", str(length))
    handler.end_headers()


def _send(handler: BaseHTTPRequestHandler, kind: str, data: bytes) -> None:
    _head(handler, kind, len(data))
    handler.wfile.write(data)


def _move(handler: BaseHTTPRequestHandler, target: str) -> None:
    handler.send_response(302)
    handler.send_header("Location", target)
    handler.end_headers()


@contextmanager
def serving() -> Iterator[TileServer]:
    """A server for as long as the block lasts."""
    found = TileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.agents.append(self.headers.get("User-Agent", ""))
            with suppress(OSError):  # whoever asked has gone
                _answer(found, self)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.port = server.server_address[1]
    found.address = f"http://127.0.0.1:{found.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.stop.set()
        server.shutdown()
        server.server_close()
