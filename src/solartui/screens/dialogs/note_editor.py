"""Write a note, or change one: several lines, one file, and nothing that was typed is lost."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, TextArea

from solartui.commands import FooterEntry, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.domain.errors import SolarError, Stale
from solartui.domain.records import Note
from solartui.domain.text import clean_block
from solartui.i18n import tr
from solartui.screens.autosave import Autosave
from solartui.screens.dialogs.dialog import Dialog
from solartui.screens.dialogs.two_texts import TwoTextsDialog
from solartui.terminal.editor import edit_text
from solartui.widgets.moments import clock
from solartui.widgets.notes_list import file_words
from solartui.widgets.words import Words

if TYPE_CHECKING:
    from solartui.adapters.drafts import Drafts


@dataclass(frozen=True, slots=True)
class NoteText:
    """What is to be saved.

    Attributes:
        note: the note that is changed, as it was when the text was begun; None for a new one.
        file: what a new note brings with it.
    """

    body: str
    note: Note | None = None
    file: Path | None = None


Store = Callable[[NoteText], Awaitable[None]]


class NoteEditor(Dialog[bool], inherit_bindings=False):
    """Answers True where the note was saved. Leaving keeps the text as a draft, which is there again the next time.

    Args:
        drafts: where drafts are kept.
        key: what the draft is called, such as ``note:lead:42``.
        store: saves; what it refuses is said here, and the text stays.
        note: the note to be changed, None for a new one.
        remark: whom it is about.
    """

    SCOPE: ClassVar[str] = "editor"
    BINDINGS = bindings_for("editor")

    def __init__(self, drafts: Drafts, key: str, store: Store, note: Note | None = None, remark: str = "") -> None:
        super().__init__(tr("Change the note") if note else tr("New note"), remark)
        self._note = note
        self._store = store
        self._file_was = file_words(note.document.name, note.document.size) if note and note.document else ""
        self._area = TextArea(note.body if note else "", tab_behavior="focus", classes="note-text",
                              placeholder=tr("only your desk reads this"))  # fmt: skip
        self._area.cursor_blink = False
        self._file = Input(placeholder=tr("path of a file to go with it; may stay empty"), classes="note-file")
        self._file.cursor_blink = False
        self._said = Words("", classes="note-said")
        self._autosave = Autosave(self, drafts, key, self._to_keep)
        self._storing = False

    # ---- layout

    def compose_body(self) -> ComposeResult:
        """The text, its file, and what there is to say about both."""
        yield self._area
        with Horizontal(classes="note-files"):
            yield Words("▪", classes="note-mark")
            if self._note is None:
                yield self._file
            else:
                yield Words(self._file_was or tr("no file; a file comes with a new note"), classes="note-kept")
        yield self._said

    def keys(self) -> Sequence[FooterEntry]:
        """A note that is changed keeps its file."""
        entries = footer_entries((self.SCOPE,), {}, lambda one: True)
        return [entry for entry in entries if self._note is None or entry.command_id != "editor.switch"]

    def on_mount(self) -> None:
        """Write at once, at the end; a draft comes back."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)
        self.beside(self._bring_back(), "draft")

    async def _bring_back(self) -> None:
        draft = await self._autosave.earlier()
        if draft is None or not isinstance(draft.values.get("body"), str):
            return
        if self._area.text == (self._note.body if self._note else ""):
            self._area.text = clean_block(str(draft.values["body"]))
            self._area.move_cursor(self._area.document.end)
            self._file.value = str(draft.values.get("file") or "")
            when = clock(draft.at.astimezone(), draft.at.astimezone())
            self._say(tr("Your draft of {when} is back. It goes away with its text, or when it is saved.", when=when))

    # ---- text

    @property
    def _body(self) -> str:
        return clean_block(self._area.text)

    def _to_keep(self) -> Mapping[str, object] | None:
        body = self._body
        if body == (self._note.body if self._note else "") and not self._file.value:
            return None
        return {"body": body, "file": self._file.value}

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _typed(self) -> None:
        self._autosave.touched()

    def _say(self, text: str, *, bad: bool = False) -> None:
        self._said.set_class(bad, "-bad")
        self._said.say(text)

    def on_unmount(self) -> None:
        """Gone without an answer, as when the program ends: the text stays as a draft."""
        self._autosave.leave()

    # ---- commands

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save, and close if it could be."""
        if not self._storing:
            self._storing = True
            self.beside(self._save(), "save")

    async def _save(self) -> None:
        try:
            saved = await self._saved()
        except SolarError as error:
            self._say(error.message, bad=True)
            return
        finally:
            self._storing = False
        if saved:
            await asyncio.to_thread(self._autosave.finish)
            self.dismiss(True)

    async def _saved(self) -> bool:
        """Store the text, also over a newer one if the person wants that."""
        while True:
            try:
                await self._store(NoteText(self._body, self._note, self._path()))
            except Stale as clash:
                if not await self._mine_is_kept(clash):
                    return False
            else:
                return True

    def _path(self) -> Path | None:
        typed = self._file.value.strip()
        return Path(os.path.expanduser(typed)) if typed and self._note is None else None  # noqa: PTH111 - never fails

    async def _mine_is_kept(self, clash: Stale) -> bool:
        """Somebody saved another text meanwhile: show both, and go on from theirs."""
        if not isinstance(clash.theirs, Note):
            raise clash
        chosen: str | None = await self.ask(TwoTextsDialog(clash.message, self._body, clash.theirs.body))
        if chosen is not None:
            self._note = clash.theirs
        if chosen == "theirs":
            self._area.text = clash.theirs.body
            self._say(tr("This is the text that the other person saved."))
        return chosen == "mine"

    def action_leave(self) -> None:
        """Close; the text stays as a draft."""
        self.dismiss(False)

    def action_switch(self) -> None:
        """From the text to the file, and back."""
        if self._note is None:
            (self._area if self._file.has_focus else self._file).focus()

    def action_external(self) -> None:
        """Go on writing in the person's own editor."""
        try:
            self._area.text = clean_block(edit_text(self.app, self._area.text))
        except SolarError as error:
            self._say(error.message, bad=True)
