"""Projects: listed, found, started for a known contact, and renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain.contacts import LinkedProject
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.listing import NEWEST_FIRST, ProjectLine, Sort
from solartui.domain.metering import metering_point
from solartui.domain.projects import Project
from solartui.domain.records import Subject
from solartui.domain.regulations import regulation_for
from solartui.domain.text import clean, fold, sort_key
from solartui.domain.vocabulary import GridConnection, LeadType, ProjectStage
from solartui.i18n import tr
from solartui.services.custom_values import with_custom, write_values
from solartui.services.desk import Desk
from solartui.services.own_orders import with_own_sorts
from solartui.services.project_site import site_columns
from solartui.services.result import Changed
from solartui.services.task_events import begin, follow
from solartui.store.keys import folded
from solartui.store.list_shape import ListShape, Selection
from solartui.store.lists import PROJECTS
from solartui.store.reading import contacts as contact_reading
from solartui.store.reading import custom
from solartui.store.reading import leads as lead_reading
from solartui.store.reading import projects as reading
from solartui.store.reading.history import last_editor, related
from solartui.store.record_list import RecordList

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.custom_fields import CustomField
    from solartui.domain.drafts import ProjectDraft
    from solartui.domain.query import Query
    from solartui.store.work import Work

TOPICS = frozenset({"projects", "leads", "contacts"})
_NEVER_EMPTY = frozenset({"name", "type", "grid_connection"})
_DERIVED = frozenset({"name_key", "name_fold", "city_fold", "regulation", "currency"})


def get_project(connection: Connection, project_id: int) -> Project:
    """The project with this id.

    Raises:
        NotFound: there is none.
    """
    found = reading.project(connection, project_id)
    if found is None:
        raise NotFound(tr("There is no project {id}.", id=project_id))
    return found


def name_columns(name: str) -> dict[str, str]:
    """A project's name with the keys that it is sorted and found by."""
    return {"name": name, "name_key": sort_key(name), "name_fold": folded(name)}


def add_contact_to(work: Work, project_id: int, contact_id: int, position: int = 0) -> None:
    """Put a contact on a project inside a unit of work."""
    from solartui.store.tables import ProjectContactRow

    work.add(ProjectContactRow(project_id=project_id, contact_id=contact_id, position=position))


