"""Copying out of the program: by tmux where it runs, else by the terminal itself (OSC 52)."""

from __future__ import annotations

import base64
import subprocess
import threading
from typing import TYPE_CHECKING

from solartui.domain.text import clean, clean_block
from solartui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import App

# Terminals drop longer OSC 52 sequences, most of them without a word; xterm's limit is the lowest.
LIMIT = 74_994
_SHOWN = 40
_TMUX = ("tmux", "load-buffer", "-w", "-")
_TMUX_SECONDS = 2


def copy(app: App[None], text: str) -> str:
    """Copy `text`, and say in one line what was copied, for a toast."""
    if len(text.encode("utf-8", "replace")) > LIMIT:
        return tr("This is too long for the clipboard; export it to a file instead")
    app.copy_to_clipboard(clean_block(text))
    line = clean(text)
    return tr("Copied: {text}", text=line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…")


def send(text: str, environment: Mapping[str, str], write: Callable[[str], object]) -> None:
    """Put `text` on the clipboard of the person's machine.

    Args:
        text: what to copy.
        environment: the variables of the process; ``TMUX`` decides.
        write: writes to the terminal, from any thread.
    """
    data = text.encode("utf-8", "replace")
    if not environment.get("TMUX"):
        write(osc52(data))
        return
    threading.Thread(target=_to_tmux, args=(data, write), name="solartui-copy", daemon=True).start()


def osc52(data: bytes) -> str:
    """The sequence that asks a terminal to take `data` into its clipboard."""
    return f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"


def _to_tmux(data: bytes, write: Callable[[str], object]) -> None:
    try:
        subprocess.run(_TMUX, input=data, capture_output=True, timeout=_TMUX_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        # tmux before 3.2 has no -w; it passes OSC 52 on where it is told to.
        write(osc52(data))
