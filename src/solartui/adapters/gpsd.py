"""The position from gpsd, the daemon that reads satellite receivers, where one runs on this machine."""

from __future__ import annotations

import json
import socket
import time
from typing import Any, NamedTuple, TypeGuard

from solartui.domain.places import Spot, on_earth

PORT = 2947
_ASK = b'?WATCH={"enable":true,"json":true};\n'
_MOST = 65_536
_FIXED = 2  # two dimensions; one is none, three have the height, too
_VAGUE = 50.0  # metres, where the receiver does not say


class Position(NamedTuple):
    """Where the receiver is, and how many metres that may be wrong."""

    spot: Spot
    metres: float


def position(seconds: float = 2.0, port: int = PORT) -> Position | None:
    """Where this machine is; None where no gpsd runs or its receiver sees too few satellites."""
    until = time.monotonic() + seconds
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
            line.sendall(_ASK)
            return _first_fix(line, until)
    except OSError:
        return None


def _first_fix(line: socket.socket, until: float) -> Position | None:
    data = b""
    read = 0
    while read < _MOST and (left := until - time.monotonic()) > 0:
        line.settimeout(left)
        piece = line.recv(4096)
        if not piece:
            return None
        read += len(piece)
        *reports, data = (data + piece).split(b"\n")
        for report in reports:
            if (found := _fix(report)) is not None:
                return found
    return None


def _fix(report: bytes) -> Position | None:
    try:
        told: Any = json.loads(report)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("class") != "TPV":
        return None
    mode, latitude, longitude = (told.get(name) for name in ("mode", "lat", "lon"))
    if not isinstance(mode, int) or mode < _FIXED:
        return None
    if not (_is_number(latitude) and _is_number(longitude) and on_earth(latitude, longitude)):
        return None
    wrong = [told[name] for name in ("eph", "epx", "epy") if _is_number(told.get(name))]
    return Position(Spot(float(latitude), float(longitude)), max([1.0, *wrong]) if wrong else _VAGUE)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
