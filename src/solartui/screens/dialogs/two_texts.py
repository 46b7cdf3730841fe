"""Two versions of one text, beside each other, and which of them is to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from solartui.commands import FooterEntry, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.words import Words

_WITHOUT = {"merge.save", "merge.up", "merge.down"}


class TwoTextsDialog(Dialog[str], inherit_bindings=False):
    """Answers ``mine`` or ``theirs``; None for going back to writing.

    Args:
        message: what happened, in one sentence.
        mine: the text of the person.
        theirs: the text that is stored.
    """

    SCOPE: ClassVar[str] = "merge"
    BINDINGS = bindings_for("merge")

    def __init__(self, message: str, mine: str, theirs: str) -> None:
        super().__init__(message)
        self._texts = (tr("Yours"), mine), (tr("Stored now"), theirs)

    def compose_body(self) -> ComposeResult:
        """One column for each."""
        with Horizontal(classes="two-texts"):
            for title, text in self._texts:
                with Vertical(classes="one-text"):
                    yield Words(title, classes="text-title")
                    with VerticalScroll(classes="text-body"):
                        yield Words(text)

    def keys(self) -> Sequence[FooterEntry]:
        """The two answers, and the way back."""
        return footer_entries((self.SCOPE,), {}, lambda one: one.id not in _WITHOUT)

    def action_keep_mine(self) -> None:
        """Keep what the person wrote."""
        self.dismiss("mine")

    def action_keep_theirs(self) -> None:
        """Keep what is stored."""
        self.dismiss("theirs")
