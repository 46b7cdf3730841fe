"""Ask for a text of one line or of several."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from solartui.commands.bindings import bindings_for
from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.words import Words

Check = Callable[[str], object]


class AskDialog(Dialog[str], inherit_bindings=False):
    """Answers what was typed, cleaned.

    Args:
        title: what is asked.
        text: what stands there at first.
        placeholder: what an empty field says.
        check: raises `Invalid` for what cannot be; the sentence is shown below the field and the dialog stays.
        remark: what stands beside the title.
        purpose: a sentence about what is asked.
    """

    SCOPE: ClassVar[str] = "form"
    BINDINGS = bindings_for("form")

    def __init__(
        self,
        title: str,
        text: str = "",
        placeholder: str = "",
        *,
        check: Check | None = None,
        remark: str = "",
        purpose: str = "",
    ) -> None:
        super().__init__(title, remark, purpose)
        self._check = check
        self._problem = Words("", classes="dialog-problem")
        self._field = _line(text, placeholder)

    def compose_body(self) -> ComposeResult:
        """The field, and room for what is wrong with it."""
        yield self._field
        yield self._problem

    def on_mount(self) -> None:
        """Type at once."""
        self._field.focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Answer, if it can be what is asked for."""
        typed = clean(self._field.value)
        try:
            if self._check is not None:
                self._check(typed)
        except Invalid as problem:
            self._problem.say(problem.message)
            return
        self.dismiss(typed)


def _line(text: str, placeholder: str) -> Input:
    field = Input(text, placeholder, classes="dialog-field", select_on_focus=False)
    field.cursor_blink = False
    return field
