"""A desk where people do anything in any order, and what it must look like when all of it is undone."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from solartui.domain.drafts import ContactDraft, LeadDraft, ProjectDraft
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen
from solartui.services.container import Services
from solartui.store.backup import problems
from solartui.store.courses import course_of
from solartui.store.keys import DERIVED, keys_of
from solartui.store.search_index import lead_document
from solartui.store.store import Store
from solartui.store.times import to_text
from tests.conftest import Clock
from tests.desk import ADMIN, MANAGER, SALES, SECOND, actor, add_contact, add_lead
from tests.property import task_acts

# What undo puts back. Version and time of change count on; history, changes and the content of files stay.
TABLES = (
    "contact", "contact_email", "contact_phone", "lead", "project", "project_contact", "project_assignee", "note",
    "document", "user_account", "entity", "lead_stage", "saved_view", "project_task", "project_event", "project_job",
    "charge",
)  # fmt: skip
COUNTING = {"version", "updated_at"}
# What follows from the tasks of a project is made anew, under new numbers.
MADE_ANEW = {"project_job": {"id"}}
_ORDER = {"project_job": "project_id, kind"}
PEOPLE = (ADMIN, SALES, SECOND)
NAMES = ("Jan", "Zażółć Gęślą", "Żaneta Żak", "O'Brien", "Solar [/] sp. z o.o.")
CITIES = ("Kraków", "Łódź", "", "Nowy Sącz")
STAGES = ("open", "contacted", "assigned", "site_visit", "lost", "closed", "converted")
WHO = ("me", "none", "anna", "team:north", "partner:dach", "branch:kraków")
ADDRESSES = tuple(f"{name}@x.pl" for name in ("jan", "anna", "żółw", "ewa", "ola", "iza"))
NUMBERS = ("601 234 567", "+48 602 345 678", "22 555 12 34")


class UndoDesk:
    """A database with a few records, whose later changes can all be undone."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.path = Path(shutil.copy(template, self.folder / "desk.db"))
        self.clock = Clock()
        self.store = Store(str(self.path), clock=self.clock)
        self.people = {user: Services(self.store, actor(user)) for user in (*PEOPLE, MANAGER)}
        self.attachment = self.folder / "bill.txt"
        self.attachment.write_text("a bill")
        self._begin()
        self.first = self.rows()
        self.base = self._last_change()

    def _begin(self) -> None:
        desk = self.people[ADMIN]
        company = add_contact(desk, "Firma", kind="company", phones=("22 555 12 34",))
        add_contact(desk, "Ewa", emails=("ewa@x.pl",), company_id=company.id)
        add_lead(desk, "Jan", emails=("jan@x.pl",), phones=("601 234 567",), city="Kraków", assignee="anna")
        add_lead(desk, contact_id=2, city="Łódź", latitude=51.7, longitude=19.4, next_follow_up="2026-12-01")
        lead = add_lead(desk, contact_id=1, city="Żory")
        desk.conversion.convert(lead.id)
        desk.notes.add(Subject("lead", 1), "first")

    def close(self) -> None:
        """Remove everything."""
        self.store.close()
        shutil.rmtree(self.folder)

    def _last_change(self) -> int:
        with self.store.reading() as connection:
            return int(connection.execute("SELECT max(id) FROM change").fetchone()[0])

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Everything that undo puts back, with the search texts."""
        with closing(sqlite3.connect(self.path)) as raw:
            raw.row_factory = sqlite3.Row
            found = {
                table: [
                    {k: v for k, v in dict(row).items() if k not in COUNTING | MADE_ANEW.get(table, set())}
                    for row in raw.execute(f"SELECT * FROM {table} ORDER BY {_ORDER.get(table, '1')}")
                ]
                for table in TABLES
            }
            query = "SELECT rowid AS id, text FROM lead_search ORDER BY rowid"
            found["lead_search"] = [dict(row) for row in raw.execute(query)]
        return found

    def check(self) -> None:
        """Keys and search texts say the same as the records they are made of."""
        with closing(sqlite3.connect(self.path)) as raw:
            assert problems(raw) == []
            raw.row_factory = sqlite3.Row
            for table, derived in DERIVED.items():
                for row in raw.execute(f"SELECT * FROM {table}").fetchall():
                    columns = dict(row)
                    due = columns.pop("next_follow_up", None)
                    columns |= {"created_at": datetime.fromisoformat(columns["created_at"])}
                    raw.row_factory = None
                    keys = keys_of(raw, table, columns | {"next_follow_up": None})
                    if table == "lead":
                        keys["due_key"] = due or "9"
                        keys["respond_by"] = None if keys["respond_by"] is None else to_text(keys["respond_by"])
                        text = raw.execute("SELECT text FROM lead_search WHERE rowid = ?", (row["id"],)).fetchone()
                        assert text == (lead_document(raw, row["id"]),)
                    raw.row_factory = sqlite3.Row
                    assert {name: row[name] for name in keys} == keys
                    if table == "project":
                        assert {name: row[name] for name in derived - set(keys)} == followed(raw, row["id"])

    def active(self) -> list[int]:
        """What can be undone, the newest first."""
        query = "SELECT id FROM change WHERE id > ? AND undoable = 1 AND undone = 0 ORDER BY id DESC"
        with self.store.reading() as connection:
            return [row[0] for row in connection.execute(query, (self.base,))]

    def act(self, dice: Random) -> str:
        """Somebody does something; what it was, and how it was refused where it was."""
        self.clock.forward(seconds=7)
        name = dice.choice(sorted(ACTS))
        try:
            ACTS[name](self, self.people[dice.choice(PEOPLE)], dice)
        except (Refused, NotFound, Invalid, NotPermitted) as error:
            return f"{name}: {error.message}"
        return name

    def undo(self, number: int) -> bool:
        """Undo a change; a refusal has a reason and leaves everything as it is."""
        before = self.rows()
        try:
            self.people[MANAGER].undo.undo(number)
        except Refused as refusal:
            refused = refusal.message
        else:
            return True
        assert refused.startswith("Not undone: ")
        assert self.rows() == before
        return False

    def redo_all(self, expected: dict[str, list[dict[str, Any]]]) -> None:
        """Do again what the manager undid, which is never refused while nobody does anything else."""
        undo = self.people[MANAGER].undo
        while undo.last_undone() is not None:
            self.clock.forward(seconds=1)
            undo.redo()
        self.check()
        now = self.rows()
        for table, rows in expected.items():
            assert now[table] == rows, table

    def undo_all(self) -> None:
        """The last one first, which is never refused; then everything is as in the beginning."""
        while active := self.active():
            assert self.undo(active[0]), active[0]
        self.check()
        now = self.rows()
        for table, rows in self.first.items():
            assert now[table] == rows, table

    def some(self, table: str, dice: Random) -> int:
        """The id of a record that is there."""
        alive = "" if table in ("contact_email", "contact_phone") else "WHERE deleted_at IS NULL"
        with self.store.reading() as connection:
            ids = [row[0] for row in connection.execute(f"SELECT id FROM {table} {alive} ORDER BY id")]
        return int(dice.choice(ids)) if ids else 0


def followed(raw: sqlite3.Connection, project_id: int) -> dict[str, object]:
    """What has to stand beside the tasks of a project."""
    raw.row_factory = None
    course = course_of(raw, project_id)
    raw.row_factory = sqlite3.Row
    return {
        "stage": course.stage,
        "outcome": course.outcome,
        "outcome_reason": course.outcome_reason if course.by_hand else None,
        "tasks_done": course.done,
        "tasks_total": course.total,
    }


Act = Callable[[UndoDesk, Services, Random], object]
ACTS: dict[str, Act] = {}


def act(function: Act) -> Act:
    """Something that people do."""
    ACTS[function.__name__] = function
    return function


def points(dice: Random) -> dict[str, Any]:
    return {
        "emails": tuple(dice.sample(ADDRESSES, dice.randint(0, 2))),
        "phones": tuple(dice.sample(NUMBERS, dice.randint(0, 2))),
    }


@act
def create_lead(desk: UndoDesk, services: Services, dice: Random) -> object:
    fields: dict[str, Any] = {"city": dice.choice(CITIES), "assignee": dice.choice([None, *WHO])}
    if dice.random() < 0.5:
        fields["new_contact"] = ContactDraft(name=dice.choice(NAMES), **points(dice))
    else:
        fields["contact_id"] = desk.some("contact", dice)
    return services.leads.create(LeadDraft(**fields))


@act
def edit_lead(desk: UndoDesk, services: Services, dice: Random) -> object:
    choices: dict[str, Any] = {
        "name": dice.choice(NAMES),
        "city": dice.choice(CITIES),
        "street": dice.choice(["Prosta 1", None]),
        "contact_id": desk.some("contact", dice),
        "assignee": dice.choice(WHO),
        "owner": dice.choice(["anna", "none"]),
        "score": dice.choice([None, 5, 50]),
        "monthly_kwh": dice.choice([None, 350, 400.5]),
        "consumption": dice.choice([None, [10] * 12, [None] * 11 + [5]]),
        "battery": dice.choice([True, False]),
        "channel": dice.choice(["web", None]),
        "next_follow_up": dice.choice([None, "2026-12-24 10:00"]),
        "stage": dice.choice(STAGES),
        "lost_reason": dice.choice(["too dear", None]),
    }
    names = dice.sample(sorted(choices), dice.randint(1, 4))
    lead = services.leads.get(desk.some("lead", dice))
    return services.leads.edit(lead.id, {name: choices[name] for name in names}, lead.version)


def some_leads(desk: UndoDesk, dice: Random) -> list[int]:
    return [desk.some("lead", dice) for _ in range(dice.randint(1, 3))]


@act
def move(desk: UndoDesk, services: Services, dice: Random) -> object:
    return services.lead_actions.move(some_leads(desk, dice), dice.choice(STAGES), dice.choice([None, "too dear"]))


@act
def assign(desk: UndoDesk, services: Services, dice: Random) -> object:
    return services.lead_actions.assign(some_leads(desk, dice), dice.choice(WHO))


@act
def follow_up(desk: UndoDesk, services: Services, dice: Random) -> object:
    when = dice.choice([None, desk.clock.now + timedelta(days=dice.randint(1, 9))])
    return services.lead_actions.follow_up(some_leads(desk, dice), when, dice.choice([None, "call back"]))


@act
def log_contact(desk: UndoDesk, services: Services, dice: Random) -> object:
    when = dice.choice([None, desk.clock.now - timedelta(days=dice.randint(0, 9))])
    return services.lead_actions.log_contact(
        some_leads(desk, dice), dice.choice(["call", "mail", "visit"]), "hello", when
    )


@act
def archive(desk: UndoDesk, services: Services, dice: Random) -> object:
    what = dice.choice([services.lead_actions.archive, services.lead_actions.unarchive])
    return what(some_leads(desk, dice))


@act
def delete(desk: UndoDesk, services: Services, dice: Random) -> object:
    return services.lead_actions.delete(some_leads(desk, dice))


@act
def bulk(desk: UndoDesk, services: Services, dice: Random) -> object:
    actions = services.lead_actions
    actions.few = 0
    leads = Chosen((), dice.choice(["", "archived:any", "stage:open"]))
    deeds: list[Callable[[], object]] = [
        lambda: actions.move(leads, dice.choice(STAGES), "too dear"),
        lambda: actions.assign(leads, dice.choice(WHO)),
        lambda: actions.set_field(leads, *dice.choice([("score", 7), ("channel", "fair"), ("owner", "anna")])),
        lambda: actions.archive(leads),
        lambda: actions.delete(leads),
        lambda: actions.log_contact(leads, "call", "hello"),
    ]
    try:
        return dice.choice(deeds)()
    finally:
        actions.few = 50


@act
def convert(desk: UndoDesk, services: Services, dice: Random) -> object:
    return services.conversion.convert(desk.some("lead", dice), dice.choice([None, "Dach"]))


@act
def create_contact(desk: UndoDesk, services: Services, dice: Random) -> object:
    company = dice.choice([None, 1])
    return services.contacts.create(ContactDraft(name=dice.choice(NAMES), company_id=company, **points(dice)))


@act
def edit_contact(desk: UndoDesk, services: Services, dice: Random) -> object:
    contact = services.contacts.get(desk.some("contact", dice))
    choices: dict[str, Any] = {
        "name": dice.choice(NAMES),
        "phones": tuple(dice.sample(NUMBERS, dice.randint(0, 3))),
        "emails": (*(email.address for email in contact.emails), *dice.sample(ADDRESSES, 1)),
        "company_id": dice.choice([None, 1]),
        "kind": dice.choice(["person", "company"]),
    }
    names = dice.sample(sorted(choices), dice.randint(1, 3))
    return services.contacts.edit(contact.id, {name: choices[name] for name in names}, contact.version)


@act
def create_project(desk: UndoDesk, services: Services, dice: Random) -> object:
    return services.projects.create(ProjectDraft(contact_id=desk.some("contact", dice), city=dice.choice(CITIES)))


@act
def edit_project(desk: UndoDesk, services: Services, dice: Random) -> object:
    values = {"name": dice.choice(NAMES), "phases": dice.choice([1, 3]), "capacity_kwp": dice.choice([None, 9.8])}
    return services.projects.edit(desk.some("project", dice), dict(dice.sample(sorted(values.items(), key=str), 2)))


@act
def do_task(desk: UndoDesk, services: Services, dice: Random) -> object:
    return task_acts.do_task(services, desk.some("project", dice), desk.attachment, dice)


@act
def undo_task(desk: UndoDesk, services: Services, dice: Random) -> object:
    return task_acts.undo_task(services, desk.some("project", dice), dice)


@act
def move_project(desk: UndoDesk, services: Services, dice: Random) -> object:
    return task_acts.other_act(services, desk.some("project", dice), dice)


@act
def add_note(desk: UndoDesk, services: Services, dice: Random) -> object:
    kind = dice.choice(["lead", "contact", "project"])
    attach = dice.choice([None, desk.attachment])
    return services.notes.add(Subject(kind, desk.some(kind, dice)), "some words", attach)


@act
def change_note(desk: UndoDesk, services: Services, dice: Random) -> object:
    number = desk.some("note", dice)
    with desk.store.reading() as connection:
        row = connection.execute("SELECT lead_id, contact_id, project_id FROM note WHERE id = ?", (number,)).fetchone()
    if row is None:
        return None
    kind, subject = next((k, i) for k, i in zip(("lead", "contact", "project"), row, strict=True) if i is not None)
    note = next(n for n in services.notes.of(Subject(kind, subject)) if n.id == number)
    if dice.random() < 0.5:
        return services.notes.delete(note)
    return services.notes.edit(note, f"other words {dice.random()}")


__all__ = ["ACTS", "NotPermitted", "UndoDesk"]
