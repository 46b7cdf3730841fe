"""One question with two answers, for the few things that cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from solartui.commands import FooterEntry
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.key_footer import KeyFooter
from solartui.widgets.words import Words


class ConfirmDialog(Dialog[bool], inherit_bindings=False):
    """Answers True only for ``y``; enter and escape are the safe way.

    Args:
        title: what is about to happen.
        question: what it means, in a sentence or two; may hold record text.
        yes: the word for going on.
        no: the word for staying.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", show=False),
        Binding("n,escape,enter", "cancel", show=False),
    ]

    def __init__(self, title: str, question: str, yes: str, no: str | None = None) -> None:
        super().__init__(title)
        self._question = question
        self._answers = yes, no or tr("cancel")

    def compose_body(self) -> ComposeResult:
        """The question."""
        yield Words(self._question)

    def keys(self) -> Sequence[FooterEntry]:
        """The two answers."""
        yes, no = self._answers
        return [FooterEntry("y", yes, "yes"), FooterEntry("escape", no, "no")]

    def action_yes(self) -> None:
        """Go on."""
        self.dismiss(True)

    def action_cancel(self) -> None:
        """Stay."""
        self.dismiss(False)

    @on(KeyFooter.Pressed)
    def _answered(self, event: KeyFooter.Pressed) -> None:
        event.prevent_default()
        self.dismiss(event.command_id == "yes")
