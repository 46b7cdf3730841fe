"""The first rows, shown before Textual is loaded: wherever they are known at once and look as they will then."""

from __future__ import annotations

import os
import termios
from collections.abc import Callable
from shutil import get_terminal_size
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solartui.services.beginning import Beginning
    from solartui.terminal.first_picture import TakenTerminal

_PATIENCE = 0.2
"""Seconds for a database that is slow: it must not keep the program from its first page."""


def show(beginning: Callable[[float], Beginning | None], theme: str) -> TakenTerminal | None:
    """Show them; None where they are left to the first page.

    Args:
        beginning: what a session begins with, if it is known within so many seconds.
        theme: name of the colours.
    """
    from solartui.terminal import first_picture, graphics
    from solartui.terminal.preflight import fits
    from solartui.theme import PALETTES

    size, colours = get_terminal_size(), first_picture.colours(os.environ)
    if colours is None or not fits(size) or theme not in PALETTES or graphics.current().protocol != "cells":
        return None
    from solartui.screens.leads.first_rows import first_rows

    found = beginning(_PATIENCE)
    if found is None or not found.rows:
        return None
    bands = first_rows(found, size, PALETTES[theme])
    picture = first_picture.sequences(bands, colours)
    try:
        return first_picture.TakenTerminal(picture, size)
    except (termios.error, OSError):
        return None
