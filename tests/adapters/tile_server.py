"""A server of tiles on this machine that behaves as badly as it is told to."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
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
        stop: ends what drips.
    """

    def __init__(self) -> None:
        self.mode = "good"
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.stop = threading.Event()
        self.address = ""
        self.port = 0

    @property
    def template(self) -> str:
        """The address of a tile."""
        return f"{self.address}/{{z}}/{{x}}/{{y}}.png"


def _answer(server: TileServer, handler: BaseHTTPRequestHandler) -> None:
    mode = server.mode
    if mode.isdecimal():
        handler.send_error(int(mode))
    elif mode == "html":
        _send(handler, "text/html", b"<html>Please log in</html>")
    elif mode == "liar":
        _send(handler, "image/png", b"<html>Please log in</html>")
    elif mode == "bomb":
        _send(handler, "image/png", bomb())
    elif mode == "huge":
        _send(handler, "image/png", b"\0" * 3_000_000)
    elif mode == "endless":
        _head(handler, "image/png", None)
        while not server.stop.is_set():
            handler.wfile.write(b"\0" * 65_536)
    elif mode == "cut":
        _head(handler, "image/png", len(tile()))
        handler.wfile.write(tile()[: len(tile()) // 2])
    elif mode == "half":
        _send(handler, "image/png", tile()[: len(tile()) // 2])
    elif mode == "drip":
        _head(handler, "image/png", 5000)
        while not server.stop.wait(0.02):
            handler.wfile.write(b"\0")
            handler.wfile.flush()
    elif mode == "drip_head":
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.stop.wait(0.02):
            handler.wfile.write(b"X: y\r\n")
            handler.wfile.flush()
    elif mode == "silent":
        server.stop.wait(30)
    elif mode == "elsewhere":
        _move(handler, f"http://127.0.0.2:{server.port}/1/1/1.png")
    elif mode == "file":
        _move(handler, "file:///etc/passwd")
    elif mode == "loop":
        _move(handler, handler.path + "x")
    elif mode == "once" and not handler.path.endswith("?moved"):
        _move(handler, handler.path + "?moved")
    elif mode == "jpeg":
        _send(handler, "image/jpeg", tile(kind="JPEG"))
    elif mode == "corner" and not handler.path.endswith("/0/0.png"):
        handler.send_error(404)
    else:
        _send(handler, "image/png", tile())


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
            try:
                _answer(found, self)
            except OSError:
                pass  # whoever asked has gone

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
