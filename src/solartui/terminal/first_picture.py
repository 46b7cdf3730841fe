"""A picture on the terminal before Textual is loaded, and the terminal itself, taken over until Textual has it."""

from __future__ import annotations

import contextlib
import signal
import termios
import tty
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.color import ColorSystem

from solartui.terminal.controls import without_controls
from solartui.terminal.glyphs import choose
from solartui.terminal.thrift import thrifty

if TYPE_CHECKING:
    from types import FrameType

    from rich.style import Style

ENTER = "\x1b[?1049h"
"""Leads to a screen of its own, which it clears."""
_LEAVE = "\x1b[0m\x1b[?1049l\x1b[?25h"
_NONE = b"\0"
_INPUT, _OUTPUT = 0, 1
# What would have Textual see other colours than those found here.
_OTHER_COLOURS = ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS")
_TRUE = frozenset({"truecolor", "24bit"})
_256 = ("-256color", "-kitty")
_ENDING = (signal.SIGHUP, signal.SIGTERM)


class Band(NamedTuple):
    """A stretch of one line: where it begins, and texts with their styles."""

    y: int
    x: int
    texts: tuple[tuple[str, Style], ...]


def colours(environment: Mapping[str, str]) -> ColorSystem | None:
    """The colours of a terminal with the full set of signs, found as Rich finds them; None for any other."""
    if choose(environment) != "full" or any(environment.get(name) for name in _OTHER_COLOURS):
        return None
    if environment.get("COLORTERM", "").strip().lower() in _TRUE:
        return ColorSystem.TRUECOLOR
    return ColorSystem.EIGHT_BIT if environment.get("TERM", "").endswith(_256) else None


def sequences(bands: Iterable[Band], system: ColorSystem) -> str:
    """Bands as sequences for a terminal."""
    written = []
    if system is ColorSystem.EIGHT_BIT:
        from solartui.terminal.colours import nearest_styles

        mapped = nearest_styles(256)
        bands = [Band(y, x, tuple((text, mapped(style)) for text, style in texts)) for y, x, texts in bands]
    for y, x, texts in bands:
        written.append(f"\x1b[{y + 1};{x + 1}H")
        written += [style.render(without_controls(text), color_system=system) for text, style in texts]
    return thrifty("".join(written))


class TakenTerminal:
    """A terminal that shows a picture of ours until the app paints over it, or until it is given back.

    Keys that come meanwhile wait in it, without being shown; ctrl+c still interrupts, and so does any signal that ends
    a program.

    Args:
        picture: sequences that paint it.
        size: columns and lines that it was painted for.

    Raises:
        termios.error: standard input is no terminal.
        OSError: nothing can be written to standard output.
    """

    def __init__(self, picture: str, size: tuple[int, int]) -> None:
        self.size = size
        self._before: list[Any] | None = termios.tcgetattr(_INPUT)
        for number in _ENDING:
            signal.signal(number, _end)
        quiet = termios.tcgetattr(_INPUT)
        quiet[tty.IFLAG] &= ~(termios.IXON | termios.ICRNL)
        quiet[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        quiet[tty.CC][termios.VSUSP] = _NONE
        try:
            termios.tcsetattr(_INPUT, termios.TCSANOW, quiet)
            _write(f"{ENTER}\x1b[?25l{picture}")
        except (termios.error, OSError):
            self.give_back()
            raise

    def hand_over(self) -> list[Any] | None:
        """The settings to which the terminal goes back in the end: that is up to the caller now."""
        before, self._before = self._before, None
        return before

    def give_back(self) -> None:
        """Put the terminal back as it was, unless it was handed over."""
        if (before := self.hand_over()) is not None:
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(_INPUT, termios.TCSANOW, before)
                _write(_LEAVE)


def _write(sequences: str) -> None:
    with open(_OUTPUT, "wb", closefd=False) as terminal:
        terminal.write(sequences.encode())


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
