"""Reading everything that the page of a contact shows, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.records import Subject
from solartui.screens.lead.reading import names_of
from solartui.widgets.snapshot import ContactSnapshot

if TYPE_CHECKING:
    from solartui.services.container import Services


def read_contact(services: Services, contact_id: int) -> ContactSnapshot:
    """A contact with its notes and its history; called in a reader thread.

    Raises:
        NotFound: there is no such contact.
    """
    subject, names = Subject("contact", contact_id), names_of(services)
    return ContactSnapshot(
        contact=services.contacts.get(contact_id),
        fields=services.fields.of("contact"),
        names=names,
        notes=services.notes.of(subject),
        activities=services.activity.of(subject),
        documents=services.documents.of(subject),
        now=services.store.clock().astimezone(names.zone),
    )
