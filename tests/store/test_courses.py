"""What is stored of projects, and what is written beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from solartui.domain.errors import NotFound, Refused
from solartui.domain.vocabulary import Role
from solartui.domain.workflow.reading import read_workflow
from solartui.services.container import Services
from solartui.services.task_events import keep_event
from solartui.store import courses
from solartui.store.site_claims import other_holder
from solartui.store.task_rows import write_task
from solartui.store.work import Work
from tests.desk import ADMIN, TEAM
from tests.services.project_desk import PPE, add_project

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
_PROGRAM = read_workflow(courses.builtin_text()).version


@pytest.fixture
def project(services: Services) -> int:
    """A project of which only the customer and the town are known."""
    return add_project(services).id


@pytest.fixture
def work(services: Services, project: int) -> Iterator[Work]:
    """A unit of work."""
    with services.store.begin(services.actor) as opened:
        opened.describe("project.edited", name="x", project=project)
        yield opened


def columns(raw: sqlite3.Connection, project: int) -> tuple[object, ...]:
    """What follows from the tasks of a project, as it is stored."""
    query = "SELECT stage, outcome, outcome_reason, tasks_done, tasks_total, updated_at FROM project WHERE id = ?"
    return tuple(raw.execute(query, (project,)).fetchone())


@pytest.mark.parametrize(
    ("changes", "site"),
    [
        ({}, False),
        ({"phases": 3}, False),
        ({"metering_point": PPE}, False),
        ({"phases": 3, "metering_point": PPE}, True),
        ({"phases": 3, "metering_point": ""}, False),
        ({"phases": 3, "grid_connection": "off_grid"}, True),
        ({"phases": 3, "metering_point": PPE, "street": None, "city": None}, False),
        ({"phases": 3, "metering_point": PPE, "street": None, "city": None, "latitude": 50.0, "longitude": 20.0}, True),
    ],
)
def test_when_a_site_is_known(work: Work, project: int, changes: dict[str, object], site: bool) -> None:
    for name, value in changes.items():
        if name != "longitude":
            both = "latitude = ?, longitude = 20.0" if name == "latitude" else f"{name} = ?"
            work.raw.execute(f"UPDATE project SET {both} WHERE id = ?", (value, project))
    assert courses.facts_of(work.raw, project).site is site


def test_facts_are_those_of_the_project(services: Services) -> None:
    project = add_project(services, phases=3, metering_point=PPE, capacity_kwp=9.9, battery_kwh=5, region="małopolskie")
    with services.store.reading() as raw:
        facts = courses.facts_of(raw, project.id)
    assert dict(facts.words) == {
        "regulation": "pl", "country": "PL", "region": "małopolskie", "type": "residential",
        "grid_connection": "on_grid",
    }  # fmt: skip
    assert dict(facts.numbers) == {"capacity_kwp": 9.9, "battery_kwh": 5.0, "phases": 3}
    assert dict(facts.fields) == {"phases": "3", "metering_point": PPE, "capacity_kwp": 9.9, "battery_kwh": 5.0}
    assert (facts.customer, facts.inspection, facts.started) == (True, True, project.created_at)
    with services.store.reading() as raw, pytest.raises(NotFound, match="no project 99"):
        courses.facts_of(raw, 99)


def test_a_row_of_a_task_is_made_once_and_then_changed(work: Work, project: int) -> None:
    assert write_task(work, project, "order_stock", {"done_at": None}) is False
    assert write_task(work, project, "order_stock", {"due": "2026-12-01", "assignee_entity_id": TEAM}) is True
    assert write_task(work, project, "order_stock", {"due": "2026-12-01"}) is False
    assert write_task(work, project, "order_stock", {"done_at": NOW, "done_by_id": ADMIN, "data": {"supplier": "x"}})
    tick = courses.facts_of(work.raw, project).tick("order_stock")
    assert (tick.done_at, tick.done_by, tick.due, tick.version) == (NOW, "Ewa Admin", date(2026, 12, 1), 2)
    assert tick.assignee is not None
    assert (tick.assignee.kind, tick.assignee.name, tick.values) == ("team", "North", {"supplier": "x"})
    assert work.raw.execute("SELECT count(*) FROM project_task").fetchone() == (1,)


def test_who_did_a_task_is_the_program_where_no_user_did(work: Work, project: int) -> None:
    write_task(work, project, "order_stock", {"done_at": NOW})
    assert courses.facts_of(work.raw, project).tick("order_stock").done_by == "system"
    assert courses.facts_of(work.raw, project).tick("never_touched").version == 0


def test_settling_writes_what_follows_and_nothing_else(work: Work, project: int) -> None:
    before = columns(work.raw, project)
    settled = courses.settle(work.raw, project)
    assert (settled.stage, settled.outcome) == ("onboarding", None)
    assert columns(work.raw, project) == before
    work.raw.execute("UPDATE project SET stage = 'installation', tasks_done = 99 WHERE id = ?", (project,))
    assert courses.settle(work.raw, project).stage == "installation"
    assert columns(work.raw, project) == before
    courses.settle(work.raw, project, NOW)
    assert columns(work.raw, project)[-1] == "2026-11-23T10:00:00.000000Z"


def test_jobs_are_written_anew_only_when_they_change(work: Work, project: int) -> None:
    def rows() -> list[tuple[object, ...]]:
        return work.raw.execute("SELECT id, kind, status, starts_at, team, note FROM project_job").fetchall()

    write_task(work, project, "start_inspection_job", {"done_at": NOW, "data": {"job_note": "dog"}})
    courses.settle(work.raw, project)
    first = rows()
    assert [row[1:] for row in first] == [("inspection", "assigned", None, None, "dog")]
    courses.settle(work.raw, project)
    assert rows() == first
    when = {"when": "2026-12-01T09:00:00+00:00", "team": "North"}
    write_task(work, project, "schedule_inspection_job", {"done_at": NOW, "data": when})
    courses.settle(work.raw, project)
    assert [row[1:] for row in rows()] == [
        ("inspection", "scheduled", "2026-12-01T09:00:00.000000Z", "North", "dog"),
    ]  # fmt: skip
    write_task(work, project, "start_inspection_job", {"done_at": None})
    courses.settle(work.raw, project)
    assert rows() == []


def test_the_setting_of_the_company_is_read(work: Work) -> None:
    assert courses.inspects(work.raw) is True
    for stored, inspects in (("false", False), ("true", True)):
        work.raw.execute("DELETE FROM preference WHERE key = ?", (courses.INSPECTION,))
        keep = "INSERT INTO preference (user_id, key, value) VALUES (NULL, ?, ?)"
        work.raw.execute(keep, (courses.INSPECTION, stored))
        assert courses.inspects(work.raw) is inspects


def test_the_workflow_of_the_program_is_kept_once(work: Work) -> None:
    courses.keep_builtin(work.raw, NOW)
    assert work.raw.execute("SELECT key, version, builtin, current FROM workflow").fetchall() == [
        ("sales_project", _PROGRAM, 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("own", "in_use"), [(False, f"sales_project {_PROGRAM + 1}"), (True, "ours 1")])
def test_a_newer_workflow_of_the_program_is_used_unless_the_company_has_its_own(
    work: Work, monkeypatch: pytest.MonkeyPatch, own: bool, in_use: str
) -> None:
    if own:
        text = courses.builtin_text().replace('id = "sales_project"', 'id = "ours"')
        text = text.replace(f"version = {_PROGRAM}", "version = 1", 1)
        work.raw.execute("UPDATE workflow SET current = 0")
        work.raw.execute(
            "INSERT INTO workflow (key, version, content, sha256, builtin, current, created_at) "
            "VALUES ('ours', 1, ?, ?, 0, 1, '2026-01-01T00:00:00.000000Z')", (text, courses.digest(text)),
        )  # fmt: skip
    newer = courses.builtin_text().replace(f"version = {_PROGRAM}", f"version = {_PROGRAM + 1}", 1)
    monkeypatch.setattr(courses, "builtin_text", lambda: newer)
    courses.keep_builtin(work.raw, NOW)
    found = courses.workflow_numbered(work.raw, None)
    assert f"{found.id} {found.version}" == in_use
    assert work.raw.execute("SELECT count(*) FROM workflow WHERE current = 1").fetchone() == (1,)
    assert courses.workflow_numbered(work.raw, 1).version == _PROGRAM


def test_a_workflow_that_is_not_there_is_told(work: Work) -> None:
    with pytest.raises(NotFound, match="There is no workflow 99"):
        courses.workflow_numbered(work.raw, 99)
    work.raw.execute("UPDATE workflow SET current = 0")
    with pytest.raises(NotFound, match="There is no workflow"):
        courses.current_workflow(work.raw)


def test_a_stored_workflow_that_somebody_spoilt_is_told_in_one_line(work: Work) -> None:
    work.raw.execute("UPDATE workflow SET content = 'id = ', sha256 = 'spoilt'")
    with pytest.raises(Refused, match="This is no TOML"):
        courses.workflow_numbered(work.raw, 1)


def test_a_project_without_a_workflow_has_the_one_in_use(work: Work, project: int) -> None:
    work.raw.execute("UPDATE project SET workflow_id = NULL WHERE id = ?", (project,))
    assert courses.workflow_of(work.raw, project).id == "sales_project"
    courses.begin_old_projects(work.raw)
    assert work.raw.execute("SELECT workflow_id FROM project").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("second", "blocked"),
    [
        ({}, True),
        ({"street": "Inna 9"}, False),
        ({"street": "Inna 9", "metering_point": PPE}, True),
        ({"street": "Inna 9", "metering_point": "1" * 18}, False),
        ({"street": "Inna 9", "latitude": 50.0, "longitude": 20.0}, True),
        ({"street": "Inna 9", "latitude": 50.01, "longitude": 20.0}, False),
        ({"city": "Łódź"}, False),
    ],
)
def test_what_is_the_same_site(services: Services, second: dict[str, object], blocked: bool) -> None:
    first = add_project(services, metering_point=PPE, latitude=50.0, longitude=20.0)
    other = add_project(services, contact_id=first.contacts[0].id, **second)
    with services.store.begin(services.actor) as work:
        assert other_holder(work.raw, other.id) is None
        write_task(work, first.id, "add_sales_project", {"done_at": NOW})
        courses.settle(work.raw, first.id)
        found = other_holder(work.raw, other.id)
        assert found == ((first.id, first.name) if blocked else None)
        keep_event(work, first.id, "outcome_set", {"outcome": "closed"})
        courses.settle(work.raw, first.id)
        assert other_holder(work.raw, other.id) is None


def test_the_role_of_the_field_is_known_to_the_schema(work: Work) -> None:
    for role in Role:
        work.raw.execute("UPDATE user_account SET role = ? WHERE id = 5", (role.value,))
    with pytest.raises(sqlite3.IntegrityError, match="role"):
        work.raw.execute("UPDATE user_account SET role = 'boss' WHERE id = 5")
