"""Filling an empty database with the demonstration desk, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Refused
from solartui.domain.text import fold, sort_key
from solartui.i18n import tr
from solartui.services.desk import Desk

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.demonstration.desk import DemoDesk
    from solartui.domain.demonstration.records import DemoContact, DemoFields, DemoLead, DemoProject
    from solartui.domain.demonstration.tasks import DemoCourse, DemoEvent
    from solartui.store.store import Store

_CHUNK = 500
_NEEDED = ("ix_contact_email_contact", "ix_contact_phone_contact")
_CACHE_KIB = 128 * 1024
_SPOKEN = frozenset({"call", "mail", "visit"})
_WAITING = frozenset({"open", "assigned"})
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PROJECT_COLUMNS = {
    "project": "id name name_key name_fold stage outcome lead_id type grid_connection street postcode city city_fold "
    "region country latitude longitude regulation phases metering_point monthly_kwh consumption capacity_kwp "
    "battery_kwh price_net price_gross currency created_by_id created_at updated_at version workflow_id outcome_reason "
    "tasks_done tasks_total",
    "project_task": "project_id key done_at done_by_id data created_at updated_at version",
    "project_event": "project_id key at user_id actor data",
    "project_job": "project_id kind status starts_at team note",
    "project_contact": "project_id contact_id position",
    "project_assignee": "project_id user_id entity_id",
}
Progress = Callable[[int], None]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled desk holds."""

    users: int
    contacts: int
    leads: int
    projects: int


