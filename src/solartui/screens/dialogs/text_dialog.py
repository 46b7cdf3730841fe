"""A text to be read where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from solartui.commands import FooterEntry, command
from solartui.domain.text import clean_block
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Answer, Dialog
from solartui.widgets.block import Block
from solartui.widgets.painted import Drawn
from solartui.widgets.wrapping import wrap


class TextBlock(Block):
    """A text that wraps, on the ground of dialogs."""

    SURFACE: ClassVar[str] = "panel"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._wrapped: tuple[int, Sequence[Drawn]] = 0, ()

    def lines(self, width: int) -> Sequence[Drawn]:
        """All lines of the text."""
        if self._wrapped[0] != width:
            self._wrapped = width, [Drawn(((line, "text"),), "panel") for line in wrap(self._text, width)]
        return self._wrapped[1]


class ScrollDialog(Dialog[Answer], inherit_bindings=False):
    """Shows something tall that the arrows scroll; a subclass says what else the keys do.

    Args:
        name: what it is.
        remark: what stands beside the title.
        shown: what is scrolled.
    """

    BINDINGS = Dialog.BINDINGS

    def __init__(self, name: str, remark: str, shown: Widget) -> None:
        super().__init__(name, remark)
        self._scroll = VerticalScroll(shown, classes="file-preview")

    def compose_body(self) -> ComposeResult:
        """What is scrolled."""
        yield self._scroll

    def on_mount(self) -> None:
        """Show the keys; the arrows scroll."""
        super().on_mount()
        self._scroll.focus()

    def action_move(self, by: int) -> None:
        """Some lines down, or up."""
        self._scroll.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page down, or up."""
        self._scroll.scroll_relative(y=by * max(1, self._scroll.size.height - 1), animate=False)


class TextDialog(ScrollDialog[Answer], inherit_bindings=False):
    """A text; a subclass says what enter does.

    Args:
        name: what it is.
        remark: what stands beside the title.
        text: what it says.
    """

    BINDINGS = ScrollDialog.BINDINGS

    def __init__(self, name: str, remark: str, text: str) -> None:
        super().__init__(name, remark, TextBlock(clean_block(text)))


class TextPreview(TextDialog[None], inherit_bindings=False):
    """A text that is only read."""

    BINDINGS = TextDialog.BINDINGS

    def keys(self) -> Sequence[FooterEntry]:
        """What leaves it."""
        one = command("pick.cancel")
        return [FooterEntry(one.shown_key({}), tr("back"), one.id)]

    def action_choose(self) -> None:
        """Enter closes it, too."""
        self.dismiss(None)
