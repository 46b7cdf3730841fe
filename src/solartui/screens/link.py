"""A link that cannot be opened here: shown, copied, and as a sign that a phone reads."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.geometry import Size

from solartui.commands import FooterEntry, command
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.terminal.clipboard import copy
from solartui.terminal.glyphs import choose
from solartui.terminal.links import Opened, open_url
from solartui.widgets.painted import Drawn, Painted
from solartui.widgets.parts import Part
from solartui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from solartui.screens.shown import ShownScreen

_QUIET = 1
_APART = 3
_WIDEST = 96
_LEAST_WORDS = 18


def sign_lines(text: str, width: int, height: int) -> list[str]:
    """A text as a sign that a phone reads, two dots in a cell; nothing where there is no room for all of it."""
    import segno

    rows = [list(row) for row in segno.make(text, error="l", boost_error=False, micro=False).matrix]
    side = len(rows) + 2 * _QUIET
    if side > width or (side + 1) // 2 > height:
        return []
    blank = [0] * side
    framed = [blank] * _QUIET + [[0] * _QUIET + row + [0] * _QUIET for row in rows] + [blank] * _QUIET
    framed += [blank] * (len(framed) % 2)
    pairs = zip(framed[::2], framed[1::2], strict=True)
    return ["".join(" ▄▀█"[2 * up + down] for up, down in zip(upper, lower, strict=True)) for upper, lower in pairs]


class _Sign(Painted):
    """The sign with the words at its right."""

    SURFACE: ClassVar[str] = "panel"

    def __init__(self, link: str, said: str, window: Size) -> None:
        super().__init__(classes="link-sign")
        room = min(_WIDEST, window.width * 94 // 100) - 2 * _APART
        plain = choose(os.environ) == "ascii"
        # Below the title; the keys may be out of sight, the sign may not.
        self._sign = [] if plain else sign_lines(link, room - _LEAST_WORDS, window.height - 2)
        self._words = [(said, "text"), ("", "text"), (link, "info")]
        if self._sign:
            self._words += [("", "text"), (tr("Point the camera of your phone at the sign."), "soft")]
        elif not plain:
            self._words += [("", "text"), (tr("A larger window shows it as a sign that a phone reads."), "soft")]
        self._lines = sum(len(wrap(text, room)) if text else 1 for text, _ in self._words)

    def on_mount(self) -> None:
        """As high as the sign, or as the words alone."""
        self.styles.height = len(self._sign) or self._lines

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Dark on light in every theme: a phone reads nothing else."""
        paper = "bg@text" if self.palette.dark else "text@bg"
        room = width - (len(self._sign[0]) if self._sign else 0) - 2 * _APART
        words = [(line, token) for text, token in self._words for line in (wrap(text, room) if text else [""])]
        lines = []
        for at in range(max(len(self._sign), len(words))):
            sign: list[Part] = [(self._sign[at], paper)] if at < len(self._sign) else []
            said: list[Part] = [words[at]] if at < len(words) else []
            lines.append(Drawn(((" " * _APART, "text"), *sign, (" " * _APART, "text"), *said), self.SURFACE))
        return lines


class LinkDialog(Dialog[None]):
    """Shows an address.

    Args:
        link: the address.
        said: what was done with it.
    """

    def __init__(self, link: str, said: str) -> None:
        super().__init__(tr("Link"))
        self._link, self._said = link, said

    def compose_body(self) -> ComposeResult:
        """The sign and the words."""
        yield _Sign(self._link, self._said, self.app.size)

    def keys(self) -> Sequence[FooterEntry]:
        """What leaves it."""
        one = command("pick.cancel")
        return [FooterEntry(one.shown_key({}), tr("back"), one.id)]

    def action_choose(self) -> None:
        """Enter closes it, too."""
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        """There is nothing to move to."""

    def action_page(self, by: int) -> None:
        """There are no pages."""


async def follow_link(page: ShownScreen[Any], link: str, environment: Mapping[str, str]) -> None:
    """Open a link in the browser; where the person sits elsewhere, show and copy it."""
    if open_url(link, environment) is Opened.HERE:
        page.notify(tr("The map opens in your browser."), markup=False)
        return
    copy(page.app, link)
    await page.ask(LinkDialog(link, tr("Copied. There is no browser on this side of the line.")))
