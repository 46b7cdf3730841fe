"""Notes written, changed, removed and saved with their files, on the page of any record."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from solartui.domain.records import Document, Note, Subject
from solartui.i18n import tr
from solartui.screens.autosave import Autosave
from solartui.screens.dialogs.note_editor import NoteEditor, NoteText
from solartui.screens.lead.actions import announce
from solartui.screens.saving import open_copy, save_as

if TYPE_CHECKING:
    from textual.widgets import Input

    from solartui.screens.connected import ConnectedScreen


def draft_key(subject: Subject) -> str:
    """What the draft of a new note is called."""
    return f"note:{subject.kind}:{subject.id}"


async def write_note(page: ConnectedScreen, subject: Subject, remark: str, note: Note | None = None) -> None:
    """Show the editor for a new note, or for one that is to be changed; what is saved can be undone.

    Args:
        page: the page below.
        subject: the record that a new note is about.
        remark: its name, for the title.
        note: the note to be changed.
    """
    changes: list[int | None] = []

    async def store(text: NoteText) -> None:
        changes.append(await _store(page, subject, text))

    key = f"note:{note.id}" if note else draft_key(subject)
    if await page.ask(NoteEditor(page.session.services.drafts, key, store, note, remark)):
        await announce(page, changes[-1])


async def add_note(page: ConnectedScreen, subject: Subject, body: str) -> bool:
    """Save a note of one line, and say whether it was saved."""
    written = await page.do(page.session.services.notes.add, subject, body)
    if written is not None:
        await announce(page, written.change_id)
    return written is not None


async def _store(page: ConnectedScreen, subject: Subject, text: NoteText) -> int | None:
    notes, write = page.session.services.notes, page.session.runner.write
    if text.note is not None:
        written = await write(notes.edit, text.note, text.body)
    else:
        written = await write(notes.add, subject, text.body, text.file)
    page.host.changes.publish(written.topics)
    return written.change_id


async def delete_note(page: ConnectedScreen, note: Note) -> None:
    """Take a note away; undo brings it back."""
    written = await page.do(page.session.services.notes.delete, note)
    if written is not None:
        await announce(page, written.change_id)


async def save_file(page: ConnectedScreen, document: Document) -> None:
    """Ask where to, and write a document there."""
    content = partial(page.session.services.documents.content, document.id)
    await save_as(page, tr("Save as file"), document.name, content)


async def open_file(page: ConnectedScreen, document: Document) -> None:
    """Open a copy with another program; where there is no desktop, save one instead."""
    content = partial(page.session.services.documents.content, document.id)
    if not await open_copy(page, document.name, content):
        await save_file(page, document)


class QuickDraft:
    """The draft of the line in which a note is written quickly.

    Args:
        page: whose timers and workers are used.
        field: the line.
    """

    def __init__(self, page: ConnectedScreen, field: Input) -> None:
        self._page = page
        self._field = field
        self._key = ""
        self._autosave: Autosave | None = None

    async def begin(self, subject: Subject) -> bool:
        """Write about a record from now on; says whether an unfinished note is kept for it."""
        await self.leave()
        self._key = draft_key(subject)
        return await asyncio.to_thread(self._page.session.services.drafts.load, self._key) is not None

    def typed(self) -> None:
        """Keep what stands in the line."""
        if self._autosave is None and self._field.value:
            self._autosave = Autosave(self._page, self._page.session.services.drafts, self._key, self._to_keep)
        if self._autosave is not None:
            self._autosave.touched()

    def _to_keep(self) -> Mapping[str, object] | None:
        return {"body": self._field.value} if self._field.value.strip() else None

    async def leave(self) -> None:
        """Go away and keep what was typed; the line is empty then."""
        if self._autosave is not None:
            autosave, self._autosave = self._autosave, None
            await asyncio.to_thread(autosave.leave)
        self._field.value = ""

    async def saved(self) -> None:
        """The note was saved: there is nothing to keep."""
        if self._autosave is not None:
            autosave, self._autosave = self._autosave, None
            await asyncio.to_thread(autosave.finish)
        self._field.value = ""

    def stop(self) -> None:
        """The page goes away: keep what stands there."""
        if self._autosave is not None:
            self._autosave.leave()