def complete_columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody sets of a project, with what follows from it.

    Raises:
        Invalid: something is emptied that cannot be empty.
    """
    for field in _NEVER_EMPTY.intersection(columns):
        if not columns[field]:
            raise Invalid(tr("{field} cannot be empty.", field=field), field)
    return dict(columns) | (name_columns(columns["name"]) if "name" in columns else {})


def edit_project(work: Work, before: Project, columns: Mapping[str, Any], own: Mapping[str, Any] | None = None) -> bool:
    """Change a project inside a unit of work, and bring it in step; whether anything is other than it was.

    Args:
        work: the unit of work.
        before: the project.
        columns: as `complete_columns` gives them.
        own: values of the desk's own fields.

    Raises:
        Refused: its place would have another currency, and it has prices.
    """
    subject = Subject("project", before.id)
    changed = work.update("project", before.id, dict(columns) | site_columns(work.raw, before, columns))
    written = write_values(work, subject, own or {})
    if not changed and not written:
        return False
    if not changed:
        work.touch("project", before.id)
    plain = [[k, old, new] for k, (old, new) in changed.items() if k not in _DERIVED] + written
    work.activity("edited", subject, {"changes": plain}, **related(work.raw, subject))
    follow(work, before.id)
    return True


class ProjectService:
    """Everything that can be done with projects before their tasks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open_list(self, query: str = "", sort: Sort = NEWEST_FIRST) -> RecordList[ProjectLine]:
        """The projects that a query lets through: words of name, town or customer, and conditions such as ``kwp>10``.

        Raises:
            Invalid: the query cannot be read, or there is no such column to sort by.
        """
        selection = self.selection(query)
        return RecordList(self._desk.store, self.shape(selection, sort), selection, sort)

    def shape(self, _selection: Selection, sort: Sort) -> ListShape[ProjectLine]:
        """What a list of projects is made of.

        Raises:
            Invalid: there is no such column to sort by.
        """
        shape = with_own_sorts(self._desk, "project", PROJECTS, sort)
        if (unknown := sort.unknown_in(shape.sorts)) is not None:
            raise Invalid(tr("Projects cannot be sorted by {column}.", column=clean(unknown)[:40]), "sort")
        return shape

    def selection(self, query: str) -> Selection:
        """The compiled form of a query.

        Raises:
            Invalid: it cannot be read.
        """
        if not query.strip():
            return Selection(PROJECTS.listed)
        from solartui.store.project_search import select_projects

        return select_projects(self.understood(query))

    def understood(self, query: str) -> Query:
        """What a filter of projects means.

        Raises:
            Invalid: it cannot be read.
        """
        from solartui.domain.query import parse
        from solartui.services.query_context import project_context

        with self._desk.reading() as connection:
            return parse(query, project_context(self._desk, connection))

    def own_fields(self) -> tuple[CustomField, ...]:
        """The fields of the desk's own that projects have."""
        with self._desk.reading() as connection:
            return custom.fields(connection, "project")

    def get(self, project_id: int) -> Project:
        """The project with this id."""
        with self._desk.reading() as connection:
            return get_project(connection, project_id)

    def of_lead(self, lead_id: int) -> tuple[LinkedProject, ...]:
        """The projects made from a lead, the oldest first."""
        with self._desk.reading() as connection:
            return lead_reading.linked_projects(connection, "p.lead_id = ?", (lead_id,))

    def create(self, draft: ProjectDraft) -> Changed[Project]:
        """Start a project without a lead, for a contact that is known already.

        Raises:
            Refused: no contact is given.
            NotFound: the contact does not exist.
        """
        from solartui.store.tables import ProjectRow

        if draft.contact_id is None:
            raise Refused(tr("A project needs a contact."), missing=("contact",))
        if (draft.latitude is None) != (draft.longitude is None):
            raise Invalid(tr("Coordinates need both a latitude and a longitude."), "latitude")
        with self._desk.writing("projects.edit") as work:
            contact = contact_reading.contact_ref(work.raw, draft.contact_id)
            if contact is None:
                raise NotFound(tr("There is no contact {id}.", id=draft.contact_id))
            name = draft.name or (f"{contact.name} – {draft.city}" if draft.city else contact.name)
            rules = regulation_for(draft.country, draft.latitude, draft.longitude)
            number = draft.metering_point and metering_point(draft.metering_point, draft.country or rules.key.upper())
            columns = draft.model_dump(exclude={"name", "contact_id", "type", "grid_connection", "custom"})
            row = ProjectRow.model_validate(
                columns
                | name_columns(name)
                | {
                    "stage": ProjectStage.ONBOARDING.value,
                    "type": draft.type or LeadType.RESIDENTIAL.value,
                    "grid_connection": draft.grid_connection or GridConnection.ON_GRID.value,
                    "city_fold": fold(draft.city or ""),
                    "metering_point": number,
                    "regulation": rules.key,
                    "currency": rules.currency,
                    "created_by_id": work.actor.user_id,
                    "created_at": work.now,
                    "updated_at": work.now,
                }
            )
            project_id = work.add(row)
            write_values(work, Subject("project", project_id), draft.custom)
            add_contact_to(work, project_id, contact.id)
            begin(work, project_id)
            subject = Subject("project", project_id)
            work.activity("project_created", subject, {"lead": None, "name": name}, contact_id=contact.id)
            work.describe("project.created", name=name, project=project_id)
            change = work.change_id
            project = get_project(work.raw, project_id)
        return Changed(project, TOPICS, change)

    def edit(self, project_id: int, values: Mapping[str, Any], version: int | None = None) -> Changed[Project]:
        """Change fields of a project; its lead keeps its own name.

        Raises:
            Invalid: a value cannot be what its field needs.
            Stale: somebody saved a newer version; it is in the error, beside `values`.
        """
        from solartui.domain.drafts import ProjectFields, validated

        draft = validated(ProjectFields, with_custom(self._desk, "project", values, ProjectFields.model_fields))
        given = [field for field in ProjectFields.model_fields if field in draft.model_fields_set - {"custom"}]
        columns = complete_columns({field: getattr(draft, field) for field in given})
        with self._desk.writing("projects.edit") as work:
            before = get_project(work.raw, project_id)
            if version is not None and before.version != version:
                who = last_editor(work.raw, Subject("project", project_id))
                raise Stale(tr("{who} changed {name} meanwhile.", who=who, name=before.name), before, values, who)
            if not edit_project(work, before, columns, draft.custom):
                return Changed(before, frozenset())
            after = get_project(work.raw, project_id)
            work.describe("project.edited", name=after.name, project=project_id)
            change = work.change_id
        return Changed(after, TOPICS, change)
