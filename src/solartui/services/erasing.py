"""One person on request: everything about them in one file, and everything about them gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from solartui.domain.contacts import Contact
from solartui.domain.errors import Refused
from solartui.domain.records import Subject
from solartui.i18n import ntr, tr
from solartui.services.contacts import get_contact
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.services.watching import progress
from solartui.store.reading import contacts as reading
from solartui.store.reading import history
from solartui.store.reading.lead_documents import lead_documents
from solartui.store.times import to_text

EVERYTHING = frozenset({"leads", "contacts", "projects", "notes"})


@dataclass(frozen=True, slots=True)
class Erased:
    """A person who was erased.

    Attributes:
        contact: what is left of the contact.
        removed: how many rows of what were emptied or removed.
    """

    contact: Contact
    removed: Mapping[str, int]


class ErasingService:
    """What the law lets a person ask for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def weight(self, contact_id: int) -> dict[str, int]:
        """How many leads, projects, notes and files would be emptied or removed with a person.

        Raises:
            NotFound: there is no such contact.
        """
        from solartui.store.erasing import trace

        self._desk.allow("contacts.erase")
        with self._desk.reading() as connection:
            get_contact(connection, contact_id)
            found = trace(connection, contact_id)
        return {table: len(found.ids.get(table, ())) for table in ("lead", "project", "note", "document")}

    def erase(self, contact_id: int) -> Changed[Erased]:
        """Take everything about a person out of the database; this cannot be undone.

        Raises:
            NotFound: there is no such contact.
            NotPermitted: this person may not.
            Refused: it was done already, or the contact is a company with people.
        """
        from solartui.store.erasing import erase

        with self._desk.writing("contacts.erase") as work:
            contact = get_contact(work.raw, contact_id)
            if contact.erased:
                raise Refused(tr("Contact {id} was erased already.", id=contact_id))
            if contact.people:
                raise Refused(tr("{name} has contact people: erase or move them first.", name=contact.name))
            work.describe("contact.erased", undoable=False, contact=contact_id)
            removed = erase(work, contact_id, progress)
            work.activity("erased", Subject("contact", contact_id))
            after = get_contact(work.raw, contact_id)
            change = work.change_id
        self._desk.store.compact()
        return Changed(Erased(after, removed), EVERYTHING, change)

    def dossier(self, contact_id: int) -> dict[str, Any]:
        """Everything that is known about a person, for handing it to them; numbers of documents in plain.

        Raises:
            NotFound: there is no such contact.
            NotPermitted: this person may not.
        """
        self._desk.allow("contacts.secrets")
        with self._desk.reading() as connection:
            contact = get_contact(connection, contact_id)
            plain = reading.secrets(connection, contact_id)
            subjects = [
                Subject("contact", contact_id),
                *(Subject("lead", lead.id) for lead in contact.leads),
                *(Subject("project", project.id) for project in contact.projects),
            ]
            notes = {note.id: note for subject in subjects for note in history.notes(connection, subject)}
            files = {file.id: file for subject in subjects for file in history.documents(connection, subject)}
            events = {one.id: one for subject in subjects for one in history.activities(connection, subject)}
            leads = list(lead_documents(connection, [lead.id for lead in contact.leads]))
        return {
            "contact": _person(contact) | {"passport": plain.passport, "licence": plain.licence},
            "leads": leads,
            "projects": [
                {"id": one.id, "name": one.name, "stage": one.stage, "capacity_kwp": one.capacity_kwp}
                for one in contact.projects
            ],
            "notes": [
                {"at": to_text(note.created_at), "author": note.author, "text": note.body}
                for note in sorted(notes.values(), key=lambda note: note.id)
            ],
            "documents": [
                {"id": file.id, "name": file.name, "size": file.size, "sha256": file.sha256,
                 "at": to_text(file.created_at), "by": file.uploaded_by}
                for file in sorted(files.values(), key=lambda file: file.id)
            ],
            "activities": [
                {"at": to_text(one.at), "by": one.actor, "kind": one.kind, "data": dict(one.data)}
                for one in sorted(events.values(), key=lambda one: one.id)
            ],
        }  # fmt: skip


def weight_words(weight: Mapping[str, int]) -> str:
    """What hangs on a person, see `ErasingService.weight`, in words."""
    return ", ".join(
        (
            ntr("{count} lead", "{count} leads", weight["lead"]),
            ntr("{count} project", "{count} projects", weight["project"]),
            ntr("{count} note", "{count} notes", weight["note"]),
            ntr("{count} file", "{count} files", weight["document"]),
        )
    )


def _person(contact: Contact) -> dict[str, Any]:
    details = contact.details
    return {
        "id": contact.id,
        "kind": contact.kind.value,
        "name": contact.name,
        "middle_name": details.middle_name,
        "gender": details.gender.value if details.gender else None,
        "birth_date": details.birth_date,
        "login": details.login,
        "company": contact.company_name,
        "emails": [{"address": email.address, "unusable": email.unusable} for email in contact.emails],
        "phones": [phone.number for phone in contact.phones],
        "origin": contact.origin.value,
        "custom": dict(contact.custom),
        "created_at": to_text(contact.created_at),
        "updated_at": to_text(contact.updated_at),
    }
