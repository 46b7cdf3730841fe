"""Files of leads, contacts and projects, kept inside the database and never shown to customers by themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solartui.adapters.attachments import LoadedFile, check_together, load_file
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.records import Document, Subject
from solartui.domain.text import clean
from solartui.domain.vocabulary import DocumentCategory
from solartui.i18n import mark, tr
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.services.watching import progress
from solartui.store.reading import history as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.work import Work

TOPICS = frozenset({"notes", "leads"})
_LONGEST_NAME = 200
_NO_SUBJECT = {
    "lead": mark("There is no lead {id}."),
    "contact": mark("There is no contact {id}."),
    "project": mark("There is no project {id}."),
}


def check_subject(connection: Connection, subject: Subject) -> None:
    """Go on only if the record is there.

    Raises:
        NotFound: it is not.
    """
    if not reading.exists(connection, subject):
        raise NotFound(tr(_NO_SUBJECT[subject.kind], id=subject.id))


def subject_columns(subject: Subject) -> dict[str, int | None]:
    """The three columns of a row that hangs on `subject`."""
    return {f"{kind}_id": subject.id if kind == subject.kind else None for kind in ("lead", "contact", "project")}


def keep_file(
    work: Work,
    subject: Subject,
    file: LoadedFile,
    note_id: int | None = None,
    category: DocumentCategory = DocumentCategory.OTHER,
) -> int:
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
        category=category.value,
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

    def check(self, subject: Subject) -> None:
        """Go on only if the record is there.

        Raises:
            NotFound: it is not.
        """
        with self._desk.reading() as connection:
            check_subject(connection, subject)

    def get(self, document_id: int) -> Document:
        """One document, without its bytes.

        Raises:
            NotFound: there is no such document.
        """
        with self._desk.reading() as connection:
            subject = reading.subject_of(connection, "document", document_id)
            found = None if subject is None else _one(connection, subject, document_id)
        if found is None:
            raise NotFound(tr("There is no document {id}.", id=document_id))
        return found

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

    def add(
        self, subject: Subject, paths: Sequence[Path], category: DocumentCategory = DocumentCategory.OTHER
    ) -> Changed[list[Document]]:
        """Keep files, all of them or none.

        Raises:
            NotFound: the record or a file is not there.
            Refused: a file is too large or no ordinary one, or they are too many.
        """
        self._desk.allow("notes.add")
        if not paths:
            raise Invalid(tr("Choose a file."), "file")
        check_together(paths)
        # Read before the desk is locked: a disk may be slow.
        files = []
        for done, path in enumerate(paths):
            progress(done, len(paths))
            files.append(load_file(path))
        with self._desk.writing("notes.add") as work:
            check_subject(work.raw, subject)
            numbers = {keep_file(work, subject, file, category=category) for file in files}
            work.describe("document.added", name=files[0].name, count=len(files))
            change = work.change_id
            added = [one for one in reading.documents(work.raw, subject) if one.id in numbers]
        return Changed(added, TOPICS, change)

    def edit(self, document: Document, values: Mapping[str, Any]) -> Changed[Document]:
        """Give a document another name or category.

        Raises:
            Invalid: a value cannot be.
            NotFound: it is gone.
            Stale: somebody changed it meanwhile.
        """
        columns = _columns(values)
        return self._write(document, columns, "document.edited", "document_edited")

    def delete(self, document: Document) -> Changed[Document]:
        """Take a document away; undo brings it back.

        Raises:
            NotFound: it is gone already.
            Stale: somebody changed it meanwhile.
        """
        return self._write(document, None, "document.deleted", "document_deleted")

    def _write(
        self, document: Document, columns: Mapping[str, Any] | None, kind: str, activity: str
    ) -> Changed[Document]:
        subject = document.subject
        with self._desk.writing("notes.add") as work:
            present = _one(work.raw, subject, document.id)
            if present is None:
                raise NotFound(tr("There is no document {id}.", id=document.id))
            if present.version != document.version:
                raise Stale(tr("Somebody changed {name} meanwhile.", name=present.name), present, {})
            new = {"deleted_at": work.now} if columns is None else columns
            if not work.update("document", document.id, new):
                return Changed(present, frozenset())
            after = _one(work.raw, subject, document.id) or present
            work.activity(activity, subject, {"name": after.name}, **reading.related(work.raw, subject))
            work.describe(kind, name=after.name)
            change = work.change_id
        return Changed(after, TOPICS, change)


def _one(connection: Connection, subject: Subject, document_id: int) -> Document | None:
    return next((one for one in reading.documents(connection, subject) if one.id == document_id), None)


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for field, value in values.items():
        if field == "name":
            name = clean(str(value))
            if not name or len(name) > _LONGEST_NAME:
                raise Invalid(tr("A document needs a name of {count} characters at most.", count=_LONGEST_NAME), "name")
            columns["name"] = name
        elif field == "category":
            columns["category"] = category_named(value).value
        else:
            raise Invalid(tr("There is no field {field}.", field=clean(field)[:40]), field)
    return columns


def category_named(value: object) -> DocumentCategory:
    """The category of a name.

    Raises:
        Invalid: there is none of this name.
    """
    try:
        return DocumentCategory(str(value))
    except ValueError:
        known = ", ".join(DocumentCategory)
        message = tr("{text} is no category. Known: {known}", text=clean(str(value))[:40], known=known)
        raise Invalid(message, "category") from None
