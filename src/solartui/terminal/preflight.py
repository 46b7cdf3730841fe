"""Whether this terminal can show the screens, asked before anything is drawn."""

from __future__ import annotations

import codecs
import os
import sys
from typing import TYPE_CHECKING

from solartui.i18n import tr
from solartui.terminal.glyphs import locale_name, speaks_utf8

if TYPE_CHECKING:
    from collections.abc import Mapping

EXIT_STATUS = 2
SMALLEST = (60, 18)
"""Columns and lines of the smallest window that has room for the screens."""
_NEUTRAL_LOCALES = ("", "C", "POSIX")


def fits(window: tuple[int, int]) -> bool:
    """Whether a window of so many columns and lines has room for the screens."""
    return window[0] >= SMALLEST[0] and window[1] >= SMALLEST[1]


def obstacle(environment: Mapping[str, str], *, terminals: bool, encoding: str) -> str | None:
    """One sentence that says why the screens cannot be shown and what to do, or None.

    A locale of C says nothing about the terminal, which nearly always reads UTF-8 by now: the screens are shown, in
    ASCII glyphs. A locale that names another encoding is believed.

    Args:
        environment: the variables of the process.
        terminals: whether standard input and output are terminals.
        encoding: the encoding of standard output.
    """
    term = environment.get("TERM", "")
    if not terminals:
        return tr("The screens need a terminal for input and output; without one, use the commands: solartui --help.")
    if term in {"", "dumb", "unknown"}:
        return tr(
            "This terminal cannot show the screens (TERM is {term}); set TERM, for example to xterm-256color.",
            term=term or tr("not set"),
        )
    if not (_is_utf8(encoding) and _locale_fits(environment)):
        return tr(
            "The screens need a terminal in UTF-8, and the locale is {locale}; set LANG, for example to C.UTF-8.",
            locale=locale_name(environment) or encoding,
        )
    return None


def obstacle_here() -> str | None:
    """`obstacle` for this process."""
    terminals = all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stdout__))
    encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
    return obstacle(os.environ, terminals=terminals, encoding=encoding)


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False


def _locale_fits(environment: Mapping[str, str]) -> bool:
    name = locale_name(environment)
    # A locale without an encoding in its name has one that only the C library knows; Python asked it already.
    return "." not in name or name.partition(".")[0] in _NEUTRAL_LOCALES or speaks_utf8(environment)
