"""Files of leads, contacts and projects, kept inside the database and never shown to customers by themselves."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from solartui.adapters.attachments import LoadedFile
from solartui.domain.errors import NotFound, Refused
from solartui.domain.records import Document, Subject
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.store.reading import history as reading

if TYPE_CHECKING:
    from solartui.store.work import Work


def subject_columns(subject: Subject) -> dict[str, int | None]:
    """The three columns of a row that hangs on `subject`."""
    return {f"{kind}_id": subject.id if kind == subject.kind else None for kind in ("lead", "contact", "project")}


def keep_file(work: Work, subject: Subject, file: LoadedFile, note_id: int | None = None) -> int:
    """Store a file inside a unit of work; the same content is kept once."""
    from solartui.store.tables import DocumentRow

    keep = "INSERT OR IGNORE INTO document_content (sha256, content) VALUES (?, ?)"
    work.raw.execute(keep, (file.sha256, file.content))
    own = subject_columns(subject)
    row = DocumentRow(
        lead_id=own["lead_id"],
        contact_id=own["contact_id"],
        project_id=own["project_id"],
        note_id=note_id,
        name=file.name,
        size=len(file.content),
        sha256=file.sha256,
        uploaded_by_id=work.actor.user_id,
        created_at=work.now,
        updated_at=work.now,
    )
    number = work.add(row)
    data = {"name": file.name, "size": len(file.content)}
    work.activity("document_added", subject, data, **reading.related(work.raw, subject))
    return number


class DocumentService:
    """The files of a record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, subject: Subject) -> list[Document]:
        """The files of a record, the oldest first; those of its lead are among a project's."""
        with self._desk.reading() as connection:
            return reading.documents(connection, subject)

    def content(self, document_id: int) -> bytes:
        """The bytes of a document, checked against their digest.

        Raises:
            NotFound: there is no such document.
            Refused: the stored bytes are not the ones that were put in.
        """
        with self._desk.reading() as connection:
            found = reading.content(connection, document_id)
        if found is None:
            raise NotFound(tr("There is no document {id}.", id=document_id))
        digest, content = found
        if hashlib.sha256(content).hexdigest() != digest:
            raise Refused(tr("Document {id} is damaged. Restore a backup.", id=document_id))
        return content
