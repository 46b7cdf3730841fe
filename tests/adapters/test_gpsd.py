from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from solartui.adapters.gpsd import position

VERSION = {"class": "VERSION", "release": "3.22"}
FIX = {"class": "TPV", "mode": 3, "lat": 49.98738, "lon": 20.06473, "eph": 7.4}


@contextmanager
def daemon(reports: Sequence[object], *, stays: bool = False) -> Iterator[int]:
    """A gpsd that says these things."""
    server = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        line, _ = server.accept()
        with line:
            line.recv(100)
            for report in reports:
                line.sendall(report if isinstance(report, bytes) else json.dumps(report).encode() + b"\n")
            if stays:
                done.wait(5)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        done.set()
        server.close()


def test_the_first_fix_is_the_position_with_its_exactness() -> None:
    with daemon([VERSION, {"class": "TPV", "mode": 1}, FIX]) as port:
        found = position(port=port)
    assert found is not None
    assert found.spot == (49.98738, 20.06473)
    assert found.metres == 7.4


@pytest.mark.parametrize(
    "report",
    [
        b"rubbish\n",
        b"[" * 5000 + b"\n",
        {"class": "TPV", "mode": 3, "lat": "50", "lon": 20},
        {"class": "TPV", "mode": 3, "lat": 0, "lon": 0},
        {"class": "TPV", "mode": 3, "lat": 91, "lon": 20},
        {"class": "TPV", "mode": True, "lat": 50, "lon": 20},
        ["TPV"],
        b"x" * 70_000,
    ],
)
def test_whatever_else_it_says_is_no_position(report: object) -> None:
    with daemon([report]) as port:
        assert position(1, port) is None


def test_one_that_says_nothing_is_given_up() -> None:
    begun = time.monotonic()
    with daemon([VERSION], stays=True) as port:
        assert position(0.2, port) is None
    assert time.monotonic() - begun < 2


def test_without_one_there_is_no_position() -> None:
    assert position(0.5, 9) is None
