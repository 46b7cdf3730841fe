"""Workflows, and what was done in projects: tasks, events, jobs; users who only work in the field."""

from __future__ import annotations

from sqlite3 import Connection
from typing import cast

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATUSES = (
    "'assigned', 'accepted', 'scheduled', 'prepared', 'rescheduled', 'submitted', 'reviewed', 'commissioned', "
    "'completed'"
)
_STRICT = {"sqlite_autoincrement": True, "sqlite_strict": True}


def upgrade() -> None:
    _installers()
    _workflow()
    _project_task()
    _project_event()
    _project_job()
    _project_columns()
    _projects_under_way()


def _installers() -> None:
    """A role for those who work in the field: the check of a column cannot be changed in place."""
    columns = "id, uid, login, name, name_key, role, active, entity_id, created_at, updated_at, version"
    op.create_table(
        "user_account_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Integer(), nullable=True),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_user_account_name")),
        sa.CheckConstraint(
            "role IN ('admin', 'manager', 'sales', 'installer', 'viewer')", name=op.f("ck_user_account_role")
        ),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name="fk_user_account_entity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_user_account"),
        sa.UniqueConstraint("login", name="uq_user_account_login"),
        sa.UniqueConstraint("uid", name="uq_user_account_uid"),
        **_STRICT,
    )
    op.execute(f"INSERT INTO user_account_new ({columns}) SELECT {columns} FROM user_account ORDER BY id")
    last = "SELECT max(seq) FROM sqlite_sequence WHERE name IN ('user_account', 'user_account_new')"
    op.execute(f"UPDATE sqlite_sequence SET seq = ({last}) WHERE name = 'user_account_new'")
    op.drop_table("user_account")
    op.rename_table("user_account_new", "user_account")


def _workflow() -> None:
    op.create_table(
        "workflow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("builtin", sa.Integer(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint("key <> '' AND version > 0", name=op.f("ck_workflow_named")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_workflow_created_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_workflow"),
        sa.UniqueConstraint("key", "version", name="uq_workflow_key_version"),
        **_STRICT,
    )


def _project_task() -> None:
    op.create_table(
        "project_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("skipped_at", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reopened_at", sa.Text(), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("assignee_user_id", sa.Integer(), nullable=True),
        sa.Column("assignee_entity_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("key <> ''", name=op.f("ck_project_task_key")),
        sa.CheckConstraint("done_at IS NULL OR skipped_at IS NULL", name=op.f("ck_project_task_one_end")),
        sa.CheckConstraint(
            "assignee_user_id IS NULL OR assignee_entity_id IS NULL", name=op.f("ck_project_task_one_assignee")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_task_project_id"),
        sa.ForeignKeyConstraint(["done_by_id"], ["user_account.id"], name="fk_project_task_done_by_id"),
        sa.ForeignKeyConstraint(["assignee_user_id"], ["user_account.id"], name="fk_project_task_assignee_user_id"),
        sa.ForeignKeyConstraint(["assignee_entity_id"], ["entity.id"], name="fk_project_task_assignee_entity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_task"),
        sa.UniqueConstraint("project_id", "key", name="uq_project_task_project_id_key"),
        **_STRICT,
    )


def _project_event() -> None:
    op.create_table(
        "project_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.CheckConstraint("key <> ''", name=op.f("ck_project_event_key")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_event_project_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_project_event_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_event"),
        **_STRICT,
    )
    op.create_index("ix_project_event_project", "project_event", ["project_id", "id"])


def _project_job() -> None:
    op.create_table(
        "project_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(f"status IN ({_STATUSES})", name=op.f("ck_project_job_status")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_job_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_job"),
        sa.UniqueConstraint("project_id", "kind", name="uq_project_job_project_id_kind"),
        **_STRICT,
    )
    op.create_index("ix_project_job_starts", "project_job", ["starts_at", "project_id"])


def _project_columns() -> None:
    """What follows from the tasks stands on the project, for lists."""
    named = "CONSTRAINT fk_project_workflow_id REFERENCES workflow (id)"
    op.execute(f"ALTER TABLE project ADD COLUMN workflow_id INTEGER {named}")
    op.execute("ALTER TABLE project ADD COLUMN outcome_reason TEXT")
    op.execute("ALTER TABLE project ADD COLUMN tasks_done INTEGER DEFAULT '0' NOT NULL")
    op.execute("ALTER TABLE project ADD COLUMN tasks_total INTEGER DEFAULT '0' NOT NULL")


def _projects_under_way() -> None:
    """Projects that were made before there were tasks keep their stage and outcome, as if somebody had said them."""
    from solartui.store.courses import begin_old_projects

    begin_old_projects(cast("Connection", op.get_bind().connection.driver_connection))
