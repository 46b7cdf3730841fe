"""Role by role, act by act: what a role may not do is refused by the service and leaves no trace."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

import pytest

from solartui.bootstrap import open_services
from solartui.domain.drafts import ContactDraft, ProjectDraft
from solartui.domain.errors import NotPermitted
from solartui.domain.listing import Sort
from solartui.domain.people import Actor
from solartui.domain.records import Note, Subject
from solartui.domain.vocabulary import Role
from solartui.services.container import Services
from solartui.services.record_exports import ExportOptions
from tests.conftest import Clock
from tests.desk import ADMIN, MANAGER, SALES, VIEWER, add_contact, add_lead, at_desk, lead_draft

PERSON = {Role.ADMIN: ADMIN, Role.MANAGER: MANAGER, Role.SALES: SALES, Role.VIEWER: VIEWER}
WORKERS = frozenset({Role.ADMIN, Role.MANAGER, Role.SALES})
WRITERS = WORKERS | {Role.INSTALLER}
ALL = frozenset(Role)


@dataclass(frozen=True)
class Stand:
    """What the acts are done to."""

    lead: int
    other: int
    contact: int
    project: int
    note: Note
    change: int
    paper: Path

    @property
    def subject(self) -> Subject:
        return Subject("lead", self.lead)


Act = Callable[[Services, Stand], object]

WRITES: dict[str, tuple[frozenset[Role], Act]] = {
    "make a lead": (WORKERS, lambda s, _: s.leads.create(lead_draft("Nowy Klient"))),
    "change a lead": (WORKERS, lambda s, on: s.leads.edit(on.lead, {"city": "Gdynia"})),
    "move a lead": (WORKERS, lambda s, on: s.lead_actions.move([on.lead], "contacted")),
    "assign a lead": (WORKERS, lambda s, on: s.lead_actions.assign([on.lead], "Anna Nowak")),
    "set a follow-up": (WORKERS, lambda s, on: s.lead_actions.follow_up([on.lead], s.store.clock(), "ring")),
    "log a call": (WORKERS, lambda s, on: s.lead_actions.log_contact([on.lead], "call", "rang")),
    "archive a lead": (WORKERS, lambda s, on: s.lead_actions.archive([on.lead])),
    "bring a lead back": (WORKERS, lambda s, on: s.lead_actions.unarchive([on.other])),
    "delete a lead": (WORKERS, lambda s, on: s.lead_actions.delete([on.other])),
    "convert a lead": (WORKERS, lambda s, on: s.conversion.convert(on.lead)),
    "make a contact": (WORKERS, lambda s, _: s.contacts.create(ContactDraft(name="Nowy"))),
    "change a contact": (WORKERS, lambda s, on: s.contacts.edit(on.contact, {"name": "Inny"})),
    "start a project": (WORKERS, lambda s, on: s.projects.create(ProjectDraft(contact_id=on.contact))),
    "rename a project": (WORKERS, lambda s, on: s.projects.edit(on.project, {"name": "Inny"})),
    "write a note": (WRITERS, lambda s, on: s.notes.add(on.subject, "rang twice")),
    "write a note with a file": (WRITERS, lambda s, on: s.notes.add(on.subject, "see file", on.paper)),
    "change a note": (WRITERS, lambda s, on: s.notes.edit(on.note, "rang three times")),
    "remove a note": (WRITERS, lambda s, on: s.notes.delete(on.note)),
    "tick a task": (
        WORKERS,
        lambda s, on: s.tasks.do(on.project, "onboard_site", {"phases": "3", "metering_point": "5" * 18}),
    ),
    "skip a task": (
        frozenset({Role.ADMIN, Role.MANAGER}),
        lambda s, on: s.tasks.skip(on.project, "onboard_site", "known"),
    ),
    "end a project": (WORKERS, lambda s, on: s.progress.outcome(on.project, "lost", "too dear")),
    "undo what others did": (frozenset({Role.ADMIN, Role.MANAGER}), lambda s, on: s.undo.undo(on.change)),
    "add a user": (frozenset({Role.ADMIN}), lambda s, _: s.organisation.add_user("nowak", "Nowak", uid=71_000)),
}
READS: dict[str, Act] = {
    "list leads": lambda s, _: s.leads.open_list("", Sort("name")).rows(0, 5),
    "open a lead": lambda s, on: s.leads.get(on.lead),
    "look at the gate": lambda s, on: s.conversion.check(on.lead),
    "list contacts": lambda s, _: s.contacts.open_list("").rows(0, 5),
    "open a contact": lambda s, on: s.contacts.get(on.contact),
    "find a contact": lambda s, _: s.contacts.find("jan"),
    "list projects": lambda s, _: s.projects.open_list("").rows(0, 5),
    "open a project": lambda s, on: s.projects.get(on.project),
    "read notes": lambda s, on: s.notes.of(on.subject),
    "read the history": lambda s, on: s.activity.of(on.subject),
    "list users": lambda s, _: s.people.users(),
    "export": lambda s, on: s.exports.write(on.paper.with_name("out.csv"), "csv", ExportOptions()),
}


@pytest.fixture(scope="module")
def stand(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stand]:
    """A desk with one of each, made once; its file is copied."""
    folder = tmp_path_factory.mktemp("roles")
    path = folder / "desk.db"
    shutil.copy(template, path)
    path.chmod(0o600)
    paper = folder / "plan.txt"
    paper.write_text("roof")
    services = open_services(str(path), clock=Clock())
    contact = add_contact(services, "Jan Kowalski").id
    lead = add_lead(services, contact_id=contact, city="Kraków").id
    other = add_lead(services, contact_id=contact).id
    services.lead_actions.archive([other])
    project = services.projects.create(ProjectDraft(contact_id=contact)).value.id
    services.organisation.add_user("iga", "Iga Monter", "installer", uid=70_006)
    note = services.notes.add(Subject("lead", lead), "first").value
    change = services.leads.edit(lead, {"street": "Długa 1"}).change_id
    assert change is not None
    services.close()
    return path, Stand(lead, other, contact, project, note, change, paper)


def person_of(services: Services, role: Role) -> Services:
    """The services of somebody with a role."""
    if role is not Role.INSTALLER:
        return at_desk(services, PERSON[role])
    installer = next(user for user in services.people.users() if user.role is role)
    return Services(services.store, Actor(installer.id, installer.uid, installer.name, role))


@pytest.fixture
def desk(stand: tuple[Path, Stand], folder: Path) -> Iterator[tuple[Services, Stand]]:
    """The same desk in a file of the test's own."""
    path = folder / "roles.db"
    shutil.copy(stand[0], path)
    path.chmod(0o600)
    services = open_services(str(path), clock=Clock())
    yield services, stand[1]
    services.close()


