"""Ask when to get back to a lead, and what for; what is typed is shown as the time that it means."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from solartui.commands.bindings import bindings_for
from solartui.domain.errors import Invalid
from solartui.domain.moments import parse_moment
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.moments import clock, weekday
from solartui.widgets.words import Words


class FollowUp(NamedTuple):
    """When, in the person's zone, and what for."""

    at: datetime
    note: str


class FollowUpDialog(Dialog[FollowUp], inherit_bindings=False):
    """Answers a time that is still to come.

    Args:
        now: the time, in the zone of the person.
        note: what the present follow-up is for.
        remark: whom it is about.
    """

    SCOPE: ClassVar[str] = "form"
    BINDINGS = bindings_for("form")

    def __init__(self, now: datetime, note: str = "", remark: str = "") -> None:
        super().__init__(tr("Follow up"), remark)
        self._now = now
        self._when = Input(placeholder=tr("tomorrow, +3d, fri 14:00, 24.11"), classes="dialog-beside")
        self._note = Input(note, placeholder=tr("may stay empty"), classes="dialog-beside")
        self._meaning = Words("", classes="dialog-meaning")
        for field in (self._when, self._note):
            field.cursor_blink = False

    def compose_body(self) -> ComposeResult:
        """Both fields, and what the first one means."""
        for name, field in ((tr("When"), self._when), (tr("What for"), self._note)):
            with Horizontal(classes="dialog-named"):
                yield Words(name, classes="dialog-label")
                yield field
        yield self._meaning

    def on_mount(self) -> None:
        """Type the time at once."""
        self._when.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        try:
            self._say(self._meant() if self._when.value.strip() else None)
        except Invalid:
            self._say(None)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._when and self._when.value.strip():
            self._note.focus()
        else:
            self.action_save()

    def action_next_field(self) -> None:
        """Go to the other field."""
        self.focus_next()

    def action_forward(self) -> None:
        """Go to the other field."""
        self.focus_next()

    def action_backward(self) -> None:
        """Go to the other field."""
        self.focus_previous()

    def action_save(self) -> None:
        """Answer, if it is a time to come."""
        try:
            at = self._meant()
        except Invalid as problem:
            self._say(problem.message, bad=True)
            self._when.focus()
            return
        self.dismiss(FollowUp(at, clean(self._note.value)))

    def _meant(self) -> datetime:
        at = parse_moment(self._when.value, self._now)
        if at <= self._now:
            raise Invalid(tr("{when} is over already.", when=clock(at, self._now)))
        return at

    def _say(self, what: datetime | str | None, *, bad: bool = False) -> None:
        self._meaning.set_class(bad, "-bad")
        if isinstance(what, datetime):
            what = f"{weekday(what)} {clock(what, self._now)}"
        self._meaning.say(what or "")
