"""The demonstration desk in a database: whole, found by search, and only ever in an empty one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from solartui.domain.contact_points import email_key
from solartui.domain.demonstration.desk import demo_desk
from solartui.domain.demonstration.tasks import course_of as story_of
from solartui.domain.demonstration.tasks import remember
from solartui.domain.errors import NotPermitted, Refused
from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.domain.vocabulary import ProjectStage, Role
from solartui.domain.workflow.reading import read_workflow
from solartui.services.container import Services
from solartui.services.demonstration import DemonstrationService
from solartui.services.desk import Desk
from solartui.services.people import actor_for
from solartui.store.backup import problems
from solartui.store.courses import builtin_text, course_of
from solartui.store.reading.contacts import contact_by_email
from solartui.store.store import Store
from solartui.store.times import from_text, to_text

NOW = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
LEADS = 650


def _empty(path: Path) -> tuple[Store, DemonstrationService]:
    store = Store(str(path), clock=lambda: NOW)
    return store, DemonstrationService(Desk(store, actor_for(store)))


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return sorted(connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall())


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    store, service = _empty(tmp_path_factory.mktemp("demonstration") / "desk.db")
    service.fill(LEADS, 7)
    services = Services(store, actor_for(store))
    yield services
    services.close()


def test_everything_that_was_told_is_stored(services: Services) -> None:
    told = list(demo_desk(LEADS, 7, NOW, services.actor.name).leads())
    connection = services.store.reader()
    expected = {
        "lead": len(told),
        "lead_search": len(told),
        "contact": sum(len(lead.contacts) for lead in told),
        "note": sum(len(lead.notes) for lead in told),
        "activity": sum(len(lead.activities) for lead in told),
        "project": sum(len(lead.projects) for lead in told),
        "contact_email": sum(len(contact.emails) for lead in told for contact in lead.contacts),
        "contact_phone": sum(len(contact.phones) for lead in told for contact in lead.contacts),
    }
    found = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in expected}
    course = "SELECT count(*) FROM activity WHERE kind IN ('task_done', 'project_event', 'outcome_set')"
    found["activity"] -= connection.execute(course).fetchone()[0]
    assert found == expected


@pytest.mark.feature("E-02", "A-14")
def test_stage_and_progress_of_projects_follow_from_their_tasks(services: Services) -> None:
    connection = services.store.reader()
    columns = "id, stage, outcome, tasks_done, tasks_total"
    for number, *stored in connection.execute(f"SELECT {columns} FROM project").fetchall():
        course = course_of(connection, number)
        assert stored == [course.stage, course.outcome, course.done, course.total], number
    statuses = {row[0] for row in connection.execute("SELECT DISTINCT status FROM project_job")}
    assert {"assigned", "scheduled", "prepared", "submitted", "completed"} <= statuses
    assert services.job_sheets.visits(NOW.date().isoformat(), 10)


def test_projects_without_a_story_stand_where_they_should() -> None:
    workflow = remember(read_workflow(builtin_text()))
    for lead in demo_desk(200, 7, NOW, "x").leads():
        for project in lead.projects:
            told = story_of(workflow, lead.fields, project, NOW, lively=False)
            assert 0 < told.done <= told.total
            assert [event.key for event in told.events if event.key == "outcome_set"] == ["outcome_set"] * (
                project.outcome is not None
            )


def test_the_file_is_sound_and_keeps_its_indexes(services: Services, tmp_path: Path) -> None:
    connection = services.store.reader()
    assert problems(connection) == []
    fresh, _ = _empty(tmp_path / "fresh.db")
    assert _schema(connection) == _schema(fresh.reader())
    fresh.close()


def test_records_read_as_they_were_told(services: Services) -> None:
    for told in demo_desk(60, 7, NOW, services.actor.name).leads():
        fields = told.fields
        lead = services.leads.get(fields.id)
        assert (lead.name, lead.stage, lead.type, lead.contact.name) == (
            fields.name,
            fields.stage,
            fields.type,
            told.contact_name,
        )
        assert to_text(lead.created_at) == fields.created_at
        assert lead.next_follow_up == (from_text(fields.next_follow_up) if fields.next_follow_up else None)
        assert lead.consumption == (fields.consumption or ())
        assert (lead.assignee.id if lead.assignee else None) == (fields.assignee_user_id or fields.assignee_entity_id)
        assert lead.converted == bool(told.projects)
        subject = Subject("lead", fields.id)
        assert [note.body for note in services.notes.of(subject)] == [note.body for note in told.notes]
        assert {"created"} <= {activity.kind for activity in services.activity.of(subject)}
        if told.contacts:
            assert lead.contact.emails == told.contacts[0].emails


def test_projects_are_there_in_every_stage(services: Services) -> None:
    connection = services.store.reader()
    stages = {row[0] for row in connection.execute("SELECT DISTINCT stage FROM project")}
    assert stages == set(ProjectStage)
    project = services.projects.get(1)
    assert project.lead_id is not None
    assert project.regulation == ("pl" if project.address.country == "PL" else project.regulation)
    assert project.contacts
    assert project.assignees


def test_leads_are_found_by_words_and_numbers(services: Services) -> None:
    lead = services.leads.get(5)
    for query in (lead.contact.name.split()[0], lead.address.city or "", lead.contact.emails[0]):
        assert lead.id in set(services.leads.open_list(query).ids())


def test_a_customer_who_came_back_is_found_by_both_leads(services: Services) -> None:
    query = (
        "SELECT contact_id, group_concat(id) FROM lead WHERE archived_at IS NULL GROUP BY contact_id "
        "HAVING count(*) > 1 LIMIT 3"
    )
    pairs = services.store.reader().execute(query).fetchall()
    assert pairs
    for contact_id, numbers in pairs:
        reach = services.contacts.get(contact_id)
        point = reach.emails[0].address if reach.emails else reach.phones[0].number
        assert set(map(int, numbers.split(","))) <= set(services.leads.open_list(f'"{point}"').ids())


def test_addresses_are_kept_under_their_keys(services: Services) -> None:
    connection = services.store.reader()
    for contact_id, address in connection.execute("SELECT contact_id, address FROM contact_email LIMIT 50").fetchall():
        assert contact_by_email(connection, email_key(address)) == contact_id


def test_whoever_fills_the_desk_runs_it(services: Services) -> None:
    users = {user.id: user for user in services.people.users()}
    assert users[1].name == services.actor.name
    assert users[1].entity_id is not None
    assert len(users) == 9
    assert services.leads.open_list("owner:me").count() > 30
    assert services.undo.last() is None


def test_progress_is_told(tmp_path: Path) -> None:
    store, service = _empty(tmp_path / "desk.db")
    seen: list[int] = []
    filled = service.fill(1_100, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == filled.leads == 1_100
    store.close()


def test_stopping_half_way_leaves_nothing(tmp_path: Path) -> None:
    store, service = _empty(tmp_path / "desk.db")
    before = _schema(store.reader())

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        service.fill(700, progress=stop)
    assert store.reader().execute("SELECT count(*) FROM contact").fetchone()[0] == 0
    assert _schema(store.reader()) == before
    assert service.fill(20).leads == 20
    store.close()


def test_a_database_in_use_is_left_alone(tmp_path: Path) -> None:
    store, service = _empty(tmp_path / "desk.db")
    service.fill(3)
    with pytest.raises(Refused, match="in use"):
        service.fill(3)
    assert store.reader().execute("SELECT count(*) FROM lead").fetchone()[0] == 3
    store.close()


def test_only_an_admin_may_fill(tmp_path: Path) -> None:
    store, _ = _empty(tmp_path / "desk.db")
    clerk = Actor(1, None, "Clerk", Role.SALES)
    with pytest.raises(NotPermitted):
        DemonstrationService(Desk(store, clerk)).fill(1)
    store.close()
