"""A box to write a comment into the history of a record, with a sign and a colour."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from solartui.domain.comments import COLOURS, ICONS
from solartui.domain.errors import Invalid
from solartui.domain.records import Subject
from solartui.i18n import mark, tr
from solartui.screens.dialogs.dialog import DialogKeys, TitleLine
from solartui.screens.forms.form_screen import FormScreen
from solartui.screens.session import Session
from solartui.widgets.form.choice import ChoiceField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.text_field import TextField


class CommentBox(FormScreen[bool], inherit_bindings=False):
    """Answers True where a comment was written.

    Args:
        session: the open database.
        subject: the record that it is about.
        remark: the record's name.
    """

    BINDINGS = FormScreen.BINDINGS
    GROUND: ClassVar[str] = "panel"
    NEEDED_LATER: ClassVar[tuple[str, ...]] = ()
    PURPOSE: ClassVar[str] = mark("A comment stays in the history, with a sign and a colour that you choose.")

    def __init__(self, session: Session, subject: Subject, remark: str) -> None:
        super().__init__(session, f"comment:{subject.kind}:{subject.id}")
        self._subject = subject
        self._title = TitleLine(tr("Comment"), remark)
        self.footer = DialogKeys()
        icons = [Option(name, f"{icon.glyph} {tr(icon.label)}") for name, icon in ICONS.items()]
        colours = [Option(name, tr(words), colour=token) for name, (token, words) in COLOURS.items()]
        self.add(
            TextField("text", tr("Text"), required=True),
            ChoiceField("icon", tr("Sign"), icons),
            ChoiceField("colour", tr("Colour"), colours),
        )

    def compose(self) -> ComposeResult:
        """The box."""
        yield from self.boxed(self._title)

    def on_mount(self) -> None:
        """Begin with the text."""
        self.begin_with({"text": "", "icon": "comment", "colour": "grey"})
        self.go_to(self.fields["text"])

    def check(self, field: Field) -> None:
        """A comment says something."""
        if field.key == "text" and field.empty:
            raise Invalid(tr("A comment needs some text."), "text")

    async def store(self) -> bool | None:
        """Write it."""
        text, icon, colour = (str(self.entries[key] or "") for key in ("text", "icon", "colour"))
        add = self.session.services.comments.add
        await self.do(add, self._subject, text, icon or "comment", colour or "grey")
        return True
