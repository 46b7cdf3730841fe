"""Desks on which a site has several sales projects: the upgrade keeps one under way and closes the others."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from solartui.store.connection import connect
from solartui.store.courses import builtin_text, course_of, digest, settle
from solartui.store.identity import APPLICATION_ID, SCHEMA_VERSION
from solartui.store.upgrade import ensure_schema
from tests.store.test_workflow_upgrade import T, to_revision

# stage that somebody set, outcome, lead, and whether the project is in the bin.
PROJECTS = [
    ("installation", None, 1, False),
    ("quoting", None, 1, False),
    ("considering", None, 1, False),
    ("considering", None, 2, False),
    ("considering", None, 2, False),
    ("inspection", "lost", 3, False),
    ("considering", None, 3, False),
    ("installation", None, 4, True),
    ("considering", None, 4, False),
    ("committing", None, None, False),
    ("considering", None, None, False),
]


@pytest.fixture
def old(folder: Path) -> Path:
    """A desk of the schema before, whose leads have several projects under way each."""
    path = folder / "old.db"
    path.touch(0o600)
    with closing(connect(path, writable=True)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        to_revision(raw, "0006")
        raw.execute("PRAGMA user_version = 6")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        first = builtin_text().replace("version = 2", "version = 1")
        raw.execute("UPDATE workflow SET version = 1, content = ?, sha256 = ?", (first, digest(first)))
        raw.execute(
            "INSERT INTO saved_view (owner_id, shared, name, name_key, query, created_at, updated_at, version) "
            "VALUES (NULL, 1, 'Mine', 'mine', 'owner:me', ?, ?, 4)", (T, T),
        )  # fmt: skip
        raw.execute(
            "INSERT INTO contact (id, kind, name, name_key, name_fold, origin, created_at, updated_at, version) "
            "VALUES (1, 'person', 'x', 'x', 'x', 'manual', ?, ?, 1)", (T, T),
        )  # fmt: skip
        for lead in (1, 2, 3, 4):
            raw.execute(
                "INSERT INTO lead (id, name, name_key, type, grid_connection, stage, source, contact_id, contact_key, "
                "city_key, panel, battery, heat_pump, due_key, respond_key, stage_since, created_at, updated_at, "
                "version) VALUES (?, 'x', 'x', 'residential', 'on_grid', 'open', 'manual_entities', 1, 'x', '', 1, 0, "
                "0, '9', '9', ?, ?, ?, 1)", (lead, T, T, T),
            )  # fmt: skip
        for number, row in enumerate(PROJECTS, 1):
            _project(raw, number, row)
    return path


def _project(raw: sqlite3.Connection, number: int, row: tuple[str, str | None, int | None, bool]) -> None:
    stage, outcome, lead, gone = row
    raw.execute(
        "INSERT INTO project (id, name, name_key, name_fold, stage, outcome, type, grid_connection, street, city, "
        "city_fold, regulation, phases, metering_point, currency, lead_id, workflow_id, deleted_at, created_at, "
        "updated_at, version) VALUES (?, ?, 'x', 'x', ?, ?, 'residential', 'on_grid', 'Leśna 1', 'K', 'k', 'pl', 3, "
        "'590243834012345678', 'PLN', ?, 1, ?, ?, ?, 1)",
        (number, f"P{number}", stage, outcome, lead, T if gone else None, T, T),
    )  # fmt: skip
    if lead is None:
        raw.execute("INSERT INTO project_contact (project_id, contact_id, position) VALUES (?, 1, 0)", (number,))
    events = [("stage_set", {"stage": stage})] + ([("outcome_set", {"outcome": outcome})] if outcome else [])
    for key, data in events:
        raw.execute("INSERT INTO project_event (project_id, key, at, actor, data) VALUES (?, ?, ?, 'x', ?)",
                    (number, key, T, json.dumps(data)))  # fmt: skip


@pytest.mark.feature("E-07")
def test_of_several_the_farthest_goes_on_and_nothing_is_lost(old: Path) -> None:
    state, backup = ensure_schema(old)
    assert state.schema_version == SCHEMA_VERSION
    assert backup is not None
    assert backup.is_file()
    with closing(connect(old, writable=True)) as raw:
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("SELECT count(*) FROM project").fetchone() == (len(PROJECTS),)
        closed = raw.execute("SELECT id, stage, outcome_reason FROM project WHERE outcome = 'closed'").fetchall()
        assert [row[:2] for row in closed] == [(3, "considering"), (4, "considering"), (11, "considering")]
        by = dict(zip((3, 4, 11), ("#1 P1", "#5 P5", "#10 P10"), strict=True))
        for number, _, reason in closed:
            assert reason.endswith(by[number])
            assert reason.startswith("The upgrade found")
            told = raw.execute("SELECT kind, data FROM activity WHERE project_id = ?", (number,)).fetchall()
            assert [(kind, json.loads(data)["outcome"]) for kind, data in told] == [("outcome_set", "closed")]
        lost = raw.execute("SELECT outcome FROM project WHERE id = 6").fetchone()
        assert lost == ("lost",)
        holding = raw.execute("SELECT DISTINCT project_id FROM site_claim ORDER BY 1").fetchall()
        assert holding == [(1,), (5,), (7,), (9,), (10,)]


def test_a_closed_one_can_be_taken_up_again_once_the_other_is_over(old: Path) -> None:
    from solartui.domain.errors import Refused

    ensure_schema(old)
    take_back = "INSERT INTO project_event (project_id, key, at, actor, data) VALUES (?, 'outcome_set', ?, 'x', ?)"
    with closing(connect(old, writable=True)) as raw:
        raw.execute(take_back, (4, T, json.dumps({"outcome": None})))
        with pytest.raises(Refused, match="#5 P5"):
            settle(raw, 4)
        raw.execute(take_back, (5, T, json.dumps({"outcome": "lost"})))
        settle(raw, 5)
        assert settle(raw, 4).course.outcome is None
        assert raw.execute("SELECT DISTINCT project_id FROM site_claim WHERE key = 'lead:2'").fetchall() == [(4,)]


def test_projects_keep_their_version_and_views_are_of_leads(old: Path) -> None:
    with closing(connect(old, writable=False)) as raw:
        before = raw.execute("SELECT content FROM workflow WHERE id = 1").fetchone()[0]
    ensure_schema(old)
    with closing(connect(old, writable=True)) as raw:
        rows = raw.execute("SELECT id, version, current, sha256, content FROM workflow ORDER BY id").fetchall()
        assert [row[:3] for row in rows] == [(1, 1, 0), (2, 2, 1)]
        assert rows[0][4] == before
        assert rows[1][3] == digest(rows[1][4])
        assert raw.execute("SELECT DISTINCT workflow_id FROM project").fetchall() == [(1,)]
        assert course_of(raw, 1).stage == "installation"
        view = "SELECT record, name, name_key, query, shared, version FROM saved_view"
        assert raw.execute(view).fetchall() == [("lead", "Mine", "mine", "owner:me", 1, 4)]
        again = ("INSERT INTO saved_view (owner_id, record, shared, name, name_key, query, created_at, updated_at, "
                 "version) VALUES (7, ?, 0, 'x', 'x', '', ?, ?, 1)")  # fmt: skip
        raw.execute("PRAGMA foreign_keys = OFF")
        for record in ("lead", "project"):
            raw.execute(again, (record, T, T))
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            raw.execute(again, ("project", T, T))


def test_a_project_that_cannot_be_read_stops_nothing(old: Path) -> None:
    with closing(connect(old, writable=True)) as raw:
        raw.execute("INSERT INTO workflow (id, key, version, content, sha256, builtin, current, created_at) "
                    "VALUES (9, 'own', 1, 'no TOML [', 'x', 0, 0, ?)", (T,))  # fmt: skip
        raw.execute("UPDATE project SET workflow_id = 9 WHERE id = 5")
        raw.execute("UPDATE project_event SET data = '{' WHERE project_id = 10")
    ensure_schema(old)
    with closing(connect(old, writable=False)) as raw:
        rows = dict(raw.execute("SELECT id, outcome FROM project").fetchall())
        assert len(rows) == len(PROJECTS)
        assert {number for number, outcome in rows.items() if outcome == "closed"} == {3}
        assert raw.execute("SELECT DISTINCT project_id FROM site_claim WHERE key = 'lead:2'").fetchall() == [(4,)]


def test_nothing_is_done_twice(old: Path) -> None:
    ensure_schema(old)
    with closing(connect(old, writable=False)) as raw:
        first = raw.execute("SELECT count(*) FROM project_event").fetchone()
    assert ensure_schema(old)[1] is None
    with closing(connect(old, writable=False)) as raw:
        assert raw.execute("SELECT count(*) FROM project_event").fetchone() == first
