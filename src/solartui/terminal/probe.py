"""Asks the terminal what it can show, before the screens take it over.

Everything is asked in one write, with the question that every terminal answers as the last one: once that answer is
here, no other can come late and be taken for keys. A terminal that does not answer in time is asked no more.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass

_LIMIT = 1.0
_MOST = 8192
# Whether an image of one pixel would be taken (kitty's protocol), its name, the size of a cell, and its kind (DA1).
_QUESTIONS = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[16t\x1b[c"
_KIND = re.compile(rb"\x1b\[\?([\d;]*)c")
_CELL = re.compile(rb"\x1b\[6;(\d{1,3});(\d{1,3})t")
_NAME = re.compile(rb"\x1bP>\|([^\x1b]{1,80})\x1b\\")
_KITTY = re.compile(rb"\x1b_Gi=31[^;\x1b]*;OK\x1b\\")
_SIXEL = b"4"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the terminal said.

    Attributes:
        answered: whether it said anything in time.
        name: what it calls itself.
        cell: width and height of a cell in pixels, None where it does not tell.
    """

    answered: bool = False
    kitty: bool = False
    sixel: bool = False
    name: str = ""
    cell: tuple[int, int] | None = None


def ask(seconds: float = _LIMIT) -> Answers:
    """What this terminal can show; no answers where standard input and output are no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Answers()
    keyboard, screen = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard)
        os.write(screen, _QUESTIONS)
        return read(_conversation(keyboard, seconds))
    except OSError:
        return Answers()
    finally:
        termios.tcsetattr(keyboard, termios.TCSANOW, before)


def _conversation(keyboard: int, seconds: float) -> bytes:
    """What comes until the last question is answered, or the time is up."""
    until = time.monotonic() + seconds
    said = b""
    while len(said) < _MOST and not _KIND.search(said):
        left = until - time.monotonic()
        if left <= 0 or not select.select([keyboard], [], [], left)[0]:
            break
        piece = os.read(keyboard, 1024)
        if not piece:
            break
        said += piece
    return said


def read(said: bytes) -> Answers:
    """The answers in what a terminal said."""
    kind, cell, name = _KIND.search(said), _CELL.search(said), _NAME.search(said)
    size = (int(cell[2]), int(cell[1])) if cell and int(cell[1]) and int(cell[2]) else None
    return Answers(
        answered=kind is not None,
        kitty=_KITTY.search(said) is not None,
        sixel=kind is not None and _SIXEL in kind[1].split(b";")[1:],
        name=name[1].decode("ascii", "replace") if name else "",
        cell=size,
    )


class LateAnswers:
    """Takes answers out of what is typed, for some seconds after a terminal that did not answer in time.

    Args:
        seconds: for how long.
    """

    _ANSWER = re.compile("\x1b_G[^\x1b]*|\x1bP>[^\x1b]*|\x1b\\[\\?[\\d;]*c|\x1b\\[6;\\d+;\\d+t|\x1b\\\\")

    def __init__(self, seconds: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = clock() + seconds

    def without(self, text: str) -> str:
        """What was typed."""
        return self._ANSWER.sub("", text) if self._clock() < self._until else text
