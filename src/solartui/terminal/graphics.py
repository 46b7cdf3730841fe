"""How pictures are shown: as signs in cells, or as pixels where a person wants that and the terminal can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from solartui.i18n import mark
from solartui.terminal.glyphs import choose
from solartui.terminal.probe import Answers

Protocol = Literal["cells", "kitty", "sixel"]
WANTED = ("cells", "auto", "kitty", "sixel")
VARIABLE = "SOLARTUI_GRAPHICS"
_CELL = (8, 16)
# Terminals that know placeholders: cells of text that stand for parts of a picture and move with the text.
_PLACEHOLDERS = ("kitty", "ghostty")


@dataclass(frozen=True, slots=True)
class Graphics:
    """The way that is in force.

    Attributes:
        cell: width and height of a cell in pixels.
        why: the reason, a text for `tr`.
        late: whether the terminal may still answer what it was asked.
    """

    protocol: Protocol = "cells"
    cell: tuple[int, int] = _CELL
    why: str = mark("pixels are not asked for: graphics in config.toml is cells")
    late: bool = False


_in_force = [Graphics()]


def current() -> Graphics:
    """The way that is in force."""
    return _in_force[0]


def use(graphics: Graphics) -> None:
    """Show pictures in this way from now on."""
    _in_force[0] = graphics


def wanted(environment: Mapping[str, str], setting: str) -> str:
    """What a person wants: the variable, else the setting, else cells."""
    chosen = environment.get(VARIABLE, "").lower() or setting
    return chosen if chosen in WANTED else "cells"


def obstacle(environment: Mapping[str, str]) -> str | None:
    """Why the terminal is not even asked, a text for `tr`."""
    if environment.get("TMUX") or environment.get("TERM", "").startswith(("screen", "tmux")):
        return mark("tmux and screen do not pass pixels on")
    if choose(environment) != "full":
        return mark("this terminal has few signs and no pixels")
    return None


def decide(wish: str, answers: Answers) -> Graphics:
    """The way for a wish and what the terminal said."""
    if not answers.answered:
        return Graphics(why=mark("the terminal did not answer"), late=True)
    cell = answers.cell or _CELL
    placeholders = answers.name.lower().startswith(_PLACEHOLDERS)
    if wish in {"auto", "kitty"} and answers.kitty and placeholders:
        return Graphics("kitty", cell, mark("the terminal speaks kitty's protocol"))
    if wish in {"auto", "sixel"} and answers.sixel:
        return Graphics("sixel", cell, mark("the terminal shows sixels"))
    return Graphics(cell=cell, why=mark("the terminal has no such pixels"))
