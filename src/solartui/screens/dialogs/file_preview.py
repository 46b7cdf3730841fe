"""A text file, to be read where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from solartui.commands import FooterEntry, command
from solartui.domain.text import clean_block
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Answer, Dialog
from solartui.widgets.block import Block
from solartui.widgets.painted import Drawn
from solartui.widgets.wrapping import wrap


class _Text(Block):
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


class TextDialog(Dialog[Answer]):
    """Shows a text that the arrows scroll; a subclass says what enter does.

    Args:
        name: what it is.
        remark: what stands beside the title.
        text: what it says.
    """

    def __init__(self, name: str, remark: str, text: str) -> None:
        super().__init__(name, remark)
        self._text = _Text(text)
        self._scroll = VerticalScroll(self._text, classes="file-preview")

    def compose_body(self) -> ComposeResult:
        """The text."""
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


class FilePreview(TextDialog[None]):
    """Shows the beginning of a text; says so of files that are none.

    Args:
        name: the file's name.
        remark: its size in words.
        text: what it says, None where it is no text.
    """

    def __init__(self, name: str, remark: str, text: str | None) -> None:
        no_text = tr("This file is no text. Save it to open it with another program.")
        super().__init__(name, remark, no_text if text is None else clean_block(text) or tr("The file is empty."))

    def keys(self) -> Sequence[FooterEntry]:
        """What leaves it."""
        one = command("pick.cancel")
        return [FooterEntry(one.shown_key({}), tr("back"), one.id)]

    def action_choose(self) -> None:
        """Enter closes it, too."""
        self.dismiss(None)
