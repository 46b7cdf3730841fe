"""Notes and the files that come with them. Both are internal: no customer ever sees them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.adapters.attachments import load_file
from solartui.domain.errors import Invalid, NotFound, Stale
from solartui.domain.records import Note, Subject, told
from solartui.domain.text import clean, clean_block
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.documents import check_subject, keep_file, subject_columns
from solartui.services.result import Changed
from solartui.store.reading import history as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.work import Work

TOPICS = frozenset({"notes", "leads"})
_LONGEST_NOTE = 1_000_000
_LONGEST_REMINDER = 200


def _body(text: str) -> str:
    body = clean_block(text)
    if not body:
        raise Invalid(tr("A note needs some text."), "body")
    if len(body) > _LONGEST_NOTE:
        raise Invalid(tr("A note can have {limit} characters at most.", limit=_LONGEST_NOTE), "body")
    return body


def _remind(work: Work, subject: Subject, when: datetime, text: str) -> None:
    """Set the follow-up of a lead, about the first line of a note."""
    from solartui.services.lead_columns import follow_up_columns
    from solartui.services.lead_rules import in_utc

    at, about = in_utc(when, "follow_up"), clean(text.partition("\n")[0])[:_LONGEST_REMINDER]
    work.update("lead", subject.id, follow_up_columns(at) | {"follow_up_note": about})
    data = {"at": at.isoformat(), "note": about}
    work.activity("follow_up_set", subject, data, **reading.related(work.raw, subject))


class NoteService:
    """Write, change, remove and list notes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, subject: Subject) -> list[Note]:
        """The notes of a record, the oldest first; those of its lead are among a project's."""
        with self._desk.reading() as connection:
            return reading.notes(connection, subject)

    def add(
        self, subject: Subject, body: str, attach: Path | None = None, follow_up: datetime | None = None
    ) -> Changed[Note]:
        """Write a note, with one file at most; the file appears among the documents, too.

        Args:
            subject: what it is about.
            body: its text.
            attach: a file that comes with it.
            follow_up: when to get back to the lead about it; one undo takes back both.

        Raises:
            Invalid: there is no text, or only a lead can be followed up.
            Refused: the file is too large or no ordinary file; nothing is stored.
        """
        from solartui.store.tables import NoteRow

        if follow_up is not None and subject.kind != "lead":
            raise Invalid(tr("Only a lead has a follow-up."), "follow_up")

        text = _body(body)
        self._desk.allow("notes.add" if follow_up is None else "leads.edit")
        file = load_file(attach) if attach is not None else None
        with self._desk.writing("notes.add") as work:
            check_subject(work.raw, subject)
            own = subject_columns(subject)
            row = NoteRow(
                lead_id=own["lead_id"],
                contact_id=own["contact_id"],
                project_id=own["project_id"],
                body=text,
                author_id=work.actor.user_id,
                created_at=work.now,
                updated_at=work.now,
            )
            note_id = work.add(row)
            work.activity("note_added", subject, {"text": told(text)}, **reading.related(work.raw, subject))
            if file is not None:
                keep_file(work, subject, file, note_id)
            if follow_up is not None:
                _remind(work, subject, follow_up, text)
            work.describe("note.added", text=text[:80])
            change = work.change_id
            note = self._one(work.raw, subject, note_id)
        return Changed(note, TOPICS, change)

    @staticmethod
    def _one(connection: Connection, subject: Subject, note_id: int) -> Note:
        for note in reading.notes(connection, subject):
            if note.id == note_id:
                return note
        raise NotFound(tr("There is no note {id}.", id=note_id))

    def get(self, note_id: int) -> Note:
        """One note.

        Raises:
            NotFound: there is no such note.
        """
        with self._desk.reading() as connection:
            subject = reading.subject_of(connection, "note", note_id)
            if subject is None:
                raise NotFound(tr("There is no note {id}.", id=note_id))
            return self._one(connection, subject, note_id)

    def edit(self, note: Note, body: str) -> Changed[Note]:
        """Change the text of a note.

        Raises:
            Stale: somebody changed it meanwhile; both texts are in the error.
        """
        from solartui.store.work import VersionClash

        text = _body(body)
        with self._desk.writing("notes.add") as work:
            try:
                changed = work.update("note", note.id, {"body": text}, note.version)
            except VersionClash:
                theirs = self._one(work.raw, note.subject, note.id)
                raise Stale(tr("Somebody changed this note meanwhile."), theirs, {"body": text}) from None
            if not changed:
                return Changed(note, frozenset())
            work.activity("note_edited", note.subject, {"text": told(text)}, **reading.related(work.raw, note.subject))
            work.describe("note.edited", text=text[:80])
            change = work.change_id
            after = self._one(work.raw, note.subject, note.id)
        return Changed(after, TOPICS, change)

    def delete(self, note: Note) -> Changed[Note]:
        """Take a note away; its file stays among the documents.

        Raises:
            NotFound: it is gone already.
            Stale: somebody changed it meanwhile.
        """
        with self._desk.writing("notes.add") as work:
            theirs = self._one(work.raw, note.subject, note.id)
            if theirs.version != note.version:
                raise Stale(tr("Somebody changed this note meanwhile."), theirs, {})
            work.update("note", note.id, {"deleted_at": work.now})
            work.activity(
                "note_deleted", note.subject, {"text": told(note.body)}, **reading.related(work.raw, note.subject)
            )
            work.describe("note.deleted", text=note.body[:80])
            change = work.change_id
        return Changed(note, TOPICS, change)
