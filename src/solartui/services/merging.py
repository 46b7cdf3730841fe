"""Two contacts that are one: finding them, showing what would become of them, and making them one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solartui.domain.contact_points import phone_digits
from solartui.domain.contacts import Contact, ContactRef
from solartui.domain.errors import Invalid, Refused, Stale
from solartui.domain.records import Subject
from solartui.domain.vocabulary import OWN, ContactKind
from solartui.i18n import tr
from solartui.services.contact_details import DETAILS
from solartui.services.contacts import TOPICS, get_contact
from solartui.services.desk import Desk
from solartui.services.merge_choices import Choice, choices_between, taken_columns
from solartui.services.result import Changed
from solartui.store.reading import contacts as reading
from solartui.store.reading import custom
from solartui.store.reading import merging as hanging
from solartui.store.reading.history import last_editor

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.store.work import Work

FIELDS = ("name", "kind", "company_id", *DETAILS, "external_id")


@dataclass(frozen=True, slots=True)
class Alike:
    """Contacts that may be one, and why: ``phone`` or ``name``."""

    why: str
    contacts: tuple[ContactRef, ...]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do; nothing is written.

    Attributes:
        moved: how many leads, projects, people, notes, documents, addresses and numbers go over, by name.
    """

    keep: Contact
    gone: Contact
    choices: tuple[Choice, ...]
    moved: Mapping[str, int]


