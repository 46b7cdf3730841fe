"""Opening addresses in the person's own browser, which over SSH is on another machine."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from enum import Enum
from getpass import getuser
from shutil import which
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SSH_PARTS = 4
_SCHEMES = {"http", "https", "mailto", "tel", "geo"}


class Opened(Enum):
    """What became of an address."""

    HERE = "opened"
    REMOTE = "over SSH: show the address, copy it, offer a QR code"
    NO_BROWSER = "no graphical browser here: the same"
    REFUSED = "not an address that a browser should get"


def over_ssh(environment: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))


def open_url(url: str, environment: Mapping[str, str] = os.environ) -> Opened:
    """Open `url` (http, https, mailto, tel or geo) without waiting and without a sign on the terminal."""
    if urlsplit(url).scheme.lower() not in _SCHEMES or not url.isprintable():
        return Opened.REFUSED
    if over_ssh(environment):
        return Opened.REMOTE
    if not _has_desktop(environment):
        return Opened.NO_BROWSER
    # A process of its own: browsers and their launchers write to the terminal that they were started from.
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "webbrowser", "-t", url]
    subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    return Opened.HERE


def open_path(path: Path, environment: Mapping[str, str] = os.environ) -> Opened:
    """Show a file with the program that the desktop has for its kind, as `open_url` does."""
    if over_ssh(environment):
        return Opened.REMOTE
    opener = which("open" if sys.platform == "darwin" else "xdg-open", path=environment.get("PATH"))
    if opener is None or not _has_desktop(environment):
        return Opened.NO_BROWSER
    quiet = subprocess.DEVNULL
    subprocess.Popen([opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    return Opened.HERE


def fetch_command(path: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """What fetches a file to the machine where the person sits; None where that is this one."""
    parts = environment.get("SSH_CONNECTION", "").split()
    if len(parts) != _SSH_PARTS:
        return None
    host = f"[{parts[2]}]" if ":" in parts[2] else parts[2]
    return shlex.join(["scp", f"{getuser()}@{host}:{path}", "."])


def _has_desktop(environment: Mapping[str, str]) -> bool:
    return sys.platform == "darwin" or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
