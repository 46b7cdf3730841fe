"""One record for each thing that can be done: the key, the footer, the palette and the help all come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Keymap = Mapping[str, tuple[str, ...]]
"""Keys that a person chose instead of ours, by command id."""

# How keys are written for people, where their name is not what stands on the keyboard.
_WRITTEN = {
    "question_mark": "?",
    "colon": ":",
    "comma": ",",
    "slash": "/",
    "full_stop": ".",
    "equals_sign": "=",
    "minus": "-",
    "plus": "+",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "page up",
    "pagedown": "page down",
}


@dataclass(frozen=True, slots=True)
class Command:
    """What a person can do, as data.

    Attributes:
        id: stable; what a person's own key map and the palette call it.
        keys: key names as Textual has them, the first one is shown; empty for the palette only.
        title: one or two words for the footer (a text for `tr`).
        help: one sentence (a text for `tr`).
        scope: where it works, one of `solartui.commands.catalogue.SCOPES`.
        action: the screen's (or widget's) method is ``action_`` and this.
        capability: what a person must be allowed to do, None for anybody.
        rank: place in the footer and in lists, small first.
        footer: whether the footer shows it.
        joins: id of the command with which it shares one footer entry, as ``<`` and ``>`` do.
        together: what that entry says, where neither title would do for both.
        marked: whether it works on all marked records, so that it stays in the footer while marking.
        direct: whether the focused widget handles it by itself, without asking the screen.
        light: whether it writes nothing but changes to what is there, for which nothing has to be loaded.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    scope: str
    action: str
    capability: str | None = None
    rank: int = 50
    footer: bool = False
    joins: str | None = None
    together: str = ""
    marked: bool = False
    direct: bool = False
    light: bool = False

    def keys_in(self, keymap: Keymap) -> tuple[str, ...]:
        """The keys that work: the person's own, else ours."""
        return keymap.get(self.id, self.keys)

    def shown_key(self, keymap: Keymap) -> str:
        """The first key as it is written for people, empty where there is none."""
        keys = self.keys_in(keymap)
        return written(keys[0]) if keys else ""


def written(key: str) -> str:
    """A key name as it is written for people: ``full_stop`` is ``.``, ``ctrl+s`` stays."""
    return _WRITTEN.get(key, key)
