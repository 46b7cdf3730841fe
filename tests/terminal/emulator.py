"""What a modern terminal takes, shows and answers: the one behind the tests, the benchmarks and the pictures."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "insert": "\x1b[2~", "delete": "\x1b[3~",
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~",
    "shift+left": "\x1b[1;2D", "shift+right": "\x1b[1;2C", "ctrl+home": "\x1b[1;5H", "ctrl+end": "\x1b[1;5F",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip
_ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),  # synchronised output: known
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),  # in-band resize: not known
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
# What the emulator would print instead of obeying.
_UNKNOWN = re.compile(
    rb"\x1b\].*?(?:\x07|\x1b\\)|\x1b[P_^X].*?\x1b\\|\x1b\[[<=>][0-9;:]*[@-~]|\x1b\[\??[0-9;:]*[ !-/]+[@-~]"
    rb"|\x1b\[\?u|\x1b\[[0-9;]*t|\x1b\[\?[0-9;]*[rs]|\x1b[=>]",
    re.DOTALL,
)
_SUBPARAMETERS = re.compile(rb"(?<=[0-9]):[0-9:]*(?=[0-9;]*m)")
_WHOLE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*?(?:\x07|\x1b\\)|[P_^X].*?\x1b\\|[^\[\]P_^X])", re.DOTALL)
_OF_THIS_MACHINE = (
    "TMUX", "STY", "COLUMNS", "LINES", "NO_COLOR", "SSH_CONNECTION", "SSH_TTY", "LC_CTYPE", "LANG", "TERM_PROGRAM",
    "VTE_VERSION",
)  # fmt: skip


def environment(
    base: Mapping[str, str] | None = None, changes: Mapping[str, str | None] | None = None
) -> dict[str, str]:
    """The variables of a program in such a terminal.

    Args:
        base: those that it would have, this process's own unless they are given.
        changes: variables to set besides, or to take away where None.
    """
    base = {name: value for name, value in (base or os.environ).items() if name not in _OF_THIS_MACHINE}
    base |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    return {name: value for name, value in {**base, **(changes or {})}.items() if value is not None}


def answers(data: bytes) -> bytes:
    """What the terminal says to the questions in some output."""
    return b"".join(answer for question, answer in _ANSWERS if b"\x1b" in data and question.search(data))


class Emulator:
    """A screen that output is fed to, in pieces as they come.

    Attributes:
        screen: what stands there, with colours and cursor.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._unfinished = b""

    def feed(self, data: bytes) -> None:
        """Show some output; the beginning of a sequence is kept until the rest of it comes."""
        data = self._unfinished + data
        start = data.rfind(b"\x1b", max(0, len(data) - 256))
        whole = start < 0 or _WHOLE.match(data, start)
        data, self._unfinished = (data, b"") if whole else (data[:start], data[start:])
        self._stream.feed(_SUBPARAMETERS.sub(b"", _UNKNOWN.sub(b"", data)))
