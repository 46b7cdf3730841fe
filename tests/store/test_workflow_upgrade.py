"""Projects from before there were tasks get the workflow, and stand where they stood."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from solartui.store import upgrade
from solartui.store.connection import connect
from solartui.store.courses import course_of

T = "2026-01-05T08:00:00.000000Z"
PROJECTS = [
    ("onboarding", None, None),
    ("onboarding", None, 3),
    ("quoting", None, 3),
    ("inspection", "failed", 3),
    ("installation", None, 3),
    ("completed", "completed", 3),
    ("completed", None, 3),
    ("considering", "lost", None),
]


def to_revision(raw: sqlite3.Connection, revision: str) -> None:
    """Bring a file to a revision in one transaction, as `migrate` does."""
    with upgrade._engine(raw).connect() as connection:
        raw.execute("BEGIN EXCLUSIVE")
        config = Config()
        config.set_main_option("script_location", str(upgrade._MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        raw.execute("COMMIT")


@pytest.fixture
def old(folder: Path) -> Path:
    """A database of the schema before, with projects and users."""
    path = folder / "old.db"
    path.touch(0o600)
    with closing(connect(path, writable=True)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        to_revision(raw, "0004")
        raw.execute(
            "INSERT INTO user_account (id, uid, login, name, name_key, role, active, created_at, updated_at, version) "
            "VALUES (7, 5, 'ewa', 'Ewa', 'ewa', 'sales', 1, ?, ?, 3)", (T, T),
        )  # fmt: skip
        for stage, outcome, phases in PROJECTS:
            raw.execute(
                "INSERT INTO project (name, name_key, name_fold, stage, outcome, type, grid_connection, city, "
                "city_fold, regulation, phases, metering_point, currency, created_by_id, created_at, "
                "updated_at, version) "
                "VALUES ('x', 'x', 'x', ?, ?, 'residential', 'on_grid', 'K', 'k', 'pl', ?, '1', 'PLN', 7, ?, ?, 1)",
                (stage, outcome, phases, T, T),
            )
    return path


def test_old_projects_keep_their_stage_and_outcome(old: Path) -> None:
    with closing(connect(old, writable=True)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        to_revision(raw, "0005")
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = raw.execute("SELECT id, stage, outcome, tasks_done, tasks_total FROM project ORDER BY id").fetchall()
        found = [row[1:3] for row in rows]
        assert found == [
            ("onboarding", None), ("onboarding", None), ("quoting", None), ("inspection", "failed"),
            ("installation", None), ("completed", "completed"), ("completed", "completed"), ("considering", "lost"),
        ]  # fmt: skip
        for number, stage, outcome, done, total in rows:
            course = course_of(raw, number)
            assert (course.stage, course.outcome, course.done, course.total) == (stage, outcome, done, total)
        user = raw.execute("SELECT id, uid, login, role, version FROM user_account").fetchall()
        assert user == [(7, 5, "ewa", "sales", 3)]
        raw.execute("UPDATE user_account SET role = 'installer' WHERE id = 7")
        new = "INSERT INTO user_account (login, name, name_key, role, active, created_at, updated_at, version) "
        raw.execute(new + "VALUES ('iga', 'Iga', 'iga', 'installer', 1, ?, ?, 1)", (T, T))
        assert raw.execute("SELECT max(id) FROM user_account").fetchone() == (8,)
