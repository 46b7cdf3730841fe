"""Who is on a project: one customer or several, added and taken off; the contacts themselves stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.errors import NotFound, Refused
from solartui.domain.projects import Project
from solartui.domain.records import Subject
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.projects import TOPICS, add_contact_to, get_project
from solartui.services.result import Changed
from solartui.services.task_events import follow
from solartui.store.reading import contacts as contact_reading
from solartui.store.reading import projects as reading

if TYPE_CHECKING:
    from solartui.store.work import Work


class ProjectContacts:
    """The contacts of projects; the first one is the customer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, project_id: int, contact_id: int) -> Changed[Project]:
        """Put a known contact on a project; nothing where they are on it already.

        Raises:
            NotFound: the project or the contact does not exist.
        """
        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            contact = contact_reading.contact_ref(work.raw, contact_id)
            if contact is None:
                raise NotFound(tr("There is no contact {id}.", id=contact_id))
            if contact_id in {one.id for one in before.contacts}:
                return Changed(before, frozenset())
            add_contact_to(work, project_id, contact_id, reading.next_position(work.raw, project_id))
            return _done(work, before, "contact_added", contact_id, contact.name)

    def remove(self, project_id: int, contact_id: int) -> Changed[Project]:
        """Take a contact off a project; the contact stays.

        Raises:
            NotFound: the project does not exist, or the contact is not on it.
            Refused: it is the last one.
        """
        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            name = next((one.name for one in before.contacts if one.id == contact_id), None)
            if name is None:
                raise NotFound(tr("Contact {id} is not on project {project}.", id=contact_id, project=project_id))
            if len(before.contacts) == 1:
                raise Refused(tr("A project needs a contact. Add another one first."))
            work.remove("project_contact", reading.place_of(work.raw, project_id, contact_id))
            return _done(work, before, "contact_removed", contact_id, name)

    def put_first(self, project_id: int, contact_id: int) -> Changed[Project]:
        """Make a contact of a project its customer.

        Raises:
            NotFound: the project does not exist, or the contact is not on it.
        """
        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            order = [one.id for one in before.contacts]
            if contact_id not in order:
                raise NotFound(tr("Contact {id} is not on project {project}.", id=contact_id, project=project_id))
            if order[0] == contact_id:
                return Changed(before, frozenset())
            name = next(one.name for one in before.contacts if one.id == contact_id)
            for place, number in enumerate([contact_id, *(other for other in order if other != contact_id)]):
                row = reading.place_of(work.raw, project_id, number)
                work.update("project_contact", row, {"position": place})
            return _done(work, before, "contact_first", contact_id, name)


def _done(work: Work, before: Project, kind: str, contact_id: int, name: str) -> Changed[Project]:
    subject = Subject("project", before.id)
    work.activity(kind, subject, {"name": name}, contact_id=contact_id)
    follow(work, before.id)
    work.describe(f"project.{kind}", name=name, project_name=before.name, project=before.id)
    return Changed(get_project(work.raw, before.id), TOPICS, work.change_id)