def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names if "fts" not in name}


def contents(services: Services) -> dict[str, list[tuple[object, ...]]]:
    """The whole desk."""
    with services.store.reading() as connection:
        return everything(connection)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", WRITES)
def test_who_may_write_what(desk: tuple[Services, Stand], what: str, role: Role) -> None:
    services, stand = desk
    may, act = WRITES[what]
    person = person_of(services, role)
    before = contents(services)
    if role in may:
        act(person, stand)
        assert contents(services) != before
        return
    with pytest.raises(NotPermitted):
        act(person, stand)
    assert contents(services) == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", READS)
def test_everybody_reads(desk: tuple[Services, Stand], what: str, role: Role) -> None:
    services, stand = desk
    before = contents(services)
    if (what, role) == ("export", Role.INSTALLER):
        with pytest.raises(NotPermitted):
            READS[what](person_of(services, role), stand)
    else:
        READS[what](person_of(services, role), stand)
    assert contents(services) == before


@pytest.mark.parametrize("what", WRITES)
def test_a_disabled_user_writes_nothing_more(desk: tuple[Services, Stand], what: str) -> None:
    services, stand = desk
    person = at_desk(services, MANAGER)
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE user_account SET active = 0 WHERE id = ?", (MANAGER,))
    before = contents(services)
    with pytest.raises(NotPermitted):
        WRITES[what][1](person, stand)
    assert contents(services) == before


def test_a_role_that_was_taken_away_counts_at_once(desk: tuple[Services, Stand]) -> None:
    services, stand = desk
    person = at_desk(services, SALES)
    person.lead_actions.move([stand.lead], "contacted")
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE user_account SET role = 'viewer' WHERE id = ?", (SALES,))
    with pytest.raises(NotPermitted, match="Viewer may not move leads"):
        person.lead_actions.move([stand.lead], "open")
    assert services.leads.get(stand.lead).stage == "contacted"


def test_a_person_undoes_only_what_is_theirs(desk: tuple[Services, Stand]) -> None:
    services, stand = desk
    seller = at_desk(services, SALES)
    with pytest.raises(NotPermitted, match="made by Ewa Admin"):
        seller.undo.undo(stand.change)
    moved = seller.lead_actions.move([stand.lead], "contacted")
    assert seller.undo.last() is not None
    assert seller.undo.undo().value.id == moved.change_id
    assert services.leads.get(stand.lead).address.street == "Długa 1"


def test_nobody_is_somebody_else(desk: tuple[Services, Stand]) -> None:
    services, stand = desk
    claimed = Actor(VIEWER, 70_005, "Wanda Widz", Role.ADMIN)
    with pytest.raises(NotPermitted):
        Services(services.store, claimed).leads.edit(stand.lead, {"city": "Sopot"})
    assert services.leads.get(stand.lead).address.city == "Kraków"
