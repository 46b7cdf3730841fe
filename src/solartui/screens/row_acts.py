"""What the keys of a tab do with the rows of its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from solartui.i18n import tr
from solartui.screens.document_actions import add_files, delete_document, edit_document, show_document
from solartui.screens.lead.actions import copy_text
from solartui.screens.note_actions import delete_note, save_file, write_note

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from solartui.domain.records import Document, Note, Subject
    from solartui.screens.connected import ConnectedScreen
    from solartui.widgets.documents_list import DocumentsList
    from solartui.widgets.notes_list import NotesList
    from solartui.widgets.timeline import Timeline

_NEEDS_ROW = frozenset({"tab.edit", "tab.delete", "tab.export"})


class RowActs:
    """One list of rows; each method does what its key says, for the row under the cursor.

    Attributes:
        TAKES_NOTES: whether the key of a new note writes a note here; else it belongs to the row.
    """

    TAKES_NOTES = True

    async def open(self) -> None:
        """Open it."""

    async def new(self) -> None:
        """Add one."""

    async def edit(self) -> None:
        """Change it."""

    async def delete(self) -> None:
        """Take it away."""

    async def export(self) -> None:
        """Write it to a file."""

    async def filter(self) -> None:
        """Show only some."""

    def copy(self) -> None:
        """Copy it."""

    def reverse(self) -> None:
        """The other end first."""

    def why_disabled(self, command_id: str) -> str | None:
        """Why a command of the tab does nothing just now; None where it does."""
        return None


class Shown(Protocol):
    """What a page shows of its record."""

    timeline: Timeline
    notes_list: NotesList
    documents_list: DocumentsList
    notes: Sequence[Note]
    documents: Sequence[Document]

    @property
    def subject(self) -> Subject:
        """The record."""

    @property
    def remark(self) -> str:
        """Its name, for the titles of dialogs."""

    def reverse_history(self) -> None:
        """Everything from the other end."""


class EventRows(RowActs):
    """The history.

    Args:
        page: the page that it stands on.
        shown: what the page shows.
        filtered: asks which kinds are shown.
    """

    def __init__(self, page: ConnectedScreen, shown: Shown, filtered: Callable[[], Awaitable[None]]) -> None:
        self._page = page
        self._shown = shown
        self._filtered = filtered

    async def filter(self) -> None:
        """Show only some kinds of activities."""
        await self._filtered()

    def copy(self) -> None:
        """Copy what happened, when, and who it was."""
        event = self._shown.timeline.current
        if event is not None:
            copy_text(self._page, f"{event.at:%Y-%m-%d %H:%M:%S} {event.who}: {event.more or event.text}")

    def reverse(self) -> None:
        """The oldest first, or the newest."""
        self._shown.reverse_history()


class NoteRows(RowActs):
    """The notes of a page."""

    def __init__(self, page: ConnectedScreen, shown: Shown) -> None:
        self._page = page
        self._shown = shown

    @property
    def note(self) -> Note | None:
        """The note under the cursor."""
        here = self._shown.notes_list.current
        return next((note for note in self._shown.notes if here is not None and note.id == here.id), None)

    async def open(self) -> None:
        """Read and change it."""
        await self.edit()

    async def edit(self) -> None:
        """Change it."""
        if self.note is not None:
            await write_note(self._page, self._shown.subject, self._shown.remark, self.note)

    async def delete(self) -> None:
        """Take it away; undo brings it back."""
        if self.note is not None:
            await delete_note(self._page, self.note)

    async def export(self) -> None:
        """Save the file that came with it."""
        if self.note is not None and self.note.document is not None:
            await save_file(self._page, self.note.document)

    def copy(self) -> None:
        """Copy what it says."""
        if self.note is not None:
            copy_text(self._page, self.note.body)

    def reverse(self) -> None:
        """The oldest first, or the newest."""
        self._shown.reverse_history()

    def why_disabled(self, command_id: str) -> str | None:
        """A note is needed, for saving one with a file."""
        if command_id in _NEEDS_ROW and self.note is None:
            return tr("There is no note here.")
        if command_id == "tab.export" and self.note is not None and self.note.document is None:
            return tr("No file came with this note.")
        return None


class FileRows(RowActs):
    """The files of a page."""

    TAKES_NOTES = False

    def __init__(self, page: ConnectedScreen, shown: Shown) -> None:
        self._page = page
        self._shown = shown

    @property
    def document(self) -> Document | None:
        """The file under the cursor."""
        here = self._shown.documents_list.current
        return next((one for one in self._shown.documents if here is not None and one.id == here.id), None)

    async def open(self) -> None:
        """Show what it says."""
        if self.document is not None:
            await show_document(self._page, self.document)

    async def new(self) -> None:
        """Add files."""
        await add_files(self._page, self._shown.subject)

    async def edit(self) -> None:
        """Choose another category."""
        if self.document is not None:
            await edit_document(self._page, self.document)

    async def delete(self) -> None:
        """Take it away; undo brings it back."""
        if self.document is not None:
            await delete_document(self._page, self.document)

    async def export(self) -> None:
        """Save it to a file outside."""
        if self.document is not None:
            await save_file(self._page, self.document)

    def copy(self) -> None:
        """Copy its name."""
        if self.document is not None:
            copy_text(self._page, self.document.name)

    def reverse(self) -> None:
        """The oldest first, or the newest."""
        self._shown.reverse_history()

    def why_disabled(self, command_id: str) -> str | None:
        """A file is needed."""
        return tr("There is no file here.") if command_id in _NEEDS_ROW and self.document is None else None
