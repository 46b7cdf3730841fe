"""Comments in the history of a record: what they say, with a sign and a colour that the writer chooses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.i18n import mark, tr


class Icon(NamedTuple):
    """A sign one cell wide, with the word that says the same without it."""

    glyph: str
    label: str


ICONS: Mapping[str, Icon] = {
    "comment": Icon("»", mark("Comment")),
    "important": Icon("⚠", mark("Important")),
    "star": Icon("★", mark("Star")),
    "question": Icon("?", mark("Question")),
    "idea": Icon("☼", mark("Idea")),
    "money": Icon("$", mark("Money")),
    "roof": Icon("⌂", mark("Roof")),
    "done": Icon("✓", mark("Done")),
    "stop": Icon("✗", mark("Stop")),
}
COLOURS: Mapping[str, tuple[str, str]] = {
    "grey": ("mute", mark("Grey")),
    "amber": ("accent", mark("Amber")),
    "blue": ("info", mark("Blue")),
    "green": ("ok", mark("Green")),
    "red": ("err", mark("Red")),
    "violet": ("hue.site_visit", mark("Violet")),
    "teal": ("hue.teal", mark("Teal")),
    "rose": ("hue.rose", mark("Rose")),
}
"""Tokens of the theme and their words, by the names under which they are stored."""


def icon_of(name: object) -> Icon:
    """The sign of a comment; an unknown one is a plain comment."""
    return ICONS.get(str(name), ICONS["comment"])


def token_of(name: object) -> str:
    """The token of a comment's colour."""
    return COLOURS.get(str(name), COLOURS["grey"])[0]


def checked(name: str, known: Mapping[str, object], field: str) -> str:
    """A name of a sign or a colour.

    Raises:
        Invalid: there is none of this name.
    """
    word = clean(name).lower()
    if word not in known:
        raise Invalid(tr("{value} is none of: {choices}", value=word[:40], choices=", ".join(known)), field)
    return word
