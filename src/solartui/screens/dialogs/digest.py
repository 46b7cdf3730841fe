"""What matters of a record's history, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from solartui.commands import FooterEntry, command
from solartui.domain.digest import Told
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.wrapping import wrap

_LABEL = 14
_ONE_LINE = frozenset({"changed", "notes", "projects"})


class _Lines(Block):
    SURFACE: ClassVar[str] = "panel"

    def __init__(self, told: Sequence[Told]) -> None:
        super().__init__()
        self._told = told

    def lines(self, width: int) -> Sequence[Drawn]:
        """All of it; a long sentence has two lines at most, one of several has one."""
        return [line for one in self._told for line in _lines(one, width)]


def _lines(one: Told, width: int) -> Iterator[Drawn]:
    title = one.title
    for text in one.lines:
        room = width - _LABEL
        first, *rest = wrap(cell_text(text), room)
        long = rest and one.key not in _ONE_LINE
        for line in (first, clip(" ".join(rest), room)) if long else (clip(" ".join([first, *rest]), room),):
            yield Drawn(((fit(title, _LABEL), "mute"), (line, "text")), "panel")
            title = ""


class DigestDialog(Dialog[None]):
    """Shows it; there is nothing to answer.

    Args:
        remark: what the record is called.
        told: what is said.
    """

    def __init__(self, remark: str, told: Sequence[Told]) -> None:
        super().__init__(tr("In short"), remark)
        self._scroll = VerticalScroll(_Lines(told), classes="file-preview")

    def compose_body(self) -> ComposeResult:
        """The lines."""
        yield self._scroll

    def on_mount(self) -> None:
        """Show the keys; the arrows scroll where a window is very small."""
        super().on_mount()
        self._scroll.focus()

    def keys(self) -> Sequence[FooterEntry]:
        """What leaves it."""
        one = command("pick.cancel")
        return [FooterEntry(one.shown_key({}), tr("back"), one.id)]

    def action_move(self, by: int) -> None:
        """Some lines down, or up."""
        self._scroll.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page down, or up."""
        self._scroll.scroll_relative(y=by * max(1, self._scroll.size.height - 1), animate=False)

    def action_choose(self) -> None:
        """Enter closes it, too."""
        self.dismiss(None)