class MergeService:
    """Finds duplicates and merges them; all that hangs on the one that goes is kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def alike(self, limit: int = 100) -> list[Alike]:
        """Contacts that share a number, or a name and the place of a lead; the largest groups first."""
        with self._desk.reading() as connection:
            return [
                Alike(why, tuple(ref for number in ids if (ref := reading.contact_ref(connection, number)) is not None))
                for why, ids in hanging.groups(connection, limit)
            ]

    def plan(self, keep_id: int, gone_id: int) -> MergePlan:
        """What would become of two contacts.

        Raises:
            NotFound: one of them does not exist.
            Invalid: they are the same one.
        """
        with self._desk.reading() as connection:
            return _plan(connection, keep_id, gone_id)

    def merge(
        self,
        keep_id: int,
        gone_id: int,
        take: Mapping[str, bool] | None = None,
        versions: Mapping[int, int] | None = None,
    ) -> Changed[Contact]:
        """Make two contacts one: addresses, numbers, leads, projects, people, notes and documents go to the first.

        Args:
            keep_id: the contact that stays.
            gone_id: the contact that goes; its history shows with the one that stays.
            take: for each choice of the plan that somebody made: whether the value of the one that goes is taken.
            versions: the versions that the person saw, by contact.

        Raises:
            NotFound: one of them does not exist.
            Invalid: they are the same one.
            Refused: a company with people would become a person.
            Stale: somebody saved one of them since.
        """
        with self._desk.writing("contacts.edit") as work:
            plan = _plan(work.raw, keep_id, gone_id)
            for contact in (plan.keep, plan.gone):
                _check_version(work.raw, contact, (versions or {}).get(contact.id, contact.version))
            taken = _taken(plan, take or {})
            columns = _columns(work, plan, taken)
            _move_parts(work, plan, taken)
            _let_go(work, plan, columns)
            after = get_contact(work.raw, keep_id)
            work.describe("contact.merged", name=after.name, gone=plan.gone.name)
            change = work.change_id
        return Changed(after, TOPICS, change)

    def delete(self, contact_id: int, version: int | None = None) -> Changed[Contact]:
        """Take a contact away that nothing refers to; undo brings it back.

        Raises:
            NotFound: there is none.
            Refused: it has leads, projects or people.
            Stale: somebody saved it since.
        """
        with self._desk.writing("contacts.edit") as work:
            contact = get_contact(work.raw, contact_id)
            _check_version(work.raw, contact, contact.version if version is None else version)
            _refuse_needed(contact)
            work.update("contact", contact_id, {"deleted_at": work.now})
            work.describe("contact.deleted", name=contact.name)
            work.activity("deleted", Subject("contact", contact_id), {"name": contact.name})
            change = work.change_id
        return Changed(contact, TOPICS, change)


def _check_version(connection: Connection, contact: Contact, seen: int) -> None:
    if contact.version != seen:
        who = last_editor(connection, Subject("contact", contact.id))
        raise Stale(tr("{who} changed {name} meanwhile.", who=who, name=contact.name), contact, {}, who)


def _refuse_needed(contact: Contact) -> None:
    if contact.leads:
        raise Refused(tr("{name} has leads and stays.", name=contact.name))
    if contact.projects:
        raise Refused(tr("{name} is on projects and stays.", name=contact.name))
    if contact.people:
        raise Refused(tr("{name} has contact people and stays.", name=contact.name))


def _plan(connection: Connection, keep_id: int, gone_id: int) -> MergePlan:
    if keep_id == gone_id:
        raise Invalid(tr("A contact cannot be merged with itself."), "contact")
    keep, gone = get_contact(connection, keep_id), get_contact(connection, gone_id)
    moved = {
        "leads": len(gone.leads),
        "projects": len(gone.projects),
        "people": len(gone.people),
        "emails": len(gone.emails),
        "phones": len(_new_phones(keep, gone)),
        "notes": len(hanging.rows_of(connection, "note", gone_id)),
        "documents": len(hanging.rows_of(connection, "document", gone_id)),
    }
    return MergePlan(keep, gone, tuple(choices_between(connection, keep, gone)), moved)


def _taken(plan: MergePlan, take: Mapping[str, bool]) -> frozenset[str]:
    """The fields whose value of the one that goes is taken.

    Raises:
        Invalid: somebody decided about a field that there is not.
    """
    unknown = {field for field in take if field not in FIELDS and not field.startswith(OWN)}
    if unknown:
        raise Invalid(tr("There is no field {field}.", field=min(unknown)), min(unknown))
    return frozenset(one.field for one in plan.choices if take.get(one.field, one.takes_other))


def _columns(work: Work, plan: MergePlan, taken: frozenset[str]) -> dict[str, Any]:
    """What changes on the contact that stays."""
    kind = (plan.gone if "kind" in taken else plan.keep).kind
    people = [ref for ref in (*plan.keep.people, *plan.gone.people) if ref.id not in {plan.keep.id, plan.gone.id}]
    if kind is ContactKind.PERSON and people:
        raise Refused(tr("{name} has contact people and stays a company.", name=plan.keep.name))
    columns = taken_columns(work, plan.gone, taken)
    if plan.keep.company_id == plan.gone.id:
        columns["company_id"] = None
    return columns


def _new_phones(keep: Contact, gone: Contact) -> set[str]:
    """Digits of the numbers that only the contact that goes has."""
    return {phone_digits(phone) for phone in gone.phones} - {phone_digits(phone) for phone in keep.phones}


def _move_parts(work: Work, plan: MergePlan, taken: frozenset[str]) -> None:
    """Hang everything of the contact that goes on the one that stays."""
    keep, gone = plan.keep.id, plan.gone.id
    _move_points(work, plan)
    _move_custom(work, plan, taken)
    for table in ("lead", "note", "document"):
        for number in hanging.rows_of(work.raw, table, gone):
            work.update(table, number, {"contact_id": keep})
    for number in hanging.rows_of(work.raw, "contact", gone, "company_id"):
        if number != keep:
            work.update("contact", number, {"company_id": keep})
    _move_projects(work, keep, gone)


def _move_points(work: Work, plan: MergePlan) -> None:
    keep, gone, new = plan.keep.id, plan.gone.id, _new_phones(plan.keep, plan.gone)
    for place, number in enumerate(hanging.rows_of(work.raw, "contact_email", gone), len(plan.keep.emails)):
        work.update("contact_email", number, {"contact_id": keep, "position": place})
    place = len(plan.keep.phones)
    for number in hanging.rows_of(work.raw, "contact_phone", gone):
        row = work.load("contact_phone", number)
        if row is not None and row["digits"] in new:
            work.update("contact_phone", number, {"contact_id": keep, "position": place})
            place += 1


def _move_custom(work: Work, plan: MergePlan, taken: frozenset[str]) -> None:
    """Values of fields of the desk's own that go over; what the one that stays said there makes room."""
    fields = {field.id: OWN + field.key for field in custom.fields(work.raw, "contact")}
    for number in hanging.rows_of(work.raw, "custom_value", plan.gone.id):
        row = work.load("custom_value", number)
        if row is None or fields.get(row["field_id"]) not in taken:
            continue
        query = "SELECT id FROM custom_value WHERE contact_id = ? AND field_id = ?"
        there = work.raw.execute(query, (plan.keep.id, row["field_id"])).fetchone()
        if there is not None:
            work.remove("custom_value", there[0])
        work.update("custom_value", number, {"contact_id": plan.keep.id})


def _move_projects(work: Work, keep: int, gone: int) -> None:
    for number in hanging.rows_of(work.raw, "project_contact", gone):
        row = work.load("project_contact", number)
        both = "SELECT 1 FROM project_contact WHERE project_id = ? AND contact_id = ?"
        if row is not None and work.raw.execute(both, (row["project_id"], keep)).fetchone():
            work.remove("project_contact", number)
        else:
            work.update("project_contact", number, {"contact_id": keep})


def _let_go(work: Work, plan: MergePlan, columns: Mapping[str, Any]) -> None:
    from solartui.store.search_index import reindex_contacts

    keep, gone = plan.keep, plan.gone
    if not work.update("contact", keep.id, columns):
        work.touch("contact", keep.id)
    work.update("contact", gone.id, {"deleted_at": work.now, "merged_into_id": keep.id})
    reindex_contacts(work.raw, [keep.id, gone.id])
    work.activity("merged", Subject("contact", keep.id), {"name": gone.name, "contact": gone.id})
    for lead in gone.leads:
        work.activity("merged", Subject("lead", lead.id), {"name": gone.name, "contact": gone.id}, contact_id=keep.id)