class DemonstrationService:
    """Makes demonstration desks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def fill(self, leads: int, seed: int = 1, now: datetime | None = None, progress: Progress | None = None) -> Filled:
        """Fill a database that holds nothing yet but the person at it.

        Args:
            leads: how many leads; contacts, notes, history and projects come with them.
            seed: which of many desks; the same number at the same time gives the same one.
            now: the time that the desk's past ends at, the clock's where it is not given.
            progress: told the number of leads written so far, after each few hundred.

        Raises:
            Refused: there is something in the database; nothing was written.
        """
        from solartui.domain.demonstration.desk import demo_desk
        from solartui.store.backup import counts

        desk = self._desk
        desk.allow("db.admin")
        now = now or desk.store.clock()
        demo = demo_desk(leads, seed, now, desk.actor.name)
        with desk.store.reading() as connection:
            self._refuse_used(connection)
        with _bulk(desk.store) as raw:
            self._refuse_used(raw)
            filling = _Filling(raw, demo, now)
            with _without_indexes(raw):
                filling.run(progress)
            rows = counts(raw)
        return Filled(len(demo.users), rows["contact"], rows["lead"], rows["project"])

    def _refuse_used(self, connection: Connection) -> None:
        query = (
            "SELECT EXISTS (SELECT 1 FROM contact) OR EXISTS (SELECT 1 FROM lead) OR EXISTS (SELECT 1 FROM entity) "
            "OR EXISTS (SELECT 1 FROM project) OR (SELECT max(id) FROM user_account) <> 1"
        )
        used = connection.execute(query).fetchone()[0]
        if used or self._desk.actor.user_id != 1:
            path = self._desk.store.path
            raise Refused(tr("{path} is in use. A demonstration needs a new file.", path=path))


@contextmanager
def _bulk(store: Store) -> Iterator[Connection]:
    """A transaction on a connection of its own, for more rows than fit into memory."""
    from solartui.store.connection import connect
    from solartui.store.failures import translating

    with translating(store.path):
        store.check_identity()
        raw = connect(store.path, writable=True)
        try:
            # Nobody waits to read an empty desk; both can only be set outside of a transaction.
            raw.execute("PRAGMA cache_spill = ON")
            raw.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            raw.execute("BEGIN IMMEDIATE")
            yield raw
            raw.execute("COMMIT")
        finally:
            raw.close()  # rolls back what was not committed


@contextmanager
def _without_indexes(raw: Connection) -> Iterator[None]:
    """Drop the indexes and build them anew at the end: sorting once costs less than finding the place of each row.

    Two stay: how to reach a contact is looked up for the search text of its second lead, and its third.
    """
    known = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = [(name, sql) for name, sql in raw.execute(known).fetchall() if name not in _NEEDED]
    for name, _ in indexes:
        raw.execute(f'DROP INDEX "{name}"')
    yield
    for _, definition in indexes:
        raw.execute(definition)


class _Filling:
    """One run: the open transaction and what the rows refer to."""

    def __init__(self, raw: Connection, demo: DemoDesk, now: datetime) -> None:
        from solartui.domain.demonstration.tasks import remember
        from solartui.domain.query.document import search_text
        from solartui.domain.response import DEFAULT_RULES, answer_by
        from solartui.services.demonstration_offers import COLUMNS as OFFER_COLUMNS
        from solartui.services.demonstration_offers import DemoOffers
        from solartui.store.bulk import COLUMNS
        from solartui.store.courses import current_workflow, workflow_numbered
        from solartui.store.search_index import NO_FOLLOW_UP, reindex_leads
        from solartui.store.times import to_text
        from solartui.store.work import insert_many

        self._raw, self._demo = raw, demo
        named = (_PROJECT_COLUMNS | OFFER_COLUMNS).items()
        self._columns = COLUMNS | {table: tuple(names.split()) for table, names in named}
        self._offers = DemoOffers(now)
        self._customers: dict[int, DemoContact] = {}
        self._emails, self._phones = count(1), count(1)
        self._now = to_text(now)
        self._today = now
        self._names: dict[int | None, str] = {user.id: user.name for user in demo.users} | {None: "system"}
        self._search_text, self._reindex = search_text, reindex_leads
        self._workflow_id = current_workflow(raw)
        self._workflow = remember(workflow_numbered(raw, self._workflow_id))
        self._insert_many, self._no_follow_up = insert_many, NO_FOLLOW_UP
        self._answer_by: Callable[[str, datetime], str] = lambda source, created: to_text(
            answer_by(DEFAULT_RULES, source, created) or created
        )

    def run(self, progress: Progress | None) -> None:
        """Write the people first, then the leads in chunks."""
        self._write_people()
        stream = self._demo.leads()
        done = 0
        while chunk := list(islice(stream, _CHUNK)):
            self._write(chunk)
            done += len(chunk)
            if progress is not None:
                progress(done)

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        self._insert_many(self._raw, table, self._columns[table], iter(rows))

    def _write_people(self) -> None:
        now = self._now
        entities = [(e.id, e.kind, e.name, sort_key(e.name), e.parent_id, 1, now, now, 1) for e in self._demo.entities]
        columns = ["id", "kind", "name", "name_key", "parent_id", "active", "created_at", "updated_at", "version"]
        self._insert_many(self._raw, "entity", columns, iter(entities))
        first, *others = self._demo.users
        self._raw.execute("UPDATE user_account SET entity_id = ? WHERE id = 1", (first.entity_id,))
        users = [(u.id, u.login, u.name, sort_key(u.name), u.role, 1, u.entity_id, now, now, 1) for u in others]
        columns = [
            "id",
            "login",
            "name",
            "name_key",
            "role",
            "active",
            "entity_id",
            "created_at",
            "updated_at",
            "version",
        ]
        self._insert_many(self._raw, "user_account", columns, iter(users))

    def _write(self, leads: list[DemoLead]) -> None:
        contacts = [contact for lead in leads for contact in lead.contacts]
        self._insert("contact", map(_contact_row, contacts))
        self._insert("contact_email", self._email_rows(contacts))
        self._insert("contact_phone", self._phone_rows(contacts))
        self._insert("lead", map(self._lead_row, leads))
        self._insert("lead_search", (self._search_row(lead) for lead in leads if lead.contacts))
        self._reindex(self._raw, [lead.fields.id for lead in leads if not lead.contacts])
        self._insert(
            "note",
            (
                (note.id, note.lead_id, note.body, note.author_id, note.created_at, note.created_at, 1)
                for lead in leads
                for note in lead.notes
            ),
        )
        made = [(lead.fields, project) for lead in leads for project in lead.projects]
        told = [(fields, project, self._course(fields, project)) for fields, project in made]
        self._insert("project", (_project_row(*one, self._workflow_id) for one in told))
        self._insert("project_task", (row for _, project, course in told for row in _task_rows(project, course)))
        self._insert("project_event", (row for _, project, course in told for row in self._event_rows(project, course)))
        self._insert("project_job", ((p.id, *job) for _, p, course in told for job in course.jobs))
        self._insert(
            "project_contact",
            ((p.id, contact, place) for _, p in made for place, contact in enumerate(p.contact_ids)),
        )
        self._customers |= {contact.id: contact for contact in contacts}
        self._write_offers(told)
        carried = (p for _, p in made if p.assignee_user_id or p.assignee_entity_id)
        self._insert("project_assignee", ((p.id, p.assignee_user_id, p.assignee_entity_id) for p in carried))
        self._insert("activity", self._activity_rows(leads, {p.id: course for _, p, course in told}))

    def _write_offers(self, told: Iterable[tuple[DemoFields, DemoProject, DemoCourse]]) -> None:
        from solartui.services.demonstration_offers import OFFERED, Case

        rows: dict[str, list[Row]] = {}
        for fields, project, course in told:
            customer = self._customers.get(project.contact_ids[0])
            who = project.assignee_user_id or project.created_by_id
            if customer is not None and project.id <= OFFERED:
                for table, row in self._offers.rows(Case(fields, project, course, customer, who, self._names[who])):
                    rows.setdefault(table, []).append(row)
            elif project.id > OFFERED:
                self._customers.clear()
        for table, found in rows.items():
            self._insert(table, found)

    def _email_rows(self, contacts: Iterable[DemoContact]) -> Iterator[Row]:
        for contact in contacts:
            for place, address in enumerate(contact.emails):
                yield next(self._emails), contact.id, place, address, address, 0

    def _phone_rows(self, contacts: Iterable[DemoContact]) -> Iterator[Row]:
        for contact in contacts:
            for place, phone in enumerate(contact.phones):
                yield next(self._phones), contact.id, place, phone.number, phone.e164, phone.e164[1:]

    def _lead_row(self, lead: DemoLead) -> Row:
        f = lead.fields
        return (
            *(f.id, f.name, sort_key(f.name), f.type, f.grid_connection, f.stage, f.source, f.channel),
            *(f.contact_id, sort_key(lead.contact_name), f.street, f.postcode, f.city),
            *(sort_key(f.city or ""), f.region, f.country),
            *(f.latitude, f.longitude, f.assignee_user_id, f.assignee_entity_id, f.owner_id),
            *(f.created_by_id, f.created_entity_id, f.monthly_kwh, _json(f.consumption)),
            *(int(f.panel), int(f.battery), int(f.heat_pump), f.score, f.last_contacted, f.next_follow_up),
            *(f.next_follow_up or self._no_follow_up, f.follow_up_note, f.lost_reason, f.converted_at),
            *(f.archived_at, f.stage_since, f.created_at, f.updated_at, f.version),
            *self._clock(lead),
            *(None, None, None),  # external_id, partner_id, location_id
        )

    def _clock(self, lead: DemoLead) -> tuple[str | None, str | None, str]:
        """When somebody first spoke to the customer, and until when that has to happen."""
        f = lead.fields
        if f.last_contacted is not None:
            spoken = (a.at for a in lead.activities if a.kind in _SPOKEN)
            return min(spoken, default=f.last_contacted), None, self._no_follow_up
        if f.stage not in _WAITING or f.archived_at is not None:
            return None, None, self._no_follow_up
        by = self._answer_by(f.source, datetime.fromisoformat(f.created_at))
        return None, by, by

    def _search_row(self, lead: DemoLead) -> Row:
        from solartui.domain.contacts import Phone

        f, contact = lead.fields, lead.contacts[0]
        text = self._search_text(
            name=f.name,
            contact=contact.name,
            street=f.street,
            postcode=f.postcode,
            city=f.city,
            region=f.region,
            channel=f.channel,
            emails=contact.emails,
            phones=[Phone(phone.number, phone.e164) for phone in contact.phones],
            lead_id=f.id,
        )
        return f.id, text

    def _course(self, fields: DemoFields, project: DemoProject) -> DemoCourse:
        from solartui.domain.demonstration.tasks import LIVELY, course_of

        return course_of(self._workflow, fields, project, self._today, lively=project.id <= LIVELY)

    def _event_rows(self, project: DemoProject, course: DemoCourse) -> Iterator[Row]:
        who = project.assignee_user_id or project.created_by_id
        for event in course.events:
            yield (
                project.id,
                event.key,
                event.at,
                who,
                self._names[who],
                _json(dict(event.data)) if event.data else None,
            )

    def _activity_rows(self, leads: list[DemoLead], courses: Mapping[int, DemoCourse]) -> Iterator[Row]:
        for lead in leads:
            for a in lead.activities:
                actor = self._names[a.user_id]
                about = (a.subject_kind, a.subject_id, a.lead_id, a.contact_id, a.project_id)
                yield (a.at, a.user_id, None, actor, a.kind, *about, None, _json(a.data))
            for project in lead.projects:
                yield from self._acts(project, courses[project.id])

    def _acts(self, project: DemoProject, course: DemoCourse) -> Iterator[Row]:
        """What was done in a project, in its history."""
        who = project.assignee_user_id or project.created_by_id
        about = ("project", project.id, project.lead_id, project.contact_ids[0], project.id)
        acts: list[tuple[str, str, dict[str, object]]] = [
            (tick.at, "task_done", {"task": tick.key, "title": dict(tick.title)}) for tick in course.ticks
        ]
        acts += [(one.at, *_told(one)) for one in course.events]
        for at, kind, data in sorted(acts, key=lambda act: act[0]):
            yield at, who, None, self._names[who], kind, *about, None, _json(data)


def _json(value: object) -> str | None:
    return None if value is None else _encode(value)


def _fold(name: str) -> str:
    return " ".join(fold(name).split())


def _contact_row(c: DemoContact) -> Row:
    names = (c.name, sort_key(c.name), _fold(c.name))
    return (c.id, c.kind, *names, c.company_id, c.origin, c.created_at, c.updated_at, c.created_by_id, 1, None)


@cache
def _regulation(country: str) -> str:
    from solartui.domain.regulations import regulation_for

    return regulation_for(country).key


def _task_rows(project: DemoProject, course: DemoCourse) -> Iterator[Row]:
    who = project.assignee_user_id or project.created_by_id
    for tick in course.ticks:
        yield project.id, tick.key, tick.at, who, _json(dict(tick.data)) if tick.data else None, tick.at, tick.at, 1


def _told(event: DemoEvent) -> tuple[str, dict[str, object]]:
    """An event as the history tells it."""
    if event.key in {"outcome_set", "stage_set"}:
        return event.key, {"to" if name == "stage" else name: value for name, value in event.data.items()}
    return "project_event", {"event": event.key, **event.data}


def _project_row(f: DemoFields, p: DemoProject, course: DemoCourse, workflow_id: int) -> Row:
    return (
        *(p.id, p.name, sort_key(p.name), _fold(p.name), p.stage, p.outcome, p.lead_id, f.type, f.grid_connection),
        *(f.street, f.postcode, f.city, fold(f.city), f.region, f.country, f.latitude, f.longitude),
        *(_regulation(f.country), p.phases, p.metering_point),
        *(f.monthly_kwh, _json(f.consumption), p.capacity_kwp, p.battery_kwh, p.price_net, p.price_gross),
        *(p.currency, p.created_by_id, p.created_at, p.updated_at, 1),
        *(workflow_id, course.outcome_reason, course.done, course.total),
    )
